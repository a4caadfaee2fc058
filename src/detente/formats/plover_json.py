"""PLOVER JSON: one event a line, with entities, place, text and citation, as the PLOVER manual names the fields.

Source of the fields: PLOVER_MANUAL.tex of openeventdata/PLOVER. The older spellings of its gold records (``source``,
``eventText``, ``dateCoded``) are read as well; the manual's are written. ``detente`` is a key of ours with what PLOVER has no
field for. Rows without a PLOVER type (CAMEO 01 and 02 of other coders) are not written.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from detente.errors import ReadingError
from detente.events.ontology import load_ontology
from detente.formats.columns import Batch, Json, remainder, rows_of, text_of, texts_of, whole_row
from detente.formats.json_lines import read_values
from detente.formats.plover_rows import AUXILIARY, FIELDS, RESOLUTIONS, from_extra, last_day, read_object
from detente.lexicon import Lexicon
from detente.output import to_line
from detente.reading.jsonl import Report
from detente.store.rows import Row, Rows


def write_plover(batches: Iterable[Batch], stream: IO[bytes], *, lexicon: Lexicon, left_out: Counter[str]) -> int:
    """Write the events that have a PLOVER type, one a line, and return how many; ``left_out`` counts the others by reason."""
    written = 0
    ontology = load_ontology(lexicon)
    for batch in batches:
        articles = {row.get("article_id"): row for row in batch.get("articles", ())}
        for given in batch.get("events", ()):
            row = whole_row("events", given)
            kind, mode = text_of(row, "type"), text_of(row, "mode")
            if kind not in ontology.types or (mode and (kind, mode) not in ontology.modes):
                left_out["no PLOVER type" if kind not in ontology.types else "no PLOVER mode"] += 1
                continue
            line = to_line(_event(row, articles.get(row["article_id"], {}), lexicon))
            stream.write(line.encode("utf-8") + b"\n")
            written += 1
    return written


def read_plover(stream: IO[bytes], where: str, report: Report, *, lexicon: Lexicon) -> Iterator[Rows]:
    """Read events, and the articles of those that carry their text (``text_story``); a batch a line.

    An event with several types becomes as many rows. A type that PLOVER has not leaves the row out, and a mode or context
    that it has not is kept in ``extra``; both are reported.
    """
    for place, value in read_values(stream, where, report):
        try:
            yield read_object(value, place, report, lexicon)
        except ReadingError as error:
            report(error)


def _event(row: Row, article: Mapping[str, object], lexicon: Lexicon) -> Json:
    first, last = _days(row, article)
    extra = from_extra(row)
    trigger = text_of(row, "trigger_text")
    modes = [text_of(row, "mode"), AUXILIARY.get(text_of(row, "status") or "")]
    place: Json = {
        "extracted_place": row["place_text"],
        "geonameid": row["place_id"],
        "lat": row["place_latitude"],
        "lon": row["place_longitude"],
        "country_code": _code(row["place_country"]),
        "resolution": RESOLUTIONS.get(text_of(row, "place_resolution") or ""),
    }
    cited: Json = {
        "publication": row["outlet"] or article.get("outlet"),
        "title": article.get("title"),
        "url": article.get("url"),
        "language": article.get("language"),
    }
    out: Json = {
        "id": row["event_id"],
        "date": first,
        "enddate": last,
        "actor": _entities(row, "actors", extra),
        "recipient": _entities(row, "recipients", extra),
        "event": [row["type"]],
        "mode": [m for m in modes if m],
        "context": texts_of(row, "contexts"),
        "event_text": [trigger] if trigger else [],
        "event_loc": _filled(place) | _inside(extra, "event_loc."),
        "quad_code": row["quad"],
        "event_scale": row["plover_score"],
        "text": row["sentence_text"],
        "text_info": _filled({"start": row["sentence_start"], "end": row["sentence_end"]}) | _inside(extra, "text_info."),
        "cite_info": _inside(extra, "cite_info.") | _filled(cited),
        "coder": extra.pop("coder", row["origin"]),
    }
    out = {name: value for name, value in out.items() if value not in (None, {})}
    out |= {name: value for name, value in extra.items() if name in FIELDS and name not in out}
    (seen,) = read_object(out, "", _ignore, lexicon)["events"]
    return out | {"detente": remainder("events", row, seen)}


def _ignore(error: ReadingError) -> None:
    """Report to nobody: what reading back does not know stands in the remainder."""


def _filled(given: Json) -> Json:
    return {name: value for name, value in given.items() if value is not None}


def _entities(row: Row, column: str, extra: Mapping[str, object]) -> list[Json]:
    out = []
    for n, party in enumerate(rows_of(row, column)):
        own: Json = {
            "code": _code(party.get("country")),
            "sector": party.get("sector"),
            "entity_text": party.get("text"),
            "identifier_text": party.get("name"),
        }
        out.append(_filled(own) | _inside(extra, f"{column}[{n}]."))
    return out


def _inside(extra: Mapping[str, object], prefix: str) -> Json:
    return {name.removeprefix(prefix): value for name, value in extra.items() if name.startswith(prefix)}


def _code(country: object) -> object:
    return "KOS" if country == "XKX" else country


def _days(row: Row, article: Mapping[str, object]) -> tuple[str | None, str | None]:
    """Return first and last day of an event; one that has none gets the day of its article."""
    date, precision = row["date"], text_of(row, "date_precision")
    first = date or row["published"] or article.get("published")
    if not isinstance(first, dt.date):
        return None, None
    last = last_day(first, precision) if date else first
    return first.isoformat(), last.isoformat() if last != first else None
