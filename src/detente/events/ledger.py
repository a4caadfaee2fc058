"""Open offers, promises, demands, proposals, threats and conditions, as they follow from coded events."""

from detente.actors.cast import Cast
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Article, Event, LedgerEntry


def open_ledger(
    article: Article, parse: Parse, events: tuple[Event, ...], cast: Cast, lexicon: Lexicon
) -> tuple[LedgerEntry, ...]:
    """Return what the events put on the table, in the order of the text."""
    return ()
