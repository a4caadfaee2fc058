"""Cues at the edge of a sentence that report all of it: *As Reuters wrote, …* and *…, officials said*."""

from detente.language.parse import Parse
from detente.statements.complements import Complement
from detente.statements.tree import child, has_word, pieces, subtree

_TAIL = 15  # tokens behind a cue at the end of its sentence
_CITING = ("cite", "quote")
_NAME = 25  # tokens of the source before it


def as_complement(parse: Parse, verb: int) -> Complement | None:
    """Read *As Reuters reported, the talks ended*: the clause around is the content."""
    tokens = parse.tokens
    opener = next((i for i in tokens[verb].children if i < verb and tokens[i].lower == "as"), None)
    if opener is None or tokens[verb].dep != "advcl" or child(parse, verb, "ccomp", "xcomp", "acomp", "attr") is not None:
        return None
    heard = child(parse, verb, "dobj")
    if heard is not None and heard.tag != "PRP":
        return None
    own = subtree(parse, verb)
    sentence = parse.sentence_of(verb)
    start = next((i for i in range(sentence.first, verb) if tokens[i].pos not in ("PUNCT", "SPACE")), sentence.first)
    if opener != own[0] or not (own[0] == start or tokens[own[0] - 1].text in (",", "—", "-")):
        return None
    whole = (start, sentence.last) if own[0] == start else subtree(parse, tokens[verb].head)
    ranges = tuple(r for r in pieces([whole], [own]) if has_word(parse, *r))
    return Complement("as", ranges) if ranges else None


def trailing_complement(parse: Parse, verb: int) -> tuple[Complement, tuple[int, int]] | None:
    """Read *The convoy left at dawn, officials said* off the surface, where the parser saw no clause; and who said it."""
    tokens = parse.tokens
    sentence = parse.sentence_of(verb)
    behind = _behind(parse, verb)
    end = _end(parse, behind)
    complements = ("ccomp", "xcomp", "dobj") if behind == verb + 1 else ("ccomp",)
    if child(parse, verb, *complements) is not None or end - behind > _TAIL:
        return None
    if any(tokens[i].pos in ("VERB", "AUX", "SCONJ", "CCONJ") or tokens[i].text == "," for i in range(behind, end)):
        return None
    cue = verb - 1 if tokens[verb - 1].pos == "AUX" else verb  # *was quoted*
    comma = cue - 1
    apposed = 2 if tokens[comma].text == "," else 0  # *the head of the council, Ana Ruiz, said*
    while comma > sentence.first and verb - comma < _NAME and (tokens[comma].text != "," or apposed):
        if tokens[comma].pos in ("VERB", "AUX", "SCONJ", "CCONJ"):
            return None
        apposed -= tokens[comma].text == ","
        comma -= 1
    before = range(sentence.first, comma)
    if (
        tokens[comma].text != ","
        or not has_word(parse, comma + 1, cue)
        or not any(tokens[i].pos in ("VERB", "AUX") for i in before)
    ):
        return None
    name = tokens[comma + 1 : cue]
    opens = name[0].pos in ("ADP", "SCONJ", "PUNCT") or name[0].tag in ("WDT", "WP", "WP$")
    if opens or not any(t.pos in ("NOUN", "PROPN", "PRON") for t in name):
        return None
    if tokens[sentence.first].pos in ("SCONJ", "ADP") or tokens[sentence.first].tag in ("VBG", "VBN", "VBD"):
        return None
    return Complement("before", ((sentence.first, comma),)), (comma + 1, cue)


def _behind(parse: Parse, verb: int) -> int:
    """Return the token behind a cue, *as saying* and whom it cites included: *quoted her as saying*, *was quoted as saying*."""
    tokens = parse.tokens
    for i in range(verb + 1, min(parse.sentence_of(verb).last - 1, verb + _TAIL)):
        if tokens[i].lower == "as" and tokens[i + 1].tag == "VBG":
            return i + 2
        if tokens[i].pos in ("VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"):
            break
    return verb + 1


def _end(parse: Parse, first: int) -> int:
    """Return where what may stand behind a cue ends: at *, citing a source* or the end of the sentence."""
    tokens = parse.tokens
    last = parse.sentence_of(first - 1).last
    for i in range(first, min(last - 1, first + _TAIL)):
        if tokens[i].tag == "VBG" and tokens[i].dep in ("advcl", "acl", "xcomp", "pcomp") and tokens[i].lemma in _CITING:
            return i - (tokens[i - 1].text == ",")
    return last
