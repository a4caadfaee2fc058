"""Why an event was coded so."""

from collections.abc import Iterator

from detente.errors import LookupFailed
from detente.events.find import LONG_AGO
from detente.events.ontology import load_ontology
from detente.explain import explain_rule
from detente.reasons.again import Again, Judgement
from detente.reasons.case import Case, how_sure, mark_words
from detente.reasons.fields import Fields, quote
from detente.reasons.opinion import second_opinion
from detente.records import Event, Status

# Dates that say all of themselves: nothing is counted.
_WHOLE = ("date.decade", "date.full", "date.month_year", "date.year")


def tell_event(case: Case, event: Fields) -> Iterator[str]:
    """Tell the sentence, who acts upon whom, type and rule, status, circumstances, what it opened, and a second opinion."""
    again = case.again
    now = again.event(event.text("id")) if again is not None else None
    judged = again.judge(now) if again is not None and now is not None else None
    yield from _sentence(case, event, judged)
    yield from _sides(case, event)
    yield ""
    yield from _type(case, event)
    yield from case.rule(event.text("rule"))
    yield from _code_by_rule(event, judged)
    yield f"Confidence: {how_sure(event.number('confidence'))}"
    yield ""
    yield from _status(case, event, again, now, judged)
    yield from _date(case, event, judged)
    yield f"Place: {quote(event.text('place')) if event.text('place') else 'the words below the act name none'}"
    yield ""
    yield from _claim(case, event)
    yield from _ledger(case, event)
    yield from second_opinion(case, event)


def _sentence(case: Case, event: Fields, judged: Judgement | None) -> Iterator[str]:
    sentence = event.span("sentence")
    if case.text and sentence is not None:
        marks = [(span, "act") for span in event.part("trigger").spans()]
        marks += [(span, "who") for p in event.parts("actors") for span in p.spans()]
        marks += [(span, "to whom") for p in event.parts("recipients") for span in p.spans()]
        marks += [(cue.span, "status") for cue in (judged.cues if judged else ())]
        marks += [(judged.date.span, "date")] if judged and judged.date and judged.date.text else []
        yield f"Sentence: {mark_words(case.text, sentence, marks) or 'its span lies outside of the text'}"
    yield f"Words that name the act: {quote(event.part('trigger').text('text'))}"


def _sides(case: Case, event: Fields) -> Iterator[str]:
    both = " (both do it)" if event.values.get("symmetric") is True else ""
    for side, label in (("actors", "Who"), ("recipients", "To whom")):
        for party in event.parts(side):
            yield from case.party(label + both, party)
        if not event.parts(side):
            yield f"{label}: nobody is named"


def _type(case: Case, event: Fields) -> Iterator[str]:
    ontology = load_ontology(case.lexicon)
    name, mode, code = event.text("type"), event.text("mode"), event.text("cameo")
    try:
        yield f"Type: {name}: {ontology.type(name).description}"
        if mode:
            found = next((m.description for m in ontology.modes_of(name) if m.name == mode), "no mode of this type in the tables")
            yield f"Mode: {mode}: {found}"
        for context in event.texts("contexts"):
            yield f"Context: {context}: {case.meaning('ontology/contexts', context)}"
        if code:
            found_code = ontology.cameo(code)
            yield f"CAMEO: {code}: {found_code.label} (Goldstein weight {_signed(found_code.goldstein)})"
        yield f"PLOVER score: {_signed(ontology.plover_score(name, mode or None))}"
        yield f"Quad class: {ontology.quad(name)}: {case.meaning('ontology/quads', str(ontology.quad(name)))}"
    except LookupFailed as failed:  # the file was made with other tables, or edited
        yield f"  {failed}"


def _code_by_rule(event: Fields, judged: Judgement | None) -> Iterator[str]:
    """Say where the code of the words is not that of the event, since announcing or refusing an act is another act."""
    if judged is not None and judged.act.code != event.text("cameo"):
        code = event.line("cameo")
        yield f"  The words as such are coded {judged.act.code}; said as they are here (announced, or refused), they make {code}."


def _status(case: Case, event: Fields, again: Again | None, now: Event | None, judged: Judgement | None) -> Iterator[str]:
    status = event.line("status")
    yield f"Status: {status}: {case.meaning('ontology/statuses', status)}"
    if again is None:
        yield "  Which words made it so is not in the file."
        return
    if now is None or judged is None:
        yield "  Which words made it so cannot be told: the act was not found again."
        return
    for cue in judged.cues:
        target = "it" if cue.on_act else quote(cue.on)
        itself = cue.words == cue.on
        yield f"  {quote(cue.words)} {'is' if itself else f'makes {target}'} {cue.status.value} ({cue.rule})"
        yield from (f"    {line}" for part in explain_rule(cue.rule, case.lexicon) for line in part.lines)
    if not judged.cues:
        yield f"  No word around {quote(judged.main)} negates, conditions, hedges or dates it (scope.none)."
    turned = _turned(now, judged)
    if turned:
        yield f"  {turned}"


def _turned(event: Event, judged: Judgement) -> str:
    """Say why the status is not what the words around the act come to; '' where it is."""
    flags, rule = judged.act.flags, event.rule
    if event.status is judged.judged:
        return ""
    if "said" in flags:
        return "To demand, warn or accuse is done by saying so, whatever becomes of what is spoken of: so it is actual."
    if event.status is Status.HISTORICAL:
        return f"Its date lies more than {LONG_AGO} days before the day of publication: so it is historical."
    if event.status is Status.ACTUAL:
        return "To say that one will not, or that one will do harm, is an act by itself, a refusal or a threat: so it is actual."
    if rule.startswith("stances.") or "future" in flags:
        return f"The rule {rule.partition('+')[0]} tells of what is intended, not of what is done: so it is {event.status.value}."
    return f"What is announced with “will” or “would” has not been done yet: so it is {event.status.value}."


def _date(case: Case, event: Fields, judged: Judgement | None) -> Iterator[str]:
    day, words = event.line("date"), event.text("date_text")
    published = case.coded.part("article").line("published")
    if not day:
        why = "" if published else "; the article has no day of publication to count from"
        yield f"Date: the sentence gives none{why}"
        return
    exact = event.line("date_precision") or "day"
    if not words:
        yield f"Date: {day}, the day of publication, for want of a nearer date in the sentence"
        return
    rule = judged.date.rule if judged is not None and judged.date is not None else ""
    counted = "" if rule in _WHOLE or not published else f", counted from {published}, the day of publication"
    yield f"Date: {day} (exact to the {exact}), from {quote(words)}{counted}"
    for part in explain_rule(rule, case.lexicon):
        yield f"  {rule}: {part.lines[0]}"


def _claim(case: Case, event: Fields) -> Iterator[str]:
    claim = event.text("claimed_by")
    if not claim:
        yield "Claimed by: nobody in the article; the outlet itself reports it"
        return
    yield "Claimed by (innermost first):"
    yield from case.chain(claim)


def _ledger(case: Case, event: Fields) -> Iterator[str]:
    entries = [e for e in case.coded.parts("ledger") if e.text("event") == event.text("id")]
    if not entries:
        yield "On the table: it opens nothing"
        return
    yield "On the table:"
    for entry in entries:
        yield f"  {entry.line('id')}: {entry.line('kind')}: {quote(entry.text('what'))}"


def _signed(score: float) -> str:
    return f"{score:+g}" if score else "0"
