"""The commands below ``detente registry``."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli_options import SettingsOption, choose_settings, report_error

registry_app = typer.Typer(
    help="Learn from coded articles who held which office, look it through, and use it.\n\n"
    "\b\n  detente registry learn coded.jsonl -o registry.jsonl\n"
    "  detente registry show registry.jsonl --conflicts\n"
    "  DETENTE_REGISTRY=registry.jsonl detente code later.jsonl",
    no_args_is_help=True,
    rich_markup_mode=None,
)

FileArgument = Annotated[Path, typer.Argument(metavar="REGISTRY", help="File that 'detente registry learn' wrote.")]
EntryArgument = Annotated[str, typer.Argument(metavar="ENTRY", help="Id of an entry, or its beginning: 'detente registry show'.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why, for whoever reads the registry later.")]


@registry_app.command(short_help="Learn persons and offices from coded articles.")
def learn(
    context: typer.Context,
    coded: Annotated[
        list[str], typer.Argument(metavar="CODED", help="What 'detente code --with-text' wrote; - reads standard input.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The registry; one that exists is added to.")],
    settings: SettingsOption = None,
) -> int:
    """Learn who is what from the words beside names: persons, offices, organisations, dates, and the sentences that say so.

    Adding to a registry gives the same file as learning all at once, in any order. Decisions are kept.
    """
    from detente.commands_registry import learn as run

    return run(coded, output, choose_settings(context, settings), report_error)


@registry_app.command(short_help="Show persons, entries and conflicts.")
def show(
    file: FileArgument,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Words of a name, or the beginning of an id.")] = None,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="Only what cannot all be true.")] = False,
) -> int:
    """Show persons with their entries; of those asked for by name, with the sentences that say so."""
    from detente.commands_registry import show as run

    return run(file, name, conflicts=conflicts)


@registry_app.command(short_help="Say that an entry is right.")
def confirm(
    context: typer.Context, file: FileArgument, entry: EntryArgument, note: NoteOption = None, settings: SettingsOption = None
) -> int:
    """Confirm an entry: it is used even where something speaks against it."""
    from detente.commands_registry import settle
    from detente.registry.records import Verdict

    return settle(file, entry, Verdict.CONFIRMED, note, choose_settings(context, settings))


@registry_app.command(short_help="Say that an entry is wrong.")
def reject(
    context: typer.Context, file: FileArgument, entry: EntryArgument, note: NoteOption = None, settings: SettingsOption = None
) -> int:
    """Reject an entry: it is never used, however often it is learned again."""
    from detente.commands_registry import settle
    from detente.registry.records import Verdict

    return settle(file, entry, Verdict.REJECTED, note, choose_settings(context, settings))


@registry_app.command(short_help="Write a table of people for a lexicon of your own.")
def export(
    context: typer.Context,
    file: FileArgument,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Such as my-tables/actors/people.tsv.")
    ] = None,
    settings: SettingsOption = None,
) -> int:
    """Write the entries that may be used, and that the tables do not know, as rows of actors/people.tsv."""
    from detente.commands_registry import export as run

    return run(file, output, choose_settings(context, settings))
