import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.cli import run

Out = Callable[..., tuple[int, str, str]]
SENTENCE = "Norway and Latvia held talks in Riga on Tuesday over herring quotas in the northern waters."


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Out:
    """Arguments (and standard input) → exit code, standard output, standard error, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        exit_code = run(["stories", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return exit_code, out.decode(), err.decode()

    return call


def side(name: str, country: str) -> list[dict[str, Any]]:
    return [{"actor": name, "name": name, "country": country, "sector": "GOV", "text": name, "spans": []}]


def coded(identity: str, text: str | None = SENTENCE, outlet: str | None = "The Courier", **event: Any) -> str:
    """One line as detente code prints it, of an article that tells of the talks."""
    row = {
        "article": {"id": identity, "outlet": outlet, "published": "2019-03-06"} | ({"text": text} if text is not None else {}),
        "actors": [{"id": "Norway", "kind": "state"}, {"id": "Latvia", "kind": "state"}],
        "statements": [],
        "events": [
            {"id": "e-1", "type": "CONSULT", "cameo": "046", "status": "actual", "symmetric": True, "date": "2019-03-05",
             "date_precision": "day", "date_text": "on Tuesday", "actors": side("Norway", "NOR"),
             "recipients": side("Latvia", "LVA"), "place": "Riga", "trigger": {"text": "talks", "spans": [[23, 28]]},
             "sentence": [0, len(SENTENCE)], "claimed_by": None, "confidence": 0.9} | event
        ],
    }  # fmt: skip
    return json.dumps(row) + "\n"


def lines(*rows: str) -> bytes:
    return "".join(rows).encode()


TWO = lines(coded("a"), coded("b", outlet="The Herald"), coded("c", date="2019-04-09", text="Talks went on. " * 9))


def test_a_table_has_one_line_a_story(call: Out) -> None:
    Path("coded.jsonl").write_bytes(TWO)
    exit_code, out, err = call("coded.jsonl")
    head, *rows = out.splitlines()
    assert (exit_code, err, len(rows)) == (0, "", 2)
    assert head.split() == ["DATE", "TYPE", "STATUS", "WHO", "AND", "WHOM", "PLACE", "TOLD", "CLAIMED", "BY", "ID"]
    assert rows[0].split()[:8] == ["2019-03-05", "CONSULT", "actual", "NOR", "↔", "LVA", "Riga", "2/2/1"]
    assert rows[1].startswith("2019-04-09")


def test_csv_and_json_hold_the_same_stories_from_standard_input(call: Out) -> None:
    exit_code, out, _ = call("-", "--format", "csv", stdin=TWO)
    table = list(csv.DictReader(io.StringIO(out)))
    rows = [json.loads(line) for line in call("-", "--format", "json", stdin=TWO)[1].splitlines()]
    assert exit_code == 0
    assert [(t["id"], t["date"], t["actors"], t["reports"], t["articles"]) for t in table] == [
        (r["id"], r["date"], "; ".join(r["actors"]), str(r["reports"]), "; ".join(m["article"] for m in r["mentions"]))
        for r in rows
    ]
    assert rows[0]["mentions"][0]["trigger"] == {"text": "talks", "spans": [[23, 28]]}


def test_dates_say_how_much_is_known(call: Out) -> None:
    rows = [
        coded("a", date="2019-03-01", date_precision="month", text="In March they met at length."),
        coded("b", date="2017-01-01", date_precision="year", text="In 2017 the two of them met."),
        coded("c", date="2018-03-05", date_precision="week", text="Last week there was a meeting."),
        coded("d", date_text=None, type="AID", text="Generators were handed over here."),
    ]
    undated = coded("e", date_text=None, type="AGREE", text="All of it was agreed on.").replace("2019-03-06", "")
    out = call("-", stdin=lines(*rows, undated))[1].splitlines()[1:]
    assert [line.split()[0] for line in out] == ["2017", "w/2018-03-05", "2019-03", "~2019-03-06", "no"]


def test_articles_without_text_are_spoken_of(call: Out) -> None:
    exit_code, out, err = call("-", stdin=lines(coded("a", text=None), coded("b", text=None), coded("c")))
    assert exit_code == 0
    assert err.startswith(
        "note: 2 of 3 articles come without their text: copies of them are known only where the whole text is the"
    )
    assert "--with-text" in err
    assert "3/1/3" in out  # no hash and no text: nothing is known to be a copy


def test_bad_lines_are_reported_and_the_others_read(call: Out) -> None:
    Path("bad.jsonl").write_bytes(b'{"article": \n[1]\n\xff\n' + b"[" * 100_000 + b"\n\n" + TWO)
    Path("empty.jsonl").write_bytes(b"")
    exit_code, out, err = call("bad.jsonl", "empty.jsonl", "missing.jsonl", ".")
    assert (exit_code, len(out.splitlines())) == (1, 3)
    assert [line.split(": ")[1] for line in err.splitlines()] == [
        "bad.jsonl:1", "bad.jsonl:2", "bad.jsonl:3", "bad.jsonl:4", "empty.jsonl", "missing.jsonl", "."
    ]  # fmt: skip
    assert all("Traceback" not in line and line.startswith("error: ") for line in err.splitlines())


def test_what_a_row_says_is_never_obeyed(call: Out) -> None:
    hostile = coded("a\x1b[2J", place="=HYPERLINK(1)\x1b]0;x\x07\nRiga\u202e", type="CON\x1b[31mSULT", outlet="\ud800")
    for form in ("table", "csv", "json"):
        exit_code, out, _ = call("-", "--format", form, stdin=hostile.encode())
        assert exit_code == 0
        assert not set(out) & set("\x1b\x07" if form == "json" else "\x1b\x07\u202e")
        assert len(out.splitlines()) == (1 if form == "json" else 2)
    assert "'=HYPERLINK(1)" in call("-", "--format", "csv", stdin=hostile.encode())[1]


def test_wrong_calls(call: Out) -> None:
    assert call()[0] == 2
    assert call("-", "--format", "xml")[0] == 2
    exit_code, out, _ = call("-", stdin=b'{"article": {"id": "a"}}\n')
    assert (exit_code, out) == (0, "DATE  TYPE  STATUS  WHO AND WHOM  PLACE  TOLD  CLAIMED BY  ID\n")


def test_help_is_fast() -> None:
    code = (
        "import sys; from detente.cli import run; run(['stories', '--help']); "
        "print([m for m in ('numpy', 'spacy') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"
    assert "jq 'select(.texts > 1)'" in out
