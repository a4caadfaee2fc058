"""The verdict in words: since when, what was compared, and what speaks against it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from detente.display.relation_verdict import checks_sentence, compared, find_beginning, verdict_head, verdict_lines
from detente.relations.periods import PeriodKind
from detente.relations.records import Band, ChangePoint, Channel, Check, Judgement, Relation

Make = Callable[..., Relation]


def turn(day: dt.date, judgement: Judgement, probability: float, channel: Channel = Channel.TONE) -> ChangePoint:
    return ChangePoint(day, channel, judgement, probability, 0.1)


def judged(relation: Relation, judgement: Judgement, *changes: ChangePoint, **verdict: object) -> Relation:
    return replace(relation, verdict=replace(relation.verdict, judgement=judgement, **verdict), changes=changes)  # type: ignore[arg-type]


def inside(relation: Relation, share: float) -> dt.date:
    return relation.tone[int(len(relation.tone) * share)].start


def test_a_verdict_begins_with_the_surest_change_of_its_direction(make_relation: Make) -> None:
    made = make_relation(100)
    early, late, turned = (inside(made, share) for share in (0.7, 0.8, 0.9))
    weak, sure, other = (
        turn(early, Judgement.THAW, 0.6),
        turn(late, Judgement.THAW, 0.93),
        turn(turned, Judgement.CHILL, 0.99),
    )
    relation = judged(made, Judgement.THAW, weak, sure, other)
    assert find_beginning(relation) == sure
    assert verdict_head(relation) == "Thaw, 94% sure, since the week of 17 July 2017 (93% sure)"
    assert "Yet the tone turned colder with the week of 25 September 2017 (99% sure)." in verdict_lines(relation)
    assert find_beginning(judged(made, Judgement.NO_CLEAR_CHANGE, weak, sure)) is None


def test_a_change_in_how_often_they_act_begins_a_verdict_only_where_the_tone_has_none(make_relation: Make) -> None:
    made = make_relation(100)
    shown = turn(inside(made, 0.7), Judgement.THAW, 0.8)
    counted = turn(inside(made, 0.9), Judgement.THAW, 0.9, Channel.PRESSURE)
    assert find_beginning(judged(made, Judgement.THAW, shown, counted)) == shown
    alone = judged(made, Judgement.THAW, counted)
    assert verdict_head(alone) == "Thaw, 94% sure, since the week of 25 September 2017 (90% sure, by how often they act)"


def test_turns_before_its_beginning_do_not_speak_against_a_verdict(make_relation: Make) -> None:
    made = make_relation(100)
    earlier, begun = turn(inside(made, 0.65), Judgement.CHILL, 0.97), turn(inside(made, 0.7), Judgement.THAW, 0.8)
    assert not [line for line in verdict_lines(judged(made, Judgement.THAW, earlier, begun)) if line.startswith("Yet")]


def test_changes_outside_of_what_is_compared_begin_nothing(make_relation: Make) -> None:
    made = make_relation(100)
    relation = judged(made, Judgement.THAW, turn(made.verdict.before[0], Judgement.THAW, 0.9))
    assert verdict_head(relation) == "Thaw, 94% sure"
    assert "Since when cannot be told: no week stands out as its beginning." in verdict_lines(relation)


def test_what_two_windows_hide_is_said(make_relation: Make) -> None:
    made = make_relation(100)
    chill, thaw = turn(inside(made, 0.7), Judgement.CHILL, 0.99, Channel.BOTH), turn(inside(made, 0.9), Judgement.THAW, 0.53)
    counted = turn(inside(made, 0.8), Judgement.THAW, 0.9, Channel.PRESSURE)
    lines = verdict_lines(judged(made, Judgement.NO_CLEAR_CHANGE, chill, thaw, counted, thaw=0.02, chill=0.01))
    said = "Within this time the tone turned colder with the week of 8 May 2017 (99% sure), warmer with the week of"
    assert lines[0].startswith("Relations hardly changed between the two: the mean tone rose by 2.1 points")
    assert lines[1] == f"{said} 25 September 2017 (53% sure)."


def test_how_sure_a_change_is_has_one_number(make_relation: Make) -> None:
    made = make_relation(100)
    known = {"probability": 0.876, "thaw": 0.876, "chill": 0.0, "change": Band(0.2, 0.9, 1.6)}
    relation = judged(made, Judgement.NO_CLEAR_CHANGE, **known)  # type: ignore[arg-type]
    assert verdict_head(relation) == "No clear change: a thaw is 88% likely, a chill under 1%"
    assert verdict_lines(relation)[0].endswith("That it rose by more than 0.5, from where a change counts, is only 88% sure.")
    assert verdict_lines(relation)[0].startswith("Relations warmed, perhaps by too little to count")
    unsure = judged(made, Judgement.NO_CLEAR_CHANGE, **(known | {"change": Band(-0.2, 0.9, 1.6)}))  # type: ignore[arg-type]
    assert verdict_lines(unsure)[0].startswith("It is open whether relations changed")


def test_windows_end_where_the_time_ends_and_count_their_events(make_relation: Make) -> None:
    made = make_relation(20, PeriodKind.QUARTER)
    relation = replace(made, until=dt.date(2010, 10, 31))
    before, after = compared(relation)
    assert (before, after[1]) == (made.verdict.before, dt.date(2010, 10, 31))
    counted = sum(point.events for point in made.tone[-4:])
    assert f"1 Jan – 31 Oct 2010 ({counted} events)." in verdict_lines(relation)[0]


def test_an_empty_window_is_said_to_be_one(make_relation: Make) -> None:
    made = make_relation(20, PeriodKind.QUARTER)
    first = made.verdict.before[1]
    tone = tuple(replace(p, events=0) if p.start <= first else replace(p, events=3) for p in made.tone)
    little = judged(replace(made, tone=tone), Judgement.TOO_LITTLE_DATA, reason="Too little was reported.")
    assert verdict_lines(little)[0] == "Too little was reported. What there is falls into 1 Jan – 31 Dec 2010."


def test_other_ways_of_judging_are_named_where_they_differ(make_relation: Make) -> None:
    verdict = make_relation(20).verdict
    same = Check("PLOVER weights", Judgement.THAW, 0.9, 50.0)
    other = Check("without \x1b[2J", Judgement.CHILL, 0.9, 50.0)
    assert checks_sentence(replace(verdict, checks=())) == ""
    assert checks_sentence(replace(verdict, checks=(same,))) == "With PLOVER weights it is the same."
    assert checks_sentence(replace(verdict, checks=(same, same))) == "Judged in 2 other ways it is the same."
    assert checks_sentence(replace(verdict, checks=(other,))) == "Without \\x1b[2J it is otherwise: chill."
    little = replace(verdict, judgement=Judgement.TOO_LITTLE_DATA, checks=(replace(same, judgement=Judgement.TOO_LITTLE_DATA),))
    assert checks_sentence(little) == ""


def test_changes_of_a_series_of_days_are_named_by_week(make_relation: Make) -> None:
    made = make_relation(100, PeriodKind.DAY)
    assert "since the week of 24 March 2016 (81% sure)" in verdict_head(made)
    assert "no week stands out" in verdict_lines(judged(made, Judgement.THAW))[1]


def test_a_thaw_and_a_chill_can_be_printed(make_relation: Make) -> None:
    made = make_relation(100)
    thaw = verdict_lines(judged(made, Judgement.THAW))[0]
    chill = verdict_lines(judged(made, Judgement.CHILL, change=Band(-3.0, -2.0, -1.0)))[0]
    windows = "from 27 Feb – 16 Jul 2017 (159 events) to 17 Jul – 3 Dec 2017 (147 events)."
    counts = "by more than 0.5, from where a change counts, is 94% sure."
    rose, fell = "the mean tone rose by 2.1 points", "the mean tone fell by 2.0 points"
    assert thaw == f"Relations warmed: {rose} (nine chances in ten: +1.2 to +3.0) {windows} That it rose {counts}"
    assert chill == f"Relations cooled: {fell} (nine chances in ten: −3.0 to −1.0) {windows} That it fell {counts}"
