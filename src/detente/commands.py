"""What the commands do: inputs in, readings out, and whether any input failed."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from detente.console import check_stdout, destination, note, print_lines, write_object
from detente.errors import DetenteError, LookupFailed, ReadingError, TrainingError
from detente.output import keep_confident, reading_to_dict
from detente.reading.files import read_inputs
from detente.reading.jsonl import Report
from detente.reading.known import Known
from detente.records import Article, Reading
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.explain import Explanation
    from detente.lexicon import Lexicon
    from detente.pipeline import Pipeline
    from detente.reading.coded import Row


def read_one(file: str, known: Known, settings: Settings, report: Report, *, as_json: bool) -> int:
    """Show the first article of a file or address to a person, or print it as JSON. What is wrong after it is not told."""
    check_stdout()
    errors: list[ReadingError] = []
    articles = read_inputs([file], known, errors.append)
    if file == "-" and sys.stdin is not None and sys.stdin.isatty():
        note("reading from the terminal; end with Ctrl-D on a line of its own")
    article = next(articles, None)
    failed = bool(errors)
    for error in errors:
        report(error)
    if article is None:
        return 1
    from detente.pipeline import load

    reading = next(code_articles(load(settings), [article], report), None)
    if reading is None:
        return 1
    if as_json:
        write_object(sys.stdout.buffer, reading_to_dict(reading))
    else:
        from detente.display.terminal import show_reading

        show_reading(reading)
    if next(articles, None) is not None:
        note(f"{file} holds more articles; this is the first. For all of them: detente code {file}")
    return 1 if failed else 0


def code_many(
    inputs: list[str], known: Known, settings: Settings, report: Report, *, output: Path | None, with_text: bool, least: float
) -> int:
    """Code every article of the inputs as JSON lines."""
    failures: list[ReadingError] = []
    coded = left_out = 0
    with destination(output) as stream:
        from detente.pipeline import load

        pipeline = load(settings)
        with _progress(inputs, wanted=stream is not sys.stdout.buffer or not sys.stdout.isatty()) as advance:

            def failed(error: ReadingError) -> None:
                failures.append(error)
                report(error)
                advance()

            def leave_out() -> None:
                nonlocal left_out
                left_out += 1
                advance()

            articles = read_inputs(inputs, known, failed)
            if settings.relevant:
                articles = _keep_relevant(articles, pipeline.lexicon, leave_out)
            for reading in code_articles(pipeline, articles, failed):
                write_object(stream, reading_to_dict(keep_confident(reading, least) if least else reading, with_text=with_text))
                coded += 1
                advance()
    if settings.relevant:
        note(f"{left_out} of {coded + left_out} articles left out as not about relations between states")
    return 1 if failures else 0


def _keep_relevant(articles: Iterable[Article], lexicon: "Lexicon", leave_out: Callable[[], None]) -> Iterator[Article]:
    from detente.reading.relevance import load_filter

    relevance = load_filter(lexicon)
    for article in articles:
        if relevance.keeps(article.text, article.title):
            yield article
        else:
            leave_out()


def code_articles(pipeline: "Pipeline", articles: Iterable[Article], report: Report) -> Iterator[Reading]:
    """Run the pipeline in batches. Where a batch fails, its articles are read one by one, and only the culprit is left out."""
    articles = iter(articles)
    while batch := list(islice(articles, pipeline.settings.batch_size)):
        try:
            readings = list(pipeline.code(batch))
        except DetenteError:
            raise
        except Exception as error:  # noqa: BLE001  one article must not end the run; the culprit is named below
            readings = [reading for article in batch if (reading := _read_alone(pipeline, article, report))]
            if len(readings) == len(batch):  # none fails alone: nothing is lost, but it is no secret either
                note(f"{len(batch)} articles failed together ({type(error).__name__}: {error}) and were read one by one")
        yield from readings


def _read_alone(pipeline: "Pipeline", article: Article, report: Report) -> Reading | None:
    try:
        return pipeline.read(article)
    except Exception as error:  # noqa: BLE001  reported as what it is: our fault, on this article
        from detente.pipeline import failed_on

        report(failed_on(article, error))
        return None


def list_stories(inputs: list[str], report: Report, form: str) -> int:
    """Group the events of coded articles into stories and print one line for each; 1 where an input could not be read."""
    from detente.display.stories import csv_lines, table_lines
    from detente.events.stories import find_stories
    from detente.output import story_to_dict
    from detente.reading.coded import read_rows

    check_stdout()
    failures: list[ReadingError] = []
    textless = articles = 0

    def failed(error: ReadingError) -> None:
        failures.append(error)
        report(error)

    def counted(rows: "Iterable[Row]") -> "Iterator[Row]":
        nonlocal textless, articles
        for row in rows:
            head = row["article"]
            textless += not (isinstance(head, dict) and isinstance(head.get("text"), str))
            articles += 1
            yield row

    stories = find_stories(counted(read_rows(inputs, failed)))
    if textless:
        note(
            f"{textless} of {articles} articles come without their text: copies of them are known only where the whole text is "
            "the same (text_sha256), and acts of words are compared by their triggers. Better: detente code INPUT --with-text"
        )
    if form == "json":
        for story in stories:
            write_object(sys.stdout.buffer, story_to_dict(story))
    else:
        print_lines(csv_lines(stories) if form == "csv" else table_lines(stories))
    return 1 if failures else 0


def explain_word(word: str | None, settings: Settings, *, crosswalk: bool = False) -> int:
    """Print what a word means in the lexicon of the settings, or without a word the list of types or the crosswalk."""
    from detente.explain import list_crosswalk, list_types

    lexicon = lexicon_of(settings)
    listed = list_crosswalk if crosswalk else list_types
    explanation = listed(lexicon) if word is None else _explained(word, lexicon)
    print_lines([explanation.title, *explanation.lines])
    return 0


def _explained(word: str, lexicon: "Lexicon") -> "Explanation":
    """Explain a word; where it is none, but written as an id is, say where ids are looked up."""
    from detente.explain import explain

    try:
        return explain(word, lexicon)
    except LookupFailed as failed:
        from detente.reasons.find_row import looks_like_id

        if not looks_like_id(word):
            raise
        hint = f"{word} is written as the id of a row. Name the file that holds it: detente explain {word} --in CODED.jsonl"
        raise LookupFailed(hint) from failed


def explain_rows(ids: Sequence[str], place: str, settings: Settings) -> int:
    """Print why a row of a store, or of what ``detente code`` wrote, was coded so, or how two events stand to each other."""
    from detente.reasons.find_row import find_rows
    from detente.reasons.row import compare_events, explain_row

    with _coded_lines(place, ids) as lines:
        first, *others = find_rows(lines, ids, place)
    if others:
        explanation = compare_events(first, others[0])
        print_lines([explanation.title, *explanation.lines])
        return 0
    length = len(first.coded.part("article").text("text"))
    again, unread = None, ""
    if length > settings.max_chars:
        unread = f"the text has {length:,} characters, more than the setting max_chars; it is not read again."
    elif length:
        from detente.pipeline import load
        from detente.reasons.again import read_again

        again = read_again(first.coded, first.kind, first.row, load(settings))
    lexicon = again.lexicon if again else lexicon_of(settings)
    explanation = explain_row(first, lexicon, again, unread=unread)
    print_lines([explanation.title, *explanation.lines])
    return 0


@contextmanager
def _coded_lines(place: str, ids: Sequence[str]) -> Iterator[Iterable[bytes]]:
    """Open what holds coded articles: a file of them, or a store, of which those that hold one of the ids are read."""
    if place == "-" or not Path(place).is_dir():
        with open_lines(place) as stream:
            yield stream
        return
    from detente.formats.coded_json import coded_lines

    yield coded_lines(Path(place), ids)


@contextmanager
def open_lines(file: str) -> Iterator[IO[bytes]]:
    """Open a file of lines; - is standard input."""
    if file != "-":
        with Path(file).open("rb") as stream:
            yield stream
        return
    if sys.stdin is None:
        raise ReadingError("-", "standard input is closed", "Pipe lines into it, or give a file.")
    if sys.stdin.isatty():
        note("reading from the terminal; end with Ctrl-D on a line of its own")
    yield sys.stdin.buffer


def lexicon_of(settings: Settings) -> "Lexicon":
    """Load the tables that the settings name."""
    from detente.registry.tables import load_tables

    return load_tables(settings)


def train(
    base: Path,
    output: Path,
    *,
    polnear: Path | None,
    bank: Sequence[Path],
    start: Path | None,
    epochs: float | None,
    seed: int,
    settings: Settings,
) -> None:
    """Train the statement model; raises TrainingError where the extra ``train`` is not installed."""
    try:
        from detente.training.statements import train_statements
    except ModuleNotFoundError as error:
        raise _no_extra(error) from error
    train_statements(
        polnear=polnear, bank=bank, base=base, output=output, settings=settings, epochs=epochs, seed=seed, start=start
    )


def train_relations(
    base: Path, output: Path, *, rows: Path | None, pairs: Path | None, folds: int, seed: int, settings: Settings
) -> None:
    """Train the relation model, or print how well it does on folds; raises TrainingError without the extra ``train``."""
    try:
        from detente.training.events import train_events
    except ModuleNotFoundError as error:
        raise _no_extra(error) from error
    print_lines(train_events(rows=rows, pairs=pairs, base=base, output=output, settings=settings, seed=seed, folds=folds))


def _no_extra(error: ModuleNotFoundError) -> TrainingError:
    return TrainingError(f"Training needs {error.name}, which is not installed. Install it: pip install 'detente[train]'")


def calibrate(polnear: Path, output: Path, settings: Settings) -> None:
    """Fit the confidence of statements and write the table."""
    from detente.pipeline import load
    from detente.training.confidence import fit_confidence, held_out_rows, write_weights

    rows = held_out_rows(polnear)
    pipeline = load(settings)
    if pipeline.model is None:
        raise TrainingError("There is no statement model whose doubts could be weighed. Name one with the setting 'model'.")
    weights = fit_confidence(rows, pipeline.parser, pipeline.model, pipeline.lexicon)
    write_weights(
        weights, [f"Fitted on {len(rows)} articles of {polnear.name} kept from training, model {pipeline.model.digest}."], output
    )
    note(f"{len(weights)} weights from {len(rows)} articles are in {output}")


def fit_event_confidence(  # noqa: PLR0917  what is read, where it goes, and how
    gold: Sequence[Path], texts: Path | None, output: Path, parts: tuple[str, ...], seed: int, settings: Settings
) -> None:
    """Fit the confidence of events and write the weights."""
    from detente.pipeline import load

    try:
        from detente.training.event_confidence import area_under_curve, fit_network, judge_events, read_gold
    except ImportError as error:
        raise TrainingError(f"Training needs the extra 'train' ({error}): pip install 'detente[train]'.") from error
    judged = judge_events(read_gold(gold, parts, texts), load(settings))
    network = fit_network(judged, seed)
    network.save(output)
    area = area_under_curve(network(judged.described), judged.right)
    note(
        f"{len(judged.right)} events, {judged.right.mean():.0%} of them right; area under the curve on these {area:.3f}: {output}"
    )


def hold_gate(file: Path, only: list[str], *, raising: bool, lower: str | None, because: str) -> int:
    """Score against the pinned floors, or move them; 1 where a figure fell or gold is not the pinned gold."""
    from detente.evaluation.gate import hold, lower_floors, raise_floors

    if lower is not None:
        print_lines(lower_floors(file, lower, because))
        return 0
    failed = False
    for outcome in hold(file, only):
        print_lines(outcome.lines)
        moved = raise_floors(file, outcome) if raising else []
        print_lines(moved)
        sys.stdout.flush()  # a gold set takes up to a minute
        failed |= bool(outcome.fault or outcome.fell or (outcome.unpinned and not moved))
    print_lines(["The gate is shut." if failed else "The gate is open."])
    return int(failed)


@contextmanager
def _progress(inputs: list[str], *, wanted: bool) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error while many articles are coded, where that is a terminal and not full of output already."""
    total = _count_articles(inputs) if wanted and sys.stderr is not None and sys.stderr.isatty() else 1
    if total == 1:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=total)
        yield lambda: bar.advance(task)


def _count_articles(inputs: list[str]) -> int | None:
    """Count lines of JSON-lines files and of lists, and other files as one each; None where that cannot be known beforehand."""
    from detente.reading.files import holds_many

    if any(map(holds_many, inputs)):
        return None
    total = 0
    for name in inputs:
        path = Path(name)
        if path.suffix.lower() not in (".jsonl", ".ndjson", ".urls"):
            total += 1
            continue
        try:
            with path.open("rb") as stream:
                total += sum(1 for _ in stream)
        except OSError:  # it is reported when its turn comes
            total += 1
    return total
