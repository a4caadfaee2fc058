"""A review: what one person judged of one coded row, when, and what it should be instead."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from detente.errors import QueryError, did_you_mean
from detente.ids import make_id
from detente.lexicon import Lexicon
from detente.records import Span
from detente.reviews.fields import Value, check_event, check_kind, check_value, to_json

LONGEST_NAME, LONGEST_COMMENT = 100, 5_000


class Verdict(StrEnum):
    """What was judged: right as it is, no such row, other fields; or the reviewer's last judgement is taken back."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    UNDONE = "undone"


class Change(NamedTuple):
    """A field as it was coded, and as it should be."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Review:
    """What ``reviewer`` judged of a row at ``time`` (UTC, ISO 8601).

    Spans in ``changes`` are code points of the stored text of the article. ``digest`` is that of the row as it was judged: a row
    that was coded anew since has another one.
    """

    id: str
    time: str
    reviewer: str
    row_kind: str
    row_id: str
    article_id: str | None
    verdict: Verdict
    changes: tuple[Change, ...]
    comment: str
    digest: str

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it; changes are [field, old, new]."""
        return {
            "id": self.id,
            "time": self.time,
            "reviewer": self.reviewer,
            "row_kind": self.row_kind,
            "row_id": self.row_id,
            "article_id": self.article_id,
            "verdict": self.verdict.value,
            "changes": [[c.field, to_json(c.old), to_json(c.new)] for c in self.changes],
            "comment": self.comment,
            "digest": self.digest,
        }


def make_review(
    *, time: dt.datetime, reviewer: str, row_kind: str, row_id: str, article_id: str | None, verdict: str, digest: str,
    old: Mapping[str, Value], new: Mapping[str, object] | None = None, comment: str = "", lexicon: Lexicon,
) -> Review:  # fmt: skip
    """Make a review of a row whose fields are ``old``; raises QueryError for what has no meaning, with what exists.

    ``new`` is what fields should be, as JSON has it: fields that stay as they are change nothing. ``time`` has a time zone.
    """
    given = read_verdict(verdict)
    check_kind(row_kind)
    changes = []
    for field, value in (new or {}).items():
        checked = check_value(row_kind, field, value, lexicon)
        if checked != old.get(field):
            changes.append(Change(field, old.get(field), checked))
    if given is Verdict.CORRECTED and not changes:
        raise QueryError("A correction changes a field. Where the row is right as it is, accept it; where it is none, reject it.")
    if given is not Verdict.CORRECTED and changes:
        raise QueryError(f"{given.value}: nothing is changed by it, and {changes[0].field} was given. Say corrected instead.")
    if row_kind == "event" and {c.field for c in changes} & {"type", "mode", "cameo"}:
        whole = {**old, **{c.field: c.new for c in changes}}
        kind, mode, code = (v if isinstance(v := whole.get(f), str) else None for f in ("type", "mode", "cameo"))
        check_event(kind, mode, code, lexicon)
    made = Review(
        "",
        _utc(time),
        read_reviewer(reviewer),
        row_kind,
        row_id,
        article_id,
        given,
        tuple(changes),
        read_comment(comment),
        digest,
    )
    return with_id(made)


def with_id(review: Review) -> Review:
    """Return a review with the id that its content gives: what is sent twice is one review."""
    told = {**review.to_dict(), "id": ""}
    return replace(review, id=make_id("r", json.dumps(told, sort_keys=True)))


def read_review(told: Mapping[str, object]) -> Review:
    """Return the review that ``to_dict`` wrote; raises QueryError where it is none."""
    try:
        changes = tuple(Change(str(f), _value(old), _value(new)) for f, old, new in _rows(told["changes"]))
        texts = {name: str(told[name]) for name in ("id", "time", "reviewer", "row_kind", "row_id", "comment", "digest")}
        article = told["article_id"]
        return Review(
            verdict=Verdict(str(told["verdict"])), changes=changes, article_id=None if article is None else str(article), **texts
        )
    except (KeyError, ValueError, TypeError) as error:
        raise QueryError(f"This is no review: {error}.") from error


def digest_row(row: Mapping[str, object]) -> str:
    """Return the digest of a coded row, whatever the order of its columns."""
    told = json.dumps(row, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def read_verdict(word: str) -> Verdict:
    """Return the verdict of a word; raises QueryError with those that exist."""
    known = [v.value for v in Verdict]
    if word not in known:
        raise QueryError(f"There is no verdict {word!r}.{did_you_mean(word, known)} There are {', '.join(known)}.")
    return Verdict(word)


def read_reviewer(name: str) -> str:
    """Return the name of a reviewer: composed (NFC), single spaces; raises QueryError for none, a long one, or one of signs."""
    found = " ".join(unicodedata.normalize("NFC", name).split())
    if not found or len(found) > LONGEST_NAME or not found.isprintable():
        raise QueryError(
            f"reviewer: a name of 1 to {LONGEST_NAME} characters that can be printed. It says whose judgement it is."
        )
    return found


def own_name() -> str:
    """Return the name of who runs this, as the machine knows it."""
    try:
        return read_reviewer(getpass.getuser())
    except (OSError, KeyError, ImportError, QueryError):
        return "somebody"


def read_comment(text: str) -> str:
    """Return a comment as it is kept, with line feeds; raises QueryError where it is too long or cannot be written."""
    found = text.replace("\r\n", "\n").strip()
    if len(found) > LONGEST_COMMENT:
        raise QueryError(f"comment: {len(found):,} characters, where {LONGEST_COMMENT:,} are kept. Make it shorter.")
    if any(c == "\0" or unicodedata.category(c) == "Cs" for c in found):
        raise QueryError("comment: it holds NUL or half a character, which cannot be kept.")
    return found


def _utc(time: dt.datetime) -> str:
    if time.tzinfo is None:
        raise QueryError("time: give it with its time zone.")
    return time.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _rows(value: object) -> Iterable[Sequence[object]]:
    return value if isinstance(value, (list, tuple)) else ()


def _value(value: object) -> Value:
    if not isinstance(value, (list, tuple)):
        return None if value is None else str(value)
    if value and all(isinstance(item, (list, tuple)) for item in value):
        return tuple(Span(int(start), int(end)) for start, end in value)
    return tuple(str(item) for item in value)
