"""The worked example of docs/lexicon.md does what the page says."""

import io
import re
from pathlib import Path

import pytest

from detente.display.terminal import show_reading
from detente.errors import LexiconError
from detente.language.parse import Parser
from detente.lexicon import Lexicon, load_lexicon
from detente.pipeline import Pipeline
from detente.reading.article import make_article
from detente.records import Reading
from detente.settings import Settings

PAGE = (Path(__file__).resolve().parents[1] / "docs/lexicon.md").read_text("utf-8")
TABLES = dict(re.findall(r"^### [^\n]*`(\w+/\w+\.tsv)`\n```tsv\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """The folder of the page."""
    for name, rows in TABLES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(rows, "utf-8")
    return tmp_path


def read(parser: Parser, lexicon: Lexicon) -> Reading:
    found = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return Pipeline(Settings(), lexicon, parser).read(make_article(found[1], published="2024-05-16"))


def test_the_page_has_a_verb_a_person_and_an_organisation() -> None:
    assert sorted(TABLES) == ["actors/organizations.tsv", "actors/people.tsv", "events/verbs.tsv"]


def test_three_rows_change_the_output_as_the_page_says(
    parser: Parser, lexicon: Lexicon, overlay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(parser, lexicon).events == ()
    reading = read(parser, load_lexicon(overlay))
    assert reading.lexicon != lexicon.digest
    monkeypatch.setenv("COLUMNS", "80")
    page = io.StringIO()
    show_reading(reading, page)
    promised = re.search(r"### What changes\n```\n(.*?)```", PAGE, re.DOTALL)
    assert promised
    assert promised[1] in page.getvalue()
    assert "Mirela Dasanu  ROU GOV · Agriculture Minister" in page.getvalue()


def test_a_fault_reads_as_the_page_says(overlay: Path) -> None:
    file = overlay / "actors/people.tsv"
    file.write_text(file.read_text("utf-8").replace("2023-06-15", "15.6.2023"), "utf-8")
    promised = re.search(r"^my-tables/(\S+:\d.*)$", PAGE, re.MULTILINE)
    assert promised
    with pytest.raises(LexiconError) as caught:
        load_lexicon(overlay)
    assert str(caught.value) == f"{overlay}/{promised[1]}"


def test_the_tables_that_the_page_names_exist(lexicon: Lexicon) -> None:
    assert {f"{folder}/{name}" for folder, name in re.findall(r"`(\w+)/(\w+)\.tsv`", PAGE)} <= set(lexicon.tables)
