"""L3: what the documentation shows runs. Every block is run, or checked, or excused by a line of the table below."""

import contextlib
import functools
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer import Context
from typer.main import get_command

from detente.cli import app, run
from detente.language.parse import load_parser
from detente.settings import load_settings

from .blocks import PAGES, ROOT, SHELL, Block, Command, make_command, read_blocks, read_commands

MAKEFILE = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
EXTRAS = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"])
# Commands that are not run, by what stands in them, and why. Of detente the command and its options are checked nevertheless.
EXCUSES = {
    r"detente train |DETENTE_MODEL=": "trains or asks an own model: hours, and gold that is not part of the repository",
    r"detente (evaluate|gate)": "scores gold, which `make gate` does",
    r"--cluster|^dask ": "needs a cluster",
    r"https?://": "asks the web, or a desk that runs",
    r"pdftotext": "needs a PDF of yours",
    r"--open": "opens the browser of whoever runs the tests",
    r"\b[aesrlp]-[0-9a-f]{4,12}\b": "has the id of a row of somebody's own corpus",
    r"^(pip|python|cd|git|\.venv)\b": "installs or measures",
}
SHOWN = {
    "": "what a command prints, or how something is laid out",
    "text": "what a command prints, or how something is laid out",
    "tsv": "rows of a table, which test_lexicon_page puts into one",
    "r": "R is not part of an install of Détente",
}
LANGUAGES = {*SHELL, *SHOWN, "python", "json", "sql", "toml"}
PARSER = functools.cache(load_parser)
WAITS = 60.0  # seconds in which the desk must answer


def excuse(command: Command) -> str | None:
    """Return why a command is not run, None where it is."""
    return next((why for pattern, why in EXCUSES.items() if re.search(pattern, command.written)), None)


@pytest.fixture
def here(stage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for one page, with the files of the stage."""
    folder = tmp_path / "page"
    shutil.copytree(stage, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("detente.pipeline.load_parser", PARSER)  # each command would load it anew
    monkeypatch.setenv("COLUMNS", "120")
    for name in [name for name in os.environ if name.startswith("DETENTE_")]:
        monkeypatch.delenv(name)
    return folder


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


WITH_BLOCKS = [page for page in PAGES if any(b.language not in SHOWN for b in read_blocks(page))]


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=named)
def test_l3_the_blocks_of_a_page_run_in_their_order(page: Path, here: Path) -> None:
    names: dict[str, Any] = {"__name__": named(page)}
    for block in read_blocks(page):
        where = f"{block.page}:{block.line}"
        if block.language in SHELL:
            for command in read_commands(block):
                run_command(command, where)
        elif block.language == "python":
            run_python(block, where, names)
        elif block.language == "sql":
            run_sql(block, where)
        elif block.language == "json":
            for line in block.content.strip().splitlines() if block.content.startswith('{"') else [block.content]:
                json.loads(line)
        elif block.language == "toml":
            (here / "block.toml").write_text(block.content, "utf-8")
            load_settings(here / "block.toml", {})


def run_command(command: Command, where: str) -> None:
    """Run a line of a shell block, or check what can be checked of it where it is excused."""
    if excuse(command):
        check_words(command, where)
        return
    said = b""
    with set_variables(command):
        for part in command.parts:
            said = run_part(part, said, where)
    if command.target:
        Path(command.target).parent.mkdir(parents=True, exist_ok=True)
        Path(command.target).write_bytes(said)
    if command.output is not None:
        assert said.decode().rstrip() == command.output.rstrip(), where


def run_part(words: tuple[str, ...], given: bytes, where: str) -> bytes:
    """Run what stands between two pipes on what comes before it, and return what it prints."""
    words = tuple(name for word in words for name in (sorted(map(str, Path().glob(word))) if "*" in word else []) or [word])
    if words[0] == "make":
        assert set(words[1:]) <= MAKEFILE, where
        return b""
    if words[:2] == ("detente", "serve"):
        ask_desk(words[1:], where)
        return b""
    if words[0] == "detente":
        return run_detente(list(words[1:]), given, where)
    done = subprocess.run(words, input=given, capture_output=True, check=False)
    assert done.returncode == 0, f"{where}: {' '.join(words)}\n{done.stderr.decode()}"
    return done.stdout


def run_detente(words: list[str], given: bytes, where: str) -> bytes:
    """Run a command in this process; its exit code must be 0."""
    output, errors = io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""), io.StringIO()
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8")
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            code = run(words)
            output.flush()
    finally:
        sys.stdin = before
    assert code == 0, f"{where}: detente {' '.join(words)}\n{errors.getvalue()}"
    said: bytes = output.buffer.getvalue()  # type: ignore[attr-defined]
    return said


def ask_desk(words: tuple[str, ...], where: str) -> None:
    """Start the desk on a free port, ask it for its first page, and end it."""
    command = [sys.executable, "-m", "detente", *words, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8") as desk:
        try:
            assert desk.stdout is not None
            heard = ""
            while not (address := re.search(r"http://127\.0\.0\.1:\d+\S*", heard)):
                line = desk.stdout.readline()
                assert line, f"{where}: the desk did not start\n{heard}"
                heard += line
            with urllib.request.urlopen(address[0], timeout=WAITS) as answer:
                assert answer.status == 200
                assert "Détente" in answer.read().decode()
        finally:
            desk.terminate()


def run_sql(block: Block, where: str) -> None:
    """Run a question to the store; one that names the files of a store is DuckDB's own."""
    if "STORE" in block.content:
        assert duckdb.sql(block.content.replace("STORE", "store")).fetchall(), where
    else:
        run_detente(["sql", block.content], b"", where)


def run_python(block: Block, where: str, names: dict[str, Any]) -> None:
    """Run a Python block among the names of the page; what it prints goes nowhere."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(block.content, where, "exec"), names)


@contextlib.contextmanager
def set_variables(command: Command) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in command.variables:
            patch.setenv(name, value)
        yield


def check_words(command: Command, where: str) -> None:
    """Check a command that is not run: it exists, and so do its options; extras, targets and files of the repository exist."""
    for part in command.parts:
        if part[0] == "detente":
            parse(list(part[1:]), where)
        elif part[0] == "pip":
            named_extras = {e for found in re.findall(r"\[([\w,]+)\]", " ".join(part)) for e in found.split(",")}
            assert named_extras <= EXTRAS, where
        elif part[0] == "python" and part[1] != "-m":
            assert (ROOT / part[1]).is_file(), where


def parse(words: list[str], where: str) -> None:
    """Parse the words of a command as the command line does, without running it."""
    command: Any = get_command(app)
    context: Any = None
    name = "detente"
    while hasattr(command, "commands"):
        assert words[0] in command.commands, f"{where}: there is no command {words[0]}"
        context = Context(command, info_name=name, parent=context)
        name, command, words = words[0], command.commands[words[0]], words[1:]
    command.make_context(name, words, parent=context)


def test_l3_no_block_is_passed_over_and_few_are_excused() -> None:
    tally: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for block in (block for page in PAGES for block in read_blocks(page)):
        where = f"{block.page}:{block.line}"
        assert block.language in LANGUAGES, f"{where}: {block.language!r} is neither run nor checked"
        if block.language in SHOWN:
            tally["shown"] += 1
            told = re.search(r"^(\$ )?(detente|make|pip|python|import|select) ", block.content, re.MULTILINE)
            assert block.language == "r" or told is None or where.startswith("docs/commands.md"), f"{where}: {told}"
            continue
        for command in read_commands(block) if block.language in SHELL else ():
            why = excuse(command)
            tally["excused" if why else "run"] += 1
            if why:
                reasons[why] += 1
        tally["run"] += block.language not in SHELL
    assert set(reasons) == set(EXCUSES.values()), "an excuse that nothing needs goes"
    assert tally["run"] >= 120, tally
    assert tally["excused"] <= tally["run"] / 3, reasons


def test_l3_what_is_excused_is_parsed_and_a_slip_is_found() -> None:
    parse(["ask", "--who", "Putin"], "here")
    with pytest.raises(AssertionError, match="there is no command aks"):
        parse(["aks"], "here")
    with pytest.raises(Exception, match="No such option"):
        parse(["ask", "--whom", "Putin"], "here")
    with pytest.raises(AssertionError, match="detente explain XYZZY"):
        run_command(make_command("detente explain XYZZY"), "here")
    with pytest.raises(AssertionError):
        run_command(make_command("make coffee"), "here")
