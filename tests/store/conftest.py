"""A tiny store of hand-made rows: three articles of two shards, written as a run writes them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.write import write_shard

Row = dict[str, object]
Rows = Mapping[str, list[Row]]
ORIGIN = "detente"
HOW = {"version": "0", "lexicon": "0", "model": "0"}


def article(number: int, text: str, **fields: object) -> Row:
    """Give the row of an article."""
    base = {"article_id": f"a-{number}", "origin": ORIGIN, "title": f"Headline {number}", "outlet": "The Courier", "text": text}
    return base | {"published": dt.date(2010, 1, number), "source": f"news.jsonl:{number}"} | fields


def statement(number: int, article_number: int, content: str, **fields: object) -> Row:
    """Give the row of a statement."""
    base: Row = {"statement_id": f"s-{number}", "article_id": f"a-{article_number}", "origin": ORIGIN, "kind": "indirect"}
    base |= {"speaker_name": "Vera Holt", "speaker_text": "Minister Holt", "speaker_country": "NOR", "cue_text": "said"}
    base |= {"cue_lemma": "say", "cue_spans": [{"start": 10, "end": 14}], "content_text": content, "confidence": 0.8}
    base |= {"content_spans": [{"start": 20, "end": 20 + len(content)}], "about": [], "about_names": [], "outlet": "The Courier"}
    return base | {"published": dt.date(2010, 1, article_number), "rule": "verb.that"} | fields


def party(name: str, country: str | None) -> Row:
    """Give a participant of an event."""
    return {"actor": None, "name": name, "country": country, "sector": "GOV", "text": name, "spans": [{"start": 0, "end": 4}]}


def event(number: int, article_number: int, by: Iterable[Row], to: Iterable[Row], **fields: object) -> Row:
    """Give the row of an event."""
    by, to = list(by), list(to)
    base: Row = {"event_id": f"e-{number}", "article_id": f"a-{article_number}", "origin": ORIGIN, "type": "THREATEN"}
    base |= {"status": "future", "actors": by, "recipients": to, "symmetric": False, "confidence": 0.6, "outlet": "The Courier"}
    base |= {"actor_countries": [p["country"] for p in by if p["country"]], "trigger_text": "threatened"}
    base |= {"recipient_countries": [p["country"] for p in to if p["country"]], "trigger_spans": [{"start": 10, "end": 20}]}
    base |= {"sentence_text": f"Sentence {number}.", "published": dt.date(2010, 1, article_number), "contexts": [], "extra": {}}
    return base | fields


def add_shard(folder: Path, shard: str, rows: Rows) -> None:
    """Add a shard to a store."""
    digests = write_shard(folder, shard, rows, HOW)
    append(folder, [Shard(shard, ORIGIN, (), HOW, {table: len(r) for table, r in rows.items()}, digests)])


FIRST: Rows = {
    "articles": [
        article(1, "Oslo threatened new sanctions over the gas pipeline to Sweden.", title=None),
        article(2, "Vladimir Putin met Vera Holt. Fishing was banned."),
    ],
    "statements": [
        statement(1, 1, "Sweden would face sanctions", cue_text="threatened that", cue_lemma="threaten", about=["SWE"]),
        statement(2, 2, "the ban on fishing was legal", speaker_name="José Ñandú", speaker_text="he", speaker_country=None),
    ],
    "events": [
        event(1, 1, [party("Norway", "NOR")], [party("Sweden", "SWE")], date=dt.date(2009, 12, 31), claimed_by="s-1"),
        event(2, 2, [party("Vladimir Putin", "RUS")], [party("Vera Holt", "NOR")], type="CONSULT", status="actual",
              symmetric=True,
              trigger_text="met", confidence=0.9, trigger_spans=[{"start": 200, "end": 203}]),
    ],
    "actors": [
        {"actor_id": "c-1", "article_id": "a-1", "origin": ORIGIN, "name": "Stockholm", "kind": "state", "country": "SWE"},
    ],
}  # fmt: skip
SECOND: Rows = {
    "articles": [article(3, "Tehran said the pipelines were safe.", outlet="=Daily", published=None)],
    "statements": [
        statement(3, 3, "=1+1 pipelines were safe", speaker_name="Iran", speaker_text="Tehran", speaker_country="IRN",
                  outlet="=Daily",
                  about=["IRN"], about_names=["National Iranian Oil Company"], addressee_text="Stockholm", addressee_actors=[],
                  confidence=0.3, published=None),
    ],
}  # fmt: skip


def _make_store(folder: Path) -> Path:
    make_folder(folder)
    add_shard(folder, "s1", FIRST)
    add_shard(folder, "s2", SECOND)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The folder of a store with three articles."""
    return _make_store(tmp_path / "store")


@pytest.fixture(scope="session")
def kept_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same store, made once: for tests that leave it as it is."""
    return _make_store(tmp_path_factory.mktemp("kept") / "store")


@pytest.fixture
def empty_store(tmp_path: Path) -> Path:
    """The folder of a store without shards."""
    folder = tmp_path / "empty"
    make_folder(folder)
    return folder


@pytest.fixture
def add(store: Path) -> Callable[[str, Rows], None]:
    """Add a shard to the store."""
    return lambda shard, rows: add_shard(store, shard, rows)


def write_derived(folder: Path, name: str, rows: list[Row], schema: pa.Schema) -> None:
    """Write a file of ``derived/``."""
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / "derived" / f"{name}.parquet")


@pytest.fixture
def make() -> SimpleNamespace:
    """The functions that give rows, and one that writes a file of ``derived/``."""
    return SimpleNamespace(article=article, statement=statement, event=event, party=party, derived=write_derived)


@pytest.fixture
def rows() -> dict[str, list[Row]]:
    """The rows of the store, by table."""
    return {table: [*FIRST.get(table, []), *SECOND.get(table, [])] for table in ("articles", "statements", "events", "actors")}
