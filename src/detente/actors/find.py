"""Find the actors of an article and every mention of them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.actors.around import give_owner
from detente.actors.case import Case, count_countries, find_home
from detente.actors.cast import Cast
from detente.actors.closed import acted_on_words, byline_words
from detente.actors.mentions import Candidate, Text, head_of
from detente.actors.names import find_places
from detente.actors.nominals import find_nominals
from detente.actors.parties import mention_of
from detente.actors.people import group_people
from detente.actors.persons import find_names
from detente.actors.refer import Memory
from detente.actors.roster import Figure, Roster
from detente.actors.settle import settle, settle_first_person
from detente.actors.settle_names import own_outlet
from detente.actors.tables import Entry, Match, What, gazetteer
from detente.actors.words import fold, split_words
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import Quote
from detente.lexicon import Lexicon
from detente.records import ActorKind, Article, Mention, MentionKind, Span, Statement

_KNOWN_LETTERS = ("igo", "outlet")  # organisations whose letters nobody takes for a word
_GUESSED = 0.5  # a country of less confidence was taken from what is spoken of around
_BYLINE_REACH = 1500  # characters at the end of an article in which a byline is looked for


def find_actors(  # noqa: PLR0917  # the pipeline hands every stage what it has, in its order
    article: Article, layout: Layout, parse: Parse, quotes: Sequence[Quote], statements: tuple[Statement, ...], lexicon: Lexicon
) -> Cast:
    """Find the actors of an article, grouped, with country, sector and roles at its date, and every mention of them.

    ``statements`` tell whose words a quotation holds, so that *I* and *we* can be resolved. Never raises on any text.
    """
    if not parse.tokens:
        return Cast((), ())
    text = Text.of(parse, gazetteer(lexicon), article.published)
    roster = Roster(article.id)
    matches = [m for m in text.index.matches(text.words) if not _within_code(text, m) and not _within_heading(text, m)]
    outer = tuple(q.outer for q in quotes if q.depth == 1)
    memory = Memory(parse, outer, tuple(q.start for q in outer), lexicon.index(acted_on_words))
    spoken = count_countries(text, matches)
    case = Case.open(text, memory, roster, article, home=find_home(text, matches, spoken, layout), spoken=spoken, lexicon=lexicon)
    names, others = find_candidates(case, matches, layout, statements, lexicon)
    case.people = group_people(text, names, roster, case.genders, spoken)
    _tie_titles(case)
    pending: list[Candidate] = []
    mentions: list[Mention] = []
    for candidate in sorted([*names, *others], key=lambda c: (c.head, c.first, -c.last)):
        if candidate.what == "first person":
            pending.append(candidate)
            continue
        found, reason, confidence = settle(case, candidate)
        if candidate.what == "relative" and not found and parse.tokens[candidate.head].lower not in ("who", "whom"):
            continue
        mentions.extend(record(case, candidate, found, reason, confidence))
        if found:
            memory.add(found, candidate.head, adjective=candidate.what == "adjective")
    for figure in roster.figures.values():
        if figure.kind is ActorKind.PERSON and figure.roles and (figure.country is None or figure.confidence < _GUESSED):
            give_owner(case, figure)
    by_id = {roster.id_of(f): f for f in roster.figures.values()}
    speakers = _speakers(
        statements, Cast(tuple(f.to_actor(article.id) for f in roster.figures.values()), _ordered(mentions)), parse
    )
    for candidate in pending:
        mentions.extend(record(case, candidate, *settle_first_person(case, candidate, speakers, by_id)))
    by_id = {roster.id_of(f): f for f in roster.figures.values()}
    outlet = own_outlet(case)
    for mention in mentions:
        for actor in mention.actors:
            by_id[actor].spans.append(mention.span)
    actors = tuple(f.to_actor(article.id) for f in roster.figures.values() if f.spans or f is outlet)
    return Cast(actors, _ordered(mentions))


def _tie_titles(case: Case) -> None:
    """Tie the tokens of titles to the persons beside whose names they stand."""
    for figure in case.people.values():
        for coding in figure.described:
            if coding.title_span is not None:
                for i in case.text.parse.within(coding.title_span):
                    case.described.setdefault(i, figure)


def find_candidates(
    case: Case, matches: list[Match], layout: Layout, statements: tuple[Statement, ...], lexicon: Lexicon
) -> tuple[list[Candidate], list[Candidate]]:
    """Return the persons' names, and all other candidates; dateline and byline are left out."""
    text = case.text
    taken = [False] * (len(text.parse.tokens) + 1)
    skipped = [layout.dateline.span] if layout.dateline is not None else []
    skipped += _bylines(text.parse.text, lexicon)
    for span in skipped:
        for i in text.parse.within(span):
            taken[i] = True
    outlets = _outlets(case, taken)
    names = find_names(text, matches, taken, _speaker_heads(statements, text.parse))
    places = find_places(text, matches, taken)
    for place in places:
        taken[place.head] = True
    nominals = find_nominals(text, matches, taken, case.references)
    return names, [*outlets, *places, *nominals, *_pronouns(case)]


def _speaker_heads(statements: tuple[Statement, ...], parse: Parse) -> list[int]:
    """Return the head tokens of the speakers."""
    found = (parse.head_of(span) for s in statements if s.speaker is not None for span in s.speaker.spans[:1])
    return [head for head in found if head is not None]


def _within_code(text: Text, match: Match) -> bool:
    """Tell whether a match is a piece of a longer token with a full stop in it, such as a stock's code (*ABC.PA*)."""
    token = text.parse.tokens[text.token_of[match.first]]
    if "." in token.text[1:-1] and token.i and text.parse.tokens[token.i - 1].text == "(":
        return True
    return "." in token.text.rstrip(".") and token.text.rstrip(".") != text.words.words[match.first].rstrip(".")


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
    words = "|".join(re.escape(word) for word in byline_words(lexicon))
    return re.compile(rf"(?:\(|^)\s*(?:{words})\b", re.IGNORECASE | re.MULTILINE)


def _outlets(case: Case, taken: list[bool]) -> list[Candidate]:
    """Return the places where the text names the article's own outlet, where no table knows it."""
    wanted = split_words(case.article.outlet or "").folds
    words, found = case.text.words, []
    if not wanted or wanted[0] not in words.folds:
        return []
    for i, word in enumerate(words.folds):
        if word == wanted[0] and words.folds[i : i + len(wanted)] == wanted and words.words[i][0].isupper():
            first, last = case.text.token_of[i], case.text.token_of[i + len(wanted) - 1] + 1
            if not any(taken[first:last]):
                found.append(Candidate("outlet", first, last, head_of(case.text.parse, first, last), MentionKind.NAME))
                taken[first:last] = [True] * (last - first)
    return found


def record(case: Case, candidate: Candidate, found: tuple[Figure, ...], reason: str, confidence: float) -> list[Mention]:
    """Write the mention of a candidate, once for each token that heads it."""
    parse = case.text.parse
    span = parse.span(candidate.first, candidate.last)
    actors = tuple(case.roster.id_of(f) for f in found)
    mention = Mention(span, span.of(parse.text), candidate.kind, candidate.head, actors, reason, confidence)
    out = [mention]
    for token in candidate.also:
        wide = parse.span(min(token, candidate.first), candidate.last)
        out.append(replace(mention, span=wide, text=wide.of(parse.text), head=token))
    return out


def _ordered(mentions: list[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.head)))


def _speakers(statements: tuple[Statement, ...], cast: Cast, parse: Parse) -> list[tuple[Span, tuple[str, ...]]]:
    """Return the contents of statements with the ids of their speakers, the innermost (shortest) first."""
    found: list[tuple[Span, tuple[str, ...]]] = []
    for statement in statements:
        if statement.speaker is None:
            continue
        mention = mention_of(statement.speaker.spans, cast, parse)
        if mention is not None and mention.actors:
            found.extend((span, mention.actors) for span in statement.content.spans)
    return sorted(found, key=lambda pair: (pair[0].end - pair[0].start, pair[0]))


def _pronouns(case: Case) -> list[Candidate]:
    """Return the pronouns that may stand for actors."""
    found = []
    for token in case.text.parse.tokens:
        if token.pos not in ("PRON", "DET") and token.lower != "i":
            continue
        known = case.pronouns.get(token.lower)
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
