"""What is on the table over time: told again, settled by later acts on the same matter, lapsed, and opened by codes alone."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from detente.errors import QueryError, StoreError
from detente.lexicon import Lexicon
from detente.records import LedgerKind, OutcomeKind
from detente.relations.ledger import read_ledger
from detente.relations.ledger_records import LedgerItem, State
from detente.relations.ledger_rows import Put
from detente.relations.ledger_ties import join_tellings
from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.open import Store
from detente.store.write import write_shard

HOW = {"version": "0", "lexicon": "0", "model": "0"}
Row = dict[str, object]


def day(n: int) -> dt.date:
    return dt.date(2010, 3, 1) + dt.timedelta(days=n)


def told(  # noqa: PLR0917  a row in short
    n: int, when: int, by: str, to: str, type_: str, trigger: str, sentence: str, **fields: object
) -> Row:
    """Give the row of event e-n of article a-n."""
    base: Row = {"event_id": f"e-{n}", "article_id": f"a-{n}", "origin": "detente", "type": type_, "status": "actual"}
    base |= {"actor_countries": by.split(), "recipient_countries": to.split(), "symmetric": False, "trigger_text": trigger}
    base |= {"sentence_text": sentence, "date": day(when), "date_precision": "day", "published": day(when), "confidence": 0.9}
    return base | fields


def put(n: int, kind: str, by: str, to: str, what: str) -> Row:
    """Give the row of entry l-n, opened by event e-n."""
    base: Row = {"entry_id": f"l-{n}", "article_id": f"a-{n}", "origin": "detente", "kind": kind, "what_text": what}
    return base | {"by": by.split(), "to": to.split(), "event": f"e-{n}", "published": None}


def make_store(folder: Path, rows: Mapping[str, Sequence[Row]], origin: str = "detente") -> Store:
    make_folder(folder)
    counts = {table: len(found) for table, found in rows.items()}
    append(folder, [Shard("s", origin, (), HOW, counts, write_shard(folder, "s", rows, HOW))])
    return Store(folder)


DEMAND = "Norway demanded on Monday that Latvia free the crew of the trawler Havbris."
OTHER = [  # what else the two do, so that words have a weight
    told(90 + n, n, "NOR", "LVA", "CONSULT", "met", f"Ministers met over {matter}.")
    for n, matter in enumerate(("timber", "visas", "gas prices", "a bridge", "cod quotas", "radar", "schools", "a ferry"))
]


def ledger(
    tmp_path: Path, lexicon: Lexicon, entries: Iterable[Row], events: Iterable[Row], **asked: object
) -> tuple[LedgerItem, ...]:
    rows = {"ledger": list(entries), "events": [*events, *OTHER]}
    if isinstance(outcomes := asked.pop("outcomes", None), list):
        rows["outcomes"] = outcomes
    with make_store(tmp_path / "store", rows) as store:
        return read_ledger(store, "NOR", "LVA", lexicon=lexicon, **asked)  # type: ignore[arg-type]


OPENING = (
    put(1, "demand", "NOR", "LVA", "to free the crew of the trawler Havbris"),
    told(1, 0, "NOR", "LVA", "REQUEST", "demanded", DEMAND),
)


def test_an_entry_that_nothing_settles_is_open(tmp_path: Path, lexicon: Lexicon) -> None:
    (item,) = ledger(tmp_path, lexicon, OPENING[:1], OPENING[1:])
    assert (item.state, item.outcomes, item.due) == (State.OPEN, (), None)
    assert (item.id, item.kind.value, item.by, item.to, item.day) == ("l-1", "demand", ("NOR",), ("LVA",), day(0))
    assert (item.event, item.article, item.sentence, item.confidence) == ("e-1", "a-1", DEMAND, 0.9)


CASES = [
    # refused by the other side, about the same thing
    (told(2, 3, "LVA", "NOR", "REJECT", "rejected", "Latvia rejected the demand to free the crew of the Havbris."), "refused"),
    # done
    (told(2, 9, "LVA", "NOR", "RETREAT", "freed", "Latvia freed the crew of the trawler on Friday."), "kept"),
    # agreed to
    (told(2, 2, "LVA", "NOR", "AGREE", "agreed", "Latvia agreed to release the trawler Havbris and its crew."), "answered"),
    # taken back by its author, who names it
    (told(2, 2, "NOR", "", "REJECT", "withdrew", "Norway withdrew its demand over the trawler and its crew."), "overtaken"),
    # another matter between the same two
    (told(2, 2, "LVA", "NOR", "REJECT", "rejected", "Latvia rejected a plan for a ferry."), "open"),
    # only hoped for
    (told(2, 2, "LVA", "NOR", "RETREAT", "free", "Latvia may free the crew of the trawler.", status="hypothetical"), "open"),
    # before it was demanded
    (told(2, -5, "LVA", "NOR", "REJECT", "rejected", "Latvia rejected the demand to free the crew of the Havbris."), "open"),
    # years later
    (told(2, 900, "LVA", "NOR", "RETREAT", "freed", "Latvia freed the crew of the trawler Havbris."), "open"),
    # by a third state: not of this dyad
    (told(2, 3, "SWE", "NOR", "REJECT", "rejected", "Sweden rejected the demand to free the crew of the Havbris."), "open"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "state"), CASES, ids=[str(c[0]["sentence_text"])[:40] for c in CASES])
def test_later_acts_settle_an_entry(tmp_path: Path, lexicon: Lexicon, act: Row, state: str) -> None:
    (item,) = ledger(tmp_path, lexicon, OPENING[:1], [OPENING[1], act])
    assert item.state.value == state
    for outcome in item.outcomes:
        assert (outcome.how.value, outcome.event, outcome.article) == (state, "e-2", "a-2")
        assert (outcome.day, outcome.sentence) == (act["date"], act["sentence_text"])
        assert 0 < outcome.confidence <= 0.9
        assert outcome.rule in ("ledger.matter", "ledger.named")


def test_a_tie_is_the_less_sure_the_later_it_is(tmp_path: Path, lexicon: Lexicon) -> None:
    acts = [told(n, n * 30, "LVA", "NOR", "REJECT", "rejected", f"Latvia rejected call {n} to free the crew of the {boat}.")
            for n, boat in ((2, "Havbris"), (5, "trawler"))]  # fmt: skip
    (item,) = ledger(tmp_path, lexicon, OPENING[:1], [OPENING[1], *acts])
    first, second = item.outcomes
    assert first.day < second.day
    assert first.confidence > second.confidence


def test_what_is_told_again_is_one_entry_with_its_tellings(tmp_path: Path, lexicon: Lexicon) -> None:
    again = "Norway once more called on Latvia to free the crew of the trawler Havbris."
    entries = [OPENING[0], put(2, "demand", "NOR", "LVA", "to free the crew of the trawler Havbris"),
               put(3, "demand", "NOR", "LVA", "an inquiry into the price of timber")]  # fmt: skip
    timber = "Norway called for an inquiry into the price of timber."
    events = [OPENING[1], told(2, 5, "NOR", "LVA", "REQUEST", "called on", again),
              told(3, 6, "NOR", "LVA", "REQUEST", "called for", timber)]  # fmt: skip
    one, two = ledger(tmp_path, lexicon, entries, events)
    assert [(t.entry, t.article, t.day) for t in one.tellings] == [("l-1", "a-1", day(0)), ("l-2", "a-2", day(5))]
    assert (two.id, len(two.tellings)) == ("l-3", 1)


def test_a_deadline_that_passed_lets_an_entry_lapse(tmp_path: Path, lexicon: Lexicon) -> None:
    entry = put(1, "demand", "NOR", "LVA", "to free the crew of the trawler by Friday")
    late = told(2, 12, "LVA", "NOR", "RETREAT", "freed", "Latvia freed the crew of the trawler on Saturday.")
    (item,) = ledger(tmp_path / "1", lexicon, [entry], OPENING[1:])
    assert (item.due, item.state) == (day(4), State.LAPSED)
    assert [(o.how, o.day, o.event) for o in item.outcomes] == [(OutcomeKind.LAPSED, day(4), None)]
    (item,) = ledger(tmp_path / "2", lexicon, [entry], [OPENING[1], late])  # late is better than never
    assert ([o.how.value for o in item.outcomes], item.state) == (["lapsed", "kept"], State.KEPT)
    (item,) = ledger(tmp_path / "3", lexicon, [entry], OPENING[1:], until=day(3))  # nobody knows yet
    assert (item.due, item.state) == (day(4), State.OPEN)


def test_what_the_article_itself_tells_comes_first(tmp_path: Path, lexicon: Lexicon) -> None:
    outcome: Row = {"entry": "l-1", "article_id": "a-1", "origin": "detente", "how": "refused", "event": None}
    outcome |= {"words_text": "Riga laughed it off", "confidence": 0.7, "rule": "outcome.next"}
    (item,) = ledger(tmp_path, lexicon, OPENING[:1], OPENING[1:], outcomes=[outcome])
    (found,) = item.outcomes
    assert (item.state, found.sentence, found.day, found.article, found.rule) == (
        State.REFUSED, "Riga laughed it off", day(0), "a-1", "outcome.next",
    )  # fmt: skip


def test_since_and_until_bound_what_is_known(tmp_path: Path, lexicon: Lexicon) -> None:
    act = told(2, 9, "LVA", "NOR", "RETREAT", "freed", "Latvia freed the crew of the trawler on Friday.")
    assert ledger(tmp_path / "1", lexicon, OPENING[:1], [OPENING[1], act], since=day(1)) == ()
    (item,) = ledger(tmp_path / "2", lexicon, OPENING[:1], [OPENING[1], act], until=day(8))
    assert item.state is State.OPEN


def test_one_state_alone_has_all_its_dyads(tmp_path: Path, lexicon: Lexicon) -> None:
    entries = [OPENING[0], put(2, "offer", "SWE", "NOR", "to host the talks"), put(3, "promise", "NOR", "the farmers", "rain")]
    events = [
        OPENING[1], told(2, 1, "SWE", "NOR", "AGREE", "offered", "Sweden offered Norway to host the talks."),
        told(3, 2, "NOR", "", "AGREE", "promised", "Norway promised the farmers rain."),
    ]  # fmt: skip
    with make_store(tmp_path / "s", {"ledger": entries, "events": events}) as store:
        assert [item.id for item in read_ledger(store, "NOR", lexicon=lexicon)] == ["l-1", "l-2"]  # at home is no dyad
        assert [item.id for item in read_ledger(store, "SWE", lexicon=lexicon)] == ["l-2"]


def test_imported_codes_open_entries_of_little_weight(tmp_path: Path, lexicon: Lexicon) -> None:
    def coded(  # noqa: PLR0917  a row in short
        n: int, when: int, by: str, to: str, type_: str, cameo: str
    ) -> Row:
        fields = {"article_id": None, "origin": "icews", "cameo": cameo, "published": None, "confidence": None}
        return told(n, when, by, to, type_, "", "", **fields)

    rows = [coded(1, 0, "NOR", "LVA", "REQUEST", "1053"), coded(2, 1, "LVA", "NOR", "THREATEN", "138"),
            coded(3, 2, "LVA", "NOR", "ACCUSE", "112"), coded(4, 30, "LVA", "NOR", "RETREAT", "0841")]  # fmt: skip
    with make_store(tmp_path / "s", {"events": rows}, "icews") as store:
        first, second = read_ledger(store, "NOR", "LVA", lexicon=lexicon)
    assert (first.kind.value, first.by, first.to, first.what) == (
        "demand",
        ("NOR",),
        ("LVA",),
        "Demand release of persons or property",
    )
    assert (second.kind.value, second.by) == ("threat", ("LVA",))
    assert max(first.confidence, second.confidence) < 0.5
    assert [(o.how.value, o.event) for o in first.outcomes] == [("kept", "e-4")]


def test_an_empty_store_is_told(tmp_path: Path, lexicon: Lexicon) -> None:
    with make_store(tmp_path / "s", {}) as store, pytest.raises(QueryError, match="holds no events"):
        read_ledger(store, "NOR", "LVA", lexicon=lexicon)


def test_rows_without_a_day_are_left_out(tmp_path: Path, lexicon: Lexicon) -> None:
    nowhen = told(1, 0, "NOR", "LVA", "REQUEST", "demanded", DEMAND, date=None, published=None)
    assert ledger(tmp_path, lexicon, OPENING[:1], [nowhen]) == ()


@pytest.mark.parametrize(
    ("table", "field", "complaint"),
    [
        ("ledger", "kind", "ledger, l-1: 'bogus' is none of offer, promise"),
        ("events", "status", "events, e-1: 'bogus' is none of actual, future"),
        ("outcomes", "how", "outcomes, l-1: 'bogus' is none of answered, kept"),
    ],
)
def test_words_that_no_version_writes_are_told(tmp_path: Path, lexicon: Lexicon, table: str, field: str, complaint: str) -> None:
    rows = {
        "ledger": [put(1, "demand", "NOR", "LVA", "free the crew of the trawler Havbris")],
        "events": [told(1, 0, "NOR", "LVA", "REQUEST", "demanded", DEMAND)],
        "outcomes": [{"entry": "l-1", "article_id": "a-1", "origin": "detente", "how": "kept"}],
    }
    rows[table][0] |= {field: "bogus"}
    with make_store(tmp_path / "s", rows) as store, pytest.raises(StoreError, match=complaint):
        read_ledger(store, "NOR", "LVA", lexicon=lexicon)


def test_rows_without_ids_and_sides_do_no_harm(tmp_path: Path, lexicon: Lexicon) -> None:
    entries = [put(n, "demand", "NOR", "LVA", f"free the crew of trawler {n}") for n in (1, 2, 3)]
    events = [told(n, 0, "NOR", "LVA", "REQUEST", "demanded", DEMAND) for n in (1, 2, 3)]
    entries[0] |= {"entry_id": None, "by": ["NOR", None]}
    events[0] |= {"event_id": None, "actor_countries": ["NOR", None]}
    found = ledger(tmp_path, lexicon, entries, events)
    assert {item.by for item in found} == {("NOR",)}


def test_tellings_are_joined_as_by_comparing_all_with_all() -> None:
    """Only entries that share a word are compared, for a busy dyad has thousands; what that leaves out could not be joined."""
    rng = np.random.default_rng(1)
    words = [f"w{n}" for n in range(12)]
    puts = []
    for n, when in enumerate(sorted(rng.integers(0, 900, 150).tolist())):
        said = sorted(rng.choice(words, int(rng.integers(0, 4)), replace=False).tolist())
        kind, event = (LedgerKind.DEMAND, LedgerKind.OFFER)[n % 2], f"l-{n}" if n % 5 == 0 else f"e-{n}"
        sides = frozenset({"NOR"}), frozenset({"LVA"})
        puts.append(Put(f"l-{n}", kind, *sides, " ".join(said), frozenset(said), False, day(when), event, f"a-{n}", "", 0.5))
    weight = {word: 0.3 + n / 20 for n, word in enumerate(words)}
    entries: list[list[Put]] = []
    for put_ in puts:
        gap = 365 if put_.id != put_.event else 30
        for tellings in reversed(entries):
            first, last = tellings[0], tellings[-1]
            common = [sum(weight[w] for w in sorted(s)) for s in (put_.matter & first.matter, put_.matter, first.matter)]
            alike = common[0] >= 0.7 and common[0] >= 0.75 * min(common[1:]) and common[0] >= 0.4 * max(common[1:])
            if first.kind is put_.kind and (put_.day - last.day).days <= gap and (put_.what == first.what or alike):
                tellings.append(put_)
                break
        else:
            entries.append([put_])
    joined = join_tellings(puts, weight)
    assert [[p.id for p in e.tellings] for e in joined] == [[p.id for p in tellings] for tellings in entries]
    assert 1 < max(len(tellings) for tellings in entries) < len(puts)
