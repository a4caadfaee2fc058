"""A phrase and a date → country and sector, with nothing but the tables."""

import datetime as dt
from collections.abc import Sequence

from detente.actors.choice import choose
from detente.actors.coding import Coding, Part
from detente.actors.office import standing
from detente.actors.tables import NATIONAL, Entry, Gazetteer, Match, What, gazetteer
from detente.actors.words import Words, split_words
from detente.lexicon import Lexicon
from detente.records import ActorKind, Span

# Nouns of this priority or less, and titles of these levels, take their sector from the organisation that they go with.
GENERIC = 2
GENERIC_LEVELS = ("organisation", "none", "spokesman", "state", "company", "party")
_ORGANIZATION_KINDS = {"government", "ministry", "military", "police", "court", "parliament", "agency", "bank"}
_ARMED = ("CRM", "MIL", "PRM", "REB", "UAF")  # a fighter's sector is that of those whom he fights for
_PART_OF_TITLE = ("acting", "aspirant", "deputy", "designate", "elect", "former", "honorary", "joint", "rank")
_HOLDS_BACK = ("backed", "led", "based", "born", "controlled", "occupied", "anti", "pro")


def code_phrase(phrase: str, date: dt.date | None, context: str | None, lexicon: Lexicon) -> Coding:
    """Code a phrase that names or describes an actor at a date.

    ``date`` None means today, as far as the tables know. ``context`` (a country's name or adjective) settles the country where
    the phrase itself leaves it open.
    """
    index = gazetteer(lexicon)
    coding = code_words(split_words(phrase), date, index)
    if context and not coding.empty and coding.country is None:
        around = code_words(split_words(context), date, index)
        if around.country is not None:
            return Coding(
                around.country,
                around.countries,
                coding.sector,
                coding.name,
                coding.kind,
                coding.title,
                coding.organisation,
                f"{coding.reason}; country from the context",
                coding.confidence * 0.8,
                coding.parts,
            )
    return coding


def code_words(words: Words, date: dt.date | None, index: Gazetteer) -> Coding:
    """Code words that are already split."""
    matches = [m for m in index.matches(words) if not _is_surname(words, m, index)]
    if not matches:
        return _by_surname(words, date, index)
    return _Reader(words, matches, date, index).code()


class _Reader:
    """Reads one phrase: its core (up to the first preposition), then what follows."""

    def __init__(self, words: Words, matches: list[Match], date: dt.date | None, index: Gazetteer) -> None:
        self.words, self.matches, self.date, self.index = words, matches, date, index
        self.end = _core_end(words, matches, index)
        self.core = [m for m in matches if m.first < self.end]
        self.tail = [m for m in matches if m.first >= self.end]
        self.parts = tuple(
            Part(Span(words.starts[m.first], words.ends[m.last - 1]), m.entries[0].what, m.entries[0].name) for m in matches
        )

    def code(self) -> Coding:
        """Code the phrase."""
        person = self.pick(self.core, What.PERSON) or (self.pick(self.tail, What.PERSON) if self.apposed() else None)
        if person is not None:
            return self.code_person(person)
        return self.code_described()

    def pick(self, matches: Sequence[Match], *what: What) -> Entry | None:
        """Return the last entry of these kinds."""
        for match in reversed(matches):
            entry = match.get(*what)
            if entry is not None and match.entries[0].what is entry.what:
                return entry
        return None

    def apposed(self) -> bool:
        """Tell whether the phrase goes on after a comma with another name of the same."""
        return self.end < len(self.words) and "," in self.words.folds[self.end :]

    def code_person(self, person: Entry) -> Coding:
        """Code a person of the table: what the phrase says wins over the table."""
        entries = [e for m in self.core for e in m.entries if e.what is What.PERSON]
        country = self.nationality()[:1]
        same = [e for e in entries if e.country in country] or entries or [person]
        serving = [e for e in same if standing(e, self.date).serving]
        person = (serving or same)[0]
        now = standing(person, self.date)
        title = self.title()
        sector, reason = now.sector, f"{person.name}: {now.reason}"
        if self.former() or self.elect():
            sector, reason = (
                "ELI",
                f"{person.name}: {'former' if self.former() else 'not yet in office'}, by the words before the name",
            )
        elif title is not None and title.sector and title.row.text("kind") == "office" and not now.serving:
            sector, reason = title.sector, f"{person.name}: title in the text"
        code = country[0] if country else person.country
        return Coding(
            code,
            (code,) if code else (),
            sector,
            person.name,
            ActorKind.PERSON,
            title.name if title else now.row.text("title") or None,
            now.row.text("organisation") or None,
            reason,
            0.9 if now.serving else 0.7,
            self.parts,
            self.title_span(),
            self.former(),
            self.elect(),
        )

    def code_described(self) -> Coding:
        """Code a phrase without a person of the table."""
        countries, how = self.country()
        sector, kind, why, strength = self.sector()
        if self.former() and sector and sector not in ("CVL", "UNK"):
            sector, why = "ELI", f"{why}, former"
        if sector is None and not countries:
            return Coding(reason=why or "nothing that acts", parts=self.parts)
        organization = self.pick(self.core, What.ORGANIZATION) or self.pick(self.tail, What.ORGANIZATION)
        title = self.title()
        name = None
        if kind is ActorKind.STATE and len(countries) == 1:
            name = self.index.state_name(countries[0])
        elif (
            kind in (ActorKind.ORGANIZATION, ActorKind.OUTLET, ActorKind.BODY)
            and organization is not None
            and not self.head_word()
        ):
            name = organization.name
        reason = "; ".join(part for part in (how, why) if part)
        return Coding(
            countries[0] if len(countries) == 1 else None,
            countries,
            sector,
            name,
            kind,
            title.name if title else None,
            self.affiliation(organization),
            reason,
            strength,
            self.parts,
            self.title_span(),
            self.former(),
            self.elect(),
        )

    # --- sector ---------------------------------------------------------------------------------------------------------

    def sector(self) -> tuple[str | None, ActorKind | None, str, float]:
        """Return sector, kind of actor, reason and confidence."""
        head = self.head_entry()
        organization = self.organization(self.core)
        if head is not None:
            return self.by_head(head, organization)
        if organization is not None:
            now = standing(organization, self.date)
            if now.sector or organization.country:
                return now.sector, kind_of(organization), f"{organization.name}: {organization.row.text('kind')}", 0.9
        return self.by_place()

    def by_head(self, head: Entry, organization: Entry | None) -> tuple[str | None, ActorKind | None, str, float]:
        """Return the sector by the noun or title that heads the core."""
        kind = self.kind(head)
        generic = is_generic(head)
        around = organization or (self.organization(self.tail) if self.joined() else None)
        if around is not None and (generic or head.sector in _ARMED):
            now = standing(around, self.date)
            if now.sector and (generic or now.sector in _ARMED):
                return now.sector, kind, f"{head.name} of {around.name}", 0.8
        if generic:
            place = self.pick(self.core, What.PLACE)
            if place is not None and place.sector and place.row.text("kind") in ("metonym", "building"):
                return place.sector, kind, f"{head.name} of {place.name}", 0.8
            modifier = self.modifier_sector()
            if modifier is not None:
                return modifier.sector, kind, f"{modifier.name} {head.name}", 0.7
        if (not head.sector or head.sector == "UNK") and self.joined():
            for match in self.tail:
                entry = match.get(What.AGENT, What.PLACE)
                if entry is not None and entry.sector and entry.sector != "UNK":
                    return entry.sector, kind, f"{head.name} of {entry.name}", 0.6
        spokesman = head.what is What.TITLE and head.row.text("level") == "spokesman"
        if not head.sector and spokesman and self.nationality():
            return "GOV", kind, f"{head.name} of a state", 0.7
        return head.sector or "UNK", kind, f"{head.name}: {head.what}", 0.8

    def kind(self, head: Entry) -> ActorKind:
        """Return the kind of the noun that stands last in the core."""
        last = next((e for m in reversed(self.core) for e in m.entries if e.what in (What.TITLE, What.AGENT)), head)
        if last.what is What.TITLE or last.row.text("kind") == "person":
            return ActorKind.PERSON
        return ActorKind.BODY if last.row.text("kind") == "body" else ActorKind.GROUP

    def modifier_sector(self) -> Entry | None:
        """Return a modifier of the core that has a sector of its own: separatist, opposition."""
        for match in self.core:
            entry = match.get(What.MODIFIER)
            if entry is not None and entry.sector and entry.row.text("effect") not in ("former", "elect", "designate", "future"):
                return entry
        return None

    def by_place(self) -> tuple[str | None, ActorKind | None, str, float]:
        """Return the sector where only states, places and regions are named."""
        unknown = self.unknown_noun()
        for match in self.core or self.matches:
            entry = match.entries[0]
            alone = match.last - match.first >= len(self.words) - self.fillers()
            if entry.what is What.CAPITAL and (alone or unknown is None):
                return "GOV", ActorKind.STATE, f"{match_text(self.words, match)}: capital of {entry.name}", 0.7
            if entry.what is What.PLACE:
                if entry.sector:
                    return entry.sector, ActorKind.STATE, f"{entry.name}: {entry.row.text('kind')}", 0.8
                if unknown is None:
                    return "CVL", ActorKind.GROUP, f"{entry.name}: {entry.row.text('kind')}", 0.5
            if entry.what in NATIONAL or entry.what in (What.REGION, What.REGIONAL):
                if unknown is not None:
                    return "UNK", None, f"{unknown}: no known noun", 0.4
                kind = ActorKind.GROUP if entry.what is What.DEMONYM or entry.what is What.REGION else ActorKind.STATE
                return None, kind, f"{match_text(self.words, match)}: {entry.what}", 0.9
        if self.matches and self.nationality(self.tail):
            return "UNK", None, f"{unknown or 'head'}: no known noun", 0.3
        return None, None, "no name, no nationality, no known noun", 0.0

    def head_entry(self) -> Entry | None:
        """Return the title or noun that says most of the core: an office before a rank, then by priority, then the last."""
        best: tuple[float, int] | None = None
        chosen: Entry | None = None
        for n, match in enumerate(self.core):
            noun = match.get(What.AGENT)
            for entry in match.entries:
                if entry.what is What.TITLE and not entry.sector and noun is not None and noun.sector:
                    continue
                if entry.what is What.TITLE:
                    weight = {"office": 60.0, "rank": 40.0, "profession": 30.0}.get(entry.row.text("kind"), 0.0)
                elif entry.what is What.AGENT:
                    weight = entry.row.number("priority") or 0.0
                    weight = weight * 10 if weight <= 10 else weight
                else:
                    continue
                if weight and (best is None or (weight, n) >= best):
                    best, chosen = (weight, n), entry
        return chosen

    def head_word(self) -> bool:
        """Tell whether the core has a title or noun beside names."""
        return self.head_entry() is not None

    def organization(self, matches: Sequence[Match]) -> Entry | None:
        """Return the first organisation, preferring one of a country that the phrase names, then the default one."""
        nation = self.nationality(self.matches)
        for match in matches:
            found = [e for e in match.entries if e.what is What.ORGANIZATION]
            if found:
                return choose([e for e in found if e.country in nation] or found, {}, self.index)
        return None

    def joined(self) -> bool:
        """Tell whether the core is followed by "of", "at", "for" …: what comes then is what it belongs to."""
        return self.end < len(self.words) and self.words.folds[self.end] in ("of", "at", "for", "in", "from", "with", ",")

    def title(self) -> Entry | None:
        """Return the title of the core: an office before a rank or honorific."""
        titles = [e for m in self.core for e in m.entries if e.what is What.TITLE and e.row.text("kind") != "honorific"]
        offices = [e for e in titles if e.row.text("kind") == "office"]
        return (offices or titles or [None])[0]  # type: ignore[list-item]  # the last resort is no title

    def title_span(self) -> Span | None:
        """Return where the title, or the noun for a person, stands: with modifiers such as "deputy" and "-elect"."""
        chosen = self.title() or self.head_entry()
        if chosen is None or self.kind(chosen) is not ActorKind.PERSON:
            return None
        at = [n for n, m in enumerate(self.core) if chosen is not None and any(e is chosen for e in m.entries)]
        if not at or chosen is None or chosen.row.text("kind") not in ("office", "rank", "profession", "person", "honorific"):
            return None
        first = last = at[0]
        while first > 0 and self.core[first - 1].last == self.core[first].first and _belongs(self.core[first - 1]):
            first -= 1
        while last + 1 < len(self.core) and self.core[last + 1].first == self.core[last].last and _belongs(self.core[last + 1]):
            if not self.words.hyphened(self.core[last + 1].first):
                break
            last += 1
        return Span(self.words.starts[self.core[first].first], self.words.ends[self.core[last].last - 1])

    def affiliation(self, organization: Entry | None) -> str | None:
        """Return the organisation that the title belongs to: its name, or the words after "of", "at", "for"."""
        if self.head_word() and self.joined() and self.words.folds[self.end] != ",":
            stop = next(
                (i for i in range(self.end + 1, len(self.words)) if self.words.folds[i] in (",", "(", "who")), len(self.words)
            )
            start = self.end + 1 + (self.words.folds[self.end + 1 : self.end + 2] == ("the",))
            bodies = [
                m
                for m in self.tail
                if m.first < stop
                and any(
                    e.what is What.ORGANIZATION or (e.what is What.AGENT and e.row.text("kind") != "person") for e in m.entries
                )
            ]
            if bodies:
                return self.words.surface(start, stop)
        return organization.name if organization else None

    def modified(self, *effects: str) -> bool:
        """Tell whether a modifier of the core has one of these effects."""
        return any(e.row.text("effect") in effects for m in self.core for e in m.entries if e.what is What.MODIFIER)

    def former(self) -> bool:
        """Tell whether the office is past."""
        return self.modified("former")

    def elect(self) -> bool:
        """Tell whether the office is still to come: "-elect" before or within the title."""
        if self.modified("elect", "designate", "future"):
            return True
        ends = [m.last - 1 for m in self.core if m.last - m.first > 1 and m.get(What.TITLE)]
        return any(_ends_in_elect(self.index, self.words.folds[i]) for i in ends)

    # --- country --------------------------------------------------------------------------------------------------------

    def nationality(self, matches: Sequence[Match] | None = None) -> tuple[str, ...]:
        """Return the countries that adjectives, names of states and places of the core give, in order."""
        found: list[str] = []
        for match in self.core if matches is None else matches:
            if self.held_back(match):
                continue
            entry = match.get(*NATIONAL, What.CAPITAL, What.PLACE)
            if entry is not None and entry.country and match.entries[0].what not in (What.PERSON, What.ORGANIZATION):
                found.append(entry.country)
            elif (region := match.get(What.REGION, What.REGIONAL)) is not None:
                found.extend(region.row.list("countries"))
        return tuple(dict.fromkeys(found))

    def held_back(self, match: Match) -> bool:
        """Tell whether the name only says who backs, leads or fights: "US-backed", "anti-American"."""
        for other in self.matches:
            entry = other.get(What.MODIFIER)
            if entry is None or entry.row.text("effect") not in _HOLDS_BACK:
                continue
            if other.first == match.last and self.words.hyphened(other.first):
                return True
            if other.last == match.first and self.words.hyphened(match.first):
                return True
        return False

    def country(self) -> tuple[tuple[str, ...], str]:
        """Return the countries of the actor, and how they were found."""
        nation = self.nationality()
        if nation:
            first = self.first_nation()
            if first is not None and self.head_word():
                return first, ""
            return nation, ""
        organization = self.organization(self.core)
        if organization is not None and organization.country:
            return (organization.country,), ""
        for match in self.core:
            for entry in match.entries:
                if entry.what is What.AGENT and entry.country:
                    return (entry.country,), ""
        for match in self.tail:
            tail = self.nationality([match]) if match.get(What.REGION, What.REGIONAL) is None else ()
            if tail:
                return tail[:1], "country from what follows"
            organization = self.organization([match]) if self.joined() and self.head_word() else None
            if organization is not None and organization.country:
                return (organization.country,), f"country of {organization.name}"
        based = self.based()
        return ((based,), "country of the seat") if based else ((), "")

    def first_nation(self) -> tuple[str, ...] | None:
        """Return the countries of the first national word, with those that a hyphen or "and" joins to it."""
        joined: list[str] = []
        end = -1
        for match in self.core:
            countries = self.nationality([match])
            if not countries:
                continue
            if (
                joined
                and not (match.first == end and self.words.hyphened(match.first))
                and not (match.first == end + 1 and self.words.folds[end] == "and")
            ):
                break
            joined.extend(countries)
            end = match.last
        return tuple(dict.fromkeys(joined)) or None

    def based(self) -> str | None:
        """Return the country of "X-based", the last resort."""
        for match in self.core:
            entry = match.get(*NATIONAL, What.CAPITAL, What.PLACE)
            if entry is not None and self.held_back(match):
                follower = [m.get(What.MODIFIER) for m in self.matches if m.first == match.last]
                if any(f is not None and f.row.text("effect") == "based" for f in follower):
                    return entry.country
        return None

    def unknown_noun(self) -> str | None:
        """Return a lower-case word of the core that no table knows."""
        covered = {i for m in self.matches for i in range(m.first, m.last)}
        for i in range(min(self.end, len(self.words))):
            word = self.words.words[i]
            if (
                i not in covered
                and word[0].isalpha()
                and word[0].islower()
                and self.words.folds[i] not in self.index.fillers
                and word != "and"
            ):
                return word
        return None

    def fillers(self) -> int:
        """Count the words that do not matter: articles, possessive 's."""
        return sum(f in self.index.fillers for f in self.words.folds)


def _belongs(match: Match) -> bool:
    """Tell whether a word before or after a title is part of it: another title, deputy, former, -elect."""
    modifier = match.get(What.MODIFIER)
    if modifier is not None:
        return modifier.row.text("effect") in _PART_OF_TITLE
    return match.get(What.TITLE) is not None


def _ends_in_elect(index: Gazetteer, word: str) -> bool:
    """Tell whether a word is a modifier such as "-elect"."""
    return any(e.what is What.MODIFIER and e.row.text("effect") in ("elect", "designate") for e in index.entries_of(word))


def is_generic(head: Entry) -> bool:
    """Tell whether a title or noun takes its sector from what it belongs to."""
    if head.what is What.AGENT:
        return (head.row.number("priority") or 0) <= GENERIC
    return head.row.text("level") in GENERIC_LEVELS


def _core_end(words: Words, matches: Sequence[Match], index: Gazetteer) -> int:
    """Return where the core ends: at the first boundary that no name covers; a quantity hands on to what it counts."""
    covered = {i for m in matches for i in range(m.first, m.last)}
    start = 0
    for i, word in enumerate(words.folds):
        if word not in index.boundaries or i in covered or i == 0:
            continue
        counted = word == "of" and words.folds[i - 1] in index.quantities and i - start <= 3
        if counted or word in ("over", "about"):
            start = i
            continue
        return i
    return len(words)


def _is_surname(words: Words, match: Match, index: Gazetteer) -> bool:
    """Tell whether the name of a town or region rather is the surname after a first name."""
    town = match.entries[0].what is What.PLACE and not match.entries[0].sector
    return town and match.first > 0 and words.folds[match.first - 1] in index.first_names


def _by_surname(words: Words, date: dt.date | None, index: Gazetteer) -> Coding:
    """Code a bare surname: one person of the tables who holds an office on the date."""
    names = [i for i in range(len(words)) if words.words[i][0].isupper()]
    if len(names) != 1 or len(words) > 2:
        return Coding(reason="no name, no nationality, no known noun")
    known = [(standing(e, date), e) for e in index.surnames.get(words.folds[names[0]], ())]
    serving = [pair for pair in known if pair[0].serving and pair[0].sector == "GOV"]
    chosen = serving if len(serving) == 1 else known if len(known) == 1 else []
    if not chosen:
        return Coding(reason="a surname of several people" if known else "no name, no nationality, no known noun")
    now, person = chosen[0]
    country = person.country
    return Coding(
        country,
        (country,) if country else (),
        now.sector,
        person.name,
        ActorKind.PERSON,
        now.row.text("title") or None,
        now.row.text("organisation") or None,
        f"{person.name}, the only one of that surname; {now.reason}",
        0.6,
    )


def kind_of(organization: Entry) -> ActorKind:
    """Return the kind of actor that an organisation of the tables is."""
    kind = organization.row.text("kind")
    if kind == "outlet":
        return ActorKind.OUTLET
    return ActorKind.BODY if kind in _ORGANIZATION_KINDS else ActorKind.ORGANIZATION


def match_text(words: Words, match: Match) -> str:
    """Return the words of a match."""
    return words.surface(match.first, match.last)
