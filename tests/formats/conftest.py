"""Rows of a store as hypothesis draws them: texts with what offsets stumble over, and every column filled."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.events.ontology import load_ontology
from detente.formats.brat_standoff import joined, plain_text
from detente.lexicon import Lexicon
from detente.records import ActorKind, Attitude, Phrase, Span, StatementKind, Status
from detente.store.rows import Row, Rows
from detente.store.schema import DAY, NUMBER, PAIRS, SPANS, TABLES, TEXT, TEXTS, TRUTH, WHOLE
from detente.store.write import arrow_table

WORDS = ("Oslo", "said", "“peace”", "🇳🇴", "e\u0301", "👩‍🚀", "U.S.", "a;b", "x:y", "[red]", "{", "\u202e", "talks")
GAPS = (" ", "\n", "\r\n", "\r", "\n\n", " \r\n ", "\u00a0", "\u2028", "\x85", "\t", ", ")
TOLD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
VALUES = {
    TEXT: st.none() | TOLD,
    DAY: st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    NUMBER: st.none() | st.floats(allow_nan=False, allow_infinity=False),
    WHOLE: st.none() | st.integers(-(2**63) + 1, 2**63 - 1),
    TRUTH: st.none() | st.booleans(),
    TEXTS: st.lists(TOLD, max_size=2),
    SPANS: st.just([]),
    PAIRS: st.dictionaries(TOLD | st.sampled_from(["coder", "size", "cite_info.url", "actors[0].age"]), TOLD, max_size=2),
}


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text, and where its words stand."""
    parts = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), min_size=2, max_size=12))
    text, words = "", []
    for word, gap in parts:
        words.append(Span(len(text), len(text) + len(word)))
        text += word + gap
    return text, words


def span_rows(spans: tuple[Span, ...]) -> list[Row]:
    return [{"start": s.start, "end": s.end} for s in spans]


def batch(draw: st.DrawFn, lexicon: Lexicon) -> Rows:
    """The rows of one article."""
    text, words = draw(texts())
    ontology = load_ontology(lexicon)

    def row(table: str) -> Row:
        known = [c for c in TABLES[table] if c.type in VALUES]
        return {c.name: draw(VALUES[c.type]) for c in known} | {"article_id": article["article_id"], "published": published}

    def spans() -> tuple[Span, ...]:
        chosen = sorted(draw(st.sets(st.integers(0, len(words) - 1), min_size=1, max_size=3)))
        apart = [Span(words[i].start, words[min(i + draw(st.integers(0, 2)), len(words) - 1)].end) for i in chosen]
        kept = tuple(s for n, s in enumerate(apart) if n == 0 or apart[n - 1].end < s.start)
        return kept if joined(plain_text(text), kept) == kept else kept[:1]

    def phrase(name: str, *, sure: bool = False) -> Row:
        found = Phrase.cut(text, *spans()) if sure or draw(st.booleans()) else None
        return {f"{name}_text": found.text if found else None, f"{name}_spans": span_rows(found.spans) if found else []}

    def participant() -> Row:
        found = Phrase.cut(text, *(spans() if draw(st.booleans()) else ()))
        named = {k: draw(VALUES[TEXT]) for k in ("name", "country", "sector")}
        return named | {"actor": draw(whose), "text": found.text, "spans": span_rows(found.spans)}

    published = draw(VALUES[DAY])
    article: Row = {"article_id": draw(TOLD)}
    article = row("articles") | {"text": text, "minhash": None}
    outlet = {"outlet": article["outlet"]}
    actors = []
    for n in range(draw(st.integers(0, 3))):
        mentions = sorted({s for _ in range(2) for s in spans()[:1]})
        role = {k: draw(VALUES[TEXT]) for k in ("title", "organisation", "country")}
        roles = [role | {"since": published, "until": None, "evidence": span_rows(spans())}]
        own = {"actor_id": f"a{n}", "kind": draw(st.sampled_from([*ActorKind])).value, "name": draw(TOLD)}
        actors.append(row("actors") | own | {"roles": roles, "mentions": span_rows(tuple(mentions))})
    whose = st.sampled_from([None, *(a["actor_id"] for a in actors)])
    statements = []
    for n in range(draw(st.integers(0, 3))):
        own = row("statements") | outlet | {"statement_id": f"s{n}", "inside": draw(st.sampled_from([None, "s0", "s1"]))}
        for name in ("speaker", "addressee", "via", "cue", "occasion", "place"):
            own |= phrase(name)
        own |= {f"{name}_actor": draw(whose) for name in ("speaker", "addressee", "via")}
        kinds = {"kind": draw(st.sampled_from([*StatementKind])).value, "attitude": draw(st.sampled_from([*Attitude])).value}
        statements.append(own | phrase("content", sure=True) | kinds | {"confidence": draw(st.integers(0, 1000)) / 1000})
    events = []
    for n in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(sorted(ontology.types)))
        mode = draw(st.sampled_from([None, *(m.name for m in ontology.modes_of(kind))]))
        own = row("events") | outlet | phrase("trigger", sure=True) | phrase("place") | {"event_id": f"e{n}", "mode": mode}
        sides = {side: [participant() for _ in range(draw(st.integers(0, 2)))] for side in ("actors", "recipients")}
        at = words[0]
        sentence = {"sentence_start": at.start, "sentence_end": at.end, "sentence_text": at.of(text)}
        countries = {
            f"{side}_countries": list(dict.fromkeys(p["country"] for p in sides[f"{side}s"] if p["country"]))
            for side in ("actor", "recipient")
        }
        told = {"type": kind, "status": draw(st.sampled_from([*Status])).value, "symmetric": draw(st.booleans())}
        told |= {"confidence": draw(st.integers(0, 1000)) / 1000, "contexts": ["military"]}
        events.append(own | sides | sentence | countries | told)
    return {"articles": [article], "statements": statements, "events": events, "actors": actors}


@pytest.fixture(scope="session")
def drawn(lexicon: Lexicon) -> st.SearchStrategy[Rows]:
    """Strategy of the rows of one article."""

    @st.composite
    def rows_of_an_article(draw: st.DrawFn) -> Rows:  # without arguments: hypothesis shows them, and a lexicon is long
        return batch(draw, lexicon)

    return rows_of_an_article()


@pytest.fixture(scope="session")
def tables(lexicon: Lexicon) -> Callable[[], Lexicon]:
    """Give the lexicon to tests of hypothesis, which shows arguments."""
    return lambda: lexicon


@pytest.fixture(scope="session")
def alike() -> Callable[[str, list[Row], list[Row]], None]:
    """Fail where rows differ in anything but where they come from."""

    def check(table: str, before: list[Row], after: list[Row]) -> None:
        names = [c.name for c in TABLES[table] if c.name not in ("origin", "origin_id", "minhash")]
        assert [{n: row.get(n) for n in names} for row in after] == [{n: row.get(n) for n in names} for row in before]

    return check


@pytest.fixture(scope="session")
def storable() -> Callable[[Rows], int]:
    """Fail where a store cannot hold the rows; return how many there are."""

    def check(rows: Rows) -> int:
        return sum(arrow_table(table, given, {}).num_rows for table, given in rows.items())

    return check


class Told(list[ReadingError]):
    """What was reported."""

    def report(self, error: ReadingError) -> None:
        assert isinstance(error, ReadingError)
        self.append(error)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture(scope="session")
def hostile() -> list[bytes]:
    """Bytes that no reader may fall over."""
    return [
        b"",
        b"\n\n",
        b"\xff\xfe\x00{",
        b"\0" * 50,
        b"[" * 100_000,
        b'{"event":' * 60_000,
        b'{"event": ["AID"], "date": ' + b"9" * 6_000 + b"}",
        b'{"event": ["AID"], "id": "\\ud800\\u0000", "text": "\\udfff", "actor": [{"code": "\\ud800"}], "lat": NaN}',
        b'{"event": ["AID"], "event_loc": {"lat": 1e999, "lon": -Infinity, "geonameid": 99999999999999999999}}',
        b'{"event": [["AID"]], "actor": {"code": []}}',
        b'{"event": ["AID"], "text_info": 3}\n{"event": "AID", "detente": {"date": 7}}',
        b'[1, null, [2], "x"]',
    ]


@pytest.fixture(scope="session")
def stream() -> Callable[[bytes], io.BytesIO]:
    return io.BytesIO
