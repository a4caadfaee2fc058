"""What stands beside a person's name: the words before it, and descriptions that commas set off."""

from dataclasses import replace

from detente.actors.candidates import Text, head_of, left_edge
from detente.actors.coding import Coding
from detente.actors.gazetteer import What
from detente.records import ActorKind

_STOPS = (",", ";", ":", '"', "“", "”", "(", ")", ".")
_LONGEST_DESCRIPTION = 30


def beside(text: Text, first: int, last: int) -> tuple[Coding, ...]:
    """Code what stands beside the name [first, last): words before it, and descriptions set off by commas."""
    found: list[Coding] = []
    edge = left_edge(text, first)
    wide = _title_edge(text, edge, first, last)
    if wide < edge and (coded := text.code(wide, first)).country is not None:  # "the U.S. secretary of state Ann Smith"
        found.append(coded)
        edge = wide
    elif edge < first:
        found.append(text.code(edge, first))
    if edge == first or _honorific(text, edge, first):
        found.extend(_before_comma(text, edge, last))
    found.extend(_after_of(text, first, last))
    found.extend(after_comma(text, last))
    found.extend(_who_leads(text, last))
    return tuple(c for c in found if not c.empty and not _is_other_person(c))


def _is_other_person(coding: Coding) -> bool:
    """Tell whether words beside a name are another name: *Van Dam, Barroso and* …; a surname of the tables has no part."""
    return any(p.what is What.PERSON for p in coding.parts) or (coding.kind is ActorKind.PERSON and not coding.parts)


def _title_edge(text: Text, edge: int, first: int, last: int) -> int:
    """Return where a title of the shape *X of Y* before the name begins, of which the base phrase is only Y."""
    tokens = text.parse.tokens
    for _ in range(2):
        of = tokens[edge - 1] if 0 < edge < first else None
        if of is None or of.lower not in ("of", "for"):
            break
        title = tokens[of.head]
        above = title.head if title.dep != "pobj" else tokens[title.head].head
        if title.i >= of.i or title.pos != "PROPN" or not (first <= above < last or above < title.i):
            break
        edge = left_edge(text, title.i)
    return edge


def _after_of(text: Text, first: int, last: int) -> list[Coding]:
    """Code whose man the words right after the name say that he is: *General Holm of the air force*, *Ann Smith of Peru*."""
    tokens = text.parse.tokens
    of = tokens[last] if last < len(tokens) else None
    if of is None or of.lower != "of" or not first <= of.head < last:
        return []
    owners = [t for t in text.parse.children(of.i, "pobj") if t.i == of.i + 1 or t.left == of.i + 1]
    codings = [text.code(last + 1, t.i + 1) for t in owners[:1]]
    return [replace(c, title_span=None, title=None, sector=None if c.kind is ActorKind.STATE else c.sector) for c in codings]


def _who_leads(text: Text, last: int) -> list[Coding]:
    """Code whom a clause after the name says that he or she leads or speaks for: *Ann Smith, who heads the Danish delegation*."""
    parse, tokens = text.parse, text.parse.tokens
    if last + 2 >= len(tokens) or tokens[last].text != "," or tokens[last + 1].lower != "who":
        return []
    verb = tokens[tokens[last + 1].head]
    if verb.i <= last + 1 or verb.lemma not in text.index.classes.leading or verb.tag not in ("VBZ", "VBP", "VBD"):
        return []
    led = parse.children(verb.i, "dobj")
    led += [o for p in parse.children(verb.i, "prep") if p.lower in ("for", "over") for o in parse.children(p.i, "pobj")]
    ends = {t.i: [p.right for p in parse.children(t.i, "prep") if p.lower == "of" and p.i == t.i + 1] for t in led[:1]}
    codings = [text.code(t.left, max((*ends[t.i], t.i)) + 1) for t in led[:1]]
    return [replace(c, title_span=None, title=None, past=verb.tag == "VBD") for c in codings if c.kind is not ActorKind.PERSON]


def after_comma(text: Text, last: int) -> list[Coding]:
    """Code the description that follows the name and a comma, up to the next mark or verb."""
    tokens = text.parse.tokens
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return []
    if tokens[last + 1].pos not in ("DET", "NOUN", "ADJ", "PROPN") and tokens[last + 1].tag != "PRP$":
        return []
    stop, sent = last + 1, tokens[last].sent
    while stop < len(tokens) and tokens[stop].sent == sent and stop - last < _LONGEST_DESCRIPTION:
        if _ends_description(text, stop):
            break
        stop += 1
    ended = (
        stop >= len(tokens)
        or tokens[stop].sent != sent
        or tokens[stop].text in (",", ".", ")", ";")
        or tokens[stop].tag in ("WDT", "WP")
    )
    return [text.code(last + 1, stop)] if ended and stop > last + 1 else []


def _ends_description(text: Text, i: int) -> bool:
    """Tell whether token i ends a description: a mark (not that of *No. 2*), a verb (not *-based*), a relative pronoun."""
    token = text.parse.tokens[i]
    if token.text == "." and i + 1 < len(text.parse.tokens):
        return text.parse.tokens[i + 1].sent != token.sent or text.parse.tokens[i + 1].pos != "NUM"
    participle = token.pos == "VERB" and token.dep == "amod"
    return token.text in _STOPS or (token.pos in ("VERB", "AUX", "SPACE") and not participle) or token.tag in ("WDT", "WP")


def _honorific(text: Text, first: int, last: int) -> bool:
    """Tell whether the words [first, last) are no more than *Mr*, *Dr* …, before which a description may stand."""
    words = text.cut(first, last)
    match = text.index.at(words, 0) if len(words) else None
    title = match.get(What.TITLE) if match is not None and match.last == len(words) else None
    return title is not None and title.row.text("kind") == "honorific"


def _before_comma(text: Text, first: int, last: int) -> list[Coding]:
    """Code the description that a comma sets off from the name after it: what the name is in apposition to, or the noun
    phrase that ends at the comma.
    """
    tokens = text.parse.tokens
    if first < 2 or tokens[first - 1].text != "," or tokens[first - 2].sent != tokens[first].sent:
        return []
    name = tokens[head_of(text.parse, first, last)]
    apposed = name.dep == "appos" and name.head < first - 1
    noun = tokens[name.head] if apposed else tokens[first - 2]
    while not apposed and (
        noun.head < noun.i or (noun.head < first and tokens[noun.head].right <= first - 1 and noun.head != noun.i)
    ):
        above = tokens[noun.head]
        if above.pos not in ("NOUN", "PROPN", "ADP") or above.sent != noun.sent or first - above.left > _LONGEST_DESCRIPTION:
            break
        noun = above
    if noun.pos not in ("NOUN", "PROPN"):
        return []
    coding = text.code(left_edge(text, noun.i), first - 1)
    of = tokens[noun.head]
    if coding.title_span is None and noun.dep == "pobj" and tokens[of.head].tag == "NN" and of.head < of.i:
        coding = text.code(left_edge(text, of.head), first - 1)  # a counterpart at X, Y: Y stands beside the counterpart
    return [coding] if coding.title_span is not None else []
