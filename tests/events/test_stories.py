import datetime as dt
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.events.same_event import STATE
from detente.events.stories import find_stories
from detente.events.story import Story
from detente.lexicon import Lexicon
from detente.output import reading_to_dict, story_to_dict
from detente.records import Actor, ActorKind, Event, Participant, Phrase, Reading, Span, Status

PERSON, STATE_KIND, BODY = ActorKind.PERSON, ActorKind.STATE, ActorKind.BODY
NORWAY = ("Norway", "NOR", "GOV", STATE_KIND)
LATVIA = ("Latvia", "LVA", "GOV", STATE_KIND)
BERG = ("Kari Berg", "NOR", "GOV", PERSON)
OZOLS = ("Janis Ozols", "LVA", "GOV", PERSON)

Party = tuple[str, str | None, str | None, ActorKind]


def event(sentence: str, trigger: str, actors: Iterable[Party], recipients: Iterable[Party], **fields: Any) -> dict[str, Any]:
    """What an article tells: a sentence of it, the trigger, both sides, and fields of Event."""
    return {"sentence": sentence, "trigger": trigger, "actors": [*actors], "recipients": [*recipients], **fields}


def read(
    *told: dict[str, Any], published: str | None = "2019-03-06", outlet: str | None = "The Courier", more: str = ""
) -> Reading:
    """Make the reading of an article that consists of the sentences (each once) and more."""
    text = " ".join(dict.fromkeys(t["sentence"] for t in told)) + more
    day = dt.date.fromisoformat(published) if published else None
    article = detente.make_article(text, published=day, outlet=outlet)
    actors: dict[str, Actor] = {}
    events = []
    for number, t in enumerate(told):
        fields = {"type": "CONSULT", "cameo": "040", "symmetric": False, "status": Status.ACTUAL, "mode": None} | {
            k: v for k, v in t.items() if k not in ("sentence", "trigger", "actors", "recipients")
        }
        if isinstance(fields.get("date"), str):
            fields["date"] = dt.date.fromisoformat(fields["date"])
        sides = {}
        for side in ("actors", "recipients"):
            for name, country, _, kind in t[side]:
                actors.setdefault(name, Actor(name, name, kind, country))
            sides[side] = tuple(Participant(n, (), n, n, country, sector) for n, country, sector, _ in t[side])
        start = text.index(t["sentence"])
        at = text.index(t["trigger"], start)
        events.append(
            Event(
                f"e-{number}",
                contexts=(),
                quad=1,
                goldstein=None,
                plover_score=None,
                sentence=Span(start, start + len(t["sentence"])),
                trigger=Phrase.cut(text, Span(at, at + len(t["trigger"]))),
                **sides,
                **fields,
            )
        )
    return Reading(article, (), tuple(actors.values()), (), tuple(events))


MET = event("Norway and Latvia held talks in Riga on Tuesday.", "talks", [NORWAY], [LATVIA], symmetric=True, date="2019-03-05",
            date_text="on Tuesday", place="Riga")  # fmt: skip


def sizes(stories: Iterable[Story]) -> list[int]:
    return sorted(len(s.mentions) for s in stories)


def test_told_twice_in_one_article_is_one_event() -> None:
    again = event("After the meeting Berg praised Ozols.", "meeting", [BERG], [OZOLS], symmetric=True)
    (story,) = find_stories([read(MET, again)])
    assert (len(story.mentions), story.reports, story.sources, story.texts) == (2, 1, 1, 1)
    assert (story.type, story.actors, story.recipients, story.place) == ("CONSULT", ("NOR",), ("LVA",), "Riga")
    assert (story.date, story.dated) == (dt.date(2019, 3, 5), True)
    assert [m.trigger.text for m in story.mentions] == ["talks", "meeting"]


WIRE = (
    "Norway and Latvia held talks in Riga on Tuesday to settle a long dispute over herring. The ministers spoke of a useful "
    "exchange and want experts to draft a text before the month is out. Fishermen who had blocked a harbour for a week went "
    "back to sea in the evening."
)


def test_wire_copy_in_three_outlets_is_three_reports_of_one_text() -> None:
    rest = WIRE[WIRE.index(" The ministers") :]
    told = {**MET, "sentence": WIRE[: WIRE.index(" The ministers")]}
    edited = {**told, "sentence": told["sentence"].replace("a long dispute", "their dispute")}
    readings = [
        read(told, outlet="The Courier", more=rest),
        read(told, outlet="The Herald", more=rest, published="2019-03-07"),
        read(edited, outlet="the  courier", more=rest),
    ]
    (story,) = find_stories(readings)
    assert (story.reports, story.sources, story.texts) == (3, 2, 1)
    own = read(
        event("In Riga, Berg sat down with Ozols.", "sat", [BERG], [OZOLS], place="Riga"), outlet="Dagen", published="2019-03-05"
    )
    (story,) = find_stories([*readings, own])
    assert (story.reports, story.sources, story.texts) == (4, 3, 2)


def test_what_a_copy_of_the_next_week_repeats_is_the_same_event() -> None:
    later = {**MET, "date": "2019-03-12"}  # "on Tuesday", read from another day of publication
    more = WIRE[WIRE.index(" The ministers") :]
    assert sizes(find_stories([read(MET, more=more), read(later, more=more, published="2019-03-13")])) == [2]


def test_days_that_touch_are_one_event_on_every_day_of_the_week() -> None:
    for day in range(1, 15):
        told = [{**MET, "date": f"2019-03-{day + n:02}"} for n in (0, 1)]
        other = {**told[1], "sentence": "Latvia and Norway held talks in Riga."}
        assert len(find_stories([read(told[0]), read(other, outlet="The Herald")])) == 1, day


def test_two_meetings_a_month_apart_stay_two() -> None:
    later = {
        **MET,
        "sentence": "Norway and Latvia held talks in Riga last Friday.",
        "date": "2019-04-05",
        "date_text": "last Friday",
    }
    assert [s.date for s in find_stories([read(later, published="2019-04-08"), read(MET)])] == [
        dt.date(2019, 3, 5),
        dt.date(2019, 4, 5),
    ]


def spoken(sentence: str, trigger: str, source: Party, target: Party, **fields: Any) -> dict[str, Any]:
    return event(sentence, trigger, [source], [target], type="REQUEST", cameo="100", **fields)


FLEW = event("Berg flew to Riga.", "flew", [BERG], [LATVIA], mode="visit")
ASKED = spoken("Norway urged Latvia to release the trawler.", "urged", NORWAY, LATVIA)


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        # opposite directions are two acts
        (ASKED, spoken("Latvia urged Norway to release the trawler.", "urged", LATVIA, NORWAY), False),
        # a symmetric act has no direction
        (MET, {**MET, "actors": [LATVIA], "recipients": [NORWAY], "sentence": "Latvia and Norway held talks."}, True),
        # a visit and the talks at it
        (FLEW, {**MET, "actors": [LATVIA], "recipients": [BERG]}, True),
        # a telephone call is no visit
        (FLEW, event("Berg called Riga.", "called", [BERG], [LATVIA], mode="phone"), False),
        # a minister stands for her state, with the same demand
        (ASKED, spoken("Minister Berg asked Riga to let the trawler go: release it.", "asked", BERG, LATVIA), True),
        # the same state, another demand
        (ASKED, spoken("Norway urged Latvia to lower its tariffs.", "urged", NORWAY, LATVIA), False),
        # two ministers of one state are two
        (event("Berg met Ozols.", "met", [BERG], [OZOLS]),
         event("Lund met Ozols.", "met", [("Per Lund", "NOR", "GOV", PERSON)], [OZOLS]), False),
        # two ministries of one state are two
        (event("The treasury met Ozols.", "met", [("Treasury", "NOR", "GOV", BODY)], [OZOLS]),
         event("The navy board met Ozols.", "met", [("Navy Board", "NOR", "GOV", BODY)], [OZOLS]), False),
        # a company does not stand for its state
        (event("Fjordoil met Ozols.", "met", [("Fjordoil", "NOR", "BUS", BODY)], [OZOLS]), MET, False),
        # within one country names must agree
        (event("Berg met Lund.", "met", [BERG], [("Per Lund", "NOR", "GOV", PERSON)]),
         event("Norway met Norway.", "met", [NORWAY], [NORWAY]), False),
        # bodies that share a code are told apart by their names
        (event("Berg met the fund.", "met", [BERG], [("Fund", "IGO", "GOV", BODY)]),
         event("Berg met the bank.", "met", [BERG], [("Bank", "IGO", "GOV", BODY)]), False),
        # done and denied are two
        (MET, {**MET, "sentence": "Norway denied any talks with Latvia.", "status": Status.NEGATED}, False),
        # announced and done are two
        (MET, {**MET, "sentence": "Norway will hold talks with Latvia.", "status": Status.FUTURE}, False),
        # recalled, with the same date
        (MET, {**MET, "sentence": "Norway recalled the talks with Latvia.", "status": Status.HISTORICAL}, True),
        # another type with the same root
        (event("Latvia pulled back its trawler patrols.", "pulled", [LATVIA], [NORWAY], type="RETREAT", cameo="087"),
         event("Latvia gave in on trawler patrols.", "gave", [LATVIA], [NORWAY], type="CONCEDE", cameo="080"), True),
        # another type
        (MET, {**MET, "sentence": "Norway and Latvia settled talks.", "type": "AGREE", "cameo": "030"}, False),
        # the same day, another place
        (MET, {**MET, "sentence": "Norway and Latvia held talks in Oslo.", "place": "Oslo"}, False),
        # one place within the other
        (MET, {**MET, "sentence": "Norway and Latvia held talks in Riga, Latvia.", "place": "Riga castle"}, True),
        # a month that holds the day, about the same thing
        (MET, {**MET, "sentence": "In March, Norway and Latvia held talks in Riga on Tuesday.", "date": "2019-03-01",
               "date_precision": detente.records.DatePrecision.MONTH}, True),
        # another month
        (MET, {**MET, "sentence": "In May, Norway and Latvia held talks in Riga on Tuesday.", "date": "2019-05-01",
               "date_precision": detente.records.DatePrecision.MONTH}, False),
        # a year says too little
        (MET, {**MET, "sentence": "In 2019, Norway and Latvia held talks in Riga on Tuesday.", "date": "2019-01-01",
               "date_precision": detente.records.DatePrecision.YEAR}, False),
        # a side that another article leaves out
        (MET, event("Norway held talks.", "talks", [NORWAY], []), False),
    ],
)  # fmt: skip
def test_two_articles_tell_of_one_event(a: dict[str, Any], b: dict[str, Any], joined: bool) -> None:
    assert sizes(find_stories([read(a), read(b, outlet="The Herald")])) == ([2] if joined else [1, 1])


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        # a side is left out the second time, and the words agree
        (ASKED, event("It urged to release the trawler at once.", "urged", [NORWAY], [], type="REQUEST", cameo="100"), True),
        # a side is left out, and the words tell of something else
        (ASKED, event("Norway asked for patience.", "asked", [NORWAY], [], type="REQUEST", cameo="100"), False),
        # two acts in one sentence
        ({**ASKED, "type": "RETREAT", "cameo": "087"}, {**ASKED, "type": "CONCEDE", "cameo": "080"}, False),
        # what happened long ago is not what is told of today
        (MET, event("In 1987 Norway met Latvia.", "met", [NORWAY], [LATVIA], date="1987-01-01", date_text="1987",
                    date_precision=detente.records.DatePrecision.YEAR), False),
    ],
)  # fmt: skip
def test_one_article_tells_twice(a: dict[str, Any], b: dict[str, Any], joined: bool) -> None:
    assert sizes(find_stories([read(a, b)])) == ([2] if joined else [1, 1])


def test_a_chain_of_half_likenesses_does_not_pull_two_meetings_together() -> None:
    lund = ("Per Lund", "NOR", "GOV", PERSON)
    articles = [
        read(event(f"{who[0]} met Ozols.", "met", [who], [OZOLS]), outlet=who[0]) for who in (BERG, NORWAY, lund)
    ]  # the state could be either minister  # fmt: skip
    assert sizes(find_stories(articles)) == [1, 2]


@pytest.mark.parametrize(
    ("days", "joined"),
    [(("2019-03-06", "2019-03-09"), True), (("2019-03-06", "2019-03-10"), False), (("2019-03-06", None), False)],
)
def test_without_a_date_the_articles_must_be_of_the_same_days(days: tuple[str, str | None], joined: bool) -> None:
    told = event("Berg met Ozols.", "met", [BERG], [OZOLS])
    stories = find_stories(
        [read(told, published=days[0]), read(told, published=days[1], more=" More news follows on all pages.")]
    )
    assert sizes(stories) == ([2] if joined else [1, 1])
    assert (stories[0].date, stories[0].dated) == (dt.date(2019, 3, 6), False)
    assert stories[-1].date is not None or not joined  # what has no date comes last


def test_those_who_merely_claim_it_are_listed() -> None:
    told = {**MET, "claimed_by": "s-1"}
    said = reading_to_dict(read(told, outlet="The Herald"), with_text=True)
    said["statements"] = [{"id": "s-1", "speaker": {"text": "she", "name": "Kari Berg"}}]
    unknown = reading_to_dict(read({**told, "sentence": "It was said that Norway and Latvia held talks."}), with_text=True)
    (story,) = find_stories([said, unknown])
    assert (story.claimants, story.only_claimed) == (("?", "Kari Berg"), True)
    (story,) = find_stories([said, unknown, read(MET, outlet="Dagen")])
    assert (story.claimants, story.only_claimed) == (("?", "Kari Berg"), False)
    assert {m.claimant for m in story.mentions} == {None, "?", "Kari Berg"}


def many() -> list[Reading]:
    """Twenty-four articles of nine days and three outlets that tell of the same few acts."""
    told = [
        MET,
        ASKED,
        FLEW,
        event("Berg met Ozols.", "met", [BERG], [OZOLS]),
        event("Norway saw Ozols.", "saw", [NORWAY], [OZOLS]),
    ]
    return [
        read(*told[n % 5 :], published=f"2019-03-{4 + 2 * n % 27:02}", outlet=f"Outlet {n % 3}", more=f" Page {n}.")
        for n in range(24)
    ]


def test_the_order_of_the_input_does_not_matter() -> None:
    readings = many()
    expected = find_stories(readings)
    assert 4 < len(expected) < sum(len(r.events) for r in readings)
    for seed in range(5):
        random.Random(seed).shuffle(readings)
        assert find_stories(readings) == expected
    assert find_stories([*readings, *readings[:7]]) == expected  # an article given twice is one article
    assert [s.id for s in expected] == [s.id for s in sorted(expected, key=lambda s: (s.date or dt.date.max, s.id))]
    assert len({s.id for s in expected}) == len(expected)


def test_rows_give_the_stories_of_their_readings() -> None:
    rows = [json.loads(json.dumps(reading_to_dict(r, with_text=True))) for r in many()]
    assert find_stories(rows) == find_stories(many())


def test_without_text_only_the_same_text_is_a_copy() -> None:
    rows = [
        reading_to_dict(read(MET, outlet=outlet, more=more))
        for outlet, more in (("A", ""), ("B", ""), ("C", " Slightly edited."))
    ]
    (story,) = find_stories(rows)
    assert (story.reports, story.sources, story.texts) == (3, 3, 2)


def test_no_outlet_is_no_source() -> None:
    (story,) = find_stories([read(MET, outlet=None)])
    assert (story.reports, story.sources, story.texts) == (1, 0, 1)


HOSTILE: list[object] = [
    None, 7, "article", [], {}, {"article": None}, {"article": {}}, {"article": {}, "events": 3},
    {"article": {"id": []}, "events": [[]]},
    {"article": {"id": "a", "published": "never", "outlet": {}, "text": 1},
     "events": [{}, None, {"id": "e", "type": "X", "status": "odd"}]},
    {"article": {"id": "b", "text": "\ud800", "published": "9999-12-31"},
     "statements": [None, {"id": 3}], "actors": [{"id": "x"}, 1],
     "events": [
        {"id": "e", "type": "\x1b[31m", "status": "actual", "actors": [{"name": "\ud800", "country": 3}, None], "recipients": 5,
         "sentence": [10**40, -1], "trigger": {"spans": [[0], "x", [True, None]]}, "date": "0001-01-01", "date_text": "x",
         "date_precision": "month", "confidence": float("nan"), "claimed_by": "none", "cameo": "0"}] * 2},
    {"article": {"id": "c", "published": "0001-01-01"}, "events": [
        {"id": n, "type": "A", "status": "actual", "actors": [{"name": "…"}], "sentence": [10**30, 10**31]} for n in ("1", "2")]},
]  # fmt: skip


def test_hostile_rows_do_no_harm() -> None:
    stories = find_stories(HOSTILE)  # type: ignore[arg-type]  # rows as a file may hold them
    assert sizes(stories) == [1, 1, 1]
    assert find_stories(HOSTILE[::-1]) == stories  # type: ignore[arg-type]
    assert find_stories([]) == ()


def test_the_sectors_of_a_state_are_those_of_the_table(lexicon: Lexicon) -> None:
    assert {row.text("sector") for row in lexicon.table("ontology/sectors") if row.text("group") == "state"} == STATE


TEXTS = [
    ("Norway's foreign minister met his Latvian counterpart in Riga on Tuesday.\n\nNorway accused Russia on Tuesday of jamming "
     "signals over the Barents Sea.", "The Courier"),
    ("Norway on Tuesday accused Russia of jamming navigation signals over the Barents Sea.", "The Herald"),
]  # fmt: skip


def test_readings_of_the_pipeline_become_stories() -> None:
    readings = [detente.read(text, published="2019-03-06", outlet=outlet) for text, outlet in TEXTS]
    accused = [s for s in detente.find_stories(readings) if s.type == "ACCUSE"]
    assert [(s.actors, s.recipients, s.reports, s.sources, s.texts) for s in accused] == [(("NOR",), ("RUS",), 2, 2, 2)]


def test_the_page_names_the_keys_of_a_story() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/stories.md").read_text("utf-8")
    (story,) = find_stories([read(MET)])
    row = json.loads(json.dumps(story_to_dict(story)))
    for key in (*row, *row["mentions"][0]):
        assert f"| `{key}` |" in page
