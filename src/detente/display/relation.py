"""A relation in a terminal: the verdict first, a timeline of characters, then what moved it, when, who, and what was left out."""

import re
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.display.inert import fit
from detente.display.relation_plot import ASCII, BLOCKS, CONFLICT, COOPERATION, NOTE, Glyphs, plot_relation
from detente.display.relation_sections import Item, make_sections
from detente.display.relation_verdict import verdict_head, verdict_lines
from detente.display.relation_words import dyad, span
from detente.relations.records import Judgement, Relation

NARROWEST, WIDEST = 60, 120
_STYLES = {Judgement.THAW: f"bold {COOPERATION}", Judgement.CHILL: f"bold {CONFLICT}"}


def show_relation(relation: Relation, console: Console) -> None:
    """Print a relation for a person, in 60 to 120 columns; a stream that cannot carry block characters gets plain ones."""
    width = min(max(NARROWEST, console.width), WIDEST)
    drawn = BLOCKS.blocks + BLOCKS.band
    glyphs = BLOCKS if fit(drawn, console.encoding) == drawn else ASCII
    with console.capture() as captured:
        for part in _parts(relation, width, glyphs):
            console.print(part, width=width, highlight=False)
    console.file.write(fit(re.sub(r"[ \t\u00a0]+$", "", captured.get(), flags=re.MULTILINE), console.encoding))


def _parts(relation: Relation, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    yield Text(f"{dyad(relation)}  {span(relation)}", style="bold")
    yield Text(verdict_head(relation), style=_STYLES.get(relation.verdict.judgement, "bold"))
    yield from map(Text, verdict_lines(relation))
    yield Text("")
    yield from plot_relation(relation, width, glyphs)
    for section in make_sections(relation):
        yield Text(f"\n{section.title.upper()}", style="bold")
        yield from map(_item, section.items)


def _item(item: Item) -> RenderableType:
    body = Text(item.text)
    for line in item.below:
        body.append(f"\n{line}", style=NOTE)
    if not item.number:
        return Padding(body, (0, 0, 0, 2))
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=2, no_wrap=True, justify="right")
    grid.add_column(overflow="fold")
    grid.add_row(Text(item.number, style="bold"), body)
    return grid
