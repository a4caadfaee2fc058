"""The command that opens the desk: ``detente serve``."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli_options import SettingsOption, choose_settings
from detente.cli_store import StoreOption, with_store


def serve(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Where to listen; 0 takes a free port.")
    ] = 8765,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Another address than this machine's own: reading needs the token, too."),
    ] = "127.0.0.1",
    reviews: Annotated[
        Path | None, typer.Option("--reviews", metavar="FILE", help="What reviewers write; else reviews.sqlite in the store.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="NAME", help="Who reviews; else your name on this machine.")
    ] = None,
    browse: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> int:
    """Open the desk: a store as pages to look at, search and correct, and as a REST API, on this machine alone.

    Open the address that it prints: its token lets you write reviews. Nothing leaves the machine. Each page has its data at the
    same address with .json, .csv or .parquet; /openapi.json describes them. The store may go on being coded meanwhile.

    \b
      detente serve --store news-store --open
      detente serve --port 0 --reviewer Ada
      curl 'http://127.0.0.1:8765/statements.json?who=Putin&about=USA'
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.serve.run import serve as run

    chosen = with_store(choose_settings(context, settings), store)
    return run(chosen, host=host, port=port, reviews=reviews, reviewer=reviewer, browse=browse)
