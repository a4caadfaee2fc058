"""D4: stores of each past layout open for ever; what no version has written is refused with words.

``tests/data/store-1.tar.xz`` was written by version 0.1.0 out of five short made-up articles: two shards with statements,
events, a copy, an edited copy, an article that stands in both, a failure and an article left out; one event of another coder.
It is never written again.
"""

import json
import tarfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente.errors import StoreError
from detente.store.check import check_store
from detente.store.folder import MARK, make_folder, open_folder, writing
from detente.store.schema import DERIVED, TABLES, VERSION

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_d4_a_store_of_each_layout_opens(tmp_path: Path, version: int) -> None:
    with tarfile.open(DATA / f"store-{version}.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    store = tmp_path / f"store-{version}"
    snapshot = open_folder(store)
    assert {table: snapshot.count(table) for table in TABLES} == {
        "articles": 5, "statements": 19, "events": 18, "actors": 39, "mentions": 80, "ledger": 12, "outcomes": 0,
        "failures": 1, "skipped": 1,
    }  # fmt: skip
    assert {name: pq.read_metadata(store / f"derived/{name}.parquet").num_rows for name in DERIVED} == {
        "again": 1, "duplicates": 2, "stories": 5,
    }  # fmt: skip
    events = [row for file in snapshot.files("events") for row in pq.read_table(file).to_pylist()]
    assert {row["origin"] for row in events} == {"detente", "icews"}
    assert list(check_store(store)) == []
    with writing(store) as same:  # and takes more
        assert same.shards == snapshot.shards


@pytest.mark.parametrize(
    ("version", "remedy"), [(0, "restore detente-store.json from a copy"), (VERSION + 1, "Update Détente"), ("one", "restore")]
)
def test_d4_other_layouts_are_refused(tmp_path: Path, version: object, remedy: str) -> None:
    make_folder(tmp_path)
    (tmp_path / MARK).write_text(json.dumps({"version": version}))
    before = sorted(tmp_path.iterdir())
    for use in (open_folder, make_folder):
        with pytest.raises(
            StoreError, match=rf"a store of layout {version!r}; this version of Détente knows layout {VERSION}.*{remedy}"
        ):
            use(tmp_path)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("mark", ["", "{", "[]", "{}", "7", '"x"'])
def test_d4_a_mark_that_is_none_is_told(tmp_path: Path, mark: str) -> None:
    make_folder(tmp_path)
    (tmp_path / MARK).write_text(mark)
    with pytest.raises(StoreError, match=r"detente-store\.json: cannot be read .* Restore it from a copy"):
        open_folder(tmp_path)
