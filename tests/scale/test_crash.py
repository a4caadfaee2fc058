"""D1: twenty kills here; ``make crash`` does two hundred."""

from pathlib import Path

from .crash import crash


def test_d1_twenty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    assert crash(tmp_path, 20, seed=20261128) > 0
