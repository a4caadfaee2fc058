"""Office holders are compared with lists of governments: which rows, which persons, which days; and ours agree with one."""

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import EvaluationError
from detente.evaluation.figures import Report
from detente.evaluation.office_holders import Key, carried, load_explained, score_office_holders
from detente.evaluation.run import run_evaluation
from detente.lexicon import Lexicon, Row

FACTS = [
    {"name": "Maria Elena Torvald", "country": "NOR", "from": "2004-03-01", "to": "2006-02-28"},
    {"name": "Maria Elena Torvald", "country": "NOR", "from": "2006-03-01", "to": "2009-12-31"},
]


def row(name: str, title: str, since: str, until: str = "", *, aliases: tuple[str, ...] = (), sector: str = "GOV") -> Row:
    days = {"since": dt.date.fromisoformat(since), "until": dt.date.fromisoformat(until) if until else None}
    texts = {"name": name, "country": "NOR", "title": title, "sector": sector, "organisation": ""}
    return Row({**texts, **days, "aliases": aliases}, "people.tsv", 2)


def score(person: Row, reasons: dict[Key, tuple[str, str]] | None = None) -> Report:
    return score_office_holders(FACTS, [person], reasons or {})


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("President", True), ("Queen", True), ("Finance Minister", True), ("Deputy Prime Minister", True),
        ("Minister of State Security", True), ("Central Bank Governor", True), ("Ambassador to the United Nations", True),
        ("Deputy Foreign Minister", False), ("First Deputy Foreign Minister", False), ("Senator", False),
        ("Minister of State for Defence Affairs", False), ("Prime Minister of Iraqi Kurdistan", False), ("Chief Minister", False),
        ("Spokesperson of the Prime Minister", False), ("Chief of Staff to the President", False), ("Former President", False),
    ],
)  # fmt: skip
def test_only_offices_that_lists_of_governments_carry_are_asked(title: str, asked: bool) -> None:
    assert carried(row("Maria Torvald", title, "2004-03-01")) is asked
    assert not carried(row("Maria Torvald", title, "2004-03-01", sector="OPP"))


@pytest.mark.parametrize("name", ["Maria Torvald", "Torvald, María", "Maria Elena Torvald-Berg", "Maria Thorsen"])
def test_a_person_is_found_by_any_name_in_any_order_with_more_or_fewer_parts(name: str) -> None:
    person = row(name, "Finance Minister", "2004-03-15", "2009-10-01", aliases=("Maria Torwald",))
    assert score(person).headline == {"agree": 1.0, "explained": 1.0}


def test_one_part_and_particles_are_nobody() -> None:
    lines = score_office_holders(
        [{"name": "Said Al Amin", "country": "NOR", "from": "2003-01-01", "to": ""}],
        [row("Omar al-Amin", "President", "2004-01-01"), row("Amin", "President", "2004-01-01")],
        {},
    ).lines
    assert lines[0].startswith("compared 0 rows; not compared 2 whose name the source has not")


@pytest.mark.parametrize(
    ("since", "until", "agrees"),
    [
        ("2004-02-10", "2009-10-01", True),  # terms of the source are joined
        ("1999-01-01", "2009-10-01", True),  # cut to 2003-01-01: a quarter lies in 2004-09
        ("2003-01-01", "2005-01-01", False),  # a quarter lies in 2003-07
        ("2004-03-01", "", True),  # three quarters lie in 2009-05
        ("2008-01-01", "", False),  # three quarters lie in 2010-04
        ("2009-01-01", "2010-03-15", True),  # three quarters lie in 2009-11
        ("2010-02-01", "2010-12-31", False),  # touches the term within the tolerance
    ],
)
def test_the_person_is_in_government_on_three_days(since: str, until: str, agrees: bool) -> None:
    report = score(row("Maria Torvald", "Finance Minister", since, until))
    assert report.headline["agree"] == float(agrees)
    assert len(report.lines) == 3 + (not agrees)


def test_what_the_source_has_at_other_times_or_cannot_reach_is_not_compared() -> None:
    apart = score(row("Maria Torvald", "Finance Minister", "2010-03-01"))
    assert apart.lines[0].endswith("1 whom it has only at other times")
    before = score(row("Maria Torvald", "Finance Minister", "1999-01-01", "2002-12-31"))
    assert before.lines[0].startswith("compared 0 rows; not compared 0 ")


def test_only_heads_whom_the_source_dates_before_2003_are_compared_there() -> None:
    facts = [{"name": "Maria Torvald", "country": "NOR", "from": "1992-05-01", "to": "1996-04-30"}]
    wrong = [row("Maria Torvald", title, "1992-05-01", "2000-01-01") for title in ("Prime Minister", "Finance Minister")]
    report = score_office_holders(facts, wrong, {})
    assert len(report.lines) == 4
    assert report.lines[3].startswith(
        "Maria Torvald | NOR | Prime Minister | 1992-05-01 | 2000-01-01: disagrees: not looked into"
    )


def test_reasons_explain_but_never_agree_and_stale_ones_are_told() -> None:
    wrong = row("Maria Torvald", "Finance Minister", "2008-01-01")
    key = ("Maria Torvald", "NOR", "Finance Minister", "2008-01-01")
    assert score(wrong).headline == {"agree": 0.0, "explained": 0.0}
    assert score(wrong, {key: ("gap", "ends early")}).headline == {"agree": 0.0, "explained": 1.0}
    assert score(wrong, {key: ("open", "nobody knows")}).headline == {"agree": 0.0, "explained": 0.0}
    stale = score(wrong, {(*key[:3], "2007-01-01"): ("gap", "ends early")})
    assert stale.lines[-1].endswith("a reason is on file, but no disagreement is left")


def test_gold_that_is_no_such_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gold.tsv"
    file.write_text("name\tcountry\tfrom\tto\nAda\tNOR\t2004\n", "utf-8")
    with pytest.raises(EvaluationError, match="a tab-separated table with a header"):
        run_evaluation("office-holders", file)
    file.write_text("name\tcountry\tfrom\tto\nAda\tNOR\t2004-13-01\t\n", "utf-8")
    with pytest.raises(EvaluationError, match="Dates are written YYYY-MM-DD"):
        run_evaluation("office-holders", file)
    file.write_text("person\tcountry\nAda\tNOR\n", "utf-8")
    with pytest.raises(EvaluationError, match="not in the format of the task 'office-holders'"):
        run_evaluation("office-holders", file)


def test_reasons_stand_for_rows_of_the_table(lexicon: Lexicon) -> None:
    keys = {(r.text("name"), r.text("country"), r.text("title"), str(r.date("since"))) for r in lexicon.table("actors/people")}
    assert set(load_explained()) <= keys


def test_our_office_holders_agree_with_the_source(shared: Path) -> None:
    report = run_evaluation("office-holders", shared / "gold" / "office_holders_check.tsv")
    assert int(report.lines[0].split()[1]) >= 1800
    assert report.headline["agree"] >= 0.98
    assert not [line for line in report.lines if "not looked into" in line or "a reason is on file" in line]
