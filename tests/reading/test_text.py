import codecs

import pytest

from detente.errors import ReadingError
from detente.reading.known import Known
from detente.reading.text import check_text, decode, known_encoding, refuse_formats

WORDS = "“We are ready,” the envoy said in São Tomé."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), None),  # UTF-8 is the default
        (codecs.BOM_UTF8 + WORDS.encode(), None),  # a byte order mark is no part of the text
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), None),  # as Windows editors save "Unicode"
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-8"),  # the mark knows better than the option
        (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), None),  # its mark begins with that of UTF-16
        (WORDS.encode("windows-1252"), "windows-1252"),  # named by the user
    ],
)
def test_decodes(data: bytes, encoding: str | None) -> None:
    assert decode(data, "x.txt", encoding) == WORDS


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\n", "x.txt") == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize(
    ("data", "encoding", "remedy"),
    [
        (WORDS.encode("windows-1252"), None, "--encoding windows-1252"),  # the commonest case
        (WORDS.encode("utf-16-le"), "ascii", "--encoding utf-16-le"),  # every second byte is NUL
        (WORDS.encode("utf-16-be"), "ascii", "--encoding utf-16-be"),
        (WORDS.encode(), "ascii", "UTF-8"),  # the option is wrong
        (b"\x81\x8d caf\x8e", None, "--encoding"),  # bytes that Windows-1252 does not have
        (bytes(range(256)) * 9, None, "binary"),  # NUL now and then
        (b"\x00\x01\x02\xff\xfe\x00\x00\xff", None, "binary"),
    ],
)
def test_names_the_byte_and_the_remedy(data: bytes, encoding: str | None, remedy: str) -> None:
    with pytest.raises(ReadingError, match=r"byte 0x[0-9A-F]{2} at offset \d+") as error:
        decode(data, "x.txt", encoding)
    assert remedy in error.value.remedy


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "no text"),
        (" \n\t\ufeff", "no letters"),  # white space and a stray mark
        ("The envoy\0 left.", "NUL character at offset 9"),
        ("T\0h\0e\0 \0e\0n\0v\0o\0y\0", "NUL"),  # UTF-16 read as UTF-8
        ("Half \ud83d of a pair.", r"\ud83d, a lone surrogate) at offset 5"),
        ("\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0fabc", "binary"),
        ("1234 5678", "no letters"),
        ("word " * 30, "150 characters, more than the 100"),
    ],
)
def test_refuses_what_is_no_article(text: str, cause: str) -> None:
    with pytest.raises(ReadingError) as error:
        check_text(text, "x.txt", Known(max_chars=100))
    assert cause in error.value.cause
    assert error.value.remedy.endswith((".", "toml."))


@pytest.mark.parametrize(
    "text",
    [
        'He said: "We are ready.',  # an unclosed quotation mark is no fault
        "Line\r\nend and \x1b[31mescape",  # inert: the display shows it as an escape
        "Emoji 🇳🇴 and combining e\u0301",
    ],
)
def test_takes_odd_but_readable_text(text: str) -> None:
    check_text(text, "x.txt", Known())


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04...", b"\x1f\x8b\x08", b"PAR1...", b"WARC/1.0\r\n", b"{\\rtf1 "])
def test_names_formats_that_are_not_read(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"^x: this is "):
        refuse_formats(data, "x")


def test_knows_text_encodings_only() -> None:
    assert known_encoding("Windows-1252") == "cp1252"
    assert known_encoding("base64") is None
    assert known_encoding("klingon") is None
    assert known_encoding("\0") is None
