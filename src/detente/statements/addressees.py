"""Who is spoken to: *told X that*, *said to X*, *in a letter to X*, *speaking to X*, and on to the cues that follow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.language.parse import Parse, Token
from detente.records import Attitude, Span
from detente.statements.answers import answering_statements
from detente.statements.beside import Beside, clear_of, tokens_beside
from detente.statements.draft import Draft, Ranges
from detente.statements.hearers import governed, hears, is_party, parties_after
from detente.statements.letters import letter_before, sent_to
from detente.statements.lexis import Lexis
from detente.statements.tree import child, noun_phrase

_MARKS = ('"', "“", "‘", "'")
_LETTER_REACH = 20  # tokens between a letter and the clause that tells what stands in it


def addressee_of(parse: Parse, verb: int, heard: int | None, *, frame: str, content: Sequence[Span], lexis: Lexis) -> Ranges:
    """Return who is spoken to by the construction of the cue: *told X that*, *said to X*, *demanded of X*, *was told that*."""
    for i in (*_told(parse, verb, heard, frame, lexis), *_to_whom(parse, verb, lexis)):
        whole = _before_clause(parse, _with_second(parse, i), content)
        if (
            frame in ("object_to", "on_to")
            or parse.tokens[verb].lemma in lexis.of("thanks")
            or clear_of(parse, (whole,), content)
        ):
            return (whole,)
    return ()


def _with_second(parse: Parse, i: int) -> tuple[int, int]:
    """Return the phrase of a hearer, with a second one after a preposition of its own: *said to Oslo and to Lima*."""
    first, last = noun_phrase(parse, i)
    for again in parse.children(parse.tokens[i].head, "conj") if parse.tokens[i].dep == "pobj" else []:
        noun = child(parse, again.i, "pobj") if again.lower == parse.tokens[parse.tokens[i].head].lower else None
        if noun is not None and again.i > i:
            last = max(last, noun_phrase(parse, noun.i)[1])
    return first, last


def _before_clause(parse: Parse, whole: tuple[int, int], content: Sequence[Span]) -> tuple[int, int]:
    """End a hearer before the content that the parser hung on it: *begged us* for time."""
    first, last = whole
    for span in content:
        start = parse.at(span.start)
        if first < start < last:
            last = start - (parse.tokens[start - 1].pos == "ADP" and start - 1 > first)  # *asked us* for time
    return first, last


def _before_source(parse: Parse, whole: tuple[int, int], source: Ranges) -> tuple[int, int]:
    """End a hearer before the speaker whom the parser put into it: *In a letter to Oslo, the minister said*."""
    first, last = whole
    for start, _ in source:
        if first < start < last:
            last = start - 1 if parse.tokens[start - 1].text == "," else start
    return first, last


def _told(parse: Parse, verb: int, heard: int | None, frame: str, lexis: Lexis) -> Iterator[int]:
    """Yield the hearers that the construction of the cue shows: *told X that*, *X was told that*, *called on X to*."""
    tokens = parse.tokens
    lemma = tokens[verb].lemma
    addresses = lemma in lexis.of("has addressee") or lemma in lexis.of("thanks")
    if heard is not None and (frame in ("asked_for", "on_to", "to_to", "with_for", "dative") or addresses):
        if hears(tokens[heard], lexis) or (frame == "object_to" and tokens[heard].lower == "it"):  # *will ask it to approve*
            yield heard
    elif lemma in lexis.of("gives to") and frame == "object":  # *offered Riga a port*
        given = tokens[heard] if heard is not None else child(parse, verb, "dative")
        if given is not None and given.pos != "ADP":
            yield given.i
    elif addresses:
        yield from (
            c for c in tokens[verb].children if c > verb and tokens[c].dep in ("dobj", "dative") and hears(tokens[c], lexis)
        )
    told = child(parse, verb, "nsubjpass")
    if told is not None and addresses and not frame.startswith("quote_before"):
        yield told.i
    passive = tokens[verb].tag == "VBN" and addresses and child(parse, verb, "aux") is None
    if passive and tokens[verb].dep == "advcl" and not frame.startswith("quote_before"):
        subject = child(parse, tokens[verb].head, "nsubj")  # *told that it was over, X replied*
        if subject is not None and child(parse, verb, "nsubj", "nsubjpass") is None:
            yield subject.i
    if passive and tokens[verb].dep == "acl" and tokens[tokens[verb].head].pos != "VERB":
        yield tokens[verb].head
    if lemma == "know":  # *let X know that*, with *let* above or as an auxiliary
        let = next((t for t in (tokens[tokens[verb].head], *parse.children(verb, "aux")) if t.lemma == "let"), None)
        subject = next((t for t in parse.children(verb, "nsubj") if let is not None and t.i > let.i), None)
        if subject is not None:
            yield subject.i


def _to_whom(parse: Parse, verb: int, lexis: Lexis) -> Iterator[int]:
    """Yield the hearers after a preposition of the cue: *said to X*, *demanded of X*, *pleaded with X*, *made it clear to X*."""
    tokens = parse.tokens
    places = [verb]
    if tokens[verb].pos == "ADJ":  # *made it clear to X*
        places.append(tokens[verb].head)
    for place in places:
        lemma = tokens[place].lemma
        for c in tokens[place].children:
            word = tokens[c].lower
            fits = (
                (word == "to" and (lemma in lexis.of("said to") or place != verb))
                or (word in ("of", "from") and lemma in lexis.of("asked of"))
                or (word == "with" and lemma in lexis.of("said with"))
                or (word in ("on", "upon") and lemma in lexis.of("said upon"))
                or (word == "at" and lemma in lexis.of("said at"))
            )
            if fits and c > place and tokens[c].dep in ("prep", "dative"):
                sure = lemma in lexis.of("answers things") or lemma in lexis.of("gives to")  # to prices, to a fund, too
                heard = (n for n in governed(parse, c) if (is_party if sure else hears)(tokens[n], lexis) or _is_his(parse, n))
                yield from heard
            elif word == "in" and c > place and tokens[place].pos == "VERB":
                yield from _in_front(parse, c, lexis)
            elif word == "before" and tokens[c].dep == "prep" and c > place and tokens[place].pos == "VERB":
                yield from (n for n in governed(parse, c) if _listens(tokens[n], lexis))
        thing = child(parse, place, "dobj") if lemma in lexis.of("asks from") else None
        if thing is not None:  # *demanded an apology from X*
            yield from parties_after(parse, thing, ("from",), lexis)


def _is_his(parse: Parse, noun: int) -> bool:
    """Tell whether a noun stands for several persons whom somebody has: *to his hosts*, *to her guests*."""
    owner = child(parse, noun, "poss")
    return parse.tokens[noun].tag == "NNS" and owner is not None and owner.tag == "PRP$" and owner.lower != "its"


def _listens(token: Token, lexis: Lexis) -> bool:
    """Tell whether one may speak before somebody, not only earlier than something: *before deputies*, *before the Senate*."""
    return (token.tag == "NNS" and is_party(token, lexis)) or token.lower in lexis.of("listens")


def _is_audience(parse: Parse, before: Token, noun: Token, lexis: Lexis) -> bool:
    """Tell whether *before* opens a sentence with who hears it, or leads to a full room: *before a stadium full of miners*."""
    filled = noun.lower in lexis.of("venue") and any(parse.tokens[c].lower in lexis.of("filled") for c in noun.children)
    return filled or (before.i == parse.sentence_of(before.i).first and _listens(noun, lexis))


def _in_front(parse: Parse, preposition: int, lexis: Lexis) -> Iterator[int]:
    """Yield the hearers of *in front of X*, *in the presence of X*."""
    for noun in parse.children(preposition, "pobj"):
        if noun.lower in ("front", "presence", "hearing"):
            for of in parse.children(noun.i, "prep"):
                yield from (n for n in governed(parse, of.i) if of.lower == "of" and hears(parse.tokens[n], lexis))


def addressed_statements(parse: Parse, drafts: Sequence[Draft], lexis: Lexis) -> list[Draft]:
    """Give drafts that name no hearer the one that a phrase beside the cue names, or that an earlier cue has named."""
    beside = Beside.of(parse, drafts)
    out = [_who_was_told(parse, d, lexis) for d in drafts]
    for token in tokens_beside(parse, drafts):
        hearers = list(_beside(parse, token, lexis))
        number = beside.owner(token.i) if hearers else None
        if number is None or out[number].addressee or not beside.within(number, token.i):
            continue
        whole = _before_clause(parse, noun_phrase(parse, hearers[0]), out[number].content)
        whole = _before_source(parse, whole, out[number].source)
        whole = (max(whole[0], token.i + 1), whole[1]) if hearers[0] > token.i else whole
        if beside.clear(number, (whole,)) and out[number].attitude is not Attitude.BELIEF:
            source = tuple((a, min(b, _comma(parse, token.i, a)) if a < token.i < b else b) for a, b in out[number].source)
            out[number] = replace(out[number], addressee=(whole,), source=source)
    for number, draft in enumerate(out):
        if not draft.addressee and draft.attitude is not Attitude.BELIEF:
            above = _above(parse, draft, lexis)
            if above and clear_of(parse, above, draft.content):
                out[number] = replace(draft, addressee=above)
    return answering_statements(parse, out, lexis)


def _who_was_told(parse: Parse, draft: Draft, lexis: Lexis) -> Draft:
    """Let *X, told that …, replied* and *Told that …, X replied* be spoken to X, whatever the parser takes for the subject."""
    tokens, cue = parse.tokens, draft.anchor
    token = tokens[cue]
    if draft.addressee or token.tag not in ("VBN", "VBD") or token.lemma not in lexis.of("needs hearer"):
        return draft
    if any(t.tag not in ("RB", "IN", "MD") and t.dep in ("aux", "auxpass", "dobj", "dative") for t in parse.children(cue)):
        return draft
    start, end = parse.at(draft.content[0].start), parse.at(draft.content[-1].end - 1)
    after = end + 1
    if cue > start or after + 1 >= len(tokens) or tokens[after].text != "," or tokens[after].sent != token.sent:
        return draft
    goes_on = tokens[after + 1].pos in ("VERB", "AUX", "ADV")
    if goes_on and draft.source and tokens[cue - 1].text == "," and draft.source[-1][1] in (cue, cue - 1):
        return replace(draft, source=(), addressee=draft.source)
    if not draft.source and cue == parse.sentence_of(cue).first:
        subject = next((t for t in tokens[after + 1 : after + _LETTER_REACH] if t.dep in ("nsubj", "nsubjpass")), None)
        if subject is not None and subject.sent == token.sent and subject.left == after + 1:
            return replace(draft, addressee=(noun_phrase(parse, subject.i),))
    return draft


def _comma(parse: Parse, i: int, first: int) -> int:
    """Return the comma before token ``i`` behind ``first``, or a place behind everything."""
    return next((j for j in range(i, first, -1) if parse.tokens[j].text == ","), len(parse.tokens))


def _beside(parse: Parse, token: Token, lexis: Lexis) -> Iterator[int]:
    """Yield the hearers that a preposition or a verb beside a cue names: *in a letter to X*, *speaking to X*."""
    tokens = parse.tokens
    if token.dep == "prep" and token.lower in ("in", "at", "during", "on", "over"):
        yield from _at_meeting(parse, token, lexis)
        yield from letter_before(parse, token, lexis)
    elif token.dep == "prep" and token.lower == "before":
        yield from (n for n in governed(parse, token.i) if _is_audience(parse, token, tokens[n], lexis))
    elif token.tag == "VBN" and token.dep not in ("ROOT", "ccomp") and token.lemma in lexis.of("asked by"):
        for agent in parse.children(token.i, "agent"):  # *pressed by X*
            yield from (n for n in governed(parse, agent.i) if hears(tokens[n], lexis))
    elif token.i == parse.sentence_of(token.i).first and token.dep == "compound" and token.lower.endswith("ing"):
        if any(token.lower[:-3] in (w, w.rstrip("e")) for w in lexis.of("speaks at")):
            yield token.head  # *Briefing members, the envoy said*: a verb that the parser took for a noun
    elif token.pos == "VERB" and token.dep in ("advcl", "acl", "relcl", "pcomp") and token.tag != "VB":
        yield from _who_asked(parse, token, lexis)
        if token.dep == "pcomp" and tokens[tokens[token.head].head].pos == "NOUN":
            return  # *restrictions on talking to the media*: no talk that takes place
        if token.lemma in lexis.of("speaks at"):
            yield from (c for c in token.children if tokens[c].dep in ("dobj", "dative") and hears(tokens[c], lexis))
        if token.lemma in lexis.of("talk verb"):
            for c in token.children:
                if c > token.i and tokens[c].dep in ("prep", "dative") and tokens[c].lower in ("to", "with", "before"):
                    yield from (n for n in governed(parse, c) if hears(tokens[n], lexis))


def _who_asked(parse: Parse, token: Token, lexis: Lexis) -> Iterator[int]:
    """Yield who has asked or reached the one that speaks: *the aide, whom a reporter asked about it*, *when we reached her*."""
    asker = child(parse, token.i, "nsubj")
    asked = child(parse, token.i, "dobj")
    if asker is None or asked is None or not hears(asker, lexis):
        return
    asks = token.lemma in lexis.of("asked by") or token.lemma in lexis.of("reaches")
    whom = token.dep == "relcl" and asked.lower == "whom" and asked.i < asker.i
    opener = parse.tokens[token.left].lower
    when = token.dep == "advcl" and opener in ("when", "as") and asked.lower in ("him", "her", "them") and asked.i > token.i
    if asks and (whom or when):
        yield asker.i


def _at_meeting(parse: Parse, preposition: Token, lexis: Lexis) -> Iterator[int]:
    """Yield the hearers of the letter or the occasion that a preposition governs: *in a letter to X*, *in talks with X*."""
    tokens = parse.tokens
    noun, lemma = _last_governed(parse, preposition.i)
    if noun is None or (lemma not in lexis.of("letter") and lemma not in lexis.of("occasion")):
        return
    for c in (*noun.children, *(c for c in preposition.children if c == noun.i + 1)):
        to_place = lemma == "visit" and tokens[c].lower != "with"  # on a visit to a town
        if tokens[c].lower in ("to", "with", "before", "for") and not to_place:
            sure = tokens[c].lower == "for" or lemma in lexis.of("answers things")  # talks for a pipeline, a reply to an offer
            yield from (n for n in governed(parse, c) if (is_party if sure else hears)(tokens[n], lexis))
    if lemma in lexis.of("letter"):
        yield from sent_to(parse, noun, lexis)


def _last_governed(parse: Parse, preposition: int) -> tuple[Token | None, str]:
    """Return the noun after a preposition with its lemma; of one that a hyphen splits the last part: *e-mail*."""
    nouns = parse.children(preposition, "pobj")
    if not nouns:
        return None, ""
    last, lemma = nouns[-1], nouns[-1].lemma
    if len(nouns) > 1 and parse.tokens[last.i - 1].text == "-" and last.i - nouns[0].i == len(nouns) - 1:
        lemma = "".join(t.text for t in nouns[:-1]).lower() + last.lemma
    return last, lemma


def _above(parse: Parse, draft: Draft, lexis: Lexis) -> Ranges:
    """Return who hears by the verb above: *telephoned X and warned*, *sent X a cable in which she warned*."""
    tokens = parse.tokens
    token = tokens[draft.anchor]
    which = next((i for i in range(token.left, token.i) if tokens[i].lower in ("which", "where")), None)
    if token.dep == "relcl" and which is not None:
        before = range(which - 1, max(parse.sentence_of(token.i).first, which - _LETTER_REACH) - 1, -1)
        noun = next((tokens[i] for i in before if tokens[i].lemma in lexis.of("letter")), None)
        if noun is None:
            return ()
        to = next((c for c in noun.children if tokens[c].lower == "to" and c < token.i), None)
        if to is None:
            to = next((c for c in tokens[noun.head].children if tokens[c].lower == "to" and c < token.i), None)
        return _phrase(parse, governed(parse, to)) if to is not None else ()
    if token.dep == "conj" or (token.tag == "VBG" and token.dep in ("advcl", "acl")):
        sent = _sent_with(parse, token, lexis)
        if sent:
            return sent
    if token.dep in ("conj", "advcl") and child(parse, token.i, "nsubj", "nsubjpass") is None:
        above = _joined_to(parse, token)
        if above.lemma in lexis.of("contact verb") and above.i < token.i and above.pos == "VERB":
            called = child(parse, above.i, "dobj")
            if called is None:
                to = next((c for c in above.children if tokens[c].lower in ("to", "with") and tokens[c].dep == "prep"), None)
                return _phrase(parse, governed(parse, to)) if to is not None else ()
            named = any(c.dep in ("oprd", "xcomp", "ccomp") or c.text in _MARKS for c in _after(parse, above, called, token))
            return _phrase(parse, [called.i] if is_party(called, lexis) and not named else [])
    return ()


def _after(parse: Parse, verb: Token, thing: Token, end: Token) -> list[Token]:
    """Return the other children of a verb before token ``end``, and the words of its object: *called him a liar and warned*."""
    others = [parse.tokens[c] for c in verb.children if verb.i < c < end.i and c != thing.i]
    return [*others, *parse.tokens[thing.left : thing.right + 1]]


def _sent_with(parse: Parse, token: Token, lexis: Lexis) -> Ranges:
    """Return to whom the letter or speech goes whose words come next: *sent X a note warning*, *a speech to X, noting*."""
    above = parse.tokens[token.head]
    letter = above if token.dep == "acl" else child(parse, above.i, "dobj")
    if letter is None or letter.lemma not in lexis.of("letter"):
        return ()
    verb = parse.tokens[letter.head]
    heads = [n for n in parties_after(parse, letter, ("to",), lexis) if n < token.i]
    if not heads and letter.dep == "dobj":
        given = child(parse, verb.i, "dative")
        heads = [n for n in parties_after(parse, verb, ("to",), lexis) if n < token.i]
        heads = [given.i] if given is not None and given.pos != "ADP" else heads
    return _phrase(parse, heads)


def _joined_to(parse: Parse, token: Token) -> Token:
    """Return the verb that a verb without subject goes on from: right after *and* the nearest one, whatever the parser says."""
    tokens = parse.tokens
    if token.dep == "conj" and token.i and tokens[token.i - 1].lower == "and":
        for i in range(token.i - 2, max(token.head, token.i - _LETTER_REACH), -1):
            if tokens[i].pos == "VERB" and tokens[i].tag == token.tag.replace("VBD", "VBN"):
                return tokens[i]
    return tokens[token.head]


def _phrase(parse: Parse, heads: Sequence[int]) -> Ranges:
    return (noun_phrase(parse, heads[0]),) if heads else ()


def go_on(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Let *told X that …, and warned* and *…, adding that* keep the hearer, the relay, the occasion and the place.

    Only where the second cue has no subject of its own and leans on the first, and both stand side by side.
    """
    out = list(drafts)
    anchors = {d.anchor: n for n, d in reversed(list(enumerate(drafts)))}
    for number in sorted(range(len(out)), key=lambda n: out[n].anchor):
        draft = out[number]
        earlier = _leans_on(parse, draft, anchors)
        if earlier is None or earlier == number:
            continue
        first = out[earlier]
        said = draft.attitude is not Attitude.BELIEF and first.attitude is not Attitude.BELIEF
        heard = first.addressee if not draft.addressee and said and clear_of(parse, first.addressee, draft.content) else ()
        out[number] = replace(
            draft,
            addressee=draft.addressee or heard,
            via=draft.via or first.via,
            source=first.source if first.via and not draft.via and draft.source else draft.source,
            occasion=draft.occasion or (first.occasion if said else ()),
            place=draft.place or (first.place if said else ()),
        )
    return out


def _leans_on(parse: Parse, draft: Draft, anchors: dict[int, int]) -> int | None:
    """Return the draft of the cue that a coordinated or participial cue without a subject leans on."""
    tokens = parse.tokens
    at = draft.anchor
    if child(parse, at, "nsubj", "nsubjpass", "csubj") is not None:
        return None
    for _ in range(4):
        token = tokens[at]
        if token.dep not in ("conj", "advcl", "dep", "parataxis") or token.head == at or token.head > draft.anchor:
            return None
        if token.dep == "advcl" and token.tag != "VBG":
            return None
        at = token.head
        if at in anchors:
            return anchors[at]
    return None
