"""Data: the tables of the store with the meaning of each column, how they were made, and all of them to take along."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from detente.serve.desk import Desk, DeskOf
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.problems import NotThere
from detente.serve.query import Paged
from detente.serve.rows import read_row, row_model
from detente.store.schema import DERIVED, TABLES

# Of the derived tables the one that adds something: copies stand in articles.duplicate_of, the rest is bookkeeping of shards.
ALL = TABLES | {"stories": DERIVED["stories"]}
# Sorting and filtering are by columns whose values have an order that a person expects.
_PLAIN = ("text", "day", "number", "whole number", "true or false")
router = APIRouter()


class ColumnRow(BaseModel):
    """A column of a table."""

    table: str
    column: str
    type: str
    meaning: str
    derived: bool = Field(description="repeats what joining gives")


class TableRow(BaseModel):
    """A table of the store."""

    name: str
    rows: int


class Made(BaseModel):
    """How rows were made: versions and digests, and how many articles by each."""

    origin: str
    how: dict[str, str]
    shards: int
    articles: int
    last: str = Field(description="when the last of these shards was written, UTC")


class DataPage(BaseModel):
    """What the store holds, table by table, and how it was made."""

    tables: list[TableRow]
    columns: list[ColumnRow]
    made: list[Made]


class TableAsked(Paged):
    """Which rows of a table, in which order."""

    sort: str | None = Field(default=None, max_length=60, description="A column to sort by.")
    order: Literal["up", "down"] = Field(default="up", description="Smallest first, or largest.")
    column: str | None = Field(default=None, max_length=60, description="A column of which the value is asked.")
    value: str | None = Field(default=None, max_length=500, description="The value that this column has.")


def show_data(desk: DeskOf) -> Shown:
    """List tables, columns and their meaning, and how the rows were made."""
    with desk.store() as store:
        tables = [TableRow(name=name, rows=store.count(name)) for name in ALL]
        made: dict[tuple[Any, ...], Made] = {}
        for shard in store.manifest:
            key = (shard.origin, *sorted(shard.how.items()))
            one = made.setdefault(key, Made(origin=shard.origin, how=dict(shard.how), shards=0, articles=0, last=""))
            one.shards, one.articles = one.shards + 1, one.articles + shard.rows.get("articles", 0)
            one.last = max(one.last, shard.at)
    columns = [
        ColumnRow(table=table, column=c.name, type=c.type, meaning=c.meaning, derived=c.derived)
        for table, found in ALL.items()
        for c in found
    ]
    data = DataPage(tables=tables, columns=columns, made=list(made.values()))
    return Shown("Data", "data.html", data, lambda: to_table(columns, ColumnRow), "columns")


def _table_page(table: str) -> Any:
    model = row_model(table)

    def show_table(desk: DeskOf, asked: Annotated[TableAsked, Query()]) -> Shown:
        plain = {c.name for c in ALL[table] if c.type in _PLAIN}
        for name in (asked.sort, asked.column):
            if name is not None and name not in plain:
                raise NotThere(f"{table} has no column {name[:60]!r} to sort or choose by. It has {', '.join(sorted(plain))}.")
        with desk.store() as store:
            found = store.browse(table, asked.sort, asked.column, asked.value, down=asked.order == "down")
            total, rows = found.total, found.page(asked.start, asked.size)
        data = Listing[model](  # type: ignore[valid-type]  # made from the schema
            total=total, page=asked.page, size=asked.size, rows=[read_row(table, row) for row in rows]
        )
        more = {
            "table": table,
            "columns": [c for c in ALL[table] if c.name in model.model_fields],
            "asked": asked,
            "plain": plain,
        }
        return Shown(table.capitalize(), "table.html", data, lambda: _whole(desk, table, asked), table, more)

    show_table.__name__, show_table.__doc__ = f"table_{table}", f"List the rows of `{table}`."
    return show_table


def _whole(desk: Desk, table: str, asked: TableAsked) -> Any:
    with desk.store() as store:
        return store.browse(table, asked.sort, asked.column, asked.value, down=asked.order == "down").arrow()


add_page(router, "/data", show_data, DataPage, tag="data", summary="Tables, columns and their meaning, and how rows were made")
for _name in ALL:
    add_page(
        router, f"/data/{_name}", _table_page(_name), Listing[row_model(_name)], tag="data", summary=f"The rows of `{_name}`"  # type: ignore[misc]
    )  # fmt: skip
