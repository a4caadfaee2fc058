"""The measures of coreference give the values that the literature publishes, and mentions are matched as the module says."""

import json
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation.clusters import Agreement, assign, b_cubed, ceaf_e, conll, muc
from detente.evaluation.coreference import score_coreference
from detente.evaluation.run import run_evaluation

# The truth of Bagga and Baldwin 1998 and of Luo 2005, table 1, with the four responses that Luo scores.
TRUTH = [set("12345"), set("67"), set("89ABC")]
ONE_LINK_WRONG = [set("12345"), set("6789ABC")]
TWO_LARGE_MERGED = [set("1234589ABC"), set("67")]
ALL_ONE = [set("123456789ABC")]
ALL_APART = [{c} for c in "123456789ABC"]
# The example of Pradhan et al. 2014, section 5: spurious and missing mentions on both sides.
KEY, RESPONSE = [set("abc"), set("defg")], [set("ab"), set("cd"), set("fghi")]


@pytest.mark.parametrize(
    ("response", "muc_f1", "b_cubed_f1", "ceaf_f1"),
    [
        (ONE_LINK_WRONG, 0.947, 0.865, 0.733),
        (TWO_LARGE_MERGED, 0.947, 0.737, 0.667),
        (ALL_ONE, 0.900, 0.545, 0.294),
        (ALL_APART, 0.0, 0.400, 0.178),
    ],
)
def test_the_table_of_luo_2005(response: list[set[str]], muc_f1: float, b_cubed_f1: float, ceaf_f1: float) -> None:
    found = [round(measure(TRUTH, response).f1, 3) for measure in (muc, b_cubed, ceaf_e)]
    assert found == [muc_f1, b_cubed_f1, ceaf_f1]


@pytest.mark.parametrize(
    ("measure", "precision", "recall", "f1"),
    [(muc, 0.40, 0.40, 0.40), (b_cubed, 0.50, 0.42, 0.45), (ceaf_e, 0.43, 0.65, 0.52)],
)
def test_the_example_of_pradhan_2014(measure: Callable[..., Agreement], precision: float, recall: float, f1: float) -> None:
    found = measure(KEY, RESPONSE)
    assert [round(x, 2) for x in (found.precision, found.recall, found.f1)] == [precision, recall, f1]


def test_documents_are_summed_and_nothing_divides_by_zero() -> None:
    twice = muc(KEY, RESPONSE) + muc(KEY, KEY)
    assert (twice.precision, twice.recall) == (7 / 10, 7 / 10)
    assert [m([], []).f1 for m in (muc, b_cubed, ceaf_e)] == [0, 0, 0]
    assert conll([Agreement(1, 1, 1, 1), Agreement(), Agreement(1, 2, 1, 1)]) == pytest.approx((1 + 0 + 2 / 3) / 3)


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=1, max_size=5)))
def test_no_pairing_gains_more_than_the_assignment(gain: list[list[int]]) -> None:
    pairs = assign(gain)
    wide: Sequence[Sequence[int]] = gain if len(gain) <= len(gain[0]) else list(zip(*gain, strict=True))
    assert len(pairs) == len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(wide)
    ways = permutations(range(len(wide[0])), len(wide))
    assert sum(gain[r][c] for r, c in pairs) == max(sum(wide[r][c] for r, c in enumerate(way)) for way in ways)


TEXT = "The minister, Ann Berg, called Oslo. She and Oslo said that both sides had met. Berg left."


def mention(words: str, nth: int = 0) -> list[Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return [start, start + len(words), words]


def actor(name: str, kind: str, country: str | None, sector: str | None, *mentions: list[Any]) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "kind": kind,
        "country": country,
        "countries": [],
        "sector": sector,
        "mentions": [*mentions],
    }


GOLD: dict[str, Any] = {
    "id": "x",
    "text": TEXT,
    "actors": [
        actor(
            "berg",
            "person",
            "SWE",
            "GOV",
            mention("The minister, Ann Berg"),
            mention("She"),
            mention("both sides"),
            mention("Berg", 1),
        ),
        actor("oslo", "state", "NOR", None, mention("Oslo"), mention("Oslo", 1), mention("both sides")),
    ],
}


def coded(*actors: dict[str, Any]) -> dict[str, Any]:
    """Write actors as ``detente code`` does: mentions without their words."""
    return {"article": {"id": "x"}, "actors": [{**a, "mentions": [m[:2] for m in a["mentions"]]} for a in actors]}


def score(parse: Callable[..., Any], *actors: dict[str, Any]) -> dict[str, float]:
    return score_coreference([(parse(TEXT)[2], GOLD, coded(*actors))]).headline


def test_a_perfect_prediction_is_right_in_everything(parse: Callable[..., Any]) -> None:
    assert set(score(parse, *GOLD["actors"]).values()) == {1.0}


def test_heads_match_where_spans_do_not(parse: Callable[..., Any]) -> None:
    berg, oslo = (dict(a) for a in GOLD["actors"])
    berg["mentions"] = [mention("The minister"), *berg["mentions"][1:]]
    found = score(parse, berg, oslo)
    assert found["head"] == found["found"] == 1
    assert found["exact"] < 1


def test_a_mention_has_the_actors_of_all_who_share_it(parse: Callable[..., Any]) -> None:
    berg, oslo = (dict(a) for a in GOLD["actors"])
    oslo["mentions"] = oslo["mentions"][:2]  # "both sides" is taken for Berg alone
    found = score(parse, berg, oslo)
    assert found["same actor"] == found["country"] == pytest.approx(5 / 6)
    assert found["found"] == 1


def test_country_sector_and_kind_are_judged_apart(parse: Callable[..., Any]) -> None:
    wrong = actor("b", "unnamed", "SWE", "MIL", *GOLD["actors"][0]["mentions"][:2])
    found = score(parse, wrong)
    assert found["found"] == found["country"] == found["same actor"] == pytest.approx(2 / 6)
    assert found["sector"] == found["kind"] == found["code"] == found["coded"] == 0


def test_same_surname_joins_names_and_leaves_all_others_alone(parse: Callable[..., Any]) -> None:
    lines = score_coreference([(parse(TEXT)[2], GOLD, coded(*GOLD["actors"]))]).lines
    at = lines.index(next(line for line in lines if line.startswith("on gold mentions, same surname")))
    # Two sets of gold have a link each to lose: Berg's two (three mentions), Oslo's one, of which only Oslo's is found.
    assert lines[at + 1].split() == ["MUC", "P", "1.000", "R", "0.333", "F1", "0.500"]


def test_the_command_scores_predictions_from_a_file(tmp_path: Path) -> None:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "coded.jsonl"
    gold.write_text(json.dumps(GOLD), "utf-8")
    predicted.write_text(json.dumps(coded(*GOLD["actors"])), "utf-8")
    assert run_evaluation("coreference", gold, predicted).headline["head"] == 1
