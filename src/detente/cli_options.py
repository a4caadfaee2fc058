"""What several commands share: options, the settings that one of them names, and how they complain."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import ReadingError

if TYPE_CHECKING:
    from detente.reading.known import Known
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


def choose_known(  # noqa: PLR0917  options are arguments to typer
    settings: "Settings",
    title: str | None,
    published: str | None,
    outlet: str | None,
    encoding: str | None,
    columns: str | None,
    *,
    wins: bool,
) -> "Known":
    """Put what the options say of the inputs together; raises typer.BadParameter where one has no meaning."""
    from detente.reading.columns import read_columns
    from detente.reading.dates import read_date
    from detente.reading.known import Known
    from detente.reading.text import known_encoding, suggest_encodings

    if encoding is not None and known_encoding(encoding) is None:
        raise typer.BadParameter(f"--encoding: there is no text encoding {encoding!r}. {suggest_encodings(encoding)}")
    try:
        day = read_date(published, "--published")
        places = read_columns(columns)
    except ReadingError as error:
        raise typer.BadParameter(str(error)) from error
    return Known(title, day, outlet, wins, encoding, settings.max_chars, columns=places)


def complain(message: str, code: int) -> int:
    """Print an error to standard error and return the exit code."""
    from detente.display.inert import one_line

    if sys.stderr is not None:
        print(f"error: {one_line(message)}", file=sys.stderr)  # noqa: T201  standard error is where a command line complains
    return code


def report_error(error: ReadingError) -> None:
    """Print what could not be read."""
    complain(str(error), 1)
