"""What several commands share: options, the settings that one of them names, and how they complain."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import ReadingError

if TYPE_CHECKING:
    from detente.settings import Settings

PublishedOption = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Day of publication, YYYY-MM-DD: 'on Wednesday' counts from it.")
]
OutletOption = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published it, such as 'The Courier'.")]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding of text, HTML and CSV that is not UTF-8, such as windows-1252."),
]
ColumnsOption = Annotated[
    str | None,
    typer.Option("--columns", metavar="KEY=COLUMN,…", help="Columns of tables that have other names: text=body,published=date."),
]
SettingsOption = Annotated[Path | None, typer.Option("--settings", metavar="FILE", help="TOML file with settings.")]


def choose_settings(context: typer.Context, file: Path | None) -> "Settings":
    """Load the settings of the file named after the command, or before it, or the usual ones."""
    from detente.settings import load_settings

    return load_settings(file or context.obj)


def complain(message: str, code: int) -> int:
    """Print an error to standard error and return the exit code."""
    from detente.display.inert import one_line

    if sys.stderr is not None:
        print(f"error: {one_line(message)}", file=sys.stderr)  # noqa: T201  standard error is where a command line complains
    return code


def report_error(error: ReadingError) -> None:
    """Print what could not be read."""
    complain(str(error), 1)
