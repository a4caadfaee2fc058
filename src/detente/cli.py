"""The command line: declares the commands, turns errors into messages, and leaves the work to the library.

Whatever is slow to import (the parser, trafilatura, rich) is imported inside the command that needs it.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from typer.exceptions import TyperException

from detente.cli_brief import brief
from detente.cli_check import check
from detente.cli_code import code
from detente.cli_exchange import exchange_app
from detente.cli_ledger import ledger
from detente.cli_lexicon import lexicon_app
from detente.cli_network import network
from detente.cli_options import (
    ColumnsOption,
    EncodingOption,
    OutletOption,
    PublishedOption,
    SettingsOption,
    choose_known,
    choose_settings,
    complain,
    report_error,
)
from detente.cli_registry import registry_app
from detente.cli_relations import relations
from detente.cli_review import review_app
from detente.cli_serve import serve
from detente.cli_store import ask, sql
from detente.cli_train import train_app
from detente.errors import DetenteError, ReadingError, SettingError

app = typer.Typer(
    name="detente",
    help="Read news about the relations between states into data that can be checked.\n\n"
    "\b\n  detente read article.txt                 one article, for a person\n"
    "  detente code corpus.jsonl -o out.jsonl   many articles, as JSON lines\n"
    "  detente stories out.jsonl                what is told twice, as one\n"
    "  detente ask --who Putin --about USA      who said and did what, out of a store\n"
    "  detente relations RUS USA --since 2008   thaw or chill, how sure, since when, and why\n"
    "  detente ledger RUS USA --open            offers, demands and threats that nothing has settled\n"
    '  detente actor "Trump" --date 2018-06-01   who is meant on that day, and how we know\n'
    "  detente explain ACCUSE                   what a code, a type or a rule means; of a row, why",
    epilog="Settings: detente.toml in the current folder, DETENTE_NAME in the environment, or --settings FILE.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(lexicon_app, name="lexicon", short_help="Make tables of your own out of dictionaries of other coders.")
app.command(short_help="Ask a store who said and did what to whom.")(ask)
app.command(short_help="Run one SELECT over a store.")(sql)
app.command(short_help="Show how all states stand to one another: a matrix, or blocs.")(network)
app.command(short_help="Tell whether two states are thawing or chilling, how surely, and since when.")(relations)
app.command(short_help="Put the relation of two states on a page: HTML, PDF or Markdown.")(brief)
app.command(short_help="Look at a store in the browser: pages and a REST API.")(serve)
app.command(short_help="Tell what two states put on the table, and what came of it.")(ledger)
app.add_typer(review_app, name="review", short_help="Judge doubtful rows, and use what was judged.")
app.add_typer(registry_app, name="registry", short_help="Learn from coded articles who held which office, and use it.")
app.add_typer(exchange_app)
app.add_typer(train_app, name="train", short_help="Train the models that ship with the package.")


def main() -> NoReturn:
    """Run the command line on the arguments of the process."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0, 1 where an input failed, 2 for a wrong call, 130 after Ctrl-C."""
    try:
        code = app(args=arguments, prog_name="detente", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except TyperException as error:
        return _wrong_call(error)
    except SettingError as error:
        return complain(str(error), 2)
    except DetenteError as error:
        return complain(str(error), 1)
    except typer.Abort:
        return complain("interrupted", 130)
    except (BrokenPipeError, SystemExit):  # typer ends with SystemExit where whoever read our output has gone
        if sys.__stdout__ is not None:  # what Python would still flush at exit must go nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
        return 141
    except OSError as error:
        return complain(
            f"{error.filename or 'output'}: {error.strerror or error}. Check the path, permissions and free space.", 1
        )
    if code == 130:
        complain("interrupted", 130)
    return code if isinstance(code, int) else 0


def _wrong_call(error: TyperException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message())  # noqa: T201  the help that was asked for by saying nothing
        return 0
    asked = f" See: {context.command_path} --help" if context else ""
    return complain(error.format_message().rstrip(".") + "." + asked, error.exit_code)


def _version(wanted: bool) -> None:
    if wanted:
        from detente import __version__

        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _every_command(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
    settings: SettingsOption = None,
) -> None:
    context.obj = settings


@app.command(short_help="Show one article: who said and did what to whom.")
def read(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="Text, HTML, JSON or table; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the JSON object of 'detente code' instead.")] = False,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Headline, where the file does not give it.")
    ] = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    encoding: EncodingOption = None,
    columns: ColumnsOption = None,
    settings: SettingsOption = None,
) -> int:
    """Read one article and show who said what, who did what towards whom, and what is on the table.

    \b
      detente read article.txt --published 2016-11-30
      detente read https://courier.example/2016/talks.html
      pdftotext speech.pdf - | detente read - --outlet "The Courier"
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import read_one

    chosen = choose_settings(context, settings)
    known = choose_known(chosen, title, published, outlet, encoding, columns, wins=True)
    return read_one(file, known, chosen, report_error, as_json=as_json)


app.command(short_help="Code many articles: JSON lines, or a store.")(code)


@app.command(short_help="Group the events of coded articles into stories.")
def stories(
    coded: Annotated[
        list[str], typer.Argument(metavar="CODED", help="What 'detente code --with-text' wrote; - reads standard input.")
    ],
    form: Annotated[
        Literal["table", "csv", "json"], typer.Option("--format", help="A table to read, CSV, or JSON lines with every mention.")
    ] = "table",
) -> int:
    """Group events that are told twice, in one article or in several: one line a story, by date, then id.

    TOLD counts articles / outlets / texts that are no copies of one another. A date with ~ is the day of publication, for want of
    one in the text. Without their texts, copies are known only where the whole text is the same.

    \b
      detente code corpus.jsonl --with-text -o coded.jsonl
      detente stories coded.jsonl
      detente stories coded.jsonl --format json | jq 'select(.texts > 1)'
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import list_stories

    return list_stories(coded, report_error, form)


app.command(short_help="Check a store: files, rows, references, what is derived.")(check)


@app.command(short_help="Say who is meant by a name or description on a day.")
def actor(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="Such as 'the Saudi crown prince'; - reads one mention a line.")],
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Day it was written, YYYY-MM-DD; else today.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--in", metavar="COUNTRY", help="Country that the text around speaks of, such as 'South Korea'.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a mention instead.")] = False,
    settings: SettingsOption = None,
) -> int:
    """Say who is meant by a mention on a day: country, PLOVER sector, role, why, how sure, and who else it may be.

    With - each line is a mention, or mention, date and country parted by tabs, and the output is tab-separated values or JSON
    lines. The exit code is 1 where nobody could be made of any mention, or a line could not be read.

    \b
      detente actor "Russian Foreign Minister Sergei Lavrov" --date 2014-03-01
      detente actor Kim --date 2000-06-15 --in "North Korea" --json
      cut -f1,3 mentions.tsv | detente actor - > resolved.tsv
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands_actor import resolve_list, resolve_one
    from detente.reading.dates import read_date
    from detente.reading.mentions import GivenMention

    try:
        day = read_date(date, "--date")
    except ReadingError as error:
        raise typer.BadParameter(f"--date: {error.cause}. Write it as YYYY-MM-DD, such as 2016-11-30") from error
    given = GivenMention(text, day, country)
    chosen = choose_settings(context, settings)
    return (
        resolve_list(given, chosen, report_error, as_json=as_json) if text == "-" else resolve_one(given, chosen, as_json=as_json)
    )


@app.command(short_help="Say what a code, a type or a rule means, or why a row was coded so.")
def explain(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORD|ROW", help="Such as ACCUSE, 112, RUS, verb.that; with --in the id of a row."),
    ] = None,
    coded: Annotated[
        str | None,
        typer.Option("--in", metavar="STORE|FILE|-", help="Where the row is: a store, or output of detente code (--with-text)."),
    ] = None,
    types: Annotated[bool, typer.Option("--types", help="List the types of events.")] = False,
    crosswalk: Annotated[
        bool, typer.Option("--crosswalk", help="List CAMEO codes as PLOVER and back, with what is lost.")
    ] = False,
    settings: SettingsOption = None,
) -> int:
    """Explain a CAMEO code, an event type, a status, a country or a rule; or why a row was coded so.

    A row is an event, statement, actor or ledger entry by its id; a beginning of the id that no other row has is enough. With the
    text in the file it shows the sentence, the words that decided, and what the relation model would say. Two ids of events tell
    whether the one is the other turned round.

    \b
      detente explain ACCUSE
      detente explain 112
      detente explain --types
      detente explain e-f3290298fa77 --in detente-store
      detente code news.jsonl --with-text -o coded.jsonl
      detente explain e-f329 e-45d9 --in coded.jsonl
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import explain_rows, explain_word

    asked = words or []
    if coded is not None and len(asked) in (1, 2) and not types and not crosswalk:
        return explain_rows(asked, coded, choose_settings(context, settings))
    if coded is not None:
        return complain("--in goes with the id of a row, or those of two events. See: detente explain --help", 2)
    if len(asked) + types + crosswalk != 1:
        return complain("Give one word, or --types, or --crosswalk. See: detente explain --help", 2)
    return explain_word(asked[0] if asked else None, choose_settings(context, settings), crosswalk=crosswalk)


@app.command(short_help="Score against gold data.")
def evaluate(
    task: Annotated[
        str,
        typer.Argument(
            metavar="TASK",
            help="attribution, calibration, coding, actors, office-holders, bank, ledger, coreference, relation or seed.",
        ),
    ],
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Gold data: JSON lines; of the seed one JSON object, of office holders a table."),
    ],
    predictions: Annotated[
        Path | None, typer.Option("--predictions", metavar="FILE", help="Score these instead of coding the gold texts now.")
    ] = None,
) -> int:
    """Score the coding of a task against gold data.

    \b
      detente evaluate attribution gold.jsonl
      detente evaluate coding gold.jsonl --predictions coded.jsonl
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.console import print_lines
    from detente.evaluation.run import run_evaluation

    print_lines(run_evaluation(task, gold, predictions).lines)
    return 0


@app.command(short_help="Hold the pinned floors of every evaluation.")
def gate(
    file: Annotated[Path, typer.Option("--file", metavar="FILE", help="Where the floors are pinned.")] = Path("gate.toml"),
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help="Only this entry; may be repeated.")] = None,
    raising: Annotated[bool, typer.Option("--raise", help="Lift floors to just under the figures, and never lower one.")] = False,
    lower: Annotated[
        str | None, typer.Option("--lower", metavar="NAME", help="Lower the floors of this entry that its figures fell below.")
    ] = None,
    because: Annotated[str, typer.Option("--because", metavar="REASON", help="Why they are lowered.")] = "",
) -> int:
    """Score every gold set at hand and compare with its pinned floors; the exit code is 1 where a figure fell.

    Gold is pinned by its SHA-256, and other gold fails. Gold beside the repository is skipped where it is absent. Lowering
    wants a reason, and a line in the newest section of CHANGELOG.md that has the name of the entry and the word "floor".

    \b
      detente gate
      detente gate --only bank-dev --raise
      detente gate --lower bank-dev --because "two rows of the bank were wrong"
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import hold_gate

    if lower is not None and (raising or only):
        raise typer.BadParameter("--lower stands alone, with --because: it scores and lowers this one entry")
    if because and lower is None:
        raise typer.BadParameter("--because says why floors are lowered: --lower NAME --because REASON")
    return hold_gate(file, only or [], raising=raising, lower=lower, because=because)
