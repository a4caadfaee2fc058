"""The command ``detente code``: its options, and what goes with what."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from detente.cli_options import (
    ColumnsOption,
    EncodingOption,
    OutletOption,
    PublishedOption,
    SettingsOption,
    choose_known,
    choose_settings,
    report_error,
)


def code(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Folders; text, HTML, JSON lines, CSV, Parquet; URL; FILE.urls; - is standard input."
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the text of the article to each object.")] = False,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", metavar="0..1", min=0, max=1, help="Leave out statements and events below this.")
    ] = 0.0,
    relevant: Annotated[
        bool | None,
        typer.Option("--relevant/--no-relevant", help="Leave out articles that are not about relations between states."),
    ] = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    encoding: EncodingOption = None,
    columns: ColumnsOption = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="DIR", help="Code into this store, which is made if absent; resumable."),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=0, help="Processes that code into the store; 0: one a core.")
    ] = 1,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="ADDRESS", help="Code on the Dask cluster with this scheduler (tcp://host:8786).")
    ] = "",
    update: Annotated[
        bool, typer.Option("--update", help="Replace what changed in these inputs, or was coded by an older version.")
    ] = False,
    shard: Annotated[
        int | None, typer.Option("--shard", metavar="N", min=1, help="Articles that become one file of a new store; else 256.")
    ] = None,
    deadline: Annotated[
        float,
        typer.Option("--deadline", metavar="SECONDS", min=0, help="Give an article up after this. 0: by its length."),
    ] = 0.0,
    settings: SettingsOption = None,
) -> int:
    """Code many articles: one JSON object per article and line, in the order of the inputs; or with --store into a store.

    An input that cannot be read is reported and the others are still coded; the exit code is then 1. --published and --outlet
    fill what an input does not say itself. A JSON line needs the key "text"; "id", "title", "published", "outlet", "url" and
    "language" are used where they are given. Columns of CSV, TSV and Parquet tables are these keys, or such as "body" or "date";
    --columns names others. Of a folder, every file in it and below that can be read is. Pages of the web are fetched where
    robots.txt allows it, a second and more apart for each host; a file named .urls holds one address a line.

    A run into a store may be stopped at any time, and the same command goes on where it was; run again when all is done it does
    nothing.

    \b
      detente code news/ -o coded.jsonl
      detente code articles.csv --columns text=body,published=date -o coded.jsonl
      detente code pages.urls https://courier.example/2016/talks.html -o coded.jsonl
      detente code corpus.jsonl --min-confidence 0.5 | jq '.events[] | select(.status == "actual")'
      detente code archive/ --store archive-store --workers 0
      detente code archive/ --store archive-store --update
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import code_many
    from detente.reading.files import is_folder

    chosen = choose_settings(context, settings)
    if relevant is not None:
        chosen = replace(chosen, relevant=relevant)
    known = choose_known(chosen, None, published, outlet, encoding, columns, wins=False)
    output = None if output is None or str(output) == "-" else output
    for target in (store, output):
        if target and any(is_folder(name) and target.resolve().is_relative_to(Path(name).resolve()) for name in inputs):
            raise typer.BadParameter(f"{target}: this would lie in a folder that is read. Name a place elsewhere")
    if store is not None:
        if output or with_text or min_confidence:
            raise typer.BadParameter("-o, --with-text and --min-confidence are for JSON lines; a store holds all, with its text")
        from detente.commands_code import code_store
        from detente.scale.local import count_cores
        from detente.scale.run import Options

        if cluster and workers != 1:
            raise typer.BadParameter("--cluster has workers of its own: leave out --workers")
        options = Options(known, chosen, workers or count_cores(), cluster, update, shard or 0, deadline)
        return code_store(inputs, store, options, report_error)
    if cluster or update or workers != 1 or shard or deadline:
        raise typer.BadParameter("--workers, --cluster, --update, --shard and --deadline are for a store: add --store DIR")
    if output and output.is_file() and any(Path(name).is_file() and output.samefile(name) for name in inputs):
        raise typer.BadParameter(f"-o {output}: this file is an input as well. Name another file")
    return code_many(inputs, known, chosen, report_error, output=output, with_text=with_text, least=min_confidence)
