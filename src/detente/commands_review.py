"""What ``detente review`` does: rows one by one in the terminal, judged by keys; exports, agreement, and tests."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detente.console import note, print_lines
from detente.errors import EvaluationError, QueryError, ReadingError
from detente.settings import Settings
from detente.store.folder import REVIEWS

if TYPE_CHECKING:
    from detente.lexicon import Lexicon
    from detente.reviews.coded import Coded
    from detente.reviews.log import ReviewLog
    from detente.reviews.records import Review
    from detente.store.open import Store

KEYS = "a accept, x reject, e correct, u undo, j next, k back, q quit"
_VERDICTS = {"a": "accepted", "x": "rejected"}
_AROUND = 200  # characters before and after the words of a row
_FORMS = ("bank", "regression")


class Asked(NamedTuple):
    """What the options of ``detente review`` say."""

    kinds: tuple[str, ...]
    states: tuple[str, ...]
    type: str | None
    below: float | None
    again: bool
    limit: int


def judge(asked: Asked, settings: Settings, file: Path | None, reviewer: str | None) -> int:
    """Show rows one by one, and keep what the keys say of them, until there are no more rows or keys."""
    from detente.registry.tables import load_tables
    from detente.reviews.coded import find_coded
    from detente.reviews.queue import read_queue, read_wanted
    from detente.reviews.records import own_name, read_reviewer
    from detente.store.open import Store

    log, name = _log(settings, file), read_reviewer(reviewer or own_name())
    lexicon = load_tables(settings)
    wanted = read_wanted(asked.kinds, asked.states, asked.type, asked.below, again=asked.again, lexicon=settings.lexicon)
    with Store(Path(settings.store), settings.lexicon, note) as store:
        queue = read_queue(store, log, name, wanted, size=asked.limit)
        if not queue.rows:
            note("nothing is left to review of what you ask for")
            return 0
        print_lines([f"{queue.total:,} rows to review as {name}. {KEYS}."])
        sitting = _Sitting(log, name, lexicon, [(row.kind, row.row_id) for row in queue.rows])
        keys = _keys()
        while sitting.at < len(sitting.rows):
            coded = find_coded(store, *sitting.rows[sitting.at])
            print_lines(["", f"{sitting.at + 1} of {queue.total:,}", *_lines(coded, log)])
            if not sitting.take(coded, keys, store):
                break
        kept = len(sitting.kept)
        print_lines(["", f"{kept:,} judged. {log.since_export():,} corrections since the last export: detente review export"])
    return 0


def export(settings: Settings, file: Path | None, form: str, output: Path | None, reviewer: str | None, *, noted: bool) -> int:
    """Write what stands in a form, and note it in the log."""
    from detente.console import destination, write_object
    from detente.reviews.export import bank_rows, choose_current, flat_rows, last_words
    from detente.reviews.records import own_name, read_reviewer
    from detente.reviews.regression import regression_rows
    from detente.store.open import Store
    from detente.tabular import write_rows

    log = _log(settings, file)
    whose = read_reviewer(reviewer) if reviewer else None
    last, found = log.last(), last_words(log, whose)
    if not found:
        note(f"{log.file}: nothing was judged yet" + (f" by {reviewer}" if reviewer else ""))
        return 0
    if form in _FORMS:
        with Store(Path(settings.store), settings.lexicon, note) as store, destination(output) as stream:
            current, others = choose_current(store, found)
            for row in bank_rows(store, current) if form == "bank" else regression_rows(store, current):
                write_object(stream, row)
        if others:
            note(f"{others:,} judgements are of rows that are coded otherwise now, or gone, and left out: judge these again")
    elif form == "parquet" and output is None:
        raise QueryError("Parquet is written to a file. Name one with -o FILE.")
    else:
        write_rows(flat_rows(found), form, output)
    if noted:
        log.note_export(dt.datetime.now(dt.UTC).isoformat(), own_name(), form, last, whose)
    return 0


def agreement(settings: Settings, file: Path | None, names: list[str]) -> int:
    """Print how far two reviewers agree, and the rows on which they differ."""
    from detente.reviews.agreement import compare, pairs_of
    from detente.reviews.records import read_reviewer

    stands = _log(settings, file).standing()
    if not names:
        pairs = pairs_of(stands)
        if not pairs:
            note("no two reviewers have judged the same row yet")
            return 0
        names = list(pairs[0][:2])
    found = compare(stands, *(read_reviewer(name) for name in names))
    lines = [f"{found.one} and {found.other}"]
    for f in found.figures:
        kappa = "no kappa: one verdict alone" if f.kappa is None else f"kappa {f.kappa:.2f} ({f.low:.2f} to {f.high:.2f})"
        shares = (
            f"same verdict {f.agreed:.2f}, same changes {f.same:.2f}, {kappa}" if f.agreed is not None else "no row in common"
        )
        lines.append(f"{f.kind:10} {f.n:,} rows: {shares}")
    lines += [f"{a.row_id}: {a.reviewer} {_said(a)}; {b.reviewer} {_said(b)}" for a, b in found.differing]
    print_lines(lines)
    return 0


def check_again(file: Path, settings: Settings, report: Callable[[ReadingError], None]) -> int:
    """Code the texts of a file again and print of each judgement whether it holds; 1 where one does not."""
    from detente.pipeline import load
    from detente.reviews.regression import read_rows, run_rows

    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeError) as error:
        report(ReadingError(str(file), f"cannot be read ({error})", "Name a file that 'detente review export' wrote."))
        return 1
    rows = read_rows(lines, str(file))
    if not rows:
        raise EvaluationError(f"{file}: holds no judgement. Write some: detente review export --form regression -o {file.name}")
    held = 0
    for result in run_rows(rows, load(settings).read):
        row, held = result.row, held + result.holds
        what = f"{row['field']} should be {row['expected']!r}" if row["field"] else f"{row['verdict']} as {row['expected']!r}"
        now = "" if result.holds else f"; now {', '.join(map(repr, result.now)) or 'no such row'}"
        print_lines([f"{'holds' if result.holds else 'FAILS'} {row['kind']} {row.get('row_id', '')}: {what}{now}"])
    print_lines([f"{held:,} of {len(rows):,} hold"])
    return 0 if held == len(rows) else 1


class _Sitting:
    """A person before the queue: where he is in it, and what he has judged."""

    def __init__(self, log: ReviewLog, reviewer: str, lexicon: Lexicon, rows: list[tuple[str, str]]) -> None:
        self.log, self.reviewer, self.lexicon, self.rows = log, reviewer, lexicon, rows
        self.at = 0
        self.kept: list[tuple[int, str, str]] = []  # place in the queue, kind and id

    def take(self, coded: Coded, keys: _Keys, store: Store) -> bool:
        """Do what the next key says; False where there is none, or it says to quit."""
        key = keys.key()
        if key in ("", "q"):
            return False
        try:
            if key in _VERDICTS:
                self._add(coded, _VERDICTS[key])
            elif key == "e":
                self._add(coded, "corrected", _corrections(keys.line()))
            elif key == "u":
                self._undo(store)
            elif key in ("j", "n"):
                self.at += 1
            elif key == "k":
                self.at = max(0, self.at - 1)
            else:
                print_lines([f"{key!r} is no key here. {KEYS}."])
        except QueryError as error:
            print_lines([f"Not kept: {error}"])
        return True

    def _add(self, coded: Coded, verdict: str, new: Mapping[str, object] | None = None) -> None:
        self.log.add(self._make(coded, verdict, coded.read(new or {})))
        print_lines([f"{coded.row_id}: {verdict}"])
        self.kept.append((self.at, coded.kind, coded.row_id))
        self.at += 1

    def _undo(self, store: Store) -> None:
        from detente.reviews.coded import find_coded

        if not self.kept:
            raise QueryError("nothing was judged in this sitting that could be undone")
        at, kind, row_id = self.kept[-1]
        self.log.add(self._make(find_coded(store, kind, row_id), "undone"))
        self.kept.pop()
        self.at = at
        print_lines([f"{row_id}: undone"])

    def _make(self, coded: Coded, verdict: str, new: Mapping[str, object] | None = None) -> Review:
        from detente.reviews.records import make_review

        return make_review(
            time=dt.datetime.now(dt.UTC), reviewer=self.reviewer, row_kind=coded.kind, row_id=coded.row_id,
            article_id=coded.article_id, verdict=verdict, digest=coded.digest, old=coded.fields, new=new, lexicon=self.lexicon,
        )  # fmt: skip


class _Keys:
    """Keys of a pipe: characters that are no space; the rest of a line goes with e."""

    def key(self) -> str:
        while (found := sys.stdin.read(1)) and found.isspace():
            pass
        return found

    def line(self) -> str:
        return sys.stdin.readline()


class _TerminalKeys(_Keys):
    """Keys of a terminal, which are not waited for until Enter."""

    def key(self) -> str:
        import termios
        import tty

        sys.stdout.flush()
        before = termios.tcgetattr(sys.stdin)
        try:
            tty.setcbreak(sys.stdin, termios.TCSADRAIN)  # what was typed ahead is kept
            return super().key()
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)

    def line(self) -> str:
        sys.stdout.write("field=value …: ")
        sys.stdout.flush()
        return super().line()


def _keys() -> _Keys:
    if sys.stdin is None or not sys.stdin.isatty():
        return _Keys()
    try:
        import termios  # noqa: F401  asked for its presence: where there is none, keys end with Enter
    except ModuleNotFoundError:
        return _Keys()
    return _TerminalKeys()


def _corrections(line: str) -> dict[str, object]:
    """Read field=value pairs; a field that is given twice has both values."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise QueryError(f'this line cannot be read ({error}). Write: status=negated content="the treaty"') from error
    found: dict[str, object] = {}
    for word in words:
        field, sign, value = word.partition("=")
        if not sign:
            raise QueryError(f'{word!r} says no field. Write: status=negated content="the treaty"')
        before = found.get(field)
        found[field] = value or None if before is None else [*(before if isinstance(before, list) else [before]), value]
    return found


def _lines(coded: Coded, log: ReviewLog) -> Iterator[str]:
    from detente.reasons.case import how_sure, mark_words
    from detente.records import Span
    from detente.reviews.log import standing

    article = coded.article or {}
    facts = [coded.kind, coded.row_id, *(str(article[k]) for k in ("outlet", "published", "title") if article.get(k))]
    yield ", ".join(facts)
    if coded.text:
        place = coded.sentence()
        around = Span(max(0, place.start - _AROUND), min(len(coded.text), place.end + _AROUND))
        yield mark_words(coded.text, around, [(span, name) for name, spans in coded.spans.items() for span in spans])
    elif coded.row.get("sentence_text"):
        yield str(coded.row["sentence_text"])
    names = {str(a["actor_id"]): str(a["name"]) for a in coded.actors}
    yield "; ".join(f"{field} {_shown(value, names)}" for field, value in coded.fields.items() if value)
    if coded.row.get("confidence") is not None:
        yield f"{how_sure(coded.row['confidence'])}; {coded.row.get('rule') or coded.row.get('reason') or 'no rule is named'}"
    stands = standing(log.of_row(coded.kind, coded.row_id)).values()
    yield from (f"{r.reviewer}: {_said(r)}{', of another coding' if r.digest != coded.digest else ''}" for r in stands)


def _shown(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, tuple):
        return ", ".join(names[v] + f" ({v})" if v in names else v if isinstance(v, str) else f"{v[0]}-{v[1]}" for v in value)
    return str(value)


def _said(review: Review) -> str:
    told = ", ".join(f"{c.field} {_shown(c.new, {}) or 'nothing'}" for c in review.changes)
    return review.verdict.value + (f" ({told})" if told else "")


def _log(settings: Settings, file: Path | None) -> ReviewLog:
    from detente.reviews.log import ReviewLog

    return ReviewLog(file or Path(settings.store) / REVIEWS)
