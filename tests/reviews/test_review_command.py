"""``detente review`` as it is called: keys from a pipe and from a terminal, and what is made of the judgements."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import run
from detente.reviews.log import ReviewLog
from detente.store.folder import REVIEWS

from .small_store import first, make_store, second

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a store of one's own."""
    return make_store(tmp_path / "store")


@pytest.fixture
def call(place: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Arguments and what is typed → exit code, output, complaints."""

    def go(*arguments: str, keys: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
        code = run(["review", *arguments, *([] if "test" in arguments else ["--store", str(place)])])
        out, err = capfd.readouterr()
        return code, out, err

    return go


def test_keys_judge_row_by_row(call: Call, place: Path) -> None:
    code, out, _ = call("--reviewer", "Ada", keys="a e status=negated\nx j u q")
    assert code == 0
    log = ReviewLog(place / REVIEWS)
    assert [(r.row_id, r.verdict.value) for r in log.all()] == [
        ("e-accuse", "accepted"), ("e-offer", "corrected"), ("l-talks", "rejected"), ("l-talks", "undone"),
    ]  # fmt: skip
    assert {c.field: c.new for c in log.all()[1].changes} == {"status": "negated"}
    assert "[trigger: accused]" in out
    assert "2 judged" in out


def test_what_cannot_be_kept_is_told_and_the_row_stays(call: Call, place: Path) -> None:
    keys = "z e colour=red\ne status\ne status=actual\ne recipients=c-nobody\nu q"
    code, out, _ = call("--reviewer", "Ada", "--kind", "event", keys=keys)
    assert code == 0
    assert "'z' is no key here" in out
    assert out.count("Not kept:") == 5
    assert "It has c-nor (Norway)" in out
    assert not (place / REVIEWS).exists()


def test_words_of_the_text_are_places(call: Call, place: Path) -> None:
    call("--kind", "statement", keys='e content="Sweden must leave" speaker=c-nor speaker=c-swe\n')
    (review,) = ReviewLog(place / REVIEWS).all()
    content = first().article.text.index("Sweden must leave")
    assert {c.field: c.new for c in review.changes} == {"content": ((content, content + 17),), "speaker": ("c-nor", "c-swe")}


def test_the_name_is_that_of_the_machine_where_none_is_given(call: Call, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "grace")
    call(keys="a")
    assert [r.reviewer for r in ReviewLog(place / REVIEWS).all()] == ["grace"]


def test_a_dyad_and_a_type_narrow_and_nothing_left_is_told(call: Call) -> None:
    assert "1 rows to review" in call("--dyad", "Norway", "SWE", "--type", "consult", keys="")[1]
    code, out, err = call("--dyad", "RUS", "USA", keys="a")
    assert (code, out) == (0, "")
    assert "nothing is left to review" in err
    assert call("--kind", "rumour")[0] == 1


def test_x5_hostile_names_and_comments_are_shown_inert(call: Call, place: Path) -> None:
    _, out, _ = call("--reviewer", "Ada [red]", keys="a")
    assert "\u202e" not in out
    assert "\\u202e" in out  # of the title
    assert "Ada [red]" in out
    code, _, err = call("--reviewer", "Ada\x1b[31m", keys="a")
    assert (code, "\x1b" in err) == (1, False)
    assert len(ReviewLog(place / REVIEWS).all()) == 1


def test_exports_and_agreement(call: Call, place: Path, tmp_path: Path) -> None:
    call("--reviewer", "Ada", "--kind", "event", keys="e status=negated\nx a")
    call("--reviewer", "Bob", "--kind", "event", keys="a x a")
    code, out, _ = call("export", "--form", "bank", "--reviewer", "Ada")
    assert code == 0
    assert [row["id"] for row in map(json.loads, out.splitlines())] == ["a-1", "a-2"]
    assert ReviewLog(place / REVIEWS).since_export() == 1  # what Bob rejected is in no export yet
    out = call("export", "--form", "csv")[1]
    assert len(out.splitlines()) == 4
    file = tmp_path / "rows.parquet"
    assert call("export", "--form", "parquet", "-o", str(file), "--no-note")[0] == 0
    assert file.read_bytes()[:4] == b"PAR1"
    assert call("export", "--form", "parquet")[0] == 1
    code, out, _ = call("agreement")
    assert code == 0
    assert "all        3 rows: same verdict 0.67" in out
    assert "e-accuse: Ada corrected (status negated); Bob accepted" in out
    assert call("agreement", "Ada", "Eve")[0] == 1
    assert call("agreement", "Ada")[0] == 2


def test_an_option_before_a_subcommand_is_not_lost_in_silence(call: Call) -> None:
    code, _, err = call("--reviews", "elsewhere.sqlite", "export")
    assert (code, "stands behind export" in err) == (2, True)


def test_judgements_are_tested_on_texts_that_are_coded_again(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call("--reviewer", "Ada", "--kind", "event", keys="e status=negated\na a")
    file = tmp_path / "tests.jsonl"
    call("export", "-o", str(file))

    class Pipeline:
        @staticmethod
        def read(article: object) -> object:
            return first() if getattr(article, "id", "") == "a-1" else second()

    monkeypatch.setattr("detente.pipeline.load", lambda _: Pipeline)
    code, out, _ = call("test", str(file))
    assert code == 1
    assert "FAILS event e-accuse: status should be 'negated'; now 'actual'" in out
    assert "2 of 3 hold" in out
    lines = [line for line in file.read_text("utf-8").splitlines() if "negated" not in line]
    file.write_text("\n".join(lines), "utf-8")
    assert call("test", str(file))[0] == 0
    file.write_text("", "utf-8")
    assert call("test", str(file))[0] == 1
    assert call("test", str(tmp_path / "nowhere"))[0] == 1


def test_keys_of_a_terminal_need_no_enter(place: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "review", "--store", str(place), "--reviewer", "Ada"],
        stdin=theirs, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    os.write(ours, b"ae")
    os.write(ours, b"status=future\nq")
    try:
        out, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)
    assert process.returncode == 0, out
    assert [r.verdict.value for r in ReviewLog(place / REVIEWS).all()] == ["accepted", "corrected"]
