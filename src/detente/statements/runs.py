"""Quotations that go on without a cue of their own, after *"We will wait," she said* or in the next paragraph.

One that fills a paragraph after words that are only reported, *She said that they would wait*, is a statement of its own; so is
one behind a sentence that says nothing, by the person of that sentence: *Brekke stopped at the door. "We are late."*
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from detente.language.parse import Parse
from detente.records import Attitude
from detente.statements.draft import Draft
from detente.statements.nest import inner_drafts
from detente.statements.quoted import Quotation, Quotations, merge, sentence_like, token_before
from detente.statements.tree import noun_phrase

ANEW = "verb.quote_anew"  # the rule of a quotation without a cue that is a statement of its own
_SHORT = 4  # words of a quotation without a cue, at least
_UNCUED = 0.5  # how sure one is that nobody is said to speak, by the person of the sentence before it


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
    cued = _last_cues(parse, placed, out)
    anchors = sorted(d.anchor for d in out)
    for number, quotation in enumerate(placed.items):
        if number in owner or not _goes_on(parse, placed, quotation):
            continue
        giver = _giver(parse, placed, number, owner=owner, drafts=out, cued=cued)
        if giver is None:
            shown = _shown(parse, placed, quotation, anchors)
            if shown is not None:
                owner[number] = len(out)
                out.append(shown)
            continue
        owner[number] = giver
        if placed.paragraph[quotation.first] != placed.paragraph[out[giver].anchor] and not _speaks(parse, placed, out[giver]):
            owner[number] = len(out)
            out.append(_anew(out[giver], quotation))
            continue
        content = merge(parse.text, [*out[giver].content, quotation.outer])
        out[giver] = replace(out[giver], content=content)
    return out


def _speaks(parse: Parse, placed: Quotations, draft: Draft) -> bool:
    """Tell whether a statement holds a whole quotation, which another one may go on from."""
    held = {placed.at[i] for span in draft.content for i in parse.within(span)} - {-1}
    return any(sentence_like(parse, placed.items[number]) for number in held)


def _anew(giver: Draft, quotation: Quotation) -> Draft:
    """Return the statement of a quotation without a cue, by whoever spoke before."""
    return replace(
        giver,
        rule=ANEW,
        anchor=quotation.first,
        lemma="",
        cue=(),
        content=(quotation.outer,),
        attitude=Attitude.ASSERTION,
        addressee=giver.addressee if giver.attitude is Attitude.ASSERTION else (),  # who was asked need not be spoken to
        bound=False,
    )


def _shown(parse: Parse, placed: Quotations, quotation: Quotation, anchors: Sequence[int]) -> Draft | None:
    """Return the statement of a quotation by the person of the sentence before it, in which no cue (``anchors``) stands."""
    tokens = parse.tokens
    last = next((i for i in range(quotation.first - 1, -1, -1) if tokens[i].pos not in ("PUNCT", "SPACE")), None)
    if last is None or quotation.words < _SHORT or not sentence_like(parse, quotation):
        return None
    before = parse.sentence_of(last)
    apart = placed.paragraph[quotation.first] - placed.paragraph[last]
    after = parse.sentence_of(quotation.last - 1).last
    if apart > 1 or before.last > quotation.first or any(placed.at[i] >= 0 for i in range(before.first, before.last)):
        return None
    if any(tokens[i].pos not in ("PUNCT", "SPACE") for i in range(quotation.last, after)):
        return None
    if bisect_left(anchors, before.first) < bisect_left(anchors, before.last):
        return None
    subject = next((t for t in tokens[before.first : before.last] if t.dep == "nsubj" and tokens[t.head].dep == "ROOT"), None)
    if subject is None or not (subject.ent == "PERSON" or subject.lower in ("he", "she")):
        return None
    source = (noun_phrase(parse, subject.i, subject.head),)
    return Draft(ANEW, Attitude.ASSERTION, _UNCUED, quotation.first, "", (), source, (quotation.outer,))


def _last_cues(parse: Parse, placed: Quotations, drafts: Sequence[Draft]) -> dict[int, int]:
    """Return the last draft outside of quotations and of other contents for each paragraph."""
    last: dict[int, int] = {}
    inner = inner_drafts(parse, drafts)
    for number, draft in enumerate(drafts):
        if draft.anchor < 0 or placed.at[draft.anchor] >= 0 or number in inner:
            continue
        paragraph = placed.paragraph[draft.anchor]
        if paragraph not in last or drafts[last[paragraph]].anchor < draft.anchor:
            last[paragraph] = number
    return last


def _goes_on(parse: Parse, placed: Quotations, quotation: Quotation) -> bool:
    """Tell whether a quotation is more than a label, and begins where a sentence may."""
    if quotation.words < 2:
        return False
    before = token_before(parse, placed, quotation)
    if before is None:
        return quotation.words >= 3
    sign = parse.text[before.end - 1]
    return sign in ".!?…:”\"'’" and (sentence_like(parse, quotation) or sign in ".!?…")


def _giver(
    parse: Parse, placed: Quotations, number: int, *, owner: dict[int, int], drafts: Sequence[Draft], cued: dict[int, int]
) -> int | None:
    """Return the number of the draft that quotation ``number`` goes on from.

    ``owner`` maps quotations to drafts, ``cued`` paragraphs to the last draft with a cue in them.
    """
    quotation = placed.items[number]
    paragraph = placed.paragraph[quotation.first]
    above = owner.get(number - 1)
    above_ends = placed.items[number - 1].last - 1 if above is not None else -1
    if above is not None and placed.paragraph[above_ends] == paragraph:
        # the cue, or the quotation before, must stand in the sentence before this one: else somebody else may have spoken
        return above if _near(parse, max(drafts[above].anchor, above_ends), quotation.first) else None
    if token_before(parse, placed, quotation) is not None:
        giver = cued.get(paragraph)
        if giver is None or drafts[giver].anchor >= quotation.first:
            return None
        content_ends = parse.at(max(0, drafts[giver].content[-1].end - 1))
        return giver if _near(parse, content_ends, quotation.first) else None
    if not _fills_paragraph(parse, placed, quotation):
        return None
    if above is not None and placed.paragraph[above_ends] == paragraph - 1:
        return above
    return cued.get(paragraph - 1)


def _near(parse: Parse, token: int, first: int) -> bool:
    """Tell whether a token stands in the sentence of token ``first`` or in the one before."""
    return parse.tokens[first].sent - parse.tokens[token].sent <= 1


def _fills_paragraph(parse: Parse, placed: Quotations, quotation: Quotation) -> bool:
    """Tell whether no word outside of quotations follows in the paragraph."""
    paragraph = placed.paragraph[quotation.last - 1]
    i = quotation.last
    while i < len(parse.tokens) and placed.paragraph[i] == paragraph:
        if placed.at[i] < 0 and parse.tokens[i].pos not in ("PUNCT", "SPACE"):
            return False
        i += 1
    return True
