"""F2: what fuzzing has found so far is survived by every reader; ``make fuzz-minute`` and ``make fuzz`` look for more."""

import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).resolve().parents[1] / "fuzz"
sys.path.insert(0, str(FUZZ))

from targets import TARGETS, attempt  # noqa: E402  in the folder above

SLOW = {"lexicon": 3}  # loads all tables each time


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_f2_the_corpus_is_survived(name: str) -> None:
    files = sorted((FUZZ / "corpus" / name).iterdir())
    assert files
    for file in files[-SLOW.get(name, len(files)) :]:
        attempt(name, file.read_bytes())
