"""Templates: one environment that escapes all it is given, and what the pages share: links, days, numbers, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from starlette.responses import Response

from detente.display.csv_cells import shown
from detente.display.inert import make_inert, one_line
from detente.display.relation_words import day, days, number, percent, state_name

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

FORMS = ("json", "csv", "parquet")
_CELL = 300  # characters


@cache
def environment() -> Environment:
    """Return the environment of the templates; whatever they print is escaped, and made inert before."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("detente.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    filters: dict[str, Callable[..., object]] = {
        "day": lambda value: day(value) if value is not None else "no date",
        "days": days,
        "number": number,
        "percent": percent,
        "state": state_name,
        "one_line": one_line,
        "spaced": lambda value: re.sub(r"\s+", " ", make_inert(value)),  # a piece of a line keeps the spaces at its ends
        "link": safe_link,
        "part": lambda value: quote(str(value), safe=""),
        "count": lambda value: "" if value is None else f"{value:,}",
        "coder": coder,
        "short": _short,
        "cell": lambda value: _short(shown(value)),
        "actor_name": lambda actor, names: one_line(names.get(actor, actor)),
        "sort_by_place": lambda rows, place, key: sorted(rows, key=lambda row: place.get(getattr(row, key), len(place))),
    }
    made.filters |= filters
    made.globals |= {"address": address, "FORMS": FORMS}
    return made


def render(
    request: Request, template: str, values: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a page. The template sees ``request``, ``here(name=value)`` and ``twin(form)`` beside what it is given."""
    path, asked = request.url.path, request.query_params.multi_items()
    given = {
        "request": request,
        "path": path,
        "here": lambda **changed: _with(path, asked, changed),
        "twin": lambda form: _with(f"{'/overview' if path == '/' else path}.{form}", asked, {"page": None, "size": None}),
        "has_twins": False,
        "desk": request.app.state.desk,
        "may_write": request.scope.get("detente_may_write", False),
    }
    body = environment().get_template(template).render(given | dict(values))
    return Response(body.encode("utf-8", "replace"), status, dict(headers or {}), media_type="text/html; charset=utf-8")


def coder(rule: str | None) -> str:
    """Say whether a rule or a model coded a row, by the name of the rule.

    >>> coder("model.verb"), coder("verb.bare+model"), coder("verb.bare")
    ('the model', 'a rule and the model', 'a rule')
    """
    if not rule:
        return "nobody says what"
    if rule.startswith("model"):
        return "the model"
    return "a rule and the model" if rule.endswith("+model") else "a rule"


def address(path: str, **asked: object) -> str:
    """Return an address of the desk: a path whose parts are quoted already, and what it is asked; nothing for None.

    >>> address("/statements", who="Putin", about=["USA", "GBR"], until=None)
    '/statements?who=Putin&about=USA&about=GBR'
    """
    return _with(path, [], asked)


def safe_link(url: object) -> str | None:
    r"""Return a web address that may stand in a link, None for all others: other schemes, no host, control characters.

    >>> safe_link("https://example.org/a"), safe_link("java\\nscript:alert(1)")
    ('https://example.org/a', None)
    """
    if not isinstance(url, str) or re.search(r"[\x00-\x20\x7f-\x9f\\]", url):
        return None
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url if good else None


def _short(text: str) -> str:
    """Cut a cell of a table of raw values; the twins hold it whole."""
    return text if len(text) <= _CELL else text[:_CELL] + "…"


def _with(path: str, asked: list[tuple[str, str]], changed: Mapping[str, object]) -> str:
    kept = [(name, value) for name, value in asked if name not in changed]
    for name, value in changed.items():
        values = value if isinstance(value, (list, tuple)) else [value]
        kept += [(name, str(v)) for v in values if v is not None and v != ""]
    query = urlencode(kept, errors="replace")
    return f"{path}?{query}" if query else path


def _finalize(value: object) -> object:
    """Make what is printed inert: control and bidirectional characters are shown, not obeyed."""
    return make_inert(value) if type(value) is str else value
