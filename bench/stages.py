"""Tell where the time goes: CPU microseconds a word for each stage, as a table for docs/performance.md.

python bench/stages.py [FILE.jsonl]     JSON lines with ``text``; without a file, the bank is used
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

from speed import texts

ROUNDS = 3


def main() -> None:
    """Run every stage over the same articles in turn; the best round of each stage counts."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy

    from detente.actors.find import find_actors
    from detente.actors.parties import name_parties
    from detente.events.find import find_events
    from detente.events.ledger import open_ledger
    from detente.language.dates import find_dates
    from detente.language.layout import lay_out
    from detente.language.quotes import find_quotes
    from detente.language.scope import find_scopes
    from detente.output import reading_to_dict, to_line
    from detente.pipeline import load
    from detente.records import Article, Reading
    from detente.statements.find import find_statements

    articles = [Article(f"a{i}", text) for i, text in enumerate(texts(sys.argv[1:]))]
    words = sum(len(a.text.split()) for a in articles)
    pipeline = load()
    lexicon, model, batch = pipeline.lexicon, pipeline.model, pipeline.settings.batch_size
    bare = spacy.load(pipeline.settings.pipeline)
    best: dict[str, float] = {}

    def timed(stage: str, run: Callable[[], list[Any]]) -> list[Any]:
        start = time.process_time()
        out = run()
        best[stage] = min(best.get(stage, 1e9), time.process_time() - start)
        return out

    def read_once() -> None:
        timed("bare spaCy", lambda: list(bare.pipe([a.text for a in articles], batch_size=batch)))
        layouts = timed("layout", lambda: [lay_out(a) for a in articles])
        parses = timed("parse", lambda: list(pipeline.parser(zip([a.text for a in articles], layouts, strict=True))))
        rows = list(zip(articles, layouts, parses, strict=True))
        quotes = timed("quotations", lambda: [find_quotes(a.text, lay) for a, lay, _ in rows])
        dates = timed("dates", lambda: [find_dates(p, a.published, lexicon) for a, _, p in rows])
        scopes = timed(
            "scope", lambda: [find_scopes(p, lexicon, d, a.published) for (a, _, p), d in zip(rows, dates, strict=True)]
        )
        timed("statements: rules", lambda: [find_statements(*row, q, lexicon) for row, q in zip(rows, quotes, strict=True)])
        said = timed(
            "statements", lambda: [find_statements(*row, q, lexicon, model=model) for row, q in zip(rows, quotes, strict=True)]
        )
        casts = timed("actors", lambda: [find_actors(*r, q, s, lexicon) for r, q, s in zip(rows, quotes, said, strict=True)])
        named = timed("speakers", lambda: [name_parties(s, c, p) for s, c, p in zip(said, casts, parses, strict=True)])
        told = list(zip(rows, named, casts, scopes, dates, strict=True))
        events = timed("events", lambda: [find_events(*r, s, c, sc, d, lexicon) for r, s, c, sc, d in told])
        ledgers = timed(
            "ledger",
            lambda: [
                open_ledger(r[0], r[2], e, c, lexicon, statements=s) for (r, s, c, _, _), e in zip(told, events, strict=True)
            ],
        )
        readings = [
            Reading(r[0], s, c.actors, c.mentions, e, entries)
            for (r, s, c, _, _), e, entries in zip(told, events, ledgers, strict=True)
        ]
        timed("JSON", lambda: [to_line(reading_to_dict(reading)) for reading in readings])

    for _ in range(ROUNDS):
        read_once()
    print(f"{len(articles)} articles, {words} words, best of {ROUNDS} rounds, one process\n")
    show(best, words)


def show(best: dict[str, float], words: int) -> None:
    """Print the table; ``best`` holds CPU seconds."""
    best["statements: model"] = best["statements"] - best["statements: rules"]
    whole = sum(v for k, v in best.items() if k not in ("bare spaCy", "statements: rules", "statements: model"))
    print("| stage | µs a word | share |\n|---|---|---|")
    order = (
        "layout, parse, quotations, dates, scope, statements: rules, statements: model, actors, speakers, events, ledger, JSON"
    )
    for stage in order.split(", "):
        print(f"| {stage} | {1e6 * best[stage] / words:.1f} | {100 * best[stage] / whole:.0f} % |")
    print(f"| **all** | {1e6 * whole / words:.1f} | 100 % |")
    print(f"| bare spaCy, for comparison | {1e6 * best['bare spaCy'] / words:.1f} | |")


if __name__ == "__main__":
    main()
