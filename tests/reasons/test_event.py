from collections.abc import Callable

import pytest

from detente.reasons.fields import Fields

Told = Callable[..., list[str]]
Code = Callable[..., dict[str, object]]
Coded = dict[str, object]


def by_trigger(words: str) -> Callable[[Fields], bool]:
    return lambda row: row.part("trigger").text("text").startswith(words)


def test_an_event_of_the_outlet(told: Told, sample: Coded) -> None:
    lines = told(sample, "events", by_trigger("accused"))
    assert lines[0].endswith(": event, ACCUSE disapprove, Kari Lund → Latvia, actual")
    assert any("[who: Kari Lund] [act: accused] [to whom: Latvia] on [date: Tuesday] of" in line for line in lines)
    assert any(line.startswith("Who: “Kari Lund” is Kari Lund (NOR GOV, a-") for line in lines)
    assert "  found by: Latvia: state (name, very sure, .95)" in lines
    assert "Type: ACCUSE: Blames, condemns, sues or investigates another party for what it did." in lines
    assert "Rule: verbs.112.accuse" in lines
    assert any(line.strip().startswith("data/events/verbs.tsv:") and "name=accuse" in line for line in lines)
    assert "Date: 2016-11-29 (exact to the day), from “Tuesday”, counted from 2016-11-30, the day of publication" in lines
    assert "Claimed by: nobody in the article; the outlet itself reports it" in lines
    assert "On the table: it opens nothing" in lines
    assert any(line.startswith("  “Kari Lund” and “Latvia”: the model reads it as ACCUSE, too (") for line in lines)
    assert not any(line.startswith("Note:") for line in lines)


@pytest.mark.parametrize(
    ("trigger", "said"),
    [
        ("accused", "  No word around “accused” negates, conditions, hedges or dates it (scope.none)."),  # nothing
        ("attacked ships", "  “denied” makes it negated (scope.clause.deny)"),  # a governor
        ("expelled", "  “may” makes it hypothetical (scope.modal.may)"),  # a modal
        ("impose", "  “if” makes it hypothetical (scope.consequence)"),  # a condition
        ("attacked Norway", "  “1994” makes it historical (scope.date)"),  # a date long past
        ("ready", "  The rule stances.intend.ready tells of what is intended, not of what is done: so it is future."),  # a stance
        ("stop", "  To demand, warn or accuse is done by saying so, whatever becomes of what is spoken of: so it is actual."),
        ("impose", "  The words as such are coded 163; said as they are here (announced, or refused), they make 1312."),
        ("meet", "  To say that one will not, or that one will do harm, is an act by itself, a refusal or a threat: "
                 "so it is actual."),
        ("ready", "Date: the sentence gives none"),  # no date
        ("threatens", "Date: 2016-11-30, the day of publication, for want of a nearer date in the sentence"),
        ("attacked Norway", "Date: 1994-01-01 (exact to the year), from “1994”"),  # a date that counts from nothing
    ],
)  # fmt: skip
def test_what_decides(told: Told, sample: Coded, trigger: str, said: str) -> None:
    assert said in told(sample, "events", by_trigger(trigger))


@pytest.mark.parametrize(
    ("sentence", "trigger", "said"),
    [
        ("Norway did not attack Latvia.", "attack", "“not” makes it negated (scope.neg)"),  # a bare negation
        ("Norway, perhaps, attacked Latvia on Monday.", "attacked", "“perhaps” makes it hypothetical (scope.hedge.perhaps)"),
        ("Norway did not deny that it attacked Latvia.", "attacked", "“deny” makes it hypothetical (scope.clause.deny)"),  # twice
        ("Norway did not deny that it attacked Latvia.", "attacked", "“not” makes “deny” negated (scope.neg)"),  # the other one
    ],
)  # fmt: skip
def test_cues_of_other_sentences(told: Told, code: Code, sentence: str, trigger: str, said: str) -> None:
    lines = told(code(sentence + " The ferries were late."), "events", by_trigger(trigger))
    assert f"  {said}" in lines, "\n".join(lines)


def test_the_chain_of_claims_names_who_passes_it_on(told: Told, sample: Coded) -> None:
    lines = told(sample, "events", by_trigger("stop"))
    at = lines.index("Claimed by (innermost first):")
    assert (
        'Janis Ozols (“Ozols”), passed on by LETA news agency, “was quoted as saying”: "Norway must stop its provocations,"'
        in lines[at + 1]
    )


def test_what_it_puts_on_the_table(told: Told, sample: Coded) -> None:
    lines = told(sample, "events", by_trigger("impose"))
    at = lines.index("On the table:")
    assert lines[at + 1].partition(": ")[2] == "threat: “impose sanctions if Riga did not return them”"
    assert not any("condition: " in line for line in lines[at:])  # a threat keeps it


def test_a_file_of_other_tables(told: Told, sample: Coded) -> None:
    events = [e | {"type": "SCOLD", "cameo": "9999", "mode": "loud"} for e in sample["events"]]  # type: ignore[attr-defined]
    lines = told(sample | {"events": events}, "events", by_trigger("accused"))
    assert any("No event type 'SCOLD'." in line for line in lines)
    assert any(line.startswith("Note: Read again today, it differs from the file in: type, mode, cameo.") for line in lines)
