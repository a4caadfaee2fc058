import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from detente.errors import ReadingError
from detente.reading.files import read_inputs
from detente.reading.known import Known
from detente.records import Article

MB = 1024 * 1024


def read(path: Path) -> tuple[list[Article], list[str]]:
    errors: list[ReadingError] = []
    articles = list(read_inputs([str(path)], Known(), errors.append))
    return articles, [str(error).removeprefix(f"{path}") for error in errors]


@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("a.txt.gz", b"Oslo said so.\r\n", ["Oslo said so.\r\n"]),
        ("a.jsonl.gz", b'{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        ("a.CSV.GZ", b"text\nOne.\nTwo.\n", ["One.", "Two."]),
        ("a.tsv.gz", b"id\ttext\n1\tOne.\n", ["One."]),
        ("a.json.gz", b'[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        ("a.gz", b'{"text": "One."}\n', ["One."]),  # by its look
    ],
)
def test_packed_files_are_read_as_what_they_hold(tmp_path: Path, name: str, data: bytes, texts: list[str]) -> None:
    (tmp_path / name).write_bytes(gzip.compress(data))
    articles, errors = read(tmp_path / name)
    assert ([article.text for article in articles], errors) == (texts, [])


def test_several_members_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "One."}\n') + gzip.compress(b'{"text": "Two."}\n'))
    assert [article.text for article in read(tmp_path / "a.jsonl.gz")[0]] == ["One.", "Two."]


@pytest.mark.parametrize("spoil", [lambda d: d[:-9], lambda d: d[:-8] + b"\0" * 8, lambda d: d + b"tail"])
def test_a_broken_file_is_reported_and_what_came_before_is_read(tmp_path: Path, spoil: object) -> None:
    lines = b"".join(json.dumps({"text": f"Oslo said {i} so."}).encode() + b"\n" for i in range(20_000))
    (tmp_path / "a.jsonl.gz").write_bytes(spoil(gzip.compress(lines, 1)))  # type: ignore[operator]  # a table of functions
    articles, errors = read(tmp_path / "a.jsonl.gz")
    assert len(articles) > 10_000
    assert len(errors) == 1
    assert errors[0].startswith(": broken gzip (")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", b"a" * (48 * MB)),
        ("a.jsonl.gz", b"a" * (48 * MB)),  # a line without an end
        ("a.csv.gz", b'text\n"' + b"a" * (48 * MB)),  # a cell without an end
    ],
)
def test_z1_a_gzip_bomb_is_found_out(tmp_path: Path, name: str, data: bytes) -> None:
    """48 MB in 48 KB: reading stops early, and the memory stays small."""
    (tmp_path / name).write_bytes(gzip.compress(data, 6))
    assert (tmp_path / name).stat().st_size < MB
    tracemalloc.start()
    _, errors = read(tmp_path / name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "it unpacks to more than 100 times its size" in errors[-1]
    assert len(errors) == 1
    assert peak < 32 * MB


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz"])
def test_z1_lines_without_anything_end_too(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"text\n" + b"\n" * (2 * MB)))
    assert "it unpacks to more than 100 times its size" in read(tmp_path / name)[1][-1]
