"""Options that several commands share, and the settings that one of them names."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from detente.settings import Settings

PublishedOption = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Day of publication, YYYY-MM-DD: 'on Wednesday' counts from it.")
]
OutletOption = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published it, such as 'The Courier'.")]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding of text and HTML that is not UTF-8, such as windows-1252."),
]
SettingsOption = Annotated[Path | None, typer.Option("--settings", metavar="FILE", help="TOML file with settings.")]


def choose_settings(context: typer.Context, file: Path | None) -> "Settings":
    """Load the settings of the file named after the command, or before it, or the usual ones."""
    from detente.settings import load_settings

    return load_settings(file or context.obj)
