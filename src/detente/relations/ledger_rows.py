"""Rows of a store → what the ledger over time compares: entries and acts, each with its day, its sides and its matter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from detente.errors import StoreError
from detente.events.matter import MatterWords, build_matter_words
from detente.events.ontology import Ontology, load_ontology
from detente.events.openings import build_openings
from detente.events.replies import build_reply_words
from detente.lexicon import Lexicon
from detente.records import LedgerKind, Status
from detente.store.ask import forms

if TYPE_CHECKING:
    from detente.store.open import Store

Row = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)
OWN = "detente"
CODE_TRUST = 0.4  # what a bare code without words says of what is on the table; a guess
_CORPUS = 300  # rows that count as one has fewer: a word that stands in each of five sentences may be rare all the same
_CODE = re.compile("[A-Z]{3}")
MEETING = frozenset({"talk", "visit"})  # stems of what can come about by meeting


@dataclass(frozen=True, slots=True)
class Put:
    """An entry as one article tells it. ``matter`` are the stems of its words, ``meeting`` says that it is about meeting."""

    id: str
    kind: LedgerKind
    by: frozenset[str]
    to: frozenset[str]
    what: str
    matter: frozenset[str]
    meeting: bool
    day: dt.date
    event: str | None
    article: str | None
    sentence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Deed:
    """An event as one article tells it. ``acts`` are classes of ``ontology/outcome_words`` and its type."""

    event: str
    article: str | None
    by: frozenset[str]
    to: frozenset[str]
    symmetric: bool
    acts: tuple[str, ...]
    status: Status
    matter: frozenset[str]
    words: frozenset[str]
    day: dt.date
    sentence: str
    confidence: float


def read_word(kind: type[Word], value: Any, row: str) -> Word:
    """Return what a word of a row of the store means; raises StoreError with the row where it means nothing."""
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(kind)
        raise StoreError(f"{row}: {value!r} is none of {known}. The row was not written by this version of Détente.") from None


class RowReader:
    """Reads rows with the tables of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words: MatterWords = lexicon.index(build_matter_words)
        self.ontology: Ontology = load_ontology(lexicon)
        self.openings = lexicon.index(build_openings).rows
        self.names: frozenset[str] = frozenset()  # stems of names of persons, which tell nothing of what is at issue
        self.acts: dict[str, tuple[str, ...]] = {}
        for (word, _), rows in lexicon.index(build_reply_words).rows.items():
            for rest, act in rows:
                for form in forms(word) if not rest else ():
                    self.acts[form] = (*self.acts.get(form, ()), act)

    def read(self, store: Store, origin: str, one: str, other: str | None) -> tuple[list[Put], list[Deed]]:
        """Return the entries and the acts of one or two states. Rows without any day are left out."""
        acts = store.acts_of(origin, one, other).rows()
        self.names = self.words.of(" ".join(store.persons(origin, one, other)))
        deeds = [deed for row in acts if (deed := self._deed(row)) is not None]
        entries = store.entries(origin, one, other).rows()
        puts = [put for row in entries if (put := self._put(row)) is not None]
        if other is None:
            puts = [p for p in puts if any(_CODE.fullmatch(name) and name != one for name in p.by | p.to)]
        if origin != OWN:
            known = {put.event for put in puts}
            puts += [put for row in acts if row["event_id"] not in known and (put := self._coded(row)) is not None]
        return sorted(puts, key=lambda p: (p.day, p.id)), sorted(deeds, key=lambda d: (d.day, d.event))

    def _put(self, row: Row) -> Put | None:
        day = _day(row)
        if day is None:
            return None
        what, name = row["what_text"] or "", row["entry_id"] or ""
        sure = row["confidence"]
        return Put(
            name, read_word(LedgerKind, row["kind"], f"ledger, {name}"), _names(row["by"]), _names(row["to"]), what,
            self._matter(what), self._meets(what), day, row["event"], row["article_id"], row["sentence_text"] or "",
            0.5 if sure is None else sure,
        )  # fmt: skip

    def _coded(self, row: Row) -> Put | None:
        """Open an entry by the code of an imported event alone; the label of the code stands for its words."""
        day, by, to = _day(row), _names(row["actor_countries"]), _names(row["recipient_countries"])
        if day is None or row["status"] not in (None, Status.ACTUAL.value) or not to or not by:
            return None
        for opening in self.openings.get(row["type"], ()):
            if opening.lemma or opening.needs not in ("", "recipient") or not (row["cameo"] or "").startswith(opening.cameo):
                continue
            if opening.kind is None:
                return None
            what = self._label(row)
            return Put(
                row["event_id"] or "", opening.kind, by, to, what, self._matter(what),
                self._meets(what), day, row["event_id"], row["article_id"], row["sentence_text"] or what, CODE_TRUST,
            )  # fmt: skip
        return None

    def _deed(self, row: Row) -> Deed | None:
        day = _day(row)
        if day is None or not row["type"]:
            return None
        sentence, trigger = row["sentence_text"] or "", row["trigger_text"] or ""
        label = "" if sentence else self._label(row)
        told = [form for word in trigger.lower().split() for form in (word, self.words.stems.get(word, ""))]
        acts = dict.fromkeys((*(act for form in told for act in self.acts.get(form, ())), row["type"]))
        by, to = _names(row["actor_countries"]), _names(row["recipient_countries"])
        name, status = row["event_id"] or "", row["status"] or Status.ACTUAL
        sure = row["confidence"] if row["confidence"] is not None else 0.5
        return Deed(
            name, row["article_id"], by, to, bool(row["symmetric"]), tuple(acts), read_word(Status, status, f"events, {name}"),
            self._matter(sentence or label), frozenset((sentence or label).lower().split()), day, sentence or label,
            sure if sentence else min(sure, CODE_TRUST),
        )  # fmt: skip

    def _matter(self, text: str) -> frozenset[str]:
        return self.words.of(text) - self.names

    def _meets(self, what: str) -> bool:
        return not MEETING.isdisjoint(self.words.first(what, 3))

    def _label(self, row: Row) -> str:
        code = self.ontology.codes.get(row["cameo"] or "")
        return code.label if code else str(row["type"] or "").lower()


def _names(side: Iterable[str | None] | None) -> frozenset[str]:
    return frozenset(name for name in side or () if name)


def _day(row: Row) -> dt.date | None:
    """Return the day on which something was said or done: its own where that is exact and past, else that of publication."""
    date, published = row["date"], row["published"]
    if date is not None and (published is None or (date <= published and row["date_precision"] in (None, "day"))):
        return date  # type: ignore[no-any-return]  # by the schema of the store
    return published  # type: ignore[no-any-return]  # by the schema of the store


def weigh(stems: Iterable[frozenset[str]]) -> dict[str, float]:
    """Return how much each stem tells: the logarithm of how rare it is (inverse document frequency, Spärck Jones 1972), from 0
    for what stands everywhere to 1 for what stands once.
    """
    from math import log

    count: dict[str, int] = {}
    total = 0
    for found in stems:
        total += 1
        for stem in found:
            count[stem] = count.get(stem, 0) + 1
    most = log(1 + max(total, _CORPUS))
    return {stem: 1 - log(n) / most for stem, n in count.items()}
