"""What every command writes to: standard output, a file that is there whole or not at all, and notes on standard error."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from detente.errors import DetenteError


def note(message: str) -> None:
    """Tell the user something on standard error."""
    from detente.display.inert import one_line

    if sys.stderr is not None:
        sys.stderr.write(f"note: {one_line(message)}\n")


def check_stdout() -> None:
    """Raise DetenteError where there is no standard output."""
    if sys.stdout is None:
        raise DetenteError("standard output is closed. Open it, or name a file: detente code INPUT -o FILE")


def terminal_width() -> int:
    """Return how wide a line for a person may be: that of the terminal, within 60 and 160 columns."""
    return max(60, min(160, shutil.get_terminal_size((100, 24)).columns))


def print_lines(lines: Iterable[str], *, tabs: bool = False) -> None:
    """Print lines, in whatever encoding standard output has; ``tabs`` keeps the tabs between cells."""
    from detente.display.inert import fit, make_inert

    for line in lines:
        inert = "\t".join(map(make_inert, line.split("\t"))) if tabs else make_inert(line)
        sys.stdout.write(fit(inert, sys.stdout.encoding) + "\n")


def write_object(stream: IO[bytes], value: object) -> None:
    """Write a value as a line of JSON."""
    from detente.output import to_line

    stream.write(to_line(value).encode("utf-8") + b"\n")
    stream.flush()


@contextmanager
def destination(output: Path | None) -> Iterator[IO[bytes]]:
    """Give the stream to write to. A file is written beside its place and put there when all is done."""
    if output is None:
        check_stdout()
        yield sys.stdout.buffer
        return
    if output.exists() and not output.is_file():  # a device or a pipe, which nothing may replace
        with output.open("wb") as stream:
            yield stream
        return
    partial = output.with_name(output.name + ".partial")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(output)
    except BaseException:
        if partial.is_file() and not partial.stat().st_size:
            partial.unlink()
        elif partial.is_file():
            note(f"what was coded so far is in {partial}")
        raise
