"""Relations made by hand, with everything that a picture must show: the states are real, all else is invented.

conftest.py hands ``make_relation`` to tests of charts, pages and the terminal.
"""

import datetime as dt
import itertools
import math
import random
from dataclasses import replace

from detente.relations.periods import PeriodKind
from detente.relations.records import (
    Band,
    ChangePoint,
    Channel,
    Check,
    Counts,
    Evidence,
    Judgement,
    PressurePoint,
    Reciprocity,
    Relation,
    TonePoint,
    Verdict,
    Weights,
)

STEPS = {PeriodKind.DAY: 1, PeriodKind.WEEK: 7}
NONE = Band(0.0, 0.0, 0.0)


def starts_of(kind: PeriodKind, periods: int, since: dt.date) -> list[dt.date]:
    """Return the first days of consecutive periods, and the first day after them."""
    if kind in STEPS:
        return [since + dt.timedelta(days=STEPS[kind] * i) for i in range(periods + 1)]
    months = 1 if kind is PeriodKind.MONTH else 3
    first = since.year * 12 + since.month - 1
    return [dt.date((first + months * i) // 12, (first + months * i) % 12 + 1, 1) for i in range(periods + 1)]


def make_relation(
    periods: int = 100,
    kind: PeriodKind = PeriodKind.WEEK,
    *,
    one: str = "RUS",
    other: str = "USA",
    judgement: Judgement = Judgement.THAW,
    level: float = 0.0,
    told: float = 9.0,
    words: str = "The two governments agreed to exchange prisoners next month",
) -> Relation:
    """Invent a relation that turns bad at two fifths and good at four fifths, with a gap in what was reported at a half.

    ``level`` shifts the tone; ``told`` is the mean number of events of a period, 0 for none; ``words`` stand in all text.
    """
    chance = random.Random(periods)
    edges = starts_of(kind, periods, dt.date(2016, 1, 4) if kind in STEPS else dt.date(2006, 1, 1))
    days = [(a, b - dt.timedelta(days=1)) for a, b in itertools.pairwise(edges)]
    tone, pressure, beside, filtered = [], [], [], level
    for i, (start, end) in enumerate(days):
        true = level + (2.0 if i < periods * 0.4 else -2.5 if i < periods * 0.8 else 1.5)
        unread = periods * 0.5 <= i < periods * 0.53
        n = 0 if unread or chance.random() < 0.1 or not told else int(chance.expovariate(1 / told))
        mean = true + chance.gauss(0, 3.2 / math.sqrt(n)) if n else None
        filtered += 0.3 * ((mean if mean is not None else filtered) - filtered)
        near = min(abs(i - periods * 0.4), abs(i - periods * 0.8))
        smooth = true * min(1.0, 0.35 + near / 8) if told else level
        wide = 0.7 + (1.2 if unread else 0) + 1 / (1 + near)
        tone.append(
            TonePoint(
                start,
                end,
                n,
                3 * n,
                min(n, 5),
                0.8 * n,
                mean,
                Band(filtered - 1.5, filtered, filtered + 1.5),
                Band(smooth - wide, smooth, smooth + wide),
            )
        )
        bad = sum(chance.random() < (0.6 if true < level else 0.2) for _ in range(n))
        pressure.append(PressurePoint(start, end, 0 if unread else 900, n - bad, bad, NONE, NONE, None, None, NONE))
        beside.append(Counts(start, end, n // 3, n // 4, n // 9, n // 8))
    since, until = (days[0][0], days[-1][1]) if days else (dt.date(2016, 1, 4), dt.date(2016, 1, 10))
    at = [days[min(periods - 1, int(periods * share))][0] for share in (0.41, 0.79, 0.81)] if days else []
    moved = tuple(
        Evidence(
            f"e-{i}", f"a-{i}", day,
            (one,), (other,), kind_of, weight, 12 - i, 5, influence, f"{words}, part {i}.", "The Courier",
            words, "https://news.example/1",
        )
        for i, (day, kind_of, weight, influence) in enumerate(
            zip(at, ("THREATEN", "CONSULT", "AGREE"), (-6.0, 1.5, 6.5), (-0.8, 0.3, 0.6), strict=False)
        )
    )  # fmt: skip
    quarter = max(1, periods // 5)
    before = (days[-2 * quarter][0], days[-quarter - 1][1]) if periods > 2 else (since, until)
    after = (days[-quarter][0], until) if periods > 2 else (since, until)
    verdict = Verdict(
        judgement, 0.94, 0.94, 0.02, 0.5, Band(1.2, 2.1, 3.0), before, after, 85.4, 92.1, moved,
        (Check("PLOVER weights", judgement, 0.91, 90.0), Check(f"without {words}", Judgement.NO_CLEAR_CHANGE, 0.6, 70.0)), 0.5,
        "thaw is likelier than nine in ten",
    )  # fmt: skip
    changes = ()
    if periods >= 10 and told:
        changes = (
            ChangePoint(days[int(periods * 0.4)][0], Channel.BOTH, Judgement.CHILL, 0.97, 0.04, moved[:1], True),
            ChangePoint(days[int(periods * 0.8)][0], Channel.TONE, Judgement.THAW, 0.81, 0.06, moved[2:], None),
        )
    if not periods or not told:  # nothing is known, and nothing is said to be
        nan = float("nan")
        unknown = Band(nan, nan, nan)
        verdict = replace(verdict, change=unknown, probability=nan, thaw=nan, chill=nan, moved_by=(), checks=(), reason="")
        verdict = replace(verdict, judgement=Judgement.TOO_LITTLE_DATA, effective_before=0.0, effective_after=0.0)
    lead = Reciprocity(one, other, one, Band(0.05, 0.21, 0.4), 4, periods, "")
    return Relation(
        one, other, kind, Weights.GOLDSTEIN, since, until,
        sum(p.events for p in tone), sum(p.reports for p in tone), 14, tuple(tone),
        tuple(tone), tuple(tone), tuple(pressure), tuple(beside), verdict, changes, lead,
        (("no day that is exact enough", 12), (words, 3)),
    )  # fmt: skip
