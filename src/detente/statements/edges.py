"""Where the content of a verb begins and ends: at dates, quotations, the next cue, and the words of the source."""

from collections.abc import Sequence

from detente.language.parse import Parse, Token
from detente.records import Attitude, Span
from detente.statements.complements import verb_complements
from detente.statements.draft import Ranges
from detente.statements.lexis import Entry, Lexis
from detente.statements.quoted import Quotation, Quotations, sentence_like
from detente.statements.sources import VerbReader
from detente.statements.tree import child, is_passive, to_spans, trim

_ACTS = frozenset(("object", "object_as", "object_for", "object_of", "object_to", "on_to", "to_to", "for"))
_FAR = 150  # tokens: no clause is longer, and the bound keeps a text without full stops cheap


def after_date(parse: Parse, verb: int, first: int, last: int) -> int:
    """Skip the date of the saying before a clause: *said on Tuesday it would sail*, *said last week the talks failed*."""
    tokens = parse.tokens
    i = first
    if first != verb + 1 or tokens[first].lower == "that":
        return first
    if tokens[i].lower in ("on", "in", "late", "early"):
        i += 1
    start = i
    while i < last - 2 and tokens[i].ent in ("DATE", "TIME"):
        i += 1
    opens = i < last and (tokens[i].pos in ("PRON", "DET", "PROPN") or tokens[i].lower == "that")
    return i if start < i and opens and tokens[i].dep not in ("punct", "case") else first


def after_citing(parse: Parse, verb: int, first: int, last: int, lexis: Lexis) -> int:
    """Skip who is cited, or passes on, before a clause: *wrote, citing the envoy, that …*, *said, according to X, that …*."""
    tokens = parse.tokens
    if first >= last or first - verb > 2:
        return first
    cites = tokens[first].tag == "VBG" and (tokens[first].lemma in lexis.of("cite verb") or tokens[first].lower == "according")
    inserted = tokens[first].pos == "ADP" and tokens[first - 1].text == ","  # *said, in a note to the council, that*
    if not (cites or inserted):
        return first
    return next((i for i in range(first + 1, last) if tokens[i].lower == "that" and tokens[i - 1].text == ","), first)


def end_at_quote(reader: VerbReader, verb: Token, whole: tuple[int, int]) -> tuple[int, int]:
    """End a content before the colon that leads into a quotation: *He thinks they want a deal: "We have …"*."""
    first, last = whole
    for quotation in reader.placed.items[max(0, reader.placed.at[verb.i]) :]:
        colon = quotation.first - 1
        if colon >= last:
            break
        if colon > first and reader.parse.tokens[colon].text == ":" and sentence_like(reader.parse, quotation):
            return first, colon
    return whole


def end_at_next_cue(reader: VerbReader, verb: Token, whole: tuple[int, int]) -> tuple[int, int]:
    """End a content before *and said that …* or *, adding that …*, where the parser hung the next cue on it."""
    tokens = reader.parse.tokens
    first, last = whole
    for i in range(first + 2, min(last, first + _FAR)):
        token = tokens[i]
        if token.pos != "VERB" or token.dep not in ("conj", "advcl") or reader.placed.at[i] != reader.placed.at[verb.i]:
            continue
        entry = reader.lexis.verbs.get(token.lemma)
        thinks = entry is not None and entry.attitude is Attitude.BELIEF and (token.dep == "conj" or token.head != verb.i)
        speaks = entry is not None and ("quote_before" in entry.frames or token.lemma in reader.lexis.of("light verb"))
        if entry is None or thinks or not (speaks or _acts(reader, token, verb, entry)):
            continue
        if entry.attitude is not Attitude.ASSERTION and _after_had(reader, token, verb):
            continue
        subject = child(reader.parse, i, "nsubj", "nsubjpass")
        if subject is not None and token.dep == "conj" and child(reader.parse, i, "ccomp") is not None:
            start = subject.left
            if start - 2 > first and tokens[start - 1].lower in ("and", "but", "while") and tokens[start - 2].text == ",":
                return first, start - 2  # *…, and others said*: another speaker
        if subject is not None or child(reader.parse, i, "mark", "auxpass") is not None:
            continue
        if child(reader.parse, i, "aux") is not None and not _same_helper(reader, token, verb):
            continue
        if not any(c.frame in entry.frames for c in verb_complements(reader.parse, i)):
            continue
        before = i - 1
        while before > first and (tokens[before].pos == "ADV" or (tokens[before].dep == "aux" and tokens[before].head == i)):
            before -= 1
        coordinated = token.dep == "conj" and token.tag == verb.tag and tokens[before].lower in ("and", "but")
        mark = before - 1 if reader.placed.at[before] >= 0 and reader.placed.at[before] != reader.placed.at[i] else before
        adverbial = token.tag == "VBG" and tokens[mark].text == ","
        if coordinated or adverbial:
            reader.moved[i] = verb.i
            return first, before + (mark != before)
    return whole


def end_at_way(reader: VerbReader, verb: Token, whole: tuple[int, int]) -> tuple[int, int]:
    """End an object before the way of the words: *called it a farce* in remarks carried by the agency."""
    tokens, lexis = reader.parse.tokens, reader.lexis
    first, last = whole
    for i in range(first + 1, min(last, first + _FAR)):
        noun = child(reader.parse, i, "pobj") if tokens[i].lower in ("in", "through", "via") else None
        if noun is None or noun.lemma not in lexis.of("words") or reader.placed.at[i] != reader.placed.at[verb.i]:
            continue
        way = (tokens[c] for c in noun.children if tokens[c].dep == "acl" and tokens[c].tag in ("VBN", "VBD"))
        if any(t.lemma in lexis.of(name) for t in way for name in ("carry verb", "cite verb", "deliver verb")):
            return first, i
    return whole


def _acts(reader: VerbReader, token: Token, verb: Token, entry: Entry) -> bool:
    """Tell whether a verb behind *, and* blames or demands: *said that it held, and accused the rebels of lying*."""
    i = token.i - 1
    while i > verb.i and reader.parse.tokens[i].pos == "ADV":
        i -= 1
    parted = reader.parse.tokens[i].lower == "and" and reader.parse.tokens[i - 1].text == ","
    return parted and token.tag == verb.tag and entry.attitude is not Attitude.BELIEF and bool(entry.frames & _ACTS)


def _same_helper(reader: VerbReader, token: Token, verb: Token) -> bool:
    """Tell whether a coordinated verb repeats the auxiliary of the cue, not one of the clause: *has said X was and has asked*."""
    tokens = reader.parse.tokens
    helpers = [
        {tokens[c].lower for c in tokens[i].children if tokens[c].dep == "aux" and c < i} for i in (token.i, verb.i, token.head)
    ]
    return bool(helpers[0]) and helpers[0] == helpers[1] and (token.head == verb.i or helpers[2] != helpers[0])


def _after_had(reader: VerbReader, token: Token, verb: Token) -> bool:
    """Tell whether *had* of the verb before holds for a coordinated one, too: *said it had left and (had) hoped for more*."""
    above = reader.parse.tokens[token.head]
    had = any(reader.parse.tokens[c].lemma == "have" for c in above.children if reader.parse.tokens[c].dep == "aux")
    if is_passive(reader.parse, above.i) and child(reader.parse, token.i, "dobj", "ccomp") is not None:
        return False  # *announced that a boat had been sunk and urged both sides to wait*: a passive has no object
    return token.dep == "conj" and above.i != verb.i and had and token.tag in ("VBD", "VBN")


def start_at_quote(parse: Parse, span: Span, outer: Sequence[Span]) -> Span:
    """Start a clause at the quotation that it runs into, where a sentence ends just before the quotation."""
    for quote in outer:
        if span.start < quote.start < span.end and parse.text[max(0, quote.start - 20) : quote.start].rstrip().endswith(
            (".", "!", "?")
        ):
            return Span(quote.start, span.end)
    return span


def lead_of(parse: Parse, placed: Quotations, quotation: Quotation) -> tuple[Span, ...]:
    """Return the words of the clause that run into a partial quotation: *Despite his "brash" tone, she wrote*."""
    if sentence_like(parse, quotation) and quotation.words > 5:
        return ()
    first = parse.sentence_of(quotation.first).first
    while first < quotation.first and placed.paragraph[first] != placed.paragraph[quotation.first]:
        first += 1
    if any(parse.tokens[i].text in (":", ";") or placed.at[i] >= 0 for i in range(first, quotation.first)):
        return ()
    return to_spans(parse, ((first, quotation.first),))


def after_cue(reader: VerbReader, verb: Token) -> tuple[Span, ...]:
    """Return what goes on after a cue between commas: *The port, he said, by next month*, *…," she said, and will not yield*."""
    tokens = reader.parse.tokens
    last = reader.parse.sentence_of(verb.i).last
    i = verb.i + 1
    if i + 2 >= last or tokens[i].text != "," or reader.placed.at[i] >= 0 or reader.placed.at[i + 1] >= 0:
        return ()
    first = tokens[i + 1]
    end = next((j for j in range(i + 1, last) if reader.placed.at[j] >= 0), last)
    if first.lower in ("and", "but"):
        following = next((t for t in tokens[i + 2 : i + 5] if t.pos in ("VERB", "AUX")), None)
        if following is None or following.tag in (verb.tag, "VBG") or following.lemma in reader.lexis.verbs:
            return ()
    elif first.pos != "ADP" and first.lower not in ("that", "because", "if", "unless"):
        return ()
    if first.pos == "ADP" and _tells_where(reader, first):
        return ()
    return to_spans(reader.parse, ((i + 1, end),))


def _tells_where(reader: VerbReader, opener: Token) -> bool:
    """Tell whether a preposition leads into the place of the saying: *…," he said, in a statement on the website*."""
    noun = child(reader.parse, opener.i, "pobj")
    return noun is not None and (noun.lemma in reader.lexis.of("words") or noun.lemma in reader.lexis.of("occasion"))


def without_source(parse: Parse, spans: tuple[Span, ...], source: Ranges) -> tuple[Span, ...]:
    """Keep the words of the source out of a content around them."""
    out = list(spans)
    for hole in to_spans(parse, source):
        cut: list[Span] = []
        for span in out:
            if not span.overlaps(hole):
                cut.append(span)
                continue
            cut.extend(trim(parse.text, s) for s in (Span(span.start, hole.start), Span(hole.end, span.end)) if s.start < s.end)
        out = [s for s in cut if s.start < s.end]
    return tuple(out)
