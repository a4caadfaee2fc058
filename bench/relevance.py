"""Measure the relevance filter: its speed, what it leaves out, and the share of events between states that it keeps.

    python bench/relevance.py NEWS.parquet [CODED.jsonl]

NEWS has the columns ``id``, ``title``, ``text`` and ``pick`` (*diplomatic* or *other*). CODED is what ``detente code`` wrote of
it, with those ids; without it, SAMPLE articles are coded now, in the order of a hash of their ids. An event is *between states*
where an actor and a recipient have the codes of different states. Events that people judged right are those of
``bank/judged.jsonl`` on the same articles, the gold events those of ``bank/bank.jsonl``, and single sentences those of
``bank/codes.jsonl``; in these three a body of states counts as well.
"""

import datetime as dt
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = 600
ROUNDS = 3
FIRST_WORDS = 200
BODIES = {"EUR", "IGO", "UNO"}

Row = Mapping[str, Any]


def between(actors: Iterable[str | None], recipients: Iterable[str | None], sides: set[str]) -> bool:
    """Tell whether an event has sides at both ends, and not one alone."""
    left, right = sides.intersection(actors), sides.intersection(recipients)
    return bool(left and right) and len(left | right) > 1


def coded_events(news: list[Row], file: Path | None, states: set[str]) -> tuple[int, Counter[str]]:
    """Return the number of coded articles, and the events between states in each."""
    coded = code(news) if file is None else map(json.loads, file.read_text("utf-8").splitlines())
    number, events = 0, Counter[str]()
    for row in coded:
        number += 1
        ends = (([a["country"] for a in e["actors"]], [r["country"] for r in e["recipients"]]) for e in row["events"])
        events[row["article"]["source"]] = sum(between(*end, states) for end in ends)
    return number, +events


def code(news: list[Row]) -> Iterator[Row]:
    """Code a sample of the news."""
    from detente.pipeline import load
    from detente.records import Article

    chosen = sorted(news, key=lambda row: hashlib.sha256(f"relevance {row['id']}".encode()).hexdigest())[:SAMPLE]
    days = (row["published"] if isinstance(row.get("published"), dt.date) else None for row in chosen)
    articles = (
        Article(r["id"], r["text"], r["title"], r.get("outlet"), source=r["id"], published=day)
        for r, day in zip(chosen, days, strict=True)
    )
    return (reading.to_dict() for reading in load().code(articles))


def judged_events(sides: set[str]) -> Counter[str]:
    """Return the events with two sides that people judged right, by article."""
    lines = (ROOT / "bank" / "judged.jsonl").read_text("utf-8").splitlines()
    events = Counter[str]()
    for row in map(json.loads, lines):
        right = (e for e in row["judged"] if e["verdict"] == "right")
        events[row["id"]] += sum(between(e["actors"], e["recipients"], sides) for e in right)
    return +events


def gold_events(row: Row, sides: set[str]) -> int:
    """Return the number of events with two sides in an article of the bank."""
    country = {actor["id"]: actor["country"] for actor in row["actors"]}
    return sum(between(map(country.get, e["actors"]), map(country.get, e["recipients"]), sides) for e in row["events"])


def share(events: Counter[str], kept: set[str]) -> str:
    """Tell which share of articles with events, and of their events, was kept."""
    inside = Counter({key: number for key, number in events.items() if key in kept})
    of_events = f"{inside.total()} of {events.total()} events ({inside.total() / events.total():.4f})"
    return f"{of_events}, in {len(inside)} of {len(events)} articles ({len(inside) / len(events):.4f})"


def main() -> None:
    """Print the figures."""
    import pyarrow.parquet as pq

    from detente.lexicon import load_lexicon
    from detente.reading.relevance import load_filter

    lexicon = load_lexicon()
    start = time.process_time()
    relevance = load_filter(lexicon)
    print(f"loading      {(time.process_time() - start) * 1e3:.0f} ms beside the lexicon; digest {relevance.digest}")
    news: list[Row] = [row for row in pq.read_table(sys.argv[1]).to_pylist() if row["text"]]
    size = sum(len(row["text"]) for row in news) / len(news)
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        kept = {row["id"] for row in news if relevance.keeps(row["text"], row["title"])}
        seconds.append(time.process_time() - start)
    print(f"speed        {len(news) / min(seconds):.0f} articles of {size:.0f} characters per CPU-second, best of {ROUNDS}")
    for pick in ("diplomatic", "other"):
        ids = {row["id"] for row in news if row["pick"] == pick}
        print(f"{pick:12} {len(ids & kept)} of {len(ids)} kept ({len(ids & kept) / len(ids):.3f})")

    states = {row.text("iso3") for row in lexicon.table("actors/states")}
    ids = {row["id"] for row in news}
    judged = Counter({key: number for key, number in judged_events(states | BODIES).items() if key in ids})
    print(f"judged right {share(judged, kept)}")
    short = {r["id"] for r in news if relevance.keeps(" ".join(r["text"].split()[:FIRST_WORDS]), r["title"])}
    print(f"             by the first {FIRST_WORDS} words of each: {share(judged, short)}")
    bank = [json.loads(line) for line in (ROOT / "bank" / "bank.jsonl").read_text("utf-8").splitlines()]
    gold = +Counter({row["id"]: gold_events(row, states | BODIES) for row in bank})
    print(f"bank, gold   {share(gold, {row['id'] for row in bank if relevance.keeps(row['text'], row['title'])})}")
    sentences = [json.loads(line) for line in (ROOT / "bank" / "codes.jsonl").read_text("utf-8").splitlines()]
    told = Counter({r["id"]: sum(between([e["source"]], [e["target"]], states | BODIES) for e in r["events"]) for r in sentences})
    print(f"sentences    {share(+told, {row['id'] for row in sentences if relevance.keeps(row['text'])})}")
    number, coded = coded_events(news, Path(sys.argv[2]) if len(sys.argv) > 2 else None, states)
    print(f"coded        {share(coded, kept)}; {number} articles coded")


if __name__ == "__main__":
    main()
