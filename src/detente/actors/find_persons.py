"""Names of persons in a text, and what stands beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.actors.candidates import Candidate, Text, head_of, named_body
from detente.actors.describe_persons import after_comma, beside
from detente.actors.gazetteer import COMMON, NATIONAL, SURNAMES, Entry, Match, What
from detente.actors.group_persons import same_name
from detente.actors.hyphened_names import cut_heads, find_hyphened, whole_name
from detente.actors.words import fold, name_words
from detente.language.parse import Token
from detente.records import ActorKind, MentionKind

_BEFORE_NAMES = ("office", "honorific", "rank", "person", "profession")
_NAMED = (What.ORGANIZATION, What.STATE, What.PLACE, What.CAPITAL, What.REGION)
_PERSONAL_PLACES = ("nsubj", "nsubjpass", "poss", "appos", "dobj", "conj", "dative")
_MISTAKEN = ("ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT")
_LONGEST_CAPITALS = 3  # letters: initials are shorter, words of headings are longer
_LONGEST_NAME = 5
_SHORTEST_SURNAME = 4  # letters of one that stands within a name: shorter ones are first names or particles


def find_persons(text: Text, matches: list[Match], taken: list[bool], speakers: Sequence[int]) -> list[Candidate]:
    """Return the persons' names: those of the tables, those that the pipeline tags, capitals after a title, unknown names among
    the heads of ``speakers``, and every further use of a surname.

    ``taken`` tokens are left out, and those of the names are marked in it.
    """
    kept = _Kept(list(taken))
    titles = _known(text, matches, kept)
    for span in find_hyphened(text):
        kept.keep(*span)
    for first, last in (*_tagged(text), *_titled(text, titles, kept.blocked)):
        kept.keep(*whole_name(text, first, last))
    for head in speakers:
        kept.keep(*_speaking(text, head, kept.blocked))
    _again(text, kept)
    spans = _without_articled(text, sorted(kept.spans))
    for first, last in spans:
        taken[first:last] = [True] * (last - first)
    return [_candidate(text, *span) for span in spans]


@dataclass(slots=True)
class _Kept:
    """The names so far, as token spans [first, last), and which tokens no further name may take."""

    blocked: list[bool]
    spans: list[tuple[int, int]] = field(default_factory=list)

    def keep(self, first: int, last: int) -> None:
        """Keep a name, unless it is empty or one of its tokens is blocked."""
        if first < last and not any(self.blocked[first:last]):
            self.spans.append((first, last))
            self.block(first, last)

    def block(self, first: int, last: int) -> None:
        """Let no name take these tokens."""
        self.blocked[first:last] = [True] * (last - first)


def _known(text: Text, matches: list[Match], kept: _Kept) -> list[int]:
    """Keep the persons of the tables, and block all other names; return the tokens after titles, where names may begin."""
    persons, titles = _person_entities(text), list[int]()
    for match in matches:
        first, last = text.tokens_of(match)
        what = match.entries[0].what
        if what is What.PERSON:
            kept.keep(first, _grown(text, last))
        elif last - first > 1 and match.get(What.ADJECTIVE, What.DEMONYM) is not None:
            kept.block(first, last)
        elif match.get(*_NAMED) is not None:
            surname = last - first == 1 and what in SURNAMES and text.words.folds[match.first] in text.surnames
            if persons.get(first, 0) <= last - first and not _within_name(text, match, first) and not surname:
                kept.block(first, last)
        elif _titles(text, match, first):
            titles.append(last)
            if any(text.parse.tokens[i].lower == "of" for i in range(first, last)):
                kept.block(first, last)  # Minister of Defence X Y: the pipeline takes *Defence* for a name
    return titles


def _titled(text: Text, titles: list[int], blocked: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the capitalised words after titles that can be names."""
    for first in titles:
        start, end = _plausible(text, *_bare(text, first, _capitals(text, first, blocked)))
        if end - start > 1 or (first > 0 and text.parse.tokens[first - 1].text[:1].isupper()):
            yield start, end


def _tagged(text: Text) -> list[tuple[int, int]]:
    """Return the spans that the pipeline takes for persons' names, where they can be; and those that it takes for something
    else although a first name opens them or a description of a person follows.
    """
    found: list[tuple[int, int]] = []
    for entity in text.parse.entities:
        if entity.label == "PERSON" and named_body(text, entity.first):
            continue
        if entity.label == "PERSON":
            first, last = _plausible(text, *_bare(text, entity.first, entity.last))
            if last - first > 1 or (last > first and _likely(text, first)):
                found.append((first, last))
        elif entity.label in _MISTAKEN and 2 <= entity.last - entity.first <= 4:
            bare = _bare(text, entity.first, entity.last)
            first, last = _plausible(text, *(bare if _titled_name(text, entity.first, bare) else (entity.first, entity.last)))
            titled = first > entity.first
            if last - first > 1 and (titled or (last - first <= 3 and _looks_like_person(text, first, last))):
                found.append((first, last))
    return found


def _titled_name(text: Text, first: int, bare: tuple[int, int]) -> bool:
    """Tell whether what was stripped before a name is a rank, an honorific or an office: *General* X Y."""
    words = text.cut(first, bare[0])
    match = text.index.at(words, 0) if len(words) else None
    title = match.get(What.TITLE) if match is not None and match.last == len(words) else None
    if title is None or title.row.text("kind") != "office":
        return title is not None and title.row.text("kind") in ("honorific", "rank")
    name = text.cut(*bare)  # Senator X Y, where the tables know neither X nor Y as anything but a name
    return len(name) > 1 and not text.index.matches(name) and all(w[1:].islower() for w in name.words)


def _looks_like_person(text: Text, first: int, last: int) -> bool:
    """Tell whether a first name opens the capitals [first, last), or a description of a person follows them."""
    tokens = text.parse.tokens
    if any(
        t.pos != "PROPN" or t.text.isupper() or t.lower.strip(".") in text.index.classes.company_words for t in tokens[first:last]
    ):
        return False
    opening = fold(tokens[first].text)
    if _of_a_state(text, first):
        apposed = first > 3 and tokens[first - 3].text == "," and _personal_noun(text, first - 4)
        alone = apposed or any(
            t.text == tokens[last - 1].text and tokens[t.i - 1].pos != "PROPN" for t in tokens if t.i and t.i != last - 1
        )
        return alone and text.index.at(text.cut(last - 1, last), 0) is None  # Denmark's X Y, and further on Y
    if opening in text.index.classes.first_names or opening in text.index.classes.given_names:
        return True
    if first > 1 and tokens[first - 1].text == "," and _personal_noun(text, first - 2):
        return True  # her colleague, X Y
    return any(c.title_span is not None and c.kind is ActorKind.PERSON for c in after_comma(text, last))


def _of_a_state(text: Text, first: int) -> bool:
    """Tell whether the *'s* of a state stands before token ``first``."""
    tokens = text.parse.tokens
    if first < 2 or tokens[first - 1].lower not in ("'s", "’s", "'", "’"):
        return False
    words = text.cut(first - 2, first - 1)
    match = text.index.at(words, 0) if len(words) else None
    return match is not None and match.get(What.STATE) is not None


def _personal_noun(text: Text, i: int) -> bool:
    """Tell whether a token is a noun in small letters for one person."""
    words = text.cut(i, i + 1)
    match = text.index.at(words, 0) if len(words) and text.parse.tokens[i].tag == "NN" else None
    noun = match.get(What.AGENT) if match is not None else None
    return noun is not None and noun.row.text("kind") == "person"


def _person_entities(text: Text) -> dict[int, int]:
    """Return the length of the person entity that a token belongs to."""
    return {i: e.last - e.first for e in text.parse.entities if e.label == "PERSON" for i in range(e.first, e.last)}


def _within_name(text: Text, match: Match, first: int) -> bool:
    """Tell whether the name of a town or region is rather the surname after another capitalised word."""
    tokens, known = text.parse.tokens, text.index.classes
    if match.entries[0].what not in (What.PLACE, What.CAPITAL) or match.entries[0].sector:
        return False
    token = tokens[first]
    if token.dep == "compound" and token.head == first + 1 and tokens[first + 1].pos == "PROPN":  # Milan Y, Sofia Y
        return fold(token.text) in known.first_names or fold(token.text) in known.given_names
    if match.entries[0].what is not What.PLACE or first == 0:
        return False
    before = text.parse.tokens[first - 1]
    return (
        before.pos == "PROPN"
        and before.dep == "compound"
        and before.head == first
        and fold(before.text) in text.index.classes.first_names
    )


def _likely(text: Text, first: int) -> bool:
    """Tell whether a single word that the pipeline takes for a person may be one: a known surname, or not at a start."""
    token = text.parse.tokens[first]
    if fold(token.text) in text.index.surnames or fold(token.text) in text.index.classes.first_names:
        return True
    if token.pos != "PROPN" or first == text.parse.sentences[token.sent].first or not token.text[1:].islower():
        return False
    return token.dep in _PERSONAL_PLACES or text.parse.tokens[token.head].lower == "by"


def _titles(text: Text, match: Match, first: int) -> bool:
    """Tell whether a title, or a noun in small letters, may stand before a name."""
    token = text.parse.tokens[first]
    small = token.text[:1].islower()
    if token.ent == "ORG" and not small and first + 1 < len(text.parse.tokens) and text.parse.tokens[first + 1].ent == "ORG":
        return False
    return any(
        (e.what is What.TITLE or (e.what is What.AGENT and small)) and e.row.text("kind") in _BEFORE_NAMES for e in match.entries
    )


def _grown(text: Text, last: int) -> int:
    """Return the end of a name of the tables with further parts that the pipeline sees."""
    tokens = text.parse.tokens
    while last < len(tokens) and tokens[last].ent == "PERSON" and tokens[last].pos == "PROPN" and tokens[last - 1].head == last:
        last += 1
    return last


def _capitals(text: Text, first: int, blocked: list[bool]) -> int:
    """Return the end of the capitalised words that follow a title at ``first``."""
    tokens = text.parse.tokens
    last = first
    while last < len(tokens) and last - first < _LONGEST_NAME and not blocked[last]:
        token = tokens[last]
        if not (token.pos == "PROPN" or token.text == "-" or (last > first and token.lower in text.index.classes.particles)):
            break
        if token.pos == "PROPN" and not token.text[:1].isupper() and token.lower not in text.index.classes.particles:
            break
        last += 1
    return last if last > first and tokens[first].sent == tokens[last - 1].sent else first


def _bare(text: Text, first: int, last: int) -> tuple[int, int]:
    """Strip titles, nationalities, possessives and days from the edges of a name."""
    tokens = text.parse.tokens
    while last > first and (
        (tokens[last - 1].pos in ("PUNCT", "PART", "SPACE", "VERB", "AUX") and not _hyphened(text, first, last))
        or tokens[last - 1].lower in text.index.classes.no_names
    ):
        last -= 1
    cut = text.cut(first, last)
    end = 0
    for match in text.index.matches(cut):
        if match.first != end or match.get(*COMMON, *NATIONAL) is None or match.entries[0].what is What.PERSON:
            break
        if match.last < len(cut):
            end = match.last
    if end:
        while first < last and tokens[first].start < cut.starts[end]:
            first += 1
    known = (text.index.classes.first_names, text.index.classes.given_names)
    if (
        last - first > 2
        and first > 1
        and tokens[first - 1].lower == "of"
        and not any(fold(tokens[first].text) in k for k in known)
    ):
        title = text.index.at(text.cut(first - 2, first - 1), 0)
        first += title is not None and title.get(What.TITLE) is not None  # Minister of Roads X Y
    while first < last and (tokens[first].pos in ("PUNCT", "DET", "SPACE") or tokens[first].lower in text.index.classes.no_names):
        first += 1
    return first, last


def _hyphened(text: Text, first: int, last: int) -> bool:
    """Tell whether a hyphen without a space joins the last word of [first, last) to a capitalised one: *Byong-won*."""
    tokens = text.parse.tokens
    joined = last - first > 2 and tokens[last - 2].text == "-" and tokens[last - 3].end == tokens[last - 2].start
    return joined and tokens[last - 2].end == tokens[last - 1].start and tokens[last - 3].text[:1].isupper()


def _plausible(text: Text, first: int, last: int) -> tuple[int, int]:
    """Return the span where it can be a person's name, an empty one otherwise."""
    tokens = text.parse.tokens
    if first >= last or last - first > _LONGEST_NAME + 2 or not tokens[first].text[:1].isupper():
        return first, first
    final = tokens[last - 1]
    joined = last - first > 2 and tokens[last - 2].text == "-"  # Byong-won
    if not (final.text[:1].isupper() or joined) or any(_no_part_of_name(text, i) for i in range(first, last)):
        return first, first
    if joined:
        return first, last
    opening = tokens[first].text
    if opening.isupper() and len(opening) > _LONGEST_CAPITALS and not final.text.isupper():
        return first, first  # the last word of a heading
    if last - first == 1 and final.text.isupper() and len(final.text) > 1:
        return first, first
    words = text.cut(last - 1, last)
    match = text.index.at(words, 0) if len(words) else None
    if match is not None:
        if match.get(What.DEMONYM, What.ADJECTIVE) is not None and fold(tokens[first].text) not in text.index.classes.first_names:
            return first, first
        agent = match.get(What.AGENT)
        named = fold(tokens[first].text) in text.index.classes.first_names or len(tokens[first].text) <= 2
        if last - first > 1 and agent is not None and not named and "." not in tokens[first].text:
            return first, first
        if (agent is not None and agent.row.text("kind") != "person") or (last - first == 1 and match.get(*COMMON) is not None):
            return first, first
    return first, last


def _no_part_of_name(text: Text, i: int) -> bool:
    """Tell whether a token cannot be a part of a person's name: a digit, a sign, a firm's *Inc*."""
    word = text.parse.tokens[i].text
    if word[:1].isdigit() or word in ("/", "&", "@", "*"):
        return True
    return word.casefold().strip(".") in text.index.classes.company_words


def _speaking(text: Text, head: int, blocked: list[bool]) -> tuple[int, int]:
    """Return the name around the head of a speaker that nothing else knows, an empty span where it is none."""
    tokens = text.parse.tokens
    if tokens[head].pos != "PROPN" or tokens[head].ent not in ("", "PERSON", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"):
        return head, head
    first = head
    while first > 0 and head - first < _LONGEST_NAME and tokens[first - 1].head == head and tokens[first - 1].dep == "compound":
        if tokens[first - 1].pos != "PROPN" or blocked[first - 1]:
            break
        first -= 1
    return _plausible(text, *_bare(text, first, head + 1))


def _again(text: Text, kept: _Kept) -> None:
    """Keep every further use of a surname of the names found so far; the family name may stand first (*Wang* Qishan), or last
    but one (Ana *Rojas* Mena).
    """
    tokens, known = text.parse.tokens, set[str]()
    for first, last in kept.spans:
        if last - first > 1:
            known.update(fold(t.text) for t in tokens[first + 1 : last - 1] if _second_surname(text, t))
            known.add(fold(tokens[last - 1].text))
            if fold(tokens[first].text) not in text.index.classes.first_names:
                known.add(fold(tokens[first].text))
    for first, last in list(kept.spans):
        if last - first == 1 and fold(tokens[first].text) not in known and _with_honorific(text, first):
            surname = tokens[first].text
            for token in tokens:
                before = tokens[token.i - 1] if token.i else None
                if token.text == surname and before is not None and before.pos == "PROPN" and before.head == token.i:
                    kept.keep(*_plausible(text, *_bare(text, token.i - 1, token.i + 1)))
    for token in tokens if known else ():
        if (
            token.text[:1].isupper()
            and not kept.blocked[token.i]
            and token.pos in ("PROPN", "NOUN", "ADJ")
            and fold(token.text) in known
        ):
            first = token.i
            while first > 1 and tokens[first - 1].text == "-" and tokens[first - 2].pos == "PROPN":
                first -= 2
            kept.keep(first, token.i + 1)


def _second_surname(text: Text, token: Token) -> bool:
    """Tell whether a word within a name may be a surname: no first name, no initial, nothing else that the tables know."""
    known = text.index.classes
    word = fold(token.text)
    if len(word) < _SHORTEST_SURNAME or not token.text[1:].islower() or token.text[:1].islower():
        return False
    named = word in known.first_names or word in known.given_names or word in known.particles
    words = text.cut(token.i, token.i + 1)
    return not named and text.index.at(words, 0) is None


def _with_honorific(text: Text, first: int) -> bool:
    """Tell whether *Mr*, *Dr* … stands before token ``first``."""
    words = text.cut(first - 1, first) if first else text.cut(0, 0)
    match = text.index.at(words, 0) if len(words) else None
    title = match.get(What.TITLE) if match is not None else None
    return title is not None and title.row.text("kind") == "honorific"


def _without_articled(text: Text, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop single names that the text uses with an article somewhere: they are no persons."""
    tokens = text.parse.tokens
    articled = {
        tokens[first].text
        for first, last in spans
        if last - first == 1 and first > 0 and tokens[first - 1].lower in ("the", "a", "an") and tokens[first - 1].head == first
    }
    return [s for s in spans if s[1] - s[0] > 1 or tokens[s[0]].text not in articled]


def _candidate(text: Text, first: int, last: int) -> Candidate:
    cut = text.cut(first, last)
    name = tuple(f for f in cut.folds if f[:1].isalpha())
    entries: tuple[Entry, ...] = ()
    for match in text.index.matches(cut):
        if match.entries[0].what is What.PERSON and match.last - match.first >= min(2, len(name)):
            entries = tuple(e for e in match.entries if e.what is What.PERSON)
    if not entries and len(name) > 2:
        entries = tuple(e for e in text.index.surnames.get(name[-1], ()) if _initialled(name_words(e.name)[1], name))
    head = head_of(text.parse, first, last)
    also = cut_heads(text, first, last, head)
    return Candidate("person", first, last, head, MentionKind.NAME, entries, name, described=beside(text, first, last), also=also)


def _initialled(known: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Tell whether a person of the tables has the first and last word of the name, and no other word between them."""
    return known[0] == name[0] and (len(known) != len(name) or same_name(known, name))
