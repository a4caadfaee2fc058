"""What ``detente ask`` asks, as an address: the fields of a question, the rows found, facets that narrow, what to loosen."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from detente.display.answers import AFTER, BEFORE, spoken
from detente.serve.query import Paged
from detente.store.open import Store
from detente.store.question import Question, make_question
from detente.store.text_index import mark_words
from detente.store.text_query import read_text_query

FACETS = 8  # values of a facet
SORTS = ("newest", "date", "confidence", "outlet")
_ONE = "A name, words of the text, or a country; several times means either."


class Sought(Paged):
    """A question to the store; see ``detente ask --help``."""

    who: list[str] | None = Field(default=None, max_length=20, description=f"Who speaks or acts. {_ONE}")
    about: list[str] | None = Field(default=None, max_length=20, description=f"Who is spoken of, or acted towards. {_ONE}")
    to: list[str] | None = Field(default=None, max_length=20, description=f"Who is spoken to, or acted towards. {_ONE}")
    cue: list[str] | None = Field(default=None, max_length=20, description="The verb or noun that attributes: say, threaten.")
    type: list[str] | None = Field(default=None, max_length=20, description="PLOVER type: THREATEN.")
    status: list[Literal["actual", "future", "hypothetical", "negated", "historical"]] | None = Field(
        default=None, max_length=20, description="Whether it happened, is planned, conditional, denied or history."
    )
    country: list[str] | None = Field(default=None, max_length=20, description="Takes part on any side: RUS, Russia.")
    outlet: list[str] | None = Field(default=None, max_length=20, description="Words of the outlet's name.")
    since: str | None = Field(default=None, max_length=10, description="First day: 2008, 2008-03 or 2008-03-15.")
    until: str | None = Field(default=None, max_length=10, description="Last day, inclusive.")
    text: str = Field(default="", max_length=500, description='Words in what is said: sanctions "gas pipe" OR oil -embargo')
    article_text: str = Field(default="", max_length=500, description="The same, anywhere in the article.")
    confidence: float = Field(default=0.0, ge=0, le=1, description="At least this sure.")
    copies: bool = Field(default=True, description="With articles that are copies of others, or without.")
    sort: Literal["newest", "date", "confidence", "outlet"] = Field(default="newest", description="What comes first.")

    def question(self) -> Question:
        """Return the question; raises QueryError where something has no meaning."""
        given = self.model_dump(exclude={"page", "size", "sort"}, exclude_none=True)
        return make_question(**given)

    def first(self, name: str) -> str | None:
        """Return the first value of a field that may have several, for a form."""
        values = getattr(self, name)
        return values[0] if values else None


def find(store: Store, kind: Literal["statements", "events"], sought: Sought) -> list[dict[str, Any]]:
    """Return the rows of the page that is asked for."""
    answer = store.answer(sought.question(), rows=kind, sort=sought.sort, limit=sought.start + sought.size)
    table = answer.statements if kind == "statements" else answer.events
    assert table is not None
    return table.rows()[sought.start :]


def mark(kind: str, rows: list[dict[str, Any]], sought: Sought) -> list[list[tuple[str, bool]]]:
    """Return the words of each row as pieces, with whether a search found them."""
    texts = [spoken(kind, row) for row in rows]
    if asked := " ".join(text for text in (sought.text, sought.article_text) if text):
        texts = mark_words(texts, read_text_query(asked), BEFORE, AFTER)
    return [_pieces(text) for text in texts]


def _pieces(text: str) -> list[tuple[str, bool]]:
    out: list[tuple[str, bool]] = []
    for i, part in enumerate(text.split(BEFORE)):
        marked, _, rest = part.partition(AFTER) if i else ("", "", part)
        out += [(marked, True)] if marked else []
        out += [(rest, False)] if rest else []
    return out
