import fcntl
import io
import json
import os
import signal
import subprocess
import sys
import termios
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import detente.cli
import detente.pipeline
from detente.cli import run
from detente.records import Article, Attitude, Phrase, Reading, Span, Statement, StatementKind
from detente.settings import Settings

Out = Callable[..., tuple[int, str, str]]


@dataclass
class Echo:
    """A pipeline that finds one statement in every article, and fails where it is told to."""

    settings: Settings

    def code(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if "interrupt" in article.text:
                raise KeyboardInterrupt
            if "poison" in article.text:
                raise ZeroDivisionError("a fault of ours")
            content = Phrase.cut(article.text, Span(0, len(article.text)))
            said = Statement("s-1", StatementKind.INDIRECT, Attitude.ASSERTION, None, None, content, confidence=0.4)
            yield Reading(article, (said,), lexicon="0123")

    def read(self, article: Article) -> Reading:
        return next(self.code([article]))


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Out:
    """Arguments (and standard input) → exit code, standard output, standard error, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(detente.pipeline, "load", Echo)

    def call(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        exit_code = run([str(a) for a in arguments])
        out, err = capsysbinary.readouterr()
        return exit_code, out.decode(), err.decode()

    return call


def write(name: str, data: str | bytes) -> Path:
    path = Path(name)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_code_prints_one_object_an_article(call: Out) -> None:
    write("a.txt", "Oslo said so.")
    write("b.jsonl", '{"text": "Rabat said so.", "id": "row-7", "outlet": "The Herald"}\n{"text": "Lisbon said so."}\n')
    exit_code, out, err = call("code", "a.txt", "b.jsonl", "--outlet", "The Courier", "--published", "2016-11-30")
    articles = [json.loads(line)["article"] for line in out.splitlines()]
    assert (exit_code, err) == (0, "")
    assert [(a["source"], a["outlet"], a["published"]) for a in articles] == [
        ("a.txt", "The Courier", "2016-11-30"),
        ("row-7", "The Herald", "2016-11-30"),
        ("b.jsonl:2", "The Courier", "2016-11-30"),
    ]
    assert "text" not in articles[0]


def test_bad_inputs_are_reported_and_the_others_coded(call: Out) -> None:
    inputs = [write(f"{n:02}.txt", f"Article number {n} from Oslo said so.") for n in range(25)]
    bad = [
        write("empty.txt", b""),
        write("binary.txt", bytes(range(256))),
        write("latin.txt", "café".encode("latin-1")),
        write("lines.jsonl", '{"text": "a\\ud800b"}\n{"text": "Good line."}'),
        Path("missing.txt"),
    ]
    mixed = [p for n, path in enumerate(inputs) for p in ([path, bad[n // 5]] if n % 5 == 2 else [path])]
    exit_code, out, err = call("code", *mixed)
    sources = [json.loads(line)["article"]["source"] for line in out.splitlines()]
    assert exit_code == 1
    assert len(sources) == 26
    assert sources == [
        s for path in mixed for s in ([str(path)] if path in inputs else ["lines.jsonl:2"] if path == bad[3] else [])
    ]
    complaints = err.splitlines()
    assert len(complaints) == 5
    assert all(line.startswith("error: ") and "Traceback" not in line for line in complaints)
    assert complaints[2].startswith("error: latin.txt: not UTF-8 (the default): byte 0xE9 at offset 3. It may be Windows-1252")


def test_with_text_and_min_confidence(call: Out) -> None:
    write("a.txt", "Oslo said so.")
    assert json.loads(call("code", "a.txt", "--with-text")[1])["article"]["text"] == "Oslo said so."
    assert len(json.loads(call("code", "a.txt", "--min-confidence", "0.4")[1])["statements"]) == 1
    assert not json.loads(call("code", "a.txt", "--min-confidence", "0.41")[1])["statements"]


def test_output_goes_to_a_file_when_it_is_whole(call: Out) -> None:
    write("a.txt", "Oslo said so.")
    assert call("code", "a.txt", "-o", "out.jsonl") == (0, "", "")
    assert json.loads(Path("out.jsonl").read_text())["article"]["source"] == "a.txt"
    assert sorted(p.name for p in Path().iterdir()) == ["a.txt", "out.jsonl"]
    assert call("code", "a.txt", "-o", os.devnull)[0] == 0  # a device is written to, not replaced
    assert not Path(os.devnull).is_file()


def test_an_input_is_never_overwritten(call: Out) -> None:
    write("a.jsonl", '{"text": "Oslo said so."}')
    exit_code, _, err = call("code", "a.jsonl", "-o", "a.jsonl")
    assert (exit_code, "this file is an input as well" in err) == (2, True)
    assert Path("a.jsonl").read_text() == '{"text": "Oslo said so."}'


def test_an_output_folder_that_is_missing(call: Out) -> None:
    write("a.txt", "Oslo said so.")
    exit_code, _, err = call("code", "a.txt", "-o", "no/out.jsonl")
    assert exit_code == 1
    assert err == "error: no/out.jsonl.partial: No such file or directory. Check the path, permissions and free space.\n"


def test_ctrl_c_ends_cleanly_and_keeps_what_is_done(call: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detente.pipeline, "load", lambda _: Echo(Settings(batch_size=1)))
    write("a.jsonl", '{"text": "Oslo said so."}\n{"text": "Here we interrupt."}')
    exit_code, _, err = call("code", "a.jsonl", "-o", "out.jsonl")
    assert exit_code == 130
    assert err == "note: what was coded so far is in out.jsonl.partial\nerror: interrupted\n"
    assert len(Path("out.jsonl.partial").read_text().splitlines()) == 1
    assert not Path("out.jsonl").exists()


def test_one_article_that_breaks_the_pipeline_does_not_end_the_run(call: Out) -> None:
    write("a.jsonl", '{"text": "Oslo said so."}\n{"text": "This is poison."}\n{"text": "Rabat said so."}')
    exit_code, out, err = call("code", "a.jsonl")
    assert [json.loads(line)["article"]["source"] for line in out.splitlines()] == ["a.jsonl:1", "a.jsonl:3"]
    assert exit_code == 1
    assert err.startswith("error: a.jsonl:2: Détente itself failed on this article (ZeroDivisionError: a fault of ours).")


def test_articles_that_fail_only_together_are_all_coded_and_it_is_told(call: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    class Crowded(Echo):
        def code(self, articles: Iterable[Article]) -> Iterator[Reading]:
            articles = list(articles)
            if len(articles) > 1:
                raise ZeroDivisionError("too many")
            return super().code(articles)

    monkeypatch.setattr(detente.pipeline, "load", lambda _: Crowded(Settings()))
    write("a.jsonl", '{"text": "Oslo said so."}\n{"text": "Rabat said so."}')
    exit_code, out, err = call("code", "a.jsonl")
    assert (exit_code, len(out.splitlines())) == (0, 2)
    assert err == "note: 2 articles failed together (ZeroDivisionError: too many) and were read one by one\n"


def test_read_shows_a_page_or_json(call: Out) -> None:
    write("a.txt", "Oslo offers talks\n\nThe government said so.")
    exit_code, out, _ = call("read", "a.txt", "--published", "20161130", "--outlet", "The Courier")
    assert exit_code == 0
    assert out.startswith("The Courier · 2016-11-30 · a.txt\n1 statement · 0 events")
    read = json.loads(call("read", "a.txt", "--json", "--title", "Mine")[1])
    assert read["article"]["title"] == "Mine"
    assert call("code", "a.txt")[1] == call("read", "a.txt", "--json")[1]


def test_read_takes_standard_input(call: Out) -> None:
    assert json.loads(call("read", "-", "--json", stdin=b"Oslo said so.")[1])["article"]["source"] == "-"
    exit_code, _, err = call("read", "-")
    assert (exit_code, err) == (1, "error: -: it is empty. Give a file with an article in it.\n")


def test_read_shows_the_first_of_many_and_says_so(call: Out) -> None:
    write("a.jsonl", '{"text": "Oslo said so."}\n{"text": "Rabat said so."}')
    exit_code, out, err = call("read", "a.jsonl")
    assert exit_code == 0
    assert "Oslo said so." in out
    assert "Rabat" not in out
    assert "detente code a.jsonl" in err


def test_what_read_is_told_wins_over_the_file(call: Out) -> None:
    write("a.json", '{"text": "Oslo said so.", "outlet": "The Herald"}')
    assert json.loads(call("read", "a.json", "--json", "--outlet", "The Courier")[1])["article"]["outlet"] == "The Courier"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["code"], "Missing argument 'INPUT'"),
        (["cdoe", "a.txt"], "No such command 'cdoe'"),
        (["read", "a.txt", "--publishd", "x"], "No such option: --publishd"),
        (["read", "a.txt", "--published", "soon"], "--published: the date 'soon' cannot be understood. Write the day"),
        (["read", "a.txt", "--encoding", "utf8x"], "there is no text encoding 'utf8x'. Did you mean utf-8"),
        (
            ["code", "a.txt", "--min-confidence", "2"],
            "Invalid value for '--min-confidence': Input should be less than or equal to 1. See: detente code --help",
        ),
        (["read", "a.txt", "--settings", "no.toml"], "no.toml: cannot be read (No such file or directory). Name an existing"),
        (["--settings", "no.toml", "read", "a.txt"], "no.toml: cannot be read"),  # before the command too
        (["explain"], "Give one word, or --types, or --crosswalk. See: detente explain --help"),
        (["explain", "ACCUSE", "AID"], "Give one word"),  # two words are no question
        (["explain", "ACCUSE", "--types"], "Give one word"),
        (["explain", "--in", "coded.jsonl"], "--in goes with the id of a row, or those of two events."),
        (["explain", "e-1", "--in", "coded.jsonl", "--types"], "--in goes with the id of a row"),
    ],
)
def test_wrong_calls_end_with_2_and_say_what_to_do(call: Out, arguments: list[str], message: str) -> None:
    exit_code, out, err = call(*arguments)
    assert (exit_code, out) == (2, "")
    assert err.startswith("error: ")
    assert message in err


def test_settings_reach_reading(call: Out) -> None:
    write("a.txt", "Oslo said so. " * 10)
    write("small.toml", "max_chars = 100")
    exit_code, _, err = call("read", "a.txt", "--settings", "small.toml")
    assert (exit_code, "140 characters, more than the 100" in err) == (1, True)


def test_messages_are_inert(call: Out) -> None:
    exit_code, _, err = call("read", "\x1b[31mred\nname")
    assert exit_code == 1
    assert err.startswith("error: \\x1b[31mred name: no such file.")


def test_explain_and_evaluate(call: Out) -> None:
    exit_code, out, _ = call("explain", "ACCUSE")
    assert (exit_code, "ACCUSE" in out) == (0, True)
    assert "ACCUSE" in call("explain", "--types")[1]
    exit_code, _, err = call("explain", "ACUSE")
    assert (exit_code, "Did you mean ACCUSE?" in err) == (1, True)
    assert "CAMEO to PLOVER" in call("explain", "--crosswalk")[1]
    exit_code, _, err = call("evaluate", "atribution", "x.jsonl")
    assert (exit_code, "Did you mean attribution" in err) == (1, True)


def test_explain_rows(call: Out) -> None:
    write("a.txt", "Oslo said so.")
    coded = call("code", "a.txt")[1].encode()
    write("coded.jsonl", coded)
    exit_code, out, _ = call("explain", "s-1", "--in", "coded.jsonl")
    assert (exit_code, out.startswith("s-1: statement, unnamed speaker, indirect assertion\n")) == (0, True)
    assert "Note: the file has no text" in out
    assert call("explain", "s-1", "--in", "-", stdin=coded) == (0, out, "")
    exit_code, out, err = call("explain", "e-1", "--in", "coded.jsonl")
    assert (exit_code, out, "no event, statement, actor or ledger entry 'e-1'" in err) == (1, "", True)
    exit_code, _, err = call("explain", "e-1")
    assert (exit_code, "detente explain e-1 --in CODED.jsonl" in err) == (1, True)
    exit_code, _, err = call("explain", "s-1", "--in", "none.jsonl")
    assert (exit_code, "none.jsonl: No such file or directory. Check the path" in err) == (1, True)
    exit_code, _, err = call("explain", "s-1", "s-1", "--in", "coded.jsonl")
    assert (exit_code, "s-1 is a statement. Two ids are compared where both are events." in err) == (1, True)


def test_help_and_version(call: Out) -> None:
    assert call("--version")[1].startswith("detente ")
    assert call() == call("--help")
    for command in ("read", "code", "explain", "evaluate", "gate"):
        exit_code, out, _ = call(command, "--help")
        assert exit_code == 0
        assert f"\n    detente {command} " in out  # each teaches with an example


def in_a_process(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    base = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONIOENCODING", "COLUMNS", "NO_COLOR"))}
    return subprocess.run([sys.executable, "-m", "detente", *arguments], capture_output=True, env=base | env, check=False)


def test_help_imports_nothing_slow() -> None:
    slow = "('spacy', 'rich', 'lxml', 'numpy')"
    code = f"import sys; from detente.cli import run; run(['--help']); print([m for m in {slow} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.endswith("\n[]\n")


def test_any_locale_gives_the_same_json_and_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("“Мы готовы”, the envoy said — in Geneva.", "utf-8")
    expected = in_a_process("code", str(path), LANG="C.UTF-8", PYTHONHASHSEED="1")
    assert expected.returncode == 0
    assert in_a_process("code", str(path), LC_ALL="C", PYTHONHASHSEED="7", TZ="Asia/Tokyo").stdout == expected.stdout
    assert in_a_process("code", str(path), PYTHONIOENCODING="ascii:strict").stdout == expected.stdout
    page = in_a_process("read", str(path), PYTHONIOENCODING="latin-1:strict")
    assert page.returncode == 0
    assert b'", the envoy said' in page.stdout


STUB = """
import detente.pipeline
from detente.records import Reading

class Empty:
    def __init__(self, settings):
        self.settings = settings

    def code(self, articles):
        return [Reading(article) for article in articles]

detente.pipeline.load = Empty
from detente.cli import main
main()
"""


def start(*arguments: object) -> subprocess.Popen[bytes]:
    """Start the command line, with a pipeline that finds nothing, in a process of its own."""
    command = [sys.executable, "-c", STUB, *map(str, arguments)]
    # A shell that runs the tests in the background has its children ignore the interrupt.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, heard)


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Oslo said so."}\n' * 2000)
    with start("code", path) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b'{"article"')
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def _wait_until_read(pipe: int) -> None:
    """Wait until nothing is left in a pipe: whoever reads it is at work."""
    left = array("i", [1])
    for _ in range(600):
        fcntl.ioctl(pipe, termios.FIONREAD, left)
        if not left[0]:
            return
        time.sleep(0.1)
    raise TimeoutError


def test_ctrl_c_gives_130_and_no_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "slow"
    os.mkfifo(fifo)
    held = os.open(fifo, os.O_RDWR)  # opened for both, so that neither side waits for the other
    with start("code", fifo) as process:
        os.write(held, b'{"text": "Oslo said so."}\n')
        _wait_until_read(held)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    os.close(held)
    assert (process.returncode, out, err) == (130, b"", b"error: interrupted\n")


def test_read_is_not_troubled_by_what_comes_after_the_first_article(call: Out) -> None:
    write("a.jsonl", '{"text": "Oslo said so."}\n{"txt": "x"}\n{"text": "Lisbon said so."}\n')
    exit_code, out, err = call("read", "a.jsonl")
    assert (exit_code, "Oslo said" in out) == (0, True)
    assert err == "note: a.jsonl holds more articles; this is the first. For all of them: detente code a.jsonl\n"


def test_read_reports_what_comes_before_the_first_article(call: Out) -> None:
    write("a.jsonl", '{"txt": "x"}\n{"text": "Lisbon said so."}\n')
    exit_code, out, err = call("read", "a.jsonl")
    assert (exit_code, "Lisbon said" in out) == (1, True)
    assert err.startswith("error: a.jsonl:1: no key 'text'")
