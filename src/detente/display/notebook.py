"""A reading as HTML for notebooks: the highlighted text, then statements, events and ledger as tables.

Pure, without script, classes or foreign markup: every piece of the article is escaped, every style is inline and ours.
"""

from collections.abc import Iterable, Sequence
from html import escape

from detente.display.inert import make_inert
from detente.display.wording import Wording, count_records, remarks
from detente.records import Reading
from detente.segments import Segment, cut_segments, marks_of

# Half transparent, so that they sit on light and on dark pages; cooperation green, conflict red.
_STYLES = {
    "content": "background:rgba(70,150,220,.16)",
    "actor": "border-bottom:1px dotted currentColor",
    "speaker": "font-weight:bold",
    "cue": "border-bottom:2px solid rgba(170,80,200,.8)",
}
_COOPERATION, _CONFLICT = "background:rgba(40,160,70,.35)", "background:rgba(220,60,50,.35)"
_QUADS = {1: _COOPERATION, 2: _COOPERATION, 3: _CONFLICT, 4: _CONFLICT}
_CELL = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"
_TABLE = "color:inherit;font:inherit;max-width:60em"
_LEGEND = "<p>" + " ".join(
    f'<span style="{style}">{word}</span>'
    for word, style in [*reversed(_STYLES.items()), ("cooperation", _COOPERATION), ("conflict", _CONFLICT)]
) + "</p>"  # fmt: skip


def reading_to_html(reading: Reading) -> str:
    """Return the reading as one HTML fragment; each piece of the text names the records that it belongs to."""
    wording = Wording.of(reading)
    article = reading.article
    head = " · ".join(filter(None, (article.outlet, article.published.isoformat() if article.published else "", article.source)))
    parts = [
        f"<p>{_safe(head)}<br>{_safe(count_records(reading))}</p>",
        _LEGEND if reading.statements or reading.events else "",
        f'<div style="white-space:pre-wrap;max-width:50em;line-height:1.5">{_text(reading, wording)}</div>',
        _table("Who said what", ("", "speaker", "cue", "content"), _statement_rows(reading, wording)),
        _table("Who did what to whom", ("", "what", "who → whom", "status", "when", "claimed by"), _event_rows(reading, wording)),
        _table("On the table", ("", "what", "by → to", "of what", "opened by", "then"), _ledger_rows(reading, wording)),
    ]
    return f"<div>{''.join(parts)}</div>"


def _text(reading: Reading, wording: Wording) -> str:
    quads = {event.id: event.quad for event in reading.events}
    notes = _notes(reading, wording)
    return "".join(_piece(segment, quads, notes) for segment in cut_segments(reading.article.text, marks_of(reading)))


def _piece(segment: Segment, quads: dict[str, int], notes: dict[str, str]) -> str:
    shown = _safe(segment.text)
    if not segment.marks:
        return shown
    styles = [style for kind, style in _STYLES.items() if kind in segment.kinds]
    styles += sorted({_QUADS.get(quads[m.id], _COOPERATION) for m in segment.marks if m.kind == "event"})
    title = "; ".join(notes[i] for i in segment.ids if i in notes)
    return f'<span style="{";".join(styles)}" data-ids="{_safe(" ".join(segment.ids))}" title="{_safe(title)}">{shown}</span>'


def _notes(reading: Reading, wording: Wording) -> dict[str, str]:
    """Word what the pointer shows over a piece of the text."""
    notes = {s.id: f"{wording.number(s.id)} {wording.party(s.speaker)}" for s in reading.statements}
    notes |= {e.id: f"{wording.number(e.id)} {wording.what(e)}: {wording.who(e)}, {e.status.value}" for e in reading.events}
    return notes | {a.id: ", ".join(filter(None, (a.name, wording.actor(a)))) for a in reading.actors}


def _statement_rows(reading: Reading, wording: Wording) -> Iterable[tuple[str, ...]]:
    for s in reading.statements:
        number = wording.number(s.id) + (f"\u00a0in\u00a0{wording.number(s.inside)}" if s.inside else "")
        speaker = wording.party(s.speaker) + (f" (via {wording.party(s.via)})" if s.via else "")
        note = remarks(s)
        yield number, speaker, wording.cue(s), wording.content(s) + (f" [{note}]" if note else "")


def _event_rows(reading: Reading, wording: Wording) -> Iterable[tuple[str, ...]]:
    for e in reading.events:
        claimant = wording.claimant(e) or "the outlet"
        yield wording.number(e.id), wording.what(e), wording.who(e), e.status.value, wording.when(e), claimant


def _ledger_rows(reading: Reading, wording: Wording) -> Iterable[tuple[str, ...]]:
    for entry in reading.ledger:
        opened = ", ".join(wording.numbers[i] for i in (entry.statement, entry.event) if i and i in wording.numbers)
        came = "; ".join(f"{o.how.value}: {o.words.text}" for o in entry.outcomes)
        yield wording.number(entry.id), entry.kind.value, wording.sides(entry), entry.what.text, opened, came


def _table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<tr>{''.join(_cell('td', cell) for cell in row)}</tr>" for row in rows)
    if not body:
        return ""
    head = f"<tr>{''.join(_cell('th', cell) for cell in header)}</tr>"
    return f'<p style="font-weight:bold;margin:1em 0 .3em">{_safe(title)}</p><table style="{_TABLE}">{head}{body}</table>'


def _cell(tag: str, text: str) -> str:
    return f'<{tag} style="{_CELL}">{_safe(text)}</{tag}>'


def _safe(text: str) -> str:
    return escape(make_inert(text), quote=True)
