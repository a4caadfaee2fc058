"""Names of persons in a text, what stands beside them, and which names are the same person."""

from detente.actors.coding import Coding
from detente.actors.mentions import Candidate, Text, head_of, left_edge
from detente.actors.tables import COMMON, NATIONAL, Entry, Match, What
from detente.actors.words import split_words
from detente.records import MentionKind

_NO_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december reuters".split()
)


def find_names(text: Text, matches: list[Match]) -> list[Candidate]:
    """Return the persons' names: those of the tables, those that the pipeline tags, and capitals after a title."""
    tokens = text.parse.tokens
    spans: dict[int, tuple[int, int]] = {}
    taken = [False] * (len(tokens) + 1)
    titles: set[int] = set()

    def keep(first: int, last: int) -> None:
        if first < last and not any(taken[first:last]):
            spans[first] = (first, last)
            taken[first:last] = [True] * (last - first)

    for match in matches:
        first, last = text.tokens_of(match)
        if match.get(What.PERSON) is not None and match.entries[0].what is What.PERSON:
            if match.last - match.first > 1 or tokens[first].pos == "PROPN":
                while (
                    last < len(tokens)
                    and tokens[last].ent == "PERSON"
                    and tokens[last].pos == "PROPN"
                    and tokens[last - 1].head == last
                ):
                    last += 1
                keep(first, last)
        elif match.get(What.ORGANIZATION, What.STATE, What.PLACE, What.CAPITAL, What.REGION) is not None:
            taken[first:last] = [True] * (last - first)
        elif (entry := match.get(What.TITLE)) is not None or (entry := match.get(What.AGENT)) is not None:
            if entry.row.text("kind") in ("office", "honorific", "rank", "person"):
                titles.add(last)
    for entity in text.parse.entities:
        if entity.label == "PERSON":
            first, last = _bare(text, entity.first, entity.last)
            keep(first, last)
    for first in sorted(titles):
        last = first
        while last < len(tokens) and last - first < 4 and tokens[last].pos in ("PROPN", "PUNCT") and not taken[last]:
            if tokens[last].pos == "PUNCT" and tokens[last].text != "-":
                break
            last += 1
        if last > first and tokens[first].text[:1].isupper() and tokens[first].pos == "PROPN":
            keep(*_bare(text, first, last))
    return [_candidate(text, *span) for span in sorted(spans.values())]


def _bare(text: Text, first: int, last: int) -> tuple[int, int]:
    """Strip titles, nationalities, possessives and days from the edges of a name."""
    tokens = text.parse.tokens
    cut = text.cut(first, last)
    known = {}
    for match in text.index.matches(cut):
        if match.first == 0 or match.first in known:
            common = match.get(*COMMON, *NATIONAL) is not None and match.get(What.PERSON) is None
            if common and match.last < len(cut):
                known[match.last] = True
    if known:
        offset = cut.starts[max(known)]
        while first < last and tokens[first].start < offset:
            first += 1
    while last > first and (
        tokens[last - 1].pos in ("PUNCT", "PART", "SPACE") or tokens[last - 1].lower in _NO_NAME or tokens[last - 1].pos == "VERB"
    ):
        last -= 1
    while first < last and (tokens[first].pos in ("PUNCT", "DET", "SPACE") or tokens[first].lower in _NO_NAME):
        first += 1
    if not any(t.text[:1].isupper() for t in tokens[first:last]):
        return first, first
    return first, last


def _candidate(text: Text, first: int, last: int) -> Candidate:
    cut = text.cut(first, last)
    name = tuple(f for f, w in zip(cut.folds, cut.words, strict=True) if f[:1].isalpha() and f != "'s")
    entries: tuple[Entry, ...] = ()
    for match in text.index.matches(cut):
        if match.entries[0].what is What.PERSON and match.last - match.first >= min(2, len(name)):
            entries = tuple(e for e in match.entries if e.what is What.PERSON)
    if not entries and len(name) > 2:
        entries = _by_first_and_last(text, name)
    return Candidate(
        "person",
        first,
        last,
        head_of(text.parse, first, last),
        MentionKind.NAME,
        entries,
        name,
        described=beside(text, first, last),
    )


def beside(text: Text, first: int, last: int) -> tuple[Coding, ...]:
    """Code what stands beside the name [first, last): words before it, and descriptions set off by commas."""
    found: list[Coding] = []
    tokens = text.parse.tokens
    edge = left_edge(text, first)
    if edge < first:
        found.append(text.code(edge, first))
    sentence = text.parse.sentences[tokens[first].sent]
    if last + 1 < sentence.last and tokens[last].text == ",":
        stop = last + 1
        while (
            stop < sentence.last
            and tokens[stop].text not in (",", ";", ":", ".", '"', "”", ")")
            and tokens[stop].pos not in ("VERB", "AUX", "SPACE")
            and stop - last < 30
        ):
            stop += 1
        if (
            stop < len(tokens)
            and tokens[stop].text in (",", ".", ")", ";")
            and tokens[last + 1].pos in ("DET", "NOUN", "ADJ", "PROPN")
        ):
            found.append(text.code(last + 1, stop))
    if edge - 1 > sentence.first and tokens[edge - 1].text == "," and edge == first:
        start = edge - 2
        while (
            start > sentence.first
            and tokens[start - 1].text not in (",", ";", ":", '"', "“", "”", "(")
            and tokens[start - 1].pos not in ("VERB", "AUX", "SPACE")
        ):
            start -= 1
        if tokens[start].pos in ("DET", "NOUN", "ADJ", "PROPN"):
            found.append(text.code(start, edge - 1))
    return tuple(c for c in found if not c.empty and not any(p.what is What.PERSON for p in c.parts))


def _by_first_and_last(text: Text, name: tuple[str, ...]) -> tuple[Entry, ...]:
    """Return the persons of the tables with the same first and last name."""
    return tuple(e for e in text.index.surnames.get(name[-1], ()) if _folds(e)[0] == name[0])


def _folds(entry: Entry) -> tuple[str, ...]:
    return split_words(entry.name).folds
