import pytest

from detente.actors.words import fold, name_words, split_words

CASES = [
    ("U.S.-backed", ("us", "backed")),  # full stops of an abbreviation and hyphens do not count
    ("Côte d’Ivoire", ("cote", "d", "ivoire")),  # accents and apostrophes do not count
    ("Oslo’s envoy", ("oslo", "'s", "envoy")),  # the possessive is a word of its own
    ("Lima, Peru", ("lima", ",", "peru")),  # a comma is kept: no name runs across it unless it has one
    ("", ()),  # nothing
]


@pytest.mark.parametrize(("text", "folds"), CASES)
def test_split(text: str, folds: tuple[str, ...]) -> None:
    words = split_words(text)
    assert words.folds == folds
    assert all(text[s:e] == w for s, e, w in zip(words.starts, words.ends, words.words, strict=True))
    assert name_words(text)[1] == folds


def test_hyphened() -> None:
    words = split_words("Kabul-based aid group")
    assert [words.hyphened(i) for i in range(len(words))] == [False, True, False, False]


def test_fold_is_stable_under_case_and_accents() -> None:
    assert fold("NAUSĖDA") == fold("nauseda")
