"""The command that judges coded rows in the terminal, and what is made of the judgements: ``detente review``."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.cli_options import SettingsOption, choose_settings, report_error
from detente.cli_store import OutputOption, StoreOption, with_store

review_app = typer.Typer(rich_markup_mode=None)

ReviewsOption = Annotated[
    Path | None, typer.Option("--reviews", metavar="FILE", help="What reviewers write; else reviews.sqlite in the store.")
]
ReviewerOption = Annotated[
    str | None, typer.Option("--reviewer", metavar="NAME", help="Who reviews; else your name on this machine.")
]


@review_app.callback(invoke_without_command=True)
def review(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="event, statement, ledger, actor; else all but actors.")
    ] = None,
    dyad: Annotated[
        tuple[str, str] | None, typer.Option("--dyad", metavar="STATE STATE", help="Two states: names or codes.")
    ] = None,
    kind_of: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="PLOVER type of an event, or kind of a row.")
    ] = None,
    below: Annotated[
        float | None, typer.Option("--below", metavar="0..1", min=0, max=1, help="Rows less sure than this.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="With rows that you have judged.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help="So many rows at most.")] = 200,
    reviewer: ReviewerOption = None,
    reviews: ReviewsOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Judge the coded rows that are most doubtful and on which most hangs: a accept, x reject, e correct, u undo, j or n next, k
    back, q quit.

    After e a line says what the row should be, field=value, such as: status=negated type=ACCUSE mode=. Places are words of the
    text, in quotation marks: content="the treaty". Keys come from a pipe as well. Each judgement is kept at once, with your name
    and the time, and nothing is ever changed: u adds a line that takes your last one back. See docs/review.md.

    \b
      detente review --store news-store --kind event --dyad RUS USA
      printf 'a j a q' | detente review --reviewer Ada
      detente review export -o regression.jsonl
      detente review test regression.jsonl
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    if context.invoked_subcommand is not None:
        if given := [name for name in ("reviewer", "reviews", "store", "settings") if context.params[name] is not None]:
            raise typer.BadParameter(f"--{given[0]} stands behind {context.invoked_subcommand}, which it is for")
        return 0
    from detente.commands_review import Asked, judge

    chosen = with_store(choose_settings(context, settings), store)
    return judge(Asked(tuple(kind or ()), dyad or (), kind_of, below, again, limit), chosen, reviews, reviewer)


@review_app.command(short_help="Write what stands: articles of a bank, tests, or rows.")
def export(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    form: Annotated[
        Literal["bank", "regression", "csv", "json", "parquet"],
        typer.Option("--form", help="Articles of a bank or tests of the pipeline, as JSON lines; or one row a changed field."),
    ] = "regression",
    output: OutputOption = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="NAME", help="Of this one; else the last word on each row.")
    ] = None,
    noted: Annotated[bool, typer.Option("--note/--no-note", help="Count later corrections from this export, or not.")] = True,
    reviews: ReviewsOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Write what stands of the reviews; where several people judged a row, the last word on it."""
    from detente.commands_review import export as run

    chosen = with_store(choose_settings(context, settings), store)
    return run(chosen, reviews, form, output, reviewer, noted=noted)


@review_app.command(short_help="Tell how far two reviewers agree.")
def agreement(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME NAME]", help="Two reviewers; else those who judged most rows in common.")
    ] = None,
    reviews: ReviewsOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Tell how far two reviewers agree on the rows that both judged: shares, Cohen's kappa, and where they differ."""
    from detente.commands_review import agreement as run

    if names and len(names) != 2:
        raise typer.BadParameter("name two reviewers, or none")
    return run(with_store(choose_settings(context, settings), store), reviews, names or [])


@review_app.command("test", short_help="Code the texts of judgements again; tell which hold.")
def check_again(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What 'detente review export --form regression' wrote.")],
    settings: SettingsOption = None,
) -> int:
    """Code the texts once more and tell of each judgement whether it holds now; exit code 1 where one does not."""
    from detente.commands_review import check_again as run

    return run(file, choose_settings(context, settings), report_error)
