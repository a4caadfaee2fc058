"""Fuzz one target until libFuzzer's options say to stop: ``python fuzz/one.py TARGET CORPUS… [-max_total_time=60 …]``."""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent))

with atheris.instrument_imports(include=["detente"]):
    from targets import TARGETS, attempt

    import detente.pipeline  # noqa: F401  so that its modules are instrumented


def main() -> None:
    """Fuzz the target that the first argument names."""
    name = sys.argv.pop(1)
    if name not in TARGETS:
        sys.exit(f"No target {name!r}. There are {', '.join(TARGETS)}.")
    atheris.Setup(sys.argv, lambda data: attempt(name, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
