"""Paragraphs, headlines, by-lines and datelines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.layout import lay_out
from detente.records import Article

BODY = "Envoys of the two neighbours opened a second round of talks on fishing rights, officials of both sides said."

WRAPPED = "The council met on Monday in the old\ncustoms house and agreed to send a small\nmission to the island."
CAPITAL = "The council met on Monday in the house of\nLithuania and agreed to send a small team\nto the island."


def layout_of(text: str, title: str | None = None):
    return lay_out(Article("a", text, title=title))


def paragraphs_of(text: str) -> list[str]:
    return [s.of(text) for s in layout_of(text).paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),  # blank line
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),  # blank line of Windows
        ("One.\n \t\nTwo.", ["One.", "Two."]),  # a line of white space is blank
        ("One.\u2029Two.", ["One.", "Two."]),  # paragraph separator
        ("Oslo spoke.\nRiga answered.", ["Oslo spoke.", "Riga answered."]),  # every line a paragraph
        (f"{WRAPPED}\n\nRiga left.", [WRAPPED, "Riga left."]),  # hard-wrapped
        (f"{CAPITAL}\nRiga left early.", [CAPITAL, "Riga left early."]),  # a wrap before a capital; a short line ends it
        ("  \n\n ", []),  # nothing but white space
        ("", []),  # nothing
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs_of(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "heads"),
    [
        (f"Oslo and Riga talk\n\n{BODY}", None, {0}),  # short, no full stop
        (f"Oslo and Riga talk\n\nOslo and Riga talk\n\n{BODY}", None, {0, 1}),  # repeated
        (f"OSLO AND RIGA “TALK”\n\n{BODY}", 'Oslo and Riga "talk"', {0}),  # equals the title but for case and marks
        (f"Oslo And Riga Talk On Fish.\n\n{BODY}", None, {0}),  # title case with a full stop
        (f"Oslo and Riga talk on fish.\n\nOSLO (Agency) — {BODY}", None, {0}),  # a dateline follows
        (f"Oslo and Riga talk\n\nFish is the last open issue\n\n{BODY}", None, {0, 1}),  # sub-headline
        (f"Oslo and Riga talk\n\nBy Jane Roe\n\n{BODY}", None, {0}),  # the by-line is no headline
        (f"{BODY}\n\nThe talks go on.", None, set()),  # running text
        (f"{BODY}\n\nFISH AND SHIPS\n\n{BODY}", None, {1}),  # a line in capitals between paragraphs
        ("Oslo and Riga talk", None, set()),  # a lone line may be a sentence without its stop
        ("Oslo and Riga talk", "Oslo and Riga talk", {0}),  # unless it is the title
        (f'"We are ready to talk," he said\n\n{BODY}', None, {0}),  # a quotation as headline
        (f"The minister said:\n\n{BODY}", None, set()),  # what leads in is no headline
    ],
)
def test_headlines(text: str, title: str | None, heads: set[int]) -> None:
    assert set(layout_of(text, title).headlines) == heads


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("By Jane Roe", True),  # plain
        ("By Jane Roe and Mark van Dyck in Oslo", True),  # two names and a place
        ("(Reporting by Jane Roe; Editing by Max Moe)", True),  # credit
        ("November 30, 2016 12:30 GMT", True),  # stamp
        ("Published: 30 Nov 2016", True),  # stamp with a label
        ("(Adds comment of the minister)", True),  # note of the desk
        ("By Monday Russia must decide on the border", False),  # a sentence
    ],
)
def test_bylines(line: str, is_byline: bool) -> None:
    assert (0 in layout_of(f"{line}\n\n{BODY}").bylines) is is_byline


@pytest.mark.parametrize(
    ("opening", "place", "agency", "date"),
    [
        ("MOSCOW (Agency) — ", "MOSCOW", "Agency", None),  # place, agency, dash
        ("GENEVA, Nov 30 (Agency) - ", "GENEVA", "Agency", "Nov 30"),  # date before the agency
        ("WASHINGTON — ", "WASHINGTON", None, None),  # place alone
        ("BEIJING/TOKYO (Agency) - ", "BEIJING/TOKYO", "Agency", None),  # two places
        ("GAZA CITY, Palestinian Territories: ", "GAZA CITY, Palestinian Territories", None, None),  # colon and territory
        ("LYON: ", "LYON", None, None),  # colon
        ("(Agency) - ", "", "Agency", None),  # agency alone
        ("Moscow. March 3. OUTLET – ", "Moscow", "OUTLET", "March 3"),  # stops
        ("MOSCOW, November 30. /AGENCY/. ", "MOSCOW", "AGENCY", "November 30"),  # slashes
        ("TOKYO, Nov. 30, 2016 (Agency) -- ", "TOKYO", "Agency", "Nov. 30, 2016"),  # with the year
        ("Cologne (dpi) - ", None, None, None),  # an agency has a capital
        ("Rennes (AFQ) - ", "Rennes", "AFQ", None),  # small letters, but an agency
        ("NUSA DUA, Indonesia  (Agency) - ", "NUSA DUA, Indonesia", "Agency", None),  # blanks doubled
        ("MADRID, June 26 - ", "MADRID", None, "June 26"),  # date, no agency
        ("ST. JOHN'S, Antigua (Agency) _ ", "ST. JOHN'S, Antigua", "Agency", None),  # stop, apostrophe, underscore
        ("(Updates with comment) RIGA, May 2 (Agency) - ", "RIGA", "Agency", "May 2"),  # note of the desk before it
        ("By Jane Roe RIGA (Agency) - ", "RIGA", "Agency", None),  # by-line before it
    ],
)
def test_dateline(opening: str, place: str | None, agency: str | None, date: str | None) -> None:
    text = opening + BODY
    found = layout_of(text).dateline
    if place is None:
        assert found is None
        return
    assert found is not None
    assert (found.place, found.agency, found.date) == (place, agency, date)
    assert found.span.of(text) == opening.strip()


@pytest.mark.parametrize(
    "text",
    [
        "NATO - the alliance - said it would wait.",  # an apposition
        "NATO — The alliance said it would wait.",  # an abbreviation is no place
        "EXCLUSIVE: Riga and Oslo have agreed on a border, two officials of both sides said on Monday in the evening.",  # a label
        "President Mara Voss (R) - The senator spoke.",  # a party
        "The United Nations (UN) - the world body - met.",  # explained abbreviation
        "He left — Riga stayed.",  # a clause
        "A man walks into a bar: The barman leaves.",  # colon in a sentence
    ],
)
def test_sentence_is_no_dateline(text: str) -> None:
    assert layout_of(text).dateline is None


def test_speakers_of_a_transcript_are_no_datelines() -> None:
    said = "We shall wait until the others have spoken, and then we shall answer at length and in writing."
    assert layout_of(f"VOSS: {said}\n\nMARLOW: {said}").dateline is None


@given(st.text(alphabet=st.sampled_from("aA bB.,\n\r\t-—:()/'\"\u2029 MOSCOW30Nov(Agency) By"), max_size=300))
@settings(max_examples=300, deadline=None)
def test_layout_holds_on_any_text(text: str) -> None:
    layout = layout_of(text)
    last = 0
    for span in layout.paragraphs:
        assert last <= span.start < span.end
        assert span.of(text) == span.of(text).strip()
        assert not text[last : span.start].strip()
        last = span.end
    assert not text[last:].strip()
    assert layout.headlines <= set(range(len(layout.paragraphs)))
    assert not layout.headlines & layout.bylines


@pytest.mark.parametrize("piece", ["a ", "A, ", "A\n", "(Agency ", "“'' ", "AB CD - ", "By A A ", "a\nb\n", "Jan 3, "])
def test_long_text_is_no_trap(piece: str) -> None:
    layout_of(piece * (200_000 // len(piece)))
