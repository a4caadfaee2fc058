"""An entry of the ledger with what is needed to tell whether something else in the article is about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.events.matter import MatterWords
from detente.events.openings import head_of_trigger
from detente.language.parse import Parse
from detente.records import LedgerEntry, Phrase

_WITHOUT = ("PUNCT", "SPACE", "NUM")


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry and where it stands: its anchor token (trigger or cue) and sentence, its last token, the tokens of its words.

    ``core`` is the head of its words, ``matter`` their stems, ``by`` and ``to`` its sides.
    """

    entry: LedgerEntry
    anchor: int
    sent: int
    last: int
    inside: frozenset[int]
    core: int
    matter: frozenset[str]
    by: frozenset[str]
    to: frozenset[str]


def locate(parse: Parse, entry: LedgerEntry, triggers: Mapping[str, Phrase], words: MatterWords) -> Opened:
    """Find an entry in the parse of its article; ``triggers`` are those of events, and cues of statements, by id.

    Without one its own words stand for it.
    """
    trigger = triggers.get(entry.event or "") or triggers.get(entry.statement or "")
    inside = frozenset(i for span in entry.what.spans for i in parse.within(span))
    core = next((h for span in entry.what.spans if (h := parse.head_of(span)) is not None), 0)
    if parse.tokens[core].dep in ("aux", "auxpass") and parse.tokens[core].head in inside:
        core = parse.tokens[core].head
    anchor = head_of_trigger(parse, trigger) if trigger is not None else None
    if anchor is None:
        anchor = core
    matter = words.of_words(parse.tokens[i].lemma for i in inside if parse.tokens[i].pos not in _WITHOUT)
    sides = frozenset(entry.by), frozenset(entry.to)
    return Opened(entry, anchor, parse.tokens[anchor].sent, max(inside | {anchor}), inside, core, matter, *sides)
