"""Actors that are one under two names: joined, listed as one, and parted again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

Opened = Callable[..., TestClient]


@pytest.fixture
def named(build: dict[str, Any], tmp_path: Path) -> Path:
    """A store in which one man has two names."""
    folder = tmp_path / "named"
    build["make_folder"](folder)
    actor = {"origin": "detente", "kind": "person", "country": "NOR", "roles": [], "mentions": [{"start": 0, "end": 4}]}
    rows = [
        actor | {"actor_id": f"a-00000000000{n}", "article_id": f"a-{n}", "name": name}
        for n, name in ((1, "Jonas Dahl"), (2, "Jonas Dahl"), (3, "J. A. Dahl"))
    ]
    build["add_shard"](folder, "one", {"articles": [build["article"](n, "Dahl spoke.") for n in (1, 2, 3)], "actors": rows})
    return folder


def test_two_names_are_joined_and_parted(opened: Opened, named: Path) -> None:
    client = opened(named, token=True)
    keys = {row["name"]: row["key"] for row in client.get("/actors.json").json()["rows"]}
    answer = client.post(f"/actor/{keys['J. A. Dahl']}/join", data={"into": keys["Jonas Dahl"], "reviewer": "Ada"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/actor/{keys['Jonas Dahl']}")
    (one,) = client.get("/actors.json").json()["rows"]
    assert (one["name"], one["articles"]) == ("Jonas Dahl", 3)
    assert client.get("/actors.json?name=j.+a.").json()["total"] == 1  # found by either name
    page = client.get(f"/actor/{keys['J. A. Dahl']}", headers={"Accept": "text/html"}).text  # the old address leads to the whole
    assert "joined by <bdi>Ada</bdi>" in page
    assert len(client.get(f"/actor/{keys['Jonas Dahl']}.json").json()["rows"]) == 3
    client.post(f"/actor/{keys['J. A. Dahl']}/part", data={"reviewer": "Ada"})
    assert len(client.get("/actors.json").json()["rows"]) == 2
    assert client.get("/reviews.json").json()["total"] == 2  # nothing is taken out of the log
    assert client.get("/reviews", headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize(("key", "into"), [("0" * 12, None), (None, "0" * 12), (None, None)])
def test_a_join_needs_two_that_are_there(opened: Opened, named: Path, key: str | None, into: str | None) -> None:
    client = opened(named, token=True)
    one = client.get("/actors.json").json()["rows"][0]["key"]
    assert client.post(f"/actor/{key or one}/join", data={"into": into or one}).status_code in (404, 422)


def test_a_join_needs_the_token(opened: Opened, named: Path) -> None:
    client = opened(named)
    one, other = (row["key"] for row in client.get("/actors.json").json()["rows"])
    assert client.post(f"/actor/{one}/join", data={"into": other}).status_code == 403
