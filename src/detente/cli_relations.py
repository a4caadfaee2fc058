"""The command that measures a relation: ``detente relations``."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.cli_options import SettingsOption, choose_settings
from detente.cli_store import FormOption, OutputOption, RawOption, StoreOption, check_output, file_of, with_store

OriginOption = Annotated[
    str | None,
    typer.Option("--origin", metavar="NAME", help="Whose rows: detente, icews, gdelt …; else own coding, else the most."),
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DAY", help="First day: 2008, 2008-03 or 2008-03-15.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day, inclusive.")]

PeriodOption = Annotated[
    Literal["auto", "day", "week", "month", "quarter"],
    typer.Option(
        "--period", help="How long a period is; auto is the shortest from a week on with an event in most, or on average."
    ),
]
WeightsOption = Annotated[
    Literal["goldstein", "plover"], typer.Option("--weights", help="What acts of cooperation and conflict weigh.")
]
WindowOption = Annotated[
    int | None, typer.Option("--window", metavar="DAYS", min=1, help="Days at either end that are compared; else a year.")
]


def read_days(since: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of the options; raises typer.BadParameter for what is none."""
    from detente.errors import QueryError
    from detente.store.question import read_bound

    try:
        return (
            read_bound(since, "--since", last=False) if since else None,
            read_bound(until, "--until", last=True) if until else None,
        )
    except QueryError as error:
        raise typer.BadParameter(str(error).rstrip(".")) from error


def relations(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    states: Annotated[
        list[str] | None, typer.Argument(metavar="[STATE [STATE]]", help="Two states, one, or none: names or ISO codes.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    period: PeriodOption = "auto",
    weights: WeightsOption = "goldstein",
    window: WindowOption = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw it: FILE.svg, .png or .html; needs no network.")
    ] = None,
    cross_check: Annotated[
        bool, typer.Option("--cross-check", help="Look for changes by ruptures as well (needs the extra 'changes').")
    ] = False,
    origin: OriginOption = None,
    form: FormOption = "table",
    output: OutputOption = None,
    raw: RawOption = False,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Tell whether two states are thawing or chilling: how sure that is, since when, what moved it, and who moved first.

    The verdict compares the end of the time with its beginning. It rests on what outlets report as having happened, one event a
    story; claims, plans, denials and threats are counted beside. With one state or none: the relations that changed most in the
    last year, or from the first to the last year of the time that is asked for. CSV and Parquet hold one row a period, JSON
    everything.

    \b
      detente relations RUS USA --since 2008
      detente relations India Pakistan --since 2008-06 --until 2009-06 --plot ind-pak.svg
      detente relations CHN JPN --period quarter --format csv -o chn-jpn.csv
      detente relations --until 2012 --format json | jq 'select(.judgement == "chill")'
      detente ledger RUS USA --open
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_relations import Asked, overview, show

    names = states or []
    if len(names) > 2:
        raise typer.BadParameter("name two states, one, or none")
    check_output(form, output)
    days = read_days(since, until)
    chosen = with_store(choose_settings(context, settings), store)
    asked = Asked(names, *days, period, weights, window, origin, cross_check)
    if len(names) == 2:
        return show(asked, chosen, form=form, output=file_of(output), raw=raw, plot=plot)
    if plot is not None:
        raise typer.BadParameter("--plot draws one relation: name two states")
    return overview(asked, chosen, form=form, output=file_of(output), raw=raw)
