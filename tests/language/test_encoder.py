"""The model's files: built in, named, switched off, or missing; hostile words."""

from pathlib import Path

import pytest

from detente import pipeline
from detente.errors import RulesAlone, SettingError
from detente.language import encoder
from detente.language.encoder import NO_MODEL, load_model
from detente.settings import Settings


def test_the_built_in_model_is_small_and_pickles_nothing() -> None:
    model = load_model("")
    assert model is not None
    files = sorted(p.name for p in model.folder.iterdir())
    assert files == ["MODEL_CARD.md", "encoder.onnx", "event-weights.npz", "linker.onnx", "tokenizer.json"]
    assert all(p.stat().st_size < 30_000_000 for p in model.folder.iterdir())
    assert len(model.digest) == 16


def test_a_named_folder_must_hold_a_model(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"encoder\.onnx"):
        load_model(str(tmp_path))


def test_without_the_files_the_rules_work_alone_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "BUILT_IN", tmp_path)
    with pytest.warns(RulesAlone) as said:
        loaded = pipeline.load(Settings())
    assert len(said) == 1
    assert loaded.model is None


def test_switched_off_nothing_is_said() -> None:
    assert load_model(NO_MODEL) is None
    assert pipeline.load(Settings(model=NO_MODEL)).model is None


def test_every_word_has_pieces_and_white_space_has_none() -> None:
    model = load_model("")
    assert model is not None
    found = model.pieces(["Oslo", " \n", "\ud800", "ß" * 5_000, "…", "\x00"])
    assert [bool(p) for p in found] == [True, False, True, True, True, True]
    assert all(len(p) <= 100 for p in found)
