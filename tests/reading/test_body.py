"""Bodies of HTTP answers: whatever bytes come, no more than the limit comes out, and no error but ours."""

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.body import join_body, media_type

PACKED = st.binary(max_size=400).flatmap(
    lambda data: st.sampled_from([data, gzip.compress(data), zlib.compress(data), gzip.compress(data) * 3, b"\x1f\x8b" + data])
)


@settings(max_examples=300, deadline=None)
@given(PACKED, st.sampled_from(["", "gzip", "deflate", "br", "gzip, gzip", "\xff"]), st.integers(1, 50), st.integers(0, 500))
def test_any_bytes_come_out_within_the_limit_or_are_refused(data: bytes, coding: str, size: int, limit: int) -> None:
    chunks = [data[i : i + size] for i in range(0, len(data), size)]
    with suppress(ReadingError):
        assert len(join_body(chunks, limit, "x", coding)) <= limit


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 50), st.sampled_from([("gzip", gzip.compress), ("deflate", zlib.compress)]))
def test_a_packed_body_may_be_cut_anywhere(data: bytes, size: int, how: tuple[str, type]) -> None:
    coding, pack = how
    packed = pack(data)
    first = 2 if coding == "deflate" else 1  # the two bytes that tell one kind of deflate from the other come in one piece
    chunks = [packed[:first], *(packed[i : i + size] for i in range(first, len(packed), size))]
    assert join_body(chunks, 300, "x", coding) == data


def test_s3_nothing_is_read_beyond_the_limit() -> None:
    """A source that never ends is asked for no more than what fills the limit."""
    asked = 0

    def endless() -> object:
        nonlocal asked
        while True:
            asked += 1
            yield b"x" * 100

    with pytest.raises(ReadingError, match="more than 1,000 bytes"):
        join_body(endless(), 1000, "x")  # type: ignore[arg-type]  # a generator of bytes
    assert asked == 11


def test_s3_members_that_hold_nothing_count_as_what_they_weigh() -> None:
    with pytest.raises(ReadingError, match="more than 1,000 bytes"):
        join_body([gzip.compress(b"") * 100], 1000, "x", "gzip")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("text/html", ("text/html", None)),
        ("Text/HTML ; Charset=\"ISO-8859-1\"", ("text/html", "iso-8859-1")),
        ("", ("", None)),
        ("  ", ("", None)),
        ("html", ("text/plain", None)),  # no media type at all
    ],
)  # fmt: skip
def test_a_media_type_is_read(header: str, kind: tuple[str, str | None]) -> None:
    assert media_type(header) == kind


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(st.characters(max_codepoint=255)), st.text(";='\"*%charset utf-8/0").map("text/html; charset".__add__)))
def test_any_header_is_a_media_type_or_none(header: str) -> None:
    kind, charset = media_type(header.replace("\r", "").replace("\n", ""))
    assert isinstance(kind, str)
    assert charset is None or charset.isascii()


def test_a_header_with_a_number_of_thousands_of_digits_is_no_charset() -> None:
    assert media_type(f"text/html; charset*{'1' * 5000}=x") == ("text/html", None)
