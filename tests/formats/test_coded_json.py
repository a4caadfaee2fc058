"""What a store holds of an article is what ``detente code --with-text`` prints of it."""

import io
import json
from pathlib import Path

import pytest

from detente.cli import run
from detente.formats.coded_json import write_coded
from detente.output import reading_to_dict
from detente.pipeline import load
from detente.reading.article import make_article
from detente.store.folder import writing
from detente.store.manifest import Shard, append
from detente.store.rows import reading_rows
from detente.store.write import arrow_table, write_shard

TEXT = (
    "Norway’s foreign minister Ine Berg said on Monday in Geneva that Kenya had agreed to reopen talks. “We will not sign,” "
    "TASS cited her as telling reporters.\n\n"
    "Kenya threatened to expel two diplomats unless Norway dropped the 🇳🇴 plan, one official said."
)


def test_the_objects_are_those_of_detente_code() -> None:
    reading = load().read(make_article(TEXT, published="2015-03-04", outlet="Post"))
    assert reading.ledger
    rows = {table: arrow_table(table, found, {}).to_pylist() for table, found in reading_rows(reading).items()}
    out = io.BytesIO()
    assert write_coded([rows], out) == 1
    wanted = reading_to_dict(reading, with_text=True)
    for key in ("version", "lexicon", "model", "gazetteer"):  # kept by shard
        del wanted[key]
    assert json.loads(out.getvalue()) == wanted


def test_a_row_of_a_store_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline = load()
    reading = pipeline.read(make_article(TEXT, published="2015-03-04", outlet="Post"))
    how = {"version": "0.1.0", "lexicon": pipeline.lexicon.digest, "model": reading.model or ""}
    with writing(tmp_path / "s"):
        rows = reading_rows(reading)
        sums = write_shard(tmp_path / "s", "one", rows, how)
        append(tmp_path / "s", [Shard("one", "detente", (), how, {t: len(r) for t, r in rows.items()}, sums)])
    assert run(["explain", reading.events[0].id, "--in", str(tmp_path / "s")]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{reading.events[0].id}: event, ")
    assert "Sentence: " in told
    assert "another lexicon" not in told
    assert run(["explain", "e-000000000000", "--in", str(tmp_path / "s")]) == 1
