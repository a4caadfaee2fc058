"""Open offers, promises, demands, proposals, threats and conditions, as statements put them on the table and events tell them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from detente.actors.cast import Cast
from detente.events.before_whom import Around, Told, build_weights
from detente.events.conditions import CONDITIONAL, build_markers, find_conditions, without
from detente.events.content import cut_act, cut_clause, cut_complement
from detente.events.openings import (
    Candidate,
    Opening,
    Openings,
    build_openings,
    find_opening,
    head_of_trigger,
    words_of_trigger,
)
from detente.events.put import Put
from detente.events.stated import judged_cues, put_by_statements
from detente.ids import make_id
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Actor, Article, Event, LedgerEntry, LedgerKind, Participant, Phrase, Span, Statement, Status

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every entry of an article needs."""

    parse: Parse
    openings: Openings
    lexicon: Lexicon
    actors: dict[str, Actor]
    statements: dict[str, Statement]


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry with what decides between doubles: where its trigger stands, and whether its words are the act itself."""

    entry: LedgerEntry
    trigger: Span
    act: bool


def open_ledger(
    article: Article,
    parse: Parse,
    events: tuple[Event, ...],
    cast: Cast,
    lexicon: Lexicon,
    *,
    statements: tuple[Statement, ...] = (),
) -> tuple[LedgerEntry, ...]:
    """Return what statements and events put on the table, in the order of the text.

    What both tell is one entry, in the words of the statement. ``statements`` also tell in whose mouth a wished-for act stands;
    without them the actors of the act are named instead. A negated or historical event opens nothing, nor does one that stands
    in an if-clause.
    """
    around, told = _look_around(parse, events, cast, lexicon, statements)
    put, judged = put_by_statements(around, statements, lexicon), judged_cues(around, statements, lexicon)
    return _without_doubles(_joined(parse, told, put, judged))


def look_around(
    parse: Parse, events: tuple[Event, ...], cast: Cast, lexicon: Lexicon, statements: tuple[Statement, ...]
) -> Around:
    """Return an article as what is put on the table is judged by."""
    return _look_around(parse, events, cast, lexicon, statements)[0]


def _look_around(
    parse: Parse, events: tuple[Event, ...], cast: Cast, lexicon: Lexicon, statements: tuple[Statement, ...]
) -> tuple[Around, list[_Draft]]:
    setting = _Setting(
        parse, lexicon.index(build_openings), lexicon, {a.id: a for a in cast.actors}, {s.id: s for s in statements}
    )
    told = [draft for event in events for draft in _open(setting, event)]
    sides = tuple(Told(d.trigger, d.entry.by, d.entry.to) for d in told)
    return Around(parse, cast, setting.statements, setting.openings.words, lexicon.index(build_weights), sides), told


def _joined(parse: Parse, told: list[_Draft], put: list[Put], judged: list[Span]) -> list[_Draft]:
    """Return what statements put on the table, with the event that tells the same, and what events alone do.

    What is told by one of the ``judged`` words alone is nothing: the statement did not put it there.
    """
    out: list[_Draft] = []
    taken: set[int] = set()
    by_sentence: dict[int, list[int]] = {}
    for n, draft in enumerate(told):
        by_sentence.setdefault(_sentence(parse, draft.trigger.start), []).append(n)
    for p in put:
        cue = parse.span(p.cue, p.cue + 1)
        places = [_sentence(parse, at) for at in (cue.start, p.what.start, p.what.end - 1)]
        near = (n for sent in range(min(places), max(places) + 1) for n in by_sentence.get(sent, ()))
        same = [n for n in near if _tells(told[n], p, cue)]
        taken.update(same)
        event = next((told[n].entry.event for n in same if told[n].entry.kind is not LedgerKind.CONDITION), None)
        name = make_id("l", p.statement, p.kind, p.what.spans)
        out.append(_Draft(LedgerEntry(name, p.kind, p.by, p.to, p.what, event, (), p.statement), cue, act=False))
    words = {i for span in judged for i in parse.within(span)}
    taken.update(n for n, draft in enumerate(told) if not words.isdisjoint(parse.within(draft.trigger)))
    return out + [draft for n, draft in enumerate(told) if n not in taken]


def _sentence(parse: Parse, at: int) -> int:
    return parse.tokens[parse.at(at)].sent


def _tells(draft: _Draft, put: Put, cue: Span) -> bool:
    """Tell whether an event opens what a statement puts on the table, or a condition that it already holds within its words."""
    if draft.entry.kind is LedgerKind.CONDITION and put.kind in (LedgerKind.THREAT, LedgerKind.DEMAND):
        return any(put.what.overlaps(s) for s in draft.entry.what.spans)
    return draft.trigger.overlaps(cue) or (draft.entry.kind is put.kind and _share(draft.entry.what, put.what))


def _share(one: Phrase, other: Phrase) -> bool:
    """Tell whether two phrases have half of the longer one in common."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.spans for b in other.spans)
    return 2 * common >= max(sum(s.end - s.start for s in p.spans) for p in (one, other))


def _open(setting: _Setting, event: Event) -> list[_Draft]:
    """Draft the entries of one event: what it opens, and the conditions of that."""
    parse = setting.parse
    head = head_of_trigger(parse, event.trigger)
    if head is None or not any(event.status in row.statuses for row in setting.openings.rows.get(event.type, ())):
        return []
    conditions = find_conditions(parse, head, setting.lexicon.index(build_markers))
    if conditions is None:
        return []
    refuses = event.type == "REJECT" or event.status is Status.NEGATED
    conditions = [c for c in conditions if c.bears_on(refusal=refuses)]
    candidate = Candidate(event, head, words_of_trigger(parse, event, head), bool(conditions))
    opening = find_opening(parse, setting.openings, candidate)
    if opening is None or opening.kind is None:
        return []
    sides = _sides(setting, event, claimed=opening.needs == "claim")
    if not any(sides) or (event.recipients and not sides[1] and not event.symmetric):
        return []
    drafts = []
    if opening.kind is not LedgerKind.CONDITION:
        conditions = conditions if opening.kind in CONDITIONAL else []
        what = _cut(parse, opening, candidate)
        for condition in conditions:
            what = without(parse, what, condition.span)
        if opening.what == "complement" and what.text.partition(" ")[0].lower() in setting.openings.words["question"]:
            return []
        drafts.append(_draft(opening.kind, sides, what, event, act=opening.what == "act"))
    drafts += [_draft(LedgerKind.CONDITION, sides, Phrase.cut(parse.text, c.span), event) for c in conditions]
    return [d for d in drafts if d.entry.what.text]


def _draft(kind: LedgerKind, sides: tuple[Names, Names], what: Phrase, event: Event, *, act: bool = False) -> _Draft:
    entry = LedgerEntry(make_id("l", event.id, kind, what.spans), kind, *sides, what, event.id)
    return _Draft(entry, Span(event.trigger.start, event.trigger.end), act)


def _cut(parse: Parse, opening: Opening, candidate: Candidate) -> Phrase:
    if opening.what == "clause":
        return cut_clause(parse, candidate.head)
    if opening.what == "act":
        return cut_act(parse, candidate.head)
    event = candidate.event
    parties = [span for p in (*event.actors, *event.recipients) for span in p.spans]
    return cut_complement(parse, candidate.words.get(opening.lemma, candidate.head), parties, candidate.head)


def _sides(setting: _Setting, event: Event, *, claimed: bool) -> tuple[Names, Names]:
    """Return who puts it on the table and before whom, as country codes or names."""
    by, to = _names(setting, event.actors), _names(setting, event.recipients)
    claim = setting.statements.get(event.claimed_by or "")
    speaker = _speaker(setting, claim) if claim else ()
    if claimed and speaker and speaker != by:
        by, to = speaker, by or to
    by = by or speaker
    return by, tuple(n for n in to if n not in by)


def _speaker(setting: _Setting, statement: Statement) -> Names:
    ids = statement.speaker.actors if statement.speaker else ()
    return _unique(name for i in ids if i in setting.actors for name in _codes(setting.actors[i]))


def _names(setting: _Setting, side: tuple[Participant, ...]) -> Names:
    out: list[str] = []
    for p in side:
        actor = setting.actors.get(p.actor or "")
        if actor is not None and len(actor.countries) > 1 and p.country in (None, actor.countries[0]):
            out.extend(actor.countries)
        elif p.country or p.name or p.text.lower() not in setting.openings.words["pronoun"]:
            out.append(p.country or p.name or p.text)
    return _unique(out)


def _codes(actor: Actor) -> Names:
    return actor.countries or ((actor.country,) if actor.country else (actor.name,))


def _unique(names: Iterable[str]) -> Names:
    return tuple(dict.fromkeys(n for n in names if n))


_RANK = {kind: rank for rank, kind in enumerate(("threat", "demand", "offer", "promise", "proposal", "condition"))}


def _without_doubles(drafts: list[_Draft]) -> tuple[LedgerEntry, ...]:
    """Drop what another entry of the same side says already, and merge what differs by the other side alone."""
    kept: list[_Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.act, _RANK[d.entry.kind], d.trigger)):
        twin = next((n for n, other in enumerate(kept) if _doubles(draft, other)), None)
        if twin is None:
            kept.append(draft)
            continue
        entry, other = draft.entry, kept[twin].entry
        if (entry.kind, entry.by, entry.what) == (other.kind, other.by, other.what):
            kept[twin] = replace(kept[twin], entry=replace(other, to=_unique((*other.to, *entry.to))))
    return tuple(d.entry for d in sorted(kept, key=lambda d: (d.entry.what.start, d.entry.what.end, d.entry.id)))


def _doubles(draft: _Draft, kept: _Draft) -> bool:
    entry, other = draft.entry, kept.entry
    if not any(other.what.overlaps(span) for span in entry.what.spans):
        return False
    if LedgerKind.CONDITION in (entry.kind, other.kind) and entry.kind != other.kind:
        return False
    return draft.act or (entry.by == other.by and (entry.kind == other.kind or entry.what == other.what))
