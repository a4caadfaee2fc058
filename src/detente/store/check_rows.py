"""Whether the rows of a shard fit together: spans cut the stored words out of the text, and references lead somewhere."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.errors import StoreError
from detente.store.derive import PLACE
from detente.store.fault import Fault
from detente.store.folder import Snapshot, file_of
from detente.store.manifest import Shard
from detente.store.read import read_columns
from detente.store.schema import ORIGIN, PARTIES, SPANS, TABLES

Row = Mapping[str, Any]
Texts = Mapping[str, str]

# Where the ids in a column lead: the table and its column, within one article.
LEADS = {
    "statements": {
        "inside": "statements",
        **dict.fromkeys(("speaker_actor", "speaker_actors", "addressee_actor", "addressee_actors"), "actors"),
        **dict.fromkeys(("via_actor", "via_actors", "agrees_with", "disagrees_with", "echoes"), "actors"),
    },
    "events": {"actors": "actors", "recipients": "actors", "claimed_by": "statements"},
    "mentions": {"actors": "actors"},
    "ledger": {"event": "events", "statement": "statements"},
    "outcomes": {"entry": "ledger", "event": "events"},
}
_OR_WORDS = ("agrees_with", "disagrees_with", "echoes")  # these keep the words where nobody was found
IDS = {"statements": "statement_id", "events": "event_id", "actors": "actor_id", "ledger": "entry_id"}
_REPORT = "The file is as it was written: please report this line, with the version in the manifest."
_SHOWN = 3


def check_rows(folder: Path, shard: Shard) -> Iterator[Fault]:
    """Give what is wrong in the rows of a shard: one fault for each kind of wrong, with the first row and how many there are."""
    try:
        yield from _check_rows(folder, shard)
    except StoreError as error:  # the bytes are those of the manifest, and yet no table
        yield Fault(f"{error} {_REPORT}")


def _check_rows(folder: Path, shard: Shard) -> Iterator[Fault]:
    articles = _read(folder, "articles", shard, ["article_id", "origin", "text", "text_sha256"])
    texts: dict[str, str] = {row["article_id"]: row["text"] or "" for row in articles}
    known = {table: set(_keys(folder, table, shard)) for table in IDS}
    for table in (t for t in TABLES if shard.rows.get(t)):
        file = file_of(folder, table, shard.shard)
        rows = articles if table == "articles" else _read(folder, table, shard)
        first: dict[str, str] = {}
        count: Counter[str] = Counter()
        for number, row in enumerate(rows, 1):
            for wrong in _wrong(table, row, texts, known, shard):
                count[wrong] += 1
                first.setdefault(wrong, str(row.get(IDS.get(table, "article_id")) or f"row {number}"))
        for wrong, times in count.items():
            more = f" and {times - 1:,} more" if times > 1 else ""
            yield Fault(f"{file}: {first[wrong]}{more}: {wrong}. {_REPORT}")


def _wrong(table: str, row: Row, texts: Texts, known: Mapping[str, set[tuple[str, str]]], shard: Shard) -> Iterator[str]:
    if "origin" in row and row["origin"] != shard.origin and shard.origin not in ("csv", "parquet"):  # whose rows name their own
        yield "its origin is not that of the shard"
    if table in ("failures", "skipped"):
        return
    article = row["article_id"]
    if table == "articles":
        if row["text_sha256"] and row["text_sha256"] != hashlib.sha256((row["text"] or "").encode()).hexdigest():
            yield "text_sha256 is not that of the text"
        return
    if article not in texts:
        if shard.origin == ORIGIN:
            yield "article_id leads to no article of the shard"
        return  # what was imported for an article of another shard leads there
    yield from _wrong_spans(table, row, texts[article])
    for column, target in LEADS.get(table, {}).items():
        missing = (r for r in _references(row.get(column)) if (article, r) not in known[target])
        if any(column not in _OR_WORDS or r not in texts.get(article, "") for r in missing):
            yield f"{column} leads to none of the {target} of the article"


def _references(value: Any) -> Iterator[str]:
    """Give the ids in a cell: one, several, or those of participants."""
    for item in value if isinstance(value, list) else (value,):
        reference = item["actor"] if isinstance(item, dict) else item
        if reference is not None:
            yield reference


def _wrong_spans(table: str, row: Row, text: str) -> Iterator[str]:
    """Compare what is stored beside spans with what the text has there; words in pieces are joined by a space."""
    for column in TABLES[table]:
        value = row.get(column.name)
        if column.type == SPANS and value:
            stored = column.name.removesuffix("_spans") + "_text"
            yield from _wrong_cut(column.name, value, row.get(stored) if stored != column.name else None, text)
        elif column.type == PARTIES:
            for party in filter(None, value or ()):
                yield from _wrong_cut(column.name, party["spans"] or (), party["text"], text)
    if table == "mentions":
        yield from _wrong_cut("start to end", [row], row["text"], text)
    elif table == "events" and row["sentence_text"] is not None:
        sentence = {"start": row["sentence_start"], "end": row["sentence_end"]}
        yield from _wrong_cut("sentence_start to sentence_end", [sentence], row["sentence_text"], text)
    elif table == "actors":
        evidence = [span for role in filter(None, row["roles"] or ()) for span in role["evidence"] or ()]
        yield from _wrong_cut("roles", evidence, None, text)


def _wrong_cut(name: str, spans: Iterable[Row], stored: str | None, text: str) -> Iterator[str]:
    pairs = [(span["start"], span["end"]) if span else (None, None) for span in spans]
    if any(start is None or end is None or not 0 <= start <= end <= len(text) for start, end in pairs):
        yield f"{name} lie outside the text"
    elif stored is not None and pairs and stored != " ".join(text[start:end] for start, end in pairs):
        yield f"{name} do not cut the stored words out of the text"


def check_ids(snapshot: Snapshot) -> Iterator[Fault]:
    """Give ids that stand twice among the rows that count."""
    import duckdb

    again = str(snapshot.folder / PLACE / "again.parquet")
    for table, column in {"articles": "article_id", **IDS}.items():
        files = [str(file) for file in snapshot.files(table)]
        if not files:
            continue
        query = f"""
            with rows as (select origin, article_id, {column} as id, parse_filename(filename, true) as shard
                          from read_parquet(?, filename = true, hive_partitioning = false))
            select id, min(shard), max(shard) from rows
            where not exists (from read_parquet(?, hive_partitioning = false) a
                              where a.shard = rows.shard and a.article_id = rows.article_id)
            group by origin, id having count(*) > 1 order by all"""  # noqa: S608  names of this module
        try:
            with duckdb.connect(":memory:", config={"python_enable_replacements": False}) as connection:
                found = connection.execute(query, [files, again]).fetchall()
        except duckdb.Error as error:
            yield Fault(f"{snapshot.folder / table}: cannot be read ({str(error).splitlines()[0]}). {_REPORT}")
            continue
        if found:
            examples = ", ".join(f"{i} in {a}{f' and {b}' if b != a else ''}" for i, a, b in found[:_SHOWN])
            yield Fault(f"{snapshot.folder / table}: {len(found):,} ids stand twice ({examples}). {_REPORT}")


def _read(folder: Path, table: str, shard: Shard, columns: list[str] | None = None) -> list[Row]:
    rows: list[Row] = read_columns(folder, table, shard.shard, columns).to_pylist() if shard.rows.get(table) else []
    return rows


def _keys(folder: Path, table: str, shard: Shard) -> Iterator[tuple[str, str]]:
    for row in _read(folder, table, shard, ["article_id", IDS[table]]):
        yield row["article_id"], row[IDS[table]]
