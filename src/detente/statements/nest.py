"""Settle drafts: which are the same, and which stands inside which."""

from collections.abc import Sequence

from detente.language.parse import Parse
from detente.records import Span
from detente.statements.draft import Draft


def settle(parse: Parse, drafts: Sequence[Draft]) -> list[tuple[Draft, int | None]]:
    """Order the drafts by their content and give each the number of the innermost one that holds its cue."""
    ordered = sorted(_plain(drafts), key=lambda d: (d.content[0].start, -d.content[-1].end, d.anchor))
    out: list[tuple[Draft, int | None]] = []
    for number, draft in enumerate(ordered):
        out.append((draft, _parent(parse, ordered, number)))
    return out


def _plain(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop a verb with its object where the object is a cue with a content of its own: *expressed hope that*."""
    carried = {i for d in drafts if d.rule.startswith("noun.") for first, last in d.cue for i in range(first, last)}
    kept = [d for d in drafts if not (d.rule == "verb.object" and d.anchor in carried)]
    relayed: dict[int, Draft] = {}
    for draft in kept:  # *quoted him as saying* is found from both of its verbs
        if draft.rule.startswith("relay."):
            first = draft.cue[0][0]
            if first not in relayed or (not relayed[first].source and draft.source):
                relayed[first] = draft
    kept = [d for d in kept if not d.rule.startswith("relay.") or relayed[d.cue[0][0]] is d]
    best: dict[Span, Draft] = {}
    for draft in kept:
        if "quote_" in draft.rule:
            span = draft.content[0]
            if span not in best or draft.confidence > best[span].confidence:
                best[span] = draft
    return [d for d in kept if "quote_" not in d.rule or best[d.content[0]] is d]


def _parent(parse: Parse, drafts: Sequence[Draft], number: int) -> int | None:
    draft = drafts[number]
    best: tuple[int, int] | None = None
    place = parse.tokens[draft.anchor].start
    for other, candidate in enumerate(drafts):
        if other == number or not _holds(candidate, place):
            continue
        if _holds(draft, parse.tokens[candidate.anchor].start):
            continue
        size = sum(s.end - s.start for s in candidate.content)
        if best is None or size < best[0]:
            best = (size, other)
    return best[1] if best else None


def _holds(draft: Draft, place: int) -> bool:
    return any(s.start <= place < s.end for s in draft.content)
