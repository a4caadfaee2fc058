"""Which country an actor is of, by the words of a phrase."""

from collections.abc import Sequence

from detente.actors.split import Split
from detente.actors.tables import NATIONAL, Match, What

_HOLDS_BACK = ("backed", "led", "based", "born", "controlled", "occupied", "anti", "pro")


def countries_of(split: Split) -> tuple[tuple[str, ...], str]:
    """Return the countries of the actor, and how they were found where it is not plain."""
    nation = nationality(split, split.core)
    if nation:
        return (_first_nation(split) or nation) if split.head_entry() is not None else nation, ""
    organization = split.organization(split.core, nationality(split, split.matches))
    if organization is not None and organization.country:
        return (organization.country,), ""
    for match in split.core:
        for entry in match.entries:
            if entry.what is What.AGENT and entry.country:
                return (entry.country,), ""
            if entry.what is What.TITLE and match.last - match.first > 1 and split.words.words[match.first].isupper():
                within = [
                    e.country for e in split.index.entries_of(split.words.folds[match.first]) if e.what is What.ORGANIZATION
                ]
                if len(set(within)) == 1 and within[0]:
                    return (within[0],), f"country of {split.words.words[match.first]}"
    found = _from_tail(split)
    if found[0]:
        return found
    based = _based(split)
    return ((based,), "country of the seat") if based else ((), "")


def nationality(split: Split, matches: Sequence[Match]) -> tuple[str, ...]:
    """Return the countries that adjectives, names of states and places give, in order."""
    found: list[str] = []
    for match in matches:
        if match.entries[0].what in (What.PERSON, What.ORGANIZATION) or _held_back(split, match):
            continue
        entry = match.get(*NATIONAL, What.CAPITAL, What.PLACE)
        if entry is not None and entry.country:
            found.append(entry.country)
        elif (region := match.get(What.REGION, What.REGIONAL)) is not None:
            code = region.row.text("country")
            found.extend((code,) if code else region.row.list("countries"))
    return tuple(dict.fromkeys(found))


def _held_back(split: Split, match: Match) -> bool:
    """Tell whether the name only says who backs, leads or fights ("US-backed"), or what is studied ("a Peru expert")."""
    following = next((m for m in split.matches if m.first == match.last), None)
    if following is not None and match.get(What.STATE) is not None and match.get(What.ADJECTIVE) is None:
        noun = following.get(What.AGENT)
        if noun is not None and noun.sector == "EDU" and noun.row.text("kind") == "person":
            return True
    for other in split.matches:
        entry = other.get(What.MODIFIER)
        if entry is None or entry.row.text("effect") not in _HOLDS_BACK:
            continue
        if other.first == match.last and split.words.hyphened(other.first):
            return True
        if other.last == match.first and split.words.hyphened(match.first):
            return True
    return False


def _first_nation(split: Split) -> tuple[str, ...]:
    """Return the countries of the first national word, with those that a hyphen or "and" joins to it."""
    joined: list[str] = []
    end = -1
    for match in split.core:
        countries = nationality(split, [match])
        if not countries:
            continue
        hyphened = match.first == end and split.words.hyphened(match.first)
        added = match.first == end + 1 and split.words.folds[end] == "and"
        if joined and not hyphened and not added:
            break
        joined.extend(countries)
        end = match.last
    return tuple(dict.fromkeys(joined))


def _from_tail(split: Split) -> tuple[tuple[str, ...], str]:
    """Return the country that follows the core: of a place, a state or an organisation.

    Who serves abroad is not of the country where he serves: a foreign officer in X, the embassy to X.
    """
    head = split.head_entry()
    abroad = split.link in ("in", "to") and any(f in split.index.abroad for f in split.words.folds[: split.end])
    nation = nationality(split, split.matches)
    for match in split.tail:
        tail = nationality(split, [match]) if match.get(What.REGION, What.REGIONAL) is None else ()
        if tail and not abroad:
            return tail[:1], "country from what follows"
        organization = split.organization([match], nation) if split.joined and head is not None else None
        if organization is not None and organization.country:
            return (organization.country,), f"country of {organization.name}"
        abroad = False
    return (), ""


def _based(split: Split) -> str | None:
    """Return the country of "X-based", the last resort."""
    for match in split.core:
        entry = match.get(*NATIONAL, What.CAPITAL, What.PLACE)
        follower = next((m.get(What.MODIFIER) for m in split.matches if m.first == match.last), None)
        if entry is not None and follower is not None and follower.row.text("effect") == "based":
            return entry.country
    return None
