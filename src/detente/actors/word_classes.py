"""Closed classes of ``data/names``: pronouns, genders, nouns that take up an actor."""

from detente.actors.words import fold
from detente.lexicon import Lexicon


def pronoun_words(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """Return, for each pronoun, whom it stands for and its context."""
    return {row.text("word"): (row.text("stands"), row.text("case")) for row in lexicon.table("names/pronouns")}


def gender_words(lexicon: Lexicon) -> dict[str, str]:
    """Return the gender of first names, and of nouns and titles under ``title`` and the word."""
    genders = {fold(row.text("name")): row.text("gender") for row in lexicon.table("names/first_names")}
    for row in lexicon.table("names/words"):
        if row.text("class").startswith("gender "):
            genders["title " + row.text("word")] = row.text("class").removeprefix("gender ")
    return genders


def reference_nouns(lexicon: Lexicon) -> dict[str, tuple[str, bool]]:
    """Return what each noun of ``names/references`` takes up, and whether only with *two* or *both*."""
    return {row.text("noun"): (row.text("stands"), row.flag("counted")) for row in lexicon.table("names/references")}


def byline_words(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words that open a line on who wrote and edited."""
    return tuple(row.text("word") for row in lexicon.table("names/words") if row.text("class") == "byline")


def side_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the nouns that, with a nationality, mean the state itself: the Russian *side*."""
    return frozenset(row.text("word") for row in lexicon.table("names/words") if row.text("class") == "side")


def mirror_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the nouns for one who holds the same office elsewhere: *counterpart*."""
    return frozenset(row.text("word") for row in lexicon.table("names/words") if row.text("class") == "mirror")


def acted_on_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the verbs that states and bodies undergo, rather than things: to accuse, to invade."""
    return frozenset(row.text("word") for row in lexicon.table("names/words") if row.text("class") == "acted on")
