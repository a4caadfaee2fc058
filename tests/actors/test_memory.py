from collections.abc import Callable

import pytest

from detente.actors.empty_pronouns import expletive
from detente.actors.figures import Figure
from detente.actors.gazetteer import gazetteer
from detente.actors.memory import Fits, Memory
from detente.actors.resolve_pronouns import third_person
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import ActorKind, Article

Parser = Callable[..., tuple[Article, Layout, Parse]]
KINDS = {"Peru": ActorKind.STATE, "Chile": ActorKind.STATE, "Brazil": ActorKind.STATE}
GENDERS = {"Maria": "female", "Karl": "male"}


def remember(text: str, parse: Parser, lexicon: Lexicon) -> tuple[Memory, dict[str, int]]:
    """A memory of all capitalised names of these tests, and the last token of each word."""
    _, layout, parsed = parse(text)
    memory, figures = Memory.of(parsed, find_quotes(text, layout), (), gazetteer(lexicon).classes), dict[str, Figure]()
    for token in parsed.tokens:
        name = token.text
        if name in KINDS or name in GENDERS:
            kind = KINDS.get(name, ActorKind.PERSON)
            figure = figures.setdefault(name, Figure((name,), name, kind, "NOR", gender=GENDERS.get(name, "")))
            memory.add((figure,), token.i)
    return memory, {t.lower: t.i for t in parsed.tokens}


PRONOUNS = [
    # text, pronoun, whom it stands for, case, labels
    ("Maria met Karl. She smiled.", "she", "she", "subject", ["Maria"]),  # by gender
    ("Maria met Karl. He smiled.", "he", "he", "subject", ["Karl"]),  # the object, where the subject does not fit
    ("Peru accused Chile. It denied this.", "it", "it", "subject", ["Peru"]),  # a subject before an object
    ("Peru and Chile met. They agreed.", "they", "they", "subject", ["Peru", "Chile"]),  # those that "and" joined
    ("Peru accused Chile. It is clear that talks failed.", "it", "it", "subject", []),  # stands for nobody
    ("She smiled.", "she", "she", "subject", []),  # nobody before
]


@pytest.mark.parametrize("row", PRONOUNS, ids=[text for text, *_ in PRONOUNS])
def test_third_person(row: tuple[str, str, str, str, list[str]], parse: Parser, lexicon: Lexicon) -> None:
    text, pronoun, stands, case, labels = row
    memory, at = remember(text, parse, lexicon)
    figures, reason, confidence = third_person(memory, at[pronoun], stands, case)
    assert [f.label for f in figures] == labels
    assert reason
    assert 0 <= confidence <= 1


PAIRS = [
    ("Peru and Chile met. Both won.", "both", False, ["Peru", "Chile"]),  # the two of the sentence before
    (
        "Peru met Chile. Peru left Chile. Brazil saw Peru and Chile. Both won.",
        "both",
        True,
        ["Peru", "Chile"],
    ),  # named most often
    ("Peru slept. Both won.", "both", False, []),  # no two
]


@pytest.mark.parametrize("row", PAIRS, ids=[text for text, *_ in PAIRS])
def test_last_two(row: tuple[str, str, bool, list[str]], parse: Parser, lexicon: Lexicon) -> None:
    text, word, frequent, labels = row
    memory, at = remember(text, parse, lexicon)
    assert [f.label for f in memory.last_two(at[word], Fits(ActorKind.STATE), frequent=frequent)] == labels


def test_what_is_quoted_is_far_from_what_is_not(parse: Parser, lexicon: Lexicon) -> None:
    memory, at = remember('Peru was calm. "Chile must go," a man said. The country slept.', parse, lexicon)
    assert [f.label for _, f in memory.near(at["country"], Fits(ActorKind.STATE), 2)] == ["Peru", "Chile"]


EMPTY = [
    ("It seems that Peru won.", True),  # a verb whose "it" is nobody
    ("It is time to go.", True),  # "it is time"
    ("It attacked Chile.", False),  # somebody attacked
]


@pytest.mark.parametrize(("text", "empty"), EMPTY)
def test_expletive(text: str, empty: bool, parse: Parser, lexicon: Lexicon) -> None:
    assert expletive(parse(text)[2], 0, gazetteer(lexicon).classes) is empty
