"""Views over exactly the files that the manifest names."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import detente
from detente.errors import StoreError
from detente.store.folder import open_folder
from detente.store.manifest import append
from detente.store.schema import TABLES, arrow_schema
from detente.store.views import VanishedFile, connect, with_snapshot

AGAIN = pa.schema([("shard", pa.string()), ("article_id", pa.string())])
COPIES = pa.schema(
    [("article_id", pa.string()), ("duplicate_of", pa.string()), ("kind", pa.string()), ("likeness", pa.float64())]
)


def ids(folder: Path, table: str = "articles", **options: object) -> list[str]:
    with connect(open_folder(folder), **options) as connection:  # type: ignore[arg-type]
        return [row[0] for row in connection.execute(f"select * from {table} order by 1").fetchall()]


def test_views_hold_what_the_manifest_names(store: Path, rows: dict[str, list[dict[str, object]]]) -> None:
    (store / "articles" / "stray.parquet").write_bytes((store / "articles" / "s1.parquet").read_bytes())
    assert ids(store) == ["a-1", "a-2", "a-3"]
    assert ids(store, "events") == ["e-1", "e-2"]
    assert ids(store, "ledger") == []
    append(store, retired=["s1"])
    assert ids(store) == ["a-3"]
    assert ids(store, locked=False) == ["a-3"]


def test_an_empty_store_has_every_table_with_its_columns_and_types(empty_store: Path, tmp_path: Path) -> None:
    with connect(open_folder(empty_store)) as connection:
        for table, columns in TABLES.items():
            file = tmp_path / f"{table}.parquet"
            pq.write_table(arrow_schema(table).empty_table(), file)
            want = duckdb.sql(f"describe select * from '{file}'").fetchall()
            got = connection.execute(f"describe {table}").fetchall()
            assert [c[:2] for c in got][: len(columns)] == [c[:2] for c in want], table
            assert connection.execute(f"select count(*) from {table}").fetchone() == (0,)
        assert "duplicate_of" in [c[0] for c in connection.execute("describe articles").fetchall()]


def test_an_article_that_came_again_is_left_out_of_all_views(store: Path, make: SimpleNamespace) -> None:
    make.derived(store, "again", [], AGAIN)
    assert ids(store) == ["a-1", "a-2", "a-3"]
    make.derived(store, "again", [{"shard": "s1", "article_id": "a-1"}, {"shard": "s1", "article_id": "a-3"}], AGAIN)
    assert ids(store) == ["a-2", "a-3"]
    assert ids(store, "events") == ["e-2"]
    assert ids(store, "statements") == ["s-2", "s-3"]


def test_copies_and_stories_come_from_derived(store: Path, make: SimpleNamespace) -> None:
    row = {"article_id": "a-2", "duplicate_of": "a-1", "kind": "near", "likeness": 0.9}
    make.derived(store, "duplicates", [row], COPIES)
    make.derived(store, "stories", [{"story": "t-1"}], pa.schema([("story", pa.string())]))
    with connect(open_folder(store)) as connection:
        assert connection.execute("select article_id, duplicate_of from articles order by 1").fetchall() == [
            ("a-1", None),
            ("a-2", "a-1"),
            ("a-3", None),
        ]
        assert connection.execute("select * from stories").fetchall() == [("t-1",)]


def test_q2_a_locked_connection_opens_no_other_file_and_keeps_its_settings(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.parquet"
    other.write_bytes((store / "articles" / "s1.parquet").read_bytes())
    with connect(open_folder(store)) as connection:
        for query in (
            f"select * from read_parquet('{other}')",
            f"select * from '{other}'",
            "select * from read_text('/etc/hostname')",
            "select * from read_csv('/etc/hostname')",
            "select * from sniff_csv('/etc/hostname')",
            "select * from glob('/*')",
            f"copy articles to '{tmp_path / 'out.csv'}'",
            f"copy articles to '{store / 'articles' / 's1.parquet'}'",
            f"attach '{tmp_path / 'x.db'}'",
            f"export database '{tmp_path / 'x'}'",
            "install httpfs",
            "load httpfs",
            "set threads = 8",
            "set enable_external_access = true",
            "reset allowed_paths",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(query)
    assert not (tmp_path / "out.csv").exists()


def test_time_zone_threads_and_disk_are_bounded(store: Path) -> None:
    with connect(open_folder(store), threads=1, memory=256) as connection:
        found = connection.execute(
            "select current_setting('TimeZone'), current_setting('threads'), current_setting('temp_directory')"
        ).fetchone()
    assert found == ("UTC", 1, "")


def test_a_path_with_the_signs_of_a_pattern_is_a_path(store: Path, tmp_path: Path) -> None:
    odd = tmp_path / "it's [2010] *?"
    store.rename(odd)
    assert ids(odd) == ["a-1", "a-2", "a-3"]
    (odd / "derived").rmdir()
    assert ids(odd, "statements") == ["s-1", "s-2", "s-3"]


def test_d3_a_file_that_vanished_leads_to_a_new_snapshot(store: Path) -> None:
    seen = []

    def read(snapshot: object) -> int:
        seen.append(snapshot)
        if len(seen) == 1:  # a writer takes the shard back and sweeps its files between snapshot and reading
            append(store, retired=["s2"])
            (store / "articles" / "s2.parquet").unlink()
        with connect(snapshot) as connection:  # type: ignore[arg-type]
            return len(connection.execute("select article_id from articles").fetchall())

    (store / "articles" / "s1.parquet").touch()
    old = open_folder(store)
    append(store, retired=["s1"])  # so that the file that goes is the first that DuckDB opens
    assert with_snapshot(store, read) == 0
    assert len(seen) == 2
    (store / "articles" / "s1.parquet").unlink()
    with pytest.raises(VanishedFile, match=r"s1\.parquet: the manifest names this file, but it is not there.*detente check"):
        connect(old)


def test_a_damaged_file_is_named(store: Path) -> None:
    (store / "articles" / "s1.parquet").write_bytes(b"no parquet")
    with pytest.raises(StoreError, match="cannot be read"):
        connect(open_folder(store))


def test_a_file_that_is_damaged_inside_is_told_in_our_words(store: Path) -> None:
    file = store / "statements" / "s1.parquet"
    data = bytearray(file.read_bytes())
    data[4:600] = b"\xff" * 596
    file.write_bytes(data)
    with detente.open(store) as opened, pytest.raises(StoreError, match=r"cannot be read.*detente check"):
        opened.statements.rows()


def test_values_come_back_as_they_went_in(add: Callable[..., None], store: Path, make: SimpleNamespace) -> None:
    text = "🇳🇴 said:\r\n\u00a0“Cafe\u0301”\u00a0 and left.\0"
    add("s3", {"articles": [make.article(9, text)]})
    with connect(open_folder(store)) as connection:
        got = connection.execute("select text, published from articles where article_id = 'a-9'").fetchone()
    assert got == (text, dt.date(2010, 1, 9))
