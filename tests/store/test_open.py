"""``detente.open``: the tables of a store in Arrow, pandas and polars."""

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import detente
from detente.errors import QueryError, StoreError
from detente.store.manifest import append
from detente.store.schema import TABLES, arrow_schema

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ask.md"


def test_tables_come_in_one_call_each(store: Path) -> None:
    opened = detente.open(store)
    table = opened.events.arrow()
    assert table.schema.names == arrow_schema("events").names
    assert table.column("event_id").to_pylist() == ["e-1", "e-2"]
    frame = opened.events.pandas()
    assert list(frame["type"]) == ["THREATEN", "CONSULT"]
    assert str(frame["published"].dtype).startswith("datetime64")
    assert opened.statements.polars().shape == (3, len(TABLES["statements"]))
    assert opened.articles.rows()[0]["published"] == dt.date(2010, 1, 1)
    assert [len(getattr(opened, name)) for name in TABLES] == [3, 3, 2, 1, 0, 0, 0, 0, 0]
    assert opened.ledger.arrow().schema.names == arrow_schema("ledger").names


def test_it_tells_what_is_in_it(store: Path, empty_store: Path) -> None:
    with detente.open(str(store)) as opened:
        assert repr(opened) == f"<store {store}: 3 articles, 3 statements, 2 events, 1 actors; 2 shards>"
        assert repr(opened.events) == "<events: 2 rows; .arrow(), .pandas(), .polars(), .rows()>"
        assert repr(opened.ask(limit=1).events) == "<events: 1 of 2 rows; .arrow(), .pandas(), .polars(), .rows()>"
        assert [shard.shard for shard in opened.manifest] == ["s1", "s2"]
    assert repr(detente.open(empty_store)).endswith("empty; 0 shards>")
    assert detente.open(empty_store).ask(who="Putin", text="sanctions").total == 0


def test_questions_and_sql(store: Path) -> None:
    opened = detente.open(store)
    answer = opened.ask(who=["Holt", "Iran"], since=2010, rows="statements")
    assert answer.statements is not None
    assert answer.statements.pandas()["statement_id"].to_list() == ["s-1"]
    assert opened.sql("select count(*) as n from events").to_pylist() == [{"n": 2}]
    with pytest.raises(QueryError, match="A question has no 'whom'"):
        opened.ask(whom="x")


def test_no_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such folder"):
        detente.open(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_remedy(store: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(StoreError, match=rf"{name} is not installed\. Install it: pip install 'detente\[frames\]'"):
        getattr(detente.open(store).events, name)()


def test_d3_a_reader_goes_on_when_a_writer_took_a_shard_back(store: Path) -> None:
    opened = detente.open(store)
    assert len(opened.statements) == 3
    append(store, retired=["s1"])
    assert len(opened.statements) == 3  # the snapshot of then
    for table in TABLES:
        (store / table / "s1.parquet").unlink(missing_ok=True)
    assert [r["statement_id"] for r in opened.statements] == ["s-3"]  # its file is gone: what the store holds now
    assert opened.ask(text="pipelines").statements.rows()[0]["statement_id"] == "s-3"  # type: ignore[union-attr]


def test_d3_a_reader_sees_all_of_a_shard_or_nothing(store: Path, add: Callable[..., None], make: SimpleNamespace) -> None:
    opened = detente.open(store)
    add("s3", {"articles": [make.article(9, "New.")], "statements": [make.statement(9, 9, "new")]})
    assert (len(opened.articles), len(opened.statements)) == (3, 3)
    assert (len(detente.open(store).articles), len(detente.open(store).statements)) == (4, 4)


def test_rows_come_one_by_one(add: Callable[..., None], store: Path, make: SimpleNamespace) -> None:
    add("s3", {"mentions": [{"article_id": "a-1", "origin": "detente", "start": i, "end": i + 1} for i in range(2_500)]})
    with detente.open(store) as opened:
        rows = iter(opened.mentions)
        assert next(rows)["start"] == 0
        assert len(opened.mentions) == 2_500  # another question between
        assert sum(1 for _ in rows) == 2_499


def test_opening_imports_nothing_slow(store: Path) -> None:
    code = (
        "import sys, detente; detente.open(sys.argv[1]); "
        "print([m for m in ('duckdb', 'pyarrow', 'pandas', 'polars', 'spacy', 'rich') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=True)
    assert out.stdout == "[]\n"


def test_the_examples_of_the_page_run(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.rename(tmp_path / "detente-store")
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert examples
    known: dict[str, object] = {}
    for example in examples:
        exec(compile(example, str(PAGE), "exec"), known)


def test_l3_the_page_names_every_field_of_a_question() -> None:
    from detente.store.question import ORDERS, Question

    page = PAGE.read_text("utf-8")
    for name in Question.__dataclass_fields__:
        option = {"article_text": "--in-article", "copies": "--no-copies"}.get(name, f"--{name}")
        assert f"`{option}" in page, name
        assert f"`{name}`" in page, name
    for order in ORDERS:
        assert f"`{order}`" in page
