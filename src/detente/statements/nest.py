"""Settle drafts: which are the same, and which stands inside which."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from detente.language.parse import Parse
from detente.records import Span
from detente.statements.draft import Draft
from detente.statements.tree import to_spans

_LOOK = 12  # contents around a cue that are looked at: nobody nests deeper


def settle(parse: Parse, drafts: Sequence[Draft]) -> list[tuple[Draft, int | None]]:
    """Order the drafts by their content and give each the number of the innermost one that holds its cue."""
    ordered = sorted(_plain(drafts), key=lambda d: (d.content[0].start, -d.content[-1].end, d.anchor, d.rule))
    pieces = sorted((s.start, -s.end, number) for number, d in enumerate(ordered) for s in d.content)
    places = sorted((parse.tokens[d.anchor].start, number) for number, d in enumerate(ordered))
    parents: list[int | None] = [None] * len(ordered)
    around: list[tuple[int, int]] = []  # (end, number) of the pieces that have begun, outer before inner
    next_piece = 0
    for place, number in places:
        while next_piece < len(pieces) and pieces[next_piece][0] <= place:
            start, end, holder = pieces[next_piece]
            while around and around[-1][0] <= start:
                around.pop()
            around.append((-end, holder))
            next_piece += 1
        while around and around[-1][0] <= place:
            around.pop()
        parents[number] = _innermost(parse, ordered, number, [h for end, h in around[-_LOOK:] if end > place])
    return list(zip(ordered, _without_circles(parents), strict=True))


def only_inside(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Drop drafts that count only within another's words and stand within none, and those that stand in dropped ones alone."""
    settled = settle(parse, drafts)
    kept: list[bool | None] = [None if draft.bound else True for draft, _ in settled]
    for start in range(len(settled)):
        path: list[int] = []
        at: int | None = start
        while at is not None and kept[at] is None:
            path.append(at)
            at = settled[at][1]
        for number in path:
            kept[number] = at is not None
    gone = {id(draft) for (draft, _), keep in zip(settled, kept, strict=True) if not keep}
    within = _within(parse, settled)
    return [within.get(id(d), d) for d in drafts if id(d) not in gone]


def _within(parse: Parse, settled: Sequence[tuple[Draft, int | None]]) -> dict[int, Draft]:
    """Clip contents that run into the cue or source of the statement that they stand in; return what changes, by identity."""
    out: dict[int, Draft] = {}
    for draft, parent in settled:
        if parent is None:
            continue
        holder = settled[parent][0]
        told = to_spans(parse, (*holder.cue, *holder.source))
        if not any(s.overlaps(t) for s in draft.content for t in told):
            continue
        outer = out.get(id(holder), holder).content
        inner = tuple(
            Span(max(s.start, o.start), min(s.end, o.end))
            for s in draft.content
            for o in outer
            if s.start < o.end and o.start < s.end
        )
        if inner and inner != draft.content:
            out[id(draft)] = replace(draft, content=inner)
    return out


def inner_drafts(parse: Parse, drafts: Sequence[Draft]) -> frozenset[int]:
    """Return the numbers of the drafts whose cue stands in the content of another one; linear in tokens and spans."""
    steps = [0] * (len(parse.tokens) + 1)
    for draft in drafts:
        for span in draft.content:
            inside = parse.within(span)
            if inside:
                steps[inside[0]] += 1
                steps[inside[-1] + 1] -= 1
    covers = list(accumulate(steps))
    return frozenset(
        number
        for number, draft in enumerate(drafts)
        if covers[draft.anchor] > sum(draft.anchor in parse.within(span) for span in draft.content)
    )


def _innermost(parse: Parse, drafts: Sequence[Draft], number: int, holders: Sequence[int]) -> int | None:
    """Return the smallest content among the holders; two cues that stand in each other's contents hold nothing, but where the
    cue of one follows all of its content: *He is convinced that it will fail, an aide said*.
    """
    best: tuple[int, int] | None = None
    for other in holders:
        place = parse.tokens[drafts[other].anchor].start
        if other == number or (_holds(drafts[number], place) and not _ends_before(drafts[other], place)):
            continue
        size = sum(s.end - s.start for s in drafts[other].content)
        if best is None or (size, other) < best:
            best = (size, other)
    return best[1] if best else None


def _without_circles(parents: list[int | None]) -> list[int | None]:
    """Cut a chain where it would come back to itself."""
    out = list(parents)
    sound = [False] * len(out)
    for start in range(len(out)):
        path: set[int] = set()
        at: int | None = start
        while at is not None and not sound[at]:
            path.add(at)
            above = out[at]
            if above is not None and above in path:
                out[at] = None
                break
            at = above
        for i in path:
            sound[i] = True
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


def _ends_before(draft: Draft, place: int) -> bool:
    return draft.rule == "verb.before" and draft.content[-1].end <= place


def _holds(draft: Draft, place: int) -> bool:
    return any(s.start <= place < s.end for s in draft.content)
