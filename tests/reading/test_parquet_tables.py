import datetime as dt
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.reading.files import read_inputs
from detente.reading.known import Known
from detente.reading.parquet_tables import cut_parquet, read_parquet
from detente.records import Article


def read(path: Path, known: Known | None = None) -> tuple[list[Article], list[str]]:
    errors: list[ReadingError] = []
    try:
        articles = list(read_parquet(path, None, known or Known(), errors.append))
    except ReadingError as error:
        return [], [str(error)]
    return articles, [str(error).removeprefix(str(path)) for error in errors]


def table(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    pq.write_table(pa.table(columns), path, **options)
    return path


def texts(count: int) -> list[str]:
    return [f"Oslo said number {i} so." for i in range(count)]


def test_all_keys(tmp_path: Path) -> None:
    row = {
        "id": "r-7",
        "Text": "Oslo said so.",
        "headline": "Oslo speaks",
        "published": dt.date(2016, 11, 30),
        "outlet": "The Courier",
        "url": "https://courier.example/a",
        "language": "en",
        "vector": [1.0, 2.0],
    }
    path = table(tmp_path / "a.parquet", {key: [value] for key, value in row.items()})
    (article,), errors = read(path)
    assert not errors
    assert (article.source, article.text, article.title) == ("r-7", "Oslo said so.", "Oslo speaks")
    assert (article.published, article.outlet, article.url) == (dt.date(2016, 11, 30), "The Courier", "https://courier.example/a")


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int32(), pa.string()),
        pa.dictionary(pa.int8(), pa.large_string()),
    ],
    ids=str,
)
def test_kinds_of_text(tmp_path: Path, kind: pa.DataType) -> None:
    array = pa.array(["Oslo said so.", None, "Lima did."]).cast(kind)
    articles, errors = read(table(tmp_path / "a.parquet", {"text": array, "outlet": array}))
    assert [article.outlet for article in articles] == [article.text for article in articles] == ["Oslo said so.", "Lima did."]
    assert errors == [":2: there is no text in it. Give an article with at least one sentence."]


@pytest.mark.parametrize(
    ("array", "day"),
    [
        (pa.array(["2016-11-30T23:30:00Z"]), dt.date(2016, 11, 30)),
        (pa.array([20161130]), dt.date(2016, 11, 30)),
        (pa.array([dt.date(2016, 11, 30)], pa.date32()), dt.date(2016, 11, 30)),
        (pa.array([dt.date(2016, 11, 30)], pa.date64()), dt.date(2016, 11, 30)),
        (pa.array(["2016-11-30T23:30:00"]).cast(pa.timestamp("s")), dt.date(2016, 11, 30)),
        (pa.array([1480548600 * 10**9 + 1], pa.timestamp("ns", "America/New_York")), dt.date(2016, 11, 30)),  # 1 Dec in UTC
        (pa.array([None], pa.timestamp("us")), None),
        (pa.array([None], pa.null()), None),
    ],
)
def test_days_and_points_in_time(tmp_path: Path, array: pa.Array, day: dt.date | None) -> None:
    (article,), errors = read(table(tmp_path / "a.parquet", {"text": ["Oslo said so."], "published": array}))
    assert (article.published, errors) == (day, [])


@pytest.mark.parametrize(
    ("columns", "known", "message"),
    [
        ({"text": [b"Oslo"]}, Known(), "the column 'text' for 'text' holds binary, not text"),
        ({"text": [["Oslo"]]}, Known(), "the column 'text' for 'text' holds list<"),
        ({"body": [{"en": "Oslo"}]}, Known(), "the column 'body' for 'text' holds struct<"),
        ({"text": [7]}, Known(), "the column 'text' for 'text' holds int64, not text"),
        ({"text": ["Oslo."], "outlet": [["x"]]}, Known(), "the column 'outlet' for 'outlet' holds list<"),
        ({"text": ["Oslo."], "x": [["x"]]}, Known(columns=(("url", "x"),)), "the column 'x' for 'url' holds list<"),
        ({"a": ["Oslo."]}, Known(), "no column for the text (its columns are a)"),
        ({"a": ["Oslo."]}, Known(columns=(("text", "b"),)), "no column 'b'. Its columns are a."),
        ({"text": pa.array([], pa.string())}, Known(), "there is no row in it"),
    ],
)
def test_columns_that_do_not_fit(tmp_path: Path, columns: dict[str, Any], known: Known, message: str) -> None:
    path = table(tmp_path / "a.parquet", columns)
    articles, errors = read(path, known)
    assert not articles
    assert len(errors) == 1
    assert errors[0].removeprefix(str(path)).startswith(f": {message}")


def test_a_nested_column_that_only_a_synonym_names_is_left_alone(tmp_path: Path) -> None:
    (article,), errors = read(table(tmp_path / "a.parquet", {"text": ["Oslo."], "source": [{"name": "The Courier"}]}))
    assert (article.outlet, errors) == (None, [])


def test_one_bad_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    broken = pa.StringArray.from_buffers(2, pa.py_buffer(b"\0\0\0\0\4\0\0\0\5\0\0\0"), pa.py_buffer(b"caf\xe9."))
    cells = pa.chunked_array([texts(70), ["", "Oslo\0", "word " * 1_300_000], broken, texts(2)])
    path = table(tmp_path / "a.parquet", {"text": cells, "published": [*["2016-11-30"] * 76, "soon"]})
    articles, errors = read(path)
    assert len(articles) == 70 + 1
    assert [error.split(". ")[0] for error in errors] == [
        ":71: there is no text in it",
        ":72: a NUL character at offset 4",
        ":73: 'text' has 6,500,000 bytes, more than an article may have",
        ":74: not UTF-8 (the default): byte 0xE9 at offset 3",
        ":75: there are no letters in it",
        ":77: the date 'soon' cannot be understood",
    ]


@settings(max_examples=40)
@given(st.integers(0, 150), st.integers(1, 80), st.integers(1, 160))
def test_cuts_give_the_same_as_the_whole(tmp_path_factory: pytest.TempPathFactory, count: int, group: int, size: int) -> None:
    path = table(tmp_path_factory.mktemp("pq") / "a.parquet", {"text": pa.array(texts(count), pa.string())}, row_group_size=group)
    cuts = list(cut_parquet(path, size))
    assert [(cut.start, cut.first) for cut in cuts] == [(i, i + 1) for i in range(0, max(count, 1), size)]
    errors: list[ReadingError] = []
    articles = [article for cut in cuts for article in read_parquet(path, cut, Known(), errors.append)]
    assert [article.text for article in articles] == texts(count)
    assert [article.source for article in articles] == [f"{path}:{i + 1}" for i in range(count)]
    assert (articles, [str(error).removeprefix(str(path)) for error in errors]) == read(path)


@pytest.mark.parametrize("compression", ["zstd", "snappy", "none"])
def test_broken_files_raise_nothing_else(tmp_path: Path, compression: str) -> None:
    """F2 for Parquet: bytes that are changed and files that are cut off give articles or a ReadingError."""
    path = tmp_path / "a.parquet"
    days = pa.array([dt.date(2016, 11, 1 + i % 28) for i in range(60)]).cast(pa.timestamp("us"))
    outlets = pa.array([f"Outlet {i % 3}" for i in range(60)]).dictionary_encode()
    columns = {"text": texts(60), "published": days, "outlet": outlets}
    good = table(path, columns, row_group_size=25, compression=compression).read_bytes()
    chance = random.Random(7)
    failed = 0
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.choice((1, 1, 4))):
            data[chance.randrange(len(data))] = chance.choice((0, 127, 128, 255))
        path.write_bytes(data if chance.random() < 0.9 else data[: chance.randrange(len(data))])
        articles, errors = read(path)
        failed += bool(errors)
        assert len(articles) <= 60
        assert articles or errors
    assert failed > 50


def test_a_file_that_declares_more_rows_than_it_can_have(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    data = table(path, {"text": texts(2)}).read_bytes()
    size = int.from_bytes(data[-8:-4], "little")
    # Thrift's compact protocol: rows (field 3, 2 as a zigzag number of variable length) and then the list of groups.
    footer = data[-8 - size : -8].replace(b"\x16\x04\x19\x1c", b"\x16\xfe\xff\xff\xff\xff\xff\x7f\x19\x1c", 1)
    assert len(footer) == size + 6
    path.write_bytes(data[: -8 - size] + footer + len(footer).to_bytes(4, "little") + b"PAR1")
    with pytest.raises(ReadingError, match=r"this Parquet file is broken \(it declares [\d,]{15,} rows\)"):
        list(cut_parquet(path, 10))


def test_the_news_sample_is_read_whole(shared: Path) -> None:
    path = shared / "data" / "news_2006_2013.parquet"
    articles, errors = read(path)
    assert (len(articles), errors) == (4052, [])
    stored = pq.read_table(path).to_pylist()
    assert [article.text for article in articles] == [row["text"] for row in stored]
    assert [(article.source, article.published) for article in articles] == [(row["id"], row["published"]) for row in stored]
    cuts = list(cut_parquet(path, 1500))
    assert [cut.end - cut.start for cut in cuts] == [1500, 1500, 1052]
    assert [article.id for article in read_parquet(path, cuts[1], Known(), pytest.fail)] == [a.id for a in articles[1500:3000]]


def test_a_table_is_an_input(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", {"body": ["One."]})
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    errors: list[ReadingError] = []
    (article,) = read_inputs([str(path), str(tmp_path / "b.parquet")], Known(), errors.append)
    assert (article.text, article.source) == ("One.", f"{path}:1")
    (error,) = errors
    assert error.cause.startswith("this Parquet file cannot be read (")
