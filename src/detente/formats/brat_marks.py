"""Statements, events and actors of an article → marks of brat."""

from collections import Counter
from collections.abc import Mapping, Sequence

from detente.events.ontology import load_ontology
from detente.formats.brat_rows import read_marks
from detente.formats.brat_standoff import Frame, Mark, Standoff, joined, pieces, plain_text
from detente.formats.brat_types import ACTOR_TYPES, CLAIM, INSIDE, MENTION, PARTIES, PARTS, SIDES, STATEMENT
from detente.formats.columns import Json, remainder, rows_of, spans_of, text_of
from detente.lexicon import Lexicon
from detente.output import to_line
from detente.records import Span
from detente.store.rows import Row

IDS = {"statements": "statement_id", "events": "event_id", "actors": "actor_id"}


class _Sheet:
    """The marks of one article as they come in; the same words for the same actor are marked once."""

    def __init__(self, text: str, actors: Mapping[str, Row]) -> None:
        self.text, self.actors = text, actors
        self.out = Standoff()
        self.known: dict[tuple[str, tuple[Span, ...], str | None], str] = {}
        self.of_actor: dict[str, list[str]] = {}

    def mark(self, kind: str, spans: Sequence[Span], actor: str | None = None, *, own: bool = False) -> str | None:
        """Mark words and return the id; None where none of them can be marked. ``own`` is a trigger, which nobody shares."""
        cut = pieces(self.text, spans)
        if not cut:
            return None
        key = (kind, cut, actor)
        if own or key not in self.known:
            identity = f"T{len(self.out.marks) + 1}"
            self.out.marks[identity] = Mark(identity, kind, cut)
            if own:
                return identity
            self.known[key] = identity
            if actor is not None:
                self.of_actor.setdefault(actor, []).append(identity)
        return self.known[key]

    def party(self, spans: Sequence[Span], actor: str | None) -> str | None:
        """Mark the words for an actor, or for somebody who is none."""
        row = self.actors.get(actor) if actor else None
        kind = ACTOR_TYPES.get(text_of(row, "kind") or "") if row else None
        return self.mark(kind, spans, actor) if kind else self.mark(MENTION, spans)


def make_marks(
    article: Row, statements: Sequence[Row], events: Sequence[Row], actors: Sequence[Row], lexicon: Lexicon
) -> tuple[Standoff, Counter[str]]:
    """Return the marks for the rows of an article, with notes for what marks cannot say; and what was left out, by reason."""
    by_id = {text_of(a, "actor_id") or "": a for a in actors}
    sheet, left_out = _Sheet(plain_text(text_of(article, "text") or ""), by_id), Counter[str]()
    for actor in actors:
        for span in spans_of(actor, "mentions"):
            sheet.party([span], text_of(actor, "actor_id"))
    frames: dict[str, Row] = {}
    drawn: dict[str, str] = {}  # a statement's id → its frame
    for row in statements:
        trigger = sheet.mark(STATEMENT, spans_of(row, "cue_spans") or spans_of(row, "content_spans"), own=True)
        if trigger is None:
            left_out["statements without words in the text"] += 1
            continue
        number = f"E{len(frames) + 1}"
        frames[number] = row
        drawn[text_of(row, "statement_id") or ""] = number
        sheet.out.frames[number] = Frame(number, STATEMENT, trigger)
    for number, row in frames.items():
        _draw_statement(sheet, number, row, drawn)
    types = load_ontology(lexicon).types
    for row in events:
        kind = text_of(row, "type")
        trigger = sheet.mark(kind, spans_of(row, "trigger_spans"), own=True) if kind in types and kind else None
        if trigger is None or kind is None:
            left_out["events without words in the text" if kind in types else "events without a PLOVER type"] += 1
            continue
        number = f"E{len(frames) + 1}"
        frames[number] = row
        _draw_event(sheet, Frame(number, kind, trigger), row, drawn)
    for actor_id in by_id:
        if actor_id not in sheet.of_actor:
            left_out["actors without words in the text"] += 1
    sheet.out.same += [tuple(ids) for ids in sheet.of_actor.values() if len(ids) > 1]
    _add_notes(sheet, article, frames, lexicon)
    return sheet.out, left_out


def _draw_statement(sheet: _Sheet, number: str, row: Row, drawn: Mapping[str, str]) -> None:
    roles = [(role, sheet.party(spans_of(row, f"{c}_spans"), text_of(row, f"{c}_actor"))) for role, c in PARTIES.items()]
    roles += [(role, sheet.mark(role, spans_of(row, f"{c}_spans"))) for role, c in PARTS.items()]
    roles.append((INSIDE, drawn.get(text_of(row, "inside") or "")))
    _draw(sheet, Frame(number, STATEMENT, sheet.out.frames[number].trigger), roles)
    given = (("Kind", row["kind"]), ("Attitude", row["attitude"]), ("Confidence", _tenth(row["confidence"])))
    sheet.out.attributes[number] = {name: str(value) for name, value in given if value}


def _draw_event(sheet: _Sheet, frame: Frame, row: Row, drawn: Mapping[str, str]) -> None:
    roles: list[tuple[str, str | None]] = []
    for role, column in SIDES.items():
        found = [sheet.party(spans_of(p, "spans"), text_of(p, "actor")) for p in rows_of(row, column)]
        roles += [(role if n == 1 else f"{role}{n}", target) for n, target in enumerate(filter(None, found), 1)]
    roles.append((CLAIM, drawn.get(text_of(row, "claimed_by") or "")))
    _draw(sheet, frame, roles)
    given = (("Status", row["status"]), ("Mode", row["mode"]), ("Confidence", _tenth(row["confidence"])))
    sheet.out.attributes[frame.id] = {name: str(value) for name, value in given if value}
    if row["symmetric"]:
        sheet.out.attributes[frame.id]["Symmetric"] = ""


def _draw(sheet: _Sheet, frame: Frame, roles: Sequence[tuple[str, str | None]]) -> None:
    filled = tuple((role, target) for role, target in roles if target is not None)
    sheet.out.frames[frame.id] = Frame(frame.id, frame.type, frame.trigger, filled)


def _tenth(value: object) -> str | None:
    return f"{value:.1f}" if isinstance(value, float) and 0 <= value <= 1 else None


def _add_notes(sheet: _Sheet, article: Row, frames: Mapping[str, Row], lexicon: Lexicon) -> None:
    """Note beside each row what the marks do not say: its id first, then the columns that reading the marks would not give."""
    rows: dict[str, tuple[str, Row]] = {
        number: ("statements" if sheet.out.frames[number].type == STATEMENT else "events", row) for number, row in frames.items()
    }
    rows |= {ids[0]: ("actors", sheet.actors[actor]) for actor, ids in sheet.of_actor.items()}
    notes: dict[str, Json] = {number: {IDS[table]: row[IDS[table]]} for number, (table, row) in rows.items()}
    sheet.out.marks = {m.id: Mark(m.id, m.type, joined(sheet.text, m.spans)) for m in sheet.out.marks.values()}
    for tables in (("actors",), ("statements", "events")):  # what is noted of actors tells of speakers and participants
        seen = read_marks(sheet.out, article, lexicon, notes=notes)
        for number, (table, row) in rows.items():
            if table in tables:
                notes[number] |= remainder(table, row, seen[table][number])
    sheet.out.notes = {number: [to_line(note)] for number, note in notes.items()}
    sheet.out.marks = {m.id: Mark(m.id, m.type, pieces(sheet.text, m.spans)) for m in sheet.out.marks.values()}
