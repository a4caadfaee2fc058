"""Which country an actor is of, by the words of a phrase."""

from collections.abc import Sequence

from detente.actors.gazetteer import NATIONAL, Entry, Match, What
from detente.actors.phrase import Phrase

_GOVERNMENTS = ("administration", "government", "cabinet", "regime", "presidency")
_BODIES = ("EUR", "IGO", "UNO")
_HOLDS_BACK = ("backed", "led", "based", "born", "controlled", "occupied", "anti", "pro")


def countries_of(phrase: Phrase) -> tuple[tuple[str, ...], str]:
    """Return the countries of the actor, and how they were found where it is not plain."""
    nation = nationality(phrase, phrase.core)
    if nation:
        return (_first_nation(phrase) or nation) if phrase.head_entry() is not None else nation, ""
    organization = phrase.organization(phrase.core, nationality(phrase, phrase.matches))
    if organization is not None and organization.country:
        return (organization.country,), ""
    for match in phrase.core:
        for entry in match.entries:
            if entry.what is What.AGENT and entry.country:
                return (entry.country,), ""
            body = _body_within(phrase, match) if entry.what is What.TITLE else None
            if body is not None and body.country:
                return (body.country,), f"country of {body.name}"
            owner = _owner_within(phrase, match) if entry.what is What.TITLE else None
            if owner is not None and owner.country:
                return (owner.country,), f"country of {owner.name}"
    found = _from_tail(phrase)
    if found[0]:
        return found
    led = _led_by(phrase)
    if led:
        return (led,), "country of whose government it is"
    based = _based(phrase)
    return ((based,), "country of the seat") if based else ((), "")


def _owner_within(phrase: Phrase, match: Match) -> Entry | None:
    """Return whose office a title of several words says that it is: *White House* spokesman, *U.S.* District Judge, President of
    the *European Council*.
    """
    folds = phrase.words.folds
    first = match.first
    if "of" in folds[match.first : match.last]:
        first = folds.index("of", match.first) + 1
        first += first < match.last and folds[first] == "the"
    if first >= match.last or not phrase.words.words[first][0].isupper():
        return None
    for last in range(match.last if first > match.first else match.last - 1, first, -1):
        for entry in phrase.index.named(*folds[first:last]):
            if _owns_offices(entry):
                return entry
    return None


def _body_within(phrase: Phrase, match: Match) -> Entry | None:
    """Return the one organisation of which a title of several words begins with the name: *Hezbollah* leader, *UN* envoy."""
    if not phrase.words.words[match.first][0].isupper():
        return None
    for last in range(match.last - 1, match.first, -1):
        named = phrase.index.named(*phrase.words.folds[match.first : last])
        bodies = [e for e in named if e.what is What.ORGANIZATION]
        if bodies:
            return bodies[0] if len({e.country for e in bodies}) == 1 else None
    return None


def _owns_offices(entry: Entry) -> bool:
    """Tell whether an entry is a state, the seat of a government or a body of states."""
    if entry.what is What.PLACE:
        return entry.row.text("kind") == "metonym"
    return entry.what is What.STATE or (entry.what is What.ORGANIZATION and entry.country in _BODIES)


def nationality(phrase: Phrase, matches: Sequence[Match]) -> tuple[str, ...]:
    """Return the countries that adjectives, names of states and places give, in order."""
    found: list[str] = []
    for match in matches:
        if match.entries[0].what in (What.PERSON, What.ORGANIZATION) or _held_back(phrase, match):
            continue
        entry = match.get(*NATIONAL, What.CAPITAL, What.PLACE)
        if entry is not None and entry.country:
            government = entry.what in (What.CAPITAL, What.PLACE) and entry.sector == "GOV"
            found.append(phrase.index.state_of_the_day(entry.country, phrase.date) if government else entry.country)
        elif (region := match.get(What.REGION, What.REGIONAL)) is not None:
            code = region.row.text("country")
            found.extend((code,) if code else region.row.list("countries"))
    return tuple(dict.fromkeys(found))


def _held_back(phrase: Phrase, match: Match) -> bool:
    """Tell whether the name only says who backs, leads or fights ("US-backed"), or what is studied ("a Peru expert")."""
    following = next((m for m in phrase.matches if m.first == match.last), None)
    if following is not None and match.get(What.STATE) is not None and match.get(What.ADJECTIVE) is None:
        noun = following.get(What.AGENT)
        if noun is not None and noun.sector == "EDU" and noun.row.text("kind") == "person":
            return True
    for other in phrase.matches:
        entry = other.get(What.MODIFIER)
        if entry is None or entry.row.text("effect") not in _HOLDS_BACK:
            continue
        if other.first == match.last and phrase.words.hyphened(other.first):
            return True
        if other.last == match.first and phrase.words.hyphened(match.first):
            return True
    return False


def _first_nation(phrase: Phrase) -> tuple[str, ...]:
    """Return the countries of the first national word, with those that a hyphen or "and" joins to it."""
    joined: list[str] = []
    end = -1
    for match in phrase.core:
        countries = nationality(phrase, [match])
        if not countries:
            continue
        hyphened = match.first == end and phrase.words.hyphened(match.first)
        added = match.first == end + 1 and phrase.words.folds[end] == "and"
        if joined and not hyphened and not added:
            break
        joined.extend(countries)
        end = match.last
    return tuple(dict.fromkeys(joined))


def _from_tail(phrase: Phrase) -> tuple[tuple[str, ...], str]:
    """Return the country that follows the core: of a place, a state or an organisation.

    Who serves abroad is not of the country where he serves: a foreign officer in X, the embassy to X.
    """
    head = phrase.head_entry()
    abroad = phrase.link in ("in", "to") and any(f in phrase.index.classes.abroad for f in phrase.words.folds[: phrase.end])
    nation = nationality(phrase, phrase.matches)
    for match in phrase.tail:
        tail = nationality(phrase, [match]) if match.get(What.REGION, What.REGIONAL) is None else ()
        if tail and not abroad:
            return tail[:1], "country from what follows"
        organization = phrase.organization([match], nation) if phrase.joined and head is not None else None
        if organization is not None and organization.country:
            return (organization.country,), f"country of {organization.name}"
        abroad = False
    return (), ""


def _led_by(phrase: Phrase) -> str | None:
    """Return the country of a government called by the surname of its head: *the Clinton administration*."""
    folds, heads = phrase.words.folds, phrase.index.classes.heads
    for i, fold in enumerate(folds[1:], start=1):
        if fold in _GOVERNMENTS and phrase.words.words[i - 1][:1].isupper():
            entries = phrase.index.surnames.get(folds[i - 1], ())
            leaders = {e.country for e in entries if any(r.text("title").casefold() in heads for r in e.rows)}
            if len(leaders) == 1:
                return next(iter(leaders))
    return None


def _based(phrase: Phrase) -> str | None:
    """Return the country of "X-based", the last resort."""
    for match in phrase.core:
        entry = match.get(*NATIONAL, What.CAPITAL, What.PLACE)
        follower = next((m.get(What.MODIFIER) for m in phrase.matches if m.first == match.last), None)
        if entry is not None and follower is not None and follower.row.text("effect") == "based":
            return entry.country
    return None
