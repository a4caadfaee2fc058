"""The auxiliaries of a predicate, and the tense that they make."""

from enum import StrEnum

from detente.language.parse import Parse, Token

CHAIN = 12  # steps up a tree; longer chains are parser accidents

CHILDREN = 40  # of one word; auxiliaries and subjects stand first, and flat trees of odd texts must not cost their square


class Tense(StrEnum):
    """What tags and auxiliaries say about time; ``MODAL`` stands for any modal verb but *will* and *shall*."""

    PAST = "past"
    PAST_PERFECT = "past perfect"
    PRESENT = "present"
    PERFECT = "perfect"
    PROGRESSIVE = "progressive"
    FUTURE = "future"
    MODAL = "modal"
    MODAL_PERFECT = "modal perfect"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    PARTICIPLE = "participle"
    BARE = "bare"
    NONE = "none"


FUTURE_WORDS = frozenset(("will", "'ll", "’ll", "wo", "shall", "sha"))
_BE_NOW = frozenset(("is", "are", "am", "'s", "'re", "'m", "be", "being"))
_BE_PAST = frozenset(("was", "were", "been"))


def is_predicate(token: Token) -> bool:
    """Tell whether a token is a verb, or a form of *be* that stands as one."""
    return token.pos in ("VERB", "AUX")


def auxiliaries(parse: Parse, i: int) -> list[Token]:
    """Return the auxiliaries of a verb, and *to*; a coordinated verb without subject or own auxiliary has those of its head."""
    tokens = parse.tokens
    for _ in range(CHAIN):
        token = tokens[i]
        own = [tokens[c] for c in token.children[:CHILDREN] if tokens[c].dep in ("aux", "auxpass")]
        head = tokens[token.head]
        if own or token.dep != "conj" or not is_predicate(head) or not _shares(token, head):
            return own
        if any(tokens[c].dep in ("nsubj", "nsubjpass", "expl") for c in token.children[:CHILDREN]):
            return own
        i = head.i
    return []


def _shares(token: Token, head: Token) -> bool:
    """Tell whether a coordinated verb can hang on the auxiliaries of its head: *will meet and sign*, but *will meet and said*."""
    if token.tag in ("VBD", "VBZ", "VBP"):
        return False
    return token.tag == head.tag or {token.tag, head.tag} <= {"VBN", "VBD"}


def tense_of(parse: Parse, i: int) -> Tense:
    """Return the tense of a verb."""
    token = parse.tokens[i]
    words = [aux.lower for aux in auxiliaries(parse, i)]
    modal = next((aux for aux in auxiliaries(parse, i) if aux.tag == "MD"), None)
    if modal is not None:
        if modal.lower in FUTURE_WORDS:
            return Tense.FUTURE
        return Tense.MODAL_PERFECT if "have" in words or "'ve" in words else Tense.MODAL
    if "to" in words:
        return Tense.PERFECT if "have" in words else Tense.INFINITIVE
    if token.tag == "MD":
        return Tense.FUTURE if token.lower in FUTURE_WORDS else Tense.MODAL
    if "had" in words or "'d" in words:
        return Tense.PAST_PERFECT
    if any(w in words for w in ("has", "have", "'ve", "having")):
        return Tense.PERFECT
    if token.tag == "VBG":
        return Tense.PROGRESSIVE if any(w in _BE_NOW or w in _BE_PAST for w in words) else Tense.GERUND
    if token.tag == "VBN" and not words:
        return Tense.PARTICIPLE
    if token.tag == "VBD" or "did" in words or any(w in _BE_PAST for w in words):
        return Tense.PAST
    if token.tag in ("VBZ", "VBP") or any(w in _BE_NOW or w in ("does", "do") for w in words):
        return Tense.PRESENT
    return Tense.BARE if token.tag == "VB" else Tense.NONE


def governing_verb(parse: Parse, i: int) -> int | None:
    """Return the nearest predicate above a token, within its sentence."""
    tokens = parse.tokens
    for _ in range(CHAIN):
        head = tokens[i].head
        if head == i:
            return None
        if is_predicate(tokens[head]):
            return head
        i = head
    return None
