"""One word of a longer name that the text has had: *the Commission*, *Deutsche*."""

from detente.actors.context import Context
from detente.actors.figures import Figure
from detente.records import ActorKind


def ended_by(context: Context, folds: tuple[str, ...], *, articled: bool) -> Figure | None:
    """Return the last body whose name, as the tables or the text have it, ends in the one word: the *Commission* after the
    European Commission; a word that no table knows must be ``articled``.
    """
    found = [
        f
        for f in context.roster.figures.values()
        if f.kind in (ActorKind.ORGANIZATION, ActorKind.BODY)
        and ((len(words := f.label.casefold().split()) > 1 and words[-1] == folds[0]) or folds[0] in f.tails)
    ]
    return found[-1] if found and (articled or context.text.index.named(folds[0])) else None


def opened_by(context: Context, folds: tuple[str, ...]) -> Figure | None:
    """Return the last firm of the text whose name opens with the one word, which no table knows: *Deutsche* for Deutsche Bank."""
    if context.text.index.named(*folds):
        return None
    firms = [f for f in context.roster.figures.values() if f.kind is ActorKind.ORGANIZATION and f.sector == "BUS"]
    found = [f for f in firms if len(words := f.label.casefold().split()) > 1 and words[0] == folds[0]]
    return found[-1] if found else None
