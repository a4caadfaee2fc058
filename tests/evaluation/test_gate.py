"""Floors hold: a fall, other gold and a missing floor shut the gate; floors rise by themselves and fall only with a reason."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente.cli import run
from detente.errors import EvaluationError
from detente.evaluation.gate import hold
from detente.evaluation.gate_file import read_gate, write_floors
from detente.evaluation.run import TASKS

ROOT = Path(__file__).resolve().parents[2]

# Two of three are right, and one of the two of the part "dev".
CASES = [
    {"id": "a1", "part": "train", "input": "France", "expected_country": "FRA", "expected_code": ["GOV", ""]},
    {"id": "a2", "part": "dev", "input": "Norway", "expected_country": "NOR", "expected_code": ["GOV", ""]},
    {"id": "a3", "part": "dev", "input": "Norway", "expected_country": "SWE", "expected_code": ["GOV", ""]},
]
CHANGELOG = "# Changelog\n\n## 2 (unreleased)\n- {}\n\n## 1\n- The floor of nordic was set.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with its own gold, a changelog, and gold beside it that is absent."""
    root = tmp_path / "repository"
    root.mkdir()
    (root / "gold.jsonl").write_text("".join(json.dumps(c) + "\n" for c in CASES), "utf-8")
    (root / "CHANGELOG.md").write_text(CHANGELOG.format("Nothing yet."), "utf-8")
    return root


def gate_file(folder: Path, floors: str = "both = 0.660", entry: str = "", **more: object) -> Path:
    sha256 = hashlib.sha256((folder / "gold.jsonl").read_bytes()).hexdigest()
    table: dict[str, object] = {"task": "actors", "path": "gold.jsonl", "sha256": sha256, **more}
    lines = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
    file = folder / "gate.toml"
    file.write_text("\n".join(["# Pinned.", "[nordic]", *lines, "", "[nordic.floors]", floors, entry]), "utf-8")
    return file


def gate(file: Path, *arguments: str) -> int:
    return run(["gate", "--file", str(file), *arguments])


@pytest.mark.parametrize(
    "case",
    [
        ("both = 0.660", {}, 0, "nordic             both           0.666  floor 0.660  ok"),
        ("both = 0.666", {}, 0, "0.666  floor 0.666  ok"),  # two thirds, as a floor is cut
        ("both = 0.667", {}, 1, "0.666  floor 0.667  FELL"),
        ("both = 0.5", {"part": "dev"}, 0, "0.500  floor 0.500  ok"),  # two rows
        ("both = 1", {"ids": ["a1", "a2"]}, 0, "1.000  floor 1.000  ok"),
        ("", {}, 1, "0.666  NO FLOOR yet; --raise sets it"),
        ("both = 0.1", {"sha256": "0" * 64}, 1, "is not the gold that the floors were set on: SHA-256"),
        ("both = 0.1", {"path": "lost.jsonl"}, 1, "lost.jsonl is not at hand, and belongs to the repository"),
        ("both = 0.1", {"path": "../beside/gold.jsonl"}, 0, "skipped: "),  # gold of others may be absent
        ("both = 0.1", {"part": "test"}, 1, "no row is of the part 'test'"),
        ("both = 0.1", {"ids": ["a1", "a9"]}, 1, "no row has the id 'a9'"),
        ("bth = 0.1", {}, 1, "no measure 'bth'. Did you mean both?"),
        ("both = 0.1", {"task": "actor"}, 1, "No task 'actor'. Did you mean actors?"),
        ("both = 0.1", {"task": "bank"}, 1, "not in the format of the task 'bank'"),
    ],
)
def test_the_gate_opens_or_says_why_not(
    folder: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, dict[str, Any], int, str]
) -> None:
    floors, more, code, line = case
    assert gate(gate_file(folder, floors, **more)) == code
    out = capsys.readouterr().out
    assert line in out
    assert out.endswith(f"The gate is {'shut' if code else 'open'}.\n")


def test_a_fault_in_one_entry_leaves_the_others_to_be_scored(folder: Path) -> None:
    first = gate_file(folder, sha256="0" * 64).read_text("utf-8")
    second = gate_file(folder).read_text("utf-8").replace("nordic", "nordic-two")
    (folder / "gate.toml").write_text(first + "\n" + second, "utf-8")
    assert [o.failed for o in hold(folder / "gate.toml")] == [True, False]
    assert [o.entry.name for o in hold(folder / "gate.toml", ["nordic-two"])] == ["nordic-two"]
    with pytest.raises(EvaluationError, match=r"no entry 'nordc'\. Did you mean nordic"):
        hold(folder / "gate.toml", ["nordc"])


def test_the_digest_of_the_seed_covers_its_article(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text('{"article": "lake.txt"}', "utf-8")
    (tmp_path / "lake.txt").write_text("Still water.", "utf-8")
    file = tmp_path / "gate.toml"
    file.write_text('[lake]\ntask = "seed"\npath = "gold.json"\nsha256 = "0"\n', "utf-8")
    (entry,) = read_gate(file)
    assert entry.digest() == hashlib.sha256(b'{"article": "lake.txt"}Still water.').hexdigest()
    (tmp_path / "lake.txt").unlink()
    assert entry.missing == tmp_path / "lake.txt"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("both = 0.100  # low", 0.661),  # lifted to just under the figure
        ("", 0.661),  # set where there was none
        ("both = 0.664", 0.664),  # within the margin: neither lifted nor lowered
        ("both = 0.900", 0.9),  # never lowered
    ],
)
def test_floors_are_raised_and_never_lowered(folder: Path, before: str, after: float) -> None:
    file = gate_file(folder, before)
    assert gate(file, "--raise") == (1 if after == 0.9 else 0)
    content = file.read_text("utf-8")
    assert tomllib.loads(content)["nordic"]["floors"] == {"both": after}
    assert content.startswith("# Pinned.\n[nordic]\n")
    assert gate(file, "--raise") == (1 if after == 0.9 else 0)
    assert file.read_text("utf-8") == content


@pytest.mark.parametrize(
    ("line", "because", "message"),
    [
        ("The floor of nordic falls: a row was wrong.", " ", "Why is a floor of nordic lowered?"),  # no reason
        (
            "Nothing yet.",
            "a row was wrong",
            "no line of the newest section has the words 'nordic' and 'floor'",
        ),  # only an old one
        ("The floor of nordic-two falls.", "a row was wrong", "no line of the newest section"),  # another entry
        ("The floor falls\n  of nordic.", "a row was wrong", "no line of the newest section"),  # on two lines
        ("The flooring of nordic.", "a row was wrong", "no line of the newest section"),  # another word
    ],
)
def test_a_floor_is_not_lowered_without_reason_and_changelog(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, because: str, message: str
) -> None:
    file = gate_file(folder, "both = 0.900")
    before = file.read_text("utf-8")
    (folder / "CHANGELOG.md").write_text(CHANGELOG.format(line), "utf-8")
    assert gate(file, "--lower", "nordic", "--because", because) == 1
    assert message in capsys.readouterr().err
    assert file.read_text("utf-8") == before


def test_a_floor_is_lowered_with_both(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = gate_file(folder, "both = 0.900")
    (folder / "CHANGELOG.md").write_text(CHANGELOG.format("Floors of nordic fall: a row was wrong."), "utf-8")
    assert gate(file, "--lower", "nordic", "--because", "a row\nwas wrong") == 0
    assert "floor 0.900 -> 0.661" in capsys.readouterr().out
    assert file.read_text("utf-8").splitlines()[-1] == "both = 0.661  # lowered: a row was wrong"
    assert gate(file) == 0
    assert gate(file, "--lower", "nordic", "--because", "again") == 0
    assert "nothing to lower" in capsys.readouterr().out


def test_what_cannot_be_scored_is_not_lowered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "CHANGELOG.md").write_text(CHANGELOG.format("The floor of nordic falls."), "utf-8")
    for more in ({"sha256": "0" * 64}, {"path": "../beside/gold.jsonl"}):
        assert gate(gate_file(folder, "both = 0.900", **more), "--lower", "nordic", "--because", "it fell") == 1
        assert "nothing was lowered" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--because", "it fell"],  # lowers nothing
        ["--lower", "nordic", "--because", "it fell", "--raise"],  # up or down
        ["--lower", "nordic", "--because", "it fell", "--only", "nordic"],  # the entry is named already
    ],
)
def test_wrong_calls(folder: Path, arguments: list[str]) -> None:
    assert gate(gate_file(folder), *arguments) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "pins nothing"),
        ("[x", "cannot be read"),
        ("x = 1", r"\[x\] is no table"),
        ('[x]\ntask = "bank"\npath = "g"\nsha256 = "0"\npat = "dev"', "unknown key 'pat'. Did you mean path or part"),
        ('[x]\ntask = "bank"\nsha256 = "0"', "path is wanted, as a text"),
        ('[x]\ntask = "bank"\npath = "g"\nsha256 = "0"\npart = 1', "part is one name"),
        ('[x]\ntask = "bank"\npath = "g"\nsha256 = "0"\nids = "a"', "ids is a list of texts"),
        ('[x]\ntask = "bank"\npath = "g"\nsha256 = "0"\nfloors = { f = 65 }', "numbers from 0 to 1"),
        ('[x]\ntask = "bank"\npath = "g"\nsha256 = "0"\nfloors = { f = true }', "numbers from 0 to 1"),
    ],
)
def test_a_fault_in_the_gate_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "gate.toml"
    with pytest.raises(EvaluationError, match="no such file"):
        read_gate(file)
    file.write_text(content, "utf-8")
    with pytest.raises(EvaluationError, match=message):
        read_gate(file)


def test_the_file_keeps_its_comments_and_order_when_floors_are_written(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    parts = ['# Top.\n[a]\ntask = "x"\n\n[a.floors]\nf1 = 0.5\n', '"f1+status" = 0.2\n']
    parts += ['\n# About b.\n[b]\ntask = "f1 = 2"\n\n[b.floors]\n']
    file.write_text("".join(parts) + "f1 = 0.1", "utf-8")
    write_floors(file, "a", {"f1+status": 0.25, "recall": 0.3})
    write_floors(file, "b", {"f1": 0.2})
    assert file.read_text("utf-8") == f'{parts[0]}"f1+status" = 0.250\nrecall = 0.300\n{parts[2]}f1 = 0.200\n'


def test_the_gate_of_the_repository_pins_every_gold_set() -> None:
    entries = {e.name: e for e in read_gate(ROOT / "gate.toml")}
    assert {e.task for e in entries.values()} == set(TASKS)
    own = [e for e in entries.values() if e.own]
    assert {e.part for e in own} == {"train", "dev", "test", None}
    assert {e.digest() for e in own} == {e.sha256 for e in own}
    assert all(e.floors for e in entries.values())
    first = entries["bank-first-twelve"]
    assert len(first.ids) == 12
    # The floors that these articles began with; what is pinned may only be stricter.
    begun = {"statement": 0.65, "content": 0.82, "country": 0.73, "event": 0.33}
    assert {m: floor for m, floor in begun.items() if first.floors[m] < floor} == {}


def test_floors_that_stand_in_another_form_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    content = "[a]\nfloors = { f1 = 0.5 }\n"
    file.write_text(content, "utf-8")
    with pytest.raises(EvaluationError, match=r"under \[a\.floors\], one measure a line"):
        write_floors(file, "a", {"f1": 0.6})
    assert file.read_text("utf-8") == content
