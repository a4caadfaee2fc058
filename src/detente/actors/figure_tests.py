"""Which figures a noun may take up: by noun, by title, by sector."""

from detente.actors.figures import Figure
from detente.actors.standing import OFFICIAL
from detente.records import ActorKind

_BLOCS = frozenset(("alliance", "bloc", "club"))  # of states: no bank of theirs is one
_LENDERS = ("bank", "fund")
_NO_MEDIA = frozenset(("alliance", "bloc", "club", "front", "group", "militia", "movement", "pact", "party", "union"))
_UNITED = ("EUR", "IGO", "UNO")  # of states: no firm is one of theirs
_UNION = "European Union"
_POLITICAL = ("GOV", "LEG")  # sectors of diplomats and politicians: a judge is an official, yet no diplomat


class SameNoun:
    """Groups, bodies and unnamed persons that the same noun named or took up, in the same number."""

    def __init__(self, noun: str, plural: bool) -> None:
        self.noun, self.plural = noun, plural

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the noun named the figure."""
        same = figure.noun == self.noun or (bool(figure.noun) and self.noun in figure.tails)
        return same and figure.plural is self.plural


class KnownAs:
    """Persons with a name whom the noun took up before."""

    def __init__(self, noun: str, country: str | None) -> None:
        self.noun, self.country = noun, country

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the noun took the figure up."""
        same = not self.country or not figure.country or self.country == figure.country
        return figure.kind is ActorKind.PERSON and same and self.noun in figure.tails


class Organization:
    """Organisations of a sector, or without one; where ``named``, those whose name has the noun or one that it may take up."""

    def __init__(self, noun: str, sector: str | None, *, named: bool, others: tuple[str, ...] = ()) -> None:
        self.nouns, self.sector, self.named = (noun, *others), sector if sector != "UNK" else None, named

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the figure is such an organisation."""
        if figure.kind not in (ActorKind.ORGANIZATION, ActorKind.OUTLET, ActorKind.BODY) or figure.plural:
            return False
        if self.named:
            words = figure.label.casefold().split()
            return any(noun in words or noun in figure.tails for noun in self.nouns)
        if self.sector in OFFICIAL:
            return figure.sector == self.sector and figure.kind is ActorKind.BODY and not figure.noun
        if set(self.nouns) & _BLOCS and any(word in _LENDERS for word in figure.label.casefold().split()):
            return False
        if set(self.nouns) & _NO_MEDIA and figure.kind is ActorKind.OUTLET:
            return False
        if self.sector == "BUS" and figure.country in _UNITED and figure.sector != "BUS":
            return False
        return not figure.noun and (self.sector is None or figure.sector in (None, self.sector))


class Side:
    """States, the union that deals with states as one, and those who fight them: whom *both sides* means."""

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the figure may be a side."""
        if figure.kind is ActorKind.ORGANIZATION and (figure.sector in ("REB", "PRE") or figure.label == _UNION):
            return True
        return figure.kind is ActorKind.STATE


class Prominent:
    """Persons who hold or held an office: those whom *the two leaders* means."""

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the figure is such a person."""
        return figure.kind is ActorKind.PERSON and (figure.sector in OFFICIAL or figure.sector in ("ELI", "PTY", "REB", None))


class HasRole:
    """Persons with a title: the noun itself, or (unless ``exact``) one that has the noun; never one who only will be.

    An ``official`` noun (*the diplomat*) fits whoever is in office.
    """

    def __init__(self, noun: str, country: str | None, *, exact: bool, official: bool = False) -> None:
        self.noun, self.country, self.exact, self.official = noun, country, exact, official

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the figure has the title."""
        if figure.kind is not ActorKind.PERSON or (self.country and figure.country and self.country != figure.country):
            return False
        whole = [c.title.casefold() for c in figure.described if c.title and c.title_span is not None and not c.coming]
        for title in (*(role.title.casefold() for role in figure.roles), *whole):  # Lt. Gen. is a lieutenant general
            if title == self.noun or (not self.exact and self.noun in title.split() and not title.endswith("elect")):
                return True
        return self.official and figure.sector in (OFFICIAL if self.noun == "official" else _POLITICAL)
