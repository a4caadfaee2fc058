"""Sentences that something between commas breaks off: *She intends, her office says, to ask for radars*.

Parsers hang what follows on the wrong word, so the cues are read off the surface.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.language.parse import Parse, Token
from detente.records import Attitude
from detente.statements.complements import Complement
from detente.statements.draft import Ranges
from detente.statements.lexis import Lexis
from detente.statements.media import Media
from detente.statements.quoted import Quotations
from detente.statements.tree import SUBJECTS, child, has_word, is_passive

_SUBJECT, _HEARER = 15, 10  # tokens before and after the verb of the saying, up to its commas
_GAP = 25  # tokens between a cue and *, that*
_FAR = 150  # tokens of the clause that goes on
_CLAUSE = 60  # tokens before the saying: a text without full stops stays cheap
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_BREAKS = (":", ";", "—", "–", "--")


@dataclass(frozen=True, slots=True)
class Given:
    """What a cue takes from the surface: its complement and its source, each where the surface shows it."""

    complement: Complement | None = None
    source: Ranges = ()


def interrupted_cues(parse: Parse, placed: Quotations, lexis: Lexis) -> Mapping[int, Given]:
    """Map the verbs and adjectives of interrupted sentences to what they take."""
    out: dict[int, Given] = {}
    for verb in parse.tokens:
        if verb.tag not in ("VBD", "VBZ", "VBP", "VBN"):
            continue
        entry = lexis.verbs.get(verb.lemma)
        if entry is None or entry.attitude is not Attitude.ASSERTION or "parenthesis" not in entry.frames:
            continue
        commas = _commas(parse, placed, verb)
        if commas is not None:
            out.update(_read(parse, placed, verb, commas=commas, lexis=lexis))
    for sentence in parse.sentences:
        out.update(_misread(parse, placed, parse.tokens[sentence.root], lexis))
    media = Media.of(parse, lexis)
    for token in parse.tokens:
        if token.tag == "NNS" and token.lower in lexis.of("plural or verb"):
            out.update(_closing(parse, placed, token, media))
        if token.lower in ("that", "of") and token.i > 3 and parse.tokens[token.i - 1].text == ",":
            cue = _parted_cue(parse, placed, token, lexis)
            if cue is not None and cue not in out:
                frame = "that" if token.lower == "that" else "passive_of"
                out[cue] = Given(Complement(frame, ((token.i, _end(parse, placed, token.i)),)))
    return out


def _parted_cue(parse: Parse, placed: Quotations, opener: Token, lexis: Lexis) -> int | None:
    """Return the verb that an apposition or *according to* parts from its clause: *was told by the envoy, Ana Ruiz, that …*."""
    tokens = parse.tokens
    sentence = parse.sentence_of(opener.i)
    if opener.lower == "that" and (opener.tag == "WDT" or child(parse, opener.head, *SUBJECTS) is None):
        return None
    commas = 1
    i = opener.i - 2
    while i > sentence.first and opener.i - i < _GAP and placed.at[i] == placed.at[opener.i]:
        token = tokens[i]
        commas += token.text == ","
        if token.text in _BREAKS or token.pos in ("SCONJ", "AUX", "CCONJ") or token.lower == "that" or token.tag in ("WP", "WDT"):
            return None
        if token.pos == "VERB" and token.lower != "according":
            entry = lexis.verbs.get(token.lemma)
            frame = "that" if opener.lower == "that" else "passive_of"
            fits = entry is not None and frame in entry.frames | entry.inside and (frame == "that" or is_passive(parse, i))
            opens = tokens[i + 2]  # *complain, in a letter, that*, *believes, according to the agency, that*
            beside = tokens[i + 1].text != "," or opens.pos in ("ADP", "ADV") or opens.lower == "according"
            return i if fits and commas > 1 and beside and token.dep not in ("amod", "acl") else None
        i -= 1
    return None


def _misread(parse: Parse, placed: Quotations, root: Token, lexis: Lexis) -> dict[int, Given]:
    """Read a verb that the parser took for the head of a noun phrase: *Israeli intelligence suspects that …*."""
    tokens = parse.tokens
    sentence = parse.sentence_of(root.i)
    entry = lexis.verbs.get(root.lemma)
    opens = root.i + 1 < sentence.last and tokens[root.i + 1].lower == "that"
    if root.tag not in ("NN", "NNS") or entry is None or "that" not in entry.frames or not opens or root.i - sentence.first < 2:
        return {}
    clause = tokens[tokens[root.i + 1].head]
    if clause.head != root.i or child(parse, clause.i, *SUBJECTS) is None or tokens[root.i - 1].pos not in ("NOUN", "PROPN"):
        return {}
    subject = range(sentence.first, root.i)
    if any(tokens[i].pos in ("VERB", "AUX", "PUNCT") or placed.at[i] != placed.at[root.i] for i in subject):
        return {}
    end = min(sentence.last, clause.right + 1)
    return {root.i: Given(Complement("that", ((root.i + 1, end),)), ((sentence.first, root.i),))}


def _closing(parse: Parse, placed: Quotations, verb: Token, media: Media) -> dict[int, Given]:
    """Read *…, the press service reports* at the end of a sentence, where the parser took the verb for a noun."""
    tokens = parse.tokens
    sentence = parse.sentence_of(verb.i)
    before = verb.i - 1
    while before > sentence.first and verb.i - before < _SUBJECT and tokens[before].pos not in ("PUNCT", "VERB", "AUX", "CCONJ"):
        before -= 1
    name = (before + 1, verb.i)
    ends = not has_word(parse, verb.i + 1, sentence.last)
    told = any(t.tag in _FINITE for t in tokens[sentence.first : before])
    if tokens[before].text != "," or not ends or not told or not media.holds((name,)):
        return {}
    if any(placed.at[i] != placed.at[verb.i] for i in range(*name)):
        return {}
    return {verb.i: Given(Complement("before", ((sentence.first, before),)), (name,))}


def _end(parse: Parse, placed: Quotations, first: int) -> int:
    """Return where the clause that begins at a token ends: at a stronger mark than a comma, the quotation or the sentence."""
    last = min(parse.sentence_of(first).last, first + _FAR)
    end = first
    while end < last and placed.at[end] == placed.at[first] and parse.tokens[end].text not in (";", "—", "–", "--"):
        end += 1
    inner = placed.at[first] >= 0 or (end < last and placed.at[end] == placed.at[first])
    return end if inner else last


def _commas(parse: Parse, placed: Quotations, verb: Token) -> tuple[int, int] | None:
    """Return the commas around *, its minister told reporters,*: a subject, the verb, and nothing with a verb behind it."""
    tokens = parse.tokens
    sentence = parse.sentence_of(verb.i)
    before = verb.i - 1
    while before > sentence.first and verb.i - before < _SUBJECT and tokens[before].text != ",":
        token = tokens[before]
        helps = token.pos == "AUX" and token.i + 1 == verb.i and verb.tag == "VBN"
        relative = token.dep == "relcl" and any(t.tag == "WP" for t in parse.children(token.i, "nsubj", "nsubjpass"))
        if (token.pos in ("VERB", "AUX") and token.tag != "VBN" and not (helps or relative)) or token.text in _BREAKS:
            return None
        before -= 1
    after = verb.i + 1
    while after < sentence.last - 2 and after - verb.i < _HEARER and tokens[after].text != ",":
        if tokens[after].pos in ("VERB", "AUX", "SCONJ", "CCONJ") or tokens[after].text in _BREAKS:
            return None
        after += 1
    opener = tokens[before + 1]
    whole = before > sentence.first and after < sentence.last - 2 and tokens[before].text == tokens[after].text == ","
    if not whole or opener.pos in ("ADP", "SCONJ", "CCONJ", "VERB", "ADV", "PUNCT") or opener.tag in ("WDT", "WP", "WRB", "WP$"):
        return None
    if not any(tokens[i].pos in _NOMINAL for i in range(before + 1, verb.i)):
        return None
    if any(placed.at[i] != placed.at[verb.i] for i in range(before, after + 1)):
        return None
    return before, after


def _read(parse: Parse, placed: Quotations, verb: Token, *, commas: tuple[int, int], lexis: Lexis) -> dict[int, Given]:
    """Read the clause on both sides of the commas: it goes on with *that*, *to* or its verb."""
    tokens = parse.tokens
    before, after = commas
    sentence = parse.sentence_of(verb.i)
    first = before
    while first > sentence.first and before - first < _CLAUSE and placed.at[first - 1] == placed.at[verb.i]:
        if tokens[first - 1].text in _BREAKS or placed.paragraph[first - 1] != placed.paragraph[verb.i]:
            break
        first -= 1
    end = _end(parse, placed, after + 1)
    if not has_word(parse, first, before):
        return {}
    source = ((before + 1, verb.i - (tokens[verb.i - 1].pos == "AUX")),)
    told = Given(Complement("parenthesis", ((first, before), (after + 1, end))), source)
    opener = tokens[next((i for i in range(after + 1, end) if tokens[i].pos != "ADV"), after + 1)]
    if opener.lower == "that" or (opener.tag == "TO" and tokens[opener.i + 1].tag == "VB"):
        frame = "that" if opener.lower == "that" else "to"
        cue = _cue_before(parse, before, first, frame=frame, lexis=lexis)
        return {verb.i: told, cue: Given(Complement(frame, ((after + 1, end),)))} if cue is not None else {}
    if tokens[first].pos in ("ADP", "SCONJ", "ADV"):  # *As for the rest, the fleet, he said, will stay*
        comma = next((i for i in range(before - 1, first, -1) if tokens[i].text == ","), first)
        first = comma + 1 if comma > first else first
        told = Given(Complement("parenthesis", ((first, before), (after + 1, end))), source)
    subject = range(first, before)
    if opener.tag not in _FINITE or any(tokens[i].tag in _FINITE for i in subject) or tokens[first].pos in ("ADP", "SCONJ"):
        return {}
    if not any(tokens[i].pos in _NOMINAL for i in subject):
        return {}
    main = next((i for i in range(after + 1, end) if tokens[i].pos == "VERB"), opener.i)
    return {verb.i: told, main: Given(None, ((first, before),))}


def _cue_before(parse: Parse, before: int, first: int, *, frame: str, lexis: Lexis) -> int | None:
    """Return the last verb or predicate before the saying, where the clause behind can be its complement."""
    for i in range(before - 1, first, -1):
        token = parse.tokens[i]
        if token.lower == "that" or token.pos == "SCONJ":
            return None
        adjective = lexis.adjectives.get(token.lower) if token.pos == "ADJ" or token.tag == "VBN" else None
        if adjective is not None and frame in adjective.frames | adjective.inside:
            return i
        if token.pos == "VERB":
            entry = lexis.verbs.get(token.lemma)
            return i if entry is not None and frame in entry.frames | entry.inside else None
    return None
