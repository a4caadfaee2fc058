import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.csv_tables import cut_csv, read_csv
from detente.reading.cut import Cut
from detente.reading.files import read_inputs
from detente.reading.known import Known
from detente.records import Article

SMALL = Known(max_chars=1)  # a row may have 65,548 bytes


def read(path: Path, known: Known | None = None, cut: Cut | None = None) -> tuple[list[Article], list[str]]:
    errors: list[ReadingError] = []
    try:
        articles = list(read_csv(path, cut, known or Known(), errors.append))
    except ReadingError as error:
        return [], [str(error)]
    return articles, [str(error) for error in errors]


def read_cuts(path: Path, size: int, known: Known) -> tuple[list[Article], list[str]]:
    articles, errors = [], []
    for cut in cut_csv(path, size, known):
        some, wrong = read(path, known, cut)
        articles += some
        errors += wrong
    return articles, errors


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def rows_of(articles: list[Article]) -> list[tuple[str | None, str]]:
    return [(article.source, article.text) for article in articles]


def test_all_keys(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv",
        b"id,text,title,published,outlet,url,language,other\n"
        b'r-7,"Oslo said so, twice.",Oslo speaks,2016-11-30,The Courier,https://courier.example/a,en,x\n',
    )
    (article,), errors = read(path)
    assert not errors
    assert (article.source, article.text, article.title) == ("r-7", "Oslo said so, twice.", "Oslo speaks")
    assert (article.published, article.outlet, article.url) == (dt.date(2016, 11, 30), "The Courier", "https://courier.example/a")


def test_the_column_map_and_what_the_caller_knows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"story,day,text\nOslo said so.,20161130,not this\n")
    known = Known(columns=(("text", "story"), ("published", "day")), outlet="The Courier")
    (article,), errors = read(path, known)
    assert not errors
    assert (article.text, article.published, article.outlet) == ("Oslo said so.", dt.date(2016, 11, 30), "The Courier")


@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("a.csv", b"id,text\n1,One.\n2,Two.\n", ["One.", "Two."]),
        ("a.csv", b"id;text\n1;One, two.\n", ["One, two."]),  # spreadsheets where the comma is for decimals
        ("a.csv", b"id\ttext\n1\tOne; two, three.\n", ["One; two, three."]),
        ("a.tsv", b"text\tid\nOne.\t1", ["One."]),  # no line end at the end
        ("a.csv", b"text\nOne.\n", ["One."]),  # one column
        ("a.csv", b'"text","a;b;c"\nOne.,2\n', ["One."]),  # delimiters in the header's quotation marks
        ("a.csv", b"id,text\r\n1,One.\r\n", ["One."]),
        ("a.csv", b"id,text\r1,One.\r2,Two.", ["One.", "Two."]),  # line ends of old Macs
        ("a.csv", b'id,text\n1,"One.\n\nTwo, ""three"".\r\nFour."\n', ['One.\n\nTwo, "three".\r\nFour.']),
        ("a.csv", b"\xef\xbb\xbftext,id\nOne.,1\n", ["One."]),
        ("a.csv", "text,id\nOslo – “yes”.,1\n".encode("utf-16"), ["Oslo – “yes”."]),
        ("a.csv", "text\tid\nOne.\t1\n".encode("utf-32"), ["One."]),
        ("a.csv", b"\n\n,\ntext,id\n\n,\nOne.,1\n\n", ["One."]),  # blank lines and rows
        ("a.csv", b"text,id\n'=Oslo() said so.,1\n'-Two.,2\n", ["'=Oslo() said so.", "'-Two."]),  # the guard is kept
        ("a.csv", b'text,id\nThe 5" gun spoke.,1\n', ['The 5" gun spoke.']),  # a mark within a cell without marks
        ("a.csv", b'text,id\n"Oslo" said so.,1\n', ["Oslo said so."]),
        ("a.csv", b"text,id\nOne.\0,1\nTwo.,2\0\n", ["Two."]),  # NUL spoils the text alone
        ("a.csv", b" text ,id\n One. ,1\n", [" One. "]),
    ],
)
def test_ways_to_write_a_table(tmp_path: Path, name: str, data: bytes, texts: list[str]) -> None:
    path = written(tmp_path / name, data)
    assert [article.text for article in read(path)[0]] == texts
    assert read_cuts(path, 1, Known()) == read(path)


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16-le", "utf-16", "utf-7", "mac-roman", "cp500"])
def test_encodings_by_name(tmp_path: Path, encoding: str) -> None:
    text = "“Yes,”\nsaid Oslo’s minister" if encoding != "cp500" else '"Yes," said Oslo'
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["id", "text"], [1, text], [2, "No."]])
    path = written(tmp_path / "a.csv", buffer.getvalue().encode(encoding))
    known = Known(encoding=encoding)
    articles, errors = read(path, known)
    assert ([article.text for article in articles], errors) == ([text, "No."], [])
    assert read_cuts(path, 1, known) == (articles, errors)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (b"1", "too few cells: 1 where the header has 2."),
        (b"1,Oslo, said,", "too many cells: 4 where the header has 2."),
        (b"1,", "there is no text in it."),
        (b'1,"Oslo\0"', "a NUL character at offset 4."),
        (b"1,caf\xe9", "not UTF-8 (the default): byte 0xE9 at offset 5. It may be Windows-1252: give --encoding windows-1252,"),
        (
            b"1,Le ministre des affaires \xc3\xa9trang\xc3\xa8res a dit que son pays \xc3\xa9tait pr\xc3\xaat",
            "it looks like French",
        ),
        (b"1," + b"word " * 300_000, "1,500,000 characters, more than the 500,000"),
        (b"1," + b"word " * 1_300_000, "this row does not end within 6,065,536 bytes or before the end of the table."),
        (
            b'1,"Oslo',
            "this row does not end within 6,065,536 bytes or before the end of the table. Is a quotation mark left open?",
        ),
    ],
)
def test_one_bad_row_is_named_and_the_others_are_read(tmp_path: Path, row: bytes, message: str) -> None:
    path = written(tmp_path / "a.csv", b"id,text\n8,Good.\n" + row + b"\n9,Good.\n")
    articles, errors = read(path)
    assert [article.source for article in articles] == ["8", "9"]
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:3: {message}")
    assert read_cuts(path, 1, Known()) == (articles, errors)


def test_bad_bytes_in_a_column_that_is_not_needed_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"text,x\nOne.,caf\xe9\n")
    assert ([a.text for a in read(path)[0]], read(path)[1]) == (["One."], [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty"),
        (b"\n \n", "it is empty"),
        (b'"text,id\n1,2\n', "no header in its first 65,536 bytes"),
        (b"x" * 70_000 + b",text\n1,One.\n", "no header in its first 65,536 bytes"),
        (b"text,id\n", "there is no row under its header"),
        (b"text,id\n\n", "there is no row under its header"),
        (b"One.,2016\nTwo.,2017\n", "no column for the text (its columns are One., 2016)"),
        (b"text,text\nOne.,Two.\n", "2 columns are named 'text'"),
        ("id,text\n1,One.\n".encode("utf-16-le"), "NUL characters in its header. It looks like UTF-16"),
        (b"PK\x03\x04\x14\x00\x06\x00", "this is a ZIP archive or an office document"),  # a workbook under the name of a table
        (b"PAR1\x15\x04\x15", "this is a Parquet table"),
        (b"caf\xe9,text\n1,One.\n", "not UTF-8"),
    ],
)
def test_what_is_no_table(tmp_path: Path, data: bytes, message: str) -> None:
    path = written(tmp_path / "a.csv", data)
    articles, errors = read(path)
    assert not articles
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}: {message}")


def test_a_mark_left_open_costs_one_row(tmp_path: Path) -> None:
    good = b"".join(b"%d,Oslo said so.\n" % i for i in range(9_000))  # more than one row may have
    path = written(tmp_path / "a.csv", b'id,text\nx,"Oslo\n' + good + b'y,"Oslo\nz,Last.\n')
    articles, errors = read(path, SMALL)
    assert len(articles) == 0  # a text of more than one letter is too long here: each is reported as that
    assert [error.split(": ")[0] for error in errors if "does not end" in error] == [f"{path}:2", f"{path}:9003"]
    assert read_cuts(path, 1_000, SMALL) == (articles, errors)


def test_rows_that_never_end_do_not_hold_up_the_others(tmp_path: Path) -> None:
    """Each line opens a mark where the one before it has one open, and no row ever ends."""
    path = written(tmp_path / "a.csv", b"id,text\n" + b'1"2,"\n' * 20_000)
    _, errors = read(path, SMALL)
    assert len(errors) == 1
    assert "more than 100 rows in which a quotation mark is left open" in errors[0]
    cuts = list(cut_csv(path, 10, SMALL))
    assert cuts[-1].end == path.stat().st_size


def test_cuts_join_and_hold_so_many_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b'id,text\n1,"One\nand more."\n2,Two.\n\n3,Three.\n4,Four.\n5,Five.\n\n')
    cuts = list(cut_csv(path, 2))
    assert [(cut.start, cut.first) for cut in cuts] == [(8, 2), (33, 4), (51, 7)]
    assert [cut.end for cut in cuts] == [33, 51, path.stat().st_size]
    assert [[a.text for a in read(path, None, cut)[0]] for cut in cuts] == [
        ["One\nand more.", "Two."],
        ["Three.", "Four."],
        ["Five."],
    ]


CELLS = st.text("ab\",;\t\n\r'é“ ", max_size=8)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(CELLS, CELLS.map("Oslo {}".format)), min_size=1, max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.integers(1, 4),
)
def test_what_was_written_is_read_whole_or_in_cuts(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str, quoting: int, size: int
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]  # one of two constants
        writer.writerow(("title", "text"))
        writer.writerows(rows)
    articles, errors = read(path)
    assert not errors
    assert [article.text for article in articles] == [text for _, text in rows]
    assert read_cuts(path, size, Known()) == (articles, errors)


@settings(max_examples=150)
@given(
    st.lists(st.binary(max_size=9) | st.sampled_from([b'"', b"\n", b"\r\n", b"\r", b",", b"Oslo,1", b'"",']), max_size=25),
    st.integers(1, 3),
)
def test_any_bytes_give_the_same_whole_or_in_cuts(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], size: int
) -> None:
    path = written(tmp_path_factory.mktemp("csv") / "a.csv", b"text,id\n" + b"".join(pieces))
    assert read_cuts(path, size, Known()) == read(path)


def test_a_large_table_is_read_in_pieces(tmp_path: Path) -> None:
    """Pieces of 1 MB end anywhere: within a character, a line end, a quotation mark."""
    texts = [f"Número {i}: “sí” \r\n".replace("\r\n", "\r\n" * (i % 3)) + "x" * (i % 127) for i in range(25_000)]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["id", "text", "language"], *([i, text, "en"] for i, text in enumerate(texts))])
    assert path.stat().st_size > 2 << 20
    articles, errors = read(path)
    assert not errors
    assert rows_of(articles) == [(str(i), text) for i, text in enumerate(texts)]
    assert rows_of(read_cuts(path, 7_000, Known())[0]) == rows_of(articles)


def test_a_table_is_an_input(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"body,date\nOne.,2016-11-30\n")
    errors: list[ReadingError] = []
    (article,) = read_inputs([str(path), str(tmp_path / "no.csv")], Known(), errors.append)
    assert (article.text, article.published, article.source) == ("One.", dt.date(2016, 11, 30), f"{path}:2")
    assert [error.cause for error in errors] == ["no such file"]
