"""The review pages: a judgement is on disk before it is acknowledged, needs the token, and works without scripts."""

import html
import json
import re
import runpy
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from detente.reviews.log import ReviewLog

Opened = Callable[..., TestClient]
SMALL = runpy.run_path(str(Path(__file__).parents[1] / "reviews" / "small_store.py"))
TEXT: str = SMALL["TEXT"]
PAYLOADS = (
    "<script>window.__pwned=1</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "a\u202eb\x1b[31m",
    "</textarea><b>x</b>",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the tests of reviews, made once."""
    folder: Path = SMALL["make_store"](tmp_path_factory.mktemp("desk") / "store")
    return folder


@pytest.fixture
def client(opened: Opened, store: Path, tmp_path: Path) -> TestClient:
    """A client that has the token, of a desk with reviews of its own."""
    made = opened(store, token=True, page=True)
    desk = made.app.state.desk  # type: ignore[attr-defined]  # a FastAPI app
    object.__setattr__(desk.named, "reviews", tmp_path / "reviews.sqlite")
    return made


def log_of(client: TestClient) -> ReviewLog:
    return ReviewLog(client.app.state.desk.named.reviews)  # type: ignore[attr-defined]  # a FastAPI app


class Forms(HTMLParser):
    """The form of a judgement as a browser without scripts would send it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.buttons: list[str] = []
        self.action = ""
        self._in: list[str] = []
        self._area = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in.append(given.get("id", ""))
            self.action = given["action"] if given.get("id") == "judge" else self.action
        if self._in[-1:] != ["judge"]:
            return
        if tag == "input" and given.get("type") != "checkbox":
            self.fields.append((given["name"], given.get("value", "")))
        elif tag == "textarea":
            self._area = given["name"]
            self.fields.append((self._area, ""))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and "selected" in given:
            self.fields.append((self._select, given["value"]))
        elif tag == "button" and given.get("name") == "verdict":
            self.buttons.append(given["value"])

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[-1] = (self._area, self.fields[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in.pop()
        if tag == "textarea":
            self.fields[-1] = (self._area, self.fields[-1][1].removeprefix("\n").replace("\n", "\r\n"))
            self._area = ""

    def sent(self, verdict: str, **changed: str) -> str:
        fields = [(name, changed.get(name, value)) for name, value in self.fields]
        names = {name for name, _ in fields}
        return urlencode([*fields, *((n, v) for n, v in changed.items() if n not in names), ("verdict", verdict)])


def send(client: TestClient, form: Forms, verdict: str, **changed: str) -> Any:
    return client.post(
        form.action, content=form.sent(verdict, **changed), headers={"content-type": "application/x-www-form-urlencoded"}
    )


def test_the_queue_is_walked_without_scripts(client: TestClient) -> None:
    form = Forms(client.get("/review?kind=event").text)
    assert form.action == "/review/event/e-accuse"
    assert form.buttons[0] == "corrected"  # what Enter in a field does
    answer = send(client, form, "accepted", reviewer="Grace")
    assert answer.status_code == 303
    place = answer.headers["location"]
    assert place == "/review?kind=event&reviewer=Grace&done=event+e-accuse+accepted"
    page = client.get(place).text
    assert Forms(page).action == "/review/event/e-offer"
    assert 'role="status"' in page
    (review,) = log_of(client).all()
    assert (review.row_id, review.reviewer, review.verdict.value) == ("e-accuse", "Grace", "accepted")
    assert Forms(client.get("/review?kind=event").text).action == "/review/event/e-accuse"  # ada has not judged it


def test_an_undo_of_the_row_before_brings_it_back(client: TestClient) -> None:
    place = send(client, Forms(client.get("/review").text), "rejected").headers["location"]
    page = client.get(place).text
    action = re.search(r'<form method="post" action="(/review/event/e-accuse)">', page)
    assert action
    back = client.post(action[1], data={"verdict": "undone", "back": "", "reviewer": "ada"})
    assert back.status_code == 303
    assert Forms(client.get("/review").text).action == "/review/event/e-accuse"
    assert [r.verdict.value for r in log_of(client).all()] == ["rejected", "undone"]


def test_a_correction_by_form_changes_what_was_changed_alone(client: TestClient) -> None:
    form = Forms(client.get("/review/event/e-accuse").text)
    answer = send(client, form, "corrected", status="negated", comment="one\r\ntwo")
    assert answer.status_code == 303
    (review,) = log_of(client).all()
    assert [c.field for c in review.changes] == ["status"]
    assert review.comment == "one\ntwo"
    page = client.get(answer.headers["location"]).text
    assert "status: <bdi>actual</bdi> → <bdi>negated</bdi>" in page
    assert "undone" in Forms(page).buttons


def test_what_was_changed_is_not_lost_by_another_button(client: TestClient) -> None:
    for kind, row in (("statement", "s-must"), ("actor", "c-holt"), ("ledger", "l-talks"), ("event", "e-icews")):
        form = Forms(client.get(f"/review/{kind}/{row}").text)
        answer = send(client, form, "corrected")
        assert (answer.status_code, "changes a field" in answer.text) == (422, True), kind
        assert send(client, form, "accepted").status_code == 303
    form = Forms(client.get("/review/event/e-accuse").text)
    assert send(client, form, "accepted", status="future").status_code == 422
    assert len(log_of(client).all()) == 4


def test_words_in_a_form_are_found_in_the_text(client: TestClient) -> None:
    form = Forms(client.get("/review/statement/s-must").text)
    assert send(client, form, "corrected", content="Sweden must leave").status_code == 303
    start = TEXT.index("Sweden must leave")
    assert log_of(client).all()[0].changes[0].new == ((start, start + 17),)
    assert send(client, form, "corrected", content="Sweden must").status_code == 422  # it stands twice


def test_json_answers_with_the_review(client: TestClient) -> None:
    sent = {"verdict": "corrected", "changes": {"content": [[0, 5]], "kind": "indirect"}, "reviewer": "Bob", "comment": "!"}
    answer = client.post("/review/statement/s-must", json=sent)
    assert answer.status_code == 201
    assert answer.headers["location"] == "/review/statement/s-must"
    (review,) = log_of(client).all()
    assert answer.json() == review.to_dict()
    assert client.get("/review/statement/s-must.json").json()["reviews"] == [answer.json()]
    assert client.get("/reviews.json?article=a-1").json()["rows"] == [answer.json()]
    assert client.get("/reviews.json?reviewer=ada").json()["total"] == 0


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"verdict": "acepted"}, "Did you mean accepted"),
        ({"verdict": "corrected", "changes": {"content": [[0, 10_000]]}}, "no place in a text of"),
        ({"verdict": "corrected", "changes": {"speaker": ["c-nobody"]}}, "has no actor"),
        ({"verdict": "corrected", "changes": {"colour": "red"}}, "Its fields: kind, attitude"),
        ({"verdict": "undone"}, "no judgement of ada to undo"),
        ({"verdict": "accepted", "reviewer": "\x1b"}, "reviewer"),
        ({"verdict": "accepted", "more": 1}, "more"),
        ([], "body"),
        ({}, "verdict"),
    ],
)
def test_json_that_has_no_meaning_is_refused_with_what_exists(client: TestClient, sent: object, told: str) -> None:
    answer = client.post("/review/statement/s-must", json=sent, headers={"accept": "*/*"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert told in answer.json()["detail"]
    assert log_of(client).all() == []


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b"[" * 100_000, b'{"verdict": "accepted", "comment": "' + b"x" * 300_000 + b'"}']
)
def test_a_body_that_is_no_json_or_too_long_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/review/event/e-met", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert log_of(client).all() == []


def test_rows_that_are_not_there_are_told(client: TestClient) -> None:
    assert client.get("/review/event/e-nowhere").status_code == 404
    assert client.post("/review/event/e-nowhere", json={"verdict": "accepted"}).status_code == 404
    assert client.get("/review/rumour/e-accuse").status_code == 422


def test_h2_writing_needs_the_token_and_its_own_pages(opened: Opened, store: Path, client: TestClient) -> None:
    reader = opened(store, page=True)
    page = reader.get("/review").text
    assert "open the address that was printed" in page
    assert Forms(page).buttons == []
    assert reader.post("/review/event/e-accuse", json={"verdict": "accepted"}).status_code == 403
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "null"}, {"content-type": "text/plain"}):
        answer = client.post("/review/event/e-accuse", content=b"verdict=accepted", headers=headers)
        assert answer.status_code == 403, headers
    assert log_of(client).all() == []


def test_reading_makes_no_file(client: TestClient) -> None:
    for path in ("/review", "/review/event/e-accuse", "/reviews", "/review/agreement", "/review/export", "/review/bank.jsonl"):
        assert client.get(path).status_code == 200, path
    assert not log_of(client).file.exists()


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example", "\r\nX: 1", "a=b&at=%00", "at=x&again=true", "done=x&token=y"]
)
def test_a_form_leads_nowhere_but_to_the_queue(client: TestClient, back: str) -> None:
    answer = client.post("/review/event/e-accuse", data={"verdict": "accepted", "back": back})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review?")
    assert not {"token", "evil"} & set(re.findall(r"\w+", answer.headers["location"]))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_x1_names_and_comments_are_shown_as_text(client: TestClient, payload: str) -> None:
    name = payload.replace("\x1b", "").replace("\u202e", "")
    sent = {"verdict": "corrected", "changes": {"name": name}, "comment": payload, "reviewer": name}
    assert client.post("/review/actor/c-holt", json=sent).status_code == 201
    client.post("/review/actor/c-holt", json={"verdict": "rejected", "comment": payload})
    paths = ("/reviews", "/review/agreement", "/review/export", "/review/actor/c-holt",
             f"/review?kind=actor&reviewer={quote(name)}",
             f"/review/actor/c-holt?done={quote('actor ' + payload.replace(' ', '') + ' accepted')}")  # fmt: skip
    for path in paths:
        page = client.get(path).text
        assert "<script>window" not in page
        assert "<img" not in page
        assert "49" not in re.sub(r"\d{3,}", "", page) or "7*7" in page
        assert not {"\u202e", "\x1b"} & set(page)
        assert "<b>x</b>" not in page


def test_twins_and_downloads_hold_the_same(client: TestClient) -> None:
    client.post("/review/event/e-accuse", json={"verdict": "corrected", "changes": {"status": "negated"}})
    client.post("/review/event/e-met", json={"verdict": "rejected"})
    assert "<b>2</b> corrections since the last export" in client.get("/review/export").text
    assert [r["row_id"] for r in client.get("/review/export.json").json()["rows"]] == ["e-accuse", "e-met"]
    assert len(client.get("/review/export.csv").text.splitlines()) == 3
    bank = [json.loads(line) for line in client.get("/review/bank.jsonl").text.splitlines()]
    assert [[e["status"] for e in row["events"]] for row in bank] == [["negated", "actual"], []]
    tests = [json.loads(line) for line in client.get("/review/regression.jsonl").text.splitlines()]
    assert [(t["field"], t["verdict"]) for t in tests] == [("status", "corrected"), (None, "rejected")]
    assert client.post("/review/export", data={"form": "bank"}).text == client.get("/review/bank.jsonl").text
    assert "<b>0</b> corrections" in client.get("/review/export").text
    assert client.post("/review/export", json={"form": "poem"}).status_code == 422


def test_agreement_is_shown(client: TestClient) -> None:
    for reviewer, verdict in (("Ada", "accepted"), ("Bob", "rejected")):
        client.post("/review/event/e-met", json={"verdict": verdict, "reviewer": reviewer})
        client.post("/review/event/e-accuse", json={"verdict": "accepted", "reviewer": reviewer})
    page = client.get("/review/agreement").text
    assert "0.00 <span" in page  # kappa: of two verdicts one differs, as by chance
    found = client.get("/review/agreement.json").json()
    assert (found["one"], found["other"], found["figures"][0]["n"], len(found["differing"])) == ("Ada", "Bob", 2, 1)
    assert client.get("/review/agreement?one=Ada&other=Eve").status_code == 422


def test_the_queue_pages_and_its_twins_agree(client: TestClient) -> None:
    whole = [r["row_id"] for r in client.get("/review.json?size=500").json()["rows"]]
    paged = [r["row_id"] for page in (1, 2, 3) for r in client.get(f"/review.json?size=2&page={page}").json()["rows"]]
    assert paged == whole
    assert len(client.get("/review.csv").text.splitlines()) == len(whole) + 1
    page = client.get("/review?size=2&at=2").text
    assert 'id="above" rel="prev" href="/review?size=2&amp;page=1&amp;at=1"' in page
    assert 'id="below" rel="next" href="/review?size=2&amp;page=2&amp;at=1"' in page
    assert client.get("/review?page=99").status_code == 200


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_f5_a_place_that_is_sent_is_the_place_that_is_exported(client: TestClient, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    answer = client.post("/review/statement/s-must", json={"verdict": "corrected", "changes": {"source": [[start, end]]}})
    kept = [(21, 41)] if answer.status_code == 422 else [(start, end)]
    (row,) = [json.loads(line) for line in client.get("/review/bank.jsonl").text.splitlines()]
    if answer.status_code == 201:
        assert row["statements"][0]["source"] == [[*kept[0], TEXT[start:end]]]
    else:
        assert "changes a field" in answer.text  # it is what was coded


def test_f5_the_pieces_of_the_page_join_to_the_text(client: TestClient) -> None:
    """Each piece says where it begins; those that a browser keeps have their own characters, the others say how many."""
    page = client.get("/review/statement/s-must").text
    at = 0
    for start, length, shown in re.findall(
        r'<span class="[^"]*" data-start="(\d+)"(?: data-length="(\d+)")?>([^<]*)</span>', page
    ):
        words = html.unescape(shown)
        assert int(start) == at
        if not length:
            assert TEXT[at : at + len(words)] == words
            assert "\r" not in words
        at += int(length) if length else len(words)
    assert at == len(TEXT)
