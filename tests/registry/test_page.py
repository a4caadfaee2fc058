"""docs/registry.md names the keys of the file, no more and no fewer."""

import json
import re
from pathlib import Path

from detente.records import Span
from detente.registry.file import write_people
from detente.registry.records import Claim, Decision, Entry, Person, Said, Standing, Verdict

PAGE = (Path(__file__).resolve().parents[2] / "docs/registry.md").read_text("utf-8")


def documented(heading: str) -> set[str]:
    section = PAGE.partition(f"\n{heading}\n")[2]
    return set(re.findall(r"^\| `(\w+)` \|", re.split(r"^#", section, flags=re.MULTILINE)[0], re.MULTILINE))


def test_the_page_names_the_keys() -> None:
    said = Said("Ann Holt", "Senator", "Senate", "SWE")
    claim = Claim(said, "a-1", "a-2", Span(0, 7))
    entry = Entry("r-1", said, Standing.SERVING, (claim,), (Decision(said, Verdict.CONFIRMED, "so"),))
    (line,) = write_people([Person("p-1", "Ann Holt", (entry,))])
    person = json.loads(line)
    assert documented("## The file") == person.keys()
    assert documented("### `entries[]`") == person["entries"][0].keys()
    assert documented("### `entries[].evidence[]`") == person["entries"][0]["evidence"][0].keys()


def test_the_page_names_every_standing() -> None:
    assert documented("## What is learned") == {s.value for s in Standing}
