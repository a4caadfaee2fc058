"""What to leave out of a question that found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from detente.store.question import Question

if TYPE_CHECKING:
    from detente.store.open import Store


class Loosened(NamedTuple):
    """A field of a question, and how many rows there are without it, or with it alone."""

    how: Literal["without", "alone"]
    field: str
    rows: int


def loosen(store: Store, question: Question, rows: str | tuple[str, ...]) -> list[Loosened]:
    """Return what stands in the way of a question that finds nothing; where leaving out one field does not help, each alone.

    A question of one field has none to leave out. ``rows`` is as in ``Store.answer``.
    """
    given = question.given()
    if len(given) < 2:
        return []

    def count(other: Question) -> int:
        return store.answer(other, rows=rows).total

    without = [Loosened("without", name, count(question.without(name))) for name in given]
    if any(found.rows for found in without):
        return [found for found in without if found.rows]
    alone = [Loosened("alone", name, count(question.alone(name))) for name in given]
    return [found for found in alone if found.rows]
