"""Where the quotations stand in the parse, and which of them belongs to a cue."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.language.layout import Layout
from detente.language.parse import Parse, Token
from detente.language.quotes import Quote
from detente.records import Span
from detente.statements.tree import child

_OWN = frozenset(  # dependencies of what belongs to a verb and is no clause
    "dobj dative prep npadvmod advmod prt agent nsubj nsubjpass aux auxpass neg punct tmod".split()
)
_ENDS = ".!?…"
_STRONG = (".", "!", "?", ";", ":")
_DEEP = 12  # heads to climb
_FAR_BEFORE, _FAR_AFTER = 45, 35  # tokens between a quotation and its verb: a longer way leads to another verb


@dataclass(frozen=True, slots=True)
class Quotation:
    """An outer quotation with its token range [first, last), marks included."""

    quote: Quote
    first: int
    last: int
    words: int

    @property
    def outer(self) -> Span:
        """The span with its marks."""
        return self.quote.outer


@dataclass(frozen=True, slots=True)
class Quotations:
    """The outer quotations of a text; ``at[i]`` is the number of the one that holds token i, or -1."""

    items: tuple[Quotation, ...]
    at: tuple[int, ...]
    paragraph: tuple[int, ...]


def place_quotes(parse: Parse, quotes: Sequence[Quote], layout: Layout) -> Quotations:
    """Place the outer quotations in the parse, and each token in its paragraph."""
    at = [-1] * len(parse.tokens)
    items: list[Quotation] = []
    for quote in quotes:
        if quote.depth != 1:
            continue
        inside = parse.within(quote.outer)
        if not inside:
            continue
        words = sum(1 for i in inside if parse.tokens[i].pos not in ("PUNCT", "SPACE"))
        for i in inside:
            at[i] = len(items)
        items.append(Quotation(quote, inside[0], inside[-1] + 1, words))
    paragraph = [0] * len(parse.tokens)
    number = 0
    for i, token in enumerate(parse.tokens):
        while number + 1 < len(layout.paragraphs) and token.start >= layout.paragraphs[number + 1].start:
            number += 1
        paragraph[i] = number
    return Quotations(tuple(items), tuple(at), tuple(paragraph))


def quotes_of(parse: Parse, placed: Quotations, verb: int) -> list[tuple[str, Quotation]]:
    """Return the quotations that a verb outside of them gives: (``quote_before`` or ``quote_after``, quotation)."""
    if not placed.items:
        return []
    found = []
    before = _before(parse, placed, verb)
    if before is not None:
        found.append(("quote_before", before))
    after = _after(parse, placed, verb)
    if after is not None:
        found.append(("quote_after", after))
    return found


def _before(parse: Parse, placed: Quotations, verb: int) -> Quotation | None:
    """*"…," he said*, *"…," said X*: nothing but the verb's own subject and adverbials stands between."""
    tokens = parse.tokens
    if _tells_of(parse, verb):
        return None
    i = _over_relative(parse, placed, verb)
    steps = 0
    while i >= 0 and steps < _FAR_BEFORE and placed.at[i] < 0 and placed.paragraph[i] == placed.paragraph[verb]:
        token = tokens[i]
        if token.text in (";", ":") or (token.text in _ENDS and token.pos == "PUNCT"):
            return None
        if token.pos in ("VERB", "AUX") and token.head != verb and not _belongs(parse, i, verb):
            return None
        i -= 1
        steps += 1
    if i < 0 or placed.at[i] < 0 or placed.paragraph[i] != placed.paragraph[verb]:
        return None
    quotation = placed.items[placed.at[i]]
    if tokens[quotation.last].pos == "CCONJ" and child(parse, verb, "nsubj") is not None:
        return None  # *called it "a trick," and Oslo promised help*
    inner = quotation.quote.inner
    if inner.end == inner.start or _governed(parse, quotation, verb):
        return None
    sign = parse.text[inner.end - 1]
    if sign == "." and (verb - quotation.last > 3 or token_before(parse, placed, quotation) is not None):
        return None
    if sign in ",!?.…—-" or parse.text[quotation.outer.end : quotation.outer.end + 1] in (",", "—", "-"):
        return quotation
    return None


def _tells_of(parse: Parse, verb: int) -> bool:
    """Tell whether a verb tells of whoever speaks: *"It is late," the mayor,* who had been asked, *replied*."""
    if parse.tokens[verb].dep != "relcl":
        return False
    subject = child(parse, verb, "nsubj", "nsubjpass")
    return subject is not None and subject.tag in ("WP", "WDT") and subject.i < verb


def _over_relative(parse: Parse, placed: Quotations, verb: int) -> int:
    """Return the token before a verb, or before the relative clause between commas that parts it from its subject."""
    tokens = parse.tokens
    if tokens[verb - 1].text != ",":
        return verb - 1
    i = verb - 2
    while i > 0 and verb - i < _FAR_BEFORE and placed.at[i] < 0 and tokens[i].text not in _STRONG:
        if tokens[i].tag in ("WP", "WP$", "WDT") and tokens[i - 1].text == ",":
            return i - 2
        i -= 1
    return verb - 1


def token_before(parse: Parse, placed: Quotations, quotation: Quotation) -> Token | None:
    """Return the token before a quotation, white space apart; None where the quotation opens its paragraph."""
    i = quotation.first - 1
    while i >= 0 and parse.tokens[i].pos == "SPACE":
        i -= 1
    return parse.tokens[i] if i >= 0 and placed.paragraph[i] == placed.paragraph[quotation.first] else None


def _governed(parse: Parse, quotation: Quotation, verb: int) -> bool:
    """Tell whether a quotation before a verb is a name in its subject or adverbial: *the author of "Riga," said that …*."""
    tokens = parse.tokens
    subject = child(parse, verb, "nsubj", "nsubjpass")
    if subject is not None and subject.left <= subject.i < quotation.first and subject.right >= quotation.last - 1:
        return True
    if child(parse, verb, "ccomp", "xcomp") is None or (sentence_like(parse, quotation) and quotation.words > 5):
        return False
    if any(c < quotation.first for c in tokens[verb].children if tokens[c].dep == "ccomp"):
        return False
    return any(c > verb for c in tokens[verb].children if tokens[c].dep in ("ccomp", "xcomp"))


def _belongs(parse: Parse, i: int, verb: int) -> bool:
    """Tell whether a token stands in the verb's own subject, object or adverbials."""
    for _ in range(_DEEP):
        head = parse.tokens[i].head
        if head == verb:
            return parse.tokens[i].dep in _OWN
        if head == i:
            return False
        i = head
    return False


def _after(parse: Parse, placed: Quotations, verb: int) -> Quotation | None:
    """*He said: "…"*, *told reporters, "…"*: nothing but the verb's own adverbials stands between."""
    tokens = parse.tokens
    i = verb + 1
    words = 0
    last_mark = ""
    while i < len(tokens) and i - verb < _FAR_AFTER and placed.at[i] < 0:
        token = tokens[i]
        if placed.paragraph[i] != placed.paragraph[verb]:
            if last_mark != ":":
                return None
        elif token.pos == "PUNCT":
            if token.text in _ENDS or token.text == ";":
                return None
            last_mark = token.text
        elif token.pos != "SPACE":
            if token.pos in ("VERB", "AUX") and not _belongs(parse, i, verb):
                return None
            words += 1
            last_mark = ""
        i += 1
    if i >= len(tokens) or placed.at[i] < 0:
        return None
    quotation = placed.items[placed.at[i]]
    if words and last_mark not in (",", ":", "—", "-", "--"):
        return None
    if (
        not words
        and last_mark == ""
        and quotation.words < 3
        and not parse.text[quotation.quote.inner.start : quotation.quote.inner.start + 1].isupper()
    ):
        return None
    return quotation


def stretch(parse: Parse, placed: Quotations, spans: Sequence[Span], cue: int) -> tuple[Span, ...]:
    """Let a content take whole quotations that it begins or ends in; a cue inside a quotation keeps its content within it."""
    if not placed.items:
        return tuple(spans)
    home = placed.at[cue] if cue >= 0 else -1
    out: list[Span] = []
    for span in spans:
        start, end = span
        edges = (parse.at(start), parse.at(end - 1)) if end > start and parse.tokens else ()
        if home >= 0:
            inner = placed.items[home].quote.inner
            start, end = max(start, inner.start), min(end, inner.end)
        else:
            for i in edges:
                if placed.at[i] >= 0:
                    outer = placed.items[placed.at[i]].outer
                    start, end = min(start, outer.start), max(end, outer.end)
        if start < end:
            out.append(Span(start, end))
    return merge(parse.text, out)


def merge(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that overlap or are parted by white space alone."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip()):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def sentence_like(parse: Parse, quotation: Quotation) -> bool:
    """Tell whether a quotation opens like a sentence, and is more than a label."""
    first = parse.text[quotation.quote.inner.start : quotation.quote.inner.start + 1]
    return quotation.words >= 3 and not first.islower()
