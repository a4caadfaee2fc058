import datetime as dt

from detente.errors import ReadingError
from detente.reading.mentions import GivenMention, read_mentions

USUAL = GivenMention("-", dt.date(2001, 2, 3), "Norway")


def read(*lines: bytes) -> tuple[list[GivenMention], list[str]]:
    errors: list[ReadingError] = []
    found = list(read_mentions(lines, USUAL, errors.append))
    return found, [str(error) for error in errors]


def test_a_line_wins_over_what_is_usual() -> None:
    found, errors = read(b"Oslo\n", b"Kim\t2000-06-15\n", b"Kim\t\tSouth Korea\r\n")
    assert errors == []
    assert found == [
        GivenMention("Oslo", dt.date(2001, 2, 3), "Norway"),
        GivenMention("Kim", dt.date(2000, 6, 15), "Norway"),
        GivenMention("Kim", dt.date(2001, 2, 3), "South Korea"),
    ]


def test_a_heading_and_empty_lines_are_skipped() -> None:
    found, errors = read("\ufefftext\tdate\tin\n".encode(), b"\n", b" \t2000-01-01\n", "Élysée\n".encode())
    assert ([m.text for m in found], errors) == (["Élysée"], [])


def test_bad_lines_are_reported_by_number_and_the_others_read() -> None:
    found, errors = read(b"Oslo\t2000-13-01\n", b"a\tb\tc\td\n", b"\xff\n", b"Rabat\n")
    assert [m.text for m in found] == ["Rabat"]
    assert [error.partition(":")[0] for error in errors] == ["line 1", "line 2", "line 3"]
    assert "YYYY-MM-DD" in errors[0]
    assert "parted by tabs" in errors[1]
    assert "UTF-8" in errors[2]
