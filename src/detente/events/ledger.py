"""Open offers, promises, demands, proposals, threats and conditions, as they follow from coded events."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from detente.actors.cast import Cast
from detente.events.conditions import build_markers, find_conditions
from detente.events.content import cut_act, cut_clause, cut_complement, cut_subtree
from detente.events.openings import (
    Candidate,
    Opening,
    Openings,
    build_openings,
    find_opening,
    head_of_trigger,
    words_of_trigger,
)
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
    """Return what the events put on the table, in the order of the text.

    ``statements`` tell in whose mouth a wished-for act stands; without them the actors of the act are named instead. A negated
    or historical event opens nothing, nor does one that stands in an if-clause.
    """
    setting = _Setting(
        parse, lexicon.index(build_openings), lexicon, {a.id: a for a in cast.actors}, {s.id: s for s in statements}
    )
    return _without_doubles([draft for event in events for draft in _open(setting, event)])


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
        what = _cut(parse, opening, candidate)
        for condition in conditions:
            what = _without(parse, what, condition.span)
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


def _without(parse: Parse, what: Phrase, condition: Span) -> Phrase:
    """Cut a condition off the end or the beginning of what it is about."""
    if not what.spans or not what.overlaps(condition):
        return what
    rest = parse.within(Span(what.start, condition.start)) or parse.within(Span(condition.end, what.end))
    return cut_subtree(parse, rest[0], rest[-1]) if rest else Phrase("", ())


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
