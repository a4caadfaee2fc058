"""Inputs → parts that can be read alone, each known by the hash of its bytes: a whole small file, a range of a large one, a URL.

Cutting is by what the input holds and never by what was done before, so that the same inputs give the same parts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from detente.errors import ReadingError
from detente.reading.csv_tables import cut_csv, read_csv
from detente.reading.cut import Cut, Part
from detente.reading.files import PARQUET_TABLES, TABLES, find_files, is_archive, read_file, read_input
from detente.reading.jsonl import Report, cut_lines, read_range
from detente.reading.known import Known
from detente.reading.parquet_tables import cut_parquet, read_parquet
from detente.reading.streams import is_packed
from detente.reading.urls import LIST, is_url, read_list
from detente.reading.warc import cut_warc, read_warc
from detente.records import Article

WHOLE, URL, LINES, CSV, PARQUET, WARC = "file", "url", "lines", "csv", "parquet", "warc"
_BLOCK = 1 << 20


def find_parts(inputs: Iterable[str], known: Known, report: Report, *, size: int) -> Iterator[Part]:
    """Cut inputs into parts of about ``size`` articles, in the order of the inputs; what cannot be read is reported."""
    for name in inputs:
        try:
            if name == "-":
                raise ReadingError("-", "standard input cannot be read a second time", "Save it to a file and give that.")
            if is_url(name):
                yield _of_url(name)
                continue
            for path in find_files(name, report):
                yield from _parts_of(path, known, size, report)
        except ReadingError as error:
            report(error)


def place_of(path: str | Path) -> str:
    """Return where a path leads, whatever folder one is in and however it is written; links are not followed."""
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100  resolve() follows links, which may change


def _parts_of(path: Path, known: Known, size: int, report: Report) -> Iterator[Part]:
    where, form = place_of(path), "".join(path.suffixes[-2 if is_packed(path) else -1 :]).lower()
    try:
        if not path.is_file():
            raise ReadingError(
                str(path), "no regular file: it could not be read a second time", "Save it to a file and give that."
            )
        for part in _cut(path, known, size, report):
            yield part if part.kind == URL else replace(part, path=where, form=form)
    except ReadingError as error:
        report(error)
    except OSError as error:
        cause = f"cannot be read ({error.strerror or error})"
        report(ReadingError(str(path), cause, "Check the path and the permissions."))


def still_there(part: Part) -> bool:
    """Tell whether the file of a part still holds what was cut; raises FileNotFoundError where it is certainly gone."""
    path = Path(part.path)
    path.stat()
    if part.kind == PARQUET:
        return path.stat().st_size == part.head
    return _digest(path, part.start, part.end or None, part.head) == part.sha256


def read_part(part: Part, known: Known, report: Report) -> Iterator[Article]:
    """Read the articles of a part; raises ReadingError or OSError where it cannot be read, or is no longer what was cut."""
    if part.kind == URL:
        yield from read_input(part.name, known, report)
        return
    if not still_there(part):
        raise ReadingError(part.name, "it changed while it was being read", "Run the command again when it is complete.")
    path, cut = Path(part.path), Cut(part.start, part.end, part.first)

    def renamed(where: str) -> str:
        """Name the input as it was given: the same on every machine, wherever it lies there."""
        return part.name + where[len(part.path) :] if where.startswith(part.path) else where

    def tell(error: ReadingError) -> None:
        report(ReadingError(renamed(error.where), error.cause, error.remedy))

    articles = read_file(path, part.name, known, tell) if part.kind == WHOLE else _READERS[part.kind](path, cut, known, tell)
    try:
        for article in articles:
            yield replace(article, source=renamed(article.source)) if article.source else article
    except ReadingError as error:
        if renamed(error.where) == error.where:  # also what ``known.watch`` raised
            raise
        raise ReadingError(renamed(error.where), error.cause, error.remedy) from error.__cause__


_READERS = {LINES: read_range, CSV: read_csv, WARC: read_warc, PARQUET: read_parquet}


def _of_url(url: str) -> Part:
    return Part(url, URL, hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest(), path=url)


def _cut(path: Path, known: Known, size: int, report: Report) -> Iterator[Part]:
    name, kind = str(path), path.suffix.lower()
    if kind == LIST:
        with path.open("rb") as stream:
            yield from (_of_url(url) for url, _ in read_list(stream, name, report))
    elif kind in (".jsonl", ".ndjson"):
        for cut in cut_lines(path, size):
            yield Part(name, LINES, _digest(path, cut.start, cut.end), cut.start, cut.end, cut.first)
    elif kind in TABLES:
        head = None
        for cut in cut_csv(path, size, known):
            head = cut.start if head is None else head
            yield Part(name, CSV, _digest(path, cut.start, cut.end, head), cut.start, cut.end, cut.first, head)
    elif kind in PARQUET_TABLES:
        whole = _digest(path)
        for cut in cut_parquet(path, size):
            digest = hashlib.sha256(f"{whole} {cut.start} {cut.end}".encode()).hexdigest()
            yield Part(name, PARQUET, digest, cut.start, cut.end, cut.first, path.stat().st_size)
    elif is_archive(path):
        for cut in cut_warc(path, size):
            yield Part(name, WARC, _digest(path, cut.start, cut.end), cut.start, cut.end, cut.first)
    else:
        yield Part(name, WHOLE, _digest(path))


def _digest(path: Path, start: int = 0, end: int | None = None, head: int = 0) -> str:
    """Return the SHA-256 of a range of a file, behind that of as many bytes at its beginning as ``head`` says."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        digest.update(stream.read(head))
        stream.seek(start)
        left = end - start if end is not None else None
        while block := stream.read(_BLOCK if left is None else min(_BLOCK, left)):
            digest.update(block)
            left = None if left is None else left - len(block)
    return digest.hexdigest()
