"""What holds of every reading: surfaces are exact, no text raises, and the same input gives the same bytes."""

import datetime as dt
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.lexicon import Lexicon
from detente.output import reading_to_dict
from detente.pipeline import Pipeline, read_parsed
from detente.records import Article, Reading
from detente.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "strait-talks.txt"

# Pieces of news, so that arbitrary texts come near what the stages look for.
WORDS = """
Moscow|Washington|Putin|the two leaders|he|they|said|told|according to|was quoted as saying|that|accused|talks with|will not|if
denied
sanctions|on Wednesday|last month|in 2008|President-elect|"|“|”|‘|''|``|—|:|,|.|?|(Agency)|é|🏳️‍🌈|İ|ß
"""
PIECES = st.sampled_from([*WORDS.replace("\n", "|").strip("|").split("|"), "\n", "\n\n", "\u00a0", "\x00", "\ud83d"])
TEXTS = st.one_of(st.text(alphabet=st.characters(), max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


@pytest.fixture(scope="module")
def pipeline(lexicon: Lexicon, parser: Any) -> Pipeline:
    return Pipeline(Settings(), lexicon, parser)


def surfaces(reading: Reading) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """Every stored surface with its spans."""
    for s in reading.statements:
        for part in (s.speaker, s.cue, s.content, s.addressee, s.via):
            if part is not None:
                yield part.text, part.spans
    for m in reading.mentions:
        yield m.text, (m.span,)
    for e in reading.events:
        for part in (e.trigger, *e.actors, *e.recipients):
            yield part.text, part.spans
    for entry in reading.ledger:
        yield entry.what.text, entry.what.spans


def check(reading: Reading) -> None:
    text = reading.article.text
    for surface, spans in surfaces(reading):
        assert " ".join(text[s:e] for s, e in spans) == surface
        assert all(0 <= s < e <= len(text) for s, e in spans)
    for a in reading.actors:
        assert all(0 <= s < e <= len(text) for s, e in a.mentions)
    ids = {s.id for s in reading.statements}
    actors = {a.id for a in reading.actors}
    assert len(ids) == len(reading.statements)
    assert len(actors) == len(reading.actors)
    assert len({e.id for e in reading.events}) == len(reading.events)
    assert all(s.inside is None or s.inside in ids - {s.id} for s in reading.statements)
    assert all(e.claimed_by is None or e.claimed_by in ids for e in reading.events)
    assert {entry.event for entry in reading.ledger} - {None} <= {e.id for e in reading.events}
    assert {entry.statement for entry in reading.ledger} - {None} <= ids
    assert all(entry.event or entry.statement for entry in reading.ledger)
    for s in reading.statements:
        for party in (s.speaker, s.addressee, s.via):
            assert party is None or {*party.actors, *([party.actor] if party.actor else [])} <= actors
    for e in reading.events:
        assert {p.actor for p in (*e.actors, *e.recipients)} - {None} <= actors
        assert e.rule
        assert 0 <= e.confidence <= 1
    json.dumps(reading_to_dict(reading, with_text=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=TEXTS, title=st.none() | st.just("Moscow"), published=st.none() | st.just(dt.date(2016, 11, 30)))
def test_no_text_raises_and_every_surface_is_exact(
    pipeline: Pipeline, text: str, title: str | None, published: dt.date | None
) -> None:
    check(pipeline.read(Article("a-x", text, title=title, published=published)))


def test_the_example_is_read_exactly(pipeline: Pipeline) -> None:
    reading = pipeline.read(Article("a-x", EXAMPLE.read_text("utf-8"), published=dt.date(2024, 5, 16)))
    check(reading)
    assert len(reading.statements) >= 12
    assert len(reading.events) >= 8
    assert reading.ledger


def test_articles_in_a_batch_are_read_as_they_are_alone(pipeline: Pipeline) -> None:
    text = EXAMPLE.read_text("utf-8")
    articles = [Article(f"a-{i}", part) for i, part in enumerate([*text.split("\n\n"), ""])]
    together = [r.to_dict() for r in pipeline.code(articles)]
    assert together == [pipeline.read(a).to_dict() for a in articles]


def test_an_endless_stream_is_read_as_it_comes(pipeline: Pipeline) -> None:
    endless = (Article(f"a-{i}", "Oslo condemned the attack.") for i in itertools.count())
    assert len(list(itertools.islice(pipeline.code(endless), 3))) == 3


def test_stages_are_pure(pipeline: Pipeline) -> None:
    from detente.language.layout import lay_out

    article = Article("a-x", EXAMPLE.read_text("utf-8"), published=dt.date(2024, 5, 16))
    layout = lay_out(article)
    parse = next(iter(pipeline.parser([(article.text, layout)])))
    first = read_parsed(article, layout, parse, pipeline.lexicon)
    assert read_parsed(article, layout, parse, pipeline.lexicon) == first


@pytest.mark.parametrize(
    "change",
    [
        {"PYTHONHASHSEED": "1"},  # the order of sets and dictionaries of strings
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"},  # a day ahead of most of the world
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "TZ": "America/Adak"},  # an ASCII locale
        {"LC_ALL": "tr_TR.UTF-8"},  # the dotless i, where that locale is installed
    ],
    ids=lambda change: " ".join(f"{k}={v}" for k, v in change.items()),
)
def test_same_bytes_under_any_hash_seed_locale_and_time_zone(change: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "detente", "code", str(EXAMPLE), "--published", "2024-05-16"]
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHONHASHSEED", "LC_", "LANG", "TZ"))}
    outputs = [
        subprocess.run(command, env=plain | extra, cwd=tmp_path, capture_output=True, check=True).stdout for extra in ({}, change)
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == 1
