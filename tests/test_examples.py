"""The examples run as they stand."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"


def test_the_notebook_of_relations_runs_as_a_script_and_draws(tmp_path: Path) -> None:
    if find_spec("marimo") is None:
        pytest.skip("marimo is not installed: the extra 'notebook' brings it")
    plot = tmp_path / "relation.svg"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
    command = [sys.executable, EXAMPLES / "relations.py", "--plot", plot]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert "Norway – Sweden  by week" in done.stdout
    assert "Thaw, " in done.stdout
    assert "WHAT MOVED IT MOST" in done.stdout
    assert plot.read_text("utf-8").startswith("<svg")
    assert [path.name for path in tmp_path.iterdir()] == ["relation.svg"]


def test_invented_events_say_that_they_are() -> None:
    lines = (EXAMPLES / "invented-events.tab").read_text("utf-8").splitlines()
    publishers = {line.split("\t")[13] for line in lines[1:]}
    assert publishers == {"Invented Wire", "Invented Courier"}
    assert "never" in (EXAMPLES / "relations.py").read_text("utf-8").split('"""')[1]
