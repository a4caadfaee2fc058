import gzip
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.errors import ReadingError
from detente.reading.cut import Part
from detente.reading.known import Known
from detente.reading.parts import find_parts, read_part


def found(*inputs: object, size: int = 2) -> list[Part]:
    return list(find_parts(map(str, inputs), Known(), pytest.fail, size=size))


def texts(parts: list[Part]) -> list[list[str]]:
    return [[article.text for article in read_part(part, Known(), pytest.fail)] for part in parts]


def lines(path: Path, rows: list[str]) -> None:
    path.write_text("".join(f'{{"text": "{row}"}}\n' for row in rows))


def csv(path: Path, rows: list[str]) -> None:
    path.write_text("".join(f"{row}\n" for row in ["text", *rows]))


def parquet(path: Path, rows: list[str]) -> None:
    pq.write_table(pa.table({"text": rows}), path)


@pytest.mark.parametrize(("name", "write"), [("a.jsonl", lines), ("a.csv", csv), ("a.tsv", csv), ("a.parquet", parquet)])
def test_large_files_are_cut(tmp_path: Path, name: str, write: Callable[[Path, list[str]], None]) -> None:
    write(tmp_path / name, ["One.", "Two.", "Three.", "Four.", "Five."])
    parts = found(tmp_path)
    assert texts(parts) == [["One.", "Two."], ["Three.", "Four."], ["Five."]]
    assert len({part.sha256 for part in parts}) == 3
    write(tmp_path / name, ["One.", "Two.", "Three.", "Four.", "Sechs."])
    changed = found(tmp_path / name)
    assert changed[2].sha256 != parts[2].sha256
    assert (changed[0].sha256 == parts[0].sha256) == (name != "a.parquet")  # known by the whole file


def test_packed_and_small_files_stay_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"text\nTwo.\nThree.\nFour.\n"))
    assert texts(found(tmp_path)) == [["One."], ["Two.", "Three.", "Four."]]


def test_a_table_with_another_header_of_the_same_length_is_another(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,link\nOne.,x\nTwo.,y\nThree.,z\n")
    parts = found(path)
    path.write_text("link,text\nOne.,x\nTwo.,y\nThree.,z\n")
    assert not {part.sha256 for part in parts} & {part.sha256 for part in found(path)}
    with pytest.raises(ReadingError, match="it changed while it was being read"):
        list(read_part(parts[1], Known(), pytest.fail))


def test_a_broken_table_is_reported_and_the_others_are_cut(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (tmp_path / "b.csv").write_bytes(b"")
    (tmp_path / "c.txt").write_text("One.")
    errors: list[ReadingError] = []
    parts = list(find_parts([str(tmp_path)], Known(), errors.append, size=2))
    assert [Path(part.name).name for part in parts] == ["c.txt"]
    assert [Path(error.where).name for error in errors] == ["a.parquet", "b.csv"]
