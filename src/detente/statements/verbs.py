"""Statements that a verb attributes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.language.parse import Parse, Token
from detente.records import Span
from detente.statements.colon import governing_cue
from detente.statements.complements import Complement, as_complement, trailing_complement, verb_complements
from detente.statements.draft import Draft, Ranges
from detente.statements.idle import is_idle
from detente.statements.lexis import Entry, Lexis
from detente.statements.parties import addressee_of, agreement_of, relayed
from detente.statements.quoted import Quotation, Quotations, merge, quotes_of, sentence_like, stretch
from detente.statements.tree import child, has_word, noun_phrase, ranges_of, subject_of, subtree, to_spans, trim, verb_group

_FAR = 150  # tokens: no clause is longer, and the bound keeps a text without full stops cheap
_CLAUSES = ("that", "bare", "wh", "before")
Quoted = list[tuple[str, Quotation]]


@dataclass(slots=True)
class _Reader:
    """What all verbs of one article share. ``moved`` names the verb whose subject a coordinated or participial cue takes."""

    parse: Parse
    placed: Quotations
    lexis: Lexis
    moved: dict[int, int]

    def source(self, verb: int, content: Sequence[Span]) -> Ranges:
        subject = subject_of(self.parse, self.moved.get(verb, verb))
        if subject is None:
            return ()
        first, last = noun_phrase(self.parse, subject, verb)
        start = self.parse.tokens[subject].start
        if any(s.start <= start < s.end for s in content):
            return ()
        if self.placed.at[verb] < 0 and self.placed.items:
            return _outside(self.parse, self.placed, subject, first, last)
        return ((first, last),)


def _outside(parse: Parse, placed: Quotations, subject: int, first: int, last: int) -> Ranges:
    """Keep a source clear of sentence-like quotations that the parser put into it."""
    for i in range(first, last):
        number = placed.at[i]
        if number >= 0 and sentence_like(parse, placed.items[number]) and placed.at[subject] != number:
            if i < subject:
                first = max(first, placed.items[number].last)
            else:
                return ((first, i),)
    return ((first, last),) if first < last else ()


def verb_statements(parse: Parse, placed: Quotations, lexis: Lexis, moved: dict[int, int]) -> Iterator[Draft]:
    """Yield a draft for each verb that attributes; ``moved`` is filled with the cues that take another verb's subject."""
    reader = _Reader(parse, placed, lexis, moved)
    for token in parse.tokens:
        if token.dep in ("amod", "compound") or _set_phrase(reader, token):
            continue
        if token.pos == "VERB" or (token.tag.startswith("VB") and token.dep not in ("aux", "auxpass")):
            draft = _statement(reader, token)
            if draft is not None:
                yield draft


def _set_phrase(reader: _Reader, token: Token) -> bool:
    """Tell whether a verb stands in a set phrase that attributes nothing: *that said*, *reporting by*."""
    tokens = reader.parse.tokens
    phrases = reader.lexis.of("set phrase")
    before = tokens[token.i - 1].lower if token.i else ""
    after = tokens[token.i + 1].lower if token.i + 1 < len(tokens) else ""
    return f"{before} {token.lower}" in phrases or f"{token.lower} {after}" in phrases


def _statement(reader: _Reader, verb: Token) -> Draft | None:
    entry = reader.lexis.verbs.get(verb.lemma)
    quoted = quotes_of(reader.parse, reader.placed, verb.i) if reader.placed.at[verb.i] < 0 else []
    if entry is None:
        entry = reader.lexis.verbs.get("*")
        if entry is None:
            return None
    if quoted:
        draft = _quoting(reader, verb, entry, quoted)
        if draft is not None:
            return draft
    chosen = next((c for c in verb_complements(reader.parse, verb.i) if c.frame in entry.frames), None)
    if chosen is not None and chosen.frame == "parenthesis" and _reported(reader, verb):
        return None
    if "small" in entry.frames and (chosen is None or chosen.frame == "object"):
        chosen = _label(reader.parse, reader.placed, verb) or chosen
    if chosen is None and verb.lemma in reader.lexis.of("as cue"):
        chosen = as_complement(reader.parse, verb.i)
    if chosen is not None:
        if verb.lemma not in reader.lexis.verbs and (chosen.addressee is not None or _is_hedged(reader.parse, verb)):
            return None
        return _governing(reader, verb, entry, chosen)
    if "before" in entry.frames and "quote_before" in entry.frames and reader.placed.at[verb.i] < 0:
        return _trailing(reader, verb, entry)
    return None


def _reported(reader: _Reader, verb: Token) -> bool:
    """Tell whether the verb above is itself a cue that reports this one: *Lima wants talks, an official said*."""
    head = reader.parse.tokens[verb.head]
    entry = reader.lexis.verbs.get(head.lemma)
    subject = child(reader.parse, head.i, "nsubj")
    return entry is not None and "quote_before" in entry.frames and subject is not None and verb.i < subject.i < head.i


def _trailing(reader: _Reader, verb: Token, entry: Entry) -> Draft | None:
    found = trailing_complement(reader.parse, verb.i)
    if found is None or any(reader.placed.at[i] >= 0 for i in range(*found[1])):
        return None
    complement, source = found
    return _draft(reader, verb, entry, complement, spans=to_spans(reader.parse, complement.ranges), source=(source,))


def _label(parse: Parse, placed: Quotations, verb: Token) -> Complement | None:
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


def _quoting(reader: _Reader, verb: Token, entry: Entry, quoted: Quoted) -> Draft | None:
    parse = reader.parse
    listed = verb.lemma in reader.lexis.verbs
    kept = [(f, q) for f, q in quoted if f in entry.frames and (listed or _by_position(parse, verb, f, q))]
    if not kept:
        return None
    frame = kept[0][0]
    if frame == "quote_after" and governing_cue(parse, reader.placed, verb, kept[0][1], reader.lexis) is not None:
        return None
    if frame == "quote_before" and verb.tag == "VBG" and child(parse, verb.i, "nsubj", "aux") is None:
        return None
    outer = [q.outer for _, q in kept]
    source = reader.source(verb.i, outer)
    if not source and frame == "quote_before":
        source = beside_quote(parse, reader.placed, kept[0][1], verb.i)
    if not source and not listed:
        return None
    spans = list(outer)
    whole = frame == "quote_before" and sentence_like(parse, kept[0][1])
    for complement in verb_complements(parse, verb.i):
        if complement.frame in _CLAUSES:
            own = to_spans(parse, complement.ranges)
            if any(s.overlaps(o) for s in own for o in outer) or (not whole and complement.frame != "before"):
                spans.extend(_from_quote(parse, s, outer) for s in own if not s.start <= verb.start < s.end)
    if frame == "quote_before":
        spans.extend(_lead(parse, reader.placed, kept[0][1]))
    heard = child(parse, verb.i, "dobj", "dative")
    spoken_to = heard.i if heard is not None and heard.i > verb.i and reader.placed.at[heard.i] < 0 else None
    return _draft(reader, verb, entry, Complement(frame, (), spoken_to), spans=tuple(spans), source=source)


def _from_quote(parse: Parse, span: Span, outer: Sequence[Span]) -> Span:
    """Start a clause at the quotation that it runs into, where a sentence ends just before the quotation."""
    for quote in outer:
        if span.start < quote.start < span.end and parse.text[max(0, quote.start - 20) : quote.start].rstrip().endswith(
            (".", "!", "?")
        ):
            return Span(quote.start, span.end)
    return span


def _by_position(parse: Parse, verb: Token, frame: str, quotation: Quotation) -> bool:
    """Tell whether a verb that no table lists gives a quotation: a main verb, and a comma or colon leads into the words."""
    if _is_hedged(parse, verb):
        return False
    if frame == "quote_before":
        return verb.dep in ("ROOT", "conj", "ccomp", "parataxis") and sentence_like(parse, quotation)
    return (
        quotation.first > 0
        and parse.tokens[quotation.first - 1].text in (",", ":")
        and quotation.words > 3
        and sentence_like(parse, quotation)
    )


def _is_hedged(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb is an infinitive or stands with a modal."""
    return any(parse.tokens[c].tag in ("MD", "TO") for c in verb.children if parse.tokens[c].dep == "aux")


def _lead(parse: Parse, placed: Quotations, quotation: Quotation) -> tuple[Span, ...]:
    """Return the words of the clause that run into a partial quotation: *Despite his "brash" tone, she wrote*."""
    if sentence_like(parse, quotation) and quotation.words > 5:
        return ()
    first = parse.sentence_of(quotation.first).first
    while first < quotation.first and placed.paragraph[first] != placed.paragraph[quotation.first]:
        first += 1
    if any(parse.tokens[i].text in (":", ";") or placed.at[i] >= 0 for i in range(first, quotation.first)):
        return ()
    return to_spans(parse, ((first, quotation.first),))


def beside_quote(parse: Parse, placed: Quotations, quotation: Quotation, verb: int) -> Ranges:
    """Return the words between *"…,"* and the verb, or the phrase right after the verb, where the parser saw no subject."""
    tokens = parse.tokens
    gap = range(quotation.last, verb)
    if has_word(parse, quotation.last, verb) and not any(tokens[i].pos in ("VERB", "AUX", "SCONJ", "CCONJ") for i in gap):
        last = verb
        while last > quotation.last and tokens[last - 1].pos in ("ADV", "PUNCT", "SPACE", "PART"):
            last -= 1
        return ((quotation.last, last),) if has_word(parse, quotation.last, last) else ()
    return _after_verb(parse, placed, verb)


def _after_verb(parse: Parse, placed: Quotations, verb: int) -> Ranges:
    """Return the phrase right after an inverted verb: *"…," said X*."""
    tokens = parse.tokens
    for c in tokens[verb].children:
        if c > verb and tokens[c].pos in ("NOUN", "PROPN", "PRON") and tokens[c].left == verb + 1 and placed.at[c] < 0:
            return (noun_phrase(parse, c),)
    return ()


def _governing(reader: _Reader, verb: Token, entry: Entry, complement: Complement) -> Draft | None:
    ranges = complement.ranges
    if complement.frame in _CLAUSES and complement.frame != "before" and len(ranges) == 1:
        first, last = ranges[0]
        if complement.addressee is not None and verb.lemma not in reader.lexis.of("has addressee"):
            first = max(verb.i + 1, subtree(reader.parse, complement.addressee)[0])  # no hearer, but the subject of the clause
        first = _after_date(reader.parse, verb.i, first, last)
        ranges = (_cut_at_next_cue(reader, verb, _cut_at_quote(reader, verb, (first, last))),)
    spans = to_spans(reader.parse, ranges)
    if not spans:
        return None
    source = reader.source(verb.i, spans)
    if not source and complement.frame == "before":
        source = _after_verb(reader.parse, reader.placed, verb.i)
    if not source and complement.frame in (
        "object",
        "small",
    ):  # an imperative or a misreading: nobody is there to attribute it to
        return None
    if is_idle(reader.parse, verb, complement.frame, entry=entry, spans=spans, source=source, lexis=reader.lexis):
        return None
    return _draft(reader, verb, entry, complement, spans=spans, source=source)


def _after_date(parse: Parse, verb: int, first: int, last: int) -> int:
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


def _cut_at_quote(reader: _Reader, verb: Token, whole: tuple[int, int]) -> tuple[int, int]:
    """End a content before the colon that leads into a quotation: *He thinks they want a deal: "We have …"*."""
    first, last = whole
    for quotation in reader.placed.items[max(0, reader.placed.at[verb.i]) :]:
        colon = quotation.first - 1
        if colon >= last:
            break
        if colon > first and reader.parse.tokens[colon].text == ":" and sentence_like(reader.parse, quotation):
            return first, colon
    return whole


def _cut_at_next_cue(reader: _Reader, verb: Token, whole: tuple[int, int]) -> tuple[int, int]:
    """End a content before *and said that …* or *, adding that …*, where the parser hung the next cue on it."""
    tokens = reader.parse.tokens
    first, last = whole
    for i in range(first + 2, min(last, first + _FAR)):
        token = tokens[i]
        if token.pos != "VERB" or token.dep not in ("conj", "advcl") or reader.placed.at[i] != reader.placed.at[verb.i]:
            continue
        entry = reader.lexis.verbs.get(token.lemma)
        if entry is None or not ("quote_before" in entry.frames or token.lemma in reader.lexis.of("light verb")):
            continue
        subject = child(reader.parse, i, "nsubj", "nsubjpass")
        if subject is not None and token.dep == "conj" and child(reader.parse, i, "ccomp") is not None:
            start = subject.left
            if start - 2 > first and tokens[start - 1].lower in ("and", "but", "while") and tokens[start - 2].text == ",":
                return first, start - 2  # *…, and others said*: another speaker
        if subject is not None or child(reader.parse, i, "mark", "aux", "auxpass") is not None:
            continue
        if not any(c.frame in entry.frames for c in verb_complements(reader.parse, i)):
            continue
        before = i - 1
        while before > first and tokens[before].pos == "ADV":
            before -= 1
        coordinated = token.dep == "conj" and token.tag == verb.tag and tokens[before].lower in ("and", "but")
        mark = before - 1 if reader.placed.at[before] >= 0 and reader.placed.at[before] != reader.placed.at[i] else before
        adverbial = token.tag == "VBG" and tokens[mark].text == ","
        if coordinated or adverbial:
            reader.moved[i] = verb.i
            return first, before + (mark != before)
    return whole


def _draft(
    reader: _Reader, verb: Token, entry: Entry, complement: Complement, *, spans: tuple[Span, ...], source: Ranges
) -> Draft | None:
    parse = reader.parse
    frame = complement.frame
    if frame in ("before", "parenthesis", "quote_before"):
        spans = _without_source(parse, (*spans, *_after_cue(reader, verb)), source)
    content = stretch(parse, reader.placed, spans, verb.i)
    if not content:
        return None
    cue = verb_group(parse, verb.i)
    if verb.lemma not in reader.lexis.verbs:  # *drew attention*: what an unlisted verb does, its object says
        cue.extend(c for c in verb.children if parse.tokens[c].dep == "dobj" and c == verb.i + 1 and reader.placed.at[c] < 0)
    if complement.particle is not None and ("_" not in frame or frame == "on_to"):
        cue.append(complement.particle)
    via: Ranges = ()
    relay = relayed(parse, verb.i, content, reader.lexis)
    if relay is not None:
        source, via, cue = relay.source, relay.via, relay.cue
    agrees, disagrees = agreement_of(parse, verb, reader.lexis)
    return Draft(
        rule=f"verb.{frame}" if relay is None else f"relay.{frame}",
        attitude=entry.attitude,
        confidence=reader.lexis.confidence(frame, entry),
        anchor=verb.i,
        lemma=verb.lemma,
        cue=ranges_of(cue),
        source=source,
        content=merge(parse.text, content),
        addressee=addressee_of(parse, verb.i, complement.addressee, frame=frame, content=content, lexis=reader.lexis),
        via=via,
        agrees=agrees,
        disagrees=disagrees,
    )


def _without_source(parse: Parse, spans: tuple[Span, ...], source: Ranges) -> tuple[Span, ...]:
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


def _after_cue(reader: _Reader, verb: Token) -> tuple[Span, ...]:
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
    return to_spans(reader.parse, ((i + 1, end),))
