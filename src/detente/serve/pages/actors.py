"""Actors: who is spoken of across articles, by which names, in which offices and when, and what they said."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from detente.actors.resolve import resolve_actor
from detente.lexicon import Lexicon
from detente.records import Actor
from detente.serve.desk import DeskOf
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.problems import NotThere
from detente.serve.query import Asked, Paged
from detente.serve.rows import StatementRow, read_row
from detente.store.countries import country_code
from detente.store.open import Store

KINDS = ("person", "state", "government body", "organization", "group", "outlet", "unnamed")
SAID, ROLES = 10, 60
router = APIRouter()


class ActorsAsked(Paged):
    """Which actors."""

    name: str | None = Field(default=None, max_length=200, description="Words of the name.")
    kind: Literal["person", "state", "government body", "organization", "group", "outlet", "unnamed"] | None = Field(
        default=None, description="What the actor is."
    )
    country: str | None = Field(default=None, max_length=100, description="Country: name or code.")
    sector: str | None = Field(default=None, max_length=3, description="PLOVER sector: GOV, MIL …")


class ActorLine(BaseModel):
    """An actor across articles."""

    key: str = Field(description="stable for a name, kind and country")
    name: str
    kind: str | None
    country: str | None
    sector: str | None
    articles: int
    mentions: int
    since: dt.date | None
    until: dt.date | None


class Alias(BaseModel):
    """Words by which texts call an actor."""

    words: str
    kind: str | None = Field(description="name, nominal or adjective")
    mentions: int
    articles: int


class RoleTold(BaseModel):
    """An office or function, and where a text says so."""

    title: str | None
    organisation: str | None
    country: str | None
    since: dt.date | None = Field(description="first day of an article that says so")
    until: dt.date | None = Field(description="last day of an article that says so")
    articles: int
    evidence: str | None = Field(description="words of the newest article that says so")
    article_id: str | None


class Coded(BaseModel):
    """How the actor was coded, how often, and why."""

    country: str | None
    sector: str | None
    reason: str | None
    articles: int


class ActorPage(BaseModel):
    """All that the store knows of an actor."""

    actor: ActorLine
    aliases: list[Alias]
    roles: list[RoleTold]
    coded: list[Coded]
    said: list[StatementRow] = Field(description="the newest statements")  # type: ignore[valid-type]  # made from the schema
    statements: int
    office: str = Field(description="what the tables say of the name on the last day on which it is told of")


class ActorAsked(Asked):
    """Nothing is asked of an actor's page."""


def list_actors(desk: DeskOf, asked: Annotated[ActorsAsked, Query()]) -> Shown:
    """List who is spoken of, the most frequent first."""
    country = (country_code(asked.country, desk.settings.lexicon) or asked.country.strip().upper()) if asked.country else None
    words = _folded(asked.name).split() if asked.name else []
    rows = [
        line
        for line, folded in desk.keep("actors", _lines)
        if all(word in folded for word in words)
        and asked.kind in (None, line.kind)
        and country in (None, line.country)
        and (asked.sector is None or asked.sector.upper() == line.sector)
    ]
    data = Listing[ActorLine](
        total=len(rows), page=asked.page, size=asked.size, rows=rows[asked.start : asked.start + asked.size]
    )
    return Shown("Actors", "actors.html", data, lambda: to_table(rows, ActorLine), "actors", {"asked": asked, "kinds": KINDS})


def show_actor(desk: DeskOf, key: str) -> Shown:
    """Tell what is known of an actor: names, offices by date, how coded and why, what was said."""
    line = next((line for line, _ in desk.keep("actors", _lines) if line.key == key), None)
    if line is None:
        raise NotThere(f"No actor has the key {key[:40]!r}. /actors lists them.")
    tables = desk.tables()
    data = desk.keep(("actor", key), lambda store: _look(store, tables, line))
    return Shown(line.name, "actor.html", data, lambda: to_table(data.roles, RoleTold), f"actor-{key}")


def _lines(store: Store) -> list[tuple[ActorLine, str]]:
    lines = [ActorLine.model_construct(None, **row) for row in store.actors_across().rows()]
    return [(line, _folded(line.name)) for line in lines]


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _look(store: Store, tables: Lexicon, line: ActorLine) -> ActorPage:
    rows = store.actors_of([line.key]).rows()
    answer = store.ask(rows="statements", who=line.name, limit=SAID)
    assert answer.statements is not None
    aliases = [
        Alias(words=str(a["words"]), kind=str(a["kind"]), mentions=int(str(a["n"])), articles=int(str(a["articles"])))
        for a in store.aliases_of([line.key]).rows()
    ]
    return ActorPage(
        actor=line,
        aliases=aliases,
        roles=_roles(rows),
        coded=_coded(rows),
        said=[read_row("statements", row) for row in answer.statements.rows()],
        statements=answer.statements.total,
        office=_office(tables, line),
    )


def _roles(rows: list[dict[str, Any]]) -> list[RoleTold]:
    """Return the roles that texts give, those that are told most first; rows stand newest first."""
    held: dict[tuple[str | None, ...], list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for row in rows:
        for role in row["roles"] or ():
            held[role["title"], role["organisation"], role["country"]].append((row, role))
    out = []
    for (title, organisation, country), found in sorted(held.items(), key=lambda item: (-len(item[1]), str(item[0]))):
        days = [row["published"] for row, _ in found if row["published"]]
        row, role = next(((r, o) for r, o in found if o["evidence"]), found[0])
        words = " … ".join(str(row["text"] or "")[s["start"] : s["end"]] for s in role["evidence"] or ())
        out.append(
            RoleTold(
                title=title, organisation=organisation, country=country, since=min(days, default=None),
                until=max(days, default=None), articles=len({r["article_id"] for r, _ in found}), evidence=words or None,
                article_id=row["article_id"],
            )
        )  # fmt: skip
    return out[:ROLES]


def _coded(rows: list[dict[str, Any]]) -> list[Coded]:
    counts = Counter((row["country"], row["sector"], row["reason"]) for row in rows)
    return [Coded(country=c, sector=s, reason=r, articles=n) for (c, s, r), n in counts.most_common(12)]


def _office(tables: Lexicon, line: ActorLine) -> str:
    """Say what the tables know of a name on the last day on which it is told of."""
    actor: Actor = resolve_actor(line.name, line.until, None, tables)
    parts = [actor.name, actor.country or "no country", actor.sector or "no sector"]
    parts += [", ".join(filter(None, (r.title, r.organisation, r.country))) for r in actor.roles]
    return "; ".join([*parts, actor.reason])


add_page(router, "/actors", list_actors, Listing[ActorLine], tag="actors", summary="Who is spoken of across articles")
add_page(router, "/actor/{key}", show_actor, ActorPage, tag="actors", summary="What is known of an actor")
