"""The bar of long work: on a terminal alone, on standard error."""

import sys
from typing import Any


def progress() -> Any:
    """Return a bar of rich, which shows nothing where standard error is no terminal."""
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), disable=not sys.stderr.isatty())
