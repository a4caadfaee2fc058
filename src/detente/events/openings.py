"""Which coded events put something on the table: the rows of ``ontology/ledger``, and which of them fits an event."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.events.content import names_deed
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Event, LedgerKind, Participant, Phrase, Status

_GOVERNORS = ("xcomp", "ccomp", "acl", "pcomp")


@dataclass(frozen=True, slots=True)
class Opening:
    """A row of the table: what opens an entry of this kind (None: opens nothing), and where its words stand."""

    type: str
    lemma: str
    pos: str
    cameo: str
    needs: str
    statuses: tuple[str, ...]
    kind: LedgerKind | None
    what: str

    @property
    def weight(self) -> tuple[bool, int, bool, bool]:
        """How much the row says; the heaviest that fits wins."""
        return bool(self.lemma), len(self.cameo), self.needs in ("condition", "infinitive", "recipient"), bool(self.needs)


@dataclass(frozen=True, slots=True)
class Openings:
    """The rows by type, the heaviest first, and the closed classes of words that they look up."""

    rows: Mapping[str, tuple[Opening, ...]]
    words: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that may open an entry: the head of its trigger, its words (lemma or form → token), and is it conditional?"""

    event: Event
    head: int
    words: Mapping[str, int]
    conditional: bool


def build_openings(lexicon: Lexicon) -> Openings:
    """Index the rows of a lexicon."""
    rows: dict[str, list[Opening]] = {}
    for row in lexicon.table("ontology/ledger"):
        kind = LedgerKind(row.text("kind")) if row.text("kind") else None
        type_, lemma, pos, cameo, needs = (row.text(c) for c in ("type", "lemma", "pos", "cameo", "needs"))
        rows.setdefault(type_, []).append(Opening(type_, lemma, pos, cameo, needs, row.list("status"), kind, row.text("what")))
    words: dict[str, set[str]] = {}
    for row in lexicon.table("ontology/ledger_words"):
        words.setdefault(row.text("class"), set()).add(row.text("word"))
    return Openings(
        {t: tuple(sorted(found, key=lambda o: o.weight, reverse=True)) for t, found in rows.items()},
        {name: frozenset(members) for name, members in words.items()},
    )


def find_opening(parse: Parse, openings: Openings, candidate: Candidate) -> Opening | None:
    """Return the heaviest row that fits the event, or None where there is none or it opens nothing."""
    for row in openings.rows.get(candidate.event.type, ()):
        if candidate.event.status in row.statuses and _fits(parse, row, candidate, openings.words):
            own = row.what == "clause" and _is_own_subject(parse, candidate.head, candidate.event.actors)
            return None if own or row.kind is None else row
    return None


def head_of_trigger(parse: Parse, trigger: Phrase) -> int | None:
    """Return the first token of the trigger that no other token of it governs."""
    inside = [i for span in trigger.spans for i in parse.within(span)]
    return next((i for i in inside if parse.tokens[i].head == i or parse.tokens[i].head not in inside), None)


def words_of_trigger(parse: Parse, event: Event, head: int) -> dict[str, int]:
    """Map lemmas and forms to tokens: of the trigger, of its modal, and of what governs it (*is prepared to meet*)."""
    tokens = [parse.tokens[i] for span in event.trigger.spans for i in parse.within(span)]
    token = parse.tokens[head]
    if event.type == "AGREE" and token.dep in _GOVERNORS:
        tokens.append(parse.tokens[token.head])
    out: dict[str, int] = {}
    for t in tokens:
        if t.dep not in ("aux", "auxpass"):
            out.setdefault(t.lemma, t.i)
            out.setdefault(t.lower, t.i)
    for child in parse.children(head, "aux"):
        if child.tag == "MD":
            out.setdefault(child.lemma, head)
    if token.tag == "MD":
        out.setdefault(token.lemma, head)
    return out


def _fits(parse: Parse, row: Opening, candidate: Candidate, words: Mapping[str, frozenset[str]]) -> bool:
    event = candidate.event
    if row.lemma and row.lemma not in candidate.words:
        return False
    at = candidate.words.get(row.lemma, candidate.head)
    if row.pos and parse.tokens[at].pos != row.pos:
        return False
    if row.cameo and not (event.cameo or "").startswith(row.cameo):
        return False
    if row.needs == "claim":
        return event.claimed_by is not None and not _speculates(parse, candidate, words["speculation"])
    if row.needs == "condition":
        return candidate.conditional and (
            event.status is not Status.NEGATED or bool(_auxiliaries(parse, candidate.head) & words["refusal"])
        )
    if row.needs == "will":
        will = _auxiliaries(parse, candidate.head) & words["will"]
        return bool(will) and not _is_open(parse, candidate.head, words["expectation"])
    if row.needs == "recipient":
        return bool(event.recipients)
    if row.needs == "infinitive":
        return names_deed(parse, at, frozenset(), ())
    if row.needs == "deed" and row.type == "REQUEST":
        return names_deed(parse, at, words["duty"], ("to", "on"))
    return row.needs != "deed" or names_deed(parse, at, words["will"], ("to",))


def _auxiliaries(parse: Parse, i: int) -> frozenset[str]:
    """Return the auxiliaries of a predicate; one that is coordinated without subject shares those of the first."""
    while parse.tokens[i].dep in ("conj", "acomp", "attr") and not parse.children(i, "aux", "nsubj", "nsubjpass"):
        i = parse.tokens[i].head
    return frozenset(c.lower for c in parse.children(i, "aux"))


def _speculates(parse: Parse, candidate: Candidate, words: frozenset[str]) -> bool:
    """Tell whether *could* or *may* stands with the trigger or its verb: what is thought possible is not put forward."""
    i = candidate.head
    while parse.tokens[i].pos not in ("VERB", "AUX") and parse.tokens[i].head != i:
        i = parse.tokens[i].head
    return any(c.lower in words for at in {i, *candidate.words.values()} for c in parse.children(at, "aux"))


def _is_open(parse: Parse, head: int, words: frozenset[str]) -> bool:
    """Tell whether the act is asked about, or hoped for or expected by others: then nobody has promised it."""
    token = parse.tokens[head]
    while token.dep == "conj":
        token = parse.tokens[token.head]
    asked = any(parse.tokens[i].tag == "WRB" for i in range(token.left, token.i))
    governor = parse.tokens[token.head]
    return asked or (token.dep in ("ccomp", "acl") and not words.isdisjoint((governor.lemma, governor.lower)))


def _is_own_subject(parse: Parse, head: int, actors: tuple[Participant, ...]) -> bool:
    """Tell whether the actor of a demand is the one who should do it, so that nobody is asked."""
    token = parse.tokens[head]
    verb = parse.tokens[token.head] if token.dep == "aux" else token
    subjects = parse.children(verb.i, "nsubj", "nsubjpass")
    return any(s.start <= c.start < s.end for c in subjects for p in actors for s in p.spans)
