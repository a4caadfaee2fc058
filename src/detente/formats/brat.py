"""A folder for brat: ``.txt`` and ``.ann`` of each article, ``annotation.conf``, and ``articles.jsonl`` with the rest.

Marks are those of ``brat_types``; a note holds our ids and what no mark can say, so that a folder that nobody touched gives back
the rows that it was made of. Source of the format: the standoff manual of brat.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from detente.errors import ReadingError, StoreError
from detente.formats.brat_marks import make_marks
from detente.formats.brat_rows import ORIGIN, read_marks
from detente.formats.brat_standoff import plain_text, read_standoff, write_standoff
from detente.formats.brat_types import configuration
from detente.formats.columns import Batch, Json, encodable, from_json, text_of, to_json, whole_row
from detente.formats.file_names import file_name
from detente.lexicon import Lexicon
from detente.output import to_line
from detente.reading.article import make_article
from detente.reading.jsonl import Report
from detente.store.rows import Row, Rows, article_row

TABLES = ("articles", "statements", "events", "actors")
LIST, CONFIGURATION = "articles.jsonl", "annotation.conf"
SUFFIXES = (".ann", ".txt", ".jsonl")  # of files that are read
LARGEST = 1 << 26  # bytes of a file that is read
_KEPT = ("article_id", "title", "outlet", "url", "published", "language", "source")
_REMEDY = "Give a folder with .txt and .ann files, as brat keeps them."


def write_brat(batches: Iterable[Batch], folder: Path, *, lexicon: Lexicon, left_out: Counter[str]) -> int:
    """Write a pair of files an article, and return how many; ``left_out`` counts rows that no mark can show, by the reason.

    File names are ids of articles where these are safe names, and hashes of them where not. Raises StoreError where the folder
    is not empty, since it may hold what somebody annotated, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder}: not an empty folder. Name a new one: nobody's annotations are written over.")
    taken: set[str] = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / CONFIGURATION, configuration(lexicon))
        with (folder / LIST).open("w", encoding="utf-8", newline="\n") as listed:
            for batch in batches:
                for article, parts in _by_article(batch, left_out):
                    name = own = file_name(text_of(article, "article_id") or "")
                    while name in taken:
                        name = f"{own}-{len(taken)}"
                    taken.add(name)
                    marks, lost = make_marks(article, *parts, lexicon)
                    left_out.update(lost)
                    text = text_of(article, "text") or ""
                    (folder / f"{name}.txt").write_bytes(plain_text(text).encode("utf-8"))
                    _write(folder / f"{name}.ann", write_standoff(marks, plain_text(text)))
                    listed.write(to_line(_entry(name, article, text)) + "\n")
    except OSError as error:
        cause = f"{folder}: cannot be written ({error.strerror or error})."
        raise StoreError(f"{cause} Name another folder, or make room and check the permissions.") from error
    return len(taken)


def _by_article(batch: Batch, left_out: Counter[str]) -> Iterator[tuple[Row, tuple[list[Row], list[Row], list[Row]]]]:
    parts = {table: [whole_row(table, row) for row in batch.get(table, ())] for table in TABLES}
    texts = {a["article_id"]: a for a in parts["articles"] if text_of(a, "text")}
    grouped: dict[object, tuple[list[Row], list[Row], list[Row]]] = {key: ([], [], []) for key in texts}
    for n, table in enumerate(TABLES[1:]):
        for row in parts[table]:
            if row["article_id"] in grouped:
                grouped[row["article_id"]][n].append(row)
            else:
                left_out[f"{table} of articles without text"] += 1
    yield from ((article, grouped[key]) for key, article in texts.items())


def _write(file: Path, lines: Iterable[str]) -> None:
    file.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def _entry(name: str, article: Row, text: str) -> Json:
    digest = hashlib.sha256(plain_text(text).encode("utf-8")).hexdigest()
    returns = [n for n, c in enumerate(text) if c == "\r"] if "\r" in text else []
    return {"file": name, "sha256": digest, "carriage_returns": returns, **to_json("articles", {k: article[k] for k in _KEPT})}


def read_brat(folder: Path, where: str, report: Report, *, lexicon: Lexicon) -> Iterator[Rows]:
    """Read every ``.ann`` with a ``.txt`` beside it, in any depth of the folder; a batch a pair.

    Articles that ``articles.jsonl`` lists keep id and data, unless somebody changed their text. Marks without a note of ours get
    ids of their own. Faults are reported; links are not followed.
    """
    if not folder.is_dir():
        report(ReadingError(where, "no such folder", _REMEDY))
        return
    found = sorted(p for p in folder.rglob("*.ann") if p.is_file() and not p.is_symlink())
    if not found:
        report(ReadingError(where, "there is no .ann file in it", _REMEDY))
    lists: dict[Path, dict[str, Json]] = {}
    for file in found:
        try:
            if file.parent not in lists:
                lists[file.parent] = _read_list(file.parent / LIST, report)
            yield _read_pair(file, lists[file.parent].get(file.stem, {}), report, lexicon)
        except ReadingError as error:
            report(error)


def _read_pair(file: Path, entry: Json, report: Report, lexicon: Lexicon) -> Rows:
    data = _bytes(file.with_suffix(".txt"))
    text = _decoded(data, file.with_suffix(".txt")).replace("\r\n", "\n").replace("\r", "\n")
    article = _article(text, entry, str(file.with_suffix(".txt")), report)
    marks = read_standoff(_decoded(_bytes(file), file).split("\n"), text, str(file), report)
    seen = read_marks(marks, article, lexicon, where=str(file), report=report)
    return {"articles": [article], **{table: list(rows.values()) for table, rows in seen.items()}}


def _article(text: str, entry: Json, where: str, report: Report) -> Row:
    """Return the row of an article: the one that the list knows where its text is still the same, or else a new one."""
    if entry and entry.get("sha256") == hashlib.sha256(text.encode("utf-8")).hexdigest():
        known = from_json("articles", {name: entry.get(name) for name in _KEPT}, where)
        row = article_row(make_article(_restored(text, entry.get("carriage_returns"))))
        row |= known if known.get("article_id") else {}
    else:
        if entry:
            cause = "the text is not the one that was exported"
            report(ReadingError(where, cause, "It is taken as another article. Restore the text to have it taken for the same."))
        row = article_row(make_article(text, source=encodable(where)))
    return row | {"origin": ORIGIN}


def _restored(text: str, returns: object) -> str:
    characters = list(text)
    for place in returns if isinstance(returns, list) else ():
        if isinstance(place, int) and 0 <= place < len(characters) and characters[place] in " \n":
            characters[place] = "\r"
    return "".join(characters)


def _read_list(file: Path, report: Report) -> dict[str, Json]:
    if not file.is_file():
        return {}
    out: dict[str, Json] = {}
    for number, line in enumerate(_decoded(_bytes(file), file).split("\n"), 1):
        try:
            value = json.loads(line) if line.strip() else {}
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, Mapping):
            report(ReadingError(f"{file}:{number}", "no entry of a list of articles", "Restore it; the others are read."))
        elif isinstance(name := value.get("file"), str):
            out[name] = dict(value)
    return out


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise ReadingError(str(file), f"more than {LARGEST:,} bytes", _REMEDY)
        return file.read_bytes()
    except OSError as error:
        raise ReadingError(str(file), f"cannot be read ({error.strerror or error})", _REMEDY) from error


def _decoded(data: bytes, file: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cause = f"not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start}"
        raise ReadingError(str(file), cause, "brat keeps its files in UTF-8.") from error
