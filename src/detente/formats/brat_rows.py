"""Marks of brat → statements, events and actors of an article, those of ours and those that a person changed or added."""

import json
from collections.abc import Callable, Mapping, Sequence

from detente.errors import ReadingError, did_you_mean
from detente.events.ontology import load_ontology
from detente.formats.brat_standoff import Frame, Mark, Standoff
from detente.formats.brat_types import ACTOR_KINDS, CLAIM, INSIDE, PARTIES, PARTS, SIDES, STATEMENT, TENTHS
from detente.formats.columns import Json, blank, code, countries_of, span_rows, text_of, with_remainder
from detente.ids import make_id
from detente.lexicon import Lexicon
from detente.reading.jsonl import Report
from detente.records import Attitude, Span, StatementKind, Status
from detente.store.rows import Row

ORIGIN = "brat"
_REMEDY = "The annotation.conf beside the files names the types."
Seen = dict[str, dict[str, Row]]  # by table, and by the id in the file: of an event, or of an actor's first mark


def read_marks(
    marks: Standoff,
    article: Mapping[str, object],
    lexicon: Lexicon,
    *,
    notes: Mapping[str, Json] | None = None,
    where: str = "",
    report: Report = lambda error: None,
) -> Seen:
    """Return the rows that marks tell, with their notes laid over them (or ``notes`` alone); faults are reported."""
    told = notes if notes is not None else _notes(marks, where, report)
    page = _Page(marks, article, lexicon, told, where=where, report=report)
    actors = page.read_actors()
    statements = {f.id: page.read(f, "statements", page.statement) for f in marks.frames.values() if f.type == STATEMENT}
    events: dict[str, Row] = {}
    for frame in marks.frames.values():
        kind = frame.type.upper()
        if kind in page.ontology.types:
            events[frame.id] = page.read(frame, "events", page.event)
        elif frame.type != STATEMENT:
            remedy = f"It is left out.{did_you_mean(kind[:60], page.ontology.types)} {_REMEDY}"
            report(ReadingError(where, f"{frame.id} has the type {frame.type[:60]!r}, which PLOVER has not", remedy))
    return {"statements": statements, "events": events, "actors": actors}


def _notes(marks: Standoff, where: str, report: Report) -> dict[str, Json]:
    """Return our notes by what they belong to; what a person noted stands under ``note``."""
    out: dict[str, Json] = {}
    for owner, notes in marks.notes.items():
        for note in notes:
            try:
                value = json.loads(note) if note.startswith("{") else note
            except (ValueError, RecursionError):
                value = note
            if isinstance(value, dict):
                out[owner] = value | out.get(owner, {})
            elif note.strip():
                before = out.setdefault(owner, {}).get("note")
                out[owner]["note"] = f"{before}; {note}" if before else note
    return out


class _Page:
    """An article with its marks; ``owner`` leads from a mark to the first mark of its actor."""

    def __init__(
        self,
        marks: Standoff,
        article: Mapping[str, object],
        lexicon: Lexicon,
        notes: Mapping[str, Json],
        *,
        where: str,
        report: Report,
    ) -> None:
        self.marks, self.notes, self.where, self.report = marks, notes, where, report
        self.text = text_of(article, "text") or ""
        self.ontology = load_ontology(lexicon)
        self.given = {name: article.get(name) for name in ("article_id", "published")} | {"origin": ORIGIN}
        self.outlet = article.get("outlet")
        self.owner = self._group()
        self.actors: dict[str, Row] = {}
        self.ids = {f.id: self._id(f) for f in marks.frames.values()}

    def _id(self, frame: Frame) -> str:
        column, letter = ("statement_id", "s") if frame.type == STATEMENT else ("event_id", "e")
        known = self.notes.get(frame.id, {}).get(column)
        spans = [self.marks.marks[t].spans for _, t in frame.roles if t in self.marks.marks]
        own = make_id(letter, self.given["article_id"], ORIGIN, frame.type, self.marks.marks[frame.trigger].spans, spans)
        return known if isinstance(known, str) and known else own

    def _group(self) -> dict[str, str]:
        """Group the marks of actors: those that the file calls equal, and those whose notes name one actor."""
        first = {m.id: m.id for m in self.marks.marks.values() if m.type in ACTOR_KINDS}

        def root(mark: str) -> str:
            while first[mark] != mark:
                first[mark] = first[first[mark]]
                mark = first[mark]
            return mark

        named: dict[object, list[str]] = {}
        for mark in first:
            if isinstance(actor := self.notes.get(mark, {}).get("actor_id"), str):
                named.setdefault(actor, []).append(mark)
        for group in (*self.marks.same, *named.values()):
            known = [m for m in group if m in first]
            for mark in known[1:]:
                first[root(mark)] = root(known[0])
        order = {mark: n for n, mark in enumerate(first)}
        head: dict[str, str] = {}
        for mark in sorted(first, key=lambda m: (m not in self.notes, order[m])):  # a noted mark speaks for its group
            head.setdefault(root(mark), mark)
        return {mark: head[root(mark)] for mark in first}

    def read_actors(self) -> dict[str, Row]:
        """Return an actor for each group of marks."""
        groups: dict[str, list[Mark]] = {}
        for mark, head in self.owner.items():
            groups.setdefault(head, []).append(self.marks.marks[mark])
        for head, found in groups.items():
            spans = sorted({Span(m.spans[0].start, m.spans[-1].end) for m in found})
            name = max((self._words(m.spans) for m in found), key=len)
            row = blank("actors") | self.given
            known = self.notes.get(head, {}).get("actor_id")
            row["actor_id"] = known if isinstance(known, str) and known else make_id("a", self.given["article_id"], ORIGIN, spans)
            row |= {"name": name, "kind": ACTOR_KINDS[self.marks.marks[head].type], "mentions": span_rows(spans)}
            row["reason"] = str(self.notes.get(head, {}).get("note", "marked by a person" if known is None else ""))
            self.actors[head] = self._with_note("actors", row, head)
        return self.actors

    def read(self, frame: Frame, table: str, fill: Callable[[Frame], Row]) -> Row:
        """Return the row of a frame, with its note laid over it."""
        row = self._with_note(table, blank(table) | self.given | {"outlet": self.outlet} | fill(frame), frame.id)
        told = self.marks.attributes.get(frame.id, {}).get("Confidence", "")
        if told in TENTHS and told != f"{row['confidence'] or 0:.1f}":  # a person changed it
            row["confidence"] = float(told)
        return row

    def _with_note(self, table: str, row: Row, owner: str) -> Row:
        try:
            return with_remainder(table, row, self.notes.get(owner), f"{self.where}, note on {owner}")
        except ReadingError as error:
            self.report(error)
            return row

    def statement(self, frame: Frame) -> Row:
        """Return what a frame and its attributes say of a statement."""
        row: Row = {"statement_id": self.ids[frame.id]}
        for role, column in PARTIES.items():
            row |= self._party(column, self._target(frame, role))
        for role, column in PARTS.items():
            mark = self._target(frame, role)
            row |= {f"{column}_text": self._words(mark.spans), f"{column}_spans": span_rows(mark.spans)} if mark else {}
        trigger = self.marks.marks[frame.trigger].spans
        if not row.get("content_text"):  # words that nobody attributes: the trigger is what is said
            row |= {"content_text": self._words(trigger), "content_spans": span_rows(trigger)}
        speaker = self.actors.get(self.owner.get(next(iter(frame.get("Speaker")), ""), ""), {})
        quoted = str(row["content_text"]).startswith(("“", '"', "‘", "«", "„"))
        return row | {
            "kind": self._choice(
                frame, "Kind", [*StatementKind], (StatementKind.DIRECT if quoted else StatementKind.INDIRECT).value
            ),
            "attitude": self._choice(frame, "Attitude", [*Attitude], Attitude.ASSERTION.value),
            "speaker_country": speaker.get("country"),
            "speaker_sector": speaker.get("sector"),
            "inside": next((self.ids[e] for e in frame.get(INSIDE) if e in self.ids), None),
            "confidence": self._confidence(frame),
        }

    def event(self, frame: Frame) -> Row:
        """Return what a frame and its attributes say of an event."""
        kind = frame.type.upper()
        modes = [m.name for m in self.ontology.modes_of(kind)]
        trigger = self.marks.marks[frame.trigger].spans
        note = self.notes.get(frame.id, {}).get("note")
        row: Row = {
            "event_id": self.ids[frame.id],
            "type": kind,
            "mode": self._choice(frame, "Mode", modes, None),
            "status": self._choice(frame, "Status", [*Status], Status.ACTUAL.value),
            "symmetric": "Symmetric" in self.marks.attributes.get(frame.id, {}),
            "trigger_text": self._words(trigger),
            "trigger_spans": span_rows(trigger),
            "claimed_by": next((self.ids[e] for e in frame.get(CLAIM) if e in self.ids), None),
            "confidence": self._confidence(frame),
            "extra": {"note": str(note)} if note else {},
        }
        for role, column in SIDES.items():
            row[column] = [self._participant(self.marks.marks[t]) for t in frame.get(role) if t in self.marks.marks]
        row |= {f"{side}_countries": countries_of(row, f"{side}s") for side in ("actor", "recipient")}
        return code(row, self.ontology)

    def _participant(self, mark: Mark) -> Row:
        actor = self.actors.get(self.owner.get(mark.id, ""), {})
        named = {"actor": actor.get("actor_id"), **{name: actor.get(name) for name in ("name", "country", "sector")}}
        return named | {"text": self._words(mark.spans), "spans": span_rows(mark.spans)}

    def _party(self, column: str, mark: Mark | None) -> Row:
        if mark is None:
            return {}
        actor = self.actors.get(self.owner.get(mark.id, ""), {})
        found = text_of(actor, "actor_id")
        return {
            f"{column}_text": self._words(mark.spans),
            f"{column}_spans": span_rows(mark.spans),
            f"{column}_actor": found,
            f"{column}_actors": [found] if found else [],
            f"{column}_name": actor.get("name"),
        }

    def _target(self, frame: Frame, role: str) -> Mark | None:
        return next((self.marks.marks[t] for t in frame.get(role) if t in self.marks.marks), None)

    def _words(self, spans: Sequence[Span]) -> str:
        return " ".join(s.of(self.text) for s in spans)

    def _choice(self, frame: Frame, name: str, known: Sequence[str], otherwise: str | None) -> str | None:
        told = self.marks.attributes.get(frame.id, {}).get(name)
        if told is None or told in known:
            return str(told) if told is not None else otherwise
        remedy = f"It is left out; there are: {', '.join(known) or 'none'}.{did_you_mean(told[:60], known)}"
        self.report(ReadingError(self.where, f"{frame.id} has the {name.lower()} {told[:60]!r}, which is not known", remedy))
        return otherwise

    def _confidence(self, frame: Frame) -> float | None:
        told = self.marks.attributes.get(frame.id, {}).get("Confidence", "")
        return float(told) if told in TENTHS else None
