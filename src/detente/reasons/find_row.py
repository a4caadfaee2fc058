"""Find a row by its id, or by the beginning of it, in the lines that ``detente code`` prints."""

import heapq
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.display.inert import one_line
from detente.errors import LookupFailed
from detente.reasons.fields import Fields

LISTS = {"event": "events", "statement": "statements", "actor": "actors", "ledger entry": "ledger"}
_ID = re.compile(r"[aesl]-[0-9a-f]*")
_TOLD = 5  # ids that a message names
_NEAR = 6  # characters that a near id shares with the one asked for, of 14; by chance ids share hardly more than four


@dataclass(frozen=True, slots=True)
class Found:
    """A row: its kind (a key of LISTS), the row, and the object of its article."""

    kind: str
    row: Fields
    coded: Fields


@dataclass(slots=True)
class _Search:
    """What was seen of a file while an id is looked for."""

    wanted: str
    hits: dict[str, Found] = field(default_factory=dict)
    articles: dict[str, Fields] = field(default_factory=dict)
    near: list[tuple[int, str]] = field(default_factory=list)
    rows: int = 0
    bad: list[int] = field(default_factory=list)


def looks_like_id(word: str) -> bool:
    """Tell whether a word is written as the id of a row is, or as its beginning.

    >>> looks_like_id("e-0b3b"), looks_like_id("ACCUSE")
    (True, False)
    """
    return _ID.fullmatch(word) is not None


def find_rows(lines: Iterable[bytes], wanted: Sequence[str], where: str) -> list[Found]:
    """Find for each id the only row that has it or begins so; a file that holds an article twice gives its first.

    Raises LookupFailed for an id that is not there (with the nearest), is that of an article, or is the beginning of several.
    Lines that are no objects of ``detente code`` are passed over, and told of where nothing is found.
    """
    searches = [_Search(one) for one in wanted]
    for number, line in enumerate(lines, 1):
        if line.strip():
            coded = _parsed(line)
            for search in searches:
                _look(search, coded, number)
    return [_only(search, where) for search in searches]


def _only(search: _Search, where: str) -> Found:
    exact = search.hits.get(search.wanted)
    if exact is None and len(search.hits) != 1:
        raise LookupFailed(_failure(search, where))
    return exact or next(iter(search.hits.values()))


def _parsed(line: bytes) -> Fields:
    try:
        return Fields.of(json.loads(line.decode("utf-8-sig", "surrogatepass")))
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or nested too deep
        return Fields({})


def _look(search: _Search, coded: Fields, number: int) -> None:
    if not coded.part("article"):
        search.bad.append(number)
        return
    article = coded.part("article").text("id")
    if search.wanted and article.startswith(search.wanted):
        search.articles.setdefault(article, coded)
    for kind, row in _rows(coded):
        search.rows += 1
        record = row.text("id")
        if search.wanted and record.startswith(search.wanted):
            search.hits.setdefault(record, Found(kind, row, coded))
        else:
            _keep_near(search, record)


def _rows(coded: Fields) -> Iterator[tuple[str, Fields]]:
    for kind, key in LISTS.items():
        for row in coded.parts(key):
            yield kind, row


def _keep_near(search: _Search, record: str) -> None:
    """Keep the ids that share most of their beginning and end with the one asked for, as after a slip of the pen."""
    shared = _shared(record, search.wanted)
    if shared >= _NEAR and (shared, record) not in search.near:
        search.near = heapq.nlargest(3, [*search.near, (shared, record)])


def _shared(one: str, other: str) -> int:
    short = min(len(one), len(other))
    before = next((n for n in range(short) if one[n] != other[n]), short)
    behind = next((n for n in range(short - before) if one[-1 - n] != other[-1 - n]), short - before)
    return before + behind


def _failure(search: _Search, where: str) -> str:
    wanted, named = search.wanted, one_line(where)  # wanted is shown as Python writes it, so that nothing in it is obeyed
    if search.hits:
        ids = sorted(search.hits)
        more = f" and {len(ids) - _TOLD} more" if len(ids) > _TOLD else ""
        return f"{named}: {len(ids)} ids begin with {wanted!r}: {', '.join(map(one_line, ids[:_TOLD]))}{more}. Give more of it."
    if search.articles:
        coded = next(iter(search.articles.values()))
        first = next((one_line(row.text("id")) for _, row in _rows(coded)), "")
        such = f", such as {first}" if first else "; it has none"
        return f"{named}: {wanted!r} is an article. Ask for one of its events, statements, actors or ledger entries{such}."
    near = [one_line(record) for _, record in search.near]
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    rows = f"Its {search.rows:,} rows were looked through" if search.rows else "It holds no row"
    bad = ""
    if search.bad:
        rest = f" and {len(search.bad) - 1:,} more" if len(search.bad) > 1 else ""
        bad = f" Line {search.bad[0]}{rest} is no object that detente code prints."
    return f"{named}: no event, statement, actor or ledger entry {wanted!r}.{meant} {rows}.{bad}"
