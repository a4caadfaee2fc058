"""``detente network``: matrices and blocs of a store on the command line."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente.cli import run
from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.write import write_shard

Call = Callable[..., tuple[int, str, str]]
HOW = {"version": "0", "lexicon": "0", "model": "0"}
NORTH, SOUTH = ("DNK", "FIN", "NOR", "SWE"), ("ARG", "BRA", "CHL", "URY")


def _act(number: int, one: str, other: str, day: dt.date, weight: float) -> dict[str, object]:
    sides = {"actor_countries": [one], "recipient_countries": [other], "symmetric": False, "contexts": [], "extra": {}}
    coded = {"type": "ACCUSE", "cameo": f"{number:03}", "quad": 3, "goldstein": weight, "plover_score": weight / 2}
    return {"event_id": f"e-{number:05}", "origin": "icews", "status": "actual", "date": day, **sides, **coded}


def _fill(folder: Path) -> Path:
    """Two groups of four that are kind to their own and not to the others, in 2010 and, less of it, in 2011."""
    events = []
    for one, other in permutations(NORTH + SOUTH, 2):
        kind = (one in NORTH) == (other in NORTH)
        for i in range(5):
            day = dt.date(2010 + (i == 4), 1 + i, 1 + i)
            events.append(_act(len(events), one, other, day, (5.0 if kind else -4.0) + i / 2))
    said = [
        {"statement_id": f"s-{i}", "article_id": "a-1", "origin": "detente", "speaker_country": "NOR", "about": ["SWE"],
         "published": dt.date(2010, 5, i + 1), "outlet": "The Courier", "agrees_with": ["c-1"], "confidence": 0.5}
        for i in range(3)
    ]  # fmt: skip
    actors = [{"actor_id": "c-1", "article_id": "a-1", "origin": "detente", "country": "SWE", "countries": []}]
    make_folder(folder)
    for origin, rows in (("icews", {"events": events}), ("detente", {"statements": said, "actors": actors})):
        counts = {table: len(found) for table, found in rows.items()}
        append(folder, [Shard(origin, origin, (), HOW, counts, write_shard(folder, origin, rows, HOW))])
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _fill(tmp_path_factory.mktemp("network") / "store")


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, store: Path, tmp_path: Path) -> Call:
    """Arguments → exit code, standard output, standard error; the store is that of the setting."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("DETENTE_STORE", str(store))

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run(["network", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_the_matrix_is_read_without_colour(call: Call) -> None:
    code, out, err = call()
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].startswith("TONE of rows towards columns, Goldstein weights (280 events; mean of all pairs +0.9), 2010-01-01")
    assert lines[0].endswith(" to 2011-05-05")
    assert lines[2].split() == [*sorted(NORTH + SOUTH)]
    (row,) = (line for line in lines if line.startswith("NOR"))
    tones = dict(zip([state for state in sorted(NORTH + SOUTH) if state != "NOR"], row.split()[1:], strict=True))
    assert float(tones["SWE"]) > 3 > -1 > float(tones["BRA"])
    assert lines[-1] == "(…) fewer than 5 events   · none"
    assert max(map(len, lines[2:])) <= 90
    assert "\x1b" not in out


def test_a_mean_of_few_events_is_in_brackets(call: Call) -> None:
    _, out, _ = call("NOR", "SWE", "Argentina", "ISL", "--until", 2010, "--period", "quarter")
    blocks = out.split("TONE")[1:]
    assert [re.findall(r"\d{4}-\d\d-\d\d", block) for block in blocks] == [
        ["2010-01-01", "2010-03-31"],
        ["2010-04-01", "2010-06-30"],
    ]
    assert re.search(r"^NOR {10}\(\+\d\.\d\) \(-\d\.\d\) {5}·$", blocks[0], re.MULTILINE)


def test_one_state_brings_those_whom_it_has_to_do_with(call: Call) -> None:
    _, out, _ = call("Norway", "--limit", 3)
    assert out.splitlines()[2].split()[0] == "NOR"
    assert len(out.splitlines()[2].split()) == 3


def test_statements_and_agreement(call: Call) -> None:
    _, out, _ = call("--by", "statements")
    assert out.splitlines()[0] == "STATEMENTS of rows about columns, 2010-05-01 to 2010-05-03"
    assert "fewer" not in out
    (row,) = json.loads(_lines(call("--by", "statements", "--format", "json")))
    assert row == {
        "tie": "statements", "start": "2010-05-01", "end": "2010-05-03", "one": "NOR", "other": "SWE", "value": 3.0,
        "effective": 3.0, "count": 3, "reports": 1, "outlets": 1,
    }  # fmt: skip
    _, out, _ = call("--by", "agreement")
    about = "AGREEMENT of rows with columns, 1 to -1 (3 answers; mean of all pairs +1.0)"
    assert out.startswith(f"{about}, 2010-05-01 to 2010-05-03\n")
    assert "(+1.0)" in out
    assert out.endswith("(…) fewer than 5 answers   · none\n")


def _lines(answer: tuple[int, str, str]) -> str:
    assert answer[0] == 0
    return f"[{','.join(answer[1].splitlines())}]"


def test_rows_are_the_same_in_every_form(call: Call, tmp_path: Path) -> None:
    rows = json.loads(_lines(call("--format", "json", "--period", "year", "--weights", "plover")))
    assert len(rows) == 2 * 56
    table = list(csv.DictReader(io.StringIO(call("--format", "csv", "--period", "year", "--weights", "plover")[1])))
    assert [str(row["value"]) for row in rows] == [row["value"] for row in table]
    assert [row["one"] for row in table] == [row["one"] for row in rows]
    assert call("--format", "parquet", "--period", "year", "--weights", "plover", "-o", tmp_path / "x.parquet")[0] == 0
    read = pq.read_table(tmp_path / "x.parquet").to_pylist()
    assert [{**row, "start": str(row["start"]), "end": str(row["end"])} for row in read] == rows


def test_blocs_are_listed_with_how_sure_they_are(call: Call) -> None:
    code, out, _ = call("--blocs", "--until", 2010)
    assert code == 0
    assert out.startswith("BLOCS, 2010-01-01 to 2010-12-31: 2 among 8 states\n")
    assert "1  4 states, together in 100%\n   ARG 100  BRA 100  CHL 100  URY 100\n" in out
    assert "2  4 states, together in 100%\n   DNK 100  FIN 100  NOR 100  SWE 100\n" in out
    assert "Two states of a bloc are together in 100% of 100 draws of the 224 events" in out
    (found,) = json.loads(_lines(call("--blocs", "--until", 2010, "--format", "json")))
    assert [[m["state"] for m in bloc["members"]] for bloc in found["blocs"]] == [list(SOUTH), list(NORTH)]
    assert (found["start"], found["states"], found["left_out"]) == ("2010-01-01", 8, [])
    rows = list(csv.DictReader(io.StringIO(call("--blocs", "--until", 2010, "--format", "csv")[1])))
    assert [(row["bloc"], row["state"]) for row in rows] == [("1", s) for s in SOUTH] + [("2", s) for s in NORTH]


def test_no_blocs_say_why(call: Call) -> None:
    code, out, err = call("--blocs", "--since", 2011, "--least", 50)
    assert (code, err) == (0, "")
    assert "BLOCS, 2011-01-01 to 2011-05-05: none among 0 states" in out
    assert "no blocs can be told: no states have 50 events or more with one another; 6 are needed." in out
    assert "Left out, for want of events: ARG BRA CHL DNK FIN NOR SWE URY" in out
    code, out, err = call("--blocs", "--since", 2011, "--least", 50, "--format", "csv")
    assert (code, out) == (0, "")
    assert "no blocs can be told" in err
    assert "none among 4 states" in call("--blocs", *NORTH)[1]


def test_nothing_found_is_no_failure(call: Call) -> None:
    assert call("--since", 2030) == (0, "", "note: nothing was found: the store has no events between states in these days\n")
    assert (
        call("--blocs", "--since", 2030)[2] == "note: nothing was found: the store has no events between states in these days\n"
    )
    code, out, err = call("ISL", "--by", "agreement", "--format", "json")
    assert (code, out) == (0, "")
    assert "no statements in which one state agrees or disagrees with another" in err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["Norwy"], 1, "No state is called 'Norwy'. Did you mean Norway?"),
        (["--blocs", "--by", "statements"], 2, "--by events or --by agreement"),
        (["--blocs", "NOR"], 2, "name none, or all that it should divide"),
        (["--since", "spring"], 2, "--since: 'spring' is no year, month or day"),
        (["--format", "parquet"], 2, "add -o FILE.parquet"),
        (["--origin", "gdelt"], 1, "holds no events of 'gdelt'"),
        (["--store", "nowhere"], 1, "nowhere"),
        (["--period", "week"], 2, "all"),
    ],
)
def test_wrong_calls_say_what_to_do(call: Call, arguments: list[str], code: int, message: str) -> None:
    found, out, err = call(*arguments)
    assert (found, out) == (code, "")
    assert message in err


@pytest.mark.parametrize("name", ["\x1b[31m", "A" * 100_000, "\u202e", "'; drop table events; --", "\ud800", ""])
def test_names_from_outside_harm_nothing(call: Call, name: str) -> None:
    code, out, err = call(name)
    assert (code, out) == (1, "")
    assert err.startswith("error: No state is called")
    assert "\x1b" not in err
