"""The events of a store → events as stories compare them, one shard after another, with no column that is not needed."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from detente.events.told import UNNAMED, Told, tell
from detente.reading.values import as_member, as_string
from detente.records import ActorKind, Article, DatePrecision, Event, Participant, Phrase, Span, Status
from detente.store.folder import Snapshot
from detente.store.manifest import Shard
from detente.store.read import read_columns

_EVENT = (
    "event_id", "article_id", "type", "mode", "cameo", "actors", "recipients", "symmetric", "status", "trigger_text",
    "trigger_spans", "sentence_start", "sentence_end", "sentence_text", "date", "date_precision", "date_text", "place_text",
    "claimed_by", "confidence", "published", "outlet",
)  # fmt: skip
Values = Mapping[str, object]
Key = tuple[str, str]  # id of an article, and of a statement or actor in it


def read_told(
    snapshot: Snapshot,
    origin: str,
    again: Collection[tuple[str, str]],
    articles: Collection[str],
    progress: Callable[[str], None],
) -> Iterator[Told]:
    """Give the events of one origin in ``articles``; ``again`` names (shard, article) whose rows do not count."""
    shards = [s for s in snapshot.shards if s.origin == origin and s.rows.get("events")]
    for number, shard in enumerate(shards, 1):
        progress(f"reading events: shard {number:,} of {len(shards):,}")
        rows = [
            row
            for row in read_columns(snapshot.folder, "events", shard.shard, _EVENT).to_pylist()
            if row["article_id"] in articles and (shard.shard, row["article_id"]) not in again
        ]
        claims = {str(row["claimed_by"]) for row in rows if row["claimed_by"]}
        parties = {str(p["actor"]) for row in rows for p in (*_list(row["actors"]), *_list(row["recipients"])) if p["actor"]}
        speakers = _named(snapshot.folder, "statements", shard, ("statement_id", "speaker_name", "speaker_text"), claims)
        kinds = _named(snapshot.folder, "actors", shard, ("actor_id", "kind"), parties)
        for row in rows:
            if (event := _event(row)) is not None:
                yield _tell(row, event, speakers, kinds)


def _tell(row: Values, event: Event, speakers: Mapping[Key, Values], kinds: Mapping[Key, Values]) -> Told:
    identity = str(row["article_id"])
    article = Article(identity, "", outlet=as_string(row["outlet"]), published=row["published"])  # type: ignore[arg-type]  # by the schema
    speaker = speakers.get((identity, event.claimed_by or ""), {})
    name = as_string(speaker.get("speaker_name")) or as_string(speaker.get("speaker_text")) or UNNAMED
    actors = {
        p.actor: kind
        for p in (*event.actors, *event.recipients)
        if p.actor and (kind := as_member(ActorKind, kinds.get((identity, p.actor), {}).get("kind")))
    }
    return tell(article, event, as_string(row["sentence_text"]), {event.claimed_by or "": name}, actors)


def _event(row: Values) -> Event | None:
    """Make an event of what stories compare; None where an imported row says no act or status."""
    kind, status = as_string(row["type"]), as_member(Status, row["status"])
    if kind is None or status is None:
        return None
    return Event(
        str(row["event_id"]),
        kind,
        as_string(row["mode"]),
        (),
        as_string(row["cameo"]),
        0,
        None,
        None,
        tuple(_participant(p) for p in _list(row["actors"])),
        tuple(_participant(p) for p in _list(row["recipients"])),
        row["symmetric"] is True,
        status,
        Phrase(as_string(row["trigger_text"]) or "", tuple(Span(s["start"], s["end"]) for s in _list(row["trigger_spans"]))),  # type: ignore[arg-type]  # by the schema
        Span(row["sentence_start"] or 0, row["sentence_end"] or 0),  # type: ignore[arg-type]  # by the schema
        row["date"],  # type: ignore[arg-type]  # by the schema
        as_member(DatePrecision, row["date_precision"]),
        as_string(row["date_text"]),
        as_string(row["place_text"]),
        claimed_by=as_string(row["claimed_by"]),
        confidence=float(row["confidence"] or 0),  # type: ignore[arg-type]  # by the schema
    )


def _participant(p: Values) -> Participant:
    actor, name, country, sector = (as_string(p[key]) for key in ("actor", "name", "country", "sector"))
    return Participant(as_string(p["text"]) or "", (), actor, name, country, sector)


def _list(value: object) -> list[Values]:
    return [item for item in value if item is not None] if isinstance(value, list) else []


def _named(folder: Path, table: str, shard: Shard, columns: tuple[str, ...], wanted: set[str]) -> dict[Key, Values]:
    """Read those rows of a table whose id, its first column, is wanted."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not wanted or not shard.rows.get(table):
        return {}
    whole = read_columns(folder, table, shard.shard, ["article_id", *columns])
    kept = whole.filter(pc.is_in(whole[columns[0]], value_set=pa.array(sorted(wanted), pa.string())))
    return {(row["article_id"], row[columns[0]]): row for row in kept.to_pylist()}
