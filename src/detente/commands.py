"""What the commands do: inputs in, readings out, and whether any input failed."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from detente.errors import DetenteError, ReadingError
from detente.output import keep_confident, reading_to_dict, to_line
from detente.reading.files import read_inputs
from detente.reading.known import Known
from detente.records import Article, Reading
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.pipeline import Pipeline

Report = Callable[[ReadingError], None]


class Failures:
    """Reports errors and counts them."""

    def __init__(self, report: Report) -> None:
        """Take who is told of each error."""
        self.count = 0
        self._report = report

    def __call__(self, error: ReadingError) -> None:
        """Report one error."""
        self.count += 1
        self._report(error)


def read_one(file: str, known: Known, settings: Settings, report: Report, *, as_json: bool) -> int:
    """Show the first article of a file to a person, or print it as JSON."""
    failures = Failures(report)
    articles = read_inputs([file], known, failures)
    article = next(articles, None)
    if article is None:
        return 1
    from detente.pipeline import load

    reading = next(code_articles(load(settings), [article], failures), None)
    if reading is None:
        return 1
    if as_json:
        _write(sys.stdout.buffer, reading_to_dict(reading))
    else:
        from detente.display.terminal import show_reading

        show_reading(reading)
    if next(articles, None) is not None:
        sys.stderr.write(f"note: {file} holds more articles; this is the first. For all of them: detente code {file}\n")
    return 1 if failures.count else 0


def code_many(
    inputs: list[str], known: Known, settings: Settings, report: Report, *, output: Path | None, with_text: bool, least: float
) -> int:
    """Code every article of the inputs as JSON lines."""
    from detente.pipeline import load

    failures = Failures(report)
    pipeline = load(settings)
    with _destination(output, inputs) as stream:
        articles = read_inputs(inputs, known, failures)
        for reading in code_articles(pipeline, articles, failures):
            _write(stream, reading_to_dict(keep_confident(reading, least) if least else reading, with_text=with_text))
    return 1 if failures.count else 0


def code_articles(pipeline: "Pipeline", articles: Iterable[Article], report: Report) -> Iterator[Reading]:
    """Run the pipeline in batches. Where a batch fails, its articles are read one by one, and only the culprit is left out."""
    articles = iter(articles)
    while batch := list(islice(articles, pipeline.settings.batch_size)):
        try:
            readings = list(pipeline.code(batch))
        except DetenteError:
            raise
        except Exception:  # noqa: BLE001  one article must not end the run; the culprit is named below
            readings = [reading for article in batch if (reading := _read_alone(pipeline, article, report))]
        yield from readings


def _read_alone(pipeline: "Pipeline", article: Article, report: Report) -> Reading | None:
    try:
        return pipeline.read(article)
    except Exception as error:  # noqa: BLE001  reported as what it is: our fault, on this article
        where = article.source or article.id
        cause = f"Détente itself failed on this article ({type(error).__name__}: {error})"
        report(ReadingError(where, cause, "Please report it, with the article."))
        return None


def explain_word(word: str | None) -> int:
    """Print what a word means, or the list of types."""
    from detente.explain import explain, list_types
    from detente.lexicon import load_lexicon

    lexicon = load_lexicon()
    explanation = explain(word, lexicon) if word is not None else list_types(lexicon)
    sys.stdout.write("\n".join([explanation.title, *explanation.lines]) + "\n")
    return 0


def _write(stream: IO[bytes], value: object) -> None:
    stream.write(to_line(value).encode("utf-8") + b"\n")
    stream.flush()


@contextmanager
def _destination(output: Path | None, inputs: list[str]) -> Iterator[IO[bytes]]:
    """Give the stream to write to. A file is written beside its place and put there when all is done."""
    if output is None or (output.exists() and not output.is_file()):
        with nullcontext(sys.stdout.buffer) if output is None else output.open("wb") as stream:
            yield stream
        return
    partial = output.with_name(output.name + ".partial")
    with partial.open("wb") as stream:
        yield stream
    partial.replace(output)
