"""Two passes over an article are compared as the bank scorer compares, on articles small enough to count by hand."""

from pathlib import Path

import pytest

from detente.errors import EvaluationError
from detente.evaluation.agreement import kappa, main, read_passes, score_agreement
from detente.lexicon import Lexicon

BANK = Path(__file__).resolve().parents[2] / "bank"

HEAD = """
id = "{id}"
part = "train"
published = 2001-02-03
text = "Oslo said Riga hoped the ferry would sail. Riga told Oslo by way of Lake Wire to wait."
actors = [
  {{ id = "nor", name = "Norway", kind = "state", country = "NOR", mentions = ["Oslo#1", "Oslo#2"] }},
  {{ id = "lva", name = "Latvia", kind = "state", country = "LVA", mentions = ["Riga#1", "Riga#2"] }},
  {{ id = "wire", name = "Lake Wire", kind = "outlet", mentions = ["Lake Wire"] }},
]
"""
SAID = (
    'id = "s1", kind = "indirect", attitude = "assertion", speaker = ["nor"], cue = ["said"], '
    'content = ["Riga hoped the ferry would sail"]'
)
HOPED = (
    'id = "s2", kind = "indirect", attitude = "belief", speaker = ["lva"], cue = ["hoped"], '
    'content = ["the ferry would sail"], inside = "s1"'
)
TOLD = (
    'id = "s3", kind = "indirect", attitude = "eventuality", speaker = ["lva"], cue = ["told"], content = ["to wait"], '
    'addressee = ["nor"], via = ["wire"]'
)


def bank(folder: Path, first: list[str], second: list[str], name: str = "x") -> Path:
    for part, statements in (("articles", first), ("second_pass", second)):
        (folder / part).mkdir(exist_ok=True)
        entries = "".join(f"  {{ {s} }},\n" for s in statements)
        (folder / part / f"{name}.toml").write_text(HEAD.format(id=name) + f"statements = [\n{entries}]\n", "utf-8")
    return folder


def figures(folder: Path, lexicon: Lexicon, second: list[str]) -> dict[str, float]:
    return score_agreement(read_passes(bank(folder, [SAID, HOPED, TOLD], second), lexicon)).headline


def test_a_pass_agrees_with_itself(tmp_path: Path, lexicon: Lexicon) -> None:
    assert set(figures(tmp_path, lexicon, [SAID, HOPED, TOLD]).values()) == {1.0}


@pytest.mark.parametrize(
    ("second", "figure", "value"),
    [
        ([SAID, TOLD], "content", 4 / 5),  # one of three is missing: all of two, two of three
        ([SAID, HOPED, TOLD.replace('speaker = ["lva"]', 'speaker = ["nor"]')], "speaker", 2 / 3),  # somebody else's words
        ([SAID, HOPED, TOLD.replace('speaker = ["lva"]', 'speaker = ["nor"]')], "content", 1),  # which are still found
        ([SAID, HOPED.replace(', inside = "s1"', ""), TOLD], "inside", 0),
        ([SAID, HOPED.replace('"s1"', '"a"'), TOLD], "inside", 1),  # ids are each pass's own
        ([SAID, HOPED, TOLD.replace('"wire"', '"lva"')], "via", 0),
        ([SAID, HOPED, TOLD.replace(', via = ["wire"]', "")], "addressee", 1),
        ([SAID.replace('"indirect"', '"direct"'), HOPED, TOLD], "kind", 2 / 3),
        ([SAID, HOPED.replace('"belief"', '"eventuality"'), TOLD], "attitude", 2 / 3),
        ([SAID, HOPED.replace('"belief"', '"eventuality"')], "attitude", 1 / 2),  # only what is matched counts
    ],
)
def test_what_differs_is_counted_on_its_measure(
    tmp_path: Path, lexicon: Lexicon, second: list[str], figure: str, value: float
) -> None:
    if '"a"' in second[1]:
        second = [second[0].replace('id = "s1"', 'id = "a"'), *second[1:]]
    assert figures(tmp_path, lexicon, second)[figure] == pytest.approx(value)


def test_spans_that_are_the_same_to_the_character_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    near = SAID.replace('"Riga hoped the ferry would sail"', '"hoped the ferry would sail"')
    assert main([str(bank(tmp_path, [SAID, HOPED, TOLD], [near, HOPED, TOLD]))]) == 0
    out = capsys.readouterr().out
    assert "exact content  0.667 of 3 matched" in out
    assert "exact cue      1.000 of 3 matched" in out
    assert out.endswith("articles 1\n")


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([("a", "a"), ("b", "b")], 1),
        ([("a", "b"), ("b", "a")], -1),  # always the other one
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0),  # as chance would have it
        ([("a", "a")], 1),  # nothing else to choose from
        ([], 0),
    ],
)
def test_kappa_takes_off_what_chance_gives(pairs: list[tuple[str, str]], value: float) -> None:
    assert kappa(pairs) == value


def test_passes_of_different_articles_are_refused(tmp_path: Path, lexicon: Lexicon, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EvaluationError, match=r"second_pass: holds no \*\.toml"):
        read_passes(tmp_path, lexicon)
    folder = bank(tmp_path, [SAID], [])
    with pytest.raises(EvaluationError, match="holds no statements yet"):
        read_passes(folder, lexicon)
    file = bank(tmp_path, [SAID], [SAID]) / "second_pass" / "x.toml"
    file.write_text(file.read_text("utf-8").replace('"Latvia"', '"Livonia"'), "utf-8")
    with pytest.raises(EvaluationError, match="other actors than in"):
        read_passes(folder, lexicon)
    file.rename(file.with_name("y.toml"))
    assert main([str(folder)]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_the_second_pass_of_the_bank_fits_its_first(lexicon: Lexicon) -> None:
    assert len(read_passes(BANK, lexicon)) == 10
