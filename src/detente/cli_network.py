"""The command that shows all states at once: ``detente network``."""

from typing import Annotated, Literal

import typer

from detente.cli_options import SettingsOption, choose_settings
from detente.cli_relations import OriginOption, SinceOption, UntilOption, read_days
from detente.cli_store import FormOption, OutputOption, StoreOption, check_output, file_of, with_store


def network(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    states: Annotated[
        list[str] | None,
        typer.Argument(metavar="STATE", help="Russia, RUS, EUR; of one alone, it and those whom it has most to do with."),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    period: Annotated[
        Literal["all", "year", "quarter"], typer.Option("--period", help="One for the whole time, or one a year or quarter.")
    ] = "all",
    by: Annotated[
        Literal["events", "statements", "agreement"],
        typer.Option("--by", help="What they do to each other, who speaks of whom, or who agrees with whom."),
    ] = "events",
    weights: Annotated[
        Literal["goldstein", "plover"], typer.Option("--weights", help="The weights that the tone of events is made of.")
    ] = "goldstein",
    blocs: Annotated[bool, typer.Option("--blocs", help="Which states go together, and how surely.")] = False,
    least: Annotated[
        float, typer.Option("--least", metavar="N", min=1, help="Events that a state needs to be in a bloc.")
    ] = 15.0,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=2, help="States; else as many as a table has room for, or all.")
    ] = None,
    origin: OriginOption = None,
    form: FormOption = "table",
    output: OutputOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Show how all states of a store stand to one another: a matrix, rows towards columns, or the blocs they form.

    By events a cell is the tone of the row towards the column in units of the weights (-10 to 10), drawn to the average of
    all pairs where events are few; (+1.2) rests on fewer than five. By statements it counts how often the row speaks of the
    column, by agreement it is 1 where the row always sides with the column, -1 where never. Without STATE it shows the most
    connected.

    --blocs divides the states into those that treat one another better than average. The number beside a state is how often,
    of a hundred draws of the events, it is with a member of its bloc; a state under 50 stands between blocs. Where chance does
    as well, none are told. docs/network.md has the formulas.

    \b
      detente network
      detente network USA RUS CHN IRN --since 2012 --period year
      detente network Germany --by statements
      detente network --blocs --period year --format json
      detente network --format csv -o pairs.csv
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_network import Asked, show_blocs, show_matrices

    check_output(form, output)
    if blocs and by == "statements":
        raise typer.BadParameter("--blocs needs ties that are friendly or not: --by events or --by agreement")
    if blocs and len(states or ()) == 1:
        raise typer.BadParameter("--blocs divides many states: name none, or all that it should divide")
    days = read_days(since, until)
    chosen = with_store(choose_settings(context, settings), store)
    asked = Asked(tuple(states or ()), *days, period, by, weights, origin)
    if blocs:
        return show_blocs(asked, chosen, least=least, form=form, output=file_of(output))
    return show_matrices(asked, chosen, limit=limit, form=form, output=file_of(output))
