"""The closed classes of ``data/names``: pronouns, first names, nouns that take up an actor, and small words by class."""

from dataclasses import dataclass

from detente.actors.words import fold
from detente.lexicon import Lexicon

_SHORTEST = 4  # letters of a first name whose ending may tell a gender


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The words by class, folded.

    ``pronouns`` gives whom each stands for and its case; ``references`` what each noun takes up, and whether only with *two*
    or *both*; ``seats`` the organisation that a capital may stand for, ``forms`` the states that a noun for one sort of state
    means, ``stand_ins`` the titles of those whom a noun may take up; ``first_names`` the gender of first names,
    ``given_names`` that of names which tell nothing else, ``endings`` that of names which no table has, ``genders`` that of
    nouns and titles. All others are the words of ``names/words.tsv`` of the class in their name; its ``schema.toml`` says
    what each class is for.
    """

    pronouns: dict[str, tuple[str, str]]
    references: dict[str, tuple[str, bool]]
    first_names: dict[str, str]
    given_names: dict[str, str]
    endings: dict[str, str]
    genders: dict[str, str]
    seats: dict[str, str]
    forms: dict[str, tuple[str, ...]]
    stand_ins: dict[str, tuple[str, ...]]
    abroad: frozenset[str]
    abstract: frozenset[str]
    acted_on: frozenset[str]
    audiences: frozenset[str]
    boundaries: frozenset[str]
    bylines: frozenset[str]
    companions: frozenset[str]
    company_words: frozenset[str]
    documents: frozenset[str]
    empty_it: frozenset[str]
    epithets: frozenset[str]
    family_names: frozenset[str]
    fillers: frozenset[str]
    heads: frozenset[str]
    leading: frozenset[str]
    media: frozenset[str]
    medium_openers: frozenset[str]
    mirrors: frozenset[str]
    mouths: frozenset[str]
    nameless: frozenset[str]
    no_names: frozenset[str]
    offices: frozenset[str]
    officials: frozenset[str]
    openers: frozenset[str]
    other_sides: frozenset[str]
    particles: frozenset[str]
    parts: frozenset[str]
    peers: frozenset[str]
    portraits: frozenset[str]
    quantities: frozenset[str]
    sides: frozenset[str]
    superiors: frozenset[str]
    things: frozenset[str]
    writers: frozenset[str]


def word_classes(lexicon: Lexicon) -> WordClasses:
    """Return the closed classes of a lexicon, read at the first call."""
    return lexicon.index(_read)


def _read(lexicon: Lexicon) -> WordClasses:
    words: dict[str, set[str]] = {}
    for row in lexicon.table("names/words"):
        words.setdefault(row.text("class"), set()).add(row.text("word"))

    def of(name: str) -> frozenset[str]:
        return frozenset(words.get(name, ()))

    return WordClasses(
        pronouns={row.text("word"): (row.text("stands"), row.text("case")) for row in lexicon.table("names/pronouns")},
        references={row.text("noun"): (row.text("stands"), row.flag("counted")) for row in lexicon.table("names/references")},
        first_names={fold(row.text("name")): row.text("gender") for row in lexicon.table("names/first_names")},
        given_names={fold(row.text("name")): row.text("gender") for row in lexicon.table("names/given_names")},
        endings={word: gender for gender in ("female", "male") for word in sorted(of(f"ending {gender}"))},
        genders={word: gender for gender in ("female", "male") for word in sorted(of(f"gender {gender}"))},
        seats={fold(row.text("capital")): row.text("organization") for row in lexicon.table("names/seats")},
        forms={row.text("noun"): tuple(row.list("countries")) for row in lexicon.table("names/forms")},
        stand_ins={row.text("noun"): tuple(row.list("titles")) for row in lexicon.table("names/stand_ins")},
        abroad=of("abroad"),
        abstract=of("abstract"),
        acted_on=of("acted on"),
        audiences=of("audience"),
        boundaries=of("boundary"),
        bylines=of("byline"),
        companions=of("companion"),
        company_words=of("company"),
        documents=of("document"),
        empty_it=of("empty it"),
        epithets=of("epithet"),
        family_names=of("family name"),
        fillers=of("filler"),
        heads=of("head of state"),
        leading=of("leading"),
        media=of("medium"),
        medium_openers=of("medium opener"),
        mirrors=of("mirror"),
        mouths=of("mouth"),
        nameless=of("nameless"),
        no_names=of("no name"),
        offices=of("office"),
        officials=of("official"),
        openers=of("opener"),
        other_sides=of("other side"),
        particles=of("particle"),
        parts=of("part"),
        peers=of("peer"),
        portraits=of("portrait"),
        quantities=of("quantity"),
        sides=of("side"),
        superiors=of("superior"),
        things=of("thing"),
        writers=of("writer"),
    )


def gender_of(first_name: str, classes: WordClasses) -> str:
    """Return the gender that a folded first name tells, by the tables or by its ending; "" where neither does."""
    known = classes.first_names.get(first_name) or classes.given_names.get(first_name)
    if known or len(first_name) < _SHORTEST:
        return known or ""
    ends = [e for e in classes.endings if first_name.endswith(e)]
    return classes.endings[max(ends, key=len)] if ends else ""
