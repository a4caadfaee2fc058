"""``detente ledger``: what is on the table, for people and for pipes."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente.cli import run
from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.write import write_shard

Out = Callable[..., tuple[int, str, str]]
HOW = {"version": "0", "lexicon": "0", "model": "0"}
DAY = dt.date(2010, 3, 1)


def event(  # noqa: PLR0917  a row in short
    n: int, when: int, by: str, to: str, type_: str, trigger: str, sentence: str
) -> dict[str, object]:
    day = DAY + dt.timedelta(days=when)
    return {
        "event_id": f"e-{n}", "article_id": f"a-{n}", "origin": "detente", "type": type_, "status": "actual", "symmetric": False,
        "actor_countries": [by], "recipient_countries": [to], "trigger_text": trigger, "sentence_text": sentence, "date": day,
        "date_precision": "day", "published": day, "confidence": 0.9 - n / 10,
    }  # fmt: skip


def entry(n: int, kind: str, by: str, to: str, what: str) -> dict[str, object]:
    sides = {"by": [by], "to": [to]}
    return {
        "entry_id": f"l-{n}",
        "article_id": f"a-{n}",
        "origin": "detente",
        "kind": kind,
        "what_text": what,
        "event": f"e-{n}",
    } | sides


ROWS = {
    "ledger": [
        entry(1, "demand", "NOR", "LVA", "to free the crew of the trawler Havbris"),
        entry(2, "threat", "LVA", "NOR", "to close the port by Friday"),
        entry(3, "offer", "SWE", "NOR", "=to host \x1b[31mthe talks"),  # hostile: a formula, and a code that colours terminals
    ],
    "events": [
        event(1, 0, "NOR", "LVA", "REQUEST", "demanded", "Norway demanded that Latvia free the crew of the trawler Havbris."),
        event(2, 1, "LVA", "NOR", "THREATEN", "threatened", "Latvia threatened to close the port by Friday."),
        event(3, 2, "SWE", "NOR", "AGREE", "offered", "Sweden offered to host the talks."),
        event(4, 30, "LVA", "NOR", "RETREAT", "freed", "Latvia freed the crew of the trawler Havbris."),
    ],
}  # fmt: skip


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Out:
    """Arguments → exit code, standard output, standard error, beside a store."""
    store = tmp_path / "detente-store"
    make_folder(store)
    counts = {table: len(rows) for table, rows in ROWS.items()}
    append(store, [Shard("s", "detente", (), HOW, counts, write_shard(store, "s", ROWS, HOW))])
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        exit_code = run(["ledger", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return exit_code, out.decode(), err.decode()

    return call


def test_a_table_tells_day_kind_sides_state_and_what_settled_it(call: Out) -> None:
    code, out, err = call("Norway", "latvia")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "ON THE TABLE: 2 (1 kept, 1 lapsed)"
    assert lines[2].startswith("2010-03-01  demand  NOR → LVA, 80% sure ")
    assert lines[2].endswith(" KEPT")
    assert lines[3].strip() == "to free the crew of the trawler Havbris"
    assert lines[4].split() == ["kept", "2010-03-31,", lines[4].split()[2], "sure", "e-4"]
    assert lines[5].strip() == "Latvia freed the crew of the trawler Havbris."
    assert lines[7].startswith("2010-03-02  threat  LVA → NOR, due 2010-03-05, 70% sure ")
    assert lines[7].endswith(" LAPSED")


def test_options_narrow(call: Out) -> None:
    assert "threat" not in call("NOR", "--kind", "demand")[1]
    assert [line.split()[1] for line in call("NOR", "--open")[1].splitlines() if "→" in line] == ["offer"]
    assert call("NOR", "--since", "2010-03-02", "--until", "2010-03-02")[1].count("→") == 1
    assert call("NOR", "--confidence", "0.75")[1].count("→") == 1
    last = call("NOR", "--limit", "1")[1]
    assert last.startswith("ON THE TABLE: the last 1 of 3 (1 open)\n")
    assert "… 2 earlier: --limit 0 shows all" in last
    code, out, err = call("NOR", "SWE", "--kind", "demand")
    assert (code, out) == (0, "")
    assert err == "note: nothing of that is on the table between NOR and SWE; there is: 1 open offer\n"


def test_rows_for_other_programs(call: Out, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in call("NOR", "--format", "json")[1].splitlines()]
    assert [row["entry"] for row in rows] == ["l-1", "l-2", "l-3"]
    assert (rows[0]["state"], rows[0]["settled_how"], rows[0]["settled_event"]) == ("kept", ["kept"], ["e-4"])
    assert (rows[1]["due"], rows[1]["by"], rows[1]["articles"]) == ("2010-03-05", ["LVA"], ["a-2"])
    table = list(csv.DictReader(io.StringIO(call("NOR", "--format", "csv")[1])))
    assert [row["state"] for row in table] == ["kept", "lapsed", "open"]
    assert table[2]["what"].startswith("'=to host")
    assert call("NOR", "--format", "parquet", "-o", "out.parquet")[0] == 0
    assert pq.read_table(tmp_path / "out.parquet")["day"].to_pylist() == [DAY + dt.timedelta(days=n) for n in range(3)]


def test_hostile_words_are_inert_on_the_screen(call: Out) -> None:
    assert "\x1b" not in call("NOR", "SWE")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["Norwai"], 1, "No state is called 'Norwai'. Did you mean Norway?"),
        (["NOR", "NOR"], 1, "one state"),
        (["NOR", "--kind", "wish"], 1, "There is no kind 'wish'."),
        (["NOR", "--since", "soon"], 2, "--since: 'soon' is no year, month or day."),
        (["NOR", "LVA", "SWE"], 2, "name one state or two"),
        (["NOR", "--format", "parquet"], 2, "-o FILE.parquet"),
        (["NOR", "--store", "elsewhere"], 1, "elsewhere"),
        (["NOR", "--origin", "icews"], 1, "holds no events of 'icews'"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_asked_is_told(call: Out, arguments: list[str], code: int, said: str) -> None:
    found, out, err = call(*arguments)
    assert (found, out) == (code, "")
    assert said in err


def test_help_teaches(call: Out) -> None:
    code, out, _ = call("--help")
    assert code == 0
    assert "detente ledger RUS USA --open" in out
