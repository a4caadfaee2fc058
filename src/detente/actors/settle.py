"""Say which actor each mention means, in the order of the text."""

from detente.actors.closed import gender_words, pronoun_words, reference_nouns
from detente.actors.coding import Coding
from detente.actors.mentions import Candidate, Text
from detente.actors.office import standing
from detente.actors.phrase import kind_of
from detente.actors.refer import Fits, Memory, third_person
from detente.actors.roster import Figure, Roster
from detente.actors.tables import Entry, What
from detente.actors.words import split_words
from detente.language.layout import Layout
from detente.lexicon import Lexicon
from detente.records import ActorKind, Article, Span

Found = tuple[tuple[Figure, ...], str, float]
OFFICIAL_SECTORS = ("GOV", "MIL", "COP", "LEG", "JUD", "SPY")
_DEFINITE = ("the", "this", "that", "both", "these", "those", "its", "their", "his", "her")


class Settler:
    """Resolves candidates one after the other against a roster and a memory."""

    def __init__(
        self,
        text: Text,
        roster: Roster,
        memory: Memory,
        people: dict[int, Figure],
        article: Article,
        layout: Layout,
        lexicon: Lexicon,
    ) -> None:
        """Take what one article gives."""
        self.text, self.roster, self.memory, self.people, self.article, self.layout = (
            text,
            roster,
            memory,
            people,
            article,
            layout,
        )
        self.pronouns = lexicon.index(pronoun_words)
        self.references = lexicon.index(reference_nouns)
        self.genders = lexicon.index(gender_words)
        self.home = self._dateline_country()

    def settle(self, candidate: Candidate) -> Found:
        """Resolve a candidate that is no first person."""
        match candidate.what:
            case "person":
                return self.person(candidate)
            case "name":
                return self.named(candidate)
            case "adjective" | "people":
                return self.national(candidate)
            case "body":
                return self.body(candidate)
            case "nominal":
                return self.nominal(candidate)
            case "reference":
                return self.reference(candidate)
            case _:
                return self.pronoun(candidate)

    def person(self, candidate: Candidate) -> Found:
        """Resolve a person's name."""
        figure = self.people[candidate.first]
        if figure.country is None and self.home and figure.sector in OFFICIAL_SECTORS:
            figure.country, figure.confidence = self.home, 0.3
            figure.reason = "only a guess: the country of the dateline"
        return (figure,), figure.reason, 0.9

    def state(self, code: str) -> Figure:
        """Return the figure of a state."""
        name = self.text.index.state_name(code) or code
        return self.roster.meet(
            Figure(("state", code), name, ActorKind.STATE, code, (code,), "GOV", f"{name}: state in the tables", 0.9)
        )

    def named(self, candidate: Candidate) -> Found:
        """Resolve the name of a state, place, region or organisation."""
        entry = self.choose(candidate.entries)
        if entry.what is What.ORGANIZATION:
            return (self.organization(entry),), f"{entry.name}: {entry.row.text('kind')}", 0.9
        if entry.what is What.REGION:
            return self.region(entry)
        code = entry.country or ""
        if entry.what is What.STATE:
            return (self.state(code),), f"{entry.name}: state", 0.95
        kind = "capital" if entry.what is What.CAPITAL else entry.row.text("kind")
        sure = {"capital": 0.8, "metonym": 0.9, "building": 0.8}.get(kind, 0.4)
        return (self.state(code),), f"{entry.name}: {kind} of {self.text.index.state_name(code)}", sure

    def choose(self, entries: tuple[Entry, ...]) -> Entry:
        """Return the entry that fits best: of a country already spoken of, the default, the first."""
        named = [e for e in entries if e.what not in (What.TITLE, What.AGENT, What.MODIFIER, What.PERSON)] or list(entries)
        organizations = [e for e in named if e.what is What.ORGANIZATION]
        if len(organizations) > 1 and named[0].what is What.ORGANIZATION:
            spoken = [e for e in organizations if ("state", e.country) in self.roster.figures]
            default = [e for e in organizations if e.row.flag("default")]
            return (spoken or default or organizations)[0]
        places = [e for e in named if e.what is What.PLACE]
        if len(places) > 1 and named[0].what is What.PLACE:
            spoken = [e for e in places if ("state", e.country) in self.roster.figures]
            default = [e for e in places if e.row.flag("default")]
            return (spoken or default or places)[0]
        return named[0]

    def organization(self, entry: Entry) -> Figure:
        """Return the figure of an organisation of the tables, as it is on the date."""
        now = standing(entry, self.text.date)
        row = now.row
        return self.roster.meet(
            Figure(
                ("organization", entry.name, entry.country or ""),
                entry.name,
                kind_of(entry),
                row.text("country") or None,
                (),
                row.text("sector") or None,
                f"{entry.name}: {row.text('kind')} in the tables",
                0.9,
                plural=False,
            )
        )

    def region(self, entry: Entry) -> Found:
        """Return the figure of a bloc or area."""
        row = entry.row
        countries = row.list("countries")
        bloc = row.text("kind") == "bloc"
        figure = self.roster.meet(
            Figure(
                ("region", entry.name),
                entry.name,
                ActorKind.GROUP,
                countries[0] if len(countries) == 1 else None,
                countries,
                "GOV" if bloc else None,
                f"{entry.name}: {row.text('kind')} in the tables",
                0.7 if bloc else 0.4,
                plural=True,
            )
        )
        return (figure,), figure.reason, figure.confidence

    def national(self, candidate: Candidate) -> Found:
        """Resolve an adjective of nation, or a people."""
        entry = candidate.entries[0]
        if entry.what is What.REGIONAL:
            return self.region(entry)
        state = self.state(entry.country or "")
        if candidate.what == "adjective":
            return (state,), f"adjective of {state.label}", 0.9
        surface = self.surface(candidate)
        token = self.text.parse.tokens[candidate.head]
        single = token.tag in ("NN", "NNP") and self.text.parse.tokens[candidate.first].lower in ("a", "an")
        figure = self.roster.meet(
            Figure(
                ("people", entry.country or "", "one" if single else ""),
                surface,
                ActorKind.UNNAMED if single else ActorKind.GROUP,
                entry.country,
                (),
                "CVL",
                f"people of {state.label}",
                0.7,
                plural=not single,
            )
        )
        return (figure,), figure.reason, 0.8

    def body(self, candidate: Candidate) -> Found:
        """Resolve an organisation that only the pipeline tags."""
        coding = candidate.coding
        surface = self.surface(candidate)
        country, how = coding.country, coding.reason or "no table knows it"
        kind = (
            coding.kind if coding.kind in (ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.OUTLET) else ActorKind.ORGANIZATION
        )
        if coding.sector in OFFICIAL_SECTORS:
            kind = ActorKind.BODY
            if country is None and self.home:
                country, how = self.home, f"{how}; country only a guess: that of the dateline"
        sector = coding.sector if coding.sector != "UNK" else None
        key = ("body", " ".join(split_words(surface).folds))
        for other in self.roster.figures.values():
            if other.kind in (ActorKind.ORGANIZATION, ActorKind.BODY) and key[1] and _acronym(other.label) == surface:
                return (other,), f"letters of {other.label}", 0.7
        figure = self.roster.meet(Figure(key, surface, kind, country, coding.countries, sector, how, 0.5))
        return (figure,), figure.reason, 0.6

    def surface(self, candidate: Candidate) -> str:
        """Return the words of a candidate on one line, without an article at the start."""
        span = self.text.parse.span(candidate.first, candidate.last)
        return " ".join(span.of(self.text.parse.text).split())

    def nominal(self, candidate: Candidate) -> Found:
        """Resolve a noun for those who act: taken up, or new."""
        coding, tokens = candidate.coding, self.text.parse.tokens
        token = tokens[candidate.head]
        plural = token.tag in ("NNS", "NNPS") or bool(candidate.also)
        entry = next(e for e in candidate.entries if e.what in (What.TITLE, What.AGENT))
        person = any(
            e.row.text("kind") in ("person", "office", "rank", "profession")
            for e in candidate.entries
            if e.what in (What.TITLE, What.AGENT)
        )
        named = self.beside_name(candidate)
        if named is not None:
            return (named,), f"described beside the name of {named.label}", 0.9
        definite = tokens[candidate.first].lower in _DEFINITE or candidate.first == candidate.head
        if person and not plural and definite:
            found = self.titled(candidate, entry, coding)
            if found is not None:
                return (found,), f"{token.lower}: role of {found.label}", 0.8
        stands = self.references.get(token.lower)
        if definite and coding.country is None and stands:
            found_pair = self.reference(candidate)
            if found_pair[0]:
                return found_pair
        noun = token.lemma
        if definite and coding.country is None:
            near = self.memory.near(candidate.head, _SameNoun(noun))
            if near:
                return (near[0][1],), f"taken up: {near[0][1].label}", 0.7
        country, how, sure = coding.country, coding.reason, 0.7 if coding.country else 0.4
        if country is None and not coding.countries and coding.sector in OFFICIAL_SECTORS and self.home:
            country, how, sure = self.home, f"{how}; country only a guess: that of the dateline", 0.3
        surface = self.surface(candidate)
        sector = coding.sector if coding.sector != "UNK" else None
        if person and not plural:
            unique = (str(candidate.head),) if tokens[candidate.first].lower in ("a", "an", "one", "another") else ()
            figure = Figure(
                ("one", country or "", sector or "", noun, *unique),
                surface,
                ActorKind.UNNAMED,
                country,
                coding.countries,
                sector,
                how,
                sure,
                noun=noun,
            )
            figure.gender = self.genders.get("title " + noun, "")
        else:
            kind = ActorKind.BODY if coding.sector in OFFICIAL_SECTORS and not plural and not person else ActorKind.GROUP
            key = ("many", country or " ".join(coding.countries), sector or "", noun)
            figure = Figure(key, surface, kind, country, coding.countries, sector, how, sure, plural=plural or person, noun=noun)
        figure = self.roster.meet(figure)
        return (figure,), figure.reason, sure

    def beside_name(self, candidate: Candidate) -> Figure | None:
        """Return the person whose name stands in apposition to the noun, or of whom the noun is said (*is a diplomat*)."""
        parse = self.text.parse
        token = parse.tokens[candidate.head]
        for child in parse.children(candidate.head, "appos"):
            name = self.name_at(child.i)
            if name is not None:
                return name
        if token.dep == "appos":
            return self.name_at(token.head)
        end = parse.tokens[candidate.head].right
        for first in (end + 1, end + 2):
            if (
                first in self.people
                and first - 1 < len(parse.tokens)
                and parse.tokens[first - 1].text == ","
                and parse.tokens[first].sent == token.sent
            ):
                described = self.people[first].described
                start = parse.tokens[candidate.head].start
                if any(c.title_span is not None and c.title_span.start <= start < c.title_span.end for c in described):
                    return self.people[first]
        return next(iter(self.described_by(token.start)), None)

    def described_by(self, start: int) -> list[Figure]:
        """Return the persons beside whose name a title stands that holds the character."""
        return [
            f
            for f in self.people.values()
            for c in f.described
            if c.title_span is not None and c.title_span.start <= start < c.title_span.end
        ][:1]

    def name_at(self, head: int) -> Figure | None:
        """Return the person whose name holds the token."""
        for first in range(head, max(-1, head - 4), -1):
            if first in self.people:
                return self.people[first]
        return None

    def titled(self, candidate: Candidate, entry: Entry, coding: Coding) -> Figure | None:
        """Return the latest person with a role that the noun names."""
        noun = entry.name.casefold()
        last = noun.split()[-1]
        exclude: tuple[Figure, ...] = ()
        for exact in (True, False):
            fits = _HasRole(noun if exact else last, exact, coding, exclude)
            found = self.memory.near(candidate.head, fits)
            if found:
                return found[0][1]
        return None

    def reference(self, candidate: Candidate) -> Found:
        """Resolve a noun that takes up what was named: the two leaders, both sides, the country."""
        head = candidate.head
        token = self.text.parse.tokens[head]
        stands = self.references.get(token.lower, "")
        states = Fits(ActorKind.STATE)
        if stands == "pair of states" or (
            stands == "pair"
            and token.lower in ("sides", "parties", "delegations", "camps", "foes", "allies", "partners", "rivals", "negotiators")
        ):
            pair = self.memory.last_two(head, states)
        elif stands == "pair":
            pair = self.memory.last_two(head, Fits(ActorKind.PERSON))
            if not pair:
                return (), f"{token.lower}: no two persons before it", 0.2
        else:
            kinds = {
                "organization": (ActorKind.ORGANIZATION, ActorKind.OUTLET),
                "state": (ActorKind.STATE,),
                "person": (ActorKind.PERSON, ActorKind.UNNAMED),
            }.get(stands, (ActorKind.GROUP,))
            near = self.memory.near(head, Fits(*kinds))
            if near:
                return (near[0][1],), f"{token.lower}: takes up {near[0][1].label}", 0.6
            return (), f"{token.lower}: nothing before it that it could take up", 0.2
        if len(pair) == 2:
            return tuple(pair), f"the last two: {pair[0].label} and {pair[1].label}", 0.7
        return (), f"{token.lower}: no two states before it", 0.2

    def pronoun(self, candidate: Candidate) -> Found:
        """Resolve a pronoun of the third person."""
        stands, case = self.pronouns[self.text.parse.tokens[candidate.head].lower]
        return third_person(self.memory, candidate, stands, case, ())

    def first_person(self, candidate: Candidate, speakers: list[tuple[Span, tuple[str, ...]]], by_id: dict[str, Figure]) -> Found:
        """Resolve *I* and *we* by the speaker of the words around them; *we* of an official stands for his state too."""
        token = self.text.parse.tokens[candidate.head]
        stands = self.pronouns[token.lower][0]
        for span, actors in speakers:
            if span.start <= token.start < span.end:
                figures = tuple(by_id[a] for a in actors if a in by_id)
                if not figures:
                    break
                if (
                    stands == "we"
                    and len(figures) == 1
                    and figures[0].country
                    and figures[0].sector in ("GOV", "MIL", "LEG")
                    and len(figures[0].country) == 3
                ):
                    return (
                        figures,
                        f"first person of {figures[0].label}, may stand for {self.text.index.state_name(figures[0].country) or figures[0].country}",
                        0.7,
                    )
                return figures, f"first person of {figures[0].label}", 0.8
        return (), "first person outside of anybody's words", 0.2

    def outlet(self) -> None:
        """Add the article's own outlet."""
        name = self.article.outlet
        if not name:
            return
        words = split_words(name)
        match = self.text.index.at(words, 0) if len(words) else None
        entry = match.get(What.ORGANIZATION) if match is not None and match.last == len(words) else None
        if entry is not None:
            self.organization(entry).kind = ActorKind.OUTLET
            return
        key = ("body", " ".join(words.folds))
        figure = self.roster.meet(Figure(key, name, ActorKind.OUTLET, None, (), "JRN", "the outlet of the article", 0.9))
        figure.kind, figure.sector = ActorKind.OUTLET, "JRN"

    def _dateline_country(self) -> str | None:
        """Return the country of the dateline's place."""
        if self.layout.dateline is None:
            return None
        words = split_words(self.layout.dateline.place)
        for match in self.text.index.matches(words):
            entry = match.get(What.CAPITAL, What.STATE, What.PLACE)
            if entry is not None:
                return entry.country
        return None


class _SameNoun:
    """Groups, bodies and unnamed persons that the same noun named."""

    def __init__(self, noun: str) -> None:
        self.noun = noun

    def __call__(self, figure: Figure) -> bool:
        return figure.noun == self.noun


class _HasRole:
    """Persons with a title: equal, or ending in the noun; never one who only will be or was."""

    def __init__(self, noun: str, exact: bool, coding: Coding, exclude: tuple[Figure, ...]) -> None:
        self.noun, self.exact, self.coding, self.exclude = noun, exact, coding, exclude

    def __call__(self, figure: Figure) -> bool:
        if figure.kind is not ActorKind.PERSON:
            return False
        if self.coding.country and figure.country and self.coding.country != figure.country:
            return False
        for role in figure.roles:
            title = role.title.casefold()
            if title == self.noun or (
                not self.exact and self.noun in title.replace("-", " ").split() and not title.endswith("elect")
            ):
                return True
        return (
            not self.exact and self.noun in ("official", "diplomat", "politician", "leader") and figure.sector in OFFICIAL_SECTORS
        )


def _acronym(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[:1].isupper())
