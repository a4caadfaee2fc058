"""What tests of events share: an article coded through the stages that come before."""

import datetime as dt
from collections.abc import Callable

import pytest

from detente.actors.find import find_actors
from detente.actors.parties import name_parties
from detente.events.find import find_events
from detente.events.towns import Towns
from detente.language.dates import find_dates
from detente.language.quotes import find_quotes
from detente.language.scope import find_scopes
from detente.lexicon import Lexicon
from detente.records import Event
from detente.statements.find import find_statements

Coder = Callable[..., tuple[Event, ...]]


@pytest.fixture(scope="session")
def code(parse: Callable[..., object], lexicon: Lexicon) -> Coder:
    """text (published on Wednesday, 4 March 2015) → its events; with ``towns``, places have points."""

    def run(text: str, towns: Towns | None = None, **fields: object) -> tuple[Event, ...]:
        article, layout, parsed = parse(text, published=dt.date(2015, 3, 4), **fields)  # type: ignore[misc]
        quotes = find_quotes(article.text, layout)
        dates = find_dates(parsed, article.published, lexicon)
        scopes = find_scopes(parsed, lexicon)
        said = find_statements(article, layout, parsed, quotes, lexicon)
        cast = find_actors(article, layout, parsed, quotes, said, lexicon)
        told = name_parties(said, cast, parsed)
        return find_events(article, layout, parsed, told, cast, scopes, dates, lexicon, towns)

    return run
