"""What is fuzzed: each target takes bytes, and may raise nothing but DetenteError."""

import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

from detente.errors import DetenteError, ReadingError
from detente.formats.codes import Codes, codes_of
from detente.formats.dictionaries import read_dictionaries
from detente.formats.faults import Faults
from detente.formats.registry import CODES, FIND, FORMATS, LEXICON, Format
from detente.language.layout import lay_out
from detente.language.quotes import find_quotes
from detente.lexicon import load_lexicon
from detente.reading.article import make_article
from detente.reading.body import join_body
from detente.reading.known import Known
from detente.reading.parts import find_parts, read_part
from detente.reading.robots import read_rules
from detente.store.manifest import FILE, read_manifest

Target = Callable[[bytes], None]
KNOWN = Known(max_chars=20_000)


def _ignore(_: ReadingError) -> None:
    """Take what a reader reports of what it cannot read."""


def _drain(rows: Iterable[object]) -> None:
    for _ in rows:
        pass


def _file(suffix: str) -> Target:
    """Read a file of a kind, as ``detente code`` does: cut into parts, each part read."""

    def run(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"x{suffix}"
            path.write_bytes(data)
            for part in find_parts([str(path)], KNOWN, _ignore, size=2):
                _drain(read_part(part, KNOWN, _ignore))

    return run


def _quotes(data: bytes) -> None:
    article = make_article(data.decode("utf-8", "replace"))
    find_quotes(article.text, lay_out(article))


def _lexicon(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "cues.tsv").write_bytes(data)
        load_lexicon(Path(folder))


def _manifest(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_bytes(data)
        read_manifest(Path(folder))


def _robots(data: bytes) -> None:
    read_rules(200, data)


def _body(data: bytes) -> None:
    join_body([data], 1 << 16, "x", "gzip")


@cache
def _codes() -> Codes:
    return codes_of(load_lexicon())


def _format(form: Format) -> Target:
    """Read a file of a format of ``detente import``; of a folder, a text and its marks behind a NUL."""

    def run(data: bytes) -> None:
        assert form.read is not None
        given = {CODES: _codes(), LEXICON: _codes().lexicon, FIND: lambda _: None}
        given = {name: value for name, value in given.items() if name in form.reads_with}
        if not form.folder:
            _drain(form.read(BytesIO(data), "x", Faults(_ignore), **given))
            return
        text, _, marks = data.partition(b"\0")
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "x.txt").write_bytes(text)
            (Path(folder) / "x.ann").write_bytes(marks)
            _drain(form.read(Path(folder), "x", Faults(_ignore), **given))

    return run


def _dictionary(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.actors.txt"
        path.write_bytes(data)
        read_dictionaries([path], _codes().lexicon, _ignore)


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
    "body": _body,
    "dictionary": _dictionary,
    **{f"import-{form.name}": _format(form) for form in FORMATS.values() if form.read is not None},
}


def attempt(name: str, data: bytes) -> None:
    """Run a target on bytes; whatever is not a DetenteError comes out."""
    with suppress(DetenteError):
        TARGETS[name](data)
