"""Find the events of an article: candidates, typing, participants, status, circumstances."""

from dataclasses import replace

from detente.actors.cast import Cast
from detente.events.act import Act, Sides
from detente.events.acts import ActReader
from detente.events.claims import Claims
from detente.events.dyad import find_dyad, name_counterpart, name_enemy, name_opponents
from detente.events.event_date import find_date
from detente.events.home import name_home
from detente.events.obligations import find_obligations, parties_of, speakers_of
from detente.events.ontology import Ontology, load_ontology
from detente.events.patterns import build_patterns
from detente.events.places import PlaceFinder
from detente.events.setting import Setting
from detente.events.sides import split_sides
from detente.events.status import WILL, auxiliaries, find_status, governor
from detente.events.towns import Towns
from detente.events.trivia import past_means, past_reporters
from detente.events.worth import VERBAL, Worth, countries
from detente.ids import make_id
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.scope import Scopes
from detente.lexicon import Lexicon
from detente.records import Article, DateMention, Event, Phrase, Span, Statement, Status

CONVICTED = "116"
JUDGING = ("05", "11")
LONG_AGO = 400
TOLD = ("03", "12", "13")  # a promise, refusal or threat is for whom it is told to
PLANNED = ("04", "06", "07")  # meetings, trade and aid to come are promised (decision 7)
FORCEFUL = ("15", "16", "17", "18", "19", "20")


def find_events(  # noqa: PLR0917 - a stage takes what it reads as arguments
    article: Article,
    layout: Layout,
    parse: Parse,
    statements: tuple[Statement, ...],
    cast: Cast,
    scopes: Scopes,
    dates: tuple[DateMention, ...],
    lexicon: Lexicon,
    towns: Towns | None = None,
) -> tuple[Event, ...]:
    """Find who did what towards whom, in the order of the text.

    One event stands for each predicate and pair of sides. A title that the text repeats is read once. With
    ``towns``, places of events have points.
    """
    patterns = lexicon.index(build_patterns)
    ontology, worth = load_ontology(lexicon), Worth(parse, patterns, cast)
    places = PlaceFinder.of(article, layout, parse, patterns, lexicon, towns)
    setting = Setting(article, parse, patterns, ontology, cast, scopes, dates, Claims(statements), worth, find_dyad(cast), places)
    skip = layout.repeated_title(article.text)
    reader = ActReader(parse, patterns, cast)
    acts = find_obligations(reader, setting.claims, read_acts(reader, skip))
    events: list[Event] = []
    seen: set[tuple[object, ...]] = set()
    for act in acts:
        event = _event(setting, act)
        if event is None:
            continue
        key = (event.sentence, event.type, _countries(event.actors), _countries(event.recipients))
        if key not in seen:
            seen.add(key)
            events.append(event)
    return tuple(name_opponents(events, cast))


def read_acts(reader: ActReader, skip: Span | None) -> list[Act]:
    """Read the acts of all predicates, without those that stand inside another act."""
    tokens = reader.parse.tokens
    found: list[tuple[int, Act]] = []
    used: set[int] = set()
    for token in tokens:
        if skip is not None and token.start < skip.end and token.start >= skip.start:
            continue
        if token.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
            continue
        act = reader.act(token.i)
        if act is not None and act.words[0] == token.i:
            found.append((token.i, act))
            if act.actors or not act.code.startswith(JUDGING):  # "its release of X was welcomed", by nobody
                used.update(act.used)
            used.update(act.words[1:])
    return [act for i, act in found if i not in used]


def _countries(side: Sides) -> tuple[str, ...]:
    return tuple(sorted({p.country or p.name or "" for p in side}))


def _event(setting: Setting, act: Act) -> Event | None:
    parse = setting.parse
    main = act.words[0]
    status, code = find_status(setting, act)
    type_, mode, contexts = crosswalk(setting.ontology, code)
    if type_ is None:
        return None
    claim = setting.claims.at(parse.tokens[main].start)
    if act.symmetric and not act.actors and act.recipients and act.rule.startswith("nouns."):
        told = speakers_of(setting.cast, claim)
        theirs = countries(act.recipients)
        act = replace(act, actors=tuple(p for p in told if p.country not in theirs))
    if not act.actors and _is_announced(setting, act):
        act = replace(act, actors=tuple(p for p in speakers_of(setting.cast, claim) if p not in act.recipients))
    if code.startswith(TOLD) and not countries(act.recipients):
        act = replace(act, recipients=_told(setting, act, claim) or act.recipients)
    act = past_means(setting.patterns, past_reporters(act, type_), type_)
    act = name_counterpart(parse, setting.patterns, setting.dyad, act)
    act = name_enemy(parse, setting.patterns, setting.dyad, act, type_)
    actors, recipients, symmetric = split_sides(act)
    if not actors and status is not Status.ACTUAL:
        return None
    if not setting.worth(replace(act, code=code, actors=actors, recipients=recipients, symmetric=symmetric), type_, status):
        return None
    spans = [Span(parse.tokens[i].start, parse.tokens[i].end) for i in sorted(set(act.words))]
    trigger = Phrase.cut(parse.text, *spans)
    recipients = name_home(replace(act, code=code), actors, recipients, (setting.patterns, setting.cast), trigger)
    date, precision = find_date(setting.article, parse, setting.patterns, act.words, setting.dates, type_, status)
    tenseless = act.rule.startswith("nouns.") or _tells_of_the_past(parse, main)
    if tenseless and "said" not in act.flags and status is Status.ACTUAL and _is_old(setting.article, date):
        status = Status.HISTORICAL
    if (
        tenseless
        and type_ not in VERBAL
        and "said" not in act.flags
        and status is Status.ACTUAL
        and _is_ahead(setting.article, date)
    ):
        status = Status.FUTURE
    if status is Status.FUTURE and code.startswith(PLANNED):
        code = setting.patterns.compose("intend", code)
        type_, mode, contexts = crosswalk(setting.ontology, code)
        if type_ is None:
            return None
    found = setting.ontology.codes[code]
    place = setting.places.find(act, type_, mode, status, actors, recipients, date)
    return Event(
        id=make_id("e", setting.article.id, trigger.spans, type_, _countries(actors), _countries(recipients)),
        type=type_,
        mode=mode,
        contexts=contexts,
        cameo=code,
        quad=setting.ontology.quad(type_),
        goldstein=found.goldstein,
        plover_score=setting.ontology.plover_score(type_, mode),
        actors=actors,
        recipients=recipients,
        symmetric=symmetric,
        status=status,
        trigger=trigger,
        sentence=parse.sentence_of(main).span,
        date=date.date if date else None,
        date_precision=precision,
        date_text=(date.text or None) if date else None,
        place=place.text,
        place_spans=place.words.spans if place.words is not None else (),
        place_country=place.country,
        place_point=place.point,
        place_id=place.id,
        place_resolution=place.resolution,
        place_rule=place.rule or None,
        claimed_by=claim.id if claim else None,
        confidence=act.confidence,
        rule=act.rule,
    )


def _tells_of_the_past(parse: Parse, i: int) -> bool:
    """Tell whether a verb stands in the present, in which chronicles tell the past: *May 3, 2001 - Norway lifts the ban*."""
    helper = next((c for c in parse.children(i, "auxpass")), None)
    return parse.tokens[i].tag in ("VBZ", "VBP") or (helper is not None and helper.tag in ("VBZ", "VBP"))


def _is_old(article: Article, date: DateMention | None) -> bool:
    """Tell whether the date that an act stands by lies more than a year and the delay of a report back."""
    return date is not None and article.published is not None and (article.published - date.date).days > LONG_AGO


def _is_ahead(article: Article, date: DateMention | None) -> bool:
    """Tell whether the date that an act stands by is still to come: *hosts X on 19 May*, *at a summit next week*."""
    return date is not None and article.published is not None and date.date > article.published


def crosswalk(ontology: Ontology, code: str) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return PLOVER type, mode and contexts; an appeal (root 02) is a REQUEST, as PLOVER has merged the two.

    A verdict is the mode *convict* of the manual, which the published crosswalk cannot reach.
    """
    if code not in ontology.codes:
        return None, None, ()
    if code.startswith("02"):
        twin = "10" + code[2:]
        return ontology.crosswalk(twin if twin in ontology.codes else "100")
    if code == CONVICTED:
        return "SANCTION", "convict", ontology.crosswalk(code)[2]
    return ontology.crosswalk(code)


def _told(setting: Setting, act: Act, claim: Statement | None) -> Sides:
    """Return whom the actors told what they would do: *told Chile that it would close the pass*."""
    if claim is None or claim.addressee is None or act.rule.startswith("nouns."):
        return ()
    told = tuple(p for p in parties_of(setting.cast, claim.addressee) if p.sector != "JRN")
    own = countries(act.actors)
    mine = countries(speakers_of(setting.cast, claim)) & own
    return told if mine and countries(told) and not countries(told) & own else ()


def _is_announced(setting: Setting, act: Act) -> bool:
    """Tell whether force is said to come upon somebody, no doubt from who says so: *said that spies would be hanged*."""
    coming = act.code.startswith(FORCEFUL) and act.rule.startswith("verbs.") and act.recipients
    main = act.words[0]
    wished = governor(setting.parse, main) in setting.patterns.words["foreseeing"]
    return bool(coming and not wished and setting.parse.children(main, "auxpass") and auxiliaries(setting.parse, main) & WILL)
