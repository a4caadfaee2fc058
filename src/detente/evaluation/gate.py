"""The gate: score every gold set at hand against its pinned floors, and move a floor only as a floor may move.

A fall fails, and so does gold that is not the pinned gold, for a figure on other rows says nothing about the floor. Floors go up
with ``raise_floors``; down only with ``lower_floors``, which wants a reason and a line in the changelog.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import EvaluationError, did_you_mean
from detente.evaluation.gate_file import Entry, read_gate, round_down, write_floors
from detente.evaluation.run import run_evaluation

# Room under a figure when a floor is set: one case of two hundred may be lost to a change that wins elsewhere.
MARGIN = 0.005


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one entry: figures, or why there are none. ``fault`` fails the gate, ``skipped`` does not."""

    entry: Entry
    figures: Mapping[str, float] = field(default_factory=dict)
    fault: str | None = None
    skipped: str | None = None

    @property
    def fell(self) -> tuple[str, ...]:
        """Measures whose figure is below its floor."""
        return tuple(m for m, figure in self.figures.items() if round_down(figure) < self.entry.floors.get(m, 0.0))

    @property
    def unpinned(self) -> tuple[str, ...]:
        """Measures that have no floor yet."""
        return tuple(m for m in self.figures if m not in self.entry.floors)

    @property
    def failed(self) -> bool:
        """Whether the gate has to stay shut."""
        return bool(self.fault or self.fell or self.unpinned)

    @property
    def lines(self) -> list[str]:
        """One line a measure, or one that says why there is none. Names and figures only: test parts must not be read."""
        name = f"{self.entry.name:18}"
        if self.fault or self.skipped:
            return [f"{name} {'FAULT' if self.fault else 'skipped'}: {self.fault or self.skipped}"]
        return [f"{name} {m:14} {round_down(figure):.3f}  {self._verdict(m)}" for m, figure in self.figures.items()]

    def _verdict(self, measure: str) -> str:
        if measure in self.unpinned:
            return "NO FLOOR yet; --raise sets it"
        return f"floor {self.entry.floors[measure]:.3f}  {'FELL' if measure in self.fell else 'ok'}"


def hold(file: Path, only: Sequence[str] = ()) -> Iterator[Outcome]:
    """Score the entries of a gate file, or those named; raises EvaluationError where the file is wrong or has no such entry."""
    entries = read_gate(file)
    names = [entry.name for entry in entries]
    for name in only:
        if name not in names:
            raise EvaluationError(f"{file}: no entry {name!r}.{did_you_mean(name, names)} Entries: {', '.join(names)}.")
    return (_examine(entry) for entry in entries if not only or entry.name in only)


def _examine(entry: Entry) -> Outcome:
    try:
        if missing := entry.missing:
            absent = f"{missing} is not at hand"
            return (
                Outcome(entry, fault=f"{absent}, and belongs to the repository.") if entry.own else Outcome(entry, skipped=absent)
            )
        if (digest := entry.digest()) != entry.sha256:
            return Outcome(
                entry,
                fault=f"{entry.gold} is not the gold that the floors were set on: SHA-256 {digest}, pinned {entry.sha256}. "
                "Restore it; or, where the change is meant, pin the new digest and set the floors anew.",
            )
        figures = run_evaluation(entry.task, entry.gold, choose=entry.choose).headline
    except EvaluationError as error:
        return Outcome(entry, fault=str(error))
    unknown = [measure for measure in entry.floors if measure not in figures]
    if unknown:
        asked = f"the task {entry.task!r} has no measure {unknown[0]!r}"
        return Outcome(entry, fault=f"{asked}.{did_you_mean(unknown[0], figures)} Measures: {', '.join(figures)}.")
    return Outcome(entry, figures)


def raise_floors(file: Path, outcome: Outcome) -> list[str]:
    """Lift each floor that lies lower than its figure less the margin, set those that are missing, and say which."""
    floors = {m: round_down(figure - MARGIN) for m, figure in outcome.figures.items()}
    return _move(file, outcome.entry, {m: new for m, new in floors.items() if new > outcome.entry.floors.get(m, -1.0)})


def lower_floors(file: Path, name: str, because: str) -> list[str]:
    """Put the floors that an entry's figures fell below under these figures, with the reason beside them, and say which.

    Raises EvaluationError without a reason, without a line on it in the newest section of the ``CHANGELOG.md`` beside the gate
    file, and where the entry cannot be scored.
    """
    outcomes = hold(file, [name])
    if not because.strip():
        raise EvaluationError(f"Why is a floor of {name} lowered? Say so: --lower {name} --because REASON.")
    changelog = file.parent / "CHANGELOG.md"
    if not _tells(changelog, name):
        raise EvaluationError(
            f"{changelog}: no line of the newest section has the words {name!r} and 'floor'. Write one, then lower."
        )
    (outcome,) = outcomes
    if outcome.fault or outcome.skipped:
        raise EvaluationError(f"{name} cannot be scored, so nothing was lowered: {outcome.fault or outcome.skipped}")
    floors = {m: round_down(outcome.figures[m] - MARGIN) for m in outcome.fell}
    return _move(file, outcome.entry, floors, f"lowered: {because}") or [
        f"{name}: no figure is below its floor; nothing to lower"
    ]


def _move(file: Path, entry: Entry, floors: Mapping[str, float], why: str = "") -> list[str]:
    if floors:
        write_floors(file, entry.name, floors, why)
    old = {m: f"{entry.floors[m]:.3f}" if m in entry.floors else "none" for m in floors}
    return [f"{entry.name:18} {m:14} floor {old[m]} -> {new:.3f}" for m, new in floors.items()]


def _tells(changelog: Path, name: str) -> bool:
    """Tell whether a line of the first ``##`` section names the entry and says "floor"."""
    content = changelog.read_text("utf-8") if changelog.is_file() else ""
    newest = re.split(r"^## .*$", content, flags=re.MULTILINE)[1:2]
    named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return any(
        named.search(line) and re.search(r"\bfloors?\b", line, re.IGNORECASE) for text in newest for line in text.splitlines()
    )
