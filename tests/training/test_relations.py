"""The relation model learns, goes on where it was broken off, and ships as a graph that says what the network says."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")
pytest.importorskip("onnx", reason="training needs the extra 'train'")
pytest.importorskip("safetensors", reason="training needs the extra 'train'")

from detente.evaluation.relation_rows import COLUMNS, parse_row  # noqa: E402  after the skips
from detente.events.ontology import load_ontology  # noqa: E402
from detente.language.encoder import load_graph, run_graph  # noqa: E402
from detente.lexicon import Lexicon  # noqa: E402
from detente.training.cross_validate import fold_of  # noqa: E402
from detente.training.export import export_relations  # noqa: E402
from detente.training.relation_examples import UNKNOWN, Labels, RelationExample, read_pairs, row_examples  # noqa: E402
from detente.training.relation_fit import RelationPlan, fit_stage, order  # noqa: E402
from detente.training.relation_network import RelationNetwork, collate, relation_loss  # noqa: E402

LINES = (
    ("Oslo shipped blankets to Riga.", "Oslo", "Riga", "AID", "", "actual", "active"),
    ("Riga may be struck by Oslo from the air.", "Oslo", "Riga", "ASSAULT", "aerial", "hypothetical", "by-phrase"),
    ("Oslo lies north of Riga.", "Oslo", "Riga", "NONE", "", "", "neutral"),
    ("Dockers struck in Oslo.", "Dockers", "-", "PROTEST", "strike", "actual", "active"),
)


class Silent:
    """A bar that nobody sees."""

    def add_task(self, name: str, total: int | None) -> int:
        return 0

    def update(self, task: int, **what: object) -> None:
        return


def pieces(words: object) -> list[list[int]]:
    return [[2000 + len(w)] for w in words]  # type: ignore[attr-defined]  # a list of words


@pytest.fixture(scope="module")
def labels(lexicon: Lexicon) -> Labels:
    return Labels.of(load_ontology(lexicon))


@pytest.fixture(scope="module")
def examples(lexicon: Lexicon, labels: Labels) -> list[RelationExample]:
    rows = [parse_row([*line, "Baltic 1994", "wire"], load_ontology(lexicon), "here") for line in LINES]
    assert len(COLUMNS) == len(LINES[0]) + 2
    return row_examples(rows, labels, pieces)


def test_an_example_turns_with_its_direction(examples: list[RelationExample]) -> None:
    aid, _, nothing, strike = examples
    assert (aid.reverse, aid.turn().reverse, aid.turn().turn()) == (0, 1, aid)
    assert nothing.turn().reverse == UNKNOWN
    assert strike.turn() is strike


def test_merged_types_of_research_pairs_stay_open(labels: Labels, tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"text": "Oslo freed Riga.", "source": [0, 4], "target": [11, 15], "type": "YIELD"}\n', "utf-8")
    (pair,) = read_pairs(file, labels, pieces)
    assert [labels.types[n] for n in pair.types] == ["CONCEDE", "RETREAT"]


def test_the_network_learns_and_seed_decides(labels: Labels, examples: list[RelationExample], tmp_path: Path) -> None:
    plan = RelationPlan(layers=(0,), epochs=(12.0, 1.0), warm_up=0.1, rate=1e-3, head_rate=3e-3, batch=4)
    found = []
    for name in ("one", "two"):
        torch.manual_seed(3)
        network = RelationNetwork(labels, 1)
        with torch.no_grad():
            before = float(relation_loss(network.eval(), examples))
        (tmp_path / name).mkdir()
        fit_stage(network, examples, plan, folder=tmp_path / name, stage=0, bar=Silent())
        with torch.no_grad():
            found.append((before, float(relation_loss(network.eval(), examples))))
    assert found[0] == found[1]
    assert found[0][1] < found[0][0] / 2
    assert order(examples, plan, 3) == order(examples, plan, 3)


def test_the_graph_says_what_the_network_says(labels: Labels, examples: list[RelationExample], tmp_path: Path) -> None:
    torch.manual_seed(4)
    network = RelationNetwork(labels, 1)
    tokenizer = tmp_path / "t.json"
    tokenizer.write_text("{}", "utf-8")
    export_relations(network, tokenizer, tmp_path / "model")
    graph = load_graph(tmp_path / "model" / "relations.onnx")
    pair = examples[1].pair
    found = run_graph(graph, np.array([pair.ids], np.int64), np.array([pair.source]), np.array([pair.target]))
    with torch.no_grad():
        wanted = network.eval()(*collate([examples[1]]))
    for mine, theirs in zip(found, wanted, strict=True):
        assert np.abs(mine - theirs.numpy()).max() < 0.1


def test_folds_keep_a_sentence_together() -> None:
    assert fold_of("Oslo freed Riga.", 5) == fold_of("Oslo freed Riga.", 5)
    assert {fold_of(str(n), 5) for n in range(50)} == set(range(5))
