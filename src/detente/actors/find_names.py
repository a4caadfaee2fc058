"""Names of states, places, regions, organisations and outlets in a text, and the adjectives of nations."""

from collections.abc import Sequence

from detente.actors.candidates import Candidate, Text, head_of, left_edge, named_body
from detente.actors.coding import NOTHING
from detente.actors.gazetteer import Match, What
from detente.actors.standing import OFFICIAL
from detente.language.parse import Parse, Token
from detente.records import ActorKind, MentionKind

_LONGEST_LETTERS = 4  # of an acronym; longer words in capitals are a heading
_MODIFYING = ("amod", "compound", "nmod", "npadvmod", "advmod", "nummod")
_COMMON_WORDS = (What.ORGANIZATION, What.PLACE)  # may be a common word at the start of a sentence: Most, Reading
_MINISTRIES = ("department", "ministry")
_NO_NOUN = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NUM", "PART", "PRON", "SCONJ", "VERB")
_NAMED = (What.STATE, What.CAPITAL, What.PLACE, What.REGION, What.ORGANIZATION)


def find_names(text: Text, matches: list[Match], taken: list[bool]) -> list[Candidate]:
    """Return the names of states, places, regions and organisations outside of the tokens that are ``taken``."""
    parse, found = text.parse, []
    bodies = _bodies(text, matches, taken)
    for first, last in bodies:
        found += [body(text, first, last), *_nation_of(text, matches, first, last)]
        taken[first:last] = [True] * (last - first)
    for match in matches:
        first, last = text.tokens_of(match)
        if any(taken[first:last]):
            continue
        head = head_of(parse, first, last)
        entry = match.entries[0]
        if entry.what in (What.PERSON, What.TITLE, What.AGENT, What.MODIFIER):
            entry = match.get(*_NAMED) or entry
        if entry.what in (What.ADJECTIVE, What.DEMONYM, What.REGIONAL):
            found.append(_national(parse, match, first, last, head))
        elif entry.what in _NAMED:
            if last - first == 1 and entry.what in _COMMON_WORDS and parse.tokens[first].pos in _NO_NOUN:
                continue
            if (
                entry.what in (What.STATE, What.PLACE, What.CAPITAL)
                and match.get(What.ADJECTIVE)
                and parse.tokens[head].dep in _MODIFYING
            ):
                found.append(_national(parse, match, first, last, head))
            else:
                found.append(Candidate("name", first, last, head, MentionKind.NAME, match.entries))
    return found


def body(text: Text, first: int, last: int) -> Candidate:
    """Return an organisation with what its name says, and the words before it: *the Armenian newspaper* X."""
    edge = left_edge(text, first)
    before = text.code(edge, first) if edge < first and text.parse.tokens[first - 1].text.islower() else NOTHING
    described = () if before.empty or before.kind is ActorKind.PERSON else (before,)
    head = head_of(text.parse, first, last)
    return Candidate("body", first, last, head, MentionKind.NAME, coding=text.code(first, last), described=described)


def find_offices(text: Text, heads: frozenset[int]) -> list[Candidate]:
    """Return the ministries whose spokesmen, officials and sources the text names by title: *foreign ministry spokesman* X.

    ``heads`` are those of the mentions found so far.
    """
    parse, found = text.parse, list[Candidate]()
    for token in parse.tokens[1:]:
        if token.lemma not in _MINISTRIES or token.i in heads or token.dep not in _MODIFYING or token.head <= token.i:
            continue
        holder, before = parse.tokens[token.i + 1].lemma, parse.tokens[token.i - 1]
        kind = before.dep in _MODIFYING or before.pos in ("ADJ", "NOUN", "PROPN")
        if kind and holder in text.index.classes.mouths | text.index.classes.officials:
            found.append(body(text, token.i - 1, token.i + 1))
    return found


def _nation_of(text: Text, matches: list[Match], first: int, last: int) -> list[Candidate]:
    """Return the nation that opens the name of an authority: *the Danish Foreign Ministry*, *US Embassy*."""
    if text.code(first, last).sector not in OFFICIAL:
        return []
    nations = [m for m in matches if text.tokens_of(m)[0] == first and text.tokens_of(m)[1] < last]
    kinds = (What.ADJECTIVE, What.DEMONYM, What.STATE)
    found: list[Candidate] = []
    for match in nations[:1]:
        end = text.tokens_of(match)[1]
        entries = tuple(e for e in match.entries if e.what in kinds)
        if entries and match.entries[0].what in kinds:
            found.append(Candidate("nation", first, end, end - 1, MentionKind.ADJECTIVE, entries))
    return found


def _national(parse: Parse, match: Match, first: int, last: int, head: int) -> Candidate:
    """Tell the adjective ("Russian troops") from the people ("the British", "Russians")."""
    token = parse.tokens[head]
    after = parse.tokens[last] if last < len(parse.tokens) else None
    hyphened = after is not None and after.text == "-"
    people = token.dep not in _MODIFYING and not hyphened and (match.get(What.DEMONYM) is not None or _articled(parse, head))
    entries = tuple(e for e in match.entries if e.what in (What.ADJECTIVE, What.DEMONYM, What.REGIONAL, What.STATE))
    if people and entries[0].what is not What.REGIONAL:
        while first > 0 and parse.tokens[first - 1].head == head and parse.tokens[first - 1].pos in ("DET", "ADJ", "NUM"):
            first -= 1
        return Candidate("people", first, last, head, MentionKind.NOMINAL, entries)
    return Candidate("adjective", first, last, head, MentionKind.ADJECTIVE, entries)


def _articled(parse: Parse, head: int) -> bool:
    return any(t.lower == "the" for t in parse.children(head, "det"))


def _bodies(text: Text, matches: list[Match], taken: list[bool]) -> list[tuple[int, int]]:
    """Return organisations that the pipeline tags and no table has whole: those with a known noun, or of several words."""
    whole = {text.tokens_of(m) for m in matches if m.entries[0].what in _NAMED}
    tokens, found = text.parse.tokens, []
    for entity in text.parse.entities:
        first, last = entity.first, entity.last
        while first < last and (tokens[first].pos in ("DET", "PUNCT", "SPACE") or tokens[first].lower == "the"):
            first += 1
        last = next((i for i in range(first, last) if tokens[i].text in ("(", ")", ",", "/")), last)
        while last > first and tokens[last - 1].pos in ("PUNCT", "PART", "SPACE"):
            last -= 1
        named = first < last and named_body(text, first)
        if (entity.label != "ORG" and not named) or first >= last or any(taken[first:last]):
            continue
        if any(a >= first - 1 and b <= last + 1 and (b - a) >= (last - first) for a, b in whole) or any(
            a < first < b or a < last < b for a, b in whole
        ):
            continue
        if not tokens[first].text[:1].isupper() or any(_no_part_of_body(t) for t in tokens[first:last]):
            continue
        first = _after_heading(tokens, first, last)
        if last - first == 1 and (tokens[first].lower in text.index.classes.no_names or "." in tokens[first].text.strip(".")):
            continue
        inner = [m for m in matches if first <= text.tokens_of(m)[0] and text.tokens_of(m)[1] <= last]
        if (
            _ends_in_person(text, inner, last)
            or _opens_with_office(text, inner, first, last)
            or (last - first == 1 and not tokens[first].text.isupper() and not inner and not named)
        ):
            continue
        found.append((first, last))
    return found


def _no_part_of_body(token: Token) -> bool:
    """Tell whether a token cannot be a part of an organisation's name: a verb, a star of a list, a time, somebody's *'s*."""
    return token.pos in ("VERB", "SPACE") or token.text in ("*", "--") or token.lower in ("last", "time")


def _after_heading(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return where a name begins after words of a heading in capitals (*NEW EQUILIBRIUM Goldman Sachs*)."""
    begin = first
    while begin < last and tokens[begin].text.isupper() and len(tokens[begin].text) > _LONGEST_LETTERS:
        begin += 1
    mixed = begin < last and not tokens[begin].text.isupper() and tokens[begin].text[:1].isupper()
    return begin if mixed and begin - first > 1 else first


def _opens_with_office(text: Text, inner: list[Match], first: int, last: int) -> bool:
    """Tell whether a tagged organisation is rather who holds an office: *the Minister of Fisheries*."""
    if not inner or text.tokens_of(inner[0])[0] != first:
        return False
    title, end = inner[0].get(What.TITLE), text.tokens_of(inner[0])[1]
    office = title is not None and title.row.text("kind") == "office"
    return office and (end == last or text.parse.tokens[end].lower in ("of", "for"))


def _ends_in_person(text: Text, inner: list[Match], last: int) -> bool:
    """Tell whether a tagged organisation ends in a word for a person: it is one of its members, unless its name is plural
    (*Brothers*, *Partners*; but *Minister of Roads* is one).
    """
    if not inner or text.tokens_of(inner[-1])[1] != last:
        return False
    entry = inner[-1].get(What.TITLE, What.AGENT)
    if text.parse.tokens[last - 1].tag == "NNPS" and head_of(text.parse, *text.tokens_of(inner[-1])) == last - 1:
        return False
    return entry is not None and entry.row.text("kind") in ("person", "office", "honorific", "rank", "profession")
