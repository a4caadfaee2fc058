"""Counting: true positives against what was predicted and what is gold; never averages of averages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """True positives, predictions and gold; counts add."""

    hit: float = 0
    predicted: float = 0
    gold: float = 0

    def __add__(self, other: "Count") -> "Count":
        """Add the counts of two documents."""
        return Count(self.hit + other.hit, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 without predictions."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 without gold."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> round(Count(1, 2, 4).f1, 3)
        0.333
        """
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def line(self, label: str) -> str:
        """Word the figures for a report."""
        figures = f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"
        return f"{label:14} {figures}  (gold {self.gold:g}, predicted {self.predicted:g})"


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation prints; ``headline`` holds the figures that floors are set on."""

    lines: tuple[str, ...]
    headline: dict[str, float]
