"""What ``detente code --store`` does: shows how far the run is, and at the end what came of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from detente.console import note
from detente.display.run import pace, summary
from detente.errors import ReadingError

if TYPE_CHECKING:
    from detente.scale.report import Progress
    from detente.scale.run import Options

Report = Callable[[ReadingError], None]

SHOWN = 20  # faults that are printed; all are in the store
EVERY = 60.0  # seconds between two lines where standard error is no terminal


def code_store(inputs: Sequence[str], folder: Path, options: Options, report: Report) -> int:
    """Code inputs into a store and say what came of it; 1 where something could not be read or coded."""
    from detente.scale.run import code_into_store

    told = 0

    def tell(error: ReadingError) -> None:
        nonlocal told
        told += 1
        if told <= SHOWN:
            report(error)
        elif told == SHOWN + 1:
            note(f"more could not be read: see the table 'failures', and for whole inputs the reports in {folder / 'runs'}")

    with _shown() as show:
        done = code_into_store(inputs, folder, options, tell, show)
    for line in summary(done):
        note(line)
    return 1 if done.faults or done.unfinished else 0


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """Show a bar where standard error is a terminal, else a line a minute."""
    if sys.stderr is None or not sys.stderr.isatty():
        last = -EVERY

        def line(progress: Progress) -> None:
            nonlocal last
            if progress.of_shards and time.monotonic() - last >= EVERY:
                last = time.monotonic()
                note(pace(progress))

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Pace(TextColumn):
        def render(self, task: object) -> Text:
            return Text(getattr(task, "fields", {}).get("pace", ""))

    with Bar(TextColumn("coding"), BarColumn(), Pace(""), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=None, pace="looking at the inputs")

        def move(progress: Progress) -> None:
            bar.update(task, total=progress.expected, completed=progress.articles, pace=pace(progress))

        yield move
