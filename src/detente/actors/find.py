"""Find the actors of an article and every mention of them."""

from collections.abc import Sequence
from dataclasses import replace

from detente.actors.cast import Cast
from detente.actors.closed import gender_words, pronoun_words, reference_nouns
from detente.actors.mentions import Candidate, Text
from detente.actors.names import find_places
from detente.actors.nominals import find_nominals
from detente.actors.parties import mention_of
from detente.actors.people import group_people
from detente.actors.persons import find_names
from detente.actors.refer import Memory
from detente.actors.roster import Figure, Roster
from detente.actors.settle import Settler
from detente.actors.tables import gazetteer
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import Quote
from detente.lexicon import Lexicon
from detente.records import ActorKind, Article, Mention, MentionKind, Span, Statement


def find_actors(
    article: Article, layout: Layout, parse: Parse, quotes: Sequence[Quote], statements: tuple[Statement, ...], lexicon: Lexicon
) -> Cast:
    """Find the actors of an article, grouped, with country, sector and roles at its date, and every mention of them.

    ``statements`` tell whose words a quotation holds, so that *I* and *we* can be resolved. Never raises on any text.
    """
    if not parse.tokens:
        return Cast((), ())
    text = Text.of(parse, gazetteer(lexicon), article.published)
    roster = Roster(article.id)
    names, others = find_candidates(text, lexicon)
    people = group_people(text, names, roster, lexicon.index(gender_words))
    outer = tuple(q.outer for q in quotes if q.depth == 1)
    memory = Memory(parse, outer, tuple(q.start for q in outer))
    settler = Settler(text, roster, memory, people, article, layout, lexicon)
    pending: list[Candidate] = []
    mentions: list[Mention] = []
    for candidate in sorted([*names, *others], key=lambda c: (c.head, c.first, -c.last)):
        if candidate.what == "first person":
            pending.append(candidate)
            continue
        found, reason, confidence = settler.settle(candidate)
        mentions.extend(record(candidate, found, reason, confidence, parse, roster))
        if found:
            memory.add(found, candidate)
    mentions = _ordered(mentions)
    speakers = _speakers(statements, Cast(tuple(f.to_actor(article.id) for f in roster.figures.values()), tuple(mentions)), parse)
    by_id = {roster.id_of(f): f for f in roster.figures.values()}
    for candidate in pending:
        found, reason, confidence = settler.first_person(candidate, speakers, by_id)
        mentions.extend(record(candidate, found, reason, confidence, parse, roster))
    mentions = _ordered(mentions)
    settler.outlet()
    used = {a for m in mentions for a in m.actors}
    for mention in mentions:
        for actor in mention.actors:
            by_id.setdefault(actor, next(f for f in roster.figures.values() if roster.id_of(f) == actor)).spans.append(
                mention.span
            )
    actors = tuple(
        f.to_actor(article.id) for f in roster.figures.values() if roster.id_of(f) in used or f.kind is ActorKind.OUTLET
    )
    return Cast(actors, tuple(mentions))


def find_candidates(text: Text, lexicon: Lexicon) -> tuple[list[Candidate], list[Candidate]]:
    """Return the persons' names, and all other candidates."""
    matches = text.index.matches(text.words)
    names = find_names(text, matches)
    taken = [False] * (len(text.parse.tokens) + 1)
    for name in names:
        taken[name.first : name.last] = [True] * (name.last - name.first)
    places = find_places(text, matches, taken)
    for place in places:
        taken[place.head] = True
    nominals = find_nominals(text, matches, taken, lexicon.index(reference_nouns))
    pronouns = _pronouns(text, lexicon.index(pronoun_words))
    return names, [*places, *nominals, *pronouns]


def record(
    candidate: Candidate, found: tuple[Figure, ...], reason: str, confidence: float, parse: Parse, roster: Roster
) -> list[Mention]:
    """Write the mention of a candidate, once for each token that heads it."""
    span = parse.span(candidate.first, candidate.last)
    mention = Mention(
        span, span.of(parse.text), candidate.kind, candidate.head, tuple(roster.id_of(f) for f in found), reason, confidence
    )
    out = [mention]
    for token in candidate.also:
        wide = parse.span(min(token, candidate.first), candidate.last)
        out.append(replace(mention, span=wide, text=wide.of(parse.text), head=token))
    return out


def _ordered(mentions: list[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.head))


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


def _pronouns(text: Text, pronouns: dict[str, tuple[str, str]]) -> list[Candidate]:
    """Return the pronouns that may stand for actors."""
    found = []
    for token in text.parse.tokens:
        if token.pos not in ("PRON", "DET") and token.lower != "i":
            continue
        known = pronouns.get(token.lower)
        if known is not None and token.text != "US":
            what = "first person" if known[0] in ("i", "we") else "pronoun"
            found.append(Candidate(what, token.i, token.i + 1, token.i, MentionKind.PRONOUN))
    return found
