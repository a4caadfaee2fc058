"""Articles: the list, and one article with all that was coded of it marked in its text, each with the reason for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from detente.serve.article_marks import LAYERS, cut_article, number_rows
from detente.serve.desk import Desk, DeskOf
from detente.serve.page import Listing, Shown, add_page
from detente.serve.problems import NotThere
from detente.serve.query import Asked, Paged, read_days
from detente.serve.rows import read_row, row_model
from detente.store.open import Store

CARDS = 400  # of each kind; an article of more is no news, and its twins hold them all
_TABLES = ("statements", "events", "actors", "ledger", "outcomes")
router = APIRouter()


class ArticlesAsked(Paged):
    """Which articles are listed."""

    text: str = Field(default="", max_length=500, description="Words in title or text.")
    outlet: str | None = Field(default=None, max_length=200, description="Words of the outlet's name.")
    since: str | None = Field(default=None, max_length=10, description="First day: 2008, 2008-03 or 2008-03-15.")
    until: str | None = Field(default=None, max_length=10, description="Last day, inclusive.")
    copies: bool = Field(default=True, description="With articles that are copies of others, or without.")


class ArticleLine(BaseModel):
    """An article of the list."""

    article_id: str
    origin: str
    title: str | None
    outlet: str | None
    url: str | None
    published: dt.date | None
    source: str | None
    duplicate_of: str | None = Field(description="of which article it is a copy")
    characters: int | None
    statements: int
    events: int


class ArticleAsked(Asked):
    """How an article is shown."""

    show: list[str] | None = Field(default=None, max_length=9, description="Layers that are marked: statements, events, actors.")
    row: str | None = Field(default=None, max_length=100, description="The id of a row that is pointed at.")


class Again(BaseModel):
    """Another article that tells an event of this one, or is a copy of it."""

    article_id: str
    outlet: str | None
    published: dt.date | None
    title: str | None = None
    event_id: str | None = Field(default=None, description="the event of this article; none where the article is a copy")


ArticleRow, ActorRow, LedgerRow, OutcomeRow = (row_model(name) for name in ("articles", "actors", "ledger", "outcomes"))
StatementRow, EventRow = row_model("statements"), row_model("events")


class WholeArticle(BaseModel):
    """An article and all that was coded of it."""

    article: ArticleRow  # type: ignore[valid-type]  # these models are made from the schema
    statements: list[StatementRow]  # type: ignore[valid-type]
    events: list[EventRow]  # type: ignore[valid-type]
    actors: list[ActorRow]  # type: ignore[valid-type]
    ledger: list[LedgerRow]  # type: ignore[valid-type]
    outcomes: list[OutcomeRow]  # type: ignore[valid-type]
    copies: list[Again]
    told_again: list[Again] = Field(description="where else its events are told, by story")


def list_articles(desk: DeskOf, asked: Annotated[ArticlesAsked, Query()]) -> Shown:
    """List articles, newest first."""
    with desk.store() as store:
        table = _find(store, asked)
        rows = table.arrow()
    shown = rows.slice(asked.start, asked.size).to_pylist()
    data = Listing[ArticleLine](
        total=rows.num_rows, page=asked.page, size=asked.size, rows=[ArticleLine.model_validate(row) for row in shown]
    )
    return Shown("Articles", "articles.html", data, lambda: rows, "articles", {"asked": asked})


def show_article(desk: DeskOf, article_id: str, asked: Annotated[ArticleAsked, Query()]) -> Shown:
    """Give an article with its statements, events, actors and ledger."""
    with desk.store() as store:
        found = store.find("articles", "article_id", article_id).rows()
        if not found:
            raise NotThere(f"There is no article {article_id[:60]!r} in this store. /articles lists them.")
        held = {table: store.find(table, "article_id", article_id).rows() for table in _TABLES}
        copies, again = store.copies_of(article_id), store.told_again(article_id)
    article = found[0]
    data = WholeArticle.model_validate(
        {
            "article": read_row("articles", article),
            **{table: [read_row(table, row) for row in rows] for table, rows in held.items()},
            "copies": copies,
            "told_again": again,
        }
    )
    show = [layer for layer in LAYERS if layer in (asked.show or ("statements", "events"))]
    more = _marked(str(article["text"] or ""), held, show) | {"asked": asked, "show": show, "layers": LAYERS, "most": CARDS}
    title = str(article["title"] or "An article without a headline")
    return Shown(title, "article.html", data, lambda: _events(desk, article_id), f"article-{article_id}", more)


def _find(store: Store, asked: ArticlesAsked) -> Any:
    since, until = read_days(asked.since, asked.until)
    return store.articles_like(asked.text, asked.outlet, since, until, copies=asked.copies)


def _events(desk: Desk, article_id: str) -> Any:
    with desk.store() as store:
        return store.find("events", "article_id", article_id).arrow()


def _marked(text: str, held: dict[str, list[dict[str, object]]], show: Sequence[str]) -> dict[str, object]:
    numbers = number_rows(held["statements"], held["events"])
    statements, events, actors = (held[name] if name in show else [] for name in LAYERS)
    by_number = sorted(numbers, key=lambda key: int(numbers[key][1:]))
    place = {key: i for i, key in enumerate(by_number)}
    names = {str(a["actor_id"]): str(a["name"] or "somebody unnamed") for a in held["actors"]}
    inside: dict[str, list[str]] = {}
    for s in held["statements"]:
        if s["inside"]:
            inside.setdefault(str(s["inside"]), []).append(str(s["statement_id"]))
    claims: dict[str, list[str]] = {}
    for e in held["events"]:
        if e["claimed_by"]:
            claims.setdefault(str(e["claimed_by"]), []).append(str(e["event_id"]))
    return {
        "pieces": cut_article(text, statements, events, actors, numbers),
        "numbers": numbers,
        "place": place,
        "names": names,
        "inside": inside,
        "claims": claims,
    }


add_page(router, "/articles", list_articles, Listing[ArticleLine], tag="rows", summary="Articles, newest first")
add_page(
    router, "/article/{article_id}", show_article, WholeArticle, tag="rows", summary="An article and all that was coded of it"
)
