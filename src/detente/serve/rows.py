"""The rows of a store as the API gives them: one model a table, made from ``detente.store.schema``, whose meanings they carry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, Field, create_model

from detente.store import schema
from detente.store.schema import DERIVED, TABLES


class Span(BaseModel):
    """Where words stand in the text of the article: code points from 0, the end is not part of it."""

    start: int
    end: int


class Party(BaseModel):
    """Who acts, or towards whom."""

    actor: str | None = Field(description="`actor_id`, where exactly one actor is meant")
    name: str | None
    country: str | None = Field(description="ISO 3166-1 alpha-3, or PLOVER's IGO UNO EUR NGO ISM IMG MNC")
    sector: str | None = Field(description="PLOVER sector")
    text: str | None = Field(description="the words")
    spans: list[Span] | None = Field(description="where they stand")


class HeldRole(BaseModel):
    """An office or function, with its dates and where the text says so."""

    title: str | None
    organisation: str | None
    country: str | None
    since: dt.date | None
    until: dt.date | None
    evidence: list[Span] | None


class Telling(BaseModel):
    """A place where a story is told."""

    event_id: str | None
    article_id: str | None
    outlet: str | None
    published: dt.date | None
    claimant: str | None


_TYPES: dict[str, Any] = {
    schema.TEXT: str,
    schema.DAY: dt.date,
    schema.NUMBER: float,
    schema.WHOLE: int,
    schema.TRUTH: bool,
    schema.TEXTS: list[str | None],
    schema.SPANS: list[Span],
    schema.PARTIES: list[Party],
    schema.ROLES: list[HeldRole],
    schema.PAIRS: dict[str, str | None],
    schema.TELLINGS: list[Telling],
}
# What a question adds from the article.
_OF_ARTICLE: dict[str, Any] = {
    "title": (str | None, Field(default=None, description="headline of the article")),
    "source": (str | None, Field(default=None, description="path or id that the input gave for the article")),
    "url": (str | None, Field(default=None, description="web address of the article")),
    "duplicate_of": (str | None, Field(default=None, description="`article_id` of which the article is a copy")),
}


@cache
def row_model(table: str) -> type[BaseModel]:
    """Return the model of a table's rows; binary columns are left out."""
    fields: dict[str, Any] = {
        c.name: (_TYPES[c.type] | None, Field(default=None, description=c.meaning))
        for c in (TABLES | DERIVED)[table]
        if c.type in _TYPES
    }
    if table in ("statements", "events"):
        fields |= {name: value for name, value in _OF_ARTICLE.items() if name not in fields}
    if table == "articles":
        fields["duplicate_of"] = _OF_ARTICLE["duplicate_of"]
    name = "".join(part.capitalize() for part in table.split("_")).removesuffix("s") + "Row"
    made: type[BaseModel] = create_model(name, __doc__=f"A row of `{table}`.", **fields)
    return made


StatementRow = row_model("statements")
EventRow = row_model("events")


def read_row(table: str, row: Mapping[str, object]) -> Any:
    """Return a row of the store as its model, for JSON and templates alike."""
    return row_model(table).model_validate(row)
