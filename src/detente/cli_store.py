"""The commands that ask a store: ``detente ask`` and ``detente sql``."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from detente.cli_options import SettingsOption, choose_settings

if TYPE_CHECKING:
    from detente.settings import Settings

Form = Literal["table", "csv", "json", "parquet"]
Words = list[str] | None

StoreOption = Annotated[str | None, typer.Option("--store", metavar="DIR", help="The store; else the setting 'store'.")]
FormOption = Annotated[Form, typer.Option("--format", help="A table to read, CSV, JSON lines, or Parquet (with -o).")]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not to standard output.")]
RawOption = Annotated[
    bool, typer.Option("--raw", help="CSV with every text as it is: no ' before what a spreadsheet would compute.")
]


def ask(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    who: Annotated[Words, typer.Option("--who", metavar="NAME", help="Who speaks or acts: name, words, or country.")] = None,
    about: Annotated[Words, typer.Option("--about", metavar="NAME", help="Who is spoken of, or acted towards.")] = None,
    to: Annotated[Words, typer.Option("--to", metavar="NAME", help="Who is spoken to, or acted towards.")] = None,
    cue: Annotated[Words, typer.Option("--cue", metavar="VERB", help="The verb or noun that attributes: say, threaten.")] = None,
    kind: Annotated[
        Words, typer.Option("--type", metavar="TYPE", help="PLOVER type: THREATEN. 'detente explain --types'.")
    ] = None,
    status: Annotated[
        Words, typer.Option("--status", metavar="STATUS", help="actual, future, hypothetical, negated or historical.")
    ] = None,
    country: Annotated[Words, typer.Option("--country", metavar="NAME", help="Takes part on any side: RUS, Russia.")] = None,
    outlet: Annotated[Words, typer.Option("--outlet", metavar="NAME", help="Words of the outlet's name.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="First day: 2008, 2008-03 or 2008-03-15.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day, inclusive.")] = None,
    text: Annotated[
        str,
        typer.Option("--text", metavar="WORDS", help='In what is said, or the sentence: sanctions "gas pipe" OR oil -embargo'),
    ] = "",
    article_text: Annotated[str, typer.Option("--in-article", metavar="WORDS", help="The same, anywhere in the article.")] = "",
    confidence: Annotated[float, typer.Option("--confidence", metavar="0..1", min=0, max=1, help="At least this sure.")] = 0.0,
    copies: Annotated[
        bool, typer.Option("--copies/--no-copies", help="With articles that are copies of others, or without.")
    ] = True,
    statements: Annotated[bool, typer.Option("--statements", help="Statements alone.")] = False,
    events: Annotated[bool, typer.Option("--events", help="Events alone.")] = False,
    sort: Annotated[
        Literal["newest", "date", "confidence", "outlet"], typer.Option("--sort", help="What comes first; date is oldest first.")
    ] = "newest",
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=0, help="Rows of each kind; 0 for all. Else 20 in a table, and all.")
    ] = None,
    form: FormOption = "table",
    output: OutputOption = None,
    raw: RawOption = False,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Ask a store who said what about whom, and who did what to whom.

    Options narrow; one that is given twice means either. A statement and an event go together where the one claims the other or
    the cue tells the act: --cue finds events too, --type and --status statements. A symmetric event has both parties on both
    sides. The day of an event is its own, else that of publication. --limit 0 shows all; CSV and Parquet hold one kind of rows.

    \b
      detente ask --who Putin --about USA --cue threaten --since 2008
      detente ask --who Russia --type THREATEN --status future --text sanctions
      detente ask --country IRN --text '"nuclear talks" -football' --events --format csv -o iran.csv
      detente ask --who Merkel --who Sarkozy --since 2010-05 --until 2010-06 --format json | jq .content_text
      detente explain s-1a2b --in coded.jsonl
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_store import ask_store
    from detente.errors import QueryError
    from detente.store.question import KINDS, make_question

    kinds = [k for k, wanted in zip(KINDS, (statements, events), strict=True) if wanted] or list(KINDS)
    if form in ("csv", "parquet") and len(kinds) > 1:
        raise typer.BadParameter(f"--format {form} holds one kind of rows: add --statements or --events")
    check_output(form, output)
    try:
        question = make_question(
            who=who, about=about, to=to, cue=cue, type=kind, status=status, country=country, outlet=outlet, since=since,
            until=until, text=text, article_text=article_text, confidence=confidence, copies=copies,
        )  # fmt: skip
    except QueryError as error:
        raise typer.BadParameter(str(error).rstrip(".")) from error
    chosen = with_store(choose_settings(context, settings), store)
    return ask_store(question, chosen, kinds=kinds, sort=sort, limit=limit, form=form, output=file_of(output), raw=raw)


def sql(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="SELECT", help="One SELECT in DuckDB's SQL.")],
    form: FormOption = "table",
    output: OutputOption = None,
    raw: RawOption = False,
    seconds: Annotated[
        float | None, typer.Option("--seconds", metavar="S", min=0.01, help="Stop it after this; else the setting 'sql_seconds'.")
    ] = None,
    rows: Annotated[int | None, typer.Option("--rows", metavar="N", min=1, help="At most this many; else 'sql_rows'.")] = None,
    memory: Annotated[
        int | None, typer.Option("--memory", metavar="MB", min=64, help="At most this much; else 'sql_memory'.")
    ] = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Run one SELECT over a store: articles, statements, events, actors, mentions, ledger, outcomes, failures, skipped, stories.

    Nothing can be written, no other file read, and it stops at its limits. 'show tables' and 'describe events' tell what there
    is; docs/schema.md tells what it means.

    \b
      detente sql "describe events"
      detente sql "select type, status, count(*) from events group by all order by 3 desc"
      detente sql "select published, speaker_name, content_text from statements where list_contains(about, 'IRN')" --format csv
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_store import run_sql
    from detente.store.sql import Limits

    check_output(form, output)
    chosen = with_store(choose_settings(context, settings), store)
    limits = Limits(seconds or chosen.sql_seconds, rows or chosen.sql_rows, memory or chosen.sql_memory)
    return run_sql(query, chosen, limits, form=form, output=file_of(output), raw=raw)


def check_output(form: str, output: Path | None) -> None:
    """Raise typer.BadParameter where Parquet would go to a terminal."""
    if form == "parquet" and file_of(output) is None:
        raise typer.BadParameter("--format parquet is written to a file: add -o FILE.parquet")


def file_of(output: Path | None) -> Path | None:
    """Return the file that -o names, None for standard output."""
    return None if output is None or str(output) == "-" else output


def with_store(settings: "Settings", store: str | None) -> "Settings":
    """Return the settings with the store that an option names."""
    return replace(settings, store=store) if store else settings
