"""Find the actors of an article and every mention of them."""

from collections.abc import Sequence
from dataclasses import replace

from detente.actors.candidates import Candidate, Text
from detente.actors.cast import Cast
from detente.actors.context import Context, Found, count_countries, find_home, named_countries
from detente.actors.extent import is_scene, spans_of
from detente.actors.figures import Figure, Roster
from detente.actors.find_candidates import find_candidates, find_matches
from detente.actors.gazetteer import What, gazetteer
from detente.actors.group_persons import group_persons
from detente.actors.introductions import tie_introductions
from detente.actors.memory import Memory
from detente.actors.official_country import give_guest, give_owner
from detente.actors.parties import mention_of
from detente.actors.reporters import find_reporters, find_spoken_of
from detente.actors.resolve_names import own_outlet, resolve_body, resolve_medium, resolve_name, resolve_national, resolve_person
from detente.actors.resolve_nominals import resolve_nominal
from detente.actors.resolve_parts import resolve_part
from detente.actors.resolve_pronouns import resolve_first_person, resolve_relative, resolve_third_person
from detente.actors.resolve_references import resolve_reference
from detente.actors.written import resolve_written
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import Quote
from detente.lexicon import Lexicon
from detente.records import ActorKind, Article, Mention, Span, Statement

_GUESSED = 0.5  # a country of less confidence was taken from what is spoken of around
_LATE = {"part": 1, "written": 2}  # read after whatever else is read at the same token


def find_actors(  # noqa: PLR0917  # the pipeline hands every stage what it has, in its order
    article: Article, layout: Layout, parse: Parse, quotes: Sequence[Quote], statements: tuple[Statement, ...], lexicon: Lexicon
) -> Cast:
    """Find the actors of an article, grouped, with country, sector and roles at its date, and every mention of them.

    ``statements`` tell whose words a quotation holds, so that *I* and *we* can be resolved. Never raises on any text.
    """
    if not parse.tokens:
        return Cast((), ())
    text = Text.of(parse, gazetteer(lexicon), article.published)
    roster, memory = Roster(article.id), Memory.of(parse, quotes, statements, text.index.classes)
    matches = find_matches(text)
    spoken = count_countries(text, matches)
    context = Context(article, text, roster, memory, find_home(text, matches, spoken, layout), spoken, named_countries(matches))
    context.stated = named_countries(matches, (What.STATE,))
    context.reporters, context.spoken_of = find_reporters(parse, statements), find_spoken_of(parse, statements)
    names, others = find_candidates(context, matches, layout, statements, lexicon)
    context.people = group_persons(text, names, roster, spoken)
    context.bodies = {c.first: c for c in others if c.what in ("body", "medium", "name", "outlet")}
    _tie_titles(context)
    tie_introductions(context, [c for c in others if c.what == "nominal"])
    wholes = _wholes(parse, others)
    candidates = sorted(
        [*names, *others],
        key=lambda c: (
            memory.turn(wholes.get(c.head, _read_at(c, parse))),
            _LATE.get(c.what, 0),
            c.head,
            c.first,
            -c.last,
        ),
    )
    mentions = _resolve_all(context, [c for c in candidates if c.what != "first person"])
    outlet = own_outlet(context)
    for figure in roster.figures.values():
        if figure.kind is ActorKind.PERSON and figure.roles and (figure.country is None or figure.confidence < _GUESSED):
            give_owner(context, figure)
        if figure.kind is ActorKind.OUTLET and figure.country is None and figure is not outlet:
            give_guest(context, figure)
    by_id = roster.by_id()
    speakers = _speakers(statements, Cast(tuple(f.to_actor(article.id) for f in by_id.values()), _ordered(mentions)), parse)
    for candidate in candidates:
        if candidate.what == "first person":
            mentions.extend(record(context, candidate, *resolve_first_person(context, candidate, speakers, by_id)))
    return _cast(context, mentions)


def _wholes(parse: Parse, others: Sequence[Candidate]) -> dict[int, int]:
    """Return, by each token of the noun phrase after *one of*, the *one*: those of whom it is one are read before it."""
    found: dict[int, int] = {}
    for part in others:
        for prep in parse.children(part.head, "prep") if part.what == "part" else ():
            for noun in parse.children(prep.i, "pobj") if prep.lower == "of" else ():
                found.update(dict.fromkeys(range(noun.left, noun.i + 1), part.head))
    return found


def _read_at(candidate: Candidate, parse: Parse) -> int:
    """Return the token at whose place in the text a candidate is read: a document after those who signed it."""
    signed = [n for c in parse.children(candidate.head, "acl", "prep") for n in range(c.i, c.right + 1)]
    return max(signed, default=candidate.head) if candidate.what == "written" else candidate.head


def _resolve_all(context: Context, candidates: Sequence[Candidate]) -> list[Mention]:
    """Resolve candidates in the order of the text, each by what came before it; relative pronouns of things are left out."""
    tokens, mentions = context.text.parse.tokens, list[Mention]()
    for candidate in candidates:
        found, reason, confidence = _resolve(context, candidate)
        if candidate.what == "relative" and not found and tokens[candidate.head].lower not in ("who", "whom"):
            continue
        mentions.extend(record(context, candidate, found, reason, confidence))
        if found and candidate.what != "nation":
            aside = candidate.what == "adjective" or is_scene(context.text, candidate.head)
            context.memory.add(found, candidate.head, adjective=aside)
    return mentions


def _cast(context: Context, mentions: list[Mention]) -> Cast:
    """Return the figures that are mentioned, and the article's outlet, as actors with the spans of their mentions."""
    outlet, by_id = own_outlet(context), context.roster.by_id()
    ordered = _ordered(mentions)
    of_actor: dict[str, list[Mention]] = {}
    for mention in ordered:
        for actor in mention.actors:
            of_actor.setdefault(actor, []).append(mention)
    for actor, own in of_actor.items():
        by_id[actor].spans = spans_of(context.text, own, by_id[actor])
    return Cast(tuple(f.to_actor(context.article.id) for f in by_id.values() if f.spans or f is outlet), ordered)


def _resolve(context: Context, candidate: Candidate) -> Found:
    """Resolve a candidate that is no first person: figures (none where nobody could be found), reason, confidence."""
    match candidate.what:
        case "person":
            return resolve_person(context, candidate)
        case "name":
            return resolve_name(context, candidate)
        case "adjective" | "nation" | "people":
            return resolve_national(context, candidate)
        case "medium":
            return resolve_medium(context, candidate)
        case "body":
            return resolve_body(context, candidate)
        case "nominal":
            return resolve_nominal(context, candidate)
        case "part":
            return resolve_part(context, candidate)
        case "label":
            return _resolve_label(context, candidate)
        case "reference":
            found = resolve_reference(context, candidate)
            party = not found[0] and candidate.head in context.parties
            many = context.text.parse.tokens[candidate.head].tag == "NNS"
            return resolve_nominal(context, candidate) if party and many else found
        case "relative":
            return resolve_relative(context, candidate)
        case "written":
            return resolve_written(context, candidate)
        case "outlet":
            outlet = own_outlet(context)
            return ((outlet,), "the outlet of the article", 0.9) if outlet is not None else ((), "no outlet known", 0.0)
        case _:
            return resolve_third_person(context, candidate)


def _resolve_label(context: Context, candidate: Candidate) -> Found:
    """Resolve a noun right before a name by the name: *the newspaper* X; where nothing knows the name, by the noun."""
    name = context.bodies.get(candidate.last)
    found, reason, confidence = _resolve(context, name) if name is not None else ((), "", 0.0)
    if found and found[0].kind is not ActorKind.STATE:
        return found, reason, confidence
    person = context.people.get(candidate.last)
    if person is not None:
        return (person,), f"described beside the name of {person.label}", 0.7
    return resolve_reference(context, candidate)


def _tie_titles(context: Context) -> None:
    """Tie the tokens of titles to the persons beside whose names they stand."""
    for figure in context.people.values():
        for coding in figure.described:
            if coding.title_span is not None:
                for i in context.text.parse.within(coding.title_span):
                    context.described.setdefault(i, figure)


def record(context: Context, candidate: Candidate, found: tuple[Figure, ...], reason: str, confidence: float) -> list[Mention]:
    """Write the mention of a candidate, once for each token that heads it."""
    parse = context.text.parse
    span = parse.span(candidate.first, candidate.last)
    actors = tuple(context.roster.id_of(f) for f in found)
    mention = Mention(span, span.of(parse.text), candidate.kind, candidate.head, actors, reason, confidence)
    out = [mention]
    for token in candidate.also:
        wide = parse.span(min(token, candidate.first), candidate.last)
        out.append(replace(mention, span=wide, text=wide.of(parse.text), head=token))
    return out


def _ordered(mentions: list[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.head)))


def _speakers(statements: tuple[Statement, ...], cast: Cast, parse: Parse) -> list[tuple[Span, tuple[str, ...]]]:
    """Return the contents of statements with the ids of their speakers, the innermost (shortest) first; no ids where nobody
    knows who speaks.
    """
    found: list[tuple[Span, tuple[str, ...]]] = []
    for statement in statements:
        if statement.speaker is None:
            continue
        mention = mention_of(statement.speaker.spans, cast, parse)
        actors = mention.actors if mention is not None else ()
        found.extend((span, actors) for span in statement.content.spans)
    return sorted(found, key=lambda pair: (pair[0].end - pair[0].start, pair[0]))
