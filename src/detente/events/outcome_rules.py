"""Which act settles what, and how: the rows of ``ontology/outcomes``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.lexicon import Lexicon
from detente.records import LedgerKind, OutcomeKind, Status

AUTHOR, OTHER = "author", "other"


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """A row: an act by the author of an entry or by the other side, told with one of the statuses, settles it so.

    ``link`` is what must tie the two: *reply* (near it, or naming it), *next* (at once, and back to its author) or *matter* (the
    same words).
    """

    link: str
    how: OutcomeKind


@dataclass(frozen=True, slots=True)
class OutcomeRules:
    """The rows by kind of entry, doer, act and status; the nouns that name an entry; words of scorn, verbs of answering."""

    rows: Mapping[tuple[LedgerKind, str, str, Status], tuple[OutcomeRule, ...]]
    names: Mapping[LedgerKind, frozenset[str]]
    scorn: frozenset[str]
    answering: frozenset[str]

    def fitting(self, kind: LedgerKind, doer: str, acts: Sequence[str], status: Status) -> list[OutcomeRule]:
        """Return the rows that fit, those of the most telling act first."""
        return [rule for act in acts for rule in self.rows.get((kind, doer, act, status), ())]


def build_outcome_rules(lexicon: Lexicon) -> OutcomeRules:
    """Index the rows of a lexicon."""
    rows: dict[tuple[LedgerKind, str, str, Status], tuple[OutcomeRule, ...]] = {}
    for row in lexicon.table("ontology/outcomes"):
        rule = OutcomeRule(row.text("link"), OutcomeKind(row.text("how")))
        for kind in row.list("kinds"):
            for status in row.list("status"):
                key = (LedgerKind(kind), row.text("doer"), row.text("act"), Status(status))
                rows[key] = (*rows.get(key, ()), rule)
    names: dict[LedgerKind, set[str]] = {}
    for row in lexicon.table("ontology/outcome_names"):
        names.setdefault(LedgerKind(row.text("kind")), set()).add(row.text("noun"))
    words: dict[str, set[str]] = {}
    for row in lexicon.table("ontology/outcome_words"):
        words.setdefault(row.text("act"), set()).add(row.text("words"))
    scorn, answering = (frozenset(words.get(act, ())) for act in ("scorn", "answer"))
    return OutcomeRules(rows, {kind: frozenset(nouns) for kind, nouns in names.items()}, scorn, answering)
