"""Relation rows are read, checked and counted as their page says, and the committed ones are many and varied enough."""

from collections import Counter
from pathlib import Path

import pytest

from detente.errors import EvaluationError
from detente.evaluation.relation_rows import compile_rows, count_rows, main, near_duplicates, parse_row, read_rows
from detente.events.ontology import load_ontology
from detente.lexicon import Lexicon

ROWS = Path(__file__).resolve().parents[2] / "bank" / "relations"
GOOD = ["Oslo shipped blankets to Riga.", "Oslo", "Riga", "AID", "", "actual", "active", "Baltic 1994", "wire"]


def test_the_committed_rows_hold_and_are_apart(lexicon: Lexicon) -> None:
    ontology = load_ontology(lexicon)
    rows = read_rows(ROWS, ontology)
    assert ROWS.with_suffix(".jsonl").read_text("utf-8") == compile_rows(rows)
    assert not near_duplicates([r.text for r in rows])
    assert max(Counter((r.text, r.source, r.target) for r in rows).values()) == 1
    counts = count_rows(rows)
    assert len(rows) >= 3_000
    assert all(counts["type"][name] >= 120 for name in ontology.types)
    assert all(counts["mode"][f"{kind} {mode}"] >= 15 for kind, mode in ontology.modes)
    assert counts["type"]["NONE"] >= 600
    assert 0.15 < sum(r.part == "test" for r in rows) / len(rows) < 0.25


def test_a_row_is_read_with_its_spans(lexicon: Lexicon) -> None:
    row = parse_row(GOOD, load_ontology(lexicon), "here")
    assert row.text[row.source.start : row.source.end] == "Oslo"
    assert row.target is not None
    assert row.text[row.target.start : row.target.end] == "Riga"
    assert row.mode is None


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        (1, "Bergen", "does not stand in the text"),  # a source that is not there
        (2, "Oslo", "overlap"),  # both ends in one place
        (2, "-", "needs a target"),  # aid to nobody
        (3, "AIDS", "Did you mean"),  # no such type
        (3, "NONE", "no status belongs"),  # nothing happened, yet it has a status
        (4, "visit", "no mode"),  # a mode of another type
        (5, "", "needs a status"),  # an event without status
        (5, "done", "status"),  # no such status
        (6, "sonnet", "shape"),  # no such shape
    ],
)
def test_a_wrong_cell_is_named(lexicon: Lexicon, column: int, cell: str, fault: str) -> None:
    cells = [cell if i == column else old for i, old in enumerate(GOOD)]
    with pytest.raises(EvaluationError, match=fault) as raised:
        parse_row(cells, load_ontology(lexicon), "rows.tsv:7")
    assert str(raised.value).startswith("rows.tsv:7")


def test_near_duplicates_share_half_of_their_stretches() -> None:
    one = "Oslo shipped forty tents to Riga on Monday."
    two = "Oslo shipped forty tents to Riga on Friday."  # all but one stretch is the same
    far = "Tunis lent Valletta three tugs after the storm."
    assert near_duplicates([one, two, far, one]) == [(one, two)]


def test_the_parts_do_not_move_and_keep_sentences_together(lexicon: Lexicon) -> None:
    ontology = load_ontology(lexicon)
    back = [GOOD[0], "Riga", "Oslo", "NONE", "", "", "neutral", *GOOD[7:]]
    assert parse_row(GOOD, ontology, "a").part == parse_row(back, ontology, "b").part == "train"


def test_the_checker_tells_twins_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "\t".join("text source target type mode status shape place register".split())
    (tmp_path / "a.tsv").write_text("\n".join([head, "\t".join(GOOD), "\t".join(GOOD)]) + "\n", "utf-8")
    assert main([str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert "same pair" in shown.err
    assert "AID 2" in shown.out
    assert main([str(tmp_path / "none")]) == 1
    assert main([]) == 2
