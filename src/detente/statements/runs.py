"""Quotations that go on without a cue of their own, after *"We will wait," she said* or in the next paragraph."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from detente.language.parse import Parse
from detente.statements.draft import Draft
from detente.statements.quoted import Quotation, Quotations, merge, opens_paragraph, sentence_like


def continue_quotes(parse: Parse, placed: Quotations, drafts: Sequence[Draft]) -> list[Draft]:
    """Give each quotation that no cue claims to the statement that it goes on from, in its paragraph or the one before."""
    out = list(drafts)
    owner: dict[int, int] = {}
    ends = [q.outer.end for q in placed.items]
    for number, draft in enumerate(out):
        if draft.anchor >= 0 and placed.at[draft.anchor] >= 0:
            continue
        for span in draft.content:
            for i in range(bisect_right(ends, span.start), len(ends)):
                if placed.items[i].outer.start >= span.end:
                    break
                owner.setdefault(i, number)
    cued = _last_cues(placed, out)
    for number, quotation in enumerate(placed.items):
        if number in owner or not _goes_on(parse, placed, quotation):
            continue
        giver = _giver(parse, placed, number, owner=owner, drafts=out, cued=cued)
        if giver is None:
            continue
        owner[number] = giver
        content = merge(parse.text, [*out[giver].content, quotation.outer])
        out[giver] = replace(out[giver], content=content)
    return out


def _last_cues(placed: Quotations, drafts: Sequence[Draft]) -> dict[int, int]:
    """Return the last draft outside of quotations for each paragraph."""
    last: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        if draft.anchor < 0 or placed.at[draft.anchor] >= 0:
            continue
        paragraph = placed.paragraph[draft.anchor]
        if paragraph not in last or drafts[last[paragraph]].anchor < draft.anchor:
            last[paragraph] = number
    return last


def _goes_on(parse: Parse, placed: Quotations, quotation: Quotation) -> bool:
    """Tell whether a quotation is more than a label, and begins where a sentence may."""
    if quotation.words < 2:
        return False
    i = quotation.first - 1
    while i >= 0 and parse.tokens[i].pos == "SPACE":
        i -= 1
    if i < 0 or placed.paragraph[i] != placed.paragraph[quotation.first]:
        return quotation.words >= 3
    sign = parse.text[parse.tokens[i].end - 1]
    return sign in ".!?…:”\"'’" and (sentence_like(parse, quotation) or sign in ".!?…")


def _giver(
    parse: Parse, placed: Quotations, number: int, *, owner: dict[int, int], drafts: Sequence[Draft], cued: dict[int, int]
) -> int | None:
    quotation = placed.items[number]
    paragraph = placed.paragraph[quotation.first]
    if number > 0 and number - 1 in owner:
        before = placed.items[number - 1]
        if placed.paragraph[before.last - 1] == paragraph:
            giver = owner[number - 1]
            # the cue, or the quotation before, must stand in the sentence before this one: else somebody else may have spoken
            anchor = max(drafts[giver].anchor, before.last - 1)
            if _near(parse, anchor, quotation.first):
                return giver
            return None
    if not opens_paragraph(parse, placed, quotation):
        giver = cued.get(paragraph, -1)
        if (
            giver >= 0
            and drafts[giver].anchor < quotation.first
            and _near(parse, drafts[giver].content[-1].end, quotation.first, True)
        ):
            return giver
        return None
    if _fills_paragraph(parse, placed, quotation):
        above = number - 1
        if above in owner and placed.paragraph[placed.items[above].last - 1] == paragraph - 1:
            return owner[above]
        return cued.get(paragraph - 1)
    return None


def _near(parse: Parse, anchor: int, first: int, characters: bool = False) -> bool:
    if characters:
        anchor = parse.at(max(0, anchor - 1))
    return parse.tokens[first].sent - parse.tokens[anchor].sent <= 1


def _fills_paragraph(parse: Parse, placed: Quotations, quotation: Quotation) -> bool:
    i = quotation.last
    paragraph = placed.paragraph[quotation.last - 1]
    outside = 0
    while i < len(parse.tokens) and placed.paragraph[i] == paragraph:
        if placed.at[i] < 0 and parse.tokens[i].pos not in ("PUNCT", "SPACE"):
            outside += 1
        i += 1
    return outside == 0
