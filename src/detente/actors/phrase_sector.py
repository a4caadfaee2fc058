"""Which sector an actor is of, by the words of a phrase."""

from dataclasses import dataclass

from detente.actors.gazetteer import NATIONAL, Entry, What
from detente.actors.phrase import Phrase
from detente.actors.phrase_country import nationality
from detente.actors.standing import standing
from detente.records import ActorKind

# Nouns of this priority or less, and titles of these levels, take their sector from the organisation that they go with.
GENERIC = 2
GENERIC_LEVELS = ("organisation", "none", "spokesman", "state", "company", "party")
_ARMED = ("CRM", "MIL", "PRM", "REB", "UAF")  # a fighter's sector is that of those whom he fights for
_EMPLOYERS = ("company", "bank")  # whose analysts, economists and strategists are of business
_BODIES = ("government", "ministry", "military", "police", "court", "parliament", "agency", "bank")


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector with the kind of actor, the reason and the confidence."""

    code: str | None
    kind: ActorKind | None
    reason: str
    confidence: float


def sector_of(phrase: Phrase) -> Sector:
    """Return the sector of the actor that a phrase describes."""
    head = phrase.head_entry()
    organization = phrase.organization(phrase.core, nationality(phrase, phrase.matches))
    if head is not None:
        return _by_head(phrase, head, organization)
    if organization is not None:
        now = standing(organization, phrase.date)
        if now.sector or organization.country:
            return Sector(now.sector, kind_of(organization), f"{organization.name}: {organization.row.text('kind')}", 0.9)
    return _by_place(phrase)


def _by_head(phrase: Phrase, head: Entry, organization: Entry | None) -> Sector:
    """Return the sector by the noun or title that heads the core."""
    kind, generic = noun_kind(phrase, head), is_generic(head)
    around = organization
    if around is None and phrase.joined:
        around = phrase.organization(phrase.tail, nationality(phrase, phrase.matches))
    if around is not None and head.sector == "EDU" and around.row.text("kind") in _EMPLOYERS and kind is ActorKind.PERSON:
        return Sector("BUS", kind, f"{head.name} at {around.name}", 0.8)
    if generic and _of_firm(phrase):
        return Sector("BUS", kind, f"{head.name} of a firm", 0.8)
    if around is not None and (generic or head.sector in _ARMED):
        now = standing(around, phrase.date)
        if now.sector and (generic or now.sector in _ARMED):
            return Sector(now.sector, kind, f"{head.name} of {around.name}", 0.8)
    if generic:
        place = phrase.pick(phrase.core, What.PLACE)
        if place is not None and place.sector and place.row.text("kind") in ("metonym", "building"):
            return Sector(place.sector, kind, f"{head.name} of {place.name}", 0.8)
        modifier = _modifier(phrase)
        if modifier is not None:
            return Sector(modifier.sector, kind, f"{modifier.name} {head.name}", 0.7)
    if (generic or not head.sector or head.sector == "UNK") and phrase.joined:
        for match in phrase.tail:
            entry = match.get(What.AGENT, What.PLACE)
            if entry is None or not entry.sector or entry.sector == "UNK" or (head.sector and not _governs(entry)):
                continue
            return Sector(entry.sector, kind, f"{head.name} of {entry.name}", 0.6)
    spokesman = head.what is What.TITLE and head.row.text("level") == "spokesman"
    if not head.sector and spokesman and nationality(phrase, phrase.core):
        return Sector("GOV", kind, f"{head.name} of a state", 0.7)
    return Sector(head.sector or "UNK", kind, f"{head.name}: {head.what}", 0.8)


def _of_firm(phrase: Phrase) -> bool:
    """Tell whether a title of firms stands in the core (*president and CEO*), or the name of a firm by its *Inc* or *Ltd*."""
    offices = [m.get(What.TITLE) for m in phrase.core]
    if any(e is not None and e.sector == "BUS" and e.row.text("level") == "company" for e in offices):
        return phrase.organization(phrase.matches, ()) is None
    words = phrase.words
    return any(f in phrase.index.classes.company_words and words.words[i][0].isupper() for i, f in enumerate(words.folds) if i)


def _governs(entry: Entry) -> bool:
    """Tell whether a noun after "of" decides the sector of who leads or serves it: a body or group, but not the people."""
    return entry.what is What.AGENT and entry.row.text("kind") in ("body", "group") and entry.sector != "CVL"


def noun_kind(phrase: Phrase, head: Entry) -> ActorKind:
    """Return the kind of the noun that stands last in the core."""
    last = next((e for m in reversed(phrase.core) for e in m.entries if e.what in (What.TITLE, What.AGENT)), head)
    if last.what is What.TITLE or last.row.text("kind") == "person":
        return ActorKind.PERSON
    return ActorKind.BODY if last.row.text("kind") == "body" else ActorKind.GROUP


def _modifier(phrase: Phrase) -> Entry | None:
    """Return a modifier of the core that has a sector of its own: separatist, opposition."""
    for match in phrase.core:
        entry = match.get(What.MODIFIER)
        if entry is not None and entry.sector and entry.row.text("effect") not in ("former", "elect", "designate", "future"):
            return entry
    return None


def _by_place(phrase: Phrase) -> Sector:
    """Return the sector where only states, places and regions are named."""
    unknown = phrase.unknown_noun()
    for match in phrase.core or phrase.matches:
        entry, surface = match.entries[0], phrase.words.surface(match.first, match.last)
        if entry.what is What.CAPITAL and unknown is None:
            state = phrase.index.state_name(phrase.index.state_of_the_day(entry.country or "", phrase.date))
            return Sector("GOV", ActorKind.STATE, f"{surface}: capital of {state}", 0.7)
        if entry.what is What.PLACE and entry.sector:
            return Sector(entry.sector, ActorKind.STATE, f"{entry.name}: {entry.row.text('kind')}", 0.8)
        if entry.what is What.PLACE and unknown is None:
            return Sector("CVL", ActorKind.GROUP, f"{entry.name}: {entry.row.text('kind')}", 0.5)
        if entry.what in (*NATIONAL, What.REGION, What.REGIONAL):
            if unknown is not None:
                return Sector("UNK", None, f"{unknown}: no known noun", 0.4)
            kind = ActorKind.GROUP if entry.what in (What.DEMONYM, What.REGION) else ActorKind.STATE
            return Sector(None, kind, f"{surface}: {entry.what}", 0.9)
    if nationality(phrase, phrase.tail):
        return Sector("UNK", None, f"{unknown or 'head'}: no known noun", 0.3)
    return Sector(None, None, "no name, no nationality, no known noun", 0.0)


def is_generic(head: Entry) -> bool:
    """Tell whether a title or noun takes its sector from what it belongs to."""
    if head.what is What.AGENT:
        return (head.row.number("priority") or 0) <= GENERIC
    return head.row.text("level") in GENERIC_LEVELS


def kind_of(organization: Entry) -> ActorKind:
    """Return the kind of actor that an organisation of the tables is."""
    kind = organization.row.text("kind")
    if kind == "outlet":
        return ActorKind.OUTLET
    return ActorKind.BODY if kind in _BODIES else ActorKind.ORGANIZATION
