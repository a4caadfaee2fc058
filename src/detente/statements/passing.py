"""Who passes words on by a phrase beside the cue: *the agency, citing X, said*, *in remarks carried by the paper, X said*."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.language.parse import Parse, Token
from detente.records import Attitude
from detente.statements.beside import Beside, by_sentence, tokens_beside
from detente.statements.carried import carrier_of, presenter_of, printed_in
from detente.statements.channels import channel_of, opens_channel
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.media import Media
from detente.statements.relays import saying_of
from detente.statements.tree import child, noun_phrase, ranges_of, verb_group

_SPEAKERS = ("PERSON", "ORG", "GPE", "NORP")
_NOBODY = ("EVENT", "DATE", "WORK_OF_ART", "LAW", "TIME", "LANGUAGE")  # *learned from the Great Depression*
_MANY = 30  # cues of one sentence that are looked at: a text without full stops stays cheap
_BEFORE = 3  # tokens of *published on Monday by* before who is known to pass words on already
_CLOSE = 6  # tokens between a cue and *, citing X*: *said late on Monday*


_PASSING = ("cite verb", "carry verb", "deliver verb", "refer verb")


@dataclass(frozen=True, slots=True)
class _Passing:
    """What a phrase beside a cue says of the way of the words: a new source, or none, who passes them on, and its tokens."""

    via: Ranges
    source: Ranges = ()
    cue: tuple[int, ...] = ()


def pass_words_on(parse: Parse, drafts: Sequence[Draft], media: Media, lexis: Lexis) -> list[Draft]:
    """Give drafts the outlet that passes their words on, and its source as their speaker, by the phrases beside their cues."""
    beside = Beside.of(parse, drafts)
    out = list(drafts)
    cited: set[int] = set()
    accorded = {i for d in drafts if d.rule == "phrase.according" for r in d.source for i in range(*r)}
    accorded.update(i for d in drafts for r in d.via for i in range(r[0] - _BEFORE, r[1]))  # *minutes published by the site*
    for token in tokens_beside(parse, drafts):
        number = beside.owner(token.i) if _may_pass(parse, token, lexis) and token.i not in accorded else None
        number = _other_cue(drafts, number, token) if number is not None else None
        number = _outlet_right_before(parse, drafts, number, token=token, media=media)
        if number is None or out[number].via:
            continue
        found = _citing(parse, token, out[number], media, lexis) or _learned(parse, token, out[number], media, lexis)
        if found is None and token.i != out[number].anchor:
            by = channel_of(parse, token, out[number], media, lexis) or carrier_of(parse, token, media, lexis)
            found = _Passing(by) if by else None
        if found is None or not (beside.clear(number, found.via) and beside.clear(number, found.source)):
            continue
        draft = out[number]
        cut = tuple(r for r in _before(parse, found.source or draft.source, token))
        cue = ranges_of([*(i for first, last in draft.cue for i in range(first, last)), *found.cue])
        out[number] = replace(draft, via=found.via, source=cut, cue=cue)
        if found.source:
            cited.add(token.i)
    return [d for d in out if d.anchor not in cited]


def _other_cue(drafts: Sequence[Draft], number: int, token: Token) -> int:
    """Return the draft of a later cue of the same source, where a word stands beside a source and is a cue of its own."""
    if drafts[number].anchor != token.i or not drafts[number].source:
        return number
    start = drafts[number].source[0][0]
    return next((n for n, d in enumerate(drafts) if d.anchor > token.i and d.source and d.source[0][0] == start), number)


def _outlet_right_before(parse: Parse, drafts: Sequence[Draft], number: int | None, *, token: Token, media: Media) -> int | None:
    """Return the draft of an outlet right before *citing*, wherever the parser hung that: *…, the daily said, citing X*."""
    if token.tag != "VBG" or token.lemma not in media.lexis.of("cite verb") or parse.tokens[token.i - 1].text != ",":
        return number
    for n, draft in enumerate(drafts):
        if 0 < token.i - draft.anchor <= _CLOSE and draft.rule == "verb.before" and media.holds(draft.source):
            return n if parse.tokens[draft.anchor].sent == token.sent else number
    return number


def _may_pass(parse: Parse, token: Token, lexis: Lexis) -> bool:
    """Tell whether a word may lead to who passes words on."""
    if token.pos == "VERB" or token.tag in ("VBN", "VBD", "VBG", "VBZ"):
        return any(token.lemma in lexis.of(name) for name in _PASSING)
    return token.lower in ("with", "from") or opens_channel(parse, token, lexis) is not None


def _before(parse: Parse, source: Ranges, token: Token) -> Iterator[tuple[int, int]]:
    """End a source before the phrase that tells the way of the words, and before the comma or preposition that leads into it."""
    for first, last in source:
        stop = token.left
        if first < stop < last or first < token.i < last:
            at = min(stop, token.i) if stop > first else token.i
            comma = next((i for i in range(at, first, -1) if parse.tokens[i].text == ","), None)
            yield first, comma if comma is not None else at
        else:
            yield first, last


def _citing(parse: Parse, token: Token, draft: Draft, media: Media, lexis: Lexis) -> _Passing | None:
    """Read *the agency, citing X, said* and *with reference to X*: X speaks, and the speaker passes X's words on."""
    tokens = parse.tokens
    if token.i and tokens[token.i - 1].lower in ("without", "not", "never"):
        return None
    if token.lower == "with":
        noun = child(parse, token.i, "pobj")
        to = (
            next((c for c in noun.children if tokens[c].lower == "to"), None)
            if noun is not None and noun.lemma == "reference"
            else None
        )
        cited = child(parse, to, "pobj") if to is not None else None
        words = tuple(range(token.i, to + 1)) if to is not None else ()
    elif saying_of(parse, token.i, lexis) != token.i:
        return None  # *which also quotes him as advising*: other words
    elif token.lemma in lexis.of("cite verb") and (token.tag == "VBG" or token.dep == "relcl"):
        cited, words = _cited(parse, token), (token.i,)
    elif token.lemma in lexis.of("refer verb") and token.tag == "VBG":
        prep = next((c for c in token.children if tokens[c].lower in ("to", "on", "upon")), None)
        cited = child(parse, prep, "pobj") if prep is not None else None
        words = (token.i, prep) if prep is not None else ()
    else:
        return None
    outlet = _before_comma(parse, token, media) if not draft.source else ()
    if cited is None or not (draft.source or outlet) or draft.anchor == token.i or not _speaks(parse, cited, lexis):
        return None
    if outlet:
        return _Passing(outlet, (noun_phrase(parse, cited.i, draft.anchor),), words)
    if not media.holds(draft.source) and _is_person(parse, draft.source, lexis):
        return None
    via = tuple((first, min(last, token.left) if first < token.left else last) for first, last in draft.source)
    via = tuple(_before(parse, via, token))
    return _Passing(via, (noun_phrase(parse, cited.i, draft.anchor),), words)


def _before_comma(parse: Parse, token: Token, media: Media) -> Ranges:
    """Return the outlet before *, citing X,* that the parser hung elsewhere: *From Riga, Interfax, citing X, reports*."""
    tokens = parse.tokens
    last = token.i - 1
    if token.tag != "VBG" or tokens[last].text != ",":
        return ()
    first = last
    while first > 0 and tokens[first - 1].sent == token.sent and tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ", "DET"):
        first -= 1
    return ((first, last),) if media.holds(((first, last),)) else ()


def _cited(parse: Parse, token: Token) -> Token | None:
    """Return who is cited: the object, or what the parser took for a subject of its own: *citing people close to him*."""
    cited = child(parse, token.i, "dobj")
    clause = child(parse, token.i, "ccomp") if cited is None else None
    return child(parse, clause.i, "nsubj") if clause is not None else cited


def _learned(parse: Parse, token: Token, draft: Draft, media: Media, lexis: Lexis) -> _Passing | None:
    """Read *as the agency learned from X* and *we learned from the radio that*: an outlet passes on, else X does."""
    above = parse.tokens[token.head]
    if above.dep == "pobj" and parse.tokens[above.head].lower == "of":
        above = parse.tokens[parse.tokens[above.head].head]  # *learned of the closing from drivers*
    if token.lower != "from" or above.lemma not in lexis.of("learn verb") or above.i != draft.anchor:
        return None
    noun = child(parse, token.i, "pobj")
    if noun is None or not (_speaks(parse, noun, lexis) or media.holds(((noun.i, noun.i + 1),))):
        return None
    whole = noun_phrase(parse, noun.i)
    return _Passing(draft.source, (whole,), (token.i,)) if media.holds(draft.source) else _Passing((whole,))


def _speaks(parse: Parse, cited: Token, lexis: Lexis) -> bool:
    """Tell whether one who is cited is somebody, and no document."""
    if cited.ent in _SPEAKERS or (cited.tag in ("PRP", "NNP", "NNPS") and cited.ent not in _NOBODY):
        return True
    return cited.lower in lexis.agents or cited.lemma in lexis.agents or cited.lower in lexis.of("source noun")


def _is_person(parse: Parse, source: Ranges, lexis: Lexis) -> bool:
    """Tell whether a source is a person, who cites others in words of his own."""
    words = [t for first, last in source for t in parse.tokens[first:last]]
    return any(
        t.ent == "PERSON" or t.lower in lexis.of("source noun") or t.lower in ("he", "she", "i", "we", "who") for t in words
    )


def reported_statements(parse: Parse, drafts: Sequence[Draft], media: Media, lexis: Lexis) -> list[Draft]:
    """Make the outlet of *X said …, the agency reported* and *a paper carried a letter in which X said* pass X's words on."""
    out = list(drafts)
    near = by_sentence(parse, drafts)
    dropped: set[int] = set()
    for number, outer in enumerate(drafts):
        quoting = outer.rule == "verb.quote_before"
        told = outer.rule in ("verb.passive_to", "verb.passive")
        if not (quoting or told or outer.rule in ("verb.before", "verb.parenthesis", "verb.as")):
            continue
        if not media.holds(outer.source) or outer.via:
            continue
        root = next(
            (
                n
                for n in near[parse.tokens[outer.anchor].sent][:_MANY]
                if n != number and (_has_said(parse, drafts[n], outer) if told else _fills(parse, drafts[n], outer, lexis))
            ),
            None,
        )
        if root is not None and not out[root].via:
            out[root] = replace(out[root], via=outer.source)
            dropped.add(number)
        elif root is None and not (quoting or told):
            out[number] = _said_between(parse, outer, lexis) or outer
    for number, draft in enumerate(out):
        by = (printed_in(parse, draft, media) or presenter_of(parse, draft, media, lexis)) if not draft.via else ()
        if by:
            out[number] = replace(draft, via=by)
        elif not draft.via:
            out[number] = _quoted_before(parse, draft, media, lexis)
    return [d for number, d in enumerate(out) if number not in dropped]


def _quoted_before(parse: Parse, draft: Draft, media: Media, lexis: Lexis) -> Draft:
    """Read *a clerk quoted by the site Kanal called it a farce*, where the parser took the outlet for the one who speaks."""
    tokens = parse.tokens
    first, last = draft.source[0] if len(draft.source) == 1 else (0, 0)
    by = first - 1
    while by > 0 and tokens[by].pos in ("NOUN", "PROPN", "ADJ", "DET"):
        by -= 1
    quoted = tokens[by - 1]
    if by < 2 or tokens[by].lower != "by" or quoted.tag != "VBN" or quoted.lemma not in lexis.of("cite verb"):
        return draft
    noun = tokens[quoted.head]
    if last > draft.anchor or noun.i != by - 2 or quoted.sent != tokens[draft.anchor].sent or not media.holds(((by + 1, last),)):
        return draft
    start = noun_phrase(parse, noun.i)[0]
    start = next((i + 1 for i in range(noun.i, start, -1) if tokens[i].text == ","), start)  # *In Riga, a clerk*
    return replace(draft, via=((by + 1, last),), source=((start, by - 1),))


def _fills(parse: Parse, draft: Draft, outer: Draft, lexis: Lexis) -> bool:
    """Tell whether the main verb of an outer content is a cue of its own, with its speaker and its words in it."""
    if (
        not (draft.attitude in (Attitude.ASSERTION, Attitude.BELIEF) or _speaks_up(draft, lexis))
        or not draft.source
        or not draft.rule.startswith(("verb.", "relay.", "phrase.this"))
        or (draft.rule == "verb.model" and draft.lemma in lexis.of("deliver verb"))  # *The guests, TASS adds, conveyed his wish*
    ):
        return False
    token = parse.tokens[draft.anchor]
    start, end = outer.content[0].start, outer.content[-1].end
    if not start <= token.start < end or token.sent != parse.tokens[outer.anchor].sent:
        return False
    return token.dep == "ROOT" or token.head == outer.anchor


def _has_said(parse: Parse, draft: Draft, outer: Draft) -> bool:
    """Tell whether a cue is the *have told* of *X was said by the agency to have told*."""
    token = parse.tokens[draft.anchor]
    before = [parse.tokens[c].lower for c in token.children if parse.tokens[c].dep == "aux"]
    under = token.head == outer.anchor or (parse.tokens[token.head].head == outer.anchor and token.dep == "conj")
    return under and before[:2] == ["to", "have"] and draft.rule.startswith("verb.") and bool(draft.source)


def _gives(parse: Parse, draft: Draft, outer: Draft, lexis: Lexis) -> bool:
    """Tell whether a cue between a quotation and an outlet gives the quotation: *"…," X told the envoy, the agency reported*."""
    between = outer.content[0].start < parse.tokens[draft.anchor].start < parse.tokens[outer.anchor].start
    same = draft.content[0].start == outer.content[0].start and draft.source != outer.source
    entry = lexis.verbs.get(draft.lemma)
    spoken = entry is not None and "quote_before" in entry.frames
    return between and same and spoken and bool(draft.source) and draft.rule.startswith(("verb.quote_", "verb.before"))


def _speaks_up(draft: Draft, lexis: Lexis) -> bool:
    """Tell whether somebody promised, demanded or threatened aloud, with a verb that can give a quotation."""
    entry = lexis.verbs.get(draft.lemma)
    return draft.rule.startswith("verb.") and entry is not None and "quote_before" in entry.frames


def _said_between(parse: Parse, outer: Draft, lexis: Lexis) -> Draft | None:
    """Read *The strait is open, Orlova said, the agency reported*, where the parser hung both cues side by side."""
    tokens = parse.tokens
    for c in tokens[outer.anchor].children:
        entry = lexis.verbs.get(tokens[c].lemma)
        subject = child(parse, c, "nsubj")
        plain = entry is not None and "before" in entry.frames and child(parse, c, "ccomp", "dobj", "xcomp") is None
        if tokens[c].dep not in ("parataxis", "ccomp") or subject is None or not plain or tokens[c].start < outer.content[-1].end:
            continue
        cue = ranges_of([*verb_group(parse, c), *(i for first, last in outer.cue for i in range(first, last))])
        return replace(outer, source=(noun_phrase(parse, subject.i),), via=outer.source, cue=cue)
    return None
