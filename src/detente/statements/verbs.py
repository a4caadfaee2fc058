"""Statements that a verb attributes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.language.parse import Parse, Token
from detente.records import Attitude, Span
from detente.statements.addressees import addressee_of
from detente.statements.behind import apposed, before_apposed, label_of, next_clause, stands_behind, with_condition
from detente.statements.colon import governing_cue
from detente.statements.complements import Complement, hung_clause, verb_complements
from detente.statements.draft import Draft, Ranges
from detente.statements.edges import (
    after_citing,
    after_cue,
    after_date,
    end_at_next_cue,
    end_at_quote,
    end_at_way,
    lead_of,
    start_at_quote,
    without_source,
)
from detente.statements.hearers import before_giver, may_be_told
from detente.statements.idle import is_asked_next, is_foreseen, is_idle
from detente.statements.interrupted import Given
from detente.statements.lexis import Entry, Lexis
from detente.statements.made_known import is_made_known
from detente.statements.quoted import Quotation, Quotations, merge, quotes_of, sentence_like, stretch
from detente.statements.relays import relayed, saying_of
from detente.statements.sources import VerbReader, after_verb, beside_quote
from detente.statements.trailing import as_complement, trailing_complement
from detente.statements.tree import agent_of, child, is_passive, ranges_of, subtree, to_spans, verb_group

_FAR = 150  # tokens of a clause that are looked at: a text without full stops stays cheap
_MEASURES = ("CARDINAL", "DATE", "MONEY", "QUANTITY", "TIME")
_HEARERS = ("PERSON", "ORG", "GPE", "NORP")
_OF_WISH = ("acomp", "acl", "advcl", "advmod", "ccomp", "npadvmod", "oprd", "prep", "prt", "xcomp")
_CLAUSES = ("that", "bare", "wh", "before")
Quoted = list[tuple[str, Quotation]]


def verb_statements(
    parse: Parse, placed: Quotations, lexis: Lexis, moved: dict[int, int], given: Mapping[int, Given]
) -> Iterator[Draft]:
    """Yield a draft for each verb that attributes; ``moved`` is filled with the cues that take another verb's subject.

    ``given`` holds what the cues of interrupted sentences take.
    """
    reader = VerbReader(parse, placed, lexis, moved, given)
    for token in parse.tokens:
        adjectival = token.dep in ("amod", "compound") and not _after_age(parse, token)
        if (token.i not in given and adjectival) or _is_state(parse, token, lexis):
            continue
        if _set_phrase(reader, token) or is_made_known(parse, token):
            continue
        if (
            token.pos == "VERB"
            or token.i in given
            or _after_age(parse, token)
            or (token.tag.startswith("VB") and token.dep not in ("aux", "auxpass"))
        ):
            draft = _statement(reader, token)
            if draft is not None:
                yield draft


def _after_age(parse: Parse, token: Token) -> bool:
    """Tell whether a finite verb stands behind an age, which parsers take for an adjective: *the 64-year-old told us*."""
    tokens = parse.tokens
    return token.tag == "VBD" and token.i > 2 and tokens[token.i - 1].lower == "old" and tokens[token.i - 2].text == "-"


def _is_state(parse: Parse, token: Token, lexis: Lexis) -> bool:
    """Tell whether a participle is said of somebody like an adjective: *is convinced that*, *were opposed to*."""
    if token.tag != "VBN" or token.lower not in lexis.adjectives:
        return False
    return token.dep == "acomp" or (is_passive(parse, token.i) and child(parse, token.i, "agent") is None)


def _set_phrase(reader: VerbReader, token: Token) -> bool:
    """Tell whether a verb stands in a set phrase that attributes nothing: *that said*, *reporting by*."""
    tokens = reader.parse.tokens
    phrases = reader.lexis.of("set phrase")
    before = tokens[token.i - 1].lower if token.i else ""
    after = tokens[token.i + 1].lower if token.i + 1 < len(tokens) else ""
    return f"{before} {token.lower}" in phrases or f"{token.lower} {after}" in phrases


def _statement(reader: VerbReader, verb: Token) -> Draft | None:
    """Read one verb: a quotation that it gives, else its first complement that the table allows, else a clause before it."""
    entry = reader.lexis.verbs.get(verb.lemma) or reader.lexis.verbs.get("*")  # *: a verb that no row lists
    if entry is None or (verb.lemma in reader.lexis.of("needs particle") and not _has_particle(reader, verb)):
        return None
    given = reader.given.get(verb.i)
    if given is not None and given.complement is not None:
        return _governing(reader, verb, entry, given.complement, bound=given.complement.frame not in entry.frames)
    quoted = quotes_of(reader.parse, reader.placed, verb.i) if reader.placed.at[verb.i] < 0 else []
    if quoted:
        draft = _quoting(reader, verb, entry, quoted)
        if draft is not None:
            return draft
    hearing = verb.lemma in reader.lexis.of("has addressee")
    found = [c for c in verb_complements(reader.parse, verb.i) if not (hearing and _is_hearer(reader, c))]
    found.extend(apposed(reader.parse, verb.i))
    chosen, bound = entry.choose(found)
    if chosen is not None and chosen.frame == "before":
        behind, beneath = entry.choose(c for c in found if stands_behind(reader.parse, verb, c, entry))
        chosen, bound = (behind, beneath) if behind is not None else (chosen, bound)
    if (
        (chosen is None or chosen.frame not in (*_CLAUSES, "to", "object_to"))
        and "that" in entry.frames | entry.inside
        and verb.lemma in reader.lexis.verbs
    ):
        hearing = hearing and may_be_told(reader.parse, verb, reader.lexis)
        hung = hung_clause(reader.parse, verb.i, with_object=hearing)
        hung = hung or next_clause(reader.parse, reader.placed.at, verb.i)
        chosen, bound = (hung, "that" not in entry.frames) if hung is not None else (chosen, bound)
    if chosen is not None and chosen.frame == "passive_to" and agent_of(reader.parse, verb.i) is not None:
        bound = False  # *was urged by elders to reopen the market*: the text names who speaks
    if chosen is not None and chosen.frame == "parenthesis" and _reported(reader, verb):
        return None
    if "small" in entry.frames and (chosen is None or chosen.frame == "object"):
        label = label_of(reader.parse, reader.placed, verb)
        chosen, bound = (label, False) if label is not None else (chosen, bound)
    if chosen is None and verb.lemma in reader.lexis.of("as cue"):
        chosen = as_complement(reader.parse, verb.i)
    if chosen is not None:
        if verb.lemma not in reader.lexis.verbs and (chosen.addressee is not None or _is_hedged(reader.parse, verb)):
            return None
        return _governing(reader, verb, entry, chosen, bound=bound)
    if "before" in entry.frames and "quote_before" in entry.frames and reader.placed.at[verb.i] < 0:
        return _trailing(reader, verb, entry)
    return None


def _has_particle(reader: VerbReader, verb: Token) -> bool:
    """Tell whether the word that makes a verb one of speaking stands behind it: *he went on*, *she shot back*."""
    tokens = reader.parse.tokens
    return verb.i + 1 < len(tokens) and f"{verb.lemma} {tokens[verb.i + 1].lower}" in reader.lexis.of("speaks with")


def _is_hearer(reader: VerbReader, complement: Complement) -> bool:
    """Tell whether the object of a verb is no content but who is told: *warned him*."""
    first, last = complement.ranges[0]
    if complement.frame != "object" or complement.addressee is not None:
        return False
    head = next((t for t in reader.parse.tokens[first:last] if not first <= t.head < last), None)
    if head is None or (head.pos == "PRON" and (head.lower.endswith("thing") or head.tag in ("DT", "JJ", "WDT", "WP"))):
        return False
    return head.ent in _HEARERS or head.pos == "PRON" or head.lower in reader.lexis.agents


def _reported(reader: VerbReader, verb: Token) -> bool:
    """Tell whether the verb above is itself a cue that reports this one: *Lima wants talks, an official said*."""
    head = reader.parse.tokens[verb.head]
    entry = reader.lexis.verbs.get(head.lemma)
    subject = child(reader.parse, head.i, "nsubj")
    return entry is not None and "quote_before" in entry.frames and subject is not None and verb.i < subject.i < head.i


def _trailing(reader: VerbReader, verb: Token, entry: Entry) -> Draft | None:
    found = trailing_complement(reader.parse, verb.i)
    if found is None or any(reader.placed.at[i] >= 0 for i in range(*found[1])):
        return None
    complement, source = found
    return _draft(reader, verb, entry, complement, spans=to_spans(reader.parse, complement.ranges), source=(source,))


def _quoting(reader: VerbReader, verb: Token, entry: Entry, quoted: Quoted) -> Draft | None:
    parse = reader.parse
    listed = verb.lemma in reader.lexis.verbs
    kept = [(f, q) for f, q in quoted if f in entry.frames and (listed or _by_position(parse, verb, f, q))]
    if not kept:
        return None
    frame = kept[0][0]
    if frame == "quote_after" and governing_cue(parse, reader.placed, verb, kept[0][1], reader.lexis) is not None:
        return None
    if frame == "quote_after" and _runs_on(parse, verb, kept[0][1]):
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
                spans.extend(start_at_quote(parse, s, outer) for s in own if not s.start <= verb.start < s.end)
    if frame == "quote_before":
        spans.extend(lead_of(parse, reader.placed, kept[0][1]))
    heard = child(parse, verb.i, "dobj", "dative")
    spoken_to = heard.i if heard is not None and heard.i > verb.i and reader.placed.at[heard.i] < 0 else None
    return _draft(reader, verb, entry, Complement(frame, (), spoken_to), spans=tuple(spans), source=source)


def _runs_on(parse: Parse, verb: Token, quotation: Quotation) -> bool:
    """Tell whether a few quoted words are part of what is to be done: *asked Oslo to show "a little courage"*."""
    led = quotation.first > 0 and parse.tokens[quotation.first - 1].text in (",", ":")
    return not led and _is_hedged(parse, verb) and not sentence_like(parse, quotation)


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


def _governing(reader: VerbReader, verb: Token, entry: Entry, complement: Complement, *, bound: bool) -> Draft | None:
    ranges = complement.ranges
    if complement.frame.startswith("passive_") and len(ranges) > 1 and verb.lemma in reader.lexis.of("has addressee"):
        ranges = ranges[1:]  # who is told or ordered hears, and belongs to no content
    if (
        complement.addressee is not None
        and complement.frame.startswith("object_")
        and verb.lemma in reader.lexis.of("has addressee")
    ):
        ranges = (_behind_hearer(reader, complement, ranges[0]),)
    if complement.frame in _CLAUSES and complement.frame != "before" and len(ranges) == 1:
        first, last = ranges[0]
        if complement.addressee is not None and verb.lemma not in reader.lexis.of("has addressee"):
            first = max(verb.i + 1, subtree(reader.parse, complement.addressee)[0])  # no hearer, but the subject of the clause
        for i in range(first + 1, min(last, first + _FAR)):  # an interrupted clause within goes on to its own end
            given = reader.given.get(i)
            if given is not None and given.complement is not None:
                last = max(last, given.complement.ranges[-1][1])
        first = after_citing(reader.parse, verb.i, after_date(reader.parse, verb.i, first, last), last, reader.lexis)
        whole = end_at_next_cue(reader, verb, end_at_quote(reader, verb, (first, last)))
        ranges = (before_apposed(reader.parse, reader.lexis, whole),)
    ranges = (*ranges[:-1], _edged(reader, verb, complement.frame, ranges[-1]))
    spans = to_spans(reader.parse, ranges)
    if not spans:
        return None
    source = reader.source(verb.i, spans)
    if not source and complement.frame == "before":
        source = after_verb(reader.parse, reader.placed, verb.i)
    if not source and complement.frame in ("object", "small"):
        return None  # an imperative or a misreading: nobody is there to attribute it to
    if _is_no_cue(reader, verb, complement, entry=entry, spans=spans, source=source, bound=bound):
        return None
    idle = {
        b: is_idle(reader.parse, verb, complement.frame, entry=entry, spans=spans, source=source, lexis=reader.lexis, bound=b)
        for b in (False, True)
    }
    if idle[True] or (idle[False] and not bound and not _asks_later(reader.parse, verb, entry, reader.lexis)):
        return None
    draft = _draft(reader, verb, entry, complement, spans=spans, source=source)
    return replace(draft, bound=bound or idle[False]) if draft is not None else None


def _edged(reader: VerbReader, verb: Token, frame: str, whole: tuple[int, int]) -> tuple[int, int]:
    """Let the last range of a content end where its frame says: at an apposition, with a condition, with a whole object."""
    if frame in ("before", "parenthesis"):
        return before_apposed(reader.parse, reader.lexis, whole)
    if frame in ("to", "object_to", "passive_to"):
        longer = with_condition(reader.parse, verb.i, whole)
        return end_at_next_cue(reader, verb, longer) if longer != whole else whole
    whole = end_at_way(reader, verb, whole) if frame == "small" or frame.startswith("object") else whole
    return _whole_object(reader, verb, whole) if frame == "object" else whole


def _is_no_cue(
    reader: VerbReader,
    verb: Token,
    complement: Complement,
    *,
    entry: Entry,
    spans: Sequence[Span],
    source: Ranges,
    bound: bool,
) -> bool:
    """Tell whether the object shows that a verb attributes nothing: one knows a person, shares a room, a drought threatens."""
    if verb.lemma in reader.lexis.of("knows persons") and _is_hearer(reader, complement):
        return True
    if complement.frame != "object":
        return False
    if verb.lemma in reader.lexis.of("shares views") and not _is_opinion(reader, spans):
        return True
    return (bound or entry.attitude is Attitude.EVENTUALITY) and _is_thing(reader, source)


def _is_opinion(reader: VerbReader, spans: Sequence[Span]) -> bool:
    """Tell whether what is shared is a view: *shares our concern*."""
    words = [reader.parse.tokens[i] for span in spans for i in reader.parse.within(span)]
    return any(t.lemma in reader.lexis.of("opinion") or t.lemma in reader.lexis.of("position") for t in words)


def _is_thing(reader: VerbReader, source: Ranges) -> bool:
    """Tell whether a source is no person or body: *the drought threatens the crop*."""
    words = [t for first, last in source for t in reader.parse.tokens[first:last]]
    head = next((t for t in words if t.head == t.i or not any(o.i == t.head for o in words)), None)
    if head is None or head.tag != "NN" or head.ent:
        return False
    return head.lower not in reader.lexis.agents and head.lower not in reader.lexis.of("source noun")


def _asks_later(parse: Parse, verb: Token, entry: Entry, lexis: Lexis) -> bool:
    """Tell whether somebody is going to ask or offer: *(said) it would ask Oslo to pay*; what nobody will do is no wish."""
    foreseen = entry.attitude is Attitude.EVENTUALITY and is_foreseen(parse, verb) and child(parse, verb.i, "neg") is None
    return foreseen or is_asked_next(parse, verb, lexis)


def _whole_object(reader: VerbReader, verb: Token, whole: tuple[int, int]) -> tuple[int, int]:
    """Let an object keep what the parser hung on the verb: *denied any part* in the raid, *wants a deal* at the border.

    What is wished includes where, when and how it is to be; who is promised something hears, and belongs to no content.
    """
    tokens = reader.parse.tokens
    first, last = whole
    if reader.placed.at[first] >= 0 and reader.placed.at[verb.i] < 0:
        behind = reader.placed.items[reader.placed.at[first]].last
        if behind < last and tokens[behind].pos == "CCONJ":
            return first, behind  # *rejected "a trick" and vowed to wait*
    if verb.lemma in reader.lexis.of("wish verb"):
        for c in verb.children:
            hears = tokens[c].lower == "to" and tokens[c].pos == "ADP" and verb.lemma in reader.lexis.of("gives to")
            if subtree(reader.parse, c)[0] == last and tokens[c].dep in _OF_WISH and not hears:
                last = subtree(reader.parse, c)[1]
            elif hears and first < c < last:
                last = c
        return first, before_giver(reader.parse, verb, (first, last), reader.lexis)
    hung = last < len(tokens) and tokens[last].lower == "in" and tokens[last].head == verb.i
    if hung and any(t.lemma in reader.lexis.of("takes in") for t in tokens[first:last]):
        return first, subtree(reader.parse, last)[1]
    return first, before_giver(reader.parse, verb, whole, reader.lexis)


def _behind_hearer(reader: VerbReader, complement: Complement, whole: tuple[int, int]) -> tuple[int, int]:
    """Begin a content behind who is told: *urged Oslo* not to go, *asked us* for time."""
    first, last = whole
    tokens = reader.parse.tokens
    heard = complement.addressee if complement.addressee is not None else first
    if tokens[heard].ent in _MEASURES:
        return whole  # *requested two more days to study it*
    if complement.frame != "object_to":
        hearer = tokens[heard].tag == "PRP" or tokens[heard].ent in _HEARERS or tokens[heard].lower in reader.lexis.agents
        return (
            complement.particle if complement.particle is not None and complement.particle > heard and hearer else first
        ), last
    to = next((i for i in range(heard + 1, last) if tokens[i].tag == "TO"), first)
    while to - 1 > heard and (tokens[to - 1].dep == "neg" or tokens[to - 1].tag in ("WRB", "WP", "WDT")):
        to -= 1
    return to, last


def _draft(
    reader: VerbReader, verb: Token, entry: Entry, complement: Complement, *, spans: tuple[Span, ...], source: Ranges
) -> Draft | None:
    parse = reader.parse
    frame = complement.frame
    if frame in ("before", "parenthesis", "quote_before"):
        last = parse.tokens[saying_of(parse, verb.i, reader.lexis)]
        spans = without_source(parse, (*spans, *after_cue(reader, last)), source)
    content = stretch(parse, reader.placed, spans, verb.i)
    if not content:
        return None
    cue = verb_group(parse, verb.i)
    if verb.lemma not in reader.lexis.verbs:  # *drew attention*: what an unlisted verb does, its object says
        cue.extend(c for c in verb.children if parse.tokens[c].dep == "dobj" and c == verb.i + 1 and reader.placed.at[c] < 0)
    if complement.particle is not None and ("_" not in frame or frame == "on_to"):
        cue.append(complement.particle)
    via: Ranges = ()
    speaks, heard = verb.i, complement.addressee
    relay = relayed(parse, verb.i, content, reader.lexis)
    if relay is not None:
        source, via, cue, speaks = relay.source, relay.via, relay.cue, relay.saying
        heard = heard if speaks == verb.i else None
    return Draft(
        rule=f"verb.{frame}" if relay is None else f"relay.{frame}",
        attitude=entry.attitude,
        confidence=reader.lexis.confidence(frame, entry),
        anchor=verb.i,
        lemma=verb.lemma,
        cue=ranges_of(cue),
        source=source,
        content=merge(parse.text, content),
        addressee=addressee_of(parse, speaks, heard, frame=frame, content=content, lexis=reader.lexis),
        via=via,
    )
