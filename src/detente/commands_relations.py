"""What ``detente relations`` does: a dyad, or all of them, out of a store, in the form that was asked for."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detente.console import check_stdout, destination, note, terminal_width, write_object
from detente.settings import Settings
from detente.tabular import write_lines, write_rows

if TYPE_CHECKING:
    from detente.relations.changed import Changed
    from detente.relations.records import Relation
    from detente.store.open import Store

ON_SCREEN = 20  # relations of the overview


class Asked(NamedTuple):
    """What the options of ``detente relations`` say."""

    states: Sequence[str]
    since: dt.date | None
    until: dt.date | None
    period: str
    weights: str
    window: int | None
    origin: str | None
    cross_check: bool


def show(asked: Asked, settings: Settings, *, form: str, output: Path | None, raw: bool, plot: Path | None) -> int:
    """Print the relation between two states, and draw it where a file was named."""
    from detente.relations.assess import assess
    from detente.store.open import Store

    one, other = asked.states
    with Store(Path(settings.store), settings.lexicon, note) as store:
        relation = assess(
            store, one, other, since=asked.since, until=asked.until, period=asked.period, weights=asked.weights,
            window=asked.window, origin=asked.origin, cross_check=asked.cross_check,
        )  # fmt: skip
        if not relation.events:
            note(_nothing(store, relation, asked.origin))
    if plot is not None:
        from detente.report.page import save_relation

        save_relation(relation, plot)
        note(f"drawn: {plot}")
    _write(relation, form, output, raw=raw)
    return 0


def overview(asked: Asked, settings: Settings, *, form: str, output: Path | None, raw: bool) -> int:
    """Print the relations that changed most, of all states or of one."""
    from detente.relations.changed import changed_rows, find_changed
    from detente.store.open import Store

    with Store(Path(settings.store), settings.lexicon, note) as store:
        found = find_changed(
            store, asked.states[0] if asked.states else None, since=asked.since, until=asked.until, period=asked.period,
            weights=asked.weights, window=asked.window, origin=asked.origin,
        )  # fmt: skip
    if not found:
        note("no two states have enough events for a verdict; name two states to see what there is")
    if form == "table":
        write_lines(_changed_lines(found[:ON_SCREEN], len(found)), output)
    else:
        write_rows(changed_rows(found), form, output, raw=raw)
    return 0


def _write(relation: Relation, form: str, output: Path | None, *, raw: bool) -> None:
    from detente.display.relation_verdict import verdict_head, verdict_lines
    from detente.relations.rows import period_rows, relation_to_dict

    if form == "table":
        _show(relation, output)
    elif form == "json":
        with destination(output) as stream:
            write_object(stream, relation_to_dict(relation) | {"words": [verdict_head(relation), *verdict_lines(relation)]})
    else:
        write_rows(period_rows(relation), form, output, raw=raw)


def _show(relation: Relation, output: Path | None) -> None:
    from rich.console import Console

    from detente.display.relation import show_relation

    if output is None:
        check_stdout()
        show_relation(relation, Console(file=sys.stdout))
        return
    text = StringIO()
    show_relation(relation, Console(file=text, width=terminal_width()))
    write_lines(text.getvalue().splitlines(), output)


def _changed_lines(found: Sequence[Changed], total: int) -> Iterable[str]:
    from detente.display.changed import changed_lines

    yield from changed_lines(found, terminal_width())
    if total > len(found):
        yield f"… {total - len(found):,} more: --format csv has them all"


def _nothing(store: Store, relation: Relation, origin: str | None) -> str:
    from detente.display.relation_words import nothing_reported
    from detente.relations.intake import choose_origin

    return nothing_reported(relation, store.interstate(choose_origin(store, origin), relation.one, relation.other).total)
