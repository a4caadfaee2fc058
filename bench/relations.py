"""Measure tone and verdict on simulated relations whose true tone is known, and what ten years of 200 dyads cost.

    python bench/relations.py [SERIES]     series of each kind, 200 unless told

Prints how often bands of nine tenths hold the true tone, how often a verdict is false where nothing changed, how often a step is
found, how soon and how truly the period of a turn is placed, and CPU-seconds by period.
"""

import sys
import time

import numpy as np
from simulated import SCATTER, count_verdicts, cover, draw, draw_noise, draw_volume, observe_all, span, walk

from detente.relations.assess import measure
from detente.relations.changes import CountedActs, ObservedTone, hazard
from detente.relations.events import Exposure
from detente.relations.intake import Intake
from detente.relations.observe import observe
from detente.relations.online import begin_watch, watch
from detente.relations.periods import PeriodKind
from detente.relations.pressure import count_kinds
from detente.relations.records import Judgement, Weights
from detente.relations.tone import PRIORS, extend, fit_tone
from detente.relations.verdict import judge_rolling

YEARS = {PeriodKind.DAY: 3.0, PeriodKind.WEEK: 6.0, PeriodKind.MONTH: 8.0, PeriodKind.QUARTER: 8.0}
RATES = (30, 120, 1000)


def show_coverage(series: int) -> None:
    """Print the share of true tones within the band, filtered and smoothed, by drift, noise and volume."""
    print(f"\n# bands of nine tenths that hold the true tone (filtered, smoothed), {series} series a row")
    print("period\tevents a year\tvolume\tnoise\tdrift a year\tfiltered\tsmoothed")
    rng = np.random.default_rng(1)
    for kind, years in YEARS.items():
        periods = span(kind, years)
        for volume, noise, drift in (
            ("even", "normal", 0.3),
            ("even", "normal", 2.0),
            ("gaps", "normal", 0.5),
            ("doubled", "normal", 0.5),
            ("bursts", "normal", 0.5),
            ("even", "tails", 0.5),
            ("even", "persist", 0.5),
        ):
            for rate in RATES:
                levels = [walk(periods, drift, rng) for _ in range(series)]
                drawn = [
                    draw(periods, draw_volume(volume, len(periods), rate, rng), x + draw_noise(noise, periods, 1.0, rng), rng)
                    for x in levels
                ]
                held = cover(levels, observe_all(drawn, periods)[1])
                print(f"{kind}\t{rate}\t{volume}\t{noise}\t{drift}\t{held[0]:.3f}\t{held[1]:.3f}", flush=True)


def show_false_verdicts(series: int) -> None:
    """Print the share of series without a change that are called thaw or chill, and of periods in rolling judgements."""
    print(f"\n# verdicts thaw or chill where nothing changed, {series} series a row")
    print("period\tyears\tevents a year\tvolume\tnoise\tthaw or chill\ttoo little data\trolling: periods")
    rng = np.random.default_rng(2)
    rates: list[float] = []
    for kind in PeriodKind:
        for years in (2.0, YEARS[kind]):
            periods = span(kind, years)
            for noise in ("normal", "tails", "massacre", "persist"):
                for volume, rate in (("even", 30), ("bursts", 120), ("doubled", 120), ("gaps", 120), ("even", 1000)):
                    drawn = [
                        draw(
                            periods,
                            draw_volume(volume, len(periods), rate, rng),
                            rng.normal(1, 1) + draw_noise(noise, periods, 1.0, rng),
                            rng,
                        )
                        for _ in range(series)
                    ]
                    observed, tones = observe_all(drawn, periods)
                    found = count_verdicts(observed, tones)
                    false = found[Judgement.THAW] + found[Judgement.CHILL]
                    rates.append(false)
                    rolling = np.concatenate([judge_rolling(o, t).judgement for o, t in zip(observed, tones, strict=True)])
                    moved = np.isin(rolling, [Judgement.THAW, Judgement.CHILL]).sum()
                    judged = max(int((rolling != Judgement.TOO_LITTLE_DATA).sum()), 1)
                    little = found[Judgement.TOO_LITTLE_DATA]
                    print(
                        f"{kind}\t{years}\t{rate}\t{volume}\t{noise}\t{false:.3f}\t{little:.2f}\t{moved / judged:.3f}", flush=True
                    )
    print(f"all\t\t\t\t\t{np.mean(rates):.3f}")


def show_power(series: int) -> None:
    """Print how often a step halfway is called by its name, by size and volume, and how soon after it the live judgement is."""
    print(f"\n# steps called by their name, {series} series a row; {SCATTER} points are one standard deviation of events")
    print("period\tyears\tevents a year\tstep\tright\twrong sign\tperiods until the live judgement (median)")
    rng = np.random.default_rng(3)
    for kind, years in ((PeriodKind.WEEK, 4.0), (PeriodKind.MONTH, 8.0), (PeriodKind.QUARTER, 8.0)):
        periods = span(kind, years)
        half = len(periods) // 2
        for rate in RATES:
            for step in (0.5, 1.0, 1.5, 2.0, 3.0, -2.0):
                level = np.where(np.arange(len(periods)) < half, 1.0, 1.0 + step)
                drawn = [draw(periods, rate, level + rng.normal(0, 0.7, len(periods)), rng) for _ in range(series)]
                observed, tones = observe_all(drawn, periods)
                found = count_verdicts(observed, tones)
                right, wrong = (Judgement.THAW, Judgement.CHILL)[:: 1 if step > 0 else -1]
                delays = []
                for seen, tone in zip(observed, tones, strict=True):
                    after = np.flatnonzero(judge_rolling(seen, tone).judgement[half:] == right)
                    delays.append(float(after[0]) if len(after) else np.inf)
                delay = np.sort(delays)[len(delays) // 2]
                soon = f"{delay:.0f}" if np.isfinite(delay) else "in fewer than half"
                print(f"{kind}\t{years}\t{rate}\t{step:+}\t{found[right]:.2f}\t{found[wrong]:.3f}\t{soon}", flush=True)


def show_cost(dyads: int = 200) -> None:
    """Print CPU-seconds of everything that is said of 200 relations over ten years, of which few are busy, by period."""
    print(
        f"\n# CPU-seconds for ten years of {dyads} dyads (100 to 5,000 events a year): all of a relation, and rolling judgements"
    )
    print("period\tevents\trelations\trolling\ttotal")
    weights = Weights.GOLDSTEIN
    for kind in (PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH):
        rng = np.random.default_rng(4)
        periods = span(kind, 10.0)
        first, last = periods.start[0].item(), periods.end[-1].item()
        exposure = Exposure(periods.start[0], rng.poisson(500, (last - first).days + 1))
        spent, events = np.zeros(2), 0
        for i in range(dyads):
            series = draw(periods, 100 * 50 ** (i / (dyads - 1)), walk(periods, 0.5, rng), rng)
            events += len(series)
            marks = [time.process_time()]
            measure(Intake(series, exposure, "bench", ()), first, last, kind, weights)
            marks.append(time.process_time())
            observed = observe(series, periods, weights)
            judge_rolling(observed, fit_tone(observed, PRIORS[weights]))
            marks.append(time.process_time())
            spent += np.diff(marks)
        print(f"{kind}\t{events}\t" + "\t".join(f"{s:.1f}" for s in [*spent, spent.sum()]), flush=True)


def show_day(days: int = 200) -> None:
    """Print what one more day costs a relation that is followed by day: filter, and change points."""
    periods, rng = span(PeriodKind.DAY, 10.0), np.random.default_rng(5)
    series = draw(periods, 500, walk(periods, 0.5, rng), rng)
    observed = observe(series, periods, Weights.GOLDSTEIN)
    tone = fit_tone(observed, PRIORS[Weights.GOLDSTEIN])
    exposure = np.full(len(periods), 500)
    counts = count_kinds(series, periods)

    def stretch(start: int, end: int) -> tuple[ObservedTone, CountedActs]:
        part = slice(start, end)
        told = ObservedTone(observed.mean[part], observed.effective[part], tone.s2)
        return told, CountedActs(counts[part], exposure[part])

    known = len(periods) - days
    state, watched = tone.state, begin_watch(*stretch(0, known), hazard(periods))
    began = time.process_time()
    for t in range(known, len(periods)):
        state = extend(state, float(np.nan_to_num(observed.mean[t])), float(observed.effective[t]))
        watched = watch(watched, *stretch(t, t + 1))
    cost = (time.process_time() - began) / days
    print(f"\n# one more day of one dyad after {known} days: {1000 * cost:.2f} CPU-milliseconds (tone and change points)")


def main() -> None:
    """Print the tables."""
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    show_cost()
    show_day()
    show_coverage(series)
    show_false_verdicts(series)
    show_power(series)


if __name__ == "__main__":
    main()
