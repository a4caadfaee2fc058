"""The command that tells what is on the table: ``detente ledger``."""

from typing import Annotated

import typer

from detente.cli_options import SettingsOption, choose_settings
from detente.cli_relations import OriginOption, SinceOption, UntilOption, read_days
from detente.cli_store import FormOption, OutputOption, RawOption, StoreOption, check_output, file_of, with_store


def ledger(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    states: Annotated[list[str], typer.Argument(metavar="STATE [STATE]", help="One state or two: names or ISO codes.")],
    open_only: Annotated[bool, typer.Option("--open", help="Only what nothing has settled, and no deadline ended.")] = False,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="condition, demand, offer, promise, proposal, threat.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    confidence: Annotated[
        float, typer.Option("--confidence", metavar="0..1", min=0, max=1, help="Opened by an event at least this sure.")
    ] = 0.0,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=0, help="The last N; 0 for all. Else 40 in a table, and all.")
    ] = None,
    origin: OriginOption = None,
    form: FormOption = "table",
    output: OutputOption = None,
    raw: RawOption = False,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Tell what two states put on the table, and what came of it: offers, promises, demands, proposals, threats, conditions.

    What several articles tell is one entry. It is answered, kept, refused or overtaken by later acts about the same thing, each
    with its day, its sentence and how sure that is; it has lapsed where its own words set a deadline that passed without any.
    With one state: between it and all others. Nothing that is told after --until settles anything. See docs/ledger.md.

    \b
      detente ledger RUS USA --open
      detente ledger Greece "European Union" --kind demand --since 2010 --until 2011-06
      detente ledger CHN --kind threat --format csv -o threats.csv
      detente ledger IND PAK --format json | jq 'select(.state == "refused") | .what'
      detente explain e-1a2b --in detente-store
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_ledger import Asked, show_ledger

    if not 1 <= len(states) <= 2:
        raise typer.BadParameter("name one state or two")
    check_output(form, output)
    days = read_days(since, until)
    chosen = with_store(choose_settings(context, settings), store)
    asked = Asked(states, open_only, tuple(kind or ()), *days, confidence, limit, origin)
    return show_ledger(asked, chosen, form=form, output=file_of(output), raw=raw)
