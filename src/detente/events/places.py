"""Say where an act took place: the words, the country and, where towns are loaded, the point."""

import re
from dataclasses import dataclass

from detente.events.act import Act, Sides
from detente.events.locatives import OWN_DEEDS, Locative, LocativeFinder
from detente.events.patterns import Patterns
from detente.events.place_names import Located, PlaceNames
from detente.events.towns import Towns
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Article, DateMention, Phrase, Status

TOWNS = frozenset(("city", "town", "village", "port", "capital", "resort", "suburb"))
FRESH = 2  # days between an act and a report from the scene
LEAD = 2  # sentences after the dateline that tell the news of the day


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event took place. ``words`` is None where the dateline alone tells; ``point`` is (latitude, longitude)."""

    words: Phrase | None
    country: str | None
    resolution: str | None
    point: tuple[float, float] | None = None
    id: int | None = None
    rule: str = ""

    @property
    def text(self) -> str | None:
        """The words with single blanks, None where there are none."""
        return re.sub(r"\s+", " ", self.words.text) if self.words is not None else None


NOWHERE = Place(None, None, None)


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds the places of the acts of one article."""

    parse: Parse
    layout: Layout
    names: PlaceNames
    locatives: LocativeFinder
    towns: Towns | None = None

    @classmethod
    def of(  # noqa: PLR0917  what a reading has at hand
        cls, article: Article, layout: Layout, parse: Parse, patterns: Patterns, lexicon: Lexicon, towns: Towns | None
    ) -> "PlaceFinder":
        """Set up for an article."""
        names = PlaceNames.of(lexicon, article.published)
        return cls(parse, layout, names, LocativeFinder(parse, patterns, names), towns)

    def find(  # noqa: PLR0917  what is known of the event
        self, act: Act, type_: str, mode: str | None, status: Status, actors: Sides, recipients: Sides, date: DateMention | None
    ) -> Place:
        """Return the place of an act; NOWHERE where neither its clause nor, soundly, the dateline tells one."""
        found = self.locatives.find(act.words, type_)
        sides = frozenset(p.country for p in (*actors, *recipients) if p.country)
        if found is not None:
            return self._of_words(found, sides)
        today = self.names.today
        fresh = date is None or today is None or 0 <= (today - date.date).days <= FRESH
        single = self.parse.tokens[act.words[0]].pos != "NOUN" or (date is not None and bool(date.text))  # not: talks in general
        if status is Status.ACTUAL and fresh and single and self._is_lead(act.words[0]):
            return self._of_dateline(act, type_, mode, actors, recipients)
        return NOWHERE

    def _of_words(self, found: Locative, sides: frozenset[str]) -> Place:
        phrase = Phrase.cut(self.parse.text, self.parse.span(found.first, found.last + 1))
        first, last = self._name(found)
        head = self.parse.span(first, last + 1).of(self.parse.text)
        return self._with_point(phrase, self.names.locate(phrase.text, head, sides), sides)

    def _name(self, found: Locative) -> tuple[int, int]:
        """Return the first and last token of the name: the head, or what the town that is the head is called."""
        tokens = self.parse.tokens
        last = found.head
        if tokens[last].lemma in TOWNS:
            named = [k for k in range(last + 1, found.last + 1) if tokens[k].pos == "PROPN" and tokens[k].ent != "NORP"]
            if named:
                last = named[0]
                while last + 1 in named:
                    last += 1
        first = last
        while first > found.first and tokens[first - 1].pos == "PROPN":
            first -= 1
        return first, last

    def _with_point(self, phrase: Phrase | None, located: Located, sides: frozenset[str]) -> Place:
        """Look the place up among the towns; a country without a town has the id of the country and no point."""
        country, resolution, rule = located.country, located.resolution, located.rule
        if self.towns is None:
            return Place(phrase, country, resolution, rule=rule if country else "place.words")
        town = self.towns.find(located.name, country, sides, located.within) if located.name else None
        if town is not None:
            return Place(phrase, town.country, "city", town.point, town.id, rule if country else "place.gazetteer")
        id_ = self.towns.states.get(country) if country is not None and resolution == "country" else None
        return Place(phrase, country, resolution, None, id_, rule if country else "place.words")

    def _is_lead(self, i: int) -> bool:
        """Tell whether token i stands in the first sentences behind the dateline."""
        dateline = self.layout.dateline
        if dateline is None or not dateline.place or self.parse.tokens[i].start < dateline.span.end:
            return False
        opening = self.parse.tokens[self.parse.at(dateline.span.end + 1)].sent
        return self.parse.tokens[i].sent - opening < LEAD

    def _of_dateline(self, act: Act, type_: str, mode: str | None, actors: Sides, recipients: Sides) -> Place:
        """Take the dateline's place where the report can only be from the scene.

        Reporters write from their desk: the place counts only in the lead, where the sentence names no other place, of an act
        of the last days (a noun without a date may mean talks in general), and

        - of a meeting that is no call, visit or mediation, where the dateline lies in the country of one of the sides: the host;
        - of a deed of force or a protest, where all that it is done to are of the dateline's country and no soldiers abroad.
          The town is then anybody's guess, and only the country is given.
        """
        dateline = self.layout.dateline
        if dateline is None or "/" in dateline.place or self._names_a_place(act.words[0], actors, recipients):
            return NOWHERE
        town = dateline.place
        located = self.names.locate(town.title() if town.isupper() else town, town.title())
        if located.country is None:
            return NOWHERE
        if type_ == "CONSULT":
            hosts = {p.country for p in (*actors, *recipients)}
            if mode in (None, "multilateral") and recipients and located.country in hosts and act.code != "042":
                place = self._with_point(None, located, frozenset())
                return Place(None, place.country, place.resolution, place.point, place.id, "place.dateline")
            return NOWHERE
        if type_ not in OWN_DEEDS or type_ == "MOBILIZE":
            return NOWHERE
        doers = {p.country for p in actors if p.country}
        hit = {p.country for p in recipients}
        soldiers = any(p.sector == "MIL" for p in recipients) and located.country not in doers
        if hit != {located.country} or soldiers:
            return NOWHERE
        id_ = self.towns.states.get(located.country) if self.towns is not None else None
        return Place(None, located.country, "country", None, id_, "place.dateline")

    def _names_a_place(self, i: int, actors: Sides, recipients: Sides) -> bool:
        """Tell whether the sentence names a place beside the words for the sides."""
        sentence = self.parse.sentence_of(i)
        sides = [span for p in (*actors, *recipients) for span in p.spans]
        of_sides = {p.country for p in (*actors, *recipients)}
        for entity in self.parse.entities:
            if entity.span.start < sentence.span.start or entity.span.end > sentence.span.end:
                continue
            if entity.label not in ("GPE", "LOC", "FAC") or any(s.overlaps(entity.span) for s in sides):
                continue
            located = self.names.locate(entity.span.of(self.parse.text), entity.span.of(self.parse.text))
            if located.resolution != "country" or located.country not in of_sides:
                return True
        return False
