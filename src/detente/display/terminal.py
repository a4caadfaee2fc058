"""A reading in a terminal: the text with highlights, then who said what, the events, the ledger, the actors.

Numbers in brackets lead from the text to the lists and back: ``said[S3]``, ``offered[E1]``. They are there without colour too.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.display.inert import fit, make_inert, one_line
from detente.display.wording import SURE_ENOUGH, Wording, count_records, remarks, taking_part, unresolved
from detente.records import ActorKind, Event, Reading, Statement
from detente.segments import Segment, cut_segments, marks_of

NARROWEST = 40
# Longer lines are hard to follow from one to the next.
WIDEST = 120
# From this width on events stand in a table.
WIDE = 100
# A statement's content is given in full above, in the text.
LONGEST_CONTENT = 300
STYLES = {"content": "cyan", "actor": "bold", "speaker": "bold underline", "cue": "magenta"}
# Cooperation green, conflict red; PLOVER's quad classes 1 and 2 against 3 and 4.
QUADS = {1: "bold green", 2: "bold green", 3: "bold red", 4: "bold red"}
NOTE = "dim"


def show_reading(reading: Reading, file: TextIO | None = None) -> None:
    """Print a reading for a person, as wide and as coloured as the stream allows."""
    stream = file if file is not None else sys.stdout
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = min(max(NARROWEST, console.width), WIDEST)
    coloured = console.color_system is not None and not console.no_color
    with console.capture() as captured:
        for part in _page(reading, console.width, coloured=coloured):
            console.print(part)
    stream.write(fit(re.sub(r"[ \t\u00a0]+$", "", captured.get(), flags=re.MULTILINE), stream.encoding))


def _page(reading: Reading, width: int, *, coloured: bool) -> Iterator[RenderableType]:
    """Give the parts of the page, from top to bottom."""
    wording = Wording.of(reading)
    yield from _head(reading)
    yield _highlighted(reading, wording)
    if reading.statements or reading.events:
        yield _legend() if coloured else Text("\n[S1] leads to a statement, [E1] to an event.")
    yield from _section("Who said what", _statements(reading, wording), "No statement was found.")
    events = _event_table(reading, wording) if width >= WIDE else _event_list(reading, wording)
    yield from _section("Who did what to whom", events, "No event was found.")
    yield from _section("On the table", _ledger(reading, wording))
    yield from _section("Actors", _actors(reading, wording))
    open_ends = (Text.assemble((f"{reason}: ", NOTE), words) for reason, words in unresolved(reading))
    yield from _section("Not resolved", map(_indented, open_ends))


def _head(reading: Reading) -> Iterator[Text]:
    article = reading.article
    if article.title and not article.text.lstrip().startswith(article.title):
        yield Text(one_line(article.title), style="bold")
    facts = (article.outlet, article.published.isoformat() if article.published else None, article.source)
    yield Text(" · ".join(one_line(fact) for fact in facts if fact), style=NOTE)
    yield Text(count_records(reading), style=NOTE)
    if article.published is None:
        yield Text("No day of publication, so 'on Thursday' has no date: give --published.", style=NOTE)
    yield Text("")


def _highlighted(reading: Reading, wording: Wording) -> Text:
    """Paint the text; where a cue or a trigger ends, its number follows."""
    marks = marks_of(reading)
    quads = {event.id: event.quad for event in reading.events}
    last = {mark.id: mark.span.end for mark in marks if mark.kind in ("cue", "event")}
    gap = "\n\n" if "\n\n" not in reading.article.text.strip().replace("\r", "") else "\n"
    out = Text()
    for segment in cut_segments(reading.article.text, marks):
        out.append(make_inert(segment.text).replace("\n", gap), style=_style(segment, quads))
        ending = {m.id for m in segment.marks if m.kind in ("cue", "event") and last[m.id] == segment.span.end}
        if ending:
            out.append(f"[{','.join(n for i, n in wording.numbers.items() if i in ending)}]", style=NOTE)
    out.rstrip()
    return out


def _style(segment: Segment, quads: dict[str, int]) -> str:
    styles = [style for kind, style in STYLES.items() if kind in segment.kinds]
    styles += sorted({QUADS.get(quads[m.id], "bold") for m in segment.marks if m.kind == "event"})[:1]
    return " ".join(_last_colour(styles))


def _last_colour(styles: Iterable[str]) -> list[str]:
    """Keep every attribute, but of the colours the last only: rich takes one."""
    words = [word for style in styles for word in style.split()]
    colours = [word for word in words if word not in ("bold", "underline")]
    return [*dict.fromkeys(word for word in words if word in ("bold", "underline")), *colours[-1:]]


def _legend() -> Text:
    return Text.assemble(
        "\n", ("speaker", STYLES["speaker"]), " ", ("cue", STYLES["cue"]), ("[S1]", NOTE), " ",
        ("content", STYLES["content"]), "  ",
        ("cooperation", QUADS[1]), ("[E1]", NOTE), " ", ("conflict", QUADS[3]), ("[E2]", NOTE), "  ", ("actor", STYLES["actor"]),
    )  # fmt: skip


def _section(title: str, rows: Iterable[RenderableType], nothing: str = "") -> Iterator[RenderableType]:
    """Give a heading and its rows; without rows what ``nothing`` says, or else no section at all."""
    shown = list(rows) or ([Text(nothing)] if nothing else [])
    if shown:
        yield Text(f"\n{title.upper()}", style="bold")
        yield from shown


def _numbered(number: str, body: Text, width: int, indent: int = 0) -> RenderableType:
    """Set a number, and a text that wraps beside it."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=width, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(number, style=NOTE), body)
    return Padding(grid, (0, 0, 0, indent))


def _indented(body: Text) -> RenderableType:
    return Padding(body, (0, 0, 0, 2))


def _statements(reading: Reading, wording: Wording) -> Iterator[RenderableType]:
    """Group the statements by speaker, in the order of the text; those that stand inside another follow it, indented."""
    inner: dict[str, list[Statement]] = {}
    groups: dict[tuple[str, ...] | str, list[Statement]] = {}
    for statement in reading.statements:
        if statement.inside in wording.statements and statement.inside != statement.id:
            inner.setdefault(statement.inside or "", []).append(statement)
        else:
            speaker = statement.speaker
            groups.setdefault((speaker.actors or speaker.text.lower()) if speaker else "", []).append(statement)
    width = max((len(n) for n in wording.numbers.values()), default=2)
    for group in groups.values():
        yield _speaker(group[0], wording)
        for outermost in group:
            for statement, depth in _chain(outermost, inner):
                body = _statement(statement, wording, nested=depth > 0)
                yield _numbered(wording.number(statement.id), body, width, 2 + 4 * min(depth, 3))


def _chain(statement: Statement, inner: dict[str, list[Statement]]) -> list[tuple[Statement, int]]:
    """Give a statement and those inside of it, with their depth; each statement has one outer one, so this ends."""
    chain = [(statement, 0)]
    for child in inner.get(statement.id, ()):
        chain += ((deeper, depth + 1) for deeper, depth in _chain(child, inner))
    return chain


def _speaker(statement: Statement, wording: Wording) -> Text:
    speaker = statement.speaker
    actor = wording.actors.get(speaker.actor or "") if speaker else None
    about = wording.actor(actor) if actor else ""
    out = Text.assemble((wording.party(speaker), "bold"), (f"  {about}" if about else "", NOTE))
    if speaker and not speaker.actors and speaker.reason:
        out.append(f"  ({one_line(speaker.reason)})", style=NOTE)
    return out


def _statement(statement: Statement, wording: Wording, *, nested: bool) -> Text:
    out = Text()
    if statement.via:
        out.append(f"via {wording.party(statement.via)}: ", style="bold")
    if nested:
        out.append(wording.party(statement.speaker), style="bold")
        out.append(" ")
    surface = wording.surface(statement.speaker)
    if surface:
        out.append(f"({_short(surface, 60)}) ", style=NOTE)
    out.append(wording.cue(statement), style=STYLES["cue"])
    out.append(": ")
    out.append(_short(wording.content(statement), LONGEST_CONTENT), style=STYLES["content"])
    note = remarks(statement)
    if note:
        out.append(f"  [{note}]", style=NOTE)
    return out


def _event_list(reading: Reading, wording: Wording) -> Iterator[RenderableType]:
    width = max((len(wording.number(e.id)) for e in reading.events), default=2)
    for event in reading.events:
        facts = [event.status.value, wording.when(event)]
        claimant = wording.claimant(event)
        body = Text.assemble((wording.what(event), QUADS.get(event.quad, "bold")), "  ", wording.who(event), "\n")
        body.append(" · ".join(filter(None, [*facts, f"says {claimant}" if claimant else ""])))
        body.append(f" · “{one_line(event.trigger.text)}”{_unsure(event)}", style=NOTE)
        yield _numbered(wording.number(event.id), body, width)


def _event_table(reading: Reading, wording: Wording) -> Iterator[RenderableType]:
    if not reading.events:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style=NOTE, expand=True)
    table.add_column("", no_wrap=True)
    for name, share in (("what", 0), ("who → whom", 3), ("status", 0), ("when", 0), ("claimed by", 2)):
        table.add_column(name, ratio=share or None, overflow="fold", no_wrap=not share)
    for event in reading.events:
        table.add_row(
            Text(wording.number(event.id), style=NOTE),
            Text(wording.what(event), style=QUADS.get(event.quad, "bold")),
            Text(wording.who(event)),
            Text.assemble(event.status.value, (_unsure(event), NOTE)),
            Text(wording.day(event)),
            Text(wording.claimant(event) or "the outlet", style="" if event.claimed_by else NOTE),
        )
    yield table


def _unsure(event: Event) -> str:
    return " [unsure]" if event.confidence < SURE_ENOUGH else ""


def _ledger(reading: Reading, wording: Wording) -> Iterator[RenderableType]:
    for entry in reading.ledger:
        body = Text.assemble(
            (f"{entry.kind.value} ", "bold"),
            f"{wording.sides(entry)}: ",
            (_short(one_line(entry.what.text), LONGEST_CONTENT), STYLES["content"]),
        )
        sources = [wording.number(i) for i in (entry.statement, entry.event) if i and i in wording.numbers]
        if sources:
            body.append(f" [{', '.join(sources)}]", style=NOTE)
        for outcome in entry.outcomes:
            number = wording.numbers.get(outcome.event or "")
            told = f" [{number}]" if number else ""
            body.append(f" → {outcome.how.value}: {_short(one_line(outcome.words.text), LONGEST_CONTENT)}{told}", style=NOTE)
        yield _numbered(wording.number(entry.id), body, 3)


def _actors(reading: Reading, wording: Wording) -> Iterator[RenderableType]:
    """List who takes part; why somebody has no country is said of persons only, as things mostly have none."""
    shown = taking_part(reading)
    for actor in shown:
        body = Text.assemble((one_line(actor.name), "bold"), (f"  {actor.kind.value}", NOTE))
        about = wording.actor(actor)
        body.append(f"  {about}" if about else "")
        if actor.kind is ActorKind.PERSON and not actor.country and not actor.countries and actor.reason:
            body.append(f"  ({one_line(actor.reason)})", style=NOTE)
        body.append(f"  ×{len(actor.mentions)}" if len(actor.mentions) > 1 else "", style=NOTE)
        yield _indented(body)
    left = len(reading.actors) - len(shown)
    if left:
        yield _indented(Text(f"and {left} only spoken of; --json lists all", style=NOTE))


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"
