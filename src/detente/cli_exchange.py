"""The commands ``detente import`` and ``detente export``."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

from detente.cli_options import SettingsOption, choose_settings, report_error
from detente.errors import ReadingError

exchange_app = typer.Typer(rich_markup_mode=None)

StoreOption = Annotated[Path, typer.Option("--store", metavar="DIR", help="Folder of the store.")]


class _Import(TyperCommand):
    """A command that ends its help with the formats that are read: to import them is too slow for every other command."""

    reads = True

    def format_epilog(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Write the list of formats."""
        from detente.formats.registry import list_formats

        formatter.write(f"\nFormats:\n{list_formats(reads=self.reads)}\n")  # type: ignore[attr-defined]


class _Export(_Import):
    """The same for those that are written."""

    reads = False


@exchange_app.command("import", cls=_Import, short_help="Take in events of GDELT, ICEWS, POLECAT …, and annotations.")
def import_events(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="Such as icews; the list is below.")],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Files, plain or packed (gzip, ZIP of one); for brat, folders.")
    ],
    store: StoreOption,
    settings: SettingsOption = None,
) -> int:
    """Take in events of other data sets, and annotated texts: they lie beside own coding, told apart by their origin.

    A file that was imported is not imported again, and one that was broken off is gone on with. Lines that cannot be read are
    reported and left out; the exit code is then 1.

    \b
      detente import icews events.2018.tab --store icews
      detente import gdelt 20150218230000.export.CSV.zip --store news-store
      detente import brat annotated/ --store news-store
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_exchange import import_files

    return import_files(form, files, store, choose_settings(context, settings), report_error)


@exchange_app.command("export", cls=_Export, short_help="Write a store in another format.")
def export_events(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="Such as gdelt; the list is below.")],
    store: StoreOption,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE|DIR", help="Write here, not to standard output.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only from this day on, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only up to this day.")] = None,
    origin: Annotated[
        list[str] | None, typer.Option("--origin", metavar="NAME", help="Only detente, icews …; may be repeated.")
    ] = None,
    confidence: Annotated[
        float, typer.Option("--confidence", metavar="0..1", min=0, max=1, help="Leave out what is less sure.")
    ] = 0.0,
    status: Annotated[
        list[str] | None,
        typer.Option("--status", metavar="STATUS", help="Only actual, future …; may be repeated. Formats without it: actual."),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="TABLE", help="Which table, for csv and parquet; else events.")
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="For csv: no apostrophe before what a spreadsheet would compute.")] = False,
    settings: SettingsOption = None,
) -> int:
    """Write what is in a store in another format; what each of them loses stands in docs/exchange.md.

    \b
      detente export polecat --store news-store -o news.polecat.txt
      detente export gdelt --store news-store --since 2008-06-01 --confidence 0.5 -o news.export.CSV
      detente export csv --table statements --store news-store -o statements.csv
      detente export brat --store news-store -o to-annotate
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_exchange import Chosen, export_store
    from detente.reading.dates import read_date

    try:
        days = read_date(since, "--since"), read_date(until, "--until")
    except ReadingError as error:
        raise typer.BadParameter(f"{error.where}: {error.cause}. Write it as YYYY-MM-DD, such as 2016-11-30") from error
    chosen = Chosen(*days, tuple(origin or ()), confidence, tuple(status or ()), table, raw)
    return export_store(form, store, output, chosen, choose_settings(context, settings))
