"""The commands below ``detente lexicon``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from detente.cli_options import SettingsOption, choose_settings, report_error

lexicon_app = typer.Typer(
    help="Make tables of your own out of dictionaries of other coders.\n\n"
    "\b\n  detente lexicon import petrarch actors.txt verbs.txt -o petrarch-tables\n"
    "  DETENTE_LEXICON=petrarch-tables detente read article.txt",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class DictionaryFormat(StrEnum):
    """The dictionaries that can be read."""

    PETRARCH = "petrarch"


@lexicon_app.callback()
def lexicon() -> None:
    """Keep ``import`` a command below ``lexicon``, though it is the only one."""


@lexicon_app.command("import", short_help="Read dictionaries of TABARI or PETRARCH.")
def import_dictionaries(
    context: typer.Context,
    form: Annotated[DictionaryFormat, typer.Argument(metavar="FORMAT", help="petrarch: dictionaries of TABARI and PETRARCH.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Dictionaries of actors, agents or verbs, in any order.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="New folder for the setting 'lexicon'.")],
    settings: SettingsOption = None,
) -> int:
    """Write what our tables can hold of dictionaries as a folder of tables, and tell what they cannot, with examples."""
    from detente.commands_lexicon import import_petrarch

    return import_petrarch(files, output, choose_settings(context, settings), report_error)
