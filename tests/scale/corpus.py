"""A small corpus of synthetic news, and what a store holds."""

import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq

from detente.store.folder import open_folder
from detente.store.schema import TABLES

STATES = ("Norway", "Sweden", "Finland", "Denmark", "Estonia", "Latvia", "Poland", "Canada", "Kenya", "Chile")
ACTS = (
    "accused {b} of breaking the fisheries accord",
    "signed an agreement on rail links with {b}",
    "threatened to close its border with {b}",
    "will send medical aid to {b} next week",
    "expelled two diplomats of {b}",
)


def article(number: int) -> dict[str, str]:
    """Return one article of the corpus, as a row of JSON lines."""
    a, b = STATES[number % 10], STATES[(number * 3 + 1) % 10]
    act = ACTS[number % len(ACTS)].format(b=b)
    text = (
        f"{a} {act}, officials said on Monday. “We do not want a quarrel about item {number},” the foreign minister of {a} told "
        f"reporters in Geneva.\n\nThe government of {b} denied the report and demanded that {a} return to talks."
    )
    return {
        "id": f"n{number}",
        "title": f"{a} and {b}",
        "text": text,
        "published": f"2015-03-{number % 28 + 1:02d}",
        "outlet": "Post",
    }


def write_lines(path: Path, numbers: range | list[int]) -> Path:
    """Write articles as JSON lines."""
    path.write_text("".join(json.dumps(article(n)) + "\n" for n in numbers), "utf-8")
    return path


def write_files(folder: Path, numbers: range) -> Path:
    """Write articles as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in numbers:
        (folder / f"{n:04d}.txt").write_text(article(n)["text"], "utf-8")
    return folder


def content(store: Path) -> dict[str, list[str]]:
    """Return all rows of each table of a store, sorted."""
    snapshot = open_folder(store)
    return {
        table: sorted(repr(row) for file in snapshot.files(table) for row in pq.read_table(file).to_pylist()) for table in TABLES
    }


def file_bytes(store: Path) -> dict[str, str]:
    """Return the SHA-256 of every Parquet file that counts, by table and name."""
    held = open_folder(store)
    return {
        f"{table}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest() for table in TABLES for file in held.files(table)
    }
