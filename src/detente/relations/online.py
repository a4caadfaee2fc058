"""Changes as they come: Bayesian online change point detection (Adams & MacKay 2007), a period at a time.

The state is a value: it can be written as JSON, and feeding it ten periods at once or one by one comes to the same.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from detente.errors import DetenteError
from detente.relations.changes import CountedActs, ObservedTone, period_noise, pressure_level, tone_level, tone_sums
from detente.relations.events import Numbers
from detente.relations.levels import PressureLevel, ToneLevel

NEGLIGIBLE = 1e-8  # a run less probable than this is forgotten
LONGEST = 512  # and so are the least probable of more runs than this


@dataclass(frozen=True, slots=True)
class Runs:
    """How long the present run may be: for each length its log probability, the length in periods, and the sums of the level."""

    log_probability: tuple[float, ...] = ()
    length: tuple[int, ...] = ()
    sums: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """The state of a dyad: ``seen`` periods, and the runs of both channels.

    ``hazard`` is the prior of a break in a period, ``noise`` the variance of the tone of a period however many events it has.
    """

    tone_level: ToneLevel
    pressure_level: PressureLevel
    hazard: float
    noise: float = 0.0
    seen: int = 0
    tone: Runs = Runs()
    pressure: Runs = Runs()

    def changed(self, runs: Runs, periods: int) -> float:
        """Return the probability that a new level began in the last ``periods`` periods; the start of the series is no change."""
        near = [p for p, n in zip(runs.log_probability, runs.length, strict=True) if n <= periods and n < self.seen]
        return float(min(1.0, np.exp(near).sum())) if near else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the state as JSON has it."""
        return asdict(self)


def read_watch(row: dict[str, Any]) -> Watch:
    """Return the state that ``to_dict`` wrote. Raises DetenteError where it is none."""
    try:
        shape, usual, dispersion = (_numbers(row["pressure_level"][k]) for k in ("shape", "usual", "dispersion"))
        level = ToneLevel(*_numbers((row["tone_level"]["center"], row["tone_level"]["spread"])))
        (hazard, noise), seen = _numbers((row["hazard"], row["noise"])), int(row["seen"])
        tone, pressure = _read_runs(row["tone"], 2, seen), _read_runs(row["pressure"], len(shape) + 1, seen)
        sound = 0 < hazard < 1 and 0 < len(shape) == len(usual) == len(dispersion)
        if not sound or noise < 0 or min(*shape, *usual, *dispersion, level.spread) <= 0:
            raise ValueError("a hazard or prior is out of bounds")
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise DetenteError(f"Not the state of a watch ({type(error).__name__}: {error}). Start anew.") from error
    return Watch(level, PressureLevel(shape, usual, dispersion), hazard, noise, seen, tone, pressure)


def _read_runs(row: dict[str, Any], width: int, seen: int) -> Runs:
    runs = Runs(
        _numbers(row["log_probability"]), tuple(int(n) for n in row["length"]), tuple(_numbers(line) for line in row["sums"])
    )
    if not len(runs.log_probability) == len(runs.length) == len(runs.sums) or any(len(line) != width for line in runs.sums):
        raise ValueError("columns of unequal length")
    if bool(runs.length) != (seen > 0) or any(not 0 < n <= seen for n in runs.length):
        raise ValueError("runs are longer than what was seen")
    return runs


def _numbers(values: Iterable[Any]) -> tuple[float, ...]:
    found = tuple(float(x) for x in values)
    if not np.isfinite(found).all():
        raise ValueError("a number is not finite")
    return found


def begin_watch(told: ObservedTone, acts: CountedActs, hazard: float) -> Watch:
    """Return the state after a first stretch of periods, from which it also learns what to expect of levels and noise."""
    level, pressure = tone_level(told), pressure_level(acts.counts, acts.exposure)
    return watch(Watch(level, pressure, hazard, period_noise(told)), told, acts)


def watch(state: Watch, told: ObservedTone, acts: CountedActs) -> Watch:
    """Return the state after more periods; raises DetenteError where the channels have not the same."""
    if not len(told.mean) == len(told.effective) == len(acts.counts) == len(acts.exposure):
        raise DetenteError(f"Tone has {len(told.mean)} periods, pressure {len(acts.counts)}: the same are wanted.")
    tone, pressure = tone_sums(state.tone_level, told, state.noise), state.pressure_level.sums(acts.counts, acts.exposure)
    return replace(
        state,
        seen=state.seen + len(tone),
        tone=_follow(state.tone_level, state.tone, tone, state.hazard),
        pressure=_follow(state.pressure_level, state.pressure, pressure, state.hazard),
    )


def _follow(level: ToneLevel | PressureLevel, runs: Runs, new: Numbers, hazard: float) -> Runs:
    log_p, length = np.array(runs.log_probability), np.array(runs.length, np.int64)
    sums = np.array(runs.sums, np.float64).reshape(len(length), new.shape[1])
    for x in new:
        # A run goes on, or a new one begins with this period; before the first period there is none to go on.
        if len(log_p):
            sums = np.concatenate([sums, np.zeros((1, sums.shape[1]))])
            log_p = np.concatenate([log_p + np.log1p(-hazard), [np.log(hazard) + _log_sum(log_p)]])
            length = np.concatenate([length, [0]])
        else:
            sums, log_p, length = np.zeros((1, len(x))), np.zeros(1), np.zeros(1, np.int64)
        log_p = log_p + level.evidence(sums + x) - level.evidence(sums)
        sums, length = sums + x, length + 1
        log_p = log_p - _log_sum(log_p)
        kept = log_p > np.log(NEGLIGIBLE)
        if kept.sum() > LONGEST:
            kept &= log_p >= np.sort(log_p)[-LONGEST]
        log_p, length, sums = log_p[kept], length[kept], sums[kept]
    return Runs(tuple(log_p.tolist()), tuple(length.tolist()), tuple(map(tuple, sums.tolist())))


def _log_sum(x: Numbers) -> float:
    top = x.max()
    return float(top + np.log(np.exp(x - top).sum()))
