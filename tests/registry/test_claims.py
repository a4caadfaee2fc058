import json
from typing import Any

import pytest

from detente.records import Actor, ActorKind, Article, Reading, Role, Span
from detente.registry.claims import take_claims

TEXT = "Senator Wendla Dale left. It rained."


def row(**more: Any) -> dict[str, Any]:
    """A coded article of one person."""
    role = {"title": "Senator", "organisation": None, "country": "SWE", "evidence": [[0, 7]]}
    actor = {"id": "a-1", "name": "Wendla Dale", "kind": "person", "country": "SWE", "sector": "LEG", "roles": [role]}
    return {"article": {"id": "a-1", "published": "2015-03-02", "outlet": "The Courier", "text": TEXT}, "actors": [actor | more]}


def test_a_reading_and_its_row_say_the_same() -> None:
    role = Role("Senator", None, "SWE", evidence=(Span(0, 7),))
    actor = Actor("a-1", "Wendla Dale", ActorKind.PERSON, "SWE", ("SWE",), "LEG", (role,), (Span(0, 19),))
    reading = Reading(Article("a-7", TEXT), actors=(actor,))
    (claim,) = take_claims([reading])
    assert [claim] == list(take_claims([json.loads(json.dumps(reading.to_dict(with_text=True)))]))
    assert claim.sentence == "Senator Wendla Dale left."


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"kind": "state"}, "no person"),
        ({"name": "Dale"}, "one word may be anybody"),
        ({"roles": [{"title": "Senator", "country": "SWE", "evidence": []}]}, "a table says so, not the text"),
    ],
)
def test_what_is_no_claim(more: dict[str, Any], why: str) -> None:
    assert list(take_claims([row(**more)])) == [], why


@pytest.mark.parametrize(
    ("text", "span", "sentence"),
    [
        ("He left. Gov. A. B. Holt of the U.S. Fed spoke. Rain.", (9, 12), "Gov. A. B. Holt of the U.S. Fed spoke."),
        ("The FDP. Senator Holt said: “No!” She left.", (9, 16), "Senator Holt said: “No!”"),
        ("Headline\n\nSenator Holt spoke\n\nMore", (10, 17), "Senator Holt spoke"),  # paragraphs end sentences too
        ("Senator", (3, 99), None),  # a span of another text
    ],
)
def test_sentences(text: str, span: tuple[int, int], sentence: str | None) -> None:
    coded = row(roles=[{"title": "Senator", "country": "SWE", "evidence": [list(span)]}])
    coded["article"]["text"] = text
    assert [c.sentence for c in take_claims([coded])] == [sentence]


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        # a body between *former* and the title
        ("former Holt Council Secretary Ann Dale", "Secretary", ("former Secretary", None)),
        ("Former friends came. Secretary Ann Dale", "Secretary", ("Secretary", None)),
        # whose president it is, beyond what is presided over
        ("Ann Dale, president at Holt LLC. Rain fell", "president", ("president", "Holt LLC")),
        ("Ann Dale, vice president of sales and repairs at Holt & Ash, left", "vice president", ("vice president", "Holt & Ash")),
        ("Ann Dale, president of European sales at Holt & Ash, left", "president", ("president", "Holt & Ash")),
        ("Ann Dale, counsel for the Bank of Holt in Oslo", "counsel", ("counsel", "Bank of Holt")),
        # a president of something that is not named is president of nothing
        ("Ann Dale, president of retail services, left", "president", None),
        ("President Ann Dale left", "President", ("President", None)),
        ("Ann Dale, a lawyer for peace", "lawyer", ("lawyer", None)),
    ],
)
def test_the_text_around_completes_a_title(text: str, title: str, said: tuple[str, str | None] | None) -> None:
    start = text.index(title)
    coded = row(roles=[{"title": title, "country": "SWE", "evidence": [[start, start + len(title)]]}])
    coded["article"]["text"] = text
    assert [(c.said.title, c.said.organisation) for c in take_claims([coded])] == ([said] if said else [])


HOSTILE: list[object] = [None, 7, "x", [], {}, [[]], [{}], True, "\x1b[2J", "A" * 10_000, -1, 1e308]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("key", ["name", "roles", "country", "id", "sector", "kind"])
def test_values_of_another_type_harm_nobody(key: str, value: object) -> None:
    assert list(take_claims([row(**{key: value}), row()]))[-1:] == list(take_claims([row()]))


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("key", ["title", "organisation", "country", "evidence"])
def test_roles_of_another_type_harm_nobody(key: str, value: object) -> None:
    role = {"title": "Senator", "organisation": None, "country": "SWE", "evidence": [[0, 7]]} | {key: value}
    found = list(take_claims([row(roles=[role, value])]))
    assert found or key in ("title", "evidence")
    assert all(str(word).isprintable() for c in found for word in c.said.key)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("key", ["id", "published", "outlet", "source", "text"])
def test_articles_of_another_type_harm_nobody(key: str, value: object) -> None:
    coded = row()
    coded["article"][key] = value
    found = list(take_claims([coded, {"article": value, "actors": value}]))
    assert key == "id" or [c.said.name for c in found] == ["Wendla Dale"]
