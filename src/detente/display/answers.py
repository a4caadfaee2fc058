"""Statements and events that a question found, for a person: who, cue or type, whom; the words; where they were printed."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from detente.display.grid import cut
from detente.display.inert import one_line

Row = Mapping[str, object]
BEFORE, AFTER = "\ue000", "\ue001"  # around found words: characters for private use, which no text may bring along
# What is shown of a row; all other columns need not be read.
_BOTH = ("article_id", "confidence", "published", "outlet", "title", "source", "duplicate_of")
SHOWN = {
    "statements": (
        "statement_id", "speaker_name", "speaker_text", "speaker_country", "cue_text", "addressee_name", "addressee_text",
        "about", "content_text", *_BOTH,
    ),
    "events": (
        "event_id", "type", "mode", "status", "symmetric", "actors", "recipients", "trigger_text", "date", "sentence_text",
        "claimed_by", *_BOTH,
    ),
}  # fmt: skip
_INDENT = "    "
_LINES = 3  # of content or sentence


def spoken(kind: str, row: Row) -> str:
    """Return the words of a row that a search looks in, for marking."""
    return re.sub(f"[{BEFORE}{AFTER}]", "", str(row["content_text" if kind == "statements" else "sentence_text"] or ""))


def answer_lines(kind: str, rows: Sequence[Row], marked: Sequence[str], width: int) -> Iterator[str]:
    """Give three parts a row: what and who, the words with ``*marks*``, outlet and headline. ``marked`` is one text a row."""
    for row, words in zip(rows, marked, strict=True):
        head = _statement(row) if kind == "statements" else _event(row)
        tail = f"{_text(row['statement_id' if kind == 'statements' else 'event_id'])}  {_number(row['confidence'])}"
        yield f"{cut(head, max(20, width - len(tail) - 2)).ljust(width - len(tail) - 2)}  {tail}"
        room = max(20, width - len(_INDENT))
        for line in textwrap.wrap(_window(one_line(words), room * _LINES), room, max_lines=_LINES, placeholder=" …"):
            yield _INDENT + line
        yield _INDENT + cut(" · ".join(_printed(row, kind)), room)
        yield ""


def _statement(row: Row) -> str:
    speaker = _text(row["speaker_name"]) or _text(row["speaker_text"]) or "somebody"
    country = f" ({_text(row['speaker_country'])})" if row["speaker_country"] else ""
    to = f" → {_text(row['addressee_name'] or row['addressee_text'])}" if row["addressee_text"] else ""
    about = f"  about {', '.join(map(_text, _list(row['about'])))}" if row["about"] else ""
    return f"{_day(row['published'])}  {speaker}{country} {_text(row['cue_text']) or ':'}{to}{about}"


def _event(row: Row) -> str:
    arrow = "↔" if row["symmetric"] else "→"
    mode = f"/{_text(row['mode'])}" if row["mode"] else ""
    day = _day(row["date"]) if row["date"] else f"~{_day(row['published'])}"
    sides = f"{_sides(row['actors'])} {arrow} {_sides(row['recipients'])}"
    return f"{day}  {_text(row['type'])}{mode} {_text(row['status'])}  {sides}  [{_text(row['trigger_text'])}]"


def _sides(parties: object) -> str:
    names = []
    for party in _list(parties):
        name, country = _text(party["name"] or party["text"]), _text(party["country"])
        names.append(f"{name} ({country})" if country and country != name else name)
    return ", ".join(names) or "?"


def _printed(row: Row, kind: str) -> Iterator[str]:
    """Give where a row was printed, what leads on first: the rest may be cut."""
    if kind == "events" and row["date"] and row["published"]:
        yield f"printed {_day(row['published'])}"
    if row["outlet"]:
        yield _text(row["outlet"])
    if row["article_id"]:  # imported events may have none
        yield _text(row["article_id"])
    if kind == "events" and row["claimed_by"]:
        yield f"claimed by {_text(row['claimed_by'])}"
    if row["duplicate_of"]:
        yield f"copy of {_text(row['duplicate_of'])}"
    for name in ("title", "source"):
        if row[name]:
            yield _text(row[name])


def _window(text: str, room: int) -> str:
    """Cut a long text to where its first mark is, and show marks as stars."""
    mark = text.find(BEFORE)
    start = 0 if len(text) <= room or mark < room * 2 // 3 else mark - room // 3
    text = ("… " if start else "") + text[start:]
    return text.replace(BEFORE, "*").replace(AFTER, "*")


def _text(value: object) -> str:
    return "" if value is None else one_line(str(value))


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _day(value: object) -> str:
    return str(value) if value else "no date"


def _number(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "-"
