"""What ``detente brief`` does: a page on two states, as the name of the file says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from detente.console import destination, note, print_lines
from detente.errors import DetenteError
from detente.settings import Settings


class Asked(NamedTuple):
    """What the arguments and options of ``detente brief`` say."""

    one: str
    other: str
    since: dt.date | None
    until: dt.date | None
    period: str
    weights: str
    window: int | None
    origin: str | None


def write_brief(asked: Asked, settings: Settings, output: Path | None) -> int:
    """Make a brief and write it; raises DetenteError for a file of another kind, before anything is read."""
    from detente.brief.html import brief_to_html
    from detente.brief.make import make_brief
    from detente.brief.markdown import brief_to_markdown
    from detente.brief.pdf import brief_to_pdf
    from detente.console import check_stdout
    from detente.registry.tables import load_tables
    from detente.store.open import Store

    makers = {
        ".html": lambda brief: brief_to_html(brief).encode(),
        ".md": lambda brief: brief_to_markdown(brief).encode(),
        ".pdf": brief_to_pdf,
    }
    if output is None:
        check_stdout()
    elif output.suffix.lower() not in makers:
        raise DetenteError(
            f"{output}: no briefs of the kind {output.suffix or '(none)'!r}. End the name with {', '.join(makers)}"
        )
    with Store(Path(settings.store), settings.lexicon, note) as store:
        brief = make_brief(
            store, asked.one, asked.other, since=asked.since, until=asked.until, period=asked.period, weights=asked.weights,
            window=asked.window, origin=asked.origin, lexicon=load_tables(settings),
        )  # fmt: skip
    if output is None:
        print_lines(brief_to_markdown(brief).splitlines())
        return 0
    content = makers[output.suffix.lower()](brief)
    with destination(output) as stream:
        stream.write(content)
    return 0
