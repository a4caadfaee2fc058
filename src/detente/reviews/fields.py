"""Which fields of a row can be corrected, and what may stand in each of them.

A value is a word, a list of words, or a list of spans (code points of the stored text of the article), as JSON has them. Sides
and speakers are actors of the article by their ids, as in the bank; where a row has no article, countries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum

from detente.errors import QueryError, did_you_mean
from detente.events.ontology import load_ontology
from detente.lexicon import Lexicon
from detente.records import ActorKind, Attitude, LedgerKind, Span, StatementKind, Status
from detente.store.countries import MORE_CODES

Value = str | tuple[str, ...] | tuple[Span, ...] | None
Json = str | list[str] | list[list[int]] | None
KINDS = ("event", "statement", "actor", "ledger")
LONGEST = 500  # characters of a word; a name or a country is shorter


class Shape(StrEnum):
    """What a field holds."""

    WORD = "a word"
    DAY = "a day"
    ACTORS = "actors"
    SPANS = "places in the text"


WORD, DAY, ACTORS, SPANS = Shape.WORD, Shape.DAY, Shape.ACTORS, Shape.SPANS
WORDS = "contexts"  # the one list of words out of a table

FIELDS: Mapping[str, Mapping[str, Shape]] = {
    "event": {
        "type": WORD, "mode": WORD, "contexts": WORD, "cameo": WORD, "status": WORD, "date": DAY, "actors": ACTORS,
        "recipients": ACTORS, "claimed_by": WORD,
    },
    "statement": {
        "kind": WORD, "attitude": WORD, "speaker": ACTORS, "source": SPANS, "cue": SPANS, "content": SPANS,
        "addressee": ACTORS, "via": ACTORS,
    },
    "actor": {"name": WORD, "kind": WORD, "country": WORD, "sector": WORD, "merge": WORD, "split": SPANS},
    "ledger": {"kind": WORD, "by": ACTORS, "to": ACTORS, "what": SPANS},
}  # fmt: skip
# Where to look for words that are too many to list.
_MANY = {"cameo": " See: detente explain --cameo", "country": " Write a code of ISO 3166-1 alpha-3, such as RUS, or EUR, IGO …"}
# What a row cannot be without.
NEEDED = {
    "event": ("type", "status"),
    "statement": ("kind", "attitude", "content"),
    "actor": ("name", "kind"),
    "ledger": ("kind",),
}


def check_kind(kind: str) -> str:
    """Return a kind of rows; raises QueryError with those that exist."""
    if kind not in KINDS:
        raise QueryError(f"There are no rows of kind {kind!r}.{did_you_mean(kind, KINDS)} There are {', '.join(KINDS)}.")
    return kind


def shape_of(kind: str, field: str) -> Shape:
    """Return what a field holds; raises QueryError with the fields that a row of this kind has."""
    known = FIELDS[check_kind(kind)]
    if field not in known:
        raise QueryError(
            f"{field!r} of {_a(kind)} cannot be corrected.{did_you_mean(field, known)} Its fields: {', '.join(known)}."
        )
    return known[field]


def choices(kind: str, field: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words that a field may hold, in the order of the tables; nothing where any word, id or country may stand.

    Modes are those of all types: which type has which is for ``check_event`` to say.
    """
    make = _CHOICES.get((kind, field))
    return make(lexicon) if make else ()


def check_value(kind: str, field: str, value: object, lexicon: Lexicon) -> Value:
    """Return what JSON gives as the value of a field; raises QueryError for what it cannot be, with what it can."""
    shape = shape_of(kind, field)
    where = f"{field} of {_a(kind)}"
    if value is None or value in ("", [], ()):
        if field in NEEDED[kind]:
            raise QueryError(f"{where} cannot be left empty: where the row should not be there at all, reject it.")
        return () if shape in (ACTORS, SPANS) or field == WORDS else None
    if shape is SPANS:
        return _check_spans(value, where)
    if shape is ACTORS or field == WORDS:
        words = tuple(_word(v, where) for v in _list(value, where))
        return tuple(dict.fromkeys(_known(kind, field, word, lexicon) for word in words))
    word = _known(kind, field, _word(value, where), lexicon)
    if shape is DAY:
        try:
            return dt.date.fromisoformat(word).isoformat()
        except ValueError as error:
            raise QueryError(f"{where}: {word!r} is no day. Write it as 2008-03-15.") from error
    return word


def check_event(kind: str | None, mode: str | None, cameo: str | None, lexicon: Lexicon) -> None:
    """Raise QueryError where type, mode and code of an event do not go together."""
    ontology = load_ontology(lexicon)
    if kind and mode and (kind, mode) not in ontology.modes:
        known = [m.name for m in ontology.modes_of(kind)]
        raise QueryError(f"{kind} has no mode {mode!r}.{did_you_mean(mode, known)} It has {', '.join(known) or 'none'}.")
    if kind and cameo and ontology.cameo(cameo).type not in (None, kind):
        raise QueryError(f"The CAMEO code {cameo} is {ontology.cameo(cameo).type}, not {kind}. See: detente explain {cameo}")


def to_json(value: Value) -> Json:
    """Return a value as JSON has it."""
    if isinstance(value, tuple):
        return [list(item) if isinstance(item, tuple) else item for item in value]  # type: ignore[return-value]  # one kind in a list
    return value


def _known(kind: str, field: str, word: str, lexicon: Lexicon) -> str:
    known = choices(kind, field, lexicon)
    if known and word not in known:
        listed = f" There are {', '.join(known)}." if len(known) < 60 else _MANY.get(field, "")
        raise QueryError(f"{field}: there is no {word!r}.{did_you_mean(word, known)}{listed}")
    return word


def _word(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise QueryError(f"{where} is a word, and {type(value).__name__} was given.")
    word = value.strip()
    if not word or len(word) > LONGEST or not word.isprintable():
        raise QueryError(f"{where}: a word has 1 to {LONGEST} characters that can be printed, on one line.")
    return word


def _list(value: object, where: str) -> list[object]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, (list, tuple)) or len(value) > LONGEST:
        raise QueryError(f"{where} is a list of words.")
    return list(value)


def _check_spans(value: object, where: str) -> tuple[Span, ...]:
    if not isinstance(value, (list, tuple)) or len(value) > LONGEST:
        raise QueryError(f"{where} is a list of [start, end], in characters of the text from 0.")
    spans = []
    for item in value:
        good = isinstance(item, (list, tuple)) and len(item) == 2 and all(type(n) is int for n in item)
        if not good or not 0 <= item[0] < item[1] < 2**53:
            raise QueryError(f"{where}: {item!r} is no [start, end], in characters of the text from 0, end exclusive.")
        spans.append(Span(*item))
    return tuple(sorted(set(spans)))


def _a(kind: str) -> str:
    return {"event": "an event", "statement": "a statement", "actor": "an actor", "ledger": "a ledger entry"}[kind]


def _countries(lexicon: Lexicon) -> tuple[str, ...]:
    return (*_table("actors/states", "iso3")(lexicon), *MORE_CODES)


def _table(table: str, column: str) -> Callable[[Lexicon], tuple[str, ...]]:
    return lambda lexicon: tuple(dict.fromkeys(row.text(column) for row in lexicon.table(table)))


def _modes(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted({mode for _, mode in load_ontology(lexicon).modes}))


_CHOICES: Mapping[tuple[str, str], Callable[[Lexicon], tuple[str, ...]]] = {
    ("event", "type"): lambda lexicon: tuple(load_ontology(lexicon).types),
    ("event", "mode"): _modes,
    ("event", "contexts"): _table("ontology/contexts", "context"),
    ("event", "cameo"): lambda lexicon: tuple(load_ontology(lexicon).codes),
    ("event", "status"): lambda _: tuple(Status),
    ("statement", "kind"): lambda _: tuple(StatementKind),
    ("statement", "attitude"): lambda _: tuple(Attitude),
    ("actor", "kind"): lambda _: tuple(ActorKind),
    ("actor", "country"): _countries,
    ("actor", "sector"): _table("ontology/sectors", "sector"),
    ("ledger", "kind"): lambda _: tuple(LedgerKind),
}
