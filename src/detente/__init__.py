"""Read news about the relations between states into data that can be checked.

::

    import detente

    reading = detente.read(
        "Norway's foreign minister said on Monday that Oslo was ready to reopen talks with Sweden.", published="2015-03-02"
    )
    for event in reading.events:
        print(event.status, [a.name for a in event.actors], event.type, [r.name for r in event.recipients])

``read`` is for one article and ``code`` for many. With settings of your own:
``pipeline = detente.load(detente.Settings(…))``, then ``pipeline.read(detente.make_article(text, published=…))`` and
``pipeline.code(articles)``. ``classify_relation(text, source, target)`` types one pair of one sentence, and
``find_stories(readings)`` groups what several articles tell of one event. ``state_codes("DEU")`` gives a state's codes in other
systems, ``state_by_code("cow", 255)`` the state behind one; ``members_of("NATO", day)`` and ``organizations_of("FRA", day)`` tell
who belonged where. ``open("detente-store")`` gives the tables of a store, ``ask`` and ``sql``;
``relations("detente-store", "RUS", "USA", since=2008)`` tells whether two states are thawing or chilling.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.actors.memberships import members_of, organizations_of
    from detente.actors.resolve import resolve_actor
    from detente.actors.state_codes import state_by_code, state_codes
    from detente.events.relation import classify_relation
    from detente.events.stories import find_stories
    from detente.pipeline import Pipeline, load
    from detente.reading.article import make_article
    from detente.records import Article, Reading
    from detente.relations.assess import assess as relations
    from detente.settings import Settings
    from detente.store.open import open  # noqa: A004  as every library of tables calls it

    __version__: str

__all__ = [
    "Article",
    "Reading",
    "Settings",
    "__version__",
    "classify_relation",
    "code",
    "find_stories",
    "load",
    "make_article",
    "members_of",
    "open",
    "organizations_of",
    "read",
    "relations",
    "resolve_actor",
    "state_by_code",
    "state_codes",
]

# What is imported at first use, so that `import detente` costs nothing.
_HOMES = {
    "Article": "detente.records",
    "Reading": "detente.records",
    "Settings": "detente.settings",
    "classify_relation": "detente.events.relation",
    "find_stories": "detente.events.stories",
    "load": "detente.pipeline",
    "make_article": "detente.reading.article",
    "members_of": "detente.actors.memberships",
    "open": "detente.store.open",
    "organizations_of": "detente.actors.memberships",
    "resolve_actor": "detente.actors.resolve",
    "state_by_code": "detente.actors.state_codes",
    "state_codes": "detente.actors.state_codes",
}


def read(text: str, *, title: str | None = None, published: str | dt.date | None = None, outlet: str | None = None) -> Reading:
    """Read one article.

    ``published`` is a date or a string such as ``2016-11-30``; dates such as *on Wednesday* count from it. Where no title is
    given, a first line that looks like a headline is taken. The text is stored exactly and all spans refer to it; its language
    is not checked. Raises ReadingError for a string that is not a date. The pipeline is loaded at the first call, with the
    settings that hold then, and kept; to choose it yourself, use ``load``.
    """
    from detente.reading.article import make_article

    return _default_pipeline().read(make_article(text, title=title, published=published, outlet=outlet))


def code(articles: Iterable[Article | str]) -> Iterator[Reading]:
    """Read many articles (or bare texts), in batches; yields one reading for each, in order."""
    from detente.reading.article import make_article

    return _default_pipeline().code(make_article(a) if isinstance(a, str) else a for a in articles)


@cache
def _default_pipeline() -> Pipeline:
    from detente.pipeline import load

    return load()


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("detente")
    if name == "relations":
        return import_module("detente.relations")  # a package that can be called
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted(__all__)
