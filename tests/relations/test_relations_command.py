"""``detente relations`` from the outside: forms, files, exit codes, complaints."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente.cli import run

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, turned: Path) -> Call:
    """Arguments → exit code, standard output, standard error, in an empty folder, of the store with a turn."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_STORE", str(turned))
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: object) -> tuple[int, str, str]:
        exit_code = run(["relations", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return exit_code, out.decode(), err.decode()

    return call


def test_two_states_for_a_person(call: Call) -> None:
    code, out, err = call("Norway", "SWE")
    assert (code, err) == (0, "")
    assert out.startswith("Norway – Sweden")
    for part in ("Thaw, over 99% sure", "WHAT MOVED IT MOST", "WHEN IT CHANGED", "WHO MOVED FIRST", "WHAT IT RESTS ON"):
        assert part in out
    assert max(map(len, out.splitlines())) <= 120


def test_json_is_one_object(call: Call) -> None:
    code, out, _ = call("NOR", "SWE", "--format", "json")
    said = json.loads(out)
    assert code == 0
    assert (said["one"], said["verdict"]["judgement"], len(said["verdict"]["moved_by"])) == ("NOR", "thaw", 3)
    assert said["words"][0].startswith("Thaw, over 99% sure, since the week of ")
    assert said["words"][1].startswith("Relations warmed: the mean tone rose by ")


def test_csv_has_one_row_a_period(call: Call) -> None:
    code, out, _ = call("NOR", "SWE", "--period", "quarter", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [r["start"] for r in rows] == [f"{y}-{m}-01" for y in (2010, 2011) for m in ("01", "04", "07", "10")]
    assert float(rows[0]["smoothed_middle"]) + 3 < float(rows[-1]["smoothed_middle"])


def test_parquet_goes_to_a_file(call: Call) -> None:
    assert call("NOR", "SWE", "--format", "parquet", "-o", "out.parquet")[0] == 0
    assert pq.read_table("out.parquet").num_rows == 105
    assert call("NOR", "SWE", "--format", "parquet")[0] == 2


def test_words_and_picture_go_to_files(call: Call) -> None:
    code, out, err = call("NOR", "SWE", "--plot", "a.svg", "-o", "a.txt")
    assert (code, out) == (0, "")
    assert "a.svg" in err
    assert Path("a.svg").read_text("utf-8").startswith("<svg")
    assert "Thaw" in Path("a.txt").read_text("utf-8")
    code, _, err = call("NOR", "SWE", "--plot", "a.gif")
    assert code == 1
    assert ".svg" in err


def test_what_changed_most(call: Call) -> None:
    code, out, err = call()
    assert (code, err) == (0, "")
    assert out.index("Norway – Sweden") < out.index("Denmark – Norway")
    assert "▲ thaw" in out
    code, out, _ = call("Denmark", "--format", "json")
    assert [json.loads(line)["judgement"] for line in out.splitlines()] == ["no clear change"]


def test_where_there_is_nothing_it_says_so(call: Call) -> None:
    code, out, err = call("FRA", "DEU")
    assert code == 0
    assert "Too little data" in out
    assert "nothing is reported between DEU and FRA" in err
    code, out, err = call("FRA")
    assert (code, out) == (0, "")
    assert "no two states have enough events" in err


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["NOR", "Swedeb"], 1, "Did you mean Sweden"),
        (["NOR", "SWE", "DNK"], 2, "two states, one, or none"),
        (["NOR", "--plot", "a.svg"], 2, "draws one relation"),
        (["NOR", "SWE", "--period", "decade"], 2, "decade"),
        (["NOR", "SWE", "--since", "never"], 2, "--since: 'never' is no year"),
        (["NOR", "SWE", "--store", "nowhere"], 1, "nowhere"),
    ],
)
def test_complaints(call: Call, arguments: list[str], code: int, complaint: str) -> None:
    found, out, err = call(*arguments)
    assert (found, out) == (code, "")
    assert complaint in err
    assert err.count("\n") == 1


def test_help_is_quick_and_teaches() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "detente", "relations", "--help"], capture_output=True, check=True
    )
    assert b"detente relations RUS USA --since 2008" in done.stdout
    loaded = done.stderr.decode()
    assert not [m for m in ("numpy", "pyarrow", "duckdb", "altair", "networkx", "spacy", "rich.console") if f" {m}\n" in loaded]
