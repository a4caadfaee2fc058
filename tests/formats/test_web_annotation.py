"""W3C Web Annotation: valid objects, found again by position or by their words, and read back whole."""

import io
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.events.ontology import load_ontology
from detente.formats.selectors import locate, select
from detente.formats.web_annotation import index_articles, read_annotations, write_annotations
from detente.lexicon import Lexicon
from detente.records import Span
from detente.store.rows import Row, Rows

SLOW = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
TEXT = "Oslo said 🇳🇴 it helped Riga. Riga said nothing."
URL = "https://news.example/1"


def span(words: str) -> list[Row]:
    return [{"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}]


def rows() -> Rows:
    article = {"article_id": "a-1", "url": URL, "text": TEXT, "outlet": "Courier"}
    said: Row = {"statement_id": "s-1", "article_id": "a-1", "kind": "indirect", "attitude": "assertion", "speaker_text": "Oslo"}
    said |= {"speaker_spans": span("Oslo"), "content_text": "it helped Riga", "content_spans": span("it helped Riga")}
    event: Row = {
        "event_id": "e-1",
        "article_id": "a-1",
        "type": "AID",
        "status": "future",
        "contexts": ["health"],
        "cameo": "072",
    }
    event |= {"trigger_text": "helped", "trigger_spans": span("helped"), "quad": 2, "goldstein": 8.0, "plover_score": 10.0}
    event |= {"actors": [{"actor": "a-n", "name": "Norway", "country": "NOR", "sector": None, "text": "it", "spans": span("it")}]}
    actor: Row = {
        "actor_id": "a-n",
        "article_id": "a-1",
        "name": "Norway",
        "kind": "state",
        "mentions": [*span("Oslo"), *span("it")],
    }
    return {"articles": [article], "statements": [said], "events": [event], "actors": [actor]}


def write(given_rows: Rows) -> list[dict[str, Any]]:
    out = io.BytesIO()
    write_annotations([given_rows], out, left_out=Counter())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def read(data: bytes | list[dict[str, Any]], lexicon: Lexicon, articles: list[Row], report: Any = None) -> Rows:
    def fail(error: Exception) -> None:
        raise AssertionError(error)

    stream = io.BytesIO(data if isinstance(data, bytes) else "\n".join(map(json.dumps, data)).encode())
    out: Rows = {}
    for batch in read_annotations(stream, "x.jsonl", report or fail, lexicon=lexicon, find=index_articles(articles)):
        for table, found in batch.items():
            out.setdefault(table, []).extend(found)
    return out


def test_the_objects_are_those_of_the_model() -> None:
    statement, event, actor = write(rows())
    for annotation in (statement, event, actor):
        assert annotation["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert (annotation["type"], annotation["motivation"]) == ("Annotation", "classifying")
        assert {b["purpose"] for b in annotation["body"]} <= {"classifying", "tagging", "linking"}
    start = TEXT.index("it helped Riga")
    assert statement["id"] == "urn:detente:s-1"
    assert statement["target"] == {
        "type": "SpecificResource",
        "source": URL,
        "selector": [
            {"type": "TextQuoteSelector", "exact": "it helped Riga", "prefix": "Oslo said 🇳🇴 ", "suffix": ". Riga said nothing."},
            {"type": "TextPositionSelector", "start": start, "end": start + 14},
        ],
    }
    assert [b["value"] for b in event["body"] if b["type"] == "TextualBody"] == ["AID", "status:future", "context:health"]
    assert [b["part"] for b in event["body"] if b["purpose"] == "linking"] == ["actors[0]"]
    assert [t["selector"][0]["exact"] for t in actor["target"]] == ["Oslo", "it"]
    assert "start" not in json.dumps(event["row"])  # positions stand beside the words that they are of


@SLOW
@given(data=st.data())
def test_f1_f5_reading_what_was_written_gives_the_rows_back(
    data: st.DataObject, drawn: Any, alike: Any, tables: Callable[[], Lexicon]
) -> None:
    given_rows = data.draw(drawn)
    found = read(write(given_rows), tables(), given_rows["articles"])
    for table in ("statements", "events", "actors"):
        alike(table, given_rows[table], found.get(table, []))


def test_a_text_that_was_taken_anew_is_found_by_its_words(lexicon: Lexicon) -> None:
    moved = "Cookies!\n" + TEXT.replace("nothing", "much")
    found = read(write(rows()), lexicon, [rows()["articles"][0] | {"text": moved}])
    (statement,), (event,), (actor,) = found["statements"], found["events"], found["actors"]
    for row, column, words in ((statement, "content_spans", "it helped Riga"), (event, "trigger_spans", "helped")):
        assert [moved[s["start"] : s["end"]] for s in row[column]] == [words]  # type: ignore[attr-defined]
    assert [moved[s["start"] : s["end"]] for s in actor["mentions"]] == ["Oslo", "it"]  # type: ignore[attr-defined]
    assert event["actors"][0]["spans"] == [{"start": moved.index("it helped"), "end": moved.index("it helped") + 2}]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "exact", "prefix", "suffix", "where"),
    [
        ("He said. He left.", "left", "", "", 12),  # once
        ("He said. He left.", "He", "said. ", " left", 9),  # twice, told apart by both
        ("He said. He left.", "He", "said. ", " gone", 9),  # by what stands before alone
        ("He said. He left.", "He", "nothing", " said", 0),  # by what stands behind alone
        ("He said. He left.", "He", "", "", None),  # by nothing
        ("a a a", "a", " ", " ", 2),
        ("aaa", "aa", "a", "", 1),  # places may overlap
        ("He said.", "She", "", "", None),
    ],
)
def test_words_are_found_where_they_stand_once_or_what_is_around_tells(
    text: str, exact: str, prefix: str, suffix: str, where: int | None
) -> None:
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    found, why = locate(text, [quote])
    assert (found and found.start) == where
    assert (found is None) == bool(why)


def test_a_position_counts_only_where_the_words_still_stand_there() -> None:
    quote, position = select("Oslo said. Oslo left.", Span(11, 15))
    assert locate("Oslo said. Oslo left.", [position, quote]) == (Span(11, 15), "")
    assert locate("Oslo said: Oslo left.", [position, {"type": "TextQuoteSelector", "exact": "Oslo"}]) == (Span(11, 15), "")
    assert locate("Yes. Oslo left.", [quote, position]) == (Span(5, 9), "")
    assert locate("Oslo", [position])[0] is None
    assert locate("Oslo said. Oslo left.", [position]) == (Span(11, 15), "")


def test_words_that_are_not_there_leave_the_row_out_and_a_part_without_a_place(lexicon: Lexicon, told: Any) -> None:
    article = rows()["articles"][0] | {"text": TEXT.replace("Oslo", "Bergen")}
    found = read(write(rows()), lexicon, [article], told.report)
    assert found["statements"][0]["speaker_spans"] == []
    assert found["statements"][0]["speaker_text"] == "Oslo"
    assert len(found["actors"][0]["mentions"]) == 1  # type: ignore[arg-type]
    assert ["'Oslo' are not in the text" in str(error) for error in told] == [True, True]
    found = read(write(rows()), lexicon, [article | {"text": "Something else."}], told.report)
    assert found == {}
    assert "left out" in str(told[-1])


def test_an_article_that_is_not_at_hand_is_told(lexicon: Lexicon, told: Any) -> None:
    assert read(write(rows()), lexicon, [], told.report) == {}
    assert f"annotates {URL}, which is no article at hand" in str(told[0])


def foreign(kind: str, words: str, **more: Any) -> dict[str, Any]:
    bodies = [{"type": "TextualBody", "purpose": "classifying", "value": kind}, *more.pop("body", [])]
    target = {"source": URL, "selector": {"type": "TextQuoteSelector", "exact": words}}
    return {"id": "https://h.example/7", "type": "Annotation", "body": bodies, "target": target} | more


def test_an_annotation_of_another_program_is_read_with_what_it_says(lexicon: Lexicon) -> None:
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "status:negated"}
    who = {"purpose": "linking", "source": URL, "part": "actors[0]", "selector": {"type": "TextQuoteSelector", "exact": "Oslo"}}
    found = read([foreign("aid", "helped", body=[tag, who]), foreign("Statement", "it helped")], lexicon, rows()["articles"])
    (event,), (statement,) = found["events"], found["statements"]
    assert (event["type"], event["status"], event["trigger_text"], event["article_id"]) == ("AID", "negated", "helped", "a-1")
    assert (event["cameo"], event["quad"], event["outlet"], event["origin"]) == ("070", 2, "Courier", "web-annotation")
    assert event["actors"][0]["text"] == "Oslo"  # type: ignore[index]
    assert (statement["content_text"], statement["kind"], statement["attitude"]) == ("it helped", "indirect", "assertion")
    assert str(event["event_id"]).startswith("e-")
    assert read([foreign("aid", "helped", body=[tag, who])], lexicon, rows()["articles"])["events"] == [event]


def test_who_changes_the_type_gets_what_follows_from_it(lexicon: Lexicon) -> None:
    _, event, _ = write(rows())
    assert read([event], lexicon, rows()["articles"])["events"][0]["cameo"] == "072"
    event["body"][0]["value"] = "SUPPORT"
    (row,) = read([event], lexicon, rows()["articles"])["events"]
    assert (row["type"], row["cameo"], row["event_id"]) == ("SUPPORT", load_ontology(lexicon).cameo_for("SUPPORT"), "e-1")


@pytest.mark.parametrize(
    "wrap",
    [lambda a: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": a}}, list, lambda a: {"@graph": a}],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_collections_are_read(wrap: Callable[[Any], Any], indent: int | None, lexicon: Lexicon) -> None:
    data = json.dumps(wrap(write(rows())), indent=indent).encode()
    assert {t: len(r) for t, r in read(data, lexicon, rows()["articles"]).items()} == {"statements": 1, "events": 1, "actors": 1}


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        ({"type": "Annotation"}, "no body classifies it"),
        (foreign("CRITICISE", "helped"), "no body classifies it"),
        (foreign("AID", "gone"), "'gone' are not in the text"),
        (foreign("AID", "said"), "stand 2 times in the text"),
        (foreign("AID", "helped", row={"date": 7}), "holds no day that it may hold"),
        (foreign("AID", "helped", row=[]), "no object"),
        (foreign("AID", "helped", target={"source": 5}), "no article at hand"),
        (foreign("AID", "helped", body=[{"purpose": "tagging", "value": "mode:teleport"}]), "no mode 'teleport'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(annotation: dict[str, Any], said: str, lexicon: Lexicon, told: Any) -> None:
    read([foreign("AID", "helped"), annotation], lexicon, rows()["articles"], told.report)
    assert said in str(told[0])
    assert str(told[0]).startswith("x.jsonl:2")


def test_an_article_without_address_goes_by_its_id(lexicon: Lexicon) -> None:
    given_rows = rows()
    for table in given_rows.values():
        for row in table:
            row["article_id"] = "ä/ 1"
    given_rows["articles"][0]["url"] = "javascript:alert(1)"
    written = write(given_rows)
    assert written[0]["target"]["source"] == "urn:detente:%C3%A4%2F%201"
    assert len(read(written, lexicon, given_rows["articles"])["statements"]) == 1


def test_rows_without_a_text_keep_their_positions_and_those_of_no_article_are_counted() -> None:
    out = io.BytesIO()
    left_out: Counter[str] = Counter()
    given_rows = rows() | {"articles": []}
    given_rows["events"].append(given_rows["events"][0] | {"article_id": None})
    assert write_annotations([given_rows], out, left_out=left_out) == 3
    assert left_out == {"events of no article": 1}
    assert json.loads(out.getvalue().splitlines()[1])["target"]["selector"] == [
        {"type": "TextPositionSelector", "start": TEXT.index("helped"), "end": TEXT.index("helped") + 6}
    ]


def test_hostile_bytes_are_reported(hostile: list[bytes], lexicon: Lexicon, told: Any) -> None:
    deep: dict[str, Any] = {"items": []}
    for _ in range(200):
        deep = {"items": [deep, deep], "first": {}}
    for data in [*hostile, json.dumps({"first": {"items": [{"items": [{"items": [{"items": [{}]}]}]}]}}).encode()]:
        read(data + b"\n{}\n", lexicon, rows()["articles"], told.report)
    assert told


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(["AID", URL, "helped", "Oslo", "linking"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "purpose", "selector", "exact", "start", "end", "source", "part", "id"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@SLOW
@given(
    value=st.dictionaries(st.sampled_from(["body", "target", "row", "id"]), JSON),
    part=st.sampled_from(["actors[0]", "roles[9]", "sentence", "x", "actor", "trigger"]),
    body=JSON,
)
def test_any_values_give_rows_that_a_store_can_hold_or_are_reported(  # noqa: PLR0917  fixtures
    value: dict[str, Any], part: str, body: Any, tables: Callable[[], Lexicon], told: Any, storable: Callable[[Rows], int]
) -> None:
    who = {"purpose": "linking", "part": part, "selector": {"type": "TextQuoteSelector", "exact": "Oslo"}}
    for kind in ("aid", "statement", "person"):
        good = foreign(kind, "helped", body=[who, body])
        for annotation in (good, good | value, value):
            told.clear()
            found = read([annotation], tables(), rows()["articles"], told.report)
            assert storable(found) or told


@SLOW
@given(data=st.binary(max_size=200))
def test_random_bytes_raise_nothing(data: bytes, tables: Callable[[], Lexicon], told: Any) -> None:
    assert read(data, tables(), rows()["articles"], told.report) is not None
