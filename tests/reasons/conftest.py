"""A coded article of our own, with its rows."""

import json
from collections.abc import Callable

import pytest

from detente.language.encoder import load_model
from detente.language.parse import Parser
from detente.lexicon import Lexicon
from detente.output import reading_to_dict, to_line
from detente.pipeline import Pipeline
from detente.reading.article import make_article
from detente.reasons.again import read_again
from detente.reasons.fields import Fields
from detente.reasons.find_row import Found, find_rows
from detente.reasons.row import explain_row
from detente.settings import Settings

SAMPLE = """Norway threatens Latvia with sanctions over the ferries

OSLO (Fjord News) - Norwegian Foreign Minister Kari Lund accused Latvia on Tuesday of seizing two ferries and said that Oslo would
impose sanctions if Riga did not return them.

"We are ready to reopen talks with Latvia," she told reporters. Latvian President Janis Ozols denied that his country had attacked
Norwegian ships. "Norway must stop its provocations," Ozols was quoted as saying by the LETA news agency.

Last week Norway may have expelled two Latvian diplomats, an official said. In 1994 Latvia attacked Norway. Estonia criticized
Latvia. Latvia will not meet Estonia, the Latvian foreign ministry said. Latvia criticized Estonia.
"""

Code = Callable[..., dict[str, object]]
Told = Callable[..., list[str]]


@pytest.fixture(scope="session")
def pipeline(lexicon: Lexicon, parser: Parser) -> Pipeline:
    settings = Settings()
    return Pipeline(settings, lexicon, parser, load_model(settings.model))


@pytest.fixture(scope="session")
def code(pipeline: Pipeline) -> Code:
    """text (and fields of Article) → the object that detente code prints, with the text, as JSON gives it back."""

    def run(text: str, **fields: object) -> dict[str, object]:
        given = {"published": "2016-11-30", "outlet": "The Courier"} | fields
        reading = pipeline.read(make_article(text, **given))  # type: ignore[arg-type]  # the caller names arguments
        coded: dict[str, object] = json.loads(to_line(reading_to_dict(reading, with_text=True)))
        return coded

    return run


@pytest.fixture(scope="session")
def sample(code: Code) -> dict[str, object]:
    return code(SAMPLE)


@pytest.fixture(scope="session")
def told(pipeline: Pipeline) -> Told:
    """A coded object and what a row of it is picked by → the lines that explain it, the title first.

    The row is the first of the list that ``chosen`` says yes to. Where the object has its text, it is read again.
    """

    def run(coded: dict[str, object], key: str, chosen: Callable[[Fields], bool]) -> list[str]:
        row = next(r for r in Fields(coded).parts(key) if chosen(r))
        (found,) = find_rows([to_line(coded).encode()], [row.text("id")], "coded.jsonl")
        return explained(found, pipeline)

    return run


def explained(found: Found, pipeline: Pipeline) -> list[str]:
    text = found.coded.part("article").text("text")
    again = read_again(found.coded, found.kind, found.row, pipeline) if text else None
    explanation = explain_row(found, pipeline.lexicon, again)
    return [explanation.title, *explanation.lines]
