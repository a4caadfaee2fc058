"""What a brief says: the verdict in the words of the display, what is on the table, who said what, and what is not known."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.brief.make import CHANGES, make_brief
from detente.brief.records import Brief
from detente.brief.texts import shorten
from detente.display.relation_verdict import verdict_head
from detente.errors import QueryError
from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.write import write_shard

Make = Callable[..., Path]


def said(brief: Brief, title: str) -> list[str]:
    """Return what stands under a heading, line by line."""
    (section,) = [s for s in brief.sections if s.title == title]
    return [line for item in section.items for line in (item.text, *item.below)]


def test_a_brief_says_the_verdict_and_what_it_rests_on(plain: Path) -> None:
    brief = make_brief(plain, "Norway", "SWE")
    assert (brief.title, brief.warning) == ("Norway – Sweden", "")
    assert brief.head == verdict_head(brief.relation)
    assert brief.head.startswith("Thaw, over 99% sure")
    assert [s.title for s in brief.sections] == [
        "What moved it most", "When it changed", "How often", "Who moved first", "On the table", "Said by Norway about Sweden",
        "Said by Sweden about Norway", "Coverage and gaps",
    ]  # fmt: skip
    assert "“They met over herring 53.”" in said(brief, "What moved it most")
    assert "104 articles of this time, copies not counted; in all the store holds 104 (0 of them copies) of 1 outlet." in said(
        brief, "Coverage and gaps"
    )


def test_open_offers_stand_on_the_table_and_are_counted(plain: Path) -> None:
    table = said(make_brief(plain, "NOR", "SWE"), "On the table")
    assert any("offer · NOR → SWE" in line and "to share the herring of bank" in line for line in table)
    assert table[-1] == ("104 things put on the table in this time: 104 open; the newest 6 open ones above.")


def test_each_side_is_quoted_with_its_newest_words_first(plain: Path) -> None:
    brief = make_brief(plain, "NOR", "SWE")
    norway = said(brief, "Said by Norway about Sweden")
    assert [line.split(" said")[0] for line in norway[:6:2]] == ["Minister 103", "Minister 101", "Minister 99"]
    assert norway[0] == "Minister 103 said: “Number 103: our neighbours fish where they please.”"
    assert norway[-1] == "52 statements surely read in this time; 3 shown."


def test_what_is_cited_is_listed_once_with_its_number_and_only_web_addresses_lead_anywhere(plain: Path) -> None:
    brief = make_brief(plain, "NOR", "SWE")
    listed = brief.sources.items
    assert [item.number for item in listed] == [str(i + 1) for i in range(len(listed))]
    assert len({item.text for item in listed}) == len(listed) > 6
    assert {str(item.url).split("/")[2] for item in listed if item.url} == {"news.example"}
    assert any(item.url is None for item in listed)
    newest = said(brief, "Said by Norway about Sweden")[1]
    number = int(newest.rsplit(" ", 1)[1])
    assert newest == f"The Courier · 26 Dec 2011 · source {number}"
    assert "Herring 103" in listed[number - 1].text


def test_days_bound_everything(plain: Path) -> None:
    brief = make_brief(plain, "NOR", "SWE", since="2011-02", until="2011-06")
    assert brief.span.endswith("1 Feb – 30 Jun 2011")
    assert said(brief, "Said by Sweden about Norway")[0].startswith("Minister 74 ")  # 76 is told in words of the outlet
    days = [item.text.split(" · ")[1] for item in brief.sources.items]
    assert {day[-4:] for day in days} == {"2011"}


def test_too_little_is_said_first_and_what_there_is_is_shown(make_store: Make) -> None:
    brief = make_brief(make_store(events=3), "NOR", "SWE")
    assert brief.warning == "Too little is reported for a verdict. What there is, is shown: 3 events."
    assert brief.head == "Too little data"
    assert [line for line in said(brief, brief.sections[0].title) if "They met over herring" in line]


def test_nothing_between_the_two_is_said(plain: Path) -> None:
    brief = make_brief(plain, "NOR", "DNK")
    assert brief.warning.startswith("Nothing is reported as having happened between the two in this time")
    assert said(brief, "Said by Denmark about Norway") == [
        "No statement of this side about the other is sure and whole enough to be quoted."
    ]
    assert brief.sources.items[0].text == "The store has no article of what is named here."


def test_rows_without_articles_and_times_without_news_are_admitted(tmp_path: Path) -> None:
    make_folder(tmp_path / "rows")
    base = {"origin": "icews", "type": "AID", "cameo": "070", "quad": 2, "goldstein": 7.0, "plover_score": 6.0}
    base |= {"actor_countries": ["NOR"], "recipient_countries": ["SWE"], "symmetric": False, "status": "actual"}
    days = [dt.date(2010, 1, 1) + dt.timedelta(days=n) for n in range(730) if not 100 <= n < 400]
    events = [base | {"event_id": f"e-{d}", "date": d, "date_precision": "day"} for d in days]
    digests = write_shard(tmp_path / "rows", "s", {"events": events}, {})
    append(tmp_path / "rows", [Shard("s", "icews", (), {}, {"events": len(events)}, digests)])
    brief = make_brief(tmp_path / "rows", "NOR", "SWE", period="month")
    assert "imported as rows (icews), without articles: no sentence can be shown" in brief.warning
    coverage = said(brief, "Coverage and gaps")
    assert "Nothing at all was reported in: 1 May 2010 – 31 Jan 2011. Quiet there means unread, not calm." in coverage
    assert "430 events between any states are told of in this time; the store has no articles of them." in coverage


def test_only_the_likeliest_changes_are_named_and_the_rest_counted(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.brief.make.CHANGES", 0)
    brief = make_brief(plain, "NOR", "SWE")
    assert CHANGES > len(brief.relation.changes) > 0
    assert f"{len(brief.relation.changes)} change" in said(brief, "Coverage and gaps")[-1]


def test_it_says_how_it_was_made_and_what_was_asked_without_a_clock(plain: Path) -> None:
    made = [item.text for item in make_brief(plain, "NOR", "SWE", period="quarter", weights="plover", window=90).made.items]
    assert "Store “store”, 1 shard, state " in made[1]
    assert made[2] == "Days 4 Jan 2010 – 26 Dec 2011, period quarter, PLOVER weights, window 90 days."
    assert make_brief(plain, "NOR", "SWE") == make_brief(plain, "NOR", "SWE")


def test_what_has_no_meaning_is_refused(plain: Path) -> None:
    with pytest.raises(QueryError, match="one state"):
        make_brief(plain, "Norway", "NOR")
    with pytest.raises(QueryError, match="holds no events of"):
        make_brief(plain, "NOR", "SWE", origin="gdelt")


def test_a_long_quotation_keeps_its_end() -> None:
    assert shorten("“" + "fish " * 30 + "”", 20) == "“fish fish fish …”"
