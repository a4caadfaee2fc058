"""Dated turns against change points: what is a hit, what is the base rate, and what is no table."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from detente.errors import EvaluationError
from detente.evaluation.turns import COLUMNS, DatedTurn, Found, read_turns, score_turns
from detente.relations.changes import Turns
from detente.relations.periods import PeriodKind, make_periods
from detente.relations.records import ChangePoint, Channel, Judgement

WEEKS = make_periods(PeriodKind.WEEK, np.datetime64("2018-01-01"), np.datetime64("2018-03-11"))  # ten
BANK = Path(__file__).resolve().parents[2] / "bank"


def turns_at(*weeks: int) -> Turns:
    near = np.zeros(10)
    near[list(weeks)] = 0.9
    return Turns(near, near, near, near.sum())


def turn(date: str, pair: str = "NOR SWE", towards: str = "thaw") -> DatedTurn:
    one, other = pair.split()
    return DatedTurn("dev", dt.date.fromisoformat(date), one, other, Judgement(towards), "an event")


def test_hits_and_base_rates_by_channel() -> None:
    change = ChangePoint(dt.date(2018, 1, 8), Channel.PRESSURE, Judgement.THAW, 0.9, 0.1)
    found = {
        ("NOR", "SWE"): Found(WEEKS, turns_at(0, 1), turns_at(1, 2), (change,)),
        ("DNK", "NOR"): Found(WEEKS, turns_at(), turns_at(), ()),
        ("CHN", "USA"): Found(WEEKS, turns_at(*range(10)), turns_at(), ()),  # of which no turn is asked
    }
    turns = [
        turn("2018-01-14", "SWE NOR"),  # the Sunday of the second week; states in any order
        turn("2018-01-17", towards="chill"),  # only the pressure shows it, and the change beside it has the other direction
        turn("2018-02-01"),
        turn("2018-01-14", "NOR DNK"),
        turn("2018-06-01"),  # after the last week
        turn("2018-01-14", "FIN ISL"),  # nothing is known of them
    ]
    report = score_turns(turns, found)
    assert report.headline == pytest.approx(
        {"hit tone": 1 / 6, "base tone": 0.1, "hit pressure": 2 / 6, "base pressure": 0.1, "hit": 2 / 6, "base": 0.15}
    )
    assert report.lines[-1] == "directions of 2 named changes: 1 right, 1 wrong, 0 unclear"
    assert "nothing to see" in report.lines[4]
    assert "nothing to see" in report.lines[5]


def test_nothing_asked_is_nothing_hit() -> None:
    assert set(score_turns([], {}).headline.values()) == {0.0}


def test_the_turns_of_the_bank_are_read() -> None:
    turns = read_turns(BANK / "turns_2018.tsv")
    assert {p: sum(t.part == p for t in turns) for p in ("dev", "test")} == {"dev": 26, "test": 19}
    more = read_turns(BANK / "turns_2018_more.tsv")
    assert {t.part for t in more} == {"dev"}
    assert not {(t.date, t.pair) for t in more} & {(t.date, t.pair) for t in turns}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("part\tdate\n", "its columns are not"),
        ("\t".join(COLUMNS) + "\ndev\t2018-13-01\tNOR\tSWE\tthaw\te\ts\n", ":2: no dated turn"),
        ("\t".join(COLUMNS) + "\ndev\t2018-01-01\tNOR\tSWE\twarm\te\ts\n", "'warm'"),
        ("\t".join(COLUMNS) + "\ndev\n", ":2: no dated turn"),
        ("", "cannot be read"),
    ],
)
def test_what_is_no_table_of_turns_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "turns.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(EvaluationError, match=message):
        read_turns(path)
