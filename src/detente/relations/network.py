"""Blocs: states that treat one another better than states on average treat those with whom they deal as much.

Two states are tied by √Σ trust·(weight - mean of all), where that is positive: the root keeps a few busy pairs from making the
blocs. Communities by the Louvain method (Blondel et al. 2008), as in networkx. How sure they are comes from drawing the events
anew; whether there are any, from two kinds of networks that have none: ties rewired at random (each state keeps how many it has),
and ties dealt out at random among the pairs that have any events (who deals with whom stays, how friendly they are does not).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.relations.matrix import FEW, PRIOR
from detente.relations.network_intake import Links, Tie, read_acts, read_answers
from detente.relations.records import Weights
from detente.relations.steps import Scope, Step, bounds, starts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import networkx as nx

    from detente.relations.events import Numbers, Wholes
    from detente.store.open import Store

LEAST = 15.0  # events of a state with the others: as many as a window of a verdict needs
FEWEST = 6  # states, of which fewer make no network worth dividing
ROUNDS = 100
_STARTS = 10  # of the Louvain method, which finds another division from another start
_NULLS = 20  # networks without blocs, of each kind
_ODDS = 5  # pairs at odds that are named
_TRIES = 4  # to swap ends with another tie, for each: two of three come off, and more change nothing


@dataclass(frozen=True, slots=True)
class Member:
    """A state and the share of draws in which it is with a member of its bloc, on average over the others."""

    state: str
    stability: float


@dataclass(frozen=True, slots=True)
class Bloc:
    """States that go together, the surest first. ``stability`` is the mean over its pairs, None of a state by itself.

    ``at_odds`` are the pairs within it whose tone is below 0, at most five, those with most conflict first: a bloc is made of
    ties, and does not part two who clash but treat the same others well.
    """

    members: tuple[Member, ...]
    stability: float | None
    at_odds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Blocs:
    """How the states divide. ``blocs`` is empty where ``reason`` says that none can be told.

    ``modularity`` is what the division of such a network comes to, ``rewired`` and ``redealt`` the highest of those without
    blocs. ``stability`` is the mean over all pairs within blocs, ``chance`` that over all pairs whatsoever. ``left_out`` are
    those with too few events.
    """

    blocs: tuple[Bloc, ...]
    modularity: float
    rewired: float
    redealt: float
    stability: float
    chance: float
    states: int
    ties: int
    events: float
    rounds: int
    left_out: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """The pairs of the states that are kept: numbers of both, and of each event its pair, tone and weight."""

    one: Wholes
    other: Wholes
    pair: Wholes
    value: Numbers
    trust: Numbers

    def clashes(self) -> list[tuple[int, int]]:
        """Return the pairs that are at odds by more than a few events: their tone is below 0; most conflict first."""
        total = np.bincount(self.pair, self.trust, len(self.one))
        summed = np.bincount(self.pair, self.trust * self.value, len(self.one))
        mean = summed.sum() / total.sum() if len(total) else 0.0
        odd = np.flatnonzero((summed + PRIOR * mean < 0) & (total >= FEW))
        order = odd[np.lexsort((odd, summed[odd]))]
        return list(zip(self.one[order].tolist(), self.other[order].tolist(), strict=True))

    def ties(self, drawn: Numbers | None = None) -> Numbers:
        """Return the ties of the pairs, of all events, or of events that were drawn so often."""
        weight = self.trust if drawn is None else self.trust * drawn
        total = weight.sum()
        mean = (weight * self.value).sum() / total if total > 0 else 0.0
        away = np.bincount(self.pair, weight * (self.value - mean), len(self.one))
        return np.sqrt(np.maximum(away, 0.0))


def find_blocs(links: Links, *, least: float = LEAST, rounds: int = ROUNDS) -> Blocs:
    """Divide the states of a network into blocs, or say why none can be told.

    ``least`` is how many events, weighed by trust, a state needs. All that is random has a hash of the data as its seed: same
    links, same blocs.
    """
    states, pairs, left_out = _choose_states(links, least)
    events = float(pairs.trust.sum())

    def none(reason: str, found: tuple[float, float, float] = (0.0, 0.0, 0.0), ties: int = 0) -> Blocs:
        return Blocs((), *found, 0.0, 0.0, len(states), ties, events, 0, left_out, reason)

    if len(states) < FEWEST:
        few = f"{len(states) or 'no'} states have {least:g} events or more with one another; {FEWEST} are needed"
        return none(f"no blocs can be told: {few}")
    seed = _seed(pairs)
    ties = pairs.ties()
    graph = _graph(pairs, ties, len(states))
    tried = [_divide(graph, seed + k) for k in range(_STARTS)]
    parts = max(tried, key=lambda found: found[1])[0]
    modularity = float(np.median([found[1] for found in tried]))  # as those without blocs are divided from one start
    rewired = max(_divide(_rewire(pairs, ties, len(states), seed + k), seed + k)[1] for k in range(_NULLS))
    redealt = max(_divide(_graph(pairs, _deal(ties, seed + k), len(states)), seed + k)[1] for k in range(_NULLS))
    found, count = (modularity, rewired, redealt), graph.number_of_edges()
    if modularity <= max(rewired, redealt):
        how = "its ties are rewired at random" if rewired >= redealt else "its ties are dealt out at random among the same pairs"
        better = f"modularity {modularity:.3f} against {max(rewired, redealt):.3f}"
        return none(f"no blocs can be told: the network divides no better than where {how} ({better})", found, count)
    together = _draw(pairs, len(states), seed, rounds)
    clashes = pairs.clashes()
    blocs = sorted(
        (_bloc(part, together, states, clashes) for part in parts), key=lambda b: (-len(b.members), b.members[0].state)
    )
    label = np.empty(len(states), np.int64)
    for number, part in enumerate(parts):
        label[part] = number
    upper = np.triu_indices(len(states), 1)
    within = together[upper][label[upper[0]] == label[upper[1]]]
    stability = float(within.mean()) if len(within) else 0.0
    best = max(rewired, redealt)
    reason = f"the network divides better than any of {2 * _NULLS} without blocs ({modularity:.3f} against {best:.3f})"
    return Blocs(
        tuple(blocs), *found, stability, float(together[upper].mean()), len(states), count, events, rounds, left_out, reason
    )


def read_blocs(
    store: Store,
    tie: Tie,
    scope: Scope,
    *,
    step: Step = Step.ALL,
    weights: Weights = Weights.GOLDSTEIN,
    least: float = LEAST,
    rounds: int = ROUNDS,
    origin: str | None = None,
) -> tuple[tuple[dt.date, dt.date, Blocs], ...]:
    """Return first and last day and the blocs of each step in which there is anything; raises what reading raises."""
    links = read_acts(store, scope, weights, origin) if tie is Tie.EVENTS else read_answers(store, scope, origin)
    links = links if step is not Step.QUARTER else links.where(links.exact)
    if not len(links):
        return ()
    begun, first, last = starts(links.day, step), links.day.min().item(), links.day.max().item()
    return tuple(
        (*bounds(start, step, scope, first, last), find_blocs(links.where(begun == start), least=least, rounds=rounds))
        for start in np.unique(begun)
    )


def _choose_states(links: Links, least: float) -> tuple[tuple[str, ...], _Pairs, tuple[str, ...]]:
    """Keep the states that have enough events with one another, taking away until all that remain have."""
    one, other, value, trust = links.one, links.other, links.value, links.trust
    size = len(links.states)
    kept = np.ones(size, bool)
    inside = np.ones(len(one), bool)
    while True:
        has = np.bincount(one[inside], trust[inside], size) + np.bincount(other[inside], trust[inside], size)
        if (has[kept] >= least).all():
            break
        kept &= has >= least
        inside = kept[one] & kept[other]
    number = np.cumsum(kept) - 1
    low, high = np.minimum(one, other)[inside], np.maximum(one, other)[inside]
    codes, pair = np.unique(low * max(size, 1) + high, return_inverse=True)
    states = tuple(state for state, keep in zip(links.states, kept, strict=True) if keep)
    left_out = tuple(state for state, keep in zip(links.states, kept, strict=True) if not keep)
    first, second = (number[codes // size], number[codes % size]) if size else (codes, codes)
    return states, _Pairs(first, second, pair, value[inside], trust[inside]), left_out


def _graph(pairs: _Pairs, ties: Numbers, size: int) -> nx.Graph[int]:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    tied = ties > 0
    edges = zip(pairs.one[tied].tolist(), pairs.other[tied].tolist(), ties[tied].tolist(), strict=True)
    graph.add_weighted_edges_from(edges)
    return graph


def _divide(graph: nx.Graph[int], seed: int) -> tuple[list[list[int]], float]:
    """Return communities and their modularity."""
    import networkx as nx

    if not graph.number_of_edges():
        return [[node] for node in graph], 0.0
    parts = nx.community.louvain_communities(graph, seed=seed)
    return sorted(sorted(part) for part in parts), float(nx.community.modularity(graph, parts))


def _rewire(pairs: _Pairs, ties: Numbers, size: int, seed: int) -> nx.Graph[int]:
    """Return a network in which each state has as many ties as before, to others, of any weight (Maslov & Sneppen 2002)."""
    tied = ties > 0
    ends = list(zip(pairs.one[tied].tolist(), pairs.other[tied].tolist(), strict=True))
    present = set(ends)
    generator = np.random.default_rng(seed)
    tries = generator.integers(0, max(len(ends), 1), (_TRIES * len(ends), 2)).tolist()
    for (i, j), turned in zip(tries, generator.integers(0, 2, len(tries)).tolist(), strict=True):
        (a, b), (c, d) = ends[i], ends[j][::-1] if turned else ends[j]
        new = (min(a, d), max(a, d)), (min(c, b), max(c, b))
        if a != d and c != b and new[0] != new[1] and present.isdisjoint(new):
            present -= {ends[i], ends[j]}
            present |= set(new)
            ends[i], ends[j] = new
    one, other = np.array(ends, np.int64).reshape(-1, 2).T
    return _graph(replace(pairs, one=one, other=other), _deal(ties[tied], seed), size)


def _deal(values: Numbers, seed: int) -> Numbers:
    out: Numbers = np.random.default_rng(seed).permutation(values)
    return out


def _draw(pairs: _Pairs, size: int, seed: int, rounds: int) -> Numbers:
    """Return the share of draws in which two states share a bloc; each draw takes every event once on average (Poisson)."""
    generator = np.random.default_rng(seed)
    together = np.zeros((size, size))
    label = np.empty(size, np.int64)
    for k in range(rounds):
        drawn = generator.poisson(1.0, len(pairs.pair)).astype(np.float64)
        for number, part in enumerate(_divide(_graph(pairs, pairs.ties(drawn), size), seed + k)[0]):
            label[part] = number
        together += label[:, None] == label
    return together / max(rounds, 1)


def _bloc(part: Sequence[int], together: Numbers, states: Sequence[str], clashes: Sequence[tuple[int, int]]) -> Bloc:
    if len(part) == 1:
        return Bloc((Member(states[part[0]], 1.0),), None)
    shares = (together[np.ix_(part, part)].sum(1) - together[part, part]) / (len(part) - 1)
    members = [Member(states[at], float(share)) for at, share in zip(part, shares, strict=True)]
    inside = [(states[i], states[j]) for i, j in clashes if i in part and j in part]
    surest = sorted(members, key=lambda m: (-round(m.stability, 9), m.state))
    return Bloc(tuple(surest), float(shares.mean()), tuple(inside[:_ODDS]))


def _seed(pairs: _Pairs) -> int:
    whole = hashlib.sha256()
    for column in (pairs.pair, pairs.value, pairs.trust):
        whole.update(np.ascontiguousarray(column).tobytes())
    return int.from_bytes(whole.digest()[:4], "little") >> 1  # what networkx takes, with room to count up
