"""Blocs: those that are planted are found, and none where there are none."""

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from detente.relations.network import FEWEST, LEAST, Blocs, _choose_states, _graph, _rewire, find_blocs
from detente.relations.network_intake import Links

PLANTED = {"A": 6, "B": 5, "C": 4}  # blocs, and how many states each has


def make_links(one: list[int], other: list[int], value: list[float], states: list[str]) -> Links:
    count = len(one)
    outlets = np.empty(count, object)
    outlets[:] = [()] * count
    return Links(
        tuple(states), np.array(one, np.int64), np.array(other, np.int64), np.full(count, np.datetime64("2010-01-01")),
        np.array(value, float), np.ones(count), np.zeros(count, bool), np.ones(count, bool), np.ones(count, np.int64), outlets,
    )  # fmt: skip


def plant(seed: int, within: float, between: float, each: int = 12) -> Links:
    """Events of the same number between all states, with one mean tone within blocs and another between them."""
    chance = np.random.default_rng(seed)
    states = [f"{bloc}{i}" for bloc, size in PLANTED.items() for i in range(size)]
    one, other, value = [], [], []
    for i, j in combinations(range(len(states)), 2):
        mean = within if states[i][0] == states[j][0] else between
        for weight in mean + 3.2 * chance.standard_normal(each):
            one.append(i)
            other.append(j)
            value.append(float(weight))
    return make_links(one, other, value, states)


def divided(blocs: Blocs) -> list[set[str]]:
    return [{member.state for member in bloc.members} for bloc in blocs.blocs]


def test_planted_blocs_are_found_and_sure() -> None:
    found = find_blocs(plant(1, 3.0, 0.0), rounds=20)
    assert divided(found) == [{f"{bloc}{i}" for i in range(size)} for bloc, size in PLANTED.items()]
    assert found.stability > 0.95
    assert found.chance < 0.4
    assert all(bloc.stability and bloc.stability > 0.9 for bloc in found.blocs)
    assert found.modularity > max(found.rewired, found.redealt)
    assert found.reason.startswith("the network divides better than any of 40 without blocs (")
    assert (found.states, found.left_out, found.rounds) == (15, (), 20)
    assert found.events == len(plant(1, 3.0, 0.0))


def test_weak_blocs_are_less_sure() -> None:
    strong, weak = (find_blocs(plant(2, within, 0.0, 6), rounds=20) for within in (3.0, 1.6))
    assert weak.blocs
    assert weak.stability < strong.stability


def test_no_blocs_are_told_where_there_are_none() -> None:
    told = [find_blocs(plant(seed, 1.0, 1.0), rounds=5) for seed in range(12)]
    assert sum(bool(found.blocs) for found in told) <= 1  # each of 40 networks without blocs does better in 1 of 41
    (reason,) = {found.reason.split(" (")[0].split(" where ")[0] for found in told if not found.blocs}
    assert reason == "no blocs can be told: the network divides no better than"


def test_states_with_few_events_are_left_out_until_all_have_enough() -> None:
    links = plant(3, 3.0, 0.0)
    few = int(LEAST) - 1
    more = make_links([0] * few, [1] * few, [1.0] * few, ["A0", "Z0"])  # who has few with one that has many
    states = [*links.states, "Z0"]
    joined = make_links(
        [*links.one.tolist(), *more.one.tolist()],
        [*links.other.tolist(), *[len(states) - 1] * few],
        [*links.value.tolist(), *more.value.tolist()],
        states,
    )
    assert find_blocs(joined, rounds=2).left_out == ("Z0",)
    assert divided(find_blocs(joined, rounds=2)) == divided(find_blocs(links, rounds=2))
    assert "Z0" in {state for bloc in divided(find_blocs(joined, least=few, rounds=2)) for state in bloc}


def test_few_states_are_no_network() -> None:
    five = [f"S{i}" for i in range(FEWEST - 1)]
    pairs = list(combinations(range(len(five)), 2))
    many = make_links([i for i, _ in pairs] * 20, [j for _, j in pairs] * 20, [float(i) for i, _ in pairs] * 20, five)
    found = find_blocs(many)
    assert (found.blocs, found.states) == ((), 5)
    assert found.reason == "no blocs can be told: 5 states have 15 events or more with one another; 6 are needed"
    nothing = find_blocs(make_links([], [], [], []))
    assert nothing.reason == "no blocs can be told: no states have 15 events or more with one another; 6 are needed"
    chain = make_links([0], [1], [1.0], ["A", "B"])
    assert find_blocs(chain).left_out == ("A", "B")


def test_the_same_tone_everywhere_ties_nobody() -> None:
    links = plant(4, 1.0, 1.0)
    found = find_blocs(replace(links, value=np.full(len(links), 2.0)), rounds=2)
    assert found.blocs == ()
    assert found.ties == 0


def test_pairs_at_odds_within_a_bloc_are_named() -> None:
    links = plant(5, 3.0, 0.0)
    pair = (links.one == 1) & (links.other == 2)
    found = find_blocs(replace(links, value=np.where(pair, -6.0, links.value)), rounds=2)
    assert found.blocs[0].at_odds == (("A1", "A2"),)
    assert {"A1", "A2"} <= divided(found)[0]  # both treat the same others well


def test_who_acts_on_whom_does_not_matter_to_a_bloc() -> None:
    links = plant(6, 3.0, 0.0)
    assert find_blocs(replace(links, one=links.other, other=links.one), rounds=3) == find_blocs(links, rounds=3)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_same_links_same_blocs_under_any_hash_seed(seed: str) -> None:
    code = (
        "import sys, json; from dataclasses import asdict; sys.path.insert(0, sys.argv[1]); "
        "from test_network import plant, find_blocs; "
        "print(json.dumps(asdict(find_blocs(plant(7, 2.0, 0.0), rounds=3))))"
    )
    env = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    out = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    assert out.strip() == json.dumps(asdict(find_blocs(plant(7, 2.0, 0.0), rounds=3)))


def test_days_do_not_matter() -> None:
    links = plant(8, 3.0, 0.0)
    later = replace(links, day=np.full(len(links), np.datetime64(dt.date(2011, 5, 5))))
    assert find_blocs(later, rounds=3) == find_blocs(links, rounds=3)


def test_rewiring_keeps_how_many_ties_each_state_has_and_their_weights() -> None:
    states, pairs, _ = _choose_states(plant(9, 2.0, 0.0), 1)
    before, after = _graph(pairs, pairs.ties(), len(states)), _rewire(pairs, pairs.ties(), len(states), 1)
    assert dict(before.degree()) == dict(after.degree())
    assert sorted(w for *_, w in before.edges.data("weight")) == sorted(w for *_, w in after.edges.data("weight"))
    assert set(before.edges) != set(after.edges)
    assert not any(one == other for one, other in after.edges)
