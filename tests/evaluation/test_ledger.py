"""The scorer of the ledger: entries, links end to end, and links of gold entries to gold events."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from detente.evaluation.ledger import Link, count_article, found_links, gold_links, score_ledger
from detente.language.parse import Parse
from detente.lexicon import Lexicon

Row = Mapping[str, Any]
TEXT = "Oslo offered to host the talks. Riga rejected the offer. Later it came round."


def span(words: str) -> list[list[Any]]:
    at = TEXT.index(words)
    return [[at, at + len(words), words]]


def actor(record: str, name: str, country: str) -> Row:
    return {"id": record, "name": name, "kind": "state", "country": country, "countries": [], "sector": None, "roles": [],
            "mentions": span(name)}  # fmt: skip


def act(record: str, type_: str, by: str, to: str, trigger: str) -> Row:
    return {"id": record, "type": type_, "mode": None, "contexts": [], "cameo": None, "status": "actual", "symmetric": False,
            "actors": [by], "recipients": [to], "trigger": span(trigger), "date": None, "claimed_by": None}  # fmt: skip


GOLD: Row = {
    "id": "g",
    "text": TEXT,
    "actors": [actor("nor", "Oslo", "NOR"), actor("lva", "Riga", "LVA")],
    "statements": [],
    "events": [act("e1", "AGREE", "nor", "lva", "offered"), act("e2", "REJECT", "lva", "nor", "rejected")],
    "ledger": [
        {"kind": "offer", "by": ["nor"], "to": ["lva"], "what": span("to host the talks"), "event": "e1",
         "outcomes": [{"how": "refused", "event": "e2", "words": []},
                      {"how": "answered", "event": None, "words": span("came round")}]}
    ],
}  # fmt: skip


def coded(how: str, words: str, **entry: object) -> Row:
    start, end, surface = span(words)[0]
    outcome = {"how": how, "event": None, "text": surface, "spans": [[start, end]], "confidence": 0.5, "rule": "outcome.next"}
    base = {
        "id": "l-1",
        "kind": "offer",
        "by": "NOR",
        "to": "LVA",
        "what": "to host the talks",
        "spans": [[13, 30]],
        "event": "e-1",
    }
    return {"statements": [], "events": [], "actors": [], "ledger": [base | {"outcomes": [outcome]} | entry]}


def test_links_are_places_in_the_text(parse: Callable[..., Any]) -> None:
    parsed: Parse = parse(TEXT)[2]
    assert gold_links(parsed, GOLD) == [Link(0, "refused", 1), Link(0, "answered", 2)]
    assert found_links(parsed, coded("refused", "the offer")) == [Link(0, "refused", 1)]


@pytest.mark.parametrize(
    ("predicted", "hits"),
    [
        (coded("refused", "the offer"), 1),  # other words of the right sentence
        (coded("answered", "the offer"), 0),  # the wrong way
        (coded("refused", "came round"), 0),  # the wrong sentence
        (coded("refused", "the offer", kind="demand"), 0),  # the entry is another
        (coded("refused", "the offer", to=["LVA", "EST"]), 0),
    ],
)
def test_a_link_wants_entry_way_and_sentence(parse: Callable[..., Any], lexicon: Lexicon, predicted: Row, hits: int) -> None:
    counts = count_article(parse(TEXT)[2], GOLD, predicted, lexicon)
    assert (counts["link"].hit, counts["link"].predicted, counts["link"].gold) == (hits, 1, 2)


def test_linking_takes_entries_and_events_from_gold(parse: Callable[..., Any], lexicon: Lexicon) -> None:
    nothing: Row = {"statements": [], "events": [], "actors": [], "ledger": []}
    report = score_ledger([(parse(TEXT)[2], GOLD, nothing)], lexicon)
    assert set(report.headline) == {"entry", "link", "linking"}
    assert report.headline["entry"] == report.headline["link"] == 0
    assert report.headline["linking"] == pytest.approx(2 / 3)  # the refusal is found, the change of mind is not
