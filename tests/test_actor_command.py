import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import run

Out = Callable[..., tuple[int, str, str]]
PAGE = (Path(__file__).resolve().parents[1] / "docs/actors.md").read_text("utf-8")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Out:
    """Arguments (and standard input) → exit code, standard output, standard error, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        exit_code = run(["actor", *arguments])
        out, err = capsysbinary.readouterr()
        return exit_code, out.decode(), err.decode()

    return call


def test_the_page_shows_what_is_printed(call: Out) -> None:
    shown = re.search(r"\$ detente actor \"Trump\" --date 2018-06-01\n(.*?)```", PAGE, re.DOTALL)
    assert shown
    assert call("Trump", "--date", "2018-06-01") == (0, shown[1], "")


def test_json_has_the_keys_of_the_page(call: Out) -> None:
    exit_code, out, _ = call("George Bush", "--date", "2004-03-01", "--json")
    actor = json.loads(out)
    assert exit_code == 0
    assert (actor["text"], actor["date"], actor["in"], actor["name"]) == ("George Bush", "2004-03-01", None, "George W. Bush")
    assert "mentions" not in actor
    documented = {
        key for cell in re.findall(r"^\| (`[^|]+) \| [^|]+ \|", PAGE, re.MULTILINE) for key in re.findall(r"`(\w+)`", cell)
    }
    assert documented == {"alternatives"} | set(actor["alternatives"][0])


def test_a_list_gives_tab_separated_values(call: Out) -> None:
    lines = b"text\tdate\nthe Saudi crown prince\t2013-06-01\nKim\t2000-06-15\tNorth Korea\nOslo\n=SUM(A1)\n"
    exit_code, out, err = call("-", "--date", "2019-06-01", stdin=lines)
    rows = list(csv.DictReader(io.StringIO(out), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert (exit_code, err) == (0, "")
    assert [(r["date"], r["name"], r["country"]) for r in rows] == [
        ("2013-06-01", "Salman bin Abdulaziz", "SAU"),
        ("2000-06-15", "Kim Jong Il", "PRK"),
        ("2019-06-01", "Norway", "NOR"),
        ("2019-06-01", "'=SUM(A1)", ""),  # which a spreadsheet would compute
    ]
    assert rows[1]["alternatives"].count("; ") == 4


def test_a_list_gives_json_lines(call: Out) -> None:
    exit_code, out, _ = call("-", "--json", "--in", "India", stdin="Congress\nÉlysée\n".encode())
    assert exit_code == 0
    assert [json.loads(line)["country"] for line in out.splitlines()] == ["IND", "FRA"]


def test_the_exit_code_tells_that_nobody_was_found(call: Out) -> None:
    assert call("a jar of marmalade")[0] == 1
    assert call("-", stdin=b"a jar of marmalade\n")[0] == 1
    assert call("-", stdin=b"a jar of marmalade\nOslo\n")[0] == 0
    assert call("Bolivian sunsets")[0] == 0  # the country is known


def test_bad_lines_are_named_and_the_others_resolved(call: Out) -> None:
    exit_code, out, err = call("-", "--json", stdin=b"Oslo\t12 June\nRabat\n")
    assert exit_code == 1
    assert [json.loads(line)["country"] for line in out.splitlines()] == ["MAR"]
    assert err.startswith("error: line 1: the date '12 June' cannot be understood.")


def test_a_wrong_date_teaches_how_to_write_it(call: Out) -> None:
    exit_code, out, err = call("Oslo", "--date", "yesterday")
    assert (exit_code, out) == (2, "")
    assert "YYYY-MM-DD" in err
    assert "detente actor --help" in err


def test_help_has_three_examples(call: Out) -> None:
    exit_code, out, _ = call("--help")
    assert exit_code == 0
    assert len(re.findall(r"^ {4}.*detente actor ", out, re.MULTILINE)) == 3


def test_what_a_terminal_obeys_is_shown_only(call: Out) -> None:
    _, out, _ = call("Oslo\x1b[31m\u202e officials")
    assert "\x1b" not in out
    assert "\u202e" not in out
