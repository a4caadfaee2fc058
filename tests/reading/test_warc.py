"""Web archives, written here by hand: the format of ISO 28500."""

import datetime as dt
import gzip
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.cut import Cut
from detente.reading.known import Known
from detente.reading.warc import cut_warc, looks_like_warc, read_warc
from detente.reading.warc_records import GZIP
from detente.records import Article

TYPE = "application/http; msgtype=response"


def page(words: str = "Rabat", head: str = "", encoding: str = "utf-8") -> bytes:
    body = (
        f"<p>Portugal is ready to reopen fishing talks with {words}, Foreign Minister Ana Duarte told parliament on Tuesday.</p>"
        "<p>“We will not accept preconditions,” she said, adding that the partners had been told so twice in a letter.</p>"
    )
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><article>{body}</article></body></html>".encode(encoding)


def http(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]).encode() + body


def record(
    block: bytes, uri: str = "https://courier.example/a", kind: str = "response", length: object = None, content: str = TYPE
) -> bytes:
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {uri}",
        "WARC-Date: 2019-07-07T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        f"Content-Type: {content}",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def pages(*places: str) -> list[bytes]:
    return [record(http(page(place)), f"https://courier.example/{place}") for place in places]


def read(path: Path, cut: Cut | None = None, known: Known | None = None) -> tuple[list[Article], list[str]]:
    errors: list[ReadingError] = []
    articles = list(read_warc(path, cut, known or Known(), errors.append))
    return articles, [str(error) for error in errors]


def written(folder: Path, *records: bytes, packed: bool = False) -> Path:
    path = folder / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    return path


def places(articles: list[Article]) -> list[str]:
    return [(a.url or "").rpartition("/")[2] for a in articles]


@pytest.mark.parametrize("packed", [False, True])
def test_reads_pages_and_leaves_the_rest_uncounted_as_faults(tmp_path: Path, packed: bool) -> None:
    dated = page(head='<title>Talks</title><meta property="article:published_time" content="2015-03-04T23:30:00+03:00">')
    path = written(
        tmp_path,
        record(b"software: x\r\n", kind="warcinfo", content="application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", content="application/http; msgtype=request"),
        record(http(dated)),
        record(http(b"\x89PNG" * 100, kind="image/png")),
        record(http(page(), status="404 Not Found")),
        record(http(b"User-agent: *", kind="text/plain"), "https://courier.example/robots.txt"),
        *pages("Rabat"),
        packed=packed,
    )
    articles, errors = read(path)
    assert errors == []
    first, second = articles
    assert (first.title, first.url, first.published) == ("Talks", "https://courier.example/a", dt.date(2015, 3, 4))
    assert first.source == f"{path}#3"
    assert first.text.startswith("Portugal is ready to reopen")
    assert second.published is None  # when it was fetched is not when it was published


def test_reads_resources_conversions_and_texts(tmp_path: Path) -> None:
    text = b"Oslo and Bern agreed on Tuesday to go on with the talks that had been broken off."
    path = written(
        tmp_path,
        record(page("Rome"), kind="resource", content="text/html"),
        record(text, kind="conversion", content="text/plain"),
        record(http(text, kind="text/plain")),
        record(http(page("Bonn"), kind="application/octet-stream")),  # by its look
        record(b"", kind="revisit", content=TYPE),
    )
    articles, errors = read(path, known=Known(outlet="The Courier"))
    assert errors == []
    assert ["Rome" in a.text or "Oslo" in a.text or "Bonn" in a.text for a in articles] == [True] * 4
    assert articles[1].text == text.decode()
    assert {a.outlet for a in articles} == {"The Courier"}


@pytest.mark.parametrize("uri", ["file:///etc/passwd", "javascript:alert(1)", "urn:uuid:1", "ftp://a.example/x"])
def test_z2_an_address_that_is_not_of_the_web_is_kept_as_source_only(tmp_path: Path, uri: str) -> None:
    (article,), errors = read(written(tmp_path, record(page(), uri, kind="resource", content="text/html")))
    assert errors == []
    assert (article.url, article.source) == (None, uri)
    assert "root:" not in article.text


def chunked(data: bytes) -> bytes:
    return b"%x\r\n" % 100 + data[:100] + b"\r\n%x\r\n" % (len(data) - 100) + data[100:] + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (("Content-Encoding: gzip",), gzip.compress(page())),
        (("Content-Encoding: deflate",), zlib.compress(page())),
        (("Transfer-Encoding: chunked",), chunked(page())),
        (("Transfer-Encoding: chunked", "Content-Encoding: gzip"), chunked(gzip.compress(page()))),
        (("Content-Encoding: gzip",), page()),  # decoded already, as some crawlers store it
        (("Transfer-Encoding: chunked",), page()),
    ],
)
def test_undoes_the_encodings_of_http(tmp_path: Path, headers: tuple[str, ...], body: bytes) -> None:
    (article,), errors = read(written(tmp_path, record(http(body, *headers))))
    assert errors == []
    assert "“We will not accept preconditions,” she said" in article.text


@pytest.mark.parametrize(("named", "used"), [("iso-8859-1", "windows-1252"), ("iso-8859-1", "utf-8"), ("windows-1251", "utf-8")])
def test_takes_the_encoding_that_the_server_named_where_it_is_not_utf_8(tmp_path: Path, named: str, used: str) -> None:
    (article,), _ = read(written(tmp_path, record(http(page(encoding=used), kind=f"text/html; charset={named}"))))
    assert "“We will not accept preconditions,” she said" in article.text


@pytest.mark.parametrize("packed", [False, True])
def test_the_cuts_hold_what_the_whole_holds(tmp_path: Path, packed: bool) -> None:
    names = [f"Place{n}" for n in range(7)]
    path = written(tmp_path, record(b"x", kind="warcinfo"), *pages(*names), packed=packed)
    whole, _ = read(path)
    cuts = list(cut_warc(path, 3))
    assert (cuts[0].start, cuts[-1].end) == (0, path.stat().st_size)
    assert [c.start for c in cuts[1:]] == [c.end for c in cuts[:-1]]
    assert [c.first for c in cuts] == [1, 5, 8]
    assert [a for cut in cuts for a in read(path, cut)[0]] == whole
    assert places(whole) == names


def test_a_range_of_pictures_is_no_fault_and_an_archive_of_them_is(tmp_path: Path) -> None:
    path = written(tmp_path, *[record(http(b"\x89PNG", kind="image/png"))] * 3)
    assert [read(path, cut) for cut in cut_warc(path, 1)] == [([], [])] * 3
    assert "0 of 3 records are articles; left out: 3 other than pages and texts." in read(path)[1][0]


def test_one_gzip_stream_is_one_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(pages("Rabat", "Rome", "Oslo"))))
    assert list(cut_warc(path, 1)) == [Cut(0, path.stat().st_size)]
    assert places(read(path)[0]) == ["Rabat", "Rome", "Oslo"]


def test_members_of_several_records_are_cut_between_members(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    members = [gzip.compress(b"".join(pages("Rabat", "Rome"))), gzip.compress(b"".join(pages("Oslo", "Bern")))]
    path.write_bytes(b"".join(members))
    cuts = list(cut_warc(path, 1))
    assert [(c.start, c.first) for c in cuts] == [(0, 1), (len(members[0]), 3)]
    assert [places(read(path, c)[0]) for c in cuts] == [["Rabat", "Rome"], ["Oslo", "Bern"]]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("length", "fault"),
    [
        (10**12, "truncated"),
        (10**18, "truncated"),
        (-5, "invalid"),
        ("x", "invalid"),
        ("", "invalid"),
        (10**30, "invalid"),
        (700, "?"),
        (10, "invalid"),
    ],
)
def test_z2_a_lying_length_costs_its_record_only(tmp_path: Path, packed: bool, length: object, fault: str) -> None:
    before, after = pages("Rabat", "Rome")
    lie = record(http(page("Oslo")), "https://courier.example/Oslo", length=length)
    path = written(tmp_path, before, lie, after, packed=packed)
    articles, errors = read(path)
    assert places(articles) == ["Rabat", "Rome"]
    fault = ("truncated" if packed else "invalid") if fault == "?" else fault  # a member ends, a file goes on
    assert errors[0].startswith(f"{path}#2: {fault}. ")
    assert errors[1].startswith(f"{path}: 2 of 3 records are articles; left out: 1 {fault}.")
    assert len(errors) == 2


def test_z2_a_cut_archive_tells_so(tmp_path: Path) -> None:
    whole, cut = pages("Rabat", "Rome")
    plain = written(tmp_path, whole, cut[:-40])
    packed = tmp_path / "b.warc.gz"
    packed.write_bytes(gzip.compress(whole) + gzip.compress(cut)[:-30])
    head = tmp_path / "c.warc.gz"
    head.write_bytes(gzip.compress(whole) + gzip.compress(cut)[:20])
    for path in (plain, packed, head):
        articles, errors = read(path)
        assert places(articles) == ["Rabat"]
        assert errors[0].startswith(f"{path}#2: truncated. ")


def test_z2_a_member_that_is_cut_or_bad_leaves_the_next_ones(tmp_path: Path) -> None:
    first, cut, bad, last = (gzip.compress(p) for p in pages("Rabat", "Rome", "Oslo", "Bern"))
    wrong_sum = bad[:-8] + bytes(4) + bad[-4:]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(first + cut[: len(cut) // 2] + wrong_sum + last + b"junk")
    articles, errors = read(path)
    assert places(articles) == ["Rabat", "Bern"]
    assert "invalid" in errors[0]
    assert "2 of 5 records are articles" in errors[-1]


def test_z2_junk_between_records_costs_no_more_than_the_one_before(tmp_path: Path) -> None:
    first, second, third = pages("Rabat", "Rome", "Oslo")
    articles, errors = read(written(tmp_path, first, second, b"junk\r\n" * 5, third))
    assert places(articles) == ["Rabat", "Oslo"]
    assert "#2: invalid" in errors[0]


def test_damage_of_one_kind_is_not_told_forty_thousand_times(tmp_path: Path) -> None:
    lies = [record(http(page()), length="x")] * 500
    images = [record(http(b"\x89PNG", kind="image/png"))] * 500
    articles, errors = read(written(tmp_path, *lies, *images, *pages("Rabat")))
    assert places(articles) == ["Rabat"]
    assert len(errors) == 11
    assert "1 of 1,001 records are articles; left out: 500 invalid; 500 other than pages and texts." in errors[-1]


def test_a_page_without_an_article_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, record(http(b"<html><body></body></html>")), *pages("Rabat"))
    articles, errors = read(path)
    assert places(articles) == ["Rabat"]
    assert errors[0].startswith(f"{path}#1: no article text was found in this page.")
    assert "1 without an article that can be read" in errors[1]


def test_what_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    for data in (b"", b"Oslo said so.", gzip.compress(b"Oslo said so."), gzip.compress(b"")):
        path.write_bytes(data)
        articles, errors = read(path)
        assert articles == []
        assert "0 of" in errors[-1]
    with pytest.raises(ReadingError, match="cannot be read"):
        read(tmp_path / "none.warc")


def test_knows_an_archive_by_its_beginning() -> None:
    start = record(b"x")
    assert looks_like_warc(start)
    assert looks_like_warc(gzip.compress(start)[:64])
    assert not looks_like_warc(gzip.compress(b"Oslo said so."))
    assert not looks_like_warc(b"\x1f\x8b\x08\xff")


LYING = b"WARC/1.0\r\nContent-Length: 9\r\n\r\n"


@pytest.mark.parametrize(
    "junk",
    [b"\r\n" * 5_000_000, b"\nWARC/1.0\r\n" * 50_000, LYING * 50_000, GZIP * 100_000 + b"\r\n"],
)
@pytest.mark.parametrize("packed", [False, True])
def test_z2_junk_is_passed_in_one_pass(tmp_path: Path, junk: bytes, packed: bool) -> None:
    first, last = (gzip.compress(p) if packed else p for p in pages("Rabat", "Rome"))
    path = tmp_path / "a.warc"
    path.write_bytes(first + (gzip.compress(junk) if packed and junk[0] != GZIP[0] else junk) + last)
    start = time.perf_counter()
    assert places(read(path)[0])[-1] == "Rome"
    assert time.perf_counter() - start < 10


CHILD = """
import resource, sys
from detente.errors import ReadingError
from detente.reading.known import Known
from detente.reading.warc import read_warc
list(read_warc(sys.argv[2], None, Known(), print))  # what is imported once is not of the bomb
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
errors = []
print(len(list(read_warc(sys.argv[1], None, Known(), errors.append))), *errors, sep="|")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def measured(path: Path, other: Path) -> tuple[list[str], int]:
    """Read in a process of its own; return what it printed, and by how many MB its memory grew."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, path, other], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    *lines, grown = done.stdout.splitlines()
    return lines[-1].split("|"), int(grown)


def packed_zeros(size: int) -> bytes:
    """Pack so many bytes without holding them."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def test_z1_a_record_that_unpacks_to_300_mb_is_skipped_and_counted(tmp_path: Path) -> None:
    size = 300 << 20
    packer = zlib.compressobj(9, wbits=31)
    head = record(b"", length=size).removesuffix(b"\r\n\r\n")
    bomb = packer.compress(head) + b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.compress(b"\r\n\r\n")
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(gzip.compress(pages("Rabat")[0]) + bomb + packer.flush() + gzip.compress(pages("Rome")[0]))
    assert path.stat().st_size < 400_000
    (count, *errors), grown = measured(path, written(tmp_path, *pages("Oslo")))
    assert count == "2"
    assert f"{path}#2: too large" in errors[0]
    assert "2 of 3 records are articles; left out: 1 too large" in errors[1]
    assert grown < 64


def test_z1_a_page_that_the_server_packed_too_well_is_skipped_and_counted(tmp_path: Path) -> None:
    bomb = record(http(packed_zeros(300 << 20), "Content-Encoding: gzip"))
    path = written(tmp_path, *pages("Rabat"), bomb, *pages("Rome"))
    other = tmp_path / "other.warc"
    other.write_bytes(pages("Oslo")[0])
    (count, *errors), grown = measured(path, other)
    assert count == "2"
    assert f"{path}#2: too large" in errors[0]
    assert grown < 64


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_z2_any_damage_costs_the_records_that_it_hits(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = b"Oslo and Bern agreed on Tuesday to go on with the talks that had been broken off."
    good = [record(text + b" %d" % n * 30, f"https://courier.example/{n}", "conversion", content="text/plain") for n in range(6)]
    packed = data.draw(st.booleans())
    whole = bytearray(b"".join(gzip.compress(p) if packed else p for p in good))
    hits = data.draw(st.integers(1, 2))
    for _ in range(hits):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    path = tmp_path_factory.getbasetemp() / "damaged.warc"
    path.write_bytes(whole)
    articles, _ = read(path)
    untouched = [a for a in articles if a.text.encode() in b"".join(good)]
    assert 6 - 3 * hits <= len(untouched) <= len(articles) <= 6
    assert list(cut_warc(path, 1))[-1].end == len(whole)
