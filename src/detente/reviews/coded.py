"""A coded row as a reviewer sees it: its fields, its article, and what may stand in its fields there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.errors import LookupFailed, QueryError
from detente.records import Span
from detente.reviews.fields import ACTORS, FIELDS, SPANS, Value, check_kind
from detente.reviews.places import check_inside, read_spans
from detente.reviews.records import digest_row
from detente.store.open import Store

Row = Mapping[str, Any]
TABLES = {"event": ("events", "event_id"), "statement": ("statements", "statement_id"), "actor": ("actors", "actor_id"),
          "ledger": ("ledger", "entry_id")}  # fmt: skip
_NAMES = {
    "speaker": "speaker_actors", "addressee": "addressee_actors", "via": "via_actors", "source": "speaker_spans",
    "cue": "cue_spans", "content": "content_spans", "what": "what_spans",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coded:
    """A row of a store with its article; imported rows may have none. ``actors`` and ``statements`` are those of the article."""

    kind: str
    row_id: str
    row: Row
    article: Row | None
    actors: tuple[Row, ...]
    statements: tuple[Row, ...]

    @property
    def article_id(self) -> str | None:
        """The article that the row was read from."""
        found: str | None = self.row["article_id"]
        return found

    @property
    def text(self) -> str:
        """The text that all spans refer to; empty where there is no article."""
        return str(self.article["text"] or "") if self.article else ""

    @property
    def fields(self) -> dict[str, Value]:
        """The fields that can be corrected, as they were coded."""
        return coded_fields(self.kind, self.row)

    @property
    def digest(self) -> str:
        """The digest of the row, which another coding of it would change."""
        return digest_coded(self.row)

    @property
    def spans(self) -> dict[str, tuple[Span, ...]]:
        """Where the row stands in the text, by what stands there."""
        names = {
            "event": ("trigger",), "statement": ("speaker", "cue", "content"), "actor": ("mentions",), "ledger": ("what",)
        }[self.kind]  # fmt: skip
        found = {n: _spans(self.row["mentions" if n == "mentions" else f"{n}_spans"]) for n in names}
        if self.kind == "event":
            sides = ("actors", "recipients")
            found |= {side: tuple(s for p in self.row[side] or () for s in _spans(p["spans"])) for side in sides}
        return {name: spans for name, spans in found.items() if spans}

    def sentence(self) -> Span:
        """Return the sentence of an event, else the stretch from the first of its places to the last; empty where it has none."""
        if self.kind == "event" and self.row["sentence_end"]:
            return Span(self.row["sentence_start"] or 0, self.row["sentence_end"])
        places = self.spans.get("mentions", ())[:1] or [s for spans in self.spans.values() for s in spans]
        return Span(min(s.start for s in places), max(s.end for s in places)) if places else Span(0, 0)

    def read(self, new: Mapping[str, object]) -> dict[str, object]:
        """Return corrections with words instead of spans located in the text, all of them checked against the article.

        Raises QueryError for an actor or statement that the article does not have, and for words that it does not hold.
        """
        shapes = FIELDS[self.kind]
        out: dict[str, object] = {}
        for field, value in new.items():
            if shapes.get(field) is SPANS and value not in (None, "", []):
                spans = read_spans(value, self.text, field)
                check_inside(spans, self.text, field)
                value = [list(s) for s in spans]  # noqa: PLW2901  as JSON has it
            elif value:
                self._check_known(field, shapes.get(field) is ACTORS, value)
            if field == "split" and (strange := {tuple(s) for s in value or ()} - set(_spans(self.row["mentions"]))):  # type: ignore[attr-defined]  # spans, by the line above
                raise QueryError(f"split: {sorted(strange)[0]} is no mention of this actor.")
            out[field] = value
        return out

    def _check_known(self, field: str, of_actors: bool, value: object) -> None:
        if field == "claimed_by":
            known = {str(s["statement_id"]) for s in self.statements}
        elif field == "merge":
            known = {str(a["actor_id"]) for a in self.actors} - {self.row_id}
        elif of_actors and self.article is not None and self.kind != "ledger":
            known = {str(a["actor_id"]) for a in self.actors} | {str(v) for v in self.fields[field] or ()}
        else:
            return
        for word in [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else ():
            if not isinstance(word, str) or word not in known:
                listed = ", ".join(f"{a['actor_id']} ({a['name']})" for a in self.actors[:20])
                what = "statement" if field == "claimed_by" else "actor"
                raise QueryError(
                    f"{field}: the article has no {what} {word!r}." + (f" It has {listed}." if what == "actor" else "")
                )


def find_coded(store: Store, kind: str, row_id: str) -> Coded:
    """Return a row of a store by its kind and id; raises LookupFailed where there is none."""
    table, column = TABLES[check_kind(kind)]
    rows = store.find(table, column, row_id).rows()
    if not rows:
        raise LookupFailed(f"There is no {kind} {row_id[:60]!r} in this store. It may have been coded anew, under another id.")
    article = rows[0]["article_id"]
    if article is None:
        return Coded(kind, row_id, rows[0], None, (), ())
    articles = store.find("articles", "article_id", str(article)).rows()
    actors = store.find("actors", "article_id", str(article)).rows()
    statements = store.find("statements", "article_id", str(article)).rows(
        ("statement_id", "speaker_name", "cue_text", "content_text")
    )
    return Coded(kind, row_id, rows[0], articles[0] if articles else None, tuple(actors), tuple(statements))


def digest_coded(row: Row) -> str:
    """Return the digest of a coded row; columns without a value do not count, so that a column that comes anew changes none."""
    return digest_row({name: value for name, value in row.items() if value not in (None, [], {})})


def coded_fields(kind: str, row: Row) -> dict[str, Value]:
    """Return the fields of a row that can be corrected, in the order of ``FIELDS``."""
    found: dict[str, Value] = {}
    for field, shape in FIELDS[kind].items():
        value = row.get(_NAMES.get(field, field))
        if shape is SPANS:
            found[field] = () if field == "split" else _spans(value)
        elif field in ("actors", "recipients"):
            found[field] = tuple(dict.fromkeys(str(p["actor"] or p["country"] or p["name"] or p["text"]) for p in value or ()))
        elif isinstance(value, list) or shape is ACTORS or field == "contexts":
            found[field] = tuple(str(v) for v in value or ())
        else:
            found[field] = None if value is None else str(value)
    return found


def _spans(value: Sequence[Mapping[str, int]] | None) -> tuple[Span, ...]:
    return tuple(Span(s["start"], s["end"]) for s in value or ())
