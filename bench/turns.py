"""Measure how many publicly dated turns of 2018 the change points of imported ICEWS rows find, and how many weeks they mark.

    python bench/turns.py ICEWS.parquet [--part dev|test] [--turns FILE…]

The file has the columns date, source, event_text and target. Its rows are imported into a store that is thrown away, and measured
by week as ``detente relations`` does. Whatever is chosen is chosen on the part ``dev``; ``test`` is the check.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from detente.commands_exchange import import_files
from detente.evaluation.turns import Found, read_turns, score_turns
from detente.relations.changes import CountedActs, ObservedTone, find_changes, turn_pressure, turn_tone
from detente.relations.intake import Intake, read_dyads
from detente.relations.observe import observe
from detente.relations.periods import PeriodKind, Periods, make_periods
from detente.relations.pressure import count_kinds, expose
from detente.relations.records import Weights
from detente.relations.tone import PRIORS, fit_tones
from detente.settings import Settings
from detente.store.open import Store


def find(intake: Intake, weeks: Periods) -> Found:
    """Find the changes between two states."""
    seen = observe(intake.events, weeks, Weights.GOLDSTEIN)
    (tone,) = fit_tones([seen], [PRIORS[Weights.GOLDSTEIN]])
    told = ObservedTone(seen.mean, seen.effective, tone.s2)
    acts = CountedActs(count_kinds(intake.events, weeks), expose(intake.exposure, weeks))
    changes = find_changes(weeks, told, acts)
    return Found(weeks, turn_tone(weeks, told), turn_pressure(weeks, told, acts), changes)


def main() -> int:
    """Import, find and compare; see the docstring of the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--turns", type=Path, nargs="+", default=[Path("bank/turns_2018.tsv"), Path("bank/turns_2018_more.tsv")])
    asked = parser.parse_args()
    turns = [turn for file in asked.turns for turn in read_turns(file) if turn.part == asked.part]
    pairs = {turn.pair for turn in turns}
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        if import_files("icews-short", [asked.file], store, Settings(), print):
            return 1
        began = time.process_time()
        with Store(store) as opened:
            intakes = {(i.events.one, i.events.other): i for i in read_dyads(opened) if (i.events.one, i.events.other) in pairs}
        exposure = next(iter(intakes.values())).exposure
        last = exposure.first + np.timedelta64(len(exposure.counts) - 1, "D")
        weeks = make_periods(PeriodKind.WEEK, exposure.first, last)
        found = {pair: find(intake, weeks) for pair, intake in intakes.items()}
    report = score_turns(turns, found)
    print(*report.lines, sep="\n")
    print(f"{len(found)} pairs of states, {len(weeks)} weeks, {time.process_time() - began:.1f} CPU-seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
