"""What stands behind a verb where the parser hung it elsewhere: a clause with *that*, a condition, a label."""

from collections.abc import Iterator, Sequence

from detente.language.parse import Parse, Token
from detente.records import Attitude, Span
from detente.statements.complements import Complement
from detente.statements.lexis import Entry, Lexis
from detente.statements.quoted import Quotations
from detente.statements.tree import child, subtree

_LONG = 150  # tokens of a clause that are looked at: a text without full stops stays cheap
_FOCUS = frozenset("again also even further just merely only simply".split())  # *confirmed only that they had met*
_BEHIND = ("that", "wh", "to", "object_to", "for")  # frames of contents behind a verb
_FINITE = ("MD", "VBD", "VBP", "VBZ", "VBN")  # a participle, too: parsers take one verb for the other
_CONDITIONS = frozenset("before if once provided providing unless until".split())
_IN_TURN = frozenset(("in exchange", "in return", "so long", "as long", "on condition"))


def stands_behind(parse: Parse, verb: Token, complement: Complement, entry: Entry) -> bool:
    """Tell whether a complement is the content rather than the clause before: *It waits for rain, he wishes to sow*."""
    if complement.frame not in _BEHIND or (complement.frame == "for" and entry.attitude is not Attitude.EVENTUALITY):
        return False
    return all(parse.tokens[i].text != "," for i in range(verb.i + 1, _opens(parse, complement)))


def _opens(parse: Parse, complement: Complement) -> int:
    """Return the token at which a complement opens, the *to* of an infinitive behind whoever is asked."""
    first, last = complement.ranges[0]
    if complement.frame != "object_to":
        return first
    return next((i for i in range(first, last) if parse.tokens[i].tag == "TO"), first)


def next_clause(parse: Parse, quoted: Sequence[int], verb: int) -> Complement | None:
    """Read *maintained (only) that pilots had photographed trucks*, where the parser saw no clause behind *that*.

    ``quoted`` numbers the quotation of each token; the clause ends with the sentence, or before a quotation of sentences.
    """
    tokens = parse.tokens
    last = min(parse.sentence_of(verb).last, verb + _LONG)
    i = verb + 1
    while i < last and tokens[i].lower in _FOCUS:
        i += 1
    if i + 2 >= last or tokens[i].lower != "that" or quoted[i] != quoted[verb] or tokens[i].dep in ("dobj", "pobj", "attr"):
        return None
    last = next((j for j in range(i, last) if tokens[j].text in (";", "—", "–", "--")), last)
    end = next((j for j in range(i, last) if quoted[j] != quoted[verb]), last)
    opener = tokens[i + 1]
    nominal = opener.pos in ("NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ") or opener.tag in ("EX", "PRP$")
    finite = any(tokens[j].tag in _FINITE for j in range(i + 2, end))
    charge = tokens[i].dep == "det" and tokens[i].head == i + 1 and child(parse, i + 1, "relcl", "acl") is None
    if charge or not nominal or not finite:
        return None  # *denied that charge*
    return Complement("that", ((i, last),))


def apposed(parse: Parse, verb: int) -> Iterator[Complement]:
    """Yield what a verb says of the words before it: *…, a claim which Oslo denied*, *…, a sum that he dismissed as a joke*."""
    tokens = parse.tokens
    noun = tokens[tokens[verb].head]
    pulled = child(parse, verb, "dobj", "mark")
    subject = child(parse, verb, "nsubj")
    if tokens[verb].dep != "relcl" or noun.dep not in ("appos", "npadvmod") or pulled is None or subject is None:
        return
    first = noun.left
    if pulled.lower not in ("which", "that") or not noun.i < pulled.i < subject.i or tokens[first - 1].text != ",":
        return
    for label in parse.children(verb, "prep"):
        if label.lower == "as" and label.i > verb:
            yield Complement("object_as", ((first, pulled.i), subtree(parse, label.i)))
    yield Complement("object", ((first, pulled.i),))


def before_apposed(parse: Parse, lexis: Lexis, whole: tuple[int, int]) -> tuple[int, int]:
    """End a content before what somebody else says of it: *said that the camp was shut*, a claim which Oslo denied."""
    first, last = whole
    for i in range(first, min(last, first + _LONG)):
        entry = lexis.verbs.get(parse.tokens[i].lemma) if parse.tokens[i].dep == "relcl" else None
        if entry is not None and first < (aside := _aside(parse, i, last, lexis)):
            return first, aside
        found = next(apposed(parse, i), None) if entry is not None else None
        if found is not None and entry is not None and found.frame in entry.frames and first < found.ranges[0][0]:
            return first, found.ranges[0][0] - 1
    return whole


def _aside(parse: Parse, verb: int, last: int, lexis: Lexis) -> int:
    """Return where somebody else's answer begins, which ends a content: *said it held the hill*, which Riga denies; or -1."""
    tokens = parse.tokens
    opener = tokens[verb].left
    subject = child(parse, verb, "nsubj")
    if subject is None or subject.pos == "PRON" or tokens[opener - 1].text != "," or tokens[verb].right < last - 2:
        return -1
    rebuts = tokens[opener].lower == "which" and tokens[verb].lemma in lexis.of("rebuttal verb")
    swears = (
        tokens[opener].dep == "prep" and tokens[opener + 1].lower in ("which", "whom") and bool(parse.children(verb, "ccomp"))
    )
    return opener - 1 if rebuts or swears else -1


def with_condition(parse: Parse, verb: int, whole: tuple[int, int]) -> tuple[int, int]:
    """Let what is promised or threatened take its condition: *threatened to walk out* if the talks are moved."""
    tokens = parse.tokens
    first, last = whole
    for c in tokens[verb].children:
        left, end = subtree(parse, c)
        if not last <= left <= last + (last < len(tokens) and tokens[last].text == ",") or left + 1 >= len(tokens):
            continue
        if _is_condition(tokens[left], tokens[left + 1]):
            last = end
    return first, last


def _is_condition(word: Token, after: Token) -> bool:
    return word.lower in _CONDITIONS or f"{word.lower} {after.lower}" in _IN_TURN


def adds_condition(parse: Parse, content: Span, longer: Span) -> bool:
    """Tell whether a longer content goes on with a condition where a shorter one ends."""
    rest = [parse.tokens[i] for i in parse.within(Span(content.end, longer.end)) if parse.tokens[i].text != ","]
    return content.start == longer.start and content.end < longer.end and len(rest) > 1 and _is_condition(rest[0], rest[1])


def label_of(parse: Parse, placed: Quotations, verb: Token) -> Complement | None:
    """Read *called the plan a "stunt"*: what is named, and its name in quotation marks."""
    tokens = parse.tokens
    i = verb.i + 1
    while i < len(tokens) and i - verb.i < 25 and placed.at[i] < 0 and tokens[i].pos not in ("VERB", "AUX", "PUNCT"):
        i += 1
    if (
        i == verb.i + 1
        or tokens[verb.i + 1].pos == "ADP"
        or i >= len(tokens)
        or placed.at[i] < 0
        or placed.paragraph[i] != placed.paragraph[verb.i]
    ):
        return None
    return Complement("small", ((verb.i + 1, placed.items[placed.at[i]].last),))
