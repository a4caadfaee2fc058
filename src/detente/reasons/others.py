"""Why a statement, an actor or a ledger entry stands in the output as it does."""

from collections.abc import Iterator

from detente.reasons.case import Case, how_sure, mark_words
from detente.reasons.fields import Fields, quote
from detente.records import Span

_KINDS = {
    "direct": "the words stand in quotation marks",
    "indirect": "the words are told, outside of quotation marks",
    "mixed": "the words stand partly in quotation marks",
}
_ATTITUDES = {
    "assertion": "the speaker says it",
    "belief": "the speaker thinks it",
    "fact": "the speaker knows or learns it",
    "eventuality": "the speaker wants, plans or demands it",
}
_AGREE = (("agrees_with", "Agrees with"), ("disagrees_with", "Disagrees with"), ("echoes", "Takes up the words of"))
_ROUND = 60  # characters of text shown before and behind what has no sentence of its own
_MENTIONS = 12  # mentions that are shown


def tell_statement(case: Case, row: Fields) -> Iterator[str]:
    """Tell the words, kind, attitude, speaker, cue, rule, who passes it on, to whom, what it stands in, and what it claims."""
    content, cue = row.part("content"), row.part("cue")
    parties = [(row.part(key), label) for key, label in (("speaker", "speaker"), ("addressee", "to"), ("via", "via"))]
    if case.text and content.spans():
        marks = [(s, "said") for s in content.spans()] + [(s, "cue") for s in cue.spans()]
        marks += [(s, label) for party, label in parties for s in party.spans()]
        around = Span(min(s.start for s, _ in marks), max(s.end for s, _ in marks))
        yield f"In the text: {mark_words(case.text, around, marks) or 'its spans lie outside of the text'}"
    else:
        yield f"Said: {quote(content.text('text'))}"
    for name, kinds in (("kind", _KINDS), ("attitude", _ATTITUDES)):
        value = row.line(name)
        yield f"{name.capitalize()}: {value}: {kinds.get(value, 'not one that this version knows')}"
    yield ""
    if row.part("speaker"):
        yield from case.party("Speaker", row.part("speaker"))
    else:
        yield "Speaker: nobody was found in the article"
    yield f"Cue: {quote(cue.text('text'))} (of {cue.line('lemma')})" if cue else "Cue: none; the layout of the text attributes it"
    yield from case.rule(row.text("rule"))
    yield f"Confidence: {how_sure(row.number('confidence'))}"
    yield ""
    yield from case.party("Passed on by", row.part("via")) if row.part("via") else ("Passed on by: nobody but the outlet",)
    yield from case.party("To", row.part("addressee")) if row.part("addressee") else ("To: nobody is named",)
    for key, label in _AGREE:
        if row.texts(key):
            named = [case.describe(case.actor(i)) or case.statement(i).line("id") or i for i in row.texts(key)]
            yield f"{label}: {', '.join(named)}"
    for key, label in (("occasion", "Occasion"), ("place", "Place")):
        if row.part(key):
            yield f"{label}: {quote(row.part(key).text('text'))}"
    yield from _around(case, row)


def _around(case: Case, row: Fields) -> Iterator[str]:
    """Tell what a statement stands in, and what stands in it."""
    record = row.text("id")
    if row.text("inside"):
        yield "Inside of (innermost first):"
        yield from case.chain(row.text("inside"))
    else:
        yield "Inside of: no other statement"
    inner = [s for s in case.coded.parts("statements") if record and s.text("inside") == record]
    if inner:
        yield "Statements inside of it:"
        yield from (f"  {case.said(s)}" for s in inner)
    claimed = [e for e in case.coded.parts("events") if record and e.text("claimed_by") == record]
    if claimed:
        yield "Events that it claims:"
        yield from (f"  {_event(e)}" for e in claimed)


def _event(e: Fields) -> str:
    trigger = quote(e.part("trigger").text("text"))
    return f"{e.line('id')}: {e.line('type')} {e.line('mode')}".rstrip() + f", {e.line('status')}, {trigger}"


def tell_actor(case: Case, row: Fields) -> Iterator[str]:
    """Tell kind, country, sector, roles with their evidence, mentions with their reasons, and what the actor says and does."""
    record = row.text("id")
    yield f"Kind: {row.line('kind')}"
    countries = row.texts("countries") or row.texts("country")
    yield f"Country: {', '.join(_country(case, c) for c in countries) if countries else 'none is known'}"
    sector = row.line("sector")
    yield f"Sector: {sector}: {case.meaning('ontology/sectors', sector)}" if sector else "Sector: none is known"
    yield f"Found by: {row.line('reason') or 'the file does not say'}"
    yield f"Confidence: {how_sure(row.number('confidence'))}"
    for role in row.parts("roles"):
        yield from _role(case, role)
    if not row.parts("roles"):
        yield "Roles: none"
    yield ""
    yield from _mentions(case, row)
    yield ""
    said = [s.line("id") for s in case.coded.parts("statements") if record in s.part("speaker").texts("actors")]
    events = case.coded.parts("events")
    does = [e.line("id") for e in events if any(p.text("actor") == record for p in e.parts("actors"))]
    undergoes = [e.line("id") for e in events if any(p.text("actor") == record for p in e.parts("recipients"))]
    for label, ids in (("Says", said), ("Does", does), ("Is the one to whom it is done in", undergoes)):
        yield f"{label}: {', '.join(ids) or 'nothing'}"


def _country(case: Case, code: str) -> str:
    known = [r.text("name") for r in case.lexicon.tables.get("actors/states", ()) if r.text("iso3") == code]
    known += [r.text("name") for r in case.lexicon.table("ontology/groups") if r.text("code") == code]
    return f"{code} {known[0]}" if known else code


def _role(case: Case, role: Fields) -> Iterator[str]:
    dates = " ".join(f"{word} {role.line(key)}" for word, key in (("since", "since"), ("until", "until")) if role.line(key))
    of = ", ".join(filter(None, (role.line("organisation"), role.line("country"), dates)))
    yield f"Role: {role.line('title')}" + (f" ({of})" if of else "")
    spans = role.spans("evidence")
    if not spans:
        yield "  evidence: the tables of persons and offices"
    elif case.text:
        yield f"  evidence: {quote(case.words(spans))}"
    else:
        yield f"  evidence: in the text, {_places(spans)}"


def _mentions(case: Case, row: Fields) -> Iterator[str]:
    spans = row.spans("mentions")
    if not case.text:
        yield f"Mentions: {len(spans)} in the text, {_places(spans[:_MENTIONS])}" if spans else "Mentions: none"
        return
    yield f"Mentions: {len(spans)}"
    for span in spans[:_MENTIONS]:
        around = Span(max(0, span.start - _ROUND // 2), span.end + _ROUND // 2)
        mention = case.again.mention(span, row.text("id")) if case.again else None
        kept = mention is not None and row.text("id") in mention.actors
        why = f": {mention.reason or 'no reason given'} ({mention.kind.value})" if mention is not None and kept else ""
        yield f"  … {mark_words(case.text, around, [(span, 'here')])} …{why}"
    if len(spans) > _MENTIONS:
        yield f"  and {len(spans) - _MENTIONS} more"


def _places(spans: tuple[Span, ...]) -> str:
    return "characters " + ", ".join(f"{s.start} to {s.end}" for s in spans)


def tell_entry(case: Case, row: Fields) -> Iterator[str]:
    """Tell kind, by whom, before whom, the words, the statement and the event that opened it, and the rows that made it so."""
    kind = row.line("kind")
    event = case.coded.find("events", row.text("event"))
    statement = case.coded.find("statements", row.text("statement"))
    if case.text and row.spans():
        opened = [(s, "opened by") for s in (event.part("trigger") if event else statement.part("cue")).spans()]
        marks = [*((s, "on the table") for s in row.spans()), *opened]
        around = event.span("sentence") or row.spans()[0]
        yield f"Sentence: {mark_words(case.text, around, marks) or 'its span lies outside of the text'}"
    yield f"Words: {quote(row.text('what'))}"
    yield f"Kind: {kind}: {case.meaning('ontology/ledger_kinds', kind)}"
    yield f"By: {', '.join(_country(case, c) for c in row.texts('by')) or 'nobody named'}"
    yield f"To: {', '.join(_country(case, c) for c in row.texts('to')) or 'nobody named'}"
    for outcome in row.parts("outcomes"):
        yield f"{outcome.line('how').capitalize()}: {quote(outcome.text('text'))}"
        rule, by = outcome.line("rule"), outcome.line("event")
        yield f"  by {rule}: {case.meaning('ontology/rules', rule)}" + (f" ({by})" if by else "")
    yield ""
    if statement:
        yield f"Put on the table by: {case.said(statement)}"
        yield from _cue(case, row, statement)
    if not event:
        if not statement:
            names = " ".join(filter(None, (row.line("statement"), row.line("event"))))
            yield f"Opened by: {names or 'the file does not say'}, which the file does not hold"
        return
    yield f"{'Also told' if statement else 'Opened'} by: {_event(event)}"
    yield f"  {case.meaning('ontology/statuses', event.line('status'))}"
    if not statement:
        yield from _opening(case, row, event)
    if event.text("claimed_by"):
        yield "  claimed by (innermost first):"
        yield from (f"  {line}" for line in case.chain(event.text("claimed_by")))


def _cue(case: Case, row: Fields, statement: Fields) -> Iterator[str]:
    """Tell the rows of ``ontology/ledger_cues`` by which the cue of a statement may have opened the entry."""
    if row.text("kind") == "condition":
        yield from _marker(case, row)
        return
    lemma = statement.part("cue").text("lemma")
    rows = [
        r for r in case.lexicon.table("ontology/ledger_cues") if r.text("lemma") == lemma and r.text("kind") == row.text("kind")
    ]
    for found in rows:
        yield f"  perhaps by {found.where}  lemma={lemma}, needs={'|'.join(found.list('needs')) or 'nothing'}"
    if not rows:
        yield "  in words of its own: what the speaker will do, or what somebody is said to be ready for"


def _marker(case: Case, row: Fields) -> Iterator[str]:
    """Tell the row of ``ontology/conditions`` with the words that open a condition."""
    words = f"{row.line('what').lower()} "
    known = [r for r in case.lexicon.table("ontology/conditions") if words.startswith(f"{r.text('marker')} ")]
    for marker in sorted(known, key=lambda r: -len(r.text("marker")))[:1]:
        yield f"  as its condition, by {marker.where}  marker={marker.text('marker')}, after={marker.text('after')}"


def _opening(case: Case, row: Fields, event: Fields) -> Iterator[str]:
    """Tell the row of ``ontology/ledger`` that opened the entry, or without the text those that may have."""
    if row.text("kind") == "condition":
        yield from _marker(case, row)
        return
    rows = [
        r
        for r in case.lexicon.table("ontology/ledger")
        if r.text("type") == event.text("type")
        and r.text("kind") == row.text("kind")
        and event.text("status") in r.list("status")
    ]
    now = case.again.event(event.text("id")) if case.again else None
    opening = case.again.opening(now) if case.again and now else None
    if opening is not None:
        own = (opening.lemma, opening.pos, opening.cameo, opening.needs)
        rows = [r for r in rows if tuple(r.text(c) for c in ("lemma", "pos", "cameo", "needs")) == own]
    for found in rows:
        said = ", ".join(f"{c}={found.text(c)}" for c in ("lemma", "pos", "cameo", "needs", "what") if found.text(c))
        yield f"  {'by' if opening is not None else 'perhaps by'} {found.where}  {event.line('type')}: {said}"
