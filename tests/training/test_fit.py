"""Training: the same seed gives the same weights, a run that was broken off ends the same, and the export says the same."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")
pytest.importorskip("onnx", reason="training needs the extra 'train'")
pytest.importorskip("safetensors", reason="training needs the extra 'train'")

from detente.errors import TrainingError  # noqa: E402  after the skips
from detente.language.encoder import OnnxModel  # noqa: E402
from detente.lexicon import Lexicon  # noqa: E402
from detente.training.examples import IGNORE, Example, make_examples  # noqa: E402
from detente.training.export import export_model  # noqa: E402
from detente.training.fit import Plan, StatementNetwork, fit, going_on, load_start  # noqa: E402

PLAN = Plan(layers=(0,), epochs=1.0, checkpoint_every=2)
ROW = {
    "id": "r1",
    "text": 'Oslo said the port was open. "We wait," the envoy added. The consul left.',
    "statements": [
        {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 27]]},
        {"source": [[39, 48]], "cue": [[49, 54]], "content": [[30, 37]], "attitude": "belief"},
    ],
}


def tokenise(words: Any) -> list[list[int]]:
    return [[1000 + len(w)] * (1 + len(w) // 6) if w.strip() else [] for w in words]


@pytest.fixture(scope="module")
def examples(parser: Callable[..., Any], lexicon: Lexicon) -> list[Example]:
    (windows,) = make_examples([ROW], parser, tokenise, lexicon, nested=True)
    return windows


def fitted(examples: list[Example], folder: Path, plan: Plan = PLAN, report: Callable[..., None] | None = None) -> Any:
    torch.manual_seed(5)
    network = StatementNetwork(1)
    fit(network, examples * 40, plan, folder, report or (lambda step, steps, loss: None))
    return network


def test_gold_becomes_tags_and_roles(examples: list[Example]) -> None:
    (window,) = examples
    words = ROW["text"].replace('"', ' " ').replace(".", " . ").replace(",", " , ").split()  # type: ignore[attr-defined]  # a text
    assert [w for w, tag in zip(words, window.cues, strict=True) if tag == 1] == ["said", "added"]
    said = window.links[0]
    assert [w for w, r in zip(words, said.roles, strict=True) if r == 1] == ["Oslo"]
    assert [w for w, r in zip(words, said.roles, strict=True) if r == 2] == ["the", "port", "was", "open"]
    assert [link.attitude for link in window.links[:2]] == [0, 1]
    assert all((link.roles == IGNORE).all() for link in window.links if not link.statement)


def test_a_broken_run_goes_on_to_the_same_weights(examples: list[Example], tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    whole.mkdir()
    broken.mkdir()
    expected = fitted(examples, whole).state_dict()

    class PowerCut(Exception):
        pass

    def cut(step: int, steps: int, loss: float) -> None:
        if step == 3:
            raise PowerCut

    with pytest.raises(PowerCut):
        fitted(examples, broken, report=cut)
    steps: list[int] = []
    resumed = fitted(examples, broken, report=lambda step, steps_, loss: steps.append(step)).state_dict()
    assert steps == [3, 4, 5]
    assert all(torch.equal(expected[name], resumed[name]) for name in expected)
    with pytest.raises(TrainingError, match="another plan"):
        fitted(examples, broken, replace(PLAN, seed=9))


def test_the_export_says_what_the_network_says(examples: list[Example], tmp_path: Path) -> None:
    network = fitted(examples, tmp_path)
    tokenizer = tmp_path / "any.json"
    tokenizer.write_text("{}")
    export_model(network, tokenizer, tmp_path / "model")
    model = OnnxModel(tmp_path / "model")
    window = examples[0]
    link = window.links[0]
    with torch.no_grad():
        states, cues = network.encoder(torch.from_numpy(window.ids)[None], torch.from_numpy(window.first)[None])
        described = [getattr(link, name)[None] for name in ("is_cue", "distance", "rule", "place")]
        cue = network.linker.pool(states, torch.from_numpy(described[0]))
        words = network.linker.word(states)
        roles, _, _ = network.linker(words, cue, *(torch.from_numpy(d) for d in described))
    found_states, found_cues, _ = model.encode(window.ids, window.first)
    found_roles, _, _ = model.link(words.numpy(), cue.numpy(), described)
    cosine = (found_states * states[0].numpy()).sum() / np.linalg.norm(found_states) / np.linalg.norm(states[0].numpy())
    assert cosine > 0.99  # int8 keeps the direction
    assert (found_cues.argmax(-1) == cues[0].numpy().argmax(-1)).mean() > 0.9
    assert np.abs(found_roles - roles.numpy()).max() < 0.5


def test_a_run_can_go_on_from_trained_weights(examples: list[Example], tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    trained = fitted(examples, first)
    again = StatementNetwork(1)
    load_start(again, first / "weights.safetensors")
    assert all(torch.equal(value, again.state_dict()[name]) for name, value in trained.state_dict().items())
    assert going_on(PLAN).encoder_rate < PLAN.encoder_rate
    with pytest.raises(TrainingError, match="no weights"):
        load_start(StatementNetwork(2), first / "weights.safetensors")
