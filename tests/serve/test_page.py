"""A page and its twins: types of columns, rows or none, names of files, and HEAD, which is answered as GET is."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastapi import APIRouter, FastAPI
from pydantic import BaseModel
from starlette.testclient import TestClient

from detente.serve.page import Listing, Shown, add_page, to_table

Opened = Callable[..., TestClient]


class Inner(BaseModel):
    """A record within a row."""

    start: int
    words: str | None


class Line(BaseModel):
    """A row of each type that a table may have."""

    text: str
    kind: Literal["a", "b"]
    n: int | None
    share: float
    sure: bool | None
    day: dt.date | None
    texts: list[str] | None
    spans: list[Inner]


SCHEMA = pa.schema(
    [
        ("text", pa.string()), ("kind", pa.string()), ("n", pa.int64()), ("share", pa.float64()), ("sure", pa.bool_()),
        ("day", pa.date32()), ("texts", pa.list_(pa.string())),
        ("spans", pa.list_(pa.struct([("start", pa.int64()), ("words", pa.string())]))),
    ]
)  # fmt: skip
ROW = Line(
    text="=1+1", kind="a", n=None, share=0.5, sure=True, day=dt.date(2010, 1, 2), texts=["x", "y"],
    spans=[Inner(start=1, words=None)]
)  # fmt: skip


def test_a_table_has_its_columns_where_there_are_no_rows() -> None:
    assert to_table([], Line).schema == to_table([ROW], Line).schema == SCHEMA
    assert to_table([ROW], Line).to_pylist() == [ROW.model_dump()]


@pytest.mark.parametrize("path", ["/statements", "/events", "/articles", "/actors", "/data/events", "/data/ledger", "/dyad"])
def test_parquet_of_no_rows_has_the_types_of_some(opened: Opened, small: Path, empty: Path, path: str) -> None:
    full, none = (pq.read_table(io.BytesIO(opened(folder).get(f"{path}.parquet").content)) for folder in (small, empty))
    assert none.num_rows == 0
    assert none.schema.remove_metadata() == full.schema.remove_metadata()
    lines = opened(empty).get(f"{path}.csv").text.splitlines()
    assert lines == [",".join(full.column_names)]


@pytest.mark.parametrize(
    ("name", "file"),
    [("rus-usa", "rus-usa.csv"), ('a"b\r\nX: y', "a-b--X--y.csv"), ("Ñandú/../x", "-and-----x.csv"), ("", "rows.csv"),
     ("x" * 99, "x" * 80 + ".csv")],
)  # fmt: skip
def test_the_name_of_a_file_is_plain(name: str, file: str) -> None:
    def show_it() -> Shown:
        return Shown("It", "problem.html", Listing[Line](total=0, page=1, size=1, rows=[]), lambda: to_table([], Line), name)

    router, app = APIRouter(), FastAPI()
    add_page(router, "/it", show_it, Listing[Line], tag="data", summary="It")
    app.include_router(router)
    answer = TestClient(app).get("/it.csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{file}"'


@pytest.mark.parametrize(("total", "size", "pages"), [(0, 50, 1), (50, 50, 1), (51, 50, 2), (3, 1, 3)])
def test_a_list_has_a_page_at_least(total: int, size: int, pages: int) -> None:
    assert Listing[Line](total=total, page=1, size=size, rows=[]).pages == pages


@pytest.mark.parametrize(
    "path", ["/", "/statements", "/statements.json", "/events.csv", "/nothing", "/statements.json?since=never"]
)
def test_head_is_answered_as_get_without_a_body(opened: Opened, small: Path, path: str) -> None:
    client = opened(small)
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert {**head.headers} == {**got.headers}


def test_other_methods_are_told_which_there_are(opened: Opened, small: Path) -> None:
    client = opened(small, token=True)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = client.request(method, "/statements", headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
        assert answer.json()["detail"].startswith("This address is not asked in this way")
