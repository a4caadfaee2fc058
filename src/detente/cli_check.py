"""The command ``detente check``."""

from pathlib import Path
from typing import Annotated

import typer


def check(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="Folder that 'detente code --store' wrote.")],
    quick: Annotated[bool, typer.Option("--quick", help="Compare manifest and files only, without reading the rows.")] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Take damaged shards back, remove leftovers, and make what is derived.")
    ] = False,
) -> int:
    """Check a store: manifest, SHA-256 and columns of each file, spans and references of each row, what is derived.

    One line a fault, with what to do; the exit code is 1 where there is any. Leftovers of a run that was stopped are told as
    notes: they change no answer. What --repair takes back is coded again by the same 'detente code' as before.

    \b
      detente check news-store
      detente check news-store --quick
      detente check news-store --repair && detente code news/ --store news-store
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_check import check as run

    return run(store, quick=quick, repair=repair)
