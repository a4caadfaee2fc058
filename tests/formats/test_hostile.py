"""Whatever bytes come in, readers give rows or say what is wrong."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError
from detente.formats import gdelt, gdelt_mentions, icews, icews_short, polecat
from detente.formats.faults import Faults
from detente.formats.flat import flat_columns
from detente.formats.registry import FORMATS
from detente.formats.tab_lines import joined
from detente.store.schema import arrow_schema

from .rows import CODES

STARTS = {
    "gdelt": b"",
    "gdelt-mentions": b"",
    "icews": joined(icews.COLUMNS),
    "polecat": joined(polecat.COLUMNS),
    "csv": ",".join(flat_columns("events")).encode() + b"\n",
    "icews-short": b"PAR1",
    "parquet": b"PAR1",
}
WIDTHS = {"gdelt": gdelt.COLUMNS, "gdelt-mentions": gdelt_mentions.COLUMNS, "icews": icews.COLUMNS, "polecat": polecat.COLUMNS}
PIECES = [
    b"\t",
    b"\n",
    b"\r\n",
    b'"',
    b",",
    b"; ",
    b"\xff",
    b"\x00",
    b"2018-01-01",
    b"20180101",
    b"9" * 400,
    b"None",
    b"NaN",
    b"-0",
    b"1e999",
    b"\xe2\x80\xa8",
]


def read(name: str, data: bytes) -> list[dict[str, object]]:
    """Read, and put what was read into the schema of the store."""
    reader = FORMATS[name].read
    assert reader is not None
    try:
        rows = list(reader(io.BytesIO(data), "x", Faults(), CODES))
    except DetenteError:
        return []
    pa.Table.from_pylist(rows, schema=arrow_schema("events"))
    return rows


@pytest.mark.parametrize("name", STARTS)
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=40).map(b"".join))
def test_any_bytes_are_rows_or_faults(name: str, data: bytes) -> None:
    read(name, STARTS[name] + data)


@pytest.mark.parametrize("name", WIDTHS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_cells_beside_a_good_day_are_a_row(name: str, data: st.DataObject) -> None:
    columns = WIDTHS[name]
    cell = st.sampled_from([p for p in PIECES if b"\n" not in p and p != b"\t"]) | st.just(b"")
    cells = data.draw(st.lists(cell, min_size=len(columns), max_size=len(columns)))
    cells[1] = b"20180101"
    if name == "polecat":
        cells[2] = b"AID"
    assert len(read(name, STARTS[name] + b"\t".join(cells))) == 1


@pytest.mark.parametrize(
    "column",
    [
        pa.array([b"\xff", None]),
        pa.array([[1], None]),
        pa.array([2**62, -1], pa.timestamp("us")),
        pa.array([{"a": 1}, None]),
        pa.array([10**9, 0], pa.date32()),
        pa.array(["2018-01-01", "x"]).dictionary_encode(),
        pa.array([None, None]),
    ],
)
@pytest.mark.parametrize("name", ["icews-short", "parquet"])
def test_columns_of_strange_types_are_rows_or_faults(name: str, column: pa.Array) -> None:
    names = icews_short.COLUMNS if name == "icews-short" else ("date", "type", "actors", "extra")
    for strange in names:
        out = io.BytesIO()
        good = {
            "date": ["2018-01-01"] * 2,
            "source": ["A"] * 2,
            "event_text": ["Consult"] * 2,
            "target": ["B"] * 2,
            "type": ["AID"] * 2,
        }
        pq.write_table(pa.table({n: column if n == strange else good.get(n, [None, None]) for n in names}), out)
        assert len(read(name, out.getvalue())) <= 2
