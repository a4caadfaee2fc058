"""Who gets in, who may write, and what each answer carries: H1, H2, X4, P1 of the list of attacks."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.serve.desk import Desk
from detente.serve.security import HEADERS

Opened = Callable[..., TestClient]
TOKEN = "the-token-of-the-tests"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),  # this machine
        ("127.0.0.1:8765", 200),
        ("localhost:1", 200),  # a tunnel may change the port
        ("[::1]:8765", 200),  # the same, in IPv6
        ("LOCALHOST", 200),  # names have no case
        ("evil.com", 400),
        ("127.0.0.1.evil.com", 400),  # begins like this machine
        ("evil.com:8765", 400),
        ("", 400),
        ("a@evil", 400),
        ("127.0.0.1@evil.com", 400),
        ("127.0.0.1:8765:1", 400),
        ("127.0.0.2", 400),  # a name that the server was not started for
        ("192.168.0.7", 400),  # numbers are free to ask where other machines are served, and only there
        ("localhost.", 400),
        ("127.0.0.1\t", 400),
    ],
)
def test_h1_only_this_machines_names_are_answered(opened: Opened, small: Path, host: str, status: int) -> None:
    assert opened(small).get("/statements.json", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("hosts", [[], [b"127.0.0.1", b"evil.com"]])
def test_h1_no_host_and_several_are_refused(opened: Opened, small: Path, hosts: list[bytes]) -> None:
    sent: list[Any] = []
    scope = {"type": "http", "method": "GET", "path": "/statements.json", "raw_path": b"/statements.json", "query_string": b""}
    scope |= {"headers": [(b"host", host) for host in hosts], "scheme": "http", "server": ("127.0.0.1", 8765), "client": None}
    scope |= {"root_path": "", "http_version": "1.1"}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: object) -> None:
        sent.append(message)

    asyncio.run(opened(small).app(scope, receive, send))
    assert sent[0]["status"] == 400


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Authorization": f"Bearer {TOKEN}"}, "another site"),
        ({"Sec-Fetch-Site": "same-site", "Authorization": f"Bearer {TOKEN}"}, "another port of this machine"),
        ({"Origin": "null", "Authorization": f"Bearer {TOKEN}"}, "a page without an origin"),
        ({"Origin": "http://evil.com", "Authorization": f"Bearer {TOKEN}"}, "another origin"),
        ({"Origin": "http://127.0.0.1:1", "Authorization": f"Bearer {TOKEN}"}, "another port"),
        ({"Content-Type": "text/plain", "Authorization": f"Bearer {TOKEN}"}, "a form that any site may send"),
        ({}, "no token"),
        ({"Authorization": "Bearer wrong"}, "a wrong token"),
        ({"Cookie": "detente-8765=wrong"}, "a wrong cookie"),
    ],
)
def test_h2_writing_is_refused(opened: Opened, small: Path, headers: dict[str, str], why: str) -> None:
    answer = opened(small).post("/review/event/e-1", content="verdict=accepted", headers=FORM | headers)
    assert answer.status_code == 403, why


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": f"Bearer {TOKEN}"},  # a program
        {"Cookie": f"detente-8765={TOKEN}", "Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8765"},  # a page
    ],
)
def test_h2_own_pages_and_programs_pass_the_guard(opened: Opened, small: Path, headers: dict[str, str]) -> None:
    answer = opened(small).post("/no-such-place", content="verdict=accepted", headers=FORM | headers)
    assert answer.status_code == 404


def test_h3_other_machines_need_the_token_to_read(opened: Opened, small: Path) -> None:
    client = opened(small, local=False)
    assert client.get("/statements.json").status_code == 401
    assert client.get("/statements.json", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/static/desk.css").status_code == 401
    assert client.get("/statements.json", headers={"Host": "192.168.0.7", "Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/statements.json", headers={"Host": "evil.com", "Authorization": f"Bearer {TOKEN}"}).status_code == 400


def test_the_token_of_the_address_becomes_a_cookie(opened: Opened, small: Path) -> None:
    answer = opened(small).get(f"/statements?who=Putin&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements?who=Putin")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert opened(small).get("/?token=wrong").status_code == 403


@pytest.mark.parametrize("path", ["//evil.com/", "/%2Fevil.com", "/\\evil.com"])
def test_the_way_back_from_the_token_stays_on_this_server(opened: Opened, small: Path, path: str) -> None:
    place = opened(small).get(f"http://127.0.0.1:8765{path}?token={TOKEN}").headers.get("location", "/")
    assert re.match(r"/(?![/\\])", place)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/statements.json", 200),
        ("/events.csv", 200),
        ("/events.parquet", 200),
        ("/static/desk.css", 200),
        ("/static/no-such.css", 404),
        ("/openapi.json", 200),
        ("/no-such-page", 404),
        ("/statements?size=0", 422),
        (f"/?token={TOKEN}", 303),
        ("/?token=wrong", 403),
    ],
)
def test_x4_every_answer_carries_the_headers(opened: Opened, small: Path, path: str, status: int) -> None:
    answer = opened(small, page=True).get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert "x-powered-by" not in answer.headers


def test_x4_an_unforeseen_error_carries_the_headers_and_no_path(
    opened: Opened, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"broken in {small}")

    client = opened(small)
    monkeypatch.setattr(Desk, "store", fail)
    found = client.get("/statements.json")
    assert found.status_code == 500
    assert {name: found.headers.get(name) for name in HEADERS} == HEADERS
    assert str(small) not in found.text
    assert "RuntimeError" in capsys.readouterr().err


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2fdesk.py",
        "/static/..%5cdesk.py",
        "/static/../desk.py",
        "/static/%00",
        f"/article/{'x' * 300}",
        "/article/..%2f..%2f",
    ],
)
def test_p1_paths_stay_within_the_root(opened: Opened, small: Path, path: str) -> None:
    assert opened(small).get(path).status_code == 404
