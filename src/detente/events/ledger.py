"""Open offers, promises, demands, proposals, threats and conditions, as they follow from coded events.

Which event opens what stands in ``data/ontology/ledger.tsv``, and the words that open a condition in ``conditions.tsv``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from detente.actors.cast import Cast
from detente.events.content import cut_act, cut_clause, cut_complement, cut_subtree, names_deed
from detente.ids import make_id
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Article, Event, LedgerEntry, LedgerKind, Participant, Phrase, Span, Statement

_PRONOUNS = frozenset("he him her it they them we us you i me she this that these those which who whom what".split())
_GOVERNORS = ("xcomp", "ccomp", "acl", "pcomp")


@dataclass(frozen=True, slots=True)
class _Opening:
    """A row of the table: what opens an entry, and where its words stand."""

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
        return bool(self.lemma), len(self.cameo), self.needs in ("condition", "recipient"), bool(self.needs)


@dataclass(frozen=True, slots=True)
class _Tables:
    openings: dict[str, tuple[_Opening, ...]]
    markers: dict[str, tuple[tuple[tuple[str, ...], bool], ...]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry with what decides between doubles: where its trigger stands, and whether its words are the act itself."""

    entry: LedgerEntry
    trigger: Span
    act: bool


def open_ledger(
    article: Article,
    parse: Parse,
    events: tuple[Event, ...],
    cast: Cast,
    lexicon: Lexicon,
    *,
    statements: tuple[Statement, ...] = (),
) -> tuple[LedgerEntry, ...]:
    """Return what the events put on the table, in the order of the text.

    ``statements`` tell in whose mouth a wished-for act stands; without them the actors of the act are named instead. A negated
    or historical event opens nothing, nor does one that stands in an if-clause.
    """
    tables = lexicon.index(_build)
    said = {s.id: s for s in statements}
    drafts = [d for e in events for d in _open(parse, e, cast, tables, said)]
    return _without_doubles(drafts)


def _build(lexicon: Lexicon) -> _Tables:
    openings: dict[str, list[_Opening]] = {}
    for row in lexicon.table("ontology/ledger"):
        openings.setdefault(row.text("type"), []).append(
            _Opening(
                row.text("lemma"),
                row.text("pos"),
                row.text("cameo"),
                row.text("needs"),
                row.list("status"),
                LedgerKind(row.text("kind")) if row.text("kind") else None,
                row.text("what"),
            )
        )
    markers: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for row in lexicon.table("ontology/conditions"):
        words = tuple(row.text("marker").split())
        markers.setdefault(words[0], []).append((words, row.text("only") == "refusal"))
    return _Tables(
        {t: tuple(sorted(rows, key=lambda o: o.weight, reverse=True)) for t, rows in openings.items()},
        {first: tuple(sorted(rows, key=lambda m: -len(m[0]))) for first, rows in markers.items()},
    )


def _open(parse: Parse, event: Event, cast: Cast, tables: _Tables, said: dict[str, Statement]) -> list[_Draft]:
    openings = [o for o in tables.openings.get(event.type, ()) if event.status in o.statuses]
    if not openings or not event.trigger.spans:
        return []
    head = _head(parse, event.trigger)
    if head is None:
        return []
    conditions = _conditions(parse, head, tables)
    if conditions is None:
        return []
    lemmas = _lemmas(parse, event, head)
    opening = next((o for o in openings if _fits(parse, o, event, lemmas, head, conditional=bool(conditions))), None)
    if opening is None or opening.kind is None:
        return []
    if opening.what == "clause" and _is_own_subject(parse, head, event.actors):
        return []
    start = lemmas.get(opening.lemma, head) if opening.what == "complement" else head
    sides = _sides(event, cast, said, claimed=opening.needs == "claim")
    if not any(sides) or (event.recipients and not sides[1] and not event.symmetric):
        return []
    drafts = []
    refusal = opening.kind is LedgerKind.CONDITION
    if not refusal:
        what = _cut(parse, opening.what, start, [p for side in (event.actors, event.recipients) for p in side])
        for condition, _ in conditions:
            if what.overlaps(condition) and what.start < condition.start:
                what = _ending(parse, what, condition.start)
        drafts.append(_draft(opening.kind, sides, what, event, act=opening.what == "act"))
    for condition, refusal_only in conditions:
        if refusal or not refusal_only:
            what = Phrase.cut(parse.text, condition)
            drafts.append(_draft(LedgerKind.CONDITION, sides, what, event))
    return [d for d in drafts if d.entry.what.text]


def _head(parse: Parse, trigger: Phrase) -> int | None:
    """Return the first token of the trigger that no other token of it governs."""
    inside = [i for span in trigger.spans for i in parse.within(span)]
    return next((i for i in inside if parse.tokens[i].head == i or parse.tokens[i].head not in inside), None)


def _draft(
    kind: LedgerKind, sides: tuple[tuple[str, ...], tuple[str, ...]], what: Phrase, event: Event, *, act: bool = False
) -> _Draft:
    entry = LedgerEntry(make_id("l", event.id, kind, what.spans), kind, *sides, what, event.id)
    return _Draft(entry, Span(event.trigger.start, event.trigger.end), act)


def _cut(parse: Parse, how: str, start: int, parties: list[Participant]) -> Phrase:
    if how == "clause":
        return cut_clause(parse, start)
    if how == "act":
        return cut_act(parse, start)
    return cut_complement(parse, start, [s for p in parties for s in p.spans])


def _ending(parse: Parse, what: Phrase, end: int) -> Phrase:
    inside = parse.within(Span(what.start, end))
    return cut_subtree(parse, inside[0], inside[-1]) if inside else what


def _lemmas(parse: Parse, event: Event, head: int) -> dict[str, int]:
    """Lemma or form → token: of the trigger, of its modal, and of what governs it (*is prepared to meet*)."""
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


def _fits(parse: Parse, opening: _Opening, event: Event, lemmas: dict[str, int], head: int, *, conditional: bool) -> bool:
    if opening.lemma and opening.lemma not in lemmas:
        return False
    at = lemmas.get(opening.lemma, head)
    if opening.pos and parse.tokens[at].pos != opening.pos:
        return False
    if opening.cameo and not (event.cameo or "").startswith(opening.cameo):
        return False
    if opening.needs == "claim":
        return event.claimed_by is not None
    if opening.needs == "condition":
        return conditional
    if opening.needs == "recipient":
        return bool(event.recipients)
    return opening.needs != "deed" or names_deed(parse, at)


def _is_own_subject(parse: Parse, head: int, actors: tuple[Participant, ...]) -> bool:
    """Tell whether the actor of a demand is the one who should do it, so that nobody is asked."""
    token = parse.tokens[head]
    verb = parse.tokens[token.head] if token.dep == "aux" else token
    subjects = [c for c in parse.children(verb.i) if c.dep in ("nsubj", "nsubjpass")]
    return any(s.start <= c.start < s.end for c in subjects for p in actors for s in p.spans)


def _conditions(parse: Parse, head: int, tables: _Tables) -> list[tuple[Span, bool]] | None:
    """Return the conditions in the sentence of the trigger, or None where the trigger itself stands in one."""
    tokens = parse.tokens
    sentence = parse.sentence_of(head)
    found: list[tuple[Span, bool]] = []
    end = sentence.first
    for i in range(sentence.first, sentence.last):
        if i < end or tokens[i].lower not in tables.markers:
            continue
        match = next(
            (m for m in tables.markers[tokens[i].lower] if tuple(t.lower for t in tokens[i : i + len(m[0])]) == m[0]), None
        )
        if match is None:
            continue
        node = _opened_by(parse, i, head)
        if node is None:
            if not match[1]:
                return None
            continue
        if tokens[node].right - i < len(match[0]) or not _bears_on(parse, tokens[node].head, head):
            continue
        span = cut_subtree(parse, i, tokens[node].right)
        if span.spans:
            found.append((Span(span.start, span.end), match[1]))
            end = tokens[node].right + 1
    return found


def _opened_by(parse: Parse, i: int, head: int) -> int | None:
    """Return the top of the largest subtree that begins at token i without holding the trigger.

    None means that the trigger stands in the clause which token i opens.
    """
    tokens = parse.tokens
    if tokens[i].dep == "mark" and _holds(parse, tokens[i].head, head) and tokens[tokens[i].head].left == i:
        clause = tokens[tokens[i].head]
        if clause.dep in ("advcl", "ccomp", "pcomp"):
            return None
    node = i
    while tokens[node].head != node and tokens[tokens[node].head].left == i and not _holds(parse, tokens[node].head, head):
        node = tokens[node].head
    return node


def _holds(parse: Parse, top: int, i: int) -> bool:
    return parse.tokens[top].left <= i <= parse.tokens[top].right


def _bears_on(parse: Parse, governor: int, head: int) -> bool:
    """Tell whether the governor of a condition is the trigger, above it, or below it."""
    return _holds(parse, governor, head) or _holds(parse, head, governor)


def _sides(event: Event, cast: Cast, said: dict[str, Statement], *, claimed: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who puts it on the table and before whom, as country codes or names."""
    by, to = _names(event.actors, cast), _names(event.recipients, cast)
    claim = said.get(event.claimed_by or "")
    speaker = _speaker(claim, cast) if claim else ()
    if claimed and speaker and speaker != by:
        by, to = speaker, by or to
    by = by or speaker
    return by, tuple(n for n in to if n not in by)


def _speaker(statement: Statement, cast: Cast) -> tuple[str, ...]:
    if statement.speaker is None:
        return ()
    known = {a.id: a for a in cast.actors}
    found = [known[a] for a in statement.speaker.actors if a in known]
    return _unique(code for a in found for code in (a.countries or ((a.country,) if a.country else (a.name,))))


def _names(side: tuple[Participant, ...], cast: Cast) -> tuple[str, ...]:
    known = {a.id: a for a in cast.actors}
    out: list[str] = []
    for p in side:
        actor = known.get(p.actor or "")
        if actor is not None and len(actor.countries) > 1 and p.country in (None, *actor.countries[:1]):
            out.extend(actor.countries)
        elif p.country or p.name or p.text.lower() not in _PRONOUNS:
            out.append(p.country or p.name or p.text)
    return _unique(out)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for n in names if n))


_RANK = {kind: rank for rank, kind in enumerate(("threat", "demand", "offer", "promise", "proposal", "condition"))}


def _without_doubles(drafts: list[_Draft]) -> tuple[LedgerEntry, ...]:
    """Drop what another entry of the same side says already, and merge what differs by the other side alone."""
    kept: list[_Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.act, _RANK[d.entry.kind], d.trigger)):
        entry = draft.entry
        for n, other in enumerate(kept):
            shares = any(other.entry.what.overlaps(s) for s in entry.what.spans)
            if not shares or (LedgerKind.CONDITION in (entry.kind, other.entry.kind) and entry.kind != other.entry.kind):
                continue
            if draft.act or (entry.by == other.entry.by and (entry.kind == other.entry.kind or entry.what == other.entry.what)):
                if entry.kind == other.entry.kind and entry.by == other.entry.by and entry.what == other.entry.what:
                    merged = _unique((*other.entry.to, *entry.to))
                    kept[n] = replace(other, entry=replace(other.entry, to=merged))
                break
        else:
            kept.append(draft)
    return tuple(d.entry for d in sorted(kept, key=lambda d: (d.entry.what.start, d.entry.what.end, d.entry.id)))
