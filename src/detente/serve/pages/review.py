"""Review: the queue of rows to look at, with the first one opened, and the page of one row on which it is judged.

A judgement is added to the log before anybody is told that it was: the answer to a form leads to the next row, and that to JSON
is the review.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from detente.errors import QueryError
from detente.lexicon import Lexicon
from detente.reviews.coded import Coded, find_coded
from detente.reviews.fields import KINDS
from detente.reviews.log import ReviewLog, standing
from detente.reviews.queue import Queue, Wanted, read_queue, read_wanted
from detente.reviews.records import Review, Verdict, make_review, read_reviewer
from detente.serve.desk import Desk, DeskOf
from detente.serve.judged import JudgedRow, ReviewRow, changed, cut_context, entries, judged_row
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.query import Asked, Paged
from detente.serve.render import address
from detente.serve.sent import Judgement, Sent, SentHere, read_judgement

Kind = Literal["event", "statement", "actor", "ledger"]
router = APIRouter()


class ReviewerAsked(Asked):
    """Who reviews."""

    reviewer: str | None = Field(
        default=None, max_length=100, description="Who reviews; else the name the desk was started with."
    )
    done: str | None = Field(default=None, max_length=200, description="What was judged just now: kind and id of the row.")


class QueueAsked(ReviewerAsked, Paged):
    """Which rows are to be reviewed."""

    size: Annotated[int, Field(ge=1, le=500, description="Rows of a page.")] = 20
    at: Annotated[int, Field(ge=1, le=500, description="Which row of the page is opened, from 1.")] = 1
    kind: list[Kind] | None = Field(default=None, max_length=4, description="Kinds of rows; else events, statements and ledger.")
    country: list[str] | None = Field(default=None, max_length=2, description="One state or the two of a dyad: names or codes.")
    type: str | None = Field(default=None, max_length=100, description="A PLOVER type, or the kind of a statement or entry.")
    below: float | None = Field(default=None, ge=0, le=1, description="Rows less sure than this.")
    again: bool = Field(default=False, description="With rows that this reviewer has judged.")


class QueuedRow(BaseModel):
    """A row of the queue."""

    kind: str
    row_id: str
    article_id: str | None
    type: str | None = Field(description="PLOVER type of an event, else its kind")
    confidence: float
    weight: float = Field(description="what hangs on it")
    priority: float = Field(description="doubt times weight: 4c(1 - c) of the confidence, times the weight")
    published: dt.date | None
    countries: list[str]


def show_queue(desk: DeskOf, asked: Annotated[QueueAsked, Query()]) -> Shown:
    """List the rows that are to be looked at first, by doubt times weight."""
    log, reviewer = ReviewLog(desk.named.reviews), _reviewer(desk, asked.reviewer)
    wanted = _wanted(desk, asked)
    found = _queue(desk, log, reviewer, wanted, start=asked.start, size=asked.size)
    rows = [QueuedRow.model_validate(row, from_attributes=True) for row in found.rows]
    data = Listing[QueuedRow](total=found.total, page=asked.page, size=asked.size, rows=rows)
    at = min(asked.at, len(rows))
    more: dict[str, Any] = {"asked": asked, "at": at, "kinds": KINDS, "opened": None, "steps": _steps(data, at)}
    if rows:
        more |= _opened(desk, log, _find(desk, rows[at - 1].kind, rows[at - 1].row_id))
    more |= _around(desk, log, reviewer, asked.done)
    return Shown("Review", "review.html", data, lambda: to_table(_all(desk, log, reviewer, wanted), QueuedRow), "queue", more)


def show_judged(desk: DeskOf, kind: Kind, row_id: str, asked: Annotated[ReviewerAsked, Query()]) -> Shown:
    """Give a row with its fields and what was judged of it."""
    log = ReviewLog(desk.named.reviews)
    coded = _find(desk, kind, row_id)
    more = _opened(desk, log, coded) | _around(desk, log, _reviewer(desk, asked.reviewer), asked.done)
    judged: JudgedRow = more["opened"]
    table = lambda: to_table(judged.reviews, ReviewRow)  # noqa: E731  a name for what is asked at the end
    return Shown(f"Review of {row_id}", "review_row.html", judged, table, f"review-{row_id}", more | {"asked": asked})


def judge(request: Request, desk: DeskOf, kind: Kind, row_id: str, sent: SentHere) -> Response:
    """Add a review: a verdict, and for a correction what fields should be. The answer to a form leads to the next row."""
    log = ReviewLog(desk.named.reviews)
    coded = _find(desk, kind, row_id)
    lexicon = desk.tables()
    given = read_judgement(sent.json) if sent.form is None else _of_form(coded, sent, lexicon)
    review = make_review(
        time=dt.datetime.now(dt.UTC), reviewer=_reviewer(desk, given.reviewer), row_kind=kind, row_id=row_id,
        article_id=coded.article_id, verdict=given.verdict, digest=coded.digest, old=coded.fields, new=coded.read(given.changes),
        comment=given.comment, lexicon=lexicon,
    )  # fmt: skip
    log.add(review)
    if sent.form is None:
        place = f"/review/{kind}/{quote(row_id, safe='')}"
        return JSONResponse(ReviewRow.model_validate(review.to_dict()).model_dump(), 201, {"Location": place})
    return RedirectResponse(_next(desk, sent, review), 303)


def _of_form(coded: Coded, sent: Sent, lexicon: Lexicon) -> Judgement:
    verdict = sent.first("verdict")
    new = {} if verdict == "undone" else changed(coded, sent.form or {}, lexicon)
    if new and verdict in ("accepted", "rejected"):
        raise QueryError(
            f"{', '.join(new)}: changed in the form, and this says {verdict}. Go back, and press Correct or put it back."
        )
    told = {"verdict": verdict, "changes": new, "comment": sent.first("comment"), "reviewer": sent.first("reviewer") or None}
    return read_judgement(told)


def _next(desk: Desk, sent: Sent, review: Review) -> str:
    """Return where a form leads to: the queue that it came from, of which it sends the query alone, or the page of its row."""
    named = None if review.reviewer == desk.named.reviewer else review.reviewer
    done = f"{review.row_kind} {review.row_id} {review.verdict.value}"
    if "back" not in (sent.form or {}):
        return address(f"/review/{review.row_kind}/{quote(review.row_id, safe='')}", reviewer=named, done=done)
    asked: dict[str, Any] = {}
    for name, value in parse_qsl(sent.first("back")[:4000]):
        if name in QueueAsked.model_fields and name not in ("done", "reviewer"):
            asked.setdefault(name, []).append(value)
    if asked.get("again") and review.verdict is not Verdict.UNDONE:  # the row stays in the queue: go on to the one below it
        asked["at"] = [str(min(int(at) + 1, 500)) if (at := asked.get("at", ["1"])[-1]).isdecimal() else "1"]
    return address("/review", **asked, reviewer=named, done=done)


def _wanted(desk: Desk, asked: QueueAsked) -> Wanted:
    return read_wanted(
        asked.kind or (), asked.country or (), asked.type, asked.below, again=asked.again, lexicon=desk.settings.lexicon
    )


def _queue(desk: Desk, log: ReviewLog, reviewer: str, wanted: Wanted, *, start: int, size: int) -> Queue:
    key = ("queue", reviewer, wanted, start, size, log.last())
    return desk.keep(key, lambda store: read_queue(store, log, reviewer, wanted, start=start, size=size))


def _all(desk: Desk, log: ReviewLog, reviewer: str, wanted: Wanted) -> list[QueuedRow]:
    with desk.store() as store:
        found = read_queue(store, log, reviewer, wanted, start=0, size=1_000_000)
    return [QueuedRow.model_validate(row, from_attributes=True) for row in found.rows]


def _find(desk: Desk, kind: str, row_id: str) -> Coded:
    with desk.store() as store:
        return find_coded(store, kind, row_id)


def _opened(desk: Desk, log: ReviewLog, coded: Coded) -> dict[str, Any]:
    reviews = log.of_row(coded.kind, coded.row_id)
    return {
        "opened": judged_row(coded, reviews),
        "coded": coded,
        "pieces": cut_context(coded),
        "entries": entries(coded, desk.tables()),
        "stands": {reviewer: r for (_, _, reviewer), r in standing(reviews).items()},
    }


def _around(desk: Desk, log: ReviewLog, reviewer: str, done: str | None) -> dict[str, Any]:
    """Return what a page shows beside the row: who reviews, what was done just now, how much is new."""
    words = (done or "").split(" ")
    known = len(words) == 3 and words[0] in KINDS and words[2] in set(Verdict)
    return {
        "reviewer": reviewer,
        "done": {"kind": words[0], "row_id": words[1], "verdict": words[2]} if known else None,
        "new": log.since_export(),
    }


def _steps(data: Listing[QueuedRow], at: int) -> Mapping[str, dict[str, int] | None]:
    """Return the page and place of the rows above and below."""
    above = {"page": data.page, "at": at - 1} if at > 1 else {"page": data.page - 1, "at": data.size} if data.page > 1 else None
    below = {"page": data.page, "at": at + 1} if at < len(data.rows) else None
    return {"above": above, "below": below or ({"page": data.page + 1, "at": 1} if data.page < data.pages else None)}


def _reviewer(desk: Desk, name: str | None) -> str:
    return read_reviewer(name or desk.named.reviewer)


add_page(router, "/review", show_queue, Listing[QueuedRow], tag="review", summary="Rows to review, by doubt times weight")
add_page(router, "/review/{kind}/{row_id}", show_judged, JudgedRow, tag="review", summary="A row, and what was judged of it")
router.add_api_route(
    "/review/{kind}/{row_id}", judge, methods=["POST"], tags=["review"], summary="Judge a row", status_code=201,
    operation_id="judge", response_model=None, responses={
        201: {"model": ReviewRow, "description": "The review, which is on disk."},
        303: {"description": "Of a form: to the next row."},
    },
    openapi_extra={"requestBody": {"required": True, "content": {
        "application/json": {"schema": Judgement.model_json_schema()},
        "application/x-www-form-urlencoded": {"schema": {
            "type": "object", "required": ["verdict"],
            "properties": {name: {"type": "string"} for name in ("verdict", "comment", "reviewer", "back")},
        }},
    }}},
)  # fmt: skip
