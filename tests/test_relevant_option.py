"""``detente code --relevant`` leaves articles out, and says how many."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import detente.pipeline
from detente.cli import run
from detente.lexicon import Lexicon
from detente.records import Article, Reading
from detente.settings import Settings

Coded = Callable[..., tuple[list[str], str]]

TEXTS = ("Kenya sent its envoy home.", "Flour is dear.", "Rain in Kenya.")


@dataclass
class Echo:
    """A pipeline that finds nothing."""

    settings: Settings
    lexicon: Lexicon

    def code(self, articles: Iterable[Article]) -> Iterator[Reading]:
        return (Reading(article, lexicon="0123") for article in articles)


@pytest.fixture
def coded(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, lexicon: Lexicon) -> Coded:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(detente.pipeline, "load", lambda settings: Echo(settings, lexicon))
    Path("in.jsonl").write_text("".join(json.dumps({"id": text, "text": text}) + "\n" for text in TEXTS), "utf-8")

    def coded(*options: str) -> tuple[list[str], str]:
        assert run(["code", "in.jsonl", *options]) == 0
        out, err = capsysbinary.readouterr()
        return [json.loads(line)["article"]["source"] for line in out.splitlines()], err.decode()

    return coded


def test_all_are_coded_unless_asked(coded: Coded) -> None:
    assert coded() == (list(TEXTS), "")


def test_the_option_leaves_out_and_says_so(coded: Coded) -> None:
    kept, said = coded("--relevant")
    assert kept == [TEXTS[0]]
    assert said == "note: 2 of 3 articles left out as not about relations between states\n"


def test_the_option_wins_over_the_setting(coded: Coded) -> None:
    Path("detente.toml").write_text("relevant = true\n", "utf-8")
    assert coded()[0] == [TEXTS[0]]
    assert coded("--no-relevant") == (list(TEXTS), "")
