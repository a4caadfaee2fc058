"""What the commands of the documentation find in their folder: the chronicle, a store of it, and small files of every kind."""

import csv
import gzip
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Stores of the chronicle. That of its own name lets pages that begin with coding it go on at once, as a user may, too.
STORES = ("detente-store", "store", "news-store", "chronicle")
ACTORS = "FRANCE_ [FRA]\nFRENCH [FRA]\n"
AGENTS = "ENVOY [~GOV]\n"
VERBS = "--- SNUB [120] ---\nSNUB\nSNUBBED\n"
HOLT = {
    "id": "holt",
    "title": "An envoy for Oslo",
    "published": "2009-02-10",
    "outlet": "The Courier",
    "text": "Ann Holt, deputy foreign minister of Sweden, said on Tuesday that Stockholm would send an envoy to Norway.",
}
VERB = "code\tname\tverbs\tobject\twith\trecipient\tactor\tflags\n120\tstonewall\tstonewall\tany\t\tobject\t\t\n"
FEED = """<rss version="2.0"><channel><title>The Courier</title><item><guid>1</guid><title>{title}</title>
<pubDate>Mon, 05 Jan 2009 08:00:00 GMT</pubDate><description>{text}</description></item></channel></rss>"""


@pytest.fixture(scope="session")
def stage(chronicle: Path, once: Callable[..., Path]) -> Path:
    """The folder in which a page begins. Copy it before you run anything in it."""
    return once("stage", lambda folder: set_stage(folder, chronicle))


def set_stage(folder: Path, chronicle: Path) -> None:
    """Write the files that the pages speak of."""
    from detente.cli import run

    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    for store in STORES:
        shutil.copytree(chronicle / "store", folder / store)
    shutil.copy(chronicle / "coded.jsonl", folder)
    rows = [json.loads(line) for line in (ROOT / "examples/chronicle.jsonl").read_text("utf-8").splitlines()][:3]
    _write_texts(folder, rows)
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(HOLT) + "\n")
    _write_tables(folder, rows)
    _write_archives(folder, rows)
    store = str(folder / "store")
    for name in ("events.tab", "events.2018.tab"):
        shutil.copy(ROOT / "examples/invented-events.tab", folder / name)
    assert run(["export", "polecat", "--store", store, "-o", str(folder / "polecat-2018.txt")]) == 0
    assert run(["export", "gdelt", "--store", store, "-o", str(folder / "gdelt.csv")]) == 0
    assert run(["export", "brat", "--store", store, "-o", str(folder / "annotated")]) == 0
    assert run(["registry", "learn", str(folder / "coded.jsonl"), "-o", str(folder / "registry.jsonl")]) == 0
    for name in ("20150218230000.export.CSV", "20180607.export.CSV"):
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as packed:
            packed.write(folder / "gdelt.csv", name)


def _write_texts(folder: Path, rows: list[dict[str, str]]) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    for name in ("corpus.jsonl", "news.jsonl", "later.jsonl", "news/week.jsonl", "archive/week.jsonl"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(lines, "utf-8")
    for name in ("article.txt", "notes.txt"):
        shutil.copy(ROOT / "examples/strait-talks.txt", folder / name)
    paragraphs = "".join(f"<p>{part}</p>" for part in rows[0]["text"].split("\n") if part)
    page = f"<html><head><title>{rows[0]['title']}</title></head><body><article>{paragraphs}</article></body></html>"
    (folder / "page.html").write_text(page, "utf-8")
    for name, content in (
        ("actors.txt", ACTORS),
        ("agents.txt", AGENTS),
        ("verbs.txt", VERBS),
        ("my-tables/events/verbs.tsv", VERB),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")


def _write_tables(folder: Path, rows: list[dict[str, str]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, text, day, encoding in (
        ("articles.csv", "body", "date", "utf-8"),
        ("export.csv", "story", "day", "windows-1252"),
    ):
        with (folder / name).open("w", encoding=encoding, errors="replace", newline="") as file:
            csv.writer(file).writerows([[text, day], *([row["text"], row["published"]] for row in rows)])
    pq.write_table(pa.Table.from_pylist(rows), folder / "news.parquet")
    (folder / "mentions.tsv").write_text("Trump\tn. 1\t2018-06-01\nthe Saudi crown prince\tn. 2\t2013-06-01\n", "utf-8")


def _write_archives(folder: Path, rows: list[dict[str, str]]) -> None:
    (folder / "courier.rss").write_text(FEED.format(title=rows[0]["title"], text=rows[0]["text"]), "utf-8")
    page = (folder / "page.html").read_bytes()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/1\r\n"
        "WARC-Date: 2009-01-05T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0))
