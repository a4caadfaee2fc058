"""One SELECT of anybody's: what is refused, and where it stops."""

import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from detente.errors import QueryError, StoreError
from detente.store.folder import open_folder
from detente.store.guard import check_query
from detente.store.sql import Limits, run_query
from detente.store.views import connect

REFUSED = [
    "with a as (select * from duckdb_views), duckdb_views as (select 1) select sql from a",  # a name given later hides nothing
    # what external access off refuses as well
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from \"/etc/passwd\"",
    "select * from sniff_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('articles/s1.parquet')",
    "select * from read_parquet('articles/s1.parquet')",
    "select * from parquet_metadata('articles/s1.parquet')",
    "select * from glob('*')",
    "copy (select 1) to 'x.csv'",
    "attach 'x.db'",
    "install httpfs",
    "load httpfs",
    "set threads = 8",
    "export database 'x'",
    "insert into articles values (1)",
    "import database 'x'",
    # what it leaves open
    "create temp table x as select 1",
    "create view x as select 1",
    "select 1; select 2",
    "pragma database_list",
    "pragma show_tables",
    "select * from pragma_database_list()",
    "select * from pragma_database_list",
    "call pragma_database_list()",
    "select current_setting('temp_directory')",
    "select system.main.current_setting('allowed_paths')",
    "select 'allowed_paths'.current_setting()",
    "select (select \"CURRENT_SETTING\"('allowed_paths'))",
    "select * from events where type = current_setting('allowed_paths')",
    "select * from duckdb_settings()",
    "select * from duckdb_views",
    "select * from duckdb_databases()",
    "select (with duckdb_views as (select 1) select 1), sql from duckdb_views",
    "select pg_get_viewdef(1)",
    "select * from sqlite_master",
    "select * from information_schema.tables",
    "select * from pg_catalog.pg_views",
    "select * from system.main.duckdb_views",
    "show databases",
    "show all tables",
    "describe select * from duckdb_settings()",
    "explain select * from events",
    "explain analyze select * from events",
    "select * from query('select 1')",
    "select * from query_table('events')",
    "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
    "select * from summary((select 1))",
    "select * from arrow_scan(1, 2, 3)",
    "select getvariable('x')",
    "select write_log('x')",
    "select sleep_ms(1000)",
    "select * from again",
    "prepare x as select 1",
    "execute x",
    "begin",
    "vacuum",
    "checkpoint",
    "use memory",
    "",
    "-- nothing",
    "select",
    "select * from a(",
    "select '",
    "\0",
    "select " + "(" * 3000 + "1" + ")" * 3000,
    "select " + "1+" * 20_000 + "1",
]  # fmt: skip

ALLOWED = [
    "select count(*) from articles",
    "SELECT a.title, s.content_text FROM articles a JOIN statements s USING (article_id);",
    "with t as (select type from events) select type, count(*) from t group by all -- by type",
    "with recursive n as (select 1 i union all select i + 1 from n where i < 9) select sum(i) from n",
    "with duckdb_views as (select 1 a) select a from duckdb_views",
    "select unnest(actors).name from events",
    "select list_max(list_transform([1, 2], lambda x: x + 1)), split_part('a b', ' ', 1), nullif(1, 2)",
    "select *, row_number() over (partition by type order by published) from events qualify row_number() over () = 1",
    "select quantile_cont(confidence, 0.5), histogram(type) from events",
    "from range(3)",
    "values (1), (2)",
    "describe events",
    "summarize articles",
    "show tables",
    "select 1 union all select 2 order by 1 limit 1",
    "select * from events where type like '%; drop table events --'",
]


@pytest.fixture(scope="module")
def connection(kept_store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(open_folder(kept_store)) as opened:
        yield opened


@pytest.mark.parametrize("query", REFUSED, ids=lambda q: q[:40])
def test_q2_a_query_that_is_not_one_select_over_the_tables_is_refused_before_it_runs(
    connection: duckdb.DuckDBPyConnection, kept_store: Path, query: str
) -> None:
    with pytest.raises(QueryError) as told:
        check_query(connection, query)
    assert str(kept_store) not in str(told.value)


def test_q2_what_a_researcher_asks_is_allowed(connection: duckdb.DuckDBPyConnection) -> None:
    for query in ALLOWED:
        connection.execute(check_query(connection, query)).fetchall()


@pytest.mark.parametrize(
    "query",
    [
        "with recursive n as (select 1 i union all select i + 1 from n) select max(i) from n",
        "select count(*) from range(10000000) a, range(10000000) b",
        "select length(repeat('x', 2000000000))",
        "select repeat('x', 200000000) from range(100)",
        "select levenshtein(repeat('a', 1000000), repeat('b', 1000000))",  # no interrupt reaches into one function
    ],
)
def test_q2_a_query_stops_at_its_limits(kept_store: Path, query: str) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"was stopped after 1 s|needs more than its 256 MB|larger than the memory limit"):
        run_query(kept_store, query, Limits(seconds=1, memory=256))
    assert time.monotonic() - start <= 1.5 + 0.5  # half a second for the start of a process on a busy machine


def test_q2_rows_are_capped_and_said_so(kept_store: Path) -> None:
    table, more = run_query(kept_store, "select * from range(100000000000)", Limits(rows=7))
    assert (table.column(0).to_pylist(), more) == ([0, 1, 2, 3, 4, 5, 6], True)
    table, more = run_query(kept_store, "select article_id from articles order by 1", Limits(rows=3))
    assert (table.column(0).to_pylist(), more) == (["a-1", "a-2", "a-3"], False)


def test_types_and_names_come_through(kept_store: Path, empty_store: Path) -> None:
    query = "select 1 as a, null as b, date '2008-01-02' as c, [1, 2] as d, {'x': 'y'} as e, published from articles limit 1"
    table, _ = run_query(kept_store, query)
    assert table.column_names == ["a", "b", "c", "d", "e", "published"]
    assert table.to_pylist()[0]["e"] == {"x": "y"}
    assert run_query(empty_store, "select * from events")[0].num_rows == 0


def test_errors_say_what_to_do(kept_store: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"There is no table 'event' in a store\. Did you mean events"):
        run_query(kept_store, "select * from event")
    with pytest.raises(QueryError, match='Referenced column "speakr" not found'):
        run_query(kept_store, "select speakr from statements")
    with pytest.raises(QueryError):
        run_query(kept_store, "select '\ud800' || x")
    with pytest.raises(StoreError, match="not a store"):
        run_query(tmp_path / "nothing", "select 1")


def test_a_query_imports_nothing_of_the_current_folder(kept_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "duckdb.py").write_text("raise SystemExit('imported from the current folder')")
    monkeypatch.chdir(tmp_path)
    assert run_query(kept_store, "select 1 as x")[0].to_pylist() == [{"x": 1}]
