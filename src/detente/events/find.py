"""Find the events of an article: candidates, typing, participants, status, circumstances."""

from dataclasses import dataclass, replace

from detente.actors.cast import Cast
from detente.events.act import Act, Sides
from detente.events.acts import ActReader
from detente.events.claims import Claims
from detente.events.dyad import Dyad, find_dyad, name_counterpart, name_enemy, name_opponents
from detente.events.event_date import find_date
from detente.events.home import name_home
from detente.events.obligations import find_obligations, parties_of, speakers_of
from detente.events.ontology import Ontology, load_ontology
from detente.events.patterns import Patterns, build_patterns
from detente.events.places import PlaceFinder
from detente.events.towns import Towns
from detente.events.trivia import past_means, past_reporters
from detente.events.worth import VERBAL, Worth, countries
from detente.ids import make_id
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.scope import Scopes
from detente.lexicon import Lexicon
from detente.records import Article, DateMention, Event, Phrase, Span, Statement, Status

WILL = frozenset(("will", "would", "shall", "'ll", "wo", "'d"))
MIGHT = frozenset(("might", "may", "could"))
DECLARED = (
    "stances.intend.agree",
    "stances.intend.offer",
    "stances.intend.propose",
)  # done as soon as said; who plans has done nothing yet
CONVICTED = "116"
MODALS = frozenset(("will", "would", "can", "could", "may", "might", "must", "should", "shall"))
MET = ("04",)
JUDGING = ("05", "11")
LONG_AGO = 400
UNREADY = ("stances.intend.ready", "stances.intend.willingness")  # who is not ready to help refuses
DEED_OF = {"031": "06", "033": "07", "035": "08", "036": "04"}  # what the promise of a deed is about
TOLD = ("03", "12", "13")  # a promise, refusal or threat is for whom it is told to
FORCEFUL = ("15", "16", "17", "18", "19", "20")
PRAISE = ("051", "052", "053")
COOPERATIVE = ("03", "04", "05", "06", "07", "08")


@dataclass(frozen=True, slots=True)
class Setting:
    """What every event of an article needs."""

    article: Article
    parse: Parse
    patterns: Patterns
    ontology: Ontology
    cast: Cast
    scopes: Scopes
    dates: tuple[DateMention, ...]
    claims: Claims
    worth: Worth
    dyad: Dyad
    places: PlaceFinder


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
    status, code = _status(setting, act)
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


def _by_clause(setting: Setting, act: Act, status: Status) -> Status:
    """Return the status as the clause of the act, and the one above it, make it."""
    main, of_noun = act.words[0], "nouns." in act.rule
    if status is Status.NEGATED and any(m.lower in ("if", "unless") for m in setting.parse.children(main, "mark")):
        return Status.HYPOTHETICAL  # "if it does not sign"
    if status is Status.ACTUAL and (above := _wished_into(setting, main)) is not None:
        status = above
    if status is Status.ACTUAL and of_noun and _may_bring(setting.parse, main):
        return Status.HYPOTHETICAL
    if status is Status.FUTURE and act.code.startswith(MET) and _came_to(setting, main):
        status = Status.ACTUAL
    if status is Status.ACTUAL and not of_noun and lies_ahead(setting.parse, main):
        return Status.FUTURE
    return status


def _status(setting: Setting, act: Act) -> tuple[Status, str]:
    """Return status and code; to say that one will *not* cooperate is a refusal, and no negated cooperation."""
    main = act.words[0]
    status, _ = setting.scopes.status(main)
    code = act.code
    intends = act.rule.startswith("stances.intend.") and not act.rule.startswith(DECLARED)
    if ("future" in act.flags or intends) and status is Status.ACTUAL:
        status = Status.HYPOTHETICAL if "open" in act.flags else Status.FUTURE
    if "said" in act.flags:
        return Status.ACTUAL, code
    status = _by_clause(setting, act, status)
    if status is Status.NEGATED and act.rule.startswith(UNREADY):
        return Status.ACTUAL, setting.patterns.compose("refuse", DEED_OF.get(code[:3], ""))
    if status is Status.NEGATED and act.rule.startswith("stances.allow."):  # "did not let X in"
        return Status.ACTUAL, "120"
    helpers = _auxiliaries(setting.parse, main)
    reported = setting.claims.at(setting.parse.tokens[main].start) is not None
    will = bool(helpers & WILL) and "have" not in helpers and (reported or not helpers & {"would", "'d"})
    will = will or _is_arranged(setting.parse, main)
    if will and status is not Status.NEGATED and code.startswith(PRAISE):  # who will thank somebody promises nothing
        return Status.FUTURE, code
    if helpers & WILL and "have" not in helpers and status is Status.NEGATED and code.startswith(COOPERATIVE):
        return Status.ACTUAL, setting.patterns.compose("refuse", code) or "120"
    if will and status is not Status.NEGATED and not act.rule.startswith("stances.intend"):
        intended = setting.patterns.compose("intend", code) or code
        if intended.startswith("12") and _governor(setting.parse, main) in ("warn", "threaten"):
            intended = setting.patterns.compose("threaten", "164" if intended == "125" else "05")
        warned = intended.startswith("13") and _governor(setting.parse, main) in ("warn", "threaten")
        weighed = status is Status.HYPOTHETICAL and not helpers & {"will", "'ll", "shall"}
        intended = "132" if intended.startswith("17") else intended
        return (Status.ACTUAL if warned else status if weighed else Status.FUTURE), intended
    if helpers & MIGHT and code.startswith(("16", "17")) and status is Status.HYPOTHETICAL and _speaks(setting, act):
        return status, setting.patterns.compose("threaten", code)
    return status, code


def _speaks(setting: Setting, act: Act) -> bool:
    """Tell whether those who act are those who say so: *France said it might withdraw*."""
    claim = setting.claims.at(setting.parse.tokens[act.words[0]].start)
    return bool(countries(speakers_of(setting.cast, claim)) & countries(act.actors))


def _is_arranged(parse: Parse, i: int) -> bool:
    """Tell whether an act is one that somebody *is to* do."""
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    to = any(c.lower == "to" for c in parse.children(i, "aux"))
    return (
        to
        and token.dep == "xcomp"
        and head.lemma == "be"
        and head.tag in ("VBZ", "VBP")
        and not parse.children(head.i, "acomp", "attr")
    )


def _wished_into(setting: Setting, i: int) -> Status | None:
    """Return the status of the verb that a gerund is the end of: *does not want to be drawn into pledging money*."""
    tokens = setting.parse.tokens
    prep = tokens[tokens[i].head]
    if tokens[i].dep == "pcomp" and prep.lower == "of" and tokens[prep.head].lemma in setting.patterns.words["ends"]:
        return Status.HYPOTHETICAL  # "the task of sealing a deal"
    if tokens[i].dep != "pcomp" or prep.lower not in ("into", "from", "out") or tokens[prep.head].pos != "VERB":
        return None
    above, _ = setting.scopes.status(prep.head)
    return above if above in (Status.NEGATED, Status.HYPOTHETICAL, Status.FUTURE) else None


def _may_bring(parse: Parse, i: int) -> bool:
    """Tell whether a noun is what may do something: *the mood may be spoilt by complaints of X*."""
    by = parse.tokens[parse.tokens[i].head]
    return by.dep == "agent" and any(c.lower in ("may", "might", "could") for c in parse.children(by.head, "aux"))


def _came_to(setting: Setting, i: int) -> bool:
    """Tell whether a meeting is what somebody has come for: *flew in to meet X*."""
    token, head = setting.parse.tokens[i], setting.parse.tokens[setting.parse.tokens[i].head]
    came = token.tag == "VB" and token.dep in ("advcl", "xcomp") and head.tag == "VBD"
    if not came or head.lemma not in setting.patterns.words["comes"]:
        return False
    return setting.scopes.status(head.i)[0] is Status.ACTUAL


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
    wished = _governor(setting.parse, main) in setting.patterns.words["foreseeing"]
    return bool(coming and not wished and setting.parse.children(main, "auxpass") and _auxiliaries(setting.parse, main) & WILL)


def lies_ahead(parse: Parse, i: int) -> bool:
    """Tell whether a verb in the present stands in a clause of time: *when the president visits Oslo*, *once they sign*."""
    token = parse.tokens[i]
    if token.dep != "advcl" or token.tag not in ("VBZ", "VBP"):
        return False
    marks = {c.lower for c in parse.children(i, "mark", "advmod") if c.i < i}
    if marks & {"when", "once", "until"}:
        return True
    return bool(marks & {"after", "before"}) and bool(_auxiliaries(parse, token.head) & MODALS)


def _governor(parse: Parse, i: int) -> str:
    """Return the lemma of the verb that the clause of a verb belongs to, *warned that it would …*; '' for none."""
    token = parse.tokens[i]
    while token.dep == "conj":
        token = parse.tokens[token.head]
    return parse.tokens[token.head].lemma if token.dep == "ccomp" else ""


def _auxiliaries(parse: Parse, i: int) -> set[str]:
    """Return the auxiliaries of a verb; one that shares those of the verb it is coordinated with has them too."""
    tokens = parse.tokens
    for _ in range(3):
        found = {tokens[c].lower for c in tokens[i].children if tokens[c].dep in ("aux", "auxpass")}
        subject = any(tokens[c].dep.startswith("nsubj") for c in tokens[i].children)
        if "to" in found and tokens[i].dep == "xcomp" and tokens[tokens[i].head].lower in ("is", "are"):
            return found | {"will"}  # "is to visit"
        if found or subject or tokens[i].dep not in ("conj", "acomp", "attr"):
            return found
        i = tokens[i].head
    return set()


def split_sides(act: Act) -> tuple[Sides, Sides, bool]:
    """Return actors, recipients and whether the act is symmetric; parties of a symmetric act on one side are split in two.

    Those with whom talks were held (*talks with X and Y*) are one side, whoever the other is.
    """
    actors, recipients = act.actors, act.recipients
    if not act.symmetric:
        return actors, recipients, False
    if actors and not recipients and (not act.rule.startswith("nouns.") or _are_pair(actors)):
        actors, recipients = _split(actors)
    elif len(recipients) > 1 and not actors and not act.rule.startswith("nouns."):
        actors, recipients = _split(recipients)
    return actors, recipients, bool(actors and recipients)


def _are_pair(side: Sides) -> bool:
    """Tell whether two phrases name the parties, or one phrase names just two (*their talks* of more may be with anybody)."""
    return len(side) == 2 or any(p.spans != side[0].spans for p in side)


def _split(side: Sides) -> tuple[Sides, Sides]:
    """Split the parties after the first; states that one phrase names stay together where another phrase names more."""
    together = tuple(p for p in side if p.spans == side[0].spans)
    first = side[:1] if len(together) == len(side) else together
    return first, tuple(p for p in side if p not in first)
