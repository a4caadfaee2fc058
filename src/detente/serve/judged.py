"""A coded row as the review pages show it: its words in the article, its fields with what may stand in them, its reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from detente.display.inert import make_inert
from detente.lexicon import Lexicon
from detente.records import Span
from detente.reviews.coded import Coded
from detente.reviews.fields import ACTORS, FIELDS, NEEDED, SPANS, Json, choices, to_json
from detente.reviews.places import write_spans
from detente.reviews.records import Review
from detente.segments import Mark, cut_segments

_AROUND = 350  # characters before and after the sentence
_LETTERS = re.compile(r"\r\n|.", re.DOTALL)
_MARKS = {"trigger": "event", "content": "content", "what": "content", "speaker": "speaker", "cue": "cue", "mentions": "actor",
          "actors": "actor", "recipients": "actor"}  # fmt: skip


class ReviewRow(BaseModel):
    """What somebody judged of a row."""

    id: str
    time: str = Field(description="UTC, ISO 8601")
    reviewer: str
    row_kind: str
    row_id: str
    article_id: str | None
    verdict: str = Field(description="accepted, rejected, corrected or undone")
    changes: list[list[Json]] = Field(description="[field, as it was coded, as it should be]; places are code points of the text")
    comment: str
    digest: str = Field(description="of the row as it was judged")


class JudgedRow(BaseModel):
    """A row that can be judged, and what was judged of it."""

    kind: str
    row_id: str
    article_id: str | None
    confidence: float | None
    rule: str | None
    sentence: str | None = Field(description="the words that it stands in")
    sentence_start: int | None = Field(description="first code point of these words in the text of the article")
    digest: str = Field(description="of the row; a review of another digest judged another coding of it")
    fields: dict[str, Json] = Field(description="what can be corrected, as it is coded")
    reviews: list[ReviewRow]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text as a browser keeps it; where it shows other characters than the text has, ``plain`` is false."""

    start: int
    length: int
    text: str
    kinds: tuple[str, ...]
    plain: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the form of corrections: ``options`` are (value, words) to choose from, ``value`` is what it holds."""

    name: str
    shape: str
    value: Any
    options: tuple[tuple[str, str], ...]
    needed: bool


def judged_row(coded: Coded, reviews: Sequence[Review]) -> JudgedRow:
    """Return what the API gives of a row."""
    place = coded.sentence()
    words = place.of(coded.text) if coded.text else coded.row.get("sentence_text")
    confidence = coded.row.get("confidence")
    return JudgedRow(
        kind=coded.kind,
        row_id=coded.row_id,
        article_id=coded.article_id,
        confidence=confidence,
        rule=coded.row.get("rule") or coded.row.get("reason"),
        sentence=words or None,
        sentence_start=place.start if coded.text and words else None,
        digest=coded.digest,
        fields={name: to_json(value) for name, value in coded.fields.items()},
        reviews=[ReviewRow.model_validate(r.to_dict()) for r in reviews],
    )


def cut_context(coded: Coded) -> list[Piece]:
    """Return the text around a row in pieces that do not nest, each with what stands there; joined, lengths give the stretch."""
    text, sentence = coded.text, coded.sentence()
    if not text:
        return []
    first, last = _to_word(text, sentence.start - _AROUND), _to_word(text, sentence.end + _AROUND)
    marks = [Mark(span, _MARKS[name], name) for name, spans in coded.spans.items() for span in spans]
    marks.append(Mark(sentence, "sentence", "sentence"))
    pieces = []
    for segment in cut_segments(text, marks):
        start, end = max(segment.span.start, first), min(segment.span.end, last)
        if start < end:
            kinds = tuple(sorted(segment.kinds))
            pieces += [Piece(start + at, len(raw), shown, kinds, raw == shown) for at, raw, shown in _runs(text[start:end])]
    return pieces


def entries(coded: Coded, lexicon: Lexicon) -> list[Entry]:
    """Return the fields of the form."""
    found = []
    for name, shape in FIELDS[coded.kind].items():
        value: Any = coded.fields[name]
        options = tuple((word, word) for word in choices(coded.kind, name, lexicon))
        if shape is SPANS:
            value = write_spans(value or (), coded.text)
        elif name == "claimed_by":
            options = tuple((s["statement_id"], _said(s)) for s in coded.statements)
        elif name == "merge" or (shape is ACTORS and coded.kind != "ledger"):
            options = tuple((a["actor_id"], _called(a)) for a in coded.actors if name != "merge" or a["actor_id"] != coded.row_id)
            options = _with_values(options, value)
        elif shape is ACTORS:
            value = "\n".join(value or ())
        elif options and isinstance(value, str):
            options = _with_values(options, (value,))
        kind = (
            "spans"
            if shape is SPANS
            else "many"
            if isinstance(value, tuple)
            else "words"
            if shape is ACTORS
            else shape.name.lower()
        )
        found.append(Entry(name, kind, value, options, name in NEEDED[coded.kind]))
    return found


def changed(coded: Coded, sent: Mapping[str, Sequence[str]], lexicon: Lexicon) -> dict[str, object]:
    """Return which fields of the form that was sent differ from what is coded, as ``make_review`` takes them."""
    new: dict[str, object] = {}
    for entry in entries(coded, lexicon):
        if f"is-{entry.name}" not in sent:
            continue
        values = [v.replace("\r\n", "\n") for v in sent.get(entry.name, ())]
        if entry.shape == "many":
            if set(values) != set(entry.value or ()):
                new[entry.name] = [v for v in values if v]
        elif (value := "\n".join(values).strip("\n")) != (entry.value or ""):
            new[entry.name] = (
                [line.strip() for line in value.split("\n") if line.strip()] if entry.shape == "words" else value or None
            )
    return new


def _with_values(options: tuple[tuple[str, str], ...], values: object) -> tuple[tuple[str, str], ...]:
    """Add what a row holds and nothing offers, as of an imported row."""
    known = {value for value, _ in options}
    return options + tuple((v, v) for v in (values if isinstance(values, tuple) else ()) if v not in known)


def _runs(text: str) -> Iterator[tuple[int, str, str]]:
    """Give stretches that a browser keeps as they are, and between them what it would not: where, the text, what is shown."""
    at, begun = 0, 0
    for match in _LETTERS.finditer(text):
        shown = make_inert(match[0])
        if shown != match[0]:
            if begun < match.start():
                yield begun, text[begun : match.start()], text[begun : match.start()]
            yield match.start(), match[0], shown
            begun = match.end()
        at = match.end()
    if begun < at:
        yield begun, text[begun:at], text[begun:at]


def _to_word(text: str, at: int) -> int:
    """Return a place near ``at`` that parts no word, and no sign from the marks upon it."""
    if at <= 0:
        return 0
    if at >= len(text):
        return len(text)
    found = text.find(" ", at, at + 60)
    return found if found >= 0 else at


def _called(actor: Mapping[str, Any]) -> str:
    return f"{actor['name'] or 'unnamed'} ({', '.join(str(actor[k]) for k in ('kind', 'country') if actor[k])})"


def _said(statement: Mapping[str, Any]) -> str:
    words = f"{statement['speaker_name'] or 'somebody'} {statement['cue_text'] or ''}: {statement['content_text'] or ''}"
    return words if len(words) < 90 else words[:87] + "…"


def span_words(spans: Sequence[Span], text: str) -> str:
    """Return the words of places, for a person."""
    return " … ".join(span.of(text) for span in spans)
