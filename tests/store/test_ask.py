"""Questions over statements and events, in Python and on the command line."""

import csv
import datetime as dt
import io
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.cli import run
from detente.errors import QueryError
from detente.store.open import Store
from detente.store.question import make_question

Call = Callable[..., tuple[int, str, str]]
Rows = dict[str, list[dict[str, object]]]


def found(opened: Store, **asked: object) -> tuple[list[str], list[str]]:
    answer = opened.ask(sort="date", **asked)  # type: ignore[arg-type]
    assert answer.statements is not None
    assert answer.events is not None
    rows = [r["statement_id"] for r in answer.statements], [r["event_id"] for r in answer.events]
    assert answer.total == len(rows[0]) + len(rows[1])
    return sorted(map(str, rows[0])), sorted(map(str, rows[1]))


@pytest.fixture(scope="module")
def opened(kept_store: Path) -> Iterator[Store]:
    with Store(kept_store) as store:
        yield store


@pytest.mark.parametrize(
    ("asked", "statements", "events"),
    [
        ({}, ["s-1", "s-2", "s-3"], ["e-1", "e-2"]),
        ({"who": "Holt"}, ["s-1"], ["e-2"]),  # a symmetric event has both on both sides
        ({"who": "holt VERA"}, ["s-1"], ["e-2"]),  # words in any order and case
        ({"who": "Hol"}, [], []),  # whole words
        ({"who": "Norway"}, ["s-1"], ["e-1", "e-2"]),  # the country of a speaker, and of who acts
        ({"who": "Norwegian"}, ["s-1"], ["e-1", "e-2"]),
        ({"who": "NOR"}, ["s-1"], ["e-1", "e-2"]),
        ({"who": "Jose nandu"}, ["s-2"], []),  # without accents
        ({"who": ["Iran", "Putin"]}, ["s-3"], ["e-2"]),  # either
        ({"who": "..."}, [], []),  # no word at all
        ({"about": "Sweden"}, ["s-1"], ["e-1"]),
        ({"about": "oil company"}, ["s-3"], []),
        ({"who": "Norway", "about": "SWE"}, ["s-1"], ["e-1"]),
        ({"to": "Stockholm"}, ["s-3"], []),
        ({"to": "SWE"}, [], ["e-1"]),
        ({"cue": "threaten"}, ["s-1"], ["e-1"]),  # the event that the statement claims, and that has the cue as its trigger
        ({"cue": "say"}, ["s-2", "s-3"], []),
        ({"cue": "that threatened"}, ["s-1"], ["e-1"]),  # several words as they are
        ({"cue": "meet"}, [], []),  # irregular forms are not made
        ({"cue": "met"}, [], ["e-2"]),
        ({"type": "threaten"}, ["s-1"], ["e-1"]),  # and the statement that claims it
        ({"status": "actual"}, [], ["e-2"]),
        ({"type": "THREATEN", "status": "actual"}, [], []),
        ({"country": "Russia"}, [], ["e-2"]),
        ({"country": "IRN"}, ["s-3"], []),
        ({"outlet": "daily"}, ["s-3"], []),
        ({"since": 2010}, ["s-1", "s-2"], ["e-2"]),  # the day of an event is its own
        ({"until": "2009"}, [], ["e-1"]),
        ({"since": "2009-12-31", "until": "2010-01-01"}, ["s-1"], ["e-1"]),  # inclusive
        ({"since": dt.date(2010, 1, 2), "until": "2010-01"}, ["s-2"], ["e-2"]),
        ({"confidence": 0.8}, ["s-1", "s-2"], ["e-2"]),
        ({"text": "sanction"}, ["s-1"], []),
        ({"text": "sentence"}, [], ["e-1", "e-2"]),
        ({"article_text": '"gas pipeline"'}, ["s-1"], ["e-1"]),
        ({"text": "pipelines", "article_text": "pipeline"}, ["s-3"], []),
        ({"text": "!?"}, [], []),
    ],
)
def test_a_question_finds_what_it_asks_for(
    opened: Store, asked: dict[str, object], statements: list[str], events: list[str]
) -> None:
    assert found(opened, **asked) == (statements, events)


def test_an_addressee_is_found_by_country(store: Path, add: Callable[..., None], make: SimpleNamespace) -> None:
    actor = {"actor_id": "c-9", "article_id": "a-9", "origin": "detente", "name": "X", "kind": "person", "country": "SWE"}
    said = make.statement(9, 9, "nothing", addressee_text="her", addressee_actors=["c-9"])
    add("s9", {"articles": [make.article(9, "Text.")], "statements": [said], "actors": [actor]})
    with Store(store) as opened:
        assert found(opened, to="Sweden")[0] == ["s-9"]


def test_copies_can_be_left_out(store: Path, make: SimpleNamespace) -> None:
    import pyarrow as pa

    fields = [("article_id", pa.string()), ("duplicate_of", pa.string()), ("kind", pa.string()), ("likeness", pa.float64())]
    make.derived(store, "duplicates", [{"article_id": "a-2", "duplicate_of": "a-1", "kind": "near"}], pa.schema(fields))
    with Store(store) as opened:
        assert found(opened, copies=False) == (["s-1", "s-3"], ["e-1"])


def test_orders_and_limits(opened: Store) -> None:
    for sort, order in {
        "newest": ["s-2", "s-1", "s-3"],
        "date": ["s-1", "s-2", "s-3"],
        "outlet": ["s-3", "s-2", "s-1"],
        "confidence": ["s-2", "s-1", "s-3"],
    }.items():
        table = opened.ask(rows="statements", sort=sort).statements
        assert table is not None
        assert [r["statement_id"] for r in table] == order, sort
    answer = opened.ask(rows="statements", limit=2)
    assert answer.events is None
    assert answer.statements is not None
    assert (len(answer.statements), answer.statements.total) == (2, 3)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"whom": "x"}, "A question has no 'whom'. Did you mean who"),
        ({"since": "soon"}, "--since: 'soon' is no year, month or day"),
        ({"until": "2008-13"}, "no year, month or day"),
        ({"status": "futur"}, "There is no status 'futur'. Did you mean future"),
        ({"confidence": 2}, "no number from 0 to 1"),
        ({"who": 3}, "neither a text"),
        ({"who": [3]}, "no text"),
    ],
)
def test_what_has_no_meaning_is_refused(asked: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        make_question(**asked)


def test_identifiers_come_from_lists(store: Path) -> None:
    with Store(store) as opened:
        with pytest.raises(QueryError, match="cannot be sorted by '1; drop'"):
            opened.ask(sort="1; drop")
        with pytest.raises(QueryError, match="not 'articles'"):
            opened.ask(rows="articles")


HOSTILE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["'", '"', ";", "--", "/*", "$1", "?", "%", "_", "\\", "x' or '1'='1", "Holt'; drop view events; --", "\0", "\ud800"]
    ),
)


def test_q1_values_are_bound_whatever_they_hold(store: Path) -> None:
    """Nothing raises; the views are there afterwards; what is found is what a question without SQL would find."""
    fields = st.sampled_from(["who", "about", "to", "cue", "type", "country", "outlet", "text", "article_text"])
    with Store(store) as opened:
        rows = opened.statements.rows()

        @settings(deadline=None, max_examples=100)
        @given(fields, HOSTILE)
        def check(field: str, value: str) -> None:
            table = opened.ask(**{field: value}, rows="statements").statements
            assert table is not None
            got = {r["statement_id"] for r in table}
            if field == "outlet" and value.isascii() and value:
                words = set("".join(c if c.isalnum() else " " for c in value.lower()).split())
                assert got == {
                    r["statement_id"] for r in rows if words and words <= {*str(r["outlet"]).lower().strip("=").split()}
                }
            if field == "type" and value:
                assert got == ({"s-1"} if value.upper() == "THREATEN" else set())

        check()
        assert opened.statements.rows() == rows


WORDS = st.lists(st.sampled_from("vera holt josé jose ñandú iran it's o'neil x;y -- 'holt' minister".split()), max_size=3).map(
    " ".join
)


def _words(text: object) -> set[str]:
    plain = str(text).lower().translate(str.maketrans("éñú", "enu"))
    return set("".join(c if c.isalnum() else " " for c in plain).split())


def _is_who(who: str, *texts: object, country: object) -> bool:
    wanted = _words(who)
    named = bool(wanted) and any(wanted <= _words(text) for text in texts)
    return not who or named or (who.lower() == "iran" and country == "IRN")


def _oracle(rows: Rows, who: str, status: str | None, least: float) -> tuple[set[object], set[object]]:
    """Find in Python what the question should find."""
    claimed = {e["claimed_by"] for e in rows["events"] if e["status"] == status and "claimed_by" in e}
    statements = {
        s["statement_id"]
        for s in rows["statements"]
        if _is_who(who, s["speaker_name"], s["speaker_text"], country=s["speaker_country"])
        and (status is None or s["statement_id"] in claimed)
        and float(str(s["confidence"])) >= least
    }
    events = {
        e["event_id"]
        for e in rows["events"]
        for side in [[*e["actors"], *(e["recipients"] if e["symmetric"] else [])]]  # type: ignore[misc]
        if any(_is_who(who, p["name"], p["text"], country=p["country"]) for p in side)
        and status in (None, e["status"])
        and float(str(e["confidence"])) >= least
    }
    return statements, events


def test_q1_the_result_equals_an_oracle_over_the_rows(store: Path, rows: Rows) -> None:
    with Store(store) as opened:

        @settings(deadline=None, max_examples=60)
        @given(WORDS, st.sampled_from([None, "future", "actual"]), st.sampled_from([0.0, 0.5, 0.85]))
        def check(who: str, status: str | None, least: float) -> None:
            answer = opened.answer(make_question(who=who or None, status=status, confidence=least))
            assert answer.statements is not None
            assert answer.events is not None
            got = {r["statement_id"] for r in answer.statements}, {r["event_id"] for r in answer.events}
            assert got == _oracle(rows, who, status, least)

        check()


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, store: Path, tmp_path: Path) -> Call:
    """Arguments → exit code, standard output, standard error; the store is that of the setting."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("DETENTE_STORE", str(store))

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(a) for a in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_the_table_shows_cue_words_and_where_it_was_printed(call: Call) -> None:
    code, out, _ = call("ask", "--cue", "threaten", "--text", "sanctions", "--statements")
    assert code == 0
    assert out.splitlines()[0] == "STATEMENTS: 1"
    assert "2010-01-01  Vera Holt (NOR) threatened that  about SWE" in out
    assert "s-1  0.80" in out
    assert "Sweden would face *sanctions*" in out
    assert "The Courier · a-1" in out
    assert max(map(len, out.splitlines())) <= 90
    code, out, _ = call("ask", "--events", "--limit", 1)
    assert out.splitlines()[0] == "EVENTS: 2, of which 1 are shown (--limit 0 shows all)"
    assert "CONSULT actual  Vladimir Putin (RUS) ↔ Vera Holt (NOR)  [met]" in out


def test_an_imported_event_without_article_or_words_is_shown(call: Call, add: Callable[..., None], make: SimpleNamespace) -> None:
    nothing = dict.fromkeys(("article_id", "status", "trigger_text", "sentence_text", "outlet", "confidence", "published"))
    row = make.event(8, 1, [make.party("Citizen (Peru)", "PER")], [], origin="icews", date=dt.date(2018, 1, 2), **nothing)
    add("s8", {"events": [row]})
    code, out, _ = call("ask", "--country", "Peru", "--events")
    assert code == 0
    assert "2018-01-02  THREATEN   Citizen (Peru) (PER) → ?  []" in out
    assert call("ask", "--country", "Peru", "--text", "x", "--events")[:2] == (0, "")


def test_nothing_found_is_no_failure_and_says_what_could_be_loosened(call: Call) -> None:
    code, out, err = call("ask", "--who", "Holt", "--status", "negated")
    assert (code, out) == (0, "")
    assert err == "note: nothing was found; there are 2 without --status\n"
    _, _, err = call("ask", "--who", "Nobody", "--status", "negated", "--country", "NOR")
    assert "3 with --country alone" in err
    _, _, err = call("ask", "--events", "--who", "Nobody")
    assert "no events of the store are like that" in err


def test_v1_csv_keeps_a_spreadsheet_from_computing(call: Call) -> None:
    _, out, _ = call("ask", "--who", "Iran", "--statements", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["outlet"], row["content_text"]) == ("'=Daily", "'=1+1 pipelines were safe")
    assert (row["confidence"], row["about"], row["content_spans"], row["cue_spans"]) == ("0.3", "IRN", "20-44", "10-14")
    _, out, _ = call("ask", "--who", "Iran", "--statements", "--format", "csv", "--raw")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["outlet"], row["content_text"]) == ("=Daily", "=1+1 pipelines were safe")


def test_v1_every_text_cell_is_guarded_and_no_number_is(call: Call) -> None:
    texts = [f"{start}cmd|' /C calc'!A0,\"x\"" for start in ["=", "+", "-", "@", "\t", "\r", "\n"]]
    quoted = ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
    _, out, _ = call("sql", f"select -1, -0.5, 'a', t, [t, 'b'] from (select unnest([{quoted}]) t)", "--format", "csv")
    assert list(csv.reader(io.StringIO(out, newline="")))[1:] == [["-1", "-0.5", "a", f"'{t}", f"'{t}; b"] for t in texts]


def test_csv_of_nothing_still_has_its_heading(call: Call) -> None:
    _, out, _ = call("ask", "--who", "Nobody", "--events", "--format", "csv")
    assert out.startswith("event_id,article_id,origin,")
    assert len(out.splitlines()) == 1


def test_json_lines_have_the_columns_of_the_table(call: Call, rows: Rows) -> None:
    _, out, _ = call("ask", "--format", "json", "--sort", "date")
    objects = [json.loads(line) for line in out.splitlines()]
    assert [o["row"] for o in objects] == ["statement"] * 3 + ["event"] * 2
    assert objects[0] | rows["statements"][0] | {"published": "2010-01-01"} == objects[0]
    assert (objects[0]["source"], objects[1]["title"]) == ("news.jsonl:1", "Headline 2")
    assert objects[3]["date"] == "2009-12-31"


def test_parquet_goes_to_a_file(call: Call, tmp_path: Path) -> None:
    assert call("ask", "--events", "--format", "parquet", "-o", "e.parquet")[:2] == (0, "")
    assert pq.read_table(tmp_path / "e.parquet").column("event_id").to_pylist() == ["e-2", "e-1"]
    assert call("sql", "select 1 as x", "--format", "parquet", "-o", "x.parquet")[0] == 0
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == [{"x": 1}]
    code, _, err = call("ask", "--events", "--format", "parquet")
    assert (code, "add -o FILE.parquet" in err) == (2, True)
    code, _, err = call("ask", "--format", "csv")
    assert (code, "add --statements or --events" in err) == (2, True)
    code, _, err = call("ask", "--status", "futur")
    assert (code, "Did you mean future?" in err) == (2, True)


def test_sql_on_the_command_line(call: Call) -> None:
    code, out, err = call("sql", "select type, count(*) as n from events group by type order by type", "--rows", 1)
    assert (code, out.splitlines()) == (0, ["type     n", "CONSULT  1"])
    assert "first 1 rows; there are more" in err
    code, out, _ = call("sql", "select published, about from statements order by 1", "--format", "json")
    assert json.loads(out.splitlines()[0]) == {"published": "2010-01-01", "about": ["SWE"]}
    code, _, err = call("sql", "drop table events")
    assert (code, err.startswith("error: DROP is refused")) == (1, True)
    code, _, err = call("sql", "select 1", "--store", "nowhere")
    assert (code, "not a store" in err) == (1, True)


def test_f5_code_points_survive_the_store_and_the_question(
    call: Call, add: Callable[..., None], make: SimpleNamespace, tmp_path: Path
) -> None:
    content = "\u00a0🇳🇴\r\nCafe\u0301 \u200dwon’t “open”\u00a0"
    text = "🏳️‍🌈 Holt said" + content + "."
    start = len("🏳️‍🌈 Holt said")
    said = make.statement(7, 7, content, content_spans=[{"start": start, "end": start + len(content)}], speaker_name="Zoe\u0308")
    add("s7", {"articles": [make.article(7, text)], "statements": [said]})
    _, out, _ = call("ask", "--who", "Zoë", "--statements", "--format", "json")
    row = json.loads(out)
    assert row["content_text"] == content
    (span,) = row["content_spans"]
    assert text[span["start"] : span["end"]] == content
    _, out, _ = call("ask", "--text", "café", "--statements", "--format", "csv", "-o", "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        (cells,) = csv.DictReader(stream)
    assert cells["content_text"] == content


def test_x5_what_an_article_says_does_not_command_the_terminal(
    call: Call, add: Callable[..., None], make: SimpleNamespace
) -> None:
    said = make.statement(8, 8, "\x1b[31mred\x07 \u202edetrevni", speaker_name="\x1b]0;title\x07Eve", cue_text="[bold]said")
    add("s8", {"articles": [make.article(8, "Text.", title="\x1b[2J")], "statements": [said]})
    _, out, _ = call("ask", "--who", "Eve", "--statements")
    assert "[bold]said" in out
    assert not set(out) & set("\x1b\x07\u202e")


def test_l2_a_thousand_questions_leave_files_and_threads_flat(store: Path) -> None:
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    with Store(store) as opened:
        opened.ask(who="Holt", text="sanctions").total  # noqa: B018  what is opened once
        before = open_files(), threading.active_count()
        for _ in range(100):
            assert opened.ask(who="Holt", text="sanctions", rows="statements").total == 1
        for _ in range(900):
            assert opened.ask(confidence=0.5, rows="events").total == 2
        assert (open_files(), threading.active_count()) == before
    before = open_files(), threading.active_count()
    for _ in range(10):
        with Store(store) as again:
            assert again.ask(status="future", rows="events").total == 1
    assert (open_files(), threading.active_count()) == before


def test_asking_imports_nothing_slow(store: Path) -> None:
    code = (
        "import sys; from detente.cli import run; run(['ask', '--who', 'Holt', '--text', 'sanctions', '--store', sys.argv[1]]); "
        "print([m for m in ('pyarrow', 'numpy', 'rich', 'spacy', 'pandas', 'detente.lexicon') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"
