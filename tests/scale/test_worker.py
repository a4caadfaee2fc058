"""Workers that die, hang, or are asked for what kills them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from detente.errors import StoreError
from detente.lexicon import Lexicon
from detente.reading.known import Known
from detente.reading.parts import find_parts
from detente.scale.job import Job, job_from_json
from detente.scale.provenance import describe_coding
from detente.scale.worker import CHILD

from .conftest import RULES, Coder
from .corpus import article, content, file_bytes, write_files, write_lines

# A child that dies or hangs at an article with a certain word, as a hostile page may make a parser do.
FAULTY = """
import os, signal, sys, time
import detente.pipeline as pipeline
read = pipeline.read_parsed
def faulty(article, *rest, **options):
    if "poison" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "tar pit" in article.text:
        time.sleep(600)
    return read(article, *rest, **options)
pipeline.read_parsed = faulty
import detente.reading.html as html
extract = html._extracted
def slow(page, *rest):
    if "tar pit" in page:
        time.sleep(600)
    return extract(page, *rest)
html._extracted = slow
from detente.scale.child import main
main()
"""


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children that know what kills them."""
    monkeypatch.setattr("detente.scale.worker.CHILD", (sys.executable, "-c", FAULTY))


def test_a_job_travels_as_json(tmp_path: Path, lexicon: Lexicon) -> None:
    parts = tuple(find_parts([str(write_lines(tmp_path / "a.jsonl", range(3)))], Known(), pytest.fail, size=2))
    job = Job("s", parts, Known(outlet="Post"), RULES, describe_coding(RULES, Known(), lexicon), reuse=("x",))
    assert job_from_json(job.to_json()) == job
    assert job_from_json(job.to_json()).shard == job.shard


@pytest.mark.usefixtures("faulty")
def test_e2_an_article_that_kills_its_worker_is_the_only_one_lost(tmp_path: Path, code: Coder) -> None:
    lines = write_lines(tmp_path / "a.jsonl", range(3))
    poison = article(7) | {"id": "bad", "text": article(7)["text"] + " It was poison."}
    lines.write_text(lines.read_text("utf-8") + json.dumps(poison) + "\n", "utf-8")
    report, faults = code([lines], tmp_path / "s")
    assert (report.coded, report.faults) == (3, 1)
    assert [(f.where, f.cause) for f in faults] == [("bad", "its worker died while coding it (signal 9)")]
    clean = write_lines(tmp_path / "b.jsonl", range(3))
    code([clean], tmp_path / "t")
    assert content(tmp_path / "s")["events"] == content(tmp_path / "t")["events"]


@pytest.mark.usefixtures("faulty")
def test_z5_a_page_at_which_the_parser_hangs_is_the_only_one_lost(tmp_path: Path, code: Coder) -> None:
    news = write_files(tmp_path / "news", range(2))
    (news / "a.html").write_text(f"<html><body><p>{article(3)['text']} tar pit</p></body></html>", "utf-8")
    begun = time.monotonic()
    report, faults = code([news], tmp_path / "s", deadline=2.0)
    assert (report.coded, report.faults) == (2, 1)
    assert faults[0].where.endswith("a.html")
    assert "took too long" in faults[0].cause
    assert time.monotonic() - begun < 120


def test_e2_a_worker_that_is_killed_by_others_loses_nothing(tmp_path: Path, code: Coder) -> None:
    lines = write_lines(tmp_path / "a.jsonl", range(24))
    killed: list[int] = []

    def kill() -> None:
        while len(killed) < 2:
            time.sleep(0.2)
            command = ["pgrep", "-P", str(os.getpid()), "-f", "detente.scale.child"]
            found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
            if (tmp_path / "s" / "manifest.jsonl").exists() and found:
                killed.append(int(found[0]))
                os.kill(killed[-1], signal.SIGKILL)
                time.sleep(1)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    report, faults = code([lines], tmp_path / "s", size=6)
    assert killed
    assert (report.coded, faults) == (24, [])


@pytest.mark.usefixtures("faulty")
def test_e2_sources_that_many_articles_share_blame_none_of_the_others(tmp_path: Path, code: Coder) -> None:
    rows = [article(n) | {"id": "Reuters"} for n in range(3)]
    rows.insert(1, rows[0] | {"text": rows[0]["text"] + " It was poison."})
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    report, _ = code([tmp_path / "a.jsonl"], tmp_path / "s")
    assert (report.coded, report.faults) == (3, 1)


def test_a_child_that_cannot_start_ends_the_run_and_says_so(tmp_path: Path, code: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.scale.worker.CHILD", (sys.executable, "-c", "import sys; sys.exit(3)"))
    with pytest.raises(StoreError, match=r"died while starting it \(exit code 3\), 3 times, and no article seems to be at fault"):
        code([write_lines(tmp_path / "a.jsonl", range(2))], tmp_path / "s")


def test_no_module_of_the_current_folder_is_imported(tmp_path: Path, code: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "queue.py").write_text(f"open({str(tmp_path / 'hit')!r}, 'w')\nraise SystemExit(9)\n")
    monkeypatch.chdir(tmp_path / "news")
    report, _ = code([write_lines(tmp_path / "a.jsonl", range(2))], tmp_path / "s")
    assert report.coded == 2
    assert not (tmp_path / "hit").exists()


def test_a_worker_with_other_tables_than_the_run_refuses(tmp_path: Path, code: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.scale.provenance.digest_code", lambda: "changed since")
    with pytest.raises(StoreError, match="A worker has another code than the run was started with"):
        code([write_lines(tmp_path / "a.jsonl", range(2))], tmp_path / "s")


def test_a_child_that_has_grown_is_started_anew(tmp_path: Path, code: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    popen = subprocess.Popen
    ballast = bytearray(900 << 20)  # what this process has is not what its child has
    ballast[:: 1 << 12] = b"x" * len(ballast[:: 1 << 12])

    def start(*rest: object, **named: object) -> object:
        process = popen(*rest, **named)  # type: ignore[call-overload]
        started.extend([process.pid] if rest[0] == CHILD else [])
        return process

    monkeypatch.setattr("detente.scale.worker.subprocess.Popen", start)
    lines = write_lines(tmp_path / "a.jsonl", range(8))
    code([lines], tmp_path / "s")
    assert len(started) == 1
    monkeypatch.setattr("detente.scale.worker.ROOM", 1.0)
    report, _ = code([lines], tmp_path / "t")
    assert (report.coded, len(started)) == (8, 3)
    assert file_bytes(tmp_path / "s") == file_bytes(tmp_path / "t")
