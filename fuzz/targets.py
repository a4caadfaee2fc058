"""What is fuzzed: each target takes bytes, and may raise nothing but DetenteError."""

import tempfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from detente.errors import DetenteError, ReadingError
from detente.reading.known import Known

Target = Callable[[bytes], None]
KNOWN = Known(max_chars=20_000)


def _ignore(_: ReadingError) -> None:
    """A reader reports what it cannot read."""


def _drain(rows: Iterable[object]) -> None:
    for _ in rows:
        pass


def _file(suffix: str) -> Target:
    """Read a file of a kind, as ``detente code`` does: cut into parts, each part read."""

    def run(data: bytes) -> None:
        from detente.reading.parts import find_parts, read_part

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"x{suffix}"
            path.write_bytes(data)
            for part in find_parts([str(path)], KNOWN, _ignore, size=2):
                _drain(read_part(part, KNOWN, _ignore))

    return run


def _quotes(data: bytes) -> None:
    from detente.language.layout import lay_out
    from detente.language.quotes import find_quotes
    from detente.reading.article import make_article

    article = make_article(data.decode("utf-8", "replace"))
    find_quotes(article.text, lay_out(article))


def _lexicon(data: bytes) -> None:
    from detente.lexicon import load_lexicon

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "cues.tsv").write_bytes(data)
        load_lexicon(Path(folder))


def _manifest(data: bytes) -> None:
    from detente.store.manifest import FILE, read_manifest

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_bytes(data)
        read_manifest(Path(folder))


def _robots(data: bytes) -> None:
    from detente.reading.robots import read_rules

    read_rules(data)


def _body(data: bytes) -> None:
    from detente.reading.body import join_body

    join_body([data], "gzip", 1 << 16, "x")


TARGETS: dict[str, Target] = {
    "html": _file(".html"),
    "text": _file(".txt"),
    "jsonl": _file(".jsonl"),
    "csv": _file(".csv"),
    "parquet": _file(".parquet"),
    "feed": _file(".rss"),
    "warc": _file(".warc"),
    "quotes": _quotes,
    "lexicon": _lexicon,
    "manifest": _manifest,
    "robots": _robots,
}


def attempt(name: str, data: bytes) -> None:
    """Run a target on bytes; whatever is not a DetenteError comes out."""
    try:
        TARGETS[name](data)
    except DetenteError:
        pass


__all__ = ["BytesIO", "TARGETS", "attempt"]
