"""Confirm or reject an entry: a person's word, which learning again does not undo."""

from collections.abc import Sequence

from detente.errors import LookupFailed
from detente.lexicon import Lexicon
from detente.registry.merge import claims_of, decisions_of, merge
from detente.registry.records import Decision, Entry, Person, Verdict


def decide(people: Sequence[Person], entry_id: str, verdict: Verdict, note: str | None, lexicon: Lexicon) -> tuple[Person, ...]:
    """Put a verdict on an entry in place of earlier ones, and note the conflicts anew.

    The verdict holds for the words of the entry's first claim, wherever later learning puts them. Raises LookupFailed where no
    entry, or more than one, has an id that begins so.
    """
    entry = find_entry(people, entry_id)
    kept = [d for d in decisions_of(people) if d not in entry.decisions]
    return merge(claims_of(people), [*kept, Decision(entry.claims[0].said, verdict, note)], lexicon)


def find_entry(people: Sequence[Person], entry_id: str) -> Entry:
    """Return the entry whose id begins so; raises LookupFailed where there is none, or several."""
    found = [e for p in people for e in p.entries if e.id.startswith(entry_id)]
    if not entry_id or not found:
        raise LookupFailed(f"No entry {entry_id!r} in this registry. Ids stand in: detente registry show FILE [NAME]")
    if len(found) > 1:
        some = ", ".join(e.id for e in found[:5])
        raise LookupFailed(f"{len(found)} entries begin with {entry_id!r}: {some}. Give more of the id.")
    return found[0]
