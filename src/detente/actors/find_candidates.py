"""Every place of an article that may speak of somebody: persons, other names, nouns, pronouns, the article's own outlet."""

import re
from collections.abc import Iterable

from detente.actors.candidates import Candidate, Text, noun_of
from detente.actors.context import Context
from detente.actors.find_media import find_media
from detente.actors.find_names import find_names, find_offices
from detente.actors.find_nominals import find_nominals
from detente.actors.find_outlets import find_outlets
from detente.actors.find_parts import find_aged, find_parts, find_unknown, find_unknown_names
from detente.actors.find_persons import find_persons
from detente.actors.gazetteer import Entry, Match, What
from detente.actors.word_classes import word_classes
from detente.actors.words import fold
from detente.actors.written import find_written
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import MentionKind, Party, Span, Statement

_KNOWN_LETTERS = ("igo", "outlet")  # organisations whose letters nobody takes for a word
_BYLINE_REACH = 1500  # characters at the end of an article in which a byline is looked for


def find_matches(text: Text) -> list[Match]:
    """Return what the tables know in a text, without stocks' codes and common words in capitals."""
    return [
        m
        for m in text.index.matches(text.words)
        if not _within_code(text, m) and not _within_heading(text, m) and not _before_sum(text, m)
    ]


def find_candidates(
    context: Context, matches: list[Match], layout: Layout, statements: tuple[Statement, ...], lexicon: Lexicon
) -> tuple[list[Candidate], list[Candidate]]:
    """Return the persons' names, and all other candidates; of the dateline only the outlet, of a byline nothing."""
    text = context.text
    taken = [False] * (len(text.parse.tokens) + 1)
    for span in _bylines(text.parse.text, lexicon):
        for i in text.parse.within(span):
            taken[i] = True
    outlets = find_outlets(context, taken)  # that of the dateline, too
    for i in text.parse.within(layout.dateline.span) if layout.dateline is not None else ():
        taken[i] = True
    speakers = _heads((s.speaker for s in statements), text.parse)
    speakers += _antecedents(text.parse, speakers)
    hearers = _heads((p for s in statements for p in (s.addressee, s.via)), text.parse)
    context.parties = frozenset((*speakers, *hearers))
    aged = find_aged(text, taken)
    media = find_media(text, matches, taken)
    names = find_persons(text, matches, taken, speakers)
    places = find_names(text, matches, taken)
    for place in places:
        taken[place.head] = True
    titled = [m for m in matches if m.entries[0].what in (What.TITLE, What.AGENT)]
    titles = frozenset(i for m in titled for i in (noun_of(text, m), text.tokens_of(m)[1] - 1))
    places += find_unknown_names(text, [i for i in (*speakers, *hearers) if i not in titles], taken)
    nominals = find_nominals(text, matches, taken, context.classes.references)
    others = [*outlets, *aged, *media, *places, *nominals, *_pronouns(context)]
    others += find_offices(text, frozenset(c.head for c in others))
    heads = frozenset(i for c in (*names, *others) for i in (c.head, *c.also))
    covered = heads.union(i for c in (*names, *others) for i in range(c.first, c.last))
    tokens = text.parse.tokens
    companions = [t.i for t in tokens if t.lemma in text.index.classes.companions and text.parse.children(t.i, "poss")]
    unknown = [
        *find_unknown(text, speakers, heads),
        *find_unknown(text, [*hearers, *companions], covered.union(speakers), hear=True),
    ]
    known = heads.union(c.head for c in unknown)
    return names, [*others, *find_parts(text, [*speakers, *hearers], heads), *unknown, *find_written(text, speakers, known)]


def _heads(parties: Iterable[Party | None], parse: Parse) -> list[int]:
    """Return the head tokens of parties."""
    found = (parse.head_of(span) for party in parties if party is not None for span in party.spans[:1])
    return [head for head in found if head is not None]


def _antecedents(parse: Parse, speakers: Iterable[int]) -> list[int]:
    """Return the nouns that *who* belongs to where it speaks: *a caretaker who swore* …."""
    verbs = [parse.tokens[parse.tokens[i].head] for i in speakers if parse.tokens[i].lower == "who"]
    return [v.head for v in verbs if v.dep == "relcl" and parse.tokens[v.head].pos == "NOUN"]


def _within_code(text: Text, match: Match) -> bool:
    """Tell whether a match is a piece of a longer token with a full stop in it, such as a stock's code (*ABC.PA*)."""
    token = text.parse.tokens[text.token_of[match.first]]
    if "." in token.text[1:-1] and token.i and text.parse.tokens[token.i - 1].text == "(":
        return True
    return "." in token.text.rstrip(".") and token.text.rstrip(".") != text.words.words[match.first].rstrip(".")


def _before_sum(text: Text, match: Match) -> bool:
    """Tell whether a state only says whose money follows: *US $40 million*."""
    last = text.words.ends[match.last - 1]
    return match.entries[0].what is What.STATE and text.parse.text[last : last + 2].strip()[:1] == "$"


def _within_heading(text: Text, match: Match) -> bool:
    """Tell whether a match is rather a common word in capitals among others: *BE FIRM ON IRAN*, *WE CAN'T*."""
    first, last, words = match.first, match.last, text.words.words
    if last - first > 1 or not words[first].isupper() or len(words[first]) < 2:
        return False
    entry = match.entries[0]
    if entry.what not in (What.AGENT, What.MODIFIER, What.TITLE, What.ORGANIZATION) or _well_known(entry):
        return False
    around = [words[i] for i in (first - 1, last) if 0 <= i < len(words)]
    return any(w.isalpha() and w.isupper() and (len(w) > 1 or w == "T") and fold(w) not in text.index.first_words for w in around)


def _well_known(entry: Entry) -> bool:
    """Tell whether an entry is an organisation whose letters nobody takes for a word."""
    return entry.what is What.ORGANIZATION and entry.row.text("kind") in _KNOWN_LETTERS


def _bylines(text: str, lexicon: Lexicon) -> list[Span]:
    """Return the lines at the end that say who wrote and edited."""
    start = max(0, len(text) - _BYLINE_REACH)
    found = lexicon.index(_byline_pattern).search(text, start)
    return [Span(found.start(), len(text))] if found else []


def _byline_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(word_classes(lexicon).bylines))
    return re.compile(rf"(?:\(|^)\s*(?:{words})\b", re.IGNORECASE | re.MULTILINE)


def _pronouns(context: Context) -> list[Candidate]:
    """Return the pronouns that may stand for actors."""
    found = []
    for token in context.text.parse.tokens:
        if token.pos not in ("PRON", "DET") and token.lower != "i":
            continue
        known = context.classes.pronouns.get(token.lower) if token.text != "i" else None  # *Zëri i Ditës*
        if known is not None and token.text != "US":
            what = "first person" if known[0] in ("i", "we") else "pronoun"
        elif (
            token.tag in ("WP", "WDT")
            and token.dep in ("nsubj", "nsubjpass", "dobj")
            and token.lower in ("who", "which", "that", "whom")
        ):
            what = "relative"
        else:
            continue
        found.append(Candidate(what, token.i, token.i + 1, token.i, MentionKind.PRONOUN))
    return found
