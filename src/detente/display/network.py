"""Matrices and blocs for a terminal: numbers and brackets, so that nothing hangs on colour."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.relations.matrix import Matrix
    from detente.relations.network import Bloc, Blocs, Member

_WEIGHTS = {"goldstein": "Goldstein", "plover": "PLOVER"}
_LABEL, _CELL = 5, 7
_BETWEEN = 0.5  # of the draws: less, and a state is as often elsewhere


def room_for(width: int) -> int:
    """Return how many states a matrix of a width has room for."""
    return max(2, (width - _LABEL) // _CELL)


def matrix_lines(matrices: Sequence[Matrix], weights: str) -> Iterator[str]:
    """Give each matrix with its heading; what the signs mean stands at the end, once."""
    from detente.relations.matrix import FEW

    for matrix in matrices:
        yield f"{_heading(matrix, weights)}, {matrix.start} to {matrix.end}"
        yield ""
        yield " " * _LABEL + "".join(f"{state:>6} " for state in matrix.states).rstrip()
        for i, state in enumerate(matrix.states):
            yield f"{state:<{_LABEL}}" + "".join(_cell(matrix, i, j, FEW) for j in range(len(matrix.states))).rstrip()
        yield ""
    if matrices and matrices[0].mean is not None:
        yield f"(…) fewer than {FEW:g} {_what(matrices[0])}   · none"


def bloc_lines(found: Sequence[tuple[dt.date, dt.date, Blocs]], width: int) -> Iterator[str]:
    """Give the blocs of each period, the surest members first, then those who stand between blocs and who was left out."""
    for first, last, blocs in found:
        yield f"BLOCS, {first} to {last}: {len(blocs.blocs) or 'none'} among {blocs.states} states"
        yield from _wrapped(f"{blocs.reason}.", width, "")
        if blocs.blocs:
            yield from _wrapped(
                f"Two states of a bloc are together in {blocs.stability:.0%} of {blocs.rounds} draws of the "
                f"{blocs.events:,.0f} events, any two states in {blocs.chance:.0%}. Beside each state: with others of its bloc.",
                width,
                "",
            )
        yield ""
        for number, bloc in enumerate(blocs.blocs, 1):
            yield from _bloc(number, bloc, width)
        if blocs.left_out:
            yield from _wrapped(f"Left out, for want of events: {' '.join(blocs.left_out)}", width, "")
            yield ""


def _heading(matrix: Matrix, weights: str) -> str:
    if matrix.tie == "statements":
        return "STATEMENTS of rows about columns"
    about = f"{matrix.total:,} {_what(matrix)}; mean of all pairs {_signed(matrix.mean or 0.0)}"
    if matrix.tie == "agreement":
        return f"AGREEMENT of rows with columns, 1 to -1 ({about})"
    return f"TONE of rows towards columns, {_WEIGHTS.get(weights, weights)} weights ({about})"


def _what(matrix: Matrix) -> str:
    return "answers" if matrix.tie == "agreement" else "events"


def _cell(matrix: Matrix, i: int, j: int, few: float) -> str:
    if i == j:
        return " " * _CELL
    if not matrix.count[i, j]:
        return f"{'·':>6} "
    if matrix.mean is None:
        return f"{matrix.count[i, j]:>6} "
    number = _signed(float(matrix.value[i, j]))
    return f"{f'({number})':>7}" if matrix.effective[i, j] < few else f"{number:>6} "


def _signed(value: float) -> str:
    return f"{round(value, 1) + 0.0:+.1f}"  # no -0.0


def _bloc(number: int, bloc: Bloc, width: int) -> Iterator[str]:
    sure = [member for member in bloc.members if bloc.stability is None or round(member.stability, 2) >= _BETWEEN]
    loose = [member for member in bloc.members if member not in sure]
    told = "by itself" if bloc.stability is None else f"{len(bloc.members)} states, together in {bloc.stability:.0%}"
    yield f"{number}  {told}"
    if sure:
        yield from _wrapped(_members(sure, alone=bloc.stability is None), width, "   ")
    if loose:
        yield from _wrapped(f"between blocs: {_members(loose)}", width, "   ")
    if bloc.at_odds:
        yield from _wrapped(f"at odds within: {'  '.join('–'.join(pair) for pair in bloc.at_odds)}", width, "   ")
    yield ""


def _members(members: Sequence[Member], *, alone: bool = False) -> str:
    """Bind each state to its number, that no line ends between them."""
    return "  ".join(m.state if alone else f"{m.state}\u00a0{100 * m.stability:.0f}" for m in members)


def _wrapped(text: str, width: int, indent: str) -> Iterator[str]:
    for line in textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False):
        yield line.replace("\u00a0", " ")
