"""What a reader could not read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from detente.errors import ReadingError

MOST_KEPT = 1_000  # faults of a file that the store keeps; all are counted


@dataclass(slots=True)
class Faults:
    """What a reader could not read: called with each fault, it counts, keeps the first ones and passes all on.

    ``mended`` counts lines whose bytes were not UTF-8 and that were read nevertheless.
    """

    report: Callable[[ReadingError], None] | None = None
    lost: int = 0
    mended: int = 0
    kept: list[ReadingError] = field(default_factory=list)

    def __call__(self, error: ReadingError) -> None:
        """Take note of a fault."""
        self.lost += 1
        if self.lost <= MOST_KEPT:
            self.kept.append(error)
        if self.report is not None:
            self.report(error)
