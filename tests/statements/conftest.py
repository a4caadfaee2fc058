"""One way to read a text for its statements by rules alone."""

from collections.abc import Callable
from typing import Any

import pytest

from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Statement
from detente.statements.find import find_statements


@pytest.fixture(scope="session")
def read(parse: Callable[..., Any], lexicon: Lexicon) -> Callable[..., tuple[Statement, ...]]:
    """text (and fields of Article) → its statements."""

    def run(text: str, **fields: object) -> tuple[Statement, ...]:
        article, layout, parsed = parse(text, **fields)
        return find_statements(article, layout, parsed, find_quotes(text, layout), lexicon)

    return run
