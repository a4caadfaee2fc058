"""The REST API in words, from its OpenAPI description: for the page ``/api`` and for ``docs/api.md``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TAGS = {
    "relations": "Relations between states",
    "rows": "Statements, events and articles",
    "actors": "Actors",
    "data": "Tables, codes and SQL",
    "review": "Reviews",
}
INTRO = (
    "Every page of the desk is an address of the API: put .json, .csv or .parquet behind its path (the overview is /overview). "
    "JSON is described by /openapi.json; CSV and Parquet hold the same rows, all of them, where JSON gives them by page.",
    "Lists take page and size (at most 500) and say how many rows there are in all. Ids of rows are stable: the same text, coded "
    "in the same way, has the same ids in every store.",
    "Errors are problem+json (RFC 9457): title, status, and a detail that says what, where, and what to do.",
    "Reading from this machine needs nothing. Writing needs the token that is printed at the start: 'Authorization: Bearer …'.",
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address is asked: name, where it stands, its meaning, and what it is where nothing is given."""

    name: str
    place: str
    meaning: str
    default: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An address and what it does; ``forms`` are the endings that it has."""

    tag: str
    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    forms: tuple[str, ...]


def tell_api(found: Mapping[str, Any]) -> list[Operation]:
    """Return the addresses of an OpenAPI description by tag, twins as one."""
    out: list[Operation] = []
    paths: Mapping[str, Mapping[str, Any]] = found["paths"]
    for path, methods in paths.items():
        base, _, form = path.rpartition(".")
        if form in ("csv", "parquet") and f"{base}.json" in paths:
            continue
        forms = tuple(f for f in ("json", "csv", "parquet") if form == "json" and f"{base}.{f}" in paths)
        for method, told in methods.items():
            parameters = tuple(_parameter(p) for p in told.get("parameters", ()))
            tag = next(iter(told.get("tags", ())), "data")
            out.append(Operation(tag, method.upper(), path, told.get("summary") or "", parameters, forms))
    order = list(TAGS)
    return sorted(out, key=lambda o: (order.index(o.tag) if o.tag in order else len(order), o.path, o.method))


def write_api_page() -> str:
    """Return ``docs/api.md``; what the addresses are does not hang on a store, so that an empty one is made for it."""
    from detente.serve.app import make_app
    from detente.serve.desk import Desk, Named
    from detente.serve.security import Access
    from detente.settings import Settings
    from detente.store.folder import make_folder

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        make_folder(folder)
        desk = Desk(folder, Settings(store=str(folder)), Named(folder / "reviews.sqlite", "somebody"))
        found = make_app(desk, Access("")).openapi()
        desk.close()
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield "# REST API"
    yield ""
    yield "<!-- Printed by `python -m detente.serve.api_words > docs/api.md`; a test keeps it so. -->"
    for words in INTRO:
        yield from ("", words)
    tag = ""
    for o in tell_api(found):
        if o.tag != tag:
            tag = o.tag
            yield from ("", f"## {TAGS.get(tag, tag)}")
        yield from ("", f"### `{o.method} {o.path}`", "", f"{o.summary}.")
        if len(o.forms) > 1:
            twins = (o.path.removesuffix("json") + form for form in o.forms[1:])
            yield from ("", f"Also as {', '.join(f'`{twin}`' for twin in twins)}.")
        if o.parameters:
            yield from ("", "| parameter | in | meaning | default |", "|---|---|---|---|")
            yield from (f"| `{p.name}` | {p.place} | {p.meaning} | {p.default} |" for p in o.parameters)


def _parameter(told: Mapping[str, Any]) -> Parameter:
    schema = told.get("schema", {})
    default = schema.get("default")
    words = told.get("description") or schema.get("description") or ""
    choices = schema.get("enum") or next((s["enum"] for s in schema.get("anyOf", ()) if "enum" in s), None)
    if choices:
        words = f"{words} One of {', '.join(map(str, choices))}.".strip()
    return Parameter(
        told["name"],
        told["in"],
        words.replace("|", "or"),
        "" if default in (None, "") else f"{default}".lower() if isinstance(default, bool) else str(default),
    )


if __name__ == "__main__":
    sys.stdout.write(write_api_page())
