"""Statements that *according to* attributes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.language.parse import Parse, Token
from detente.records import Attitude, Span
from detente.statements.beside import by_sentence
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.media import Media
from detente.statements.quoted import Quotations, stretch
from detente.statements.tree import SUBJECTS, child, has_word, subtree, to_spans, trim

_MANY = 30  # cues of one sentence that are looked at: a text without full stops stays cheap
_STOPS = (",", ";", "—", "–", "--", ":")


def according_statements(parse: Parse, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each *according to X*: the content is the clause around it."""
    tokens = parse.tokens
    for i in range(len(tokens) - 1):
        if tokens[i].lower != "according" or tokens[i + 1].lower != "to" or tokens[i].sent != tokens[i + 1].sent:
            continue
        source = _governed(parse, i)
        if source is None:
            continue
        content = _around(parse, placed, i, _after_clause(parse, i, source))
        if content:
            yield _draft(i, "according to", ((i, i + 2),), source=source, content=content, lexis=lexis)


def opinion_statements(parse: Parse, placed: Quotations, lexis: Lexis) -> Iterator[Draft]:
    """Yield a draft for each *in the opinion of X* and *in X's words*: the content is the clause around it."""
    tokens = parse.tokens
    for noun in tokens:
        opener = tokens[noun.head]
        if noun.lemma not in lexis.of("opinion") or noun.dep != "pobj" or opener.lower not in ("in", "by", "to"):
            continue
        first, after = opener.i, subtree(parse, noun.i)[1]
        while after - 1 > noun.i and tokens[after - 1].text == ",":
            after -= 1  # the parser gives the comma to the name before it
        owner = child(parse, noun.i, "poss")
        of = next((c for c in noun.children if tokens[c].lower == "of" and c > noun.i), None)
        holder = owner if owner is not None else child(parse, of, "pobj") if of is not None else None
        if holder is None or holder.lower in ("my", "our", "your") or not _set_off(parse, first, after):
            continue
        begin, end = subtree(parse, holder.i)
        mark = next((c for c in holder.children if tokens[c].dep == "case"), end)
        source = (begin, min(mark, end))
        content = _around(parse, placed, first, after)
        if content and source[0] < source[1]:
            cue = ((first, source[0]), (source[1], after)) if source[1] < after else ((first, source[0]),)
            yield _draft(
                first,
                f"{opener.lower} {noun.lemma}",
                tuple(r for r in cue if r[0] < r[1]),
                source=source,
                content=content,
                lexis=lexis,
            )


def _set_off(parse: Parse, first: int, after: int) -> bool:
    """Tell whether commas, or the edges of the sentence, stand around a phrase."""
    sentence = parse.sentence_of(first)
    if first == sentence.first and _before_subject(parse, first, after):
        return True
    before = first == sentence.first or parse.tokens[first - 1].text in (",", "—", "–", "-", ":")
    return before and (after >= sentence.last or parse.tokens[after].text in _STOPS or parse.tokens[after].text == ".")


def _before_subject(parse: Parse, opener: int, after: int) -> bool:
    """Tell whether the subject of the main clause follows at once: *By the minister's account the envoy had apologised*."""
    tokens = parse.tokens
    subject = next((c for c in tokens[tokens[opener].head].children if tokens[c].dep in SUBJECTS), None)
    return subject is not None and tokens[subject].left == after


def _draft(anchor: int, lemma: str, cue: Ranges, *, source: tuple[int, int], content: tuple[Span, ...], lexis: Lexis) -> Draft:
    return Draft(
        rule="phrase.according",
        attitude=Attitude.ASSERTION,
        confidence=lexis.confidence("according"),
        anchor=anchor,
        lemma=lemma,
        cue=cue,
        source=(source,),
        content=content,
    )


def pass_on(parse: Parse, drafts: Sequence[Draft], media: Media) -> list[Draft]:
    """Make the medium of *X said …, according to the Y agency* the one that passes X's words on."""
    tokens = parse.tokens
    out = list(drafts)
    near = by_sentence(parse, drafts)
    dropped: set[int] = set()
    for number, draft in enumerate(drafts):
        if draft.rule != "phrase.according":
            continue
        via = draft.source
        told, carrier = _carried_source(parse, draft.source, media)
        if carrier:
            head = tokens[told[0][1] - 1]
            if not (head.lower in media.lexis.of("evidence") or head.lemma in media.lexis.of("words")):
                out[number] = replace(draft, source=told, via=carrier)
                continue
            via = carrier
        outlet = bool(carrier) or media.holds(draft.source)
        if outlet and not carrier and _cites(parse, draft, media):
            continue
        for other in near[tokens[draft.anchor].sent][:_MANY]:
            said = drafts[other]
            root = tokens[said.anchor]
            spoken = said.source and said.rule.startswith(("verb.", "relay.")) and root.sent == tokens[draft.anchor].sent
            if not spoken or said.via or not (outlet or _heard(parse, said, draft, media)):
                continue
            inserted = said.anchor < draft.anchor and _next_word(parse, said.anchor) == draft.anchor
            within = tokens[draft.anchor].head == said.anchor and min(said.source)[0] < draft.anchor
            if inserted or within or _is_main(parse, root):
                kept = tuple(s for span in said.content for s in _before(parse, span, tokens[draft.anchor].start))
                out[other] = replace(said, via=via, content=kept or said.content)
                dropped.add(number)
                break
    return [d for number, d in enumerate(out) if number not in dropped]


def _heard(parse: Parse, said: Draft, draft: Draft, media: Media) -> bool:
    """Tell whether somebody reports another's words as they were spoken: *"We go," the envoy said, according to two guests*."""
    lexis = media.lexis
    words = [t for first, last in draft.source for t in parse.tokens[first:last]]
    document = any(t.lower in lexis.of("evidence") or t.lemma in lexis.of("words") for t in words)
    somebody = any(t.ent == "PERSON" or t.lower in lexis.agents or t.lower in lexis.of("source noun") for t in words)
    return said.rule == "verb.quote_before" and said.anchor < draft.anchor and somebody and not document


def _is_main(parse: Parse, verb: Token) -> bool:
    """Tell whether a verb is the main one of its sentence, or joined to it: *she rang the envoy and told him*."""
    while verb.dep == "conj" and verb.head < verb.i:
        verb = parse.tokens[verb.head]
    return verb.dep == "ROOT"


def _cites(parse: Parse, draft: Draft, media: Media) -> bool:
    """Tell whether the source cites another one: *according to the station, which cited an officer*."""
    tokens = parse.tokens
    below = (c for first, last in draft.source for i in range(first, last) for c in tokens[i].children)
    return any(tokens[c].dep == "relcl" and tokens[c].lemma in media.lexis.of("cite verb") and not _as(parse, c) for c in below)


def _as(parse: Parse, verb: int) -> bool:
    return any(parse.tokens[c].lower == "as" for c in parse.tokens[verb].children)


def _carried_source(parse: Parse, source: Ranges, media: Media) -> tuple[Ranges, Ranges]:
    """Split *officials quoted on the radio*, *minutes published by the site*: whose words they are, and which outlet has them."""
    tokens = parse.tokens
    for first, last in source:
        for i in range(first + 1, last - 1):
            lemma = tokens[i].lemma
            passes = lemma in media.lexis.of("cite verb") or lemma in media.lexis.of("carry verb")
            if tokens[i].tag not in ("VBN", "VBD") or not passes:
                continue
            opener = next((j for j in range(i + 1, min(last - 1, i + 3)) if tokens[j].lower in ("by", "in", "on")), None)
            if opener is not None and media.holds(((opener + 1, last),)):
                return ((first, i),), ((opener + 1, last),)
    return source, ()


def end_at_according(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """End contents before *, according to X* behind them, where the whole sentence is what X says.

    Words in which *according to* stands with more words behind it keep it.
    """
    out = list(drafts)
    near = by_sentence(parse, drafts)
    for said in drafts:
        if said.rule != "phrase.according" or not said.content or said.content[0].start > parse.tokens[said.anchor].start:
            continue
        place = parse.tokens[said.anchor].start
        for number in near[parse.tokens[said.anchor].sent][:_MANY]:
            draft = out[number]
            inside = draft is not said and any(s.start <= parse.tokens[draft.anchor].start < s.end for s in said.content)
            if inside and any(s.start < place < s.end for s in draft.content) and said.content[-1].end <= place:
                kept = tuple(
                    s for span in draft.content for s in _before(parse, span, place) if s.start < s.end and s.start < place
                )
                out[number] = replace(draft, content=kept or draft.content)
    return out


def _next_word(parse: Parse, i: int) -> int:
    """Return the first word behind token ``i``, commas left out."""
    after = i + 1
    while after < len(parse.tokens) and parse.tokens[after].pos in ("PUNCT", "SPACE"):
        after += 1
    return after


def _before(parse: Parse, span: Span, place: int) -> tuple[Span, ...]:
    """Cut a content where *according to* follows within it."""
    if span.end <= place or span.start >= place:
        return (span,)
    return (trim(parse.text, Span(span.start, place)),)


def _governed(parse: Parse, according: int) -> tuple[int, int] | None:
    """Return the token range of what *according to* governs."""
    tokens = parse.tokens
    sentence = parse.sentence_of(according)
    for i in (according + 1, according):
        noun = child(parse, i, "pobj")
        if noun is not None and noun.i > according + 1:
            first, last = subtree(parse, noun.i)
            last = _before_clause(parse, noun.i, max(first, according + 2), last)
            return max(first, according + 2), last
    i = according + 2
    while i < sentence.last and tokens[i].pos != "PUNCT":
        i += 1
    return (according + 2, i) if has_word(parse, according + 2, i) else None


def _after_clause(parse: Parse, according: int, source: tuple[int, int]) -> int:
    """Return where the relative clause of a source ends: *according to the station, which cited an officer, …*."""
    tokens = parse.tokens
    for i in range(source[0], source[1]):
        for c in tokens[i].children:
            left = tokens[c].left
            if tokens[c].dep == "relcl" and left == source[1] + 1 and tokens[left].tag in ("WDT", "WP", "WP$"):
                end = subtree(parse, c)[1]
                return end if end <= parse.sentence_of(according).last else source[1]
    return source[1]


def _before_clause(parse: Parse, noun: int, first: int, last: int) -> int:
    """Cut a source where a relative or another clause set off by a comma begins."""
    for c in parse.tokens[noun].children:
        token = parse.tokens[c]
        clause = token.dep == "relcl" or (token.dep == "conj" and token.pos in ("VERB", "AUX"))
        if c > noun and clause and token.left > first and parse.tokens[token.left - 1].text == ",":
            return min(last, token.left - 1)
    return last


def _around(parse: Parse, placed: Quotations, according: int, after: int) -> tuple[Span, ...]:
    """Return the sentence around *according to X*: up to a *but* where it opens it, without a clause that follows it."""
    tokens = parse.tokens
    sentence = parse.sentence_of(according)
    first, last = sentence.first, sentence.last
    while first < according and placed.paragraph[first] != placed.paragraph[according]:
        first += 1
    that = next((i for i in range(according - 1, first, -1) if tokens[i].text != ","), first)
    if tokens[that].lower == "that" and tokens[that].dep == "mark" and according - that <= 2:
        ranges = [(after, max(after, subtree(parse, tokens[that].head)[1]))]  # *said that, according to X, it had left*
    elif not has_word(parse, first, according):
        ranges = [(after, _turn(parse, after, last))]
    elif after < last and tokens[after].text in _STOPS and _adds(parse, after, last):
        ranges = [(first, according)]
    else:
        ranges = [(first, according), (after, last)]
    return stretch(parse, placed, to_spans(parse, ranges), according)


def _turn(parse: Parse, first: int, last: int) -> int:
    """Return where a clause of contrast begins among the tokens [first, last), or ``last``."""
    tokens = parse.tokens
    for i in range(first + 1, last):
        if tokens[i].lower in ("but", "although", "though", "while") and tokens[i - 1].text in (",", ";", "—"):
            return i - 1
    return last


def _adds(parse: Parse, first: int, last: int) -> bool:
    """Tell whether a new clause, with its own subject, follows *…, according to X*."""
    tokens = parse.tokens
    if tokens[min(first + 1, last - 1)].lower not in ("and", "but", "while", "though", "although", "which", "who", "with", "as"):
        return False
    return any(tokens[i].dep in SUBJECTS for i in range(first, last))
