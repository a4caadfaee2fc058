"""Words that come the same way as those before them: *in remarks on the radio, X accused … and urged*, *"…," the source said*."""

from collections.abc import Sequence
from dataclasses import replace

from detente.language.parse import Parse
from detente.records import Attitude
from detente.statements.beside import by_sentence
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.media import Media

_MANY = 30  # cues of one sentence that are looked at: a text without full stops stays cheap
_FAR = 2  # sentences within which an outlet that was named goes on to pass words on
_SHORT = 7  # tokens of *the source*, *the 66-year-old*
_PRONOUNS = ("he", "she", "they")


def share_ways(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Give cues of one sentence and one speaker the same way: *in remarks carried by the radio, X accused … and urged*."""
    out = list(drafts)
    for numbers in by_sentence(parse, drafts).values():
        passed = [n for n in numbers[:_MANY] if drafts[n].via and drafts[n].source]
        for number in numbers[:_MANY]:
            draft = drafts[number]
            if draft.via or not draft.source:
                continue
            for n in passed:
                apart = not _holds(parse, drafts[n], draft) and not _holds(parse, draft, drafts[n])
                if drafts[n].source == draft.source and apart:
                    out[number] = replace(draft, via=drafts[n].via)
    return out


def _holds(parse: Parse, outer: Draft, inner: Draft) -> bool:
    place = parse.tokens[inner.anchor].start
    return any(s.start <= place < s.end for s in outer.content)


def go_on_passing(parse: Parse, drafts: Sequence[Draft], media: Media) -> list[Draft]:
    """Give *he was also quoted as saying* the outlet that passed the words before it on, where it is named shortly before."""
    out = list(drafts)
    order = sorted(range(len(out)), key=lambda n: out[n].anchor)
    last: tuple[int, Ranges] | None = None
    for number in order:
        draft = out[number]
        sentence = parse.tokens[draft.anchor].sent
        relayed = draft.rule.startswith("relay.") and not draft.via and draft.source
        if relayed and last is not None and sentence - last[0] <= _FAR:
            draft = out[number] = replace(draft, via=last[1])
        if draft.via:
            last = (sentence, draft.via)
        elif media.holds(draft.source):
            last = (sentence, draft.source)
    return out


def go_on_quoting(parse: Parse, drafts: Sequence[Draft], media: Media, lexis: Lexis) -> list[Draft]:
    """Give what a source goes on to say the outlet that quoted it: *X, quoted by the radio, denied it. "…," the envoy said*.

    The source is a pronoun or a short phrase with *the*, and nobody else stands before it in its sentence.
    """
    out = list(drafts)
    order = sorted(range(len(out)), key=lambda n: out[n].anchor)
    for at, number in enumerate(order):
        draft = out[number]
        if draft.via or not _goes_on(parse, draft, media, lexis):
            continue
        before = _last_said(parse, [out[n] for n in order[max(0, at - _MANY) : at]], draft)
        if before is not None and media.holds(before.via) and before.source and _follows(parse, before, draft):
            out[number] = replace(draft, via=before.via)
    return out


def _last_said(parse: Parse, earlier: Sequence[Draft], draft: Draft) -> Draft | None:
    """Return the last draft that stands side by side with another one, and in no other: what somebody said that A had said."""
    outside = [d for d in earlier if _outside(parse, d, draft)]
    return next((d for d in reversed(outside) if not any(_holds(parse, o, d) for o in outside if o is not d)), None)


def _goes_on(parse: Parse, draft: Draft, media: Media, lexis: Lexis) -> bool:
    """Tell whether somebody who was named before says something more, to nobody in particular."""
    entry = lexis.verbs.get(draft.lemma)
    spoken = entry is not None and "quote_before" in entry.frames and draft.attitude is Attitude.ASSERTION
    if not spoken or draft.addressee or len(draft.source) != 1 or not draft.rule.startswith("verb."):
        return False
    first, last = draft.source[0]
    words = parse.tokens[first:last]
    if len(words) == 1:
        known = words[0].lower in _PRONOUNS
    else:
        named = any(t.pos == "PROPN" and t.text[:1].isupper() for t in words)
        body = any(t.lower in lexis.agents or t.lower in lexis.of("source noun") or t.lower == "old" for t in words)
        body = body and not any(t.lower in lexis.of("evidence") or t.lemma in lexis.of("words") for t in words)
        known = words[0].lower == "the" and len(words) <= _SHORT and not named and body and not media.holds(draft.source)
    sentence = parse.sentence_of(first)
    ahead = (t for t in parse.tokens[sentence.first : first] if t.pos in ("NOUN", "PROPN"))
    return known and all(any(s.start <= t.start < s.end for s in draft.content) for t in ahead)


def _outside(parse: Parse, outer: Draft, inner: Draft) -> bool:
    """Tell whether two drafts stand side by side, neither in the content of the other."""
    return not _holds(parse, outer, inner) and not _holds(parse, inner, outer)


def _follows(parse: Parse, before: Draft, draft: Draft) -> bool:
    """Tell whether a draft stands in the sentence of another or the next one, in the same paragraph."""
    start, end = before.content[-1].end, draft.content[0].start
    near = parse.tokens[draft.anchor].sent - parse.tokens[before.anchor].sent <= _FAR
    return near and "\n" not in parse.text[min(start, end) : max(start, end)]


def name_whole(parse: Parse, drafts: Sequence[Draft], lexis: Lexis) -> list[Draft]:
    """Let who passes words on keep the name or noun that the parser cut off: *news agency* Bloomberg, *the business* daily."""
    tokens = parse.tokens
    out = []
    for draft in drafts:
        last = draft.via[-1][1] if len(draft.via) == 1 else 0
        if not 0 < last < len(tokens) or tokens[last].sent != tokens[last - 1].sent:
            out.append(draft)
            continue
        noun, after = tokens[last - 1].lower in lexis.of("medium"), tokens[last]
        whole = last
        if noun and after.pos == "PROPN" and after.text[:1].isupper():
            while whole < len(tokens) and tokens[whole].pos == "PROPN" and tokens[whole].sent == after.sent:
                whole += 1
        elif not noun and after.lower in lexis.of("medium") and after.pos in ("NOUN", "ADJ") and after.head >= draft.via[0][0]:
            whole += 1
        free = not any(s.start < tokens[i].end and tokens[i].start < s.end for i in range(last, whole) for s in draft.content)
        taken = any(first < whole and last < end for first, end in (*draft.source, *draft.cue))
        out.append(replace(draft, via=((draft.via[0][0], whole),)) if free and not taken and whole > last else draft)
    return out
