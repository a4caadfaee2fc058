"""Settle drafts: which are the same, and which stands inside which."""

from collections.abc import Sequence

from detente.language.parse import Parse
from detente.statements.draft import Draft


def settle(parse: Parse, drafts: Sequence[Draft]) -> list[tuple[Draft, int | None]]:
    """Order the drafts by their content and give each the number of the innermost one that holds its cue."""
    ordered = sorted(drafts, key=lambda d: (d.content[0].start, -d.content[-1].end, d.anchor))
    out: list[tuple[Draft, int | None]] = []
    for number, draft in enumerate(ordered):
        out.append((draft, _parent(parse, ordered, number)))
    return out


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
