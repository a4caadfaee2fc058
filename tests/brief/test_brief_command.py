"""``detente brief`` from the outside: forms, files, exit codes, complaints."""

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import run

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, plain: Path) -> Call:
    """Arguments → exit code, standard output, standard error, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_STORE", str(plain))

    def call(*arguments: str) -> tuple[int, str, str]:
        exit_code = run(["brief", *arguments])
        out, err = capsysbinary.readouterr()
        return exit_code, out.decode(), err.decode()

    return call


def test_without_a_file_it_is_markdown(call: Call) -> None:
    code, out, err = call("Norway", "SWE")
    assert (code, err) == (0, "")
    assert out.startswith("# Norway – Sweden\n")
    assert "## On the table" in out
    assert call("Norway", "SWE", "-o", "-")[1] == out


def test_the_end_of_the_name_says_what_is_written_and_what_was_there_gives_way(call: Call) -> None:
    beginnings = {"a.md": b"# Norway", "a.html": b"<!DOCTYPE html>", "a.PDF": b"%PDF-"}
    for name, beginning in beginnings.items():
        Path(name).write_text("old")
        assert call("NOR", "SWE", "--since", "2011", "-o", name) == (0, "", "")
        assert Path(name).read_bytes().startswith(beginning)
    assert {path.name for path in Path().iterdir()} == set(beginnings)


@pytest.mark.parametrize("name", ["a.docx", "a"])
def test_another_kind_of_file_is_refused_with_those_that_exist(call: Call, name: str) -> None:
    code, out, err = call("NOR", "SWE", "-o", name)
    assert (code, out) == (1, "")
    assert name in err
    assert ".html, .md, .pdf" in err
    assert not Path(name).exists()


def test_what_cannot_be_asked_is_said(call: Call) -> None:
    assert call("NOR", "Atlantis")[0] == 1
    assert call("NOR")[0] == 2
    code, _, err = call("NOR", "SWE", "--since", "yesterday")
    assert code == 2
    assert "--since" in err
    assert "2008-03" in err
