"""What ``detente network`` does: a store in, matrices or blocs out in the form that was asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.console import destination, note, terminal_width, write_object
from detente.settings import Settings
from detente.store.countries import state_codes
from detente.tabular import write_lines, write_rows

if TYPE_CHECKING:
    from detente.relations.network import Blocs
    from detente.relations.steps import Scope

    Divided = tuple[dt.date, dt.date, Blocs]

_NOTHING = {
    "events": "no events between states",
    "statements": "no statements of one state about another",
    "agreement": "no statements in which one state agrees or disagrees with another",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of ``detente network`` say."""

    states: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    period: str
    by: str
    weights: str
    origin: str | None


def show_matrices(asked: Asked, settings: Settings, *, limit: int | None, form: str, output: Path | None) -> int:
    """Print the matrix of each period, or its pairs as rows."""
    from detente.display.network import matrix_lines, room_for
    from detente.relations.matrix import read_matrices
    from detente.relations.network_intake import Tie
    from detente.relations.records import Weights
    from detente.relations.steps import Step
    from detente.store.open import Store

    named, scope = _scope(asked, settings)
    most = limit or (room_for(terminal_width()) if form == "table" else None)
    with Store(Path(settings.store), settings.lexicon, note) as store:
        matrices = read_matrices(
            store, Tie(asked.by), scope, step=Step(asked.period), weights=Weights(asked.weights), states=named, most=most,
            origin=asked.origin,
        )  # fmt: skip
    if not matrices:
        _nothing(asked)
    if form == "table":
        write_lines(matrix_lines(matrices, asked.weights), output)
    else:
        write_rows([asdict(cell) for matrix in matrices for cell in matrix.cells()], form, output)
    return 0


def show_blocs(asked: Asked, settings: Settings, *, least: float, form: str, output: Path | None) -> int:
    """Print the blocs of each period, or their members as rows."""
    from detente.display.network import bloc_lines
    from detente.relations.network import read_blocs
    from detente.relations.network_intake import Tie
    from detente.relations.records import Weights
    from detente.relations.steps import Step
    from detente.store.open import Store

    named, scope = _scope(asked, settings)
    scope = replace(scope, codes=named) if named else scope
    with Store(Path(settings.store), settings.lexicon, note) as store:
        found = read_blocs(
            store, Tie(asked.by), scope, step=Step(asked.period), weights=Weights(asked.weights), least=least,
            origin=asked.origin,
        )  # fmt: skip
    if not found:
        _nothing(asked)
    if form == "table":
        write_lines(bloc_lines(found, terminal_width()), output)
    elif form == "json":
        with destination(output) as stream:
            for first, last, blocs in found:
                write_object(stream, {"start": first.isoformat(), "end": last.isoformat(), **asdict(blocs)})
    else:
        for first, last, blocs in found:
            if not blocs.blocs:
                note(f"{first} to {last}: {blocs.reason}")
        write_rows(_bloc_rows(found), form, output)
    return 0


def _scope(asked: Asked, settings: Settings) -> tuple[tuple[str, ...], Scope]:
    """Return the codes of those who were named, each once, and what counts: all states and them."""
    from detente.relations.steps import Scope
    from detente.store.countries import read_state

    named = tuple(dict.fromkeys(read_state(name, settings.lexicon) for name in asked.states))
    return named, Scope(tuple(sorted({*state_codes(settings.lexicon), *named})), asked.since, asked.until)


def _nothing(asked: Asked) -> None:
    note(f"nothing was found: the store has {_NOTHING[asked.by]}{' in these days' if asked.since or asked.until else ''}")


def _bloc_rows(found: Iterable[Divided]) -> list[dict[str, object]]:
    return [
        {"start": first, "end": last, "bloc": number, "state": member.state, "stability": member.stability,
         "bloc_stability": bloc.stability}
        for first, last, blocs in found
        for number, bloc in enumerate(blocs.blocs, 1)
        for member in bloc.members
    ]  # fmt: skip
