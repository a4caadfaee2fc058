"""The parser's text: same length, plain marks, headlines as running text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.layout import lay_out
from detente.language.normal import normalise
from detente.records import Article

BODY = (
    "The premier trails his rival Mara Voss in the race, a survey by Norbank found on Friday. Voss leads in Riga "
    "and Oslo, and the survey gives her party a lead of four points. The Baltic council said that it would watch "
    "the vote, as it always does, and that the results would be known at night. Mr. Trent said so too. He is not in "
    "the race, and he has no wish to enter one so late in the day."
)


def normal(text: str, title: str | None = None) -> str:
    found = normalise(text, lay_out(Article("a", text, title=title)))
    assert len(found) == len(text)
    return found


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Premier Trails Rival in Race, Survey Finds", "Premier trails rival in race, survey finds"),  # title case
        ("Premier Trails Mara Voss, Norbank Survey Finds", "Premier trails Mara Voss, Norbank survey finds"),  # names stay
        ("PREMIER TRAILS MARA VOSS IN SURVEY", "Premier trails Mara Voss in survey"),  # capitals
        ("Why Trent Is Out of the Race", "Why Trent is out of the race"),  # a name that the body shows after Mr. only
        ("Baltic Council Slams Brazen Ploy", "Baltic council slams brazen ploy"),  # words that the body never shows
        ("Premier trails Mara Voss", "Premier trails Mara Voss"),  # sentence case is left alone
        ("Survey: Premier Trails Rival in Race", "Survey: Premier trails rival in race"),  # a new start after a colon
    ],
)
def test_headline(headline: str, expected: str) -> None:
    assert normal(f"{headline}\n\n{BODY}").split("\n")[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” she said.", '"No," she said.'),  # curly
        ("''No,'' she said.", ' "No,"  she said.'),  # doubled apostrophes
        ("``No,'' she said.", ' "No,"  she said.'),  # TeX
        ("«No», she said.", '"No", she said.'),  # guillemets
        ("the envoy’s\u00a0note", "the envoy's note"),  # apostrophe and fixed blank
        ("Ostra Co ( OST.N ) has won.", "Ostra Co           has won."),  # a ticker
        ("Ostra Co (LSE: OST) has won.", "Ostra Co            has won."),  # a ticker with its exchange
        ("Ostra (U.S.) has won.", "Ostra (U.S.) has won."),  # no ticker
        ("a\x00b\ud800c", "a\ufffdb\ufffdc"),  # what cannot be parsed
        ("THE TALKS HAVE BEGUN İN OSLO TODAY", None),  # a letter whose small form is longer
    ],
)
def test_marks(text: str, expected: str | None) -> None:
    found = normal(text)
    if expected is not None:
        assert found == expected


@given(st.text(max_size=200), st.text(alphabet="abcİßǅŉ ABC''``“”\n.", max_size=200))
@settings(max_examples=200, deadline=None)
def test_length_is_kept(first: str, second: str) -> None:
    normal(f"{first}\n\n{second}", title=first)
    normal(f"{second.upper()}\n\n{second}")
    normal(f"{second.title()}\n\n{first}", title=second)
