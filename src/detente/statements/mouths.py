"""Who speaks in another's name: *had his envoy tell the Senate that*, *asked her to convey that*, *sent a friend to say that*.

An outlet that has somebody say something is the one who passes on: *the daily has a minister assuring guests that*.
"""

from collections.abc import Sequence
from dataclasses import replace

from detente.language.parse import Parse, Token
from detente.records import Attitude
from detente.statements.beside import clear_of
from detente.statements.channels import is_somebody
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.media import Media
from detente.statements.tree import agent_of, child, is_passive, noun_phrase, subject_of

_CAUSES = ("have", "let")  # with the bare infinitive


def spoken_for(parse: Parse, drafts: Sequence[Draft], media: Media, lexis: Lexis) -> list[Draft]:
    """Let the one who has another say something be the speaker, and that other pass the words on."""
    out = list(drafts)
    for number, draft in enumerate(drafts):
        pair = _mouth(parse, draft, media, lexis) if draft.rule.startswith("verb.") and not draft.via else None
        if pair is not None:
            causer, mouth = pair
            via: Ranges = (noun_phrase(parse, mouth, draft.anchor),)
            source: Ranges = (noun_phrase(parse, causer),) if causer is not None else ()
            if media.holds(source):
                via, source = source, via
            if clear_of(parse, (*via, *source), draft.content):
                out[number] = replace(draft, via=via, source=source)
    return out


def _mouth(parse: Parse, draft: Draft, media: Media, lexis: Lexis) -> tuple[int | None, int] | None:
    """Return who has something said, if the text tells, and who says it."""
    token = parse.tokens[draft.anchor]
    above = parse.tokens[token.head]
    spoken = draft.attitude is Attitude.ASSERTION or token.lemma in lexis.of("conveys")
    if token.tag not in ("VB", "VBP", "VBG") or not spoken or above.i >= token.i or above.pos not in ("VERB", "AUX"):
        return None
    mouth = child(parse, token.i, "nsubj") or child(parse, above.i, "dobj")
    if above.lemma == "have" and mouth is not None and above.i < mouth.i < token.i and not _has_to(parse, token):
        causer = subject_of(parse, above.i)
        if causer is not None and media.holds((noun_phrase(parse, causer),)):
            return causer, mouth.i
    if token.tag == "VBG":
        return None
    if _has_to(parse, token):
        return _sent(parse, token, above, mouth, lexis)
    caused = above.lemma in _CAUSES and token.dep in ("ccomp", "xcomp") and mouth is not None and above.i < mouth.i < token.i
    if not caused or mouth is None or not (_is_mouth(mouth, lexis) or (above.lemma == "have" and is_somebody(mouth, lexis))):
        return None
    causer = subject_of(parse, above.i)
    return (causer, mouth.i) if causer is not None else None


def _sent(parse: Parse, token: Token, above: Token, mouth: Token | None, lexis: Lexis) -> tuple[int | None, int] | None:
    """Read *sent her brother to tell X that*, *he was asked to convey to X that*, *got his lawyer to say that*."""
    passive = is_passive(parse, above.i)
    sent = child(parse, above.i, "nsubjpass") if passive else child(parse, above.i, "dobj") or mouth
    if sent is None or (not passive and not above.i < sent.i < token.i):
        return None
    if above.lemma in lexis.of("sends mouth"):
        fits = is_somebody(sent, lexis) or sent.tag == "PRP"
    elif above.lemma in lexis.of("bids"):
        fits = token.lemma in lexis.of("deliver verb")  # who is told to advise or inform others speaks himself
    else:
        fits = above.lemma == "get" and _is_mouth(sent, lexis)
    causer = agent_of(parse, above.i) if passive else subject_of(parse, above.i)
    return (causer, sent.i) if fits and (passive or causer is not None) else None


def _is_mouth(noun: Token, lexis: Lexis) -> bool:
    return noun.lower in lexis.of("go-between") or noun.lemma in lexis.of("go-between")


def _has_to(parse: Parse, token: Token) -> bool:
    aux = child(parse, token.i, "aux")
    return aux is not None and aux.lower == "to"
