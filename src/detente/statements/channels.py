"""Through whom words come: *through a spokesman*, *via Oman*, *by way of its embassy*, *with the help of an interpreter*."""

from detente.language.parse import Parse, Token
from detente.records import Attitude
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.media import Media
from detente.statements.tree import child, noun_phrase

_MOUTHS = ("mouth", "lips", "pen", "voice")  # *through the mouth of its ambassador*
_SOMEBODY = ("PERSON", "ORG", "GPE", "NORP")
_LONGEST = 4  # words of *with the help of*


def opens_channel(parse: Parse, token: Token, lexis: Lexis) -> int | None:
    """Return the first token of the words that a channel opens with, where ``token`` is their last: *through*, *by way of*."""
    channels = lexis.of("channel")
    if token.lower in channels:
        return token.i
    if token.lower != "of":
        return None
    for first in range(token.i - 1, max(-1, token.i - _LONGEST), -1):
        if " ".join(t.lower for t in parse.tokens[first : token.i + 1]) in channels:
            return first
    return None


def channel_of(parse: Parse, token: Token, draft: Draft, media: Media, lexis: Lexis) -> Ranges:
    """Return who passes the words of a draft on by the channel that ends with ``token``.

    A go-between or outlet in any case; anybody beside a verb or noun of sending, or beside what is said in the draft itself.
    """
    first = opens_channel(parse, token, lexis)
    noun = child(parse, token.i, "pobj") if first is not None else None
    if first is None or noun is None:
        return ()
    if noun.lower in _MOUTHS and (of := next((c for c in noun.children if parse.tokens[c].lower == "of"), None)) is not None:
        speaks = child(parse, of, "pobj")
        return (noun_phrase(parse, speaks.i),) if speaks is not None else ()
    whole = _before_content(parse, noun_phrase(parse, noun.i), noun.i, draft)
    above = parse.tokens[parse.tokens[first].head]
    sends = above.lemma in lexis.of("deliver verb") or above.lemma in lexis.of("words") or _says(parse, above, draft, lexis)
    passes = noun.lower in lexis.of("go-between") or media.holds((whole,)) or (sends and is_somebody(noun, lexis))
    return (whole,) if passes else ()


def _before_content(parse: Parse, whole: tuple[int, int], noun: int, draft: Draft) -> tuple[int, int]:
    """End a phrase where the content begins that the parser hung on it: *through a diplomat that they would wait*."""
    start = next((s.start for s in draft.content if s.start > parse.tokens[noun].start), None)
    last = whole[1]
    while start is not None and last > noun + 1 and parse.tokens[last - 1].start >= start:
        last -= 1
    return whole[0], last


def _says(parse: Parse, above: Token, draft: Draft, lexis: Lexis) -> bool:
    """Tell whether a word belongs to the cue of something said, *let it be known* included, or to the speaker before it."""
    entry = lexis.verbs.get(draft.lemma)
    spoken = draft.attitude is Attitude.ASSERTION or (entry is not None and "quote_before" in entry.frames)
    spoken = spoken or any(parse.tokens[first].lemma == "let" for first, _ in draft.cue)  # *let X know*, with *know* as the cue
    if not spoken or not draft.rule.startswith(("verb.", "relay.")):
        return False
    return above.i == draft.anchor or any(first <= above.i < last for first, last in (*draft.cue, *draft.source))


def is_somebody(noun: Token, lexis: Lexis) -> bool:
    """Tell whether a noun names a person, a body or a state."""
    return noun.ent in _SOMEBODY or noun.pos == "PROPN" or noun.lower in lexis.agents or noun.lower in lexis.of("go-between")
