"""Actors across articles that people joined: what stands in the log of reviews, applied to the list.

A join is a review of the kind ``actor`` whose row is the key of the one and whose field ``merge`` is the key of the other; it is
taken back as any review is. Who is two people under one name in one article is parted there: ``/review/actor/ID``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from detente.reviews.log import ReviewLog
from detente.reviews.records import Change, Review, Verdict, read_comment, read_reviewer, with_id


@dataclass(frozen=True, slots=True)
class Join:
    """That one actor is another, and who said so when."""

    key: str
    into: str
    reviewer: str
    time: str


def read_joins(log: ReviewLog, known: Container[str]) -> list[Join]:
    """Return the joins that stand between actors whose keys are known, the oldest first."""
    found = []
    for review in log.standing().values():
        if review.row_kind == "actor" and review.article_id is None and review.verdict is Verdict.CORRECTED:
            into = next((c.new for c in review.changes if c.field == "merge"), None)
            if review.row_id in known and isinstance(into, str) and into in known:
                found.append(Join(review.row_id, into, review.reviewer, review.time))
    return sorted(found, key=lambda j: (j.time, j.key))


def resolve_joins(joins: Sequence[Join]) -> dict[str, str]:
    """Return for each joined key the one that stands for it; a later join does not close a ring.

    >>> resolve_joins([Join("a", "b", "Ada", "1"), Join("b", "c", "Ada", "2"), Join("c", "a", "Ada", "3")])
    {'a': 'c', 'b': 'c'}
    """
    into: dict[str, str] = {}
    for join in joins:
        if _end(into, join.into) != join.key and join.key not in into:
            into[join.key] = join.into
    return {key: _end(into, key) for key in into}


def make_join(key: str, into: str, reviewer: str, time: dt.datetime, *, undone: bool = False, comment: str = "") -> Review:
    """Make the review that says that one actor is another, or takes that back; raises QueryError for a name that is none."""
    verdict = Verdict.UNDONE if undone else Verdict.CORRECTED
    changes = () if undone else (Change("merge", None, into),)
    at = time.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return with_id(Review("", at, read_reviewer(reviewer), "actor", key, None, verdict, changes, read_comment(comment), ""))


def _end(into: Mapping[str, str], key: str) -> str:
    while key in into:
        key = into[key]
    return key
