"""The REST API against its own description, F4: no error of the server, answers as described, no path in an error."""

from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import CHECKS, load_all_checks
from starlette.testclient import TestClient

from detente.serve.app import make_app
from detente.serve.desk import Desk, Named
from detente.serve.security import Access
from detente.settings import Settings

TOKEN = "the-token-of-the-tests"
EXAMPLES = 6  # of an address; there are some sixty
# Three checks that are known otherwise: the guard answers before method and token are looked at (test_security.py), and a state,
# a day or a code has a meaning that no schema can say, so that what fits the schema may still be refused with 422.
_NOT_OURS = {"unsupported_method", "ignored_auth", "positive_data_acceptance"}
# What asks the whole server over and over, or starts a process each time, has tests of its own.
_LEFT = r"/sql\.|/brief\.|chart|bars"


@pytest.fixture(scope="module")
def small_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk over the small store."""
    import runpy

    stores = runpy.run_path(str(Path(__file__).parents[1] / "desk_stores.py"))
    place = tmp_path_factory.mktemp("api")
    folder = stores["make_small"](place / "store")
    return Desk(folder, Settings(store=str(folder)), Named(place / "reviews.sqlite", "ada"))


def test_f4_every_address_answers_as_it_is_described(small_desk: Desk) -> None:
    load_all_checks()
    app = make_app(small_desk, Access(TOKEN))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers={"Host": "127.0.0.1"})
    checks = [check for check in CHECKS.get_all() if check.__name__ not in _NOT_OURS]
    client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    seen: set[str] = set()

    def try_out(operation: Any) -> None:
        @hypothesis.settings(
            max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(hypothesis.HealthCheck), phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        )  # fmt: skip
        @hypothesis.given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            headers = {"Host": "127.0.0.1", "Authorization": f"Bearer {TOKEN}"}
            response = case.call(headers=headers, session=client)
            assert response.status_code < 500, (case.method, case.path, response.content[:300])
            assert str(small_desk.folder).encode() not in response.content
            case.validate_response(response, checks=checks)
            seen.add(f"{case.method} {operation.path}")

        ask()

    for result in schema.exclude(path_regex=_LEFT).get_all_operations():
        try_out(result.ok())
    assert len(seen) >= 40
