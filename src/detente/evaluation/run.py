"""Run an evaluation: read gold, read or make predictions, score."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.errors import EvaluationError, ReadingError, did_you_mean
from detente.evaluation.actors import score_actors
from detente.evaluation.attribution import predicted_attributions, score_attribution
from detente.evaluation.bank import score_bank
from detente.evaluation.calibration import score_calibration
from detente.evaluation.coding import score_coding
from detente.evaluation.coreference import score_coreference
from detente.evaluation.figures import Report
from detente.evaluation.ledger import score_ledger
from detente.evaluation.relation import score_relations
from detente.evaluation.seed import score_seed
from detente.language.layout import lay_out
from detente.language.parse import Parse
from detente.records import Article, Span

Row = Mapping[str, Any]
# A gold row that nothing was predicted for counts as read, with nothing found.
NOTHING: Row = {"statements": [], "events": [], "actors": [], "ledger": []}


def run_evaluation(
    task: str, gold: Path, predictions: Path | None = None, choose: Callable[[list[Row]], list[Row]] | None = None
) -> Report:
    """Score a task with the definitions of ``../shared/score/``; without predictions the pipeline makes them now.

    ``choose`` takes the gold rows and returns those to score. Raises EvaluationError for an unknown task, an unreadable file,
    or predictions that fit no gold id. A gold id without a prediction counts as nothing found.
    """
    rows = READERS[task](gold) if _known(task) in READERS else _rows(gold, "id")
    if choose is not None:
        rows = choose(rows)
    try:
        return TASKS[task](rows, _rows(predictions) if predictions is not None else None)
    except (KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(
            f"{predictions or gold}: not in the format of the task {task!r} ({type(error).__name__}: {error})."
        ) from error


def gold_files(task: str, gold: Path) -> tuple[Path, ...]:
    """Name the files that the gold of a task consists of: the one given, and for the seed also the article that it names."""
    if _known(task) != "seed" or not gold.is_file():
        return (gold,)
    return (gold, Path(_seed_rows(gold)[0]["file"]))


def _known(task: str) -> str:
    if task not in TASKS:
        raise EvaluationError(f"No task {task!r}.{did_you_mean(task, TASKS)} Tasks: {', '.join(TASKS)}.")
    return task


def _rows(path: Path, *needed: str) -> list[Row]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read ({error}). Name a JSON lines file in UTF-8.") from error
    out = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{path}:{number}: not JSON ({error.msg}). One JSON object a line is wanted.") from error
        lacking = [key for key in needed if not isinstance(row, dict) or key not in row]
        if lacking:
            raise EvaluationError(f"{path}:{number}: no key {lacking[0]!r}.")
        out.append(row)
    if not out:
        raise EvaluationError(f"{path}: holds no rows.")
    return out


def _code(rows: list[Row]) -> Iterator[Row]:
    """Run the pipeline over gold rows with ``id`` and ``text``; the order is kept."""
    from detente.pipeline import load

    articles = [_article(row) for row in rows]
    for reading in load().code(articles):
        yield reading.to_dict()


def _article(row: Row) -> Article:
    """Make the article of a gold row, with title, outlet and date where the row has them, as a reader of files would."""
    title, outlet, published = (row.get(key) or None for key in ("title", "outlet", "published"))
    return Article(row["id"], row["text"], title, outlet, source=row["id"], published=_date(row.get("date") or published))


def _date(value: object) -> dt.date | None:
    digits = str(value or "").replace("-", "")
    try:
        return dt.datetime.strptime(digits, "%Y%m%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None


def _aligned(gold: list[Row], predictions: list[Row] | None, key: Callable[[Row], str]) -> Iterator[tuple[Row, Row]]:
    if predictions is None:
        yield from zip(gold, _code(gold), strict=True)
        return
    by_id = {key(row): row for row in predictions}
    if not any(g["id"] in by_id for g in gold):
        raise EvaluationError(f"None of the {len(gold)} gold ids has a prediction; the first gold id is {gold[0]['id']!r}.")
    for g in gold:
        yield g, by_id.get(g["id"], NOTHING)


def _article_id(row: Row) -> str:
    article = row["article"]
    return str(article.get("source") or article["id"])


def _attribution(gold: list[Row], predictions: list[Row] | None) -> Report:
    triples = _parsed(gold, predictions)
    return score_attribution((parse, g["statements"], predicted_attributions(p)) for parse, g, p in triples)


def _calibration(gold: list[Row], predictions: list[Row] | None) -> Report:
    return score_calibration((parse, g["statements"], p) for parse, g, p in _parsed(gold, predictions))


def _parsed(gold: list[Row], predictions: list[Row] | None) -> Iterator[tuple[Parse, Row, Row]]:
    """Yield gold and prediction with the parse of the text, whose heads of sources the measures compare."""
    from detente.language.parse import load_parser
    from detente.settings import load_settings

    parser = load_parser(load_settings().pipeline)
    pairs = list(_aligned(gold, predictions, _article_id))
    texts = ((g["text"], lay_out(Article(g["id"], g["text"]))) for g, _ in pairs)
    for (g, p), parse in zip(pairs, parser(texts), strict=True):
        yield parse, g, p


def _coding(gold: list[Row], predictions: list[Row] | None) -> Report:
    return score_coding(_aligned(gold, predictions, _article_id))


def _actors(gold: list[Row], predictions: list[Row] | None) -> Report:
    if predictions is not None:
        return score_actors(_aligned(gold, predictions, lambda row: str(row["id"])))
    from detente.actors.resolve import resolve_actor
    from detente.lexicon import load_lexicon

    lexicon = load_lexicon()

    def found() -> Iterator[tuple[Row, Row]]:
        for case in gold:
            actor = resolve_actor(case["input"], _any_date(case.get("date")), case.get("context"), lexicon)
            yield case, {"country": actor.country, "sector": actor.sector}

    return score_actors(found())


def _any_date(value: object) -> dt.date | None:
    """Read ``2022-04-01`` or ``12 April 2022``; "today" and anything else is no date, which means the newest known."""
    text = str(value or "").strip()
    for pattern in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return dt.datetime.strptime(text, pattern).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None


def _bank(gold: list[Row], predictions: list[Row] | None) -> Report:
    return score_bank(_aligned(gold, predictions, _article_id))


def _ledger(gold: list[Row], predictions: list[Row] | None) -> Report:
    from detente.lexicon import load_lexicon

    return score_ledger(_parsed(gold, predictions), load_lexicon())


def _coreference(gold: list[Row], predictions: list[Row] | None) -> Report:
    return score_coreference(_parsed(gold, predictions))


def _seed_rows(path: Path) -> list[Row]:
    """Read gold that is one JSON object about one article beside it."""
    try:
        gold = json.loads(path.read_text("utf-8"))
        return [{**gold, "id": gold["article"], "file": str(path.parent / gold["article"])}]
    except (OSError, ValueError, KeyError, TypeError) as error:
        cause = f"cannot be read ({type(error).__name__}: {error})"
        raise EvaluationError(f"{path}: {cause}. The task 'seed' wants one JSON object with the key 'article'.") from error


def _seed(gold: list[Row], predictions: list[Row] | None) -> Report:
    """Score the first prediction, or what ``detente code`` prints for the file of the article."""
    if predictions is None:
        from detente.pipeline import load
        from detente.reading.files import read_input
        from detente.reading.known import Known

        articles = list(read_input(gold[0]["file"], Known(), _refuse))
        predictions = [reading.to_dict() for reading in load().code(articles)]
    return score_seed(gold[0], predictions[0])


def _refuse(error: ReadingError) -> None:
    raise error


def _relation(gold: list[Row], predictions: list[Row] | None) -> Report:
    if predictions is not None:
        by_id = {row["id"]: row for row in predictions}
        return score_relations((g, by_id.get(g["id"], {"type": None})) for g in gold)
    from detente.events.relation import load_relations

    model = load_relations()

    def found() -> Iterator[tuple[Row, Row]]:
        for g in gold:
            source, target = (Span(*g[end]) if g[end] else None for end in ("source", "target"))
            relation = model.classify(g["text"], source or target or Span(0, 0), target if source else None)
            status = relation.status.value if relation.status else None
            yield g, {"type": relation.type, "reverse": relation.reverse, "mode": relation.mode, "status": status}

    return score_relations(found())


def _table_rows(path: Path) -> list[Row]:
    """Read gold that is a table with a header."""
    try:
        header, *lines = path.read_text("utf-8").splitlines()
        columns = header.split("\t")
        return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
    except (OSError, ValueError) as error:
        wanted = "a tab-separated table with a header, in UTF-8"
        raise EvaluationError(f"{path}: cannot be read ({error}). The task 'office-holders' wants {wanted}.") from error


def _office_holders(gold: list[Row], predictions: list[Row] | None) -> Report:
    if predictions is not None:
        raise EvaluationError("The task 'office-holders' checks a table of ours; it takes no predictions.")
    from detente.evaluation.office_holders import load_explained, score_office_holders
    from detente.lexicon import load_lexicon

    return score_office_holders(gold, load_lexicon().table("actors/people"), load_explained())


# Gold that is no JSON lines.
READERS: dict[str, Callable[[Path], list[Row]]] = {"seed": _seed_rows, "office-holders": _table_rows}
TASKS: dict[str, Callable[[list[Row], list[Row] | None], Report]] = {
    "attribution": _attribution,
    "calibration": _calibration,
    "coding": _coding,
    "actors": _actors,
    "bank": _bank,
    "coreference": _coreference,
    "ledger": _ledger,
    "seed": _seed,
    "relation": _relation,
    "office-holders": _office_holders,
}
