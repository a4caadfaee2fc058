"""Whether two states are getting on better, from imported events: a marimo notebook that runs as a script, too.

    marimo edit examples/relations.py
    python examples/relations.py --file icews.tab --one RUS --other USA --plot relation.svg

Without ``--file`` it takes ``invented-events.tab``, which stands beside it: two years of events between Norway and Sweden that
never happened, written for this example.
"""

import marimo

__generated_with = "0.25.2"

app = marimo.App(width="medium", app_title="Thaw or chill?")


@app.cell
def _():
    import subprocess
    import sys
    import tempfile
    from pathlib import Path

    import marimo as mo

    import detente

    return Path, detente, mo, subprocess, sys, tempfile


@app.cell
def _(Path, mo):
    given = mo.cli_args()
    invented = mo.notebook_dir() / "invented-events.tab"
    file = Path(given.get("file") or invented)
    one, other = given.get("one") or "NOR", given.get("other") or "SWE"
    declared = "These events are **invented**." if file == invented else f"Events of `{file}`."
    options = "Name a file of ICEWS with `--file`, two states with `--one` and `--other`."
    mo.md(f"# {one} and {other}: thaw or chill?\n\n{declared} {options}")
    return file, given, one, other


@app.cell
def _(file, subprocess, sys, tempfile):
    # A store is a folder; here it lasts as long as the notebook.
    folder = tempfile.TemporaryDirectory()
    store = f"{folder.name}/store"
    subprocess.run([sys.executable, "-m", "detente", "import", "icews", str(file), "--store", store], check=True)
    return folder, store


@app.cell
def _(detente, one, other, store):
    relation = detente.relations(store, one, other, period="week")
    return (relation,)


@app.cell
def _(mo, relation):
    # As it shows itself in any notebook: verdict, picture, and what it rests on.
    mo.Html(relation._repr_html_())
    return


@app.cell
def _(mo, relation):
    # The same as a terminal shows it, when this runs as a script.
    from rich.console import Console

    from detente.display.relation import show_relation

    if not mo.running_in_notebook():
        show_relation(relation, Console())
    return


@app.cell
def _(relation):
    # Charts are Altair charts: change them, or put them together.
    from detente.report.bars import draw_directions

    directions = draw_directions(relation)
    directions
    return (directions,)


@app.cell
def _(given, relation):
    from detente.report.page import save_relation

    if given.get("plot"):
        save_relation(relation, str(given["plot"]))
    return


if __name__ == "__main__":
    app.run()
