"""docs/json.md and the JSON that is printed name the same keys, with the types that the page gives."""

import datetime as dt
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import detente
from detente.output import reading_to_dict, to_line
from detente.records import Mention, MentionKind, Span

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/json.md").read_text("utf-8")
TYPES = {"string": str, "date": str, "id": str, "number": (int, float), "integer": int, "boolean": bool, "object": dict}
TYPES |= {"party": dict, "phrase": dict, "list": list, "span": list, "spans": list, "null": type(None)}


def documented() -> dict[str, str]:
    """path of each key → its type, as the page words it."""
    found: dict[str, str] = {}
    for section in re.split(r"^##+ ", PAGE, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        for key, kind in re.findall(r"^\| `(\w+)` \| ([^|]+) \|", body, re.MULTILINE):
            for prefix in re.findall(r"`([\w.\[\]]+)`", heading) or [""]:
                found[f"{prefix}.{key}".lstrip(".")] = kind
    return found


def printed(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Walk the object; items of lists have the path of their list and []."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}".lstrip(".")
            yield here, inner
            yield from printed(inner, here)
    elif isinstance(value, list):
        for inner in value:
            yield from printed(inner, f"{path}[]")


@pytest.fixture(scope="module")
def example() -> dict[str, object]:
    """The example article, with what other articles have made sure of: an agency that passes words on, nobody found."""
    text = (ROOT / "examples/strait-talks.txt").read_text("utf-8")
    reading = detente.read(text, published="2024-05-16", outlet="Meridian")
    first = reading.statements[0]
    nobody = Mention(Span(0, 7), text[:7], MentionKind.NAME, 0, (), "in no table")
    full = replace(first, addressee=first.speaker, via=first.speaker, occasion=first.content, place=first.content)
    full_reading = replace(reading, statements=(full, *reading.statements[1:]), mentions=(*reading.mentions, nobody))
    return reading_to_dict(full_reading, with_text=True)


def test_the_page_and_the_output_name_the_same_keys(example: dict[str, object]) -> None:
    assert {path for path, _ in printed(example)} == set(documented())


def test_values_have_the_types_that_the_page_gives(example: dict[str, object]) -> None:
    types = documented()
    for path, value in printed(example):
        allowed = [TYPES[word.split()[0]] for word in re.split(r", | or ", types[path])]
        assert any(isinstance(value, kind) for kind in allowed), (path, value, types[path])  # type: ignore[arg-type]  # classes
        if types[path].startswith("date") and isinstance(value, str):
            dt.date.fromisoformat(value)


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_recipe_for_jq_gives_a_row_for_each_event(example: dict[str, object]) -> None:
    found = re.search(r"jq -r '(.*?)' > events.csv", PAGE, re.DOTALL)
    assert found
    done = subprocess.run(["jq", "-r", found[1]], input=to_line(example), capture_output=True, text=True, check=True)
    events = json.loads(to_line(example))["events"]
    assert done.stdout.count("\n") == len(events)
    assert f'"{events[0]["type"]}"' in done.stdout
