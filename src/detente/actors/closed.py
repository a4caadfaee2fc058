"""Closed classes of ``data/names``: pronouns, genders, nouns that take up an actor."""

from detente.actors.words import fold
from detente.lexicon import Lexicon


def pronoun_words(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """Return, for each pronoun, whom it stands for and its case."""
    return {row.text("word"): (row.text("stands"), row.text("case")) for row in lexicon.table("names/pronouns")}


def gender_words(lexicon: Lexicon) -> dict[str, str]:
    """Return the gender of first names, and of nouns and titles under ``title`` and the word."""
    genders = {fold(row.text("name")): row.text("gender") for row in lexicon.table("names/first_names")}
    for row in lexicon.table("names/words"):
        if row.text("class").startswith("gender "):
            genders["title " + row.text("word")] = row.text("class").removeprefix("gender ")
    return genders


def reference_nouns(lexicon: Lexicon) -> dict[str, str]:
    """Return what each noun of ``names/references`` takes up."""
    return {row.text("noun"): row.text("stands") for row in lexicon.table("names/references")}
