"""The command that puts a relation on one page: ``detente brief``."""

from typing import Annotated

import typer

from detente.cli_options import SettingsOption, choose_settings
from detente.cli_relations import OriginOption, PeriodOption, SinceOption, UntilOption, WeightsOption, WindowOption, read_days
from detente.cli_store import OutputOption, StoreOption, file_of, with_store


def brief(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="STATE", help="A state: name or ISO code.")],
    other: Annotated[str, typer.Argument(metavar="STATE", help="The other.")],
    since: SinceOption = None,
    until: UntilOption = None,
    period: PeriodOption = "auto",
    weights: WeightsOption = "goldstein",
    window: WindowOption = None,
    origin: OriginOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Put the relation between two states on a page: verdict, chart, why, what is on the table, who said what, gaps, sources.

    The end of the name of FILE says what it is: .html, .md or .pdf; without -o it is Markdown on standard output. The same store
    and options give the same bytes on every day. See docs/brief.md.

    \b
      detente brief RUS USA --since 2008
      detente brief India Pakistan --since 2008-06 --until 2009-06 -o ind-pak.pdf
      detente brief CHN JPN --period quarter -o chn-jpn.html
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_brief import Asked, write_brief

    days = read_days(since, until)
    chosen = with_store(choose_settings(context, settings), store)
    return write_brief(Asked(one, other, *days, period, weights, window, origin), chosen, file_of(output))
