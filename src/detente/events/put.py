"""What is put on the table by a statement, and the conditions that it is put under."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.events.before_whom import Around, Names, whom
from detente.events.conditions import CONDITIONAL, Condition, without
from detente.events.content import cut_subtree
from detente.records import LedgerKind, Phrase, Statement


@dataclass(frozen=True, slots=True)
class Put:
    """An entry to be: its kind, who puts it before whom, what it is; ``actors`` are the ids of who puts it, ``cue`` is the word
    that does, and ``root`` the head of what is put; ``shown`` tells whether the words say before whom.
    """

    kind: LedgerKind
    by: Names
    to: Names
    what: Phrase
    statement: str
    actors: tuple[str, ...]
    cue: int
    root: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Putter:
    """Who puts something on the table, in which statement, by which word (``cue``); ``root`` is the head of what is put."""

    around: Around
    statement: Statement
    by: Names
    actors: tuple[str, ...]
    cue: int
    root: int

    def put(self, kind: LedgerKind, what: Phrase, *, of: LedgerKind | None = None) -> Put:
        """Put something on the table; a condition is put before whom that is put which it hangs on (``of``)."""
        side = whom(self.around, self.statement, self.by, (self.cue, self.root), of or kind)
        return Put(kind, self.by, side.names, what, self.statement.id, self.actors, self.cue, self.root, side.shown)

    def under(self, kind: LedgerKind, what: Phrase, found: Sequence[Condition]) -> list[Put]:
        """Put something on the table, and its conditions beside it."""
        if kind not in CONDITIONAL:
            return [self.put(kind, what)]
        for condition in found:
            what = without(self.around.parse, what, condition.span)
        return [self.put(kind, what), *self.conditions(kind, found)]

    def conditions(self, kind: LedgerKind, found: Iterable[Condition]) -> list[Put]:
        """Put the conditions of something of this kind on the table."""
        text = self.around.parse.text
        return [self.put(LedgerKind.CONDITION, Phrase.cut(text, c.span), of=kind) for c in found]

    def content(self) -> Phrase:
        """Return the words of the statement without *that*, *for* (two boats), *with* (sanctions) and marks at the edges."""
        parse, cut = self.around.parse, []
        for span in self.statement.content.spans:
            inside = parse.within(span)
            if inside:
                brought = parse.tokens[inside[0]].lower in self.around.words["bringing"] and len(inside) > 1
                cut.append(cut_subtree(parse, inside[brought], inside[-1]))
        return Phrase.cut(parse.text, *(s for piece in cut for s in piece.spans))
