"""Actors: who is spoken of across articles, by which names, in which offices and when, and what they said."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse

from detente.actors.resolve import resolve_actor
from detente.errors import QueryError
from detente.lexicon import Lexicon
from detente.records import Actor
from detente.reviews.joins import Join, make_join, read_joins, resolve_joins
from detente.reviews.log import ReviewLog
from detente.serve.desk import Desk, DeskOf
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.problems import NotThere
from detente.serve.query import Asked, Paged
from detente.serve.rows import StatementRow, read_row
from detente.store.countries import country_code
from detente.store.open import Store

KINDS = ("person", "state", "government body", "organization", "group", "outlet", "unnamed")
SAID, ROLES, NEAR, ROWS = 10, 60, 8, 12
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


class Row(BaseModel):
    """An actor as one article has it."""

    actor_id: str
    article_id: str | None
    title: str | None
    published: dt.date | None


class ActorPage(BaseModel):
    """All that the store knows of an actor."""

    actor: ActorLine
    aliases: list[Alias]
    roles: list[RoleTold]
    coded: list[Coded]
    said: list[StatementRow] = Field(description="the newest statements")  # type: ignore[valid-type]  # made from the schema
    statements: int
    rows: list[Row] = Field(description="the newest articles, with the actor's id in each: what is checked, renamed or parted")
    office: str = Field(description="what the tables say of the name on the last day on which it is told of")


class ActorAsked(Asked):
    """Nothing is asked of an actor's page."""


def list_actors(desk: DeskOf, asked: Annotated[ActorsAsked, Query()]) -> Shown:
    """List who is spoken of, the most frequent first."""
    country = (country_code(asked.country, desk.settings.lexicon) or asked.country.strip().upper()) if asked.country else None
    words = _folded(asked.name).split() if asked.name else []
    rows = [
        line
        for line, folded in _joined(desk)
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
    joins = _joins(desk)
    into = resolve_joins(joins)
    joined = _joined(desk)
    line = next((line for line, _ in joined if line.key == into.get(key, key)), None)
    if line is None:
        raise NotThere(f"No actor has the key {key[:40]!r}. /actors lists them.")
    keys = (line.key, *sorted(k for k, end in into.items() if end == line.key))
    tables = desk.tables()
    data = desk.keep(("actor", keys), lambda store: _look(store, tables, line, keys))
    near = desk.keep(("near", keys), lambda _: _near(joined, line))
    mine = [(j, desk.keep("actor names", _names)[j.key]) for j in joins if into.get(j.key) == line.key]
    more = {"joins": mine, "near": near, "reviewer": desk.named.reviewer}
    return Shown(line.name, "actor.html", data, lambda: to_table(data.roles, RoleTold), f"actor-{line.key}", more)


@router.post("/actor/{key}/join", tags=["actors"], summary="Say that one actor is another", status_code=303, operation_id="join")
def join_actor(
    desk: DeskOf,
    key: str,
    into: Annotated[str, Form(min_length=1, max_length=40)],
    reviewer: Annotated[str | None, Form(max_length=100)] = None,
) -> RedirectResponse:
    """Join an actor to another, by their keys; both stay as they were coded."""
    known = desk.keep("actor names", _names)
    for one in (key, into):
        if one not in known:
            raise NotThere(f"No actor has the key {one[:40]!r}. /actors lists them.")
    if key == into:
        raise QueryError("An actor is itself already. Name another one.")
    ReviewLog(desk.named.reviews).add(make_join(key, into, reviewer or desk.named.reviewer, dt.datetime.now(dt.UTC)))
    return RedirectResponse(f"/actor/{into}", 303)


@router.post(
    "/actor/{key}/part", tags=["actors"], summary="Take back that one actor is another", status_code=303, operation_id="part"
)
def part_actor(desk: DeskOf, key: str, reviewer: Annotated[str | None, Form(max_length=100)] = None) -> RedirectResponse:
    """Take back the last join of an actor by this reviewer."""
    ReviewLog(desk.named.reviews).add(make_join(key, key, reviewer or desk.named.reviewer, dt.datetime.now(dt.UTC), undone=True))
    return RedirectResponse(f"/actor/{key}", 303)


def _joins(desk: Desk) -> list[Join]:
    return read_joins(ReviewLog(desk.named.reviews), desk.keep("actor names", _names))


def _names(store: Store) -> dict[str, str]:
    return {line.key: line.name for line, _ in _lines(store)}


def _joined(desk: Desk) -> list[tuple[ActorLine, str]]:
    """Return the actors with those that people joined as one; articles that tell of both count twice."""
    lines = desk.keep("actors", _lines)
    into = resolve_joins(_joins(desk))
    if not into:
        return lines
    held = {line.key: (line, folded) for line, folded in lines if line.key not in into}
    for line, folded in lines:
        if line.key in into:
            whole, words = held[into[line.key]]
            days = [day for day in (whole.since, whole.until, line.since, line.until) if day]
            counted = {"articles": whole.articles + line.articles, "mentions": whole.mentions + line.mentions}
            counted_and_dated = counted | {"since": min(days, default=None), "until": max(days, default=None)}
            held[whole.key] = (whole.model_copy(update=counted_and_dated), f"{words} {folded}")
    return sorted(held.values(), key=lambda one: -one[0].articles)


def _near(lines: Sequence[tuple[ActorLine, str]], line: ActorLine) -> list[ActorLine]:
    """Return who may be the same: a longer word of the name in common, the same kind, and no two countries."""
    words = {word for word in _folded(line.name).split() if len(word) > 3}
    alike = (
        one
        for one, folded in lines
        if one.key != line.key
        and one.kind == line.kind
        and (not one.country or not line.country or one.country == line.country)
        and not words.isdisjoint(folded.split())
    )
    return list(islice(alike, NEAR))


def _lines(store: Store) -> list[tuple[ActorLine, str]]:
    lines = [ActorLine.model_construct(None, **row) for row in store.actors_across().rows()]
    return [(line, _folded(line.name)) for line in lines]


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _look(store: Store, tables: Lexicon, line: ActorLine, keys: Sequence[str]) -> ActorPage:
    rows = store.actors_of(keys).rows()
    answer = store.ask(rows="statements", who=line.name, limit=SAID)
    assert answer.statements is not None
    aliases = [
        Alias(words=str(a["words"]), kind=str(a["kind"]), mentions=int(str(a["n"])), articles=int(str(a["articles"])))
        for a in store.aliases_of(keys).rows()
    ]
    return ActorPage(
        actor=line,
        aliases=aliases,
        roles=_roles(rows),
        coded=_coded(rows),
        said=[read_row("statements", row) for row in answer.statements.rows()],
        statements=answer.statements.total,
        office=_office(tables, line),
        rows=[Row.model_validate({name: row[name] for name in Row.model_fields}) for row in rows[:ROWS]],
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
