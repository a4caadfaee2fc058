"""The tables of a store, column by column: name, type, meaning. ``docs/schema.md`` is printed from here.

One row of ``articles`` a text, of ``statements``, ``events``, ``actors``, ``mentions``, ``ledger`` and ``outcomes`` a record of
``detente.records``, whose fields keep their names; a field that is a record itself is spread over columns with its name in front
(``speaker`` → ``speaker_text``, ``speaker_actor`` …). ``failures`` and ``skipped`` tell what was not coded, and why. Columns that
are marked as derived repeat what can be had by joining, so that most questions need one table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = 1  # of the layout; a store of another version is migrated or refused

TEXT, DAY, NUMBER, WHOLE, TRUTH = "text", "day", "number", "whole number", "true or false"
TEXTS, SPANS, PARTIES, ROLES, PAIRS, BYTES = "texts", "spans", "participants", "roles", "named texts", "bytes"
TELLINGS = "tellings"

ORIGIN = "detente"  # the origin of what was coded here; imported rows carry the name of their format


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, one of the types above, what it means, whether it repeats what joining gives, and whether shards that
    were written before it was thought of lack it (their rows have nothing in it).
    """

    name: str
    type: str
    meaning: str
    derived: bool = False
    later: bool = False


def _party(name: str, meaning: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_text", TEXT, f"{meaning}: the words"),
        Column(f"{name}_spans", SPANS, "where they stand"),
        Column(f"{name}_actor", TEXT, "`actor_id`, where exactly one actor is meant"),
        Column(f"{name}_actors", TEXTS, "`actor_id` of all who are meant"),
        Column(f"{name}_name", TEXT, "name of the actor"),
        Column(f"{name}_reason", TEXT, "how the actor was found, or why none was"),
    )


_ARTICLE = Column("article_id", TEXT, "the article that the row was read from")
_ORIGIN = Column("origin", TEXT, "`detente`, or the format that the row was imported from")
_PUBLISHED = Column("published", DAY, "day of publication of the article", derived=True)
_OUTLET = Column("outlet", TEXT, "who published the article", derived=True)
_SURE = Column("confidence", NUMBER, "0 to 1, to three decimals")
_RULE = Column("rule", TEXT, "which rule coded it: `detente explain RULE`")

TABLES: dict[str, tuple[Column, ...]] = {
    "articles": (
        Column("article_id", TEXT, "hash of outlet, address, day, title and text"),
        _ORIGIN,
        Column("title", TEXT, "headline"),
        Column("outlet", TEXT, "who published it"),
        Column("url", TEXT, "web address"),
        Column("published", DAY, "day of publication, in the article's own time zone"),
        Column("language", TEXT, "language tag"),
        Column("source", TEXT, "path or id that the input gave"),
        Column("text", TEXT, "the text; all spans of the article refer to it"),
        Column("text_sha256", TEXT, "SHA-256 of the text in UTF-8"),
        Column("minhash", BYTES, "signature for near copies: 128 numbers of 32 bits, little end first", derived=True),
    ),
    "statements": (
        Column("statement_id", TEXT, "id of the statement"),
        _ARTICLE,
        _ORIGIN,
        Column("kind", TEXT, "`direct`, `indirect`, `mixed`"),
        Column("attitude", TEXT, "`assertion`, `belief`, `fact`, `eventuality`"),
        *_party("speaker", "who speaks"),
        Column("speaker_country", TEXT, "country of the speaker", derived=True),
        Column("speaker_sector", TEXT, "PLOVER sector of the speaker", derived=True),
        Column("cue_text", TEXT, "the words that attribute"),
        Column("cue_spans", SPANS, "where they stand"),
        Column("cue_lemma", TEXT, "dictionary form of their head"),
        Column("content_text", TEXT, "what is said"),
        Column("content_spans", SPANS, "where it stands"),
        *_party("addressee", "who is spoken to"),
        *_party("via", "who passes the words on"),
        Column("inside", TEXT, "`statement_id` of the statement that this one stands in"),
        Column("agrees_with", TEXTS, "`actor_id` with whom the speaker agrees; the words, where nobody was found"),
        Column("disagrees_with", TEXTS, "the same for disagreement"),
        Column("echoes", TEXTS, "the same for those whose words are taken up"),
        Column("occasion_text", TEXT, "what it was said at"),
        Column("occasion_spans", SPANS, "where that stands"),
        Column("place_text", TEXT, "where it was said"),
        Column("place_spans", SPANS, "where that stands"),
        Column("about", TEXTS, "countries that its content speaks of", derived=True),
        Column("about_names", TEXTS, "names of the actors that its content speaks of", derived=True),
        _SURE,
        _RULE,
        _PUBLISHED,
        _OUTLET,
    ),
    "events": (
        Column("event_id", TEXT, "id of the event"),
        _ARTICLE,
        _ORIGIN,
        Column("origin_id", TEXT, "id that an imported event had there"),
        Column("type", TEXT, "PLOVER type"),
        Column("mode", TEXT, "PLOVER mode"),
        Column("contexts", TEXTS, "PLOVER contexts"),
        Column("cameo", TEXT, "CAMEO code, leading zeros kept"),
        Column("quad", WHOLE, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
        Column("goldstein", NUMBER, "Goldstein weight of the CAMEO code, -10 to 10"),
        Column("plover_score", NUMBER, "PLOVER score of type and mode"),
        Column("actors", PARTIES, "who acts"),
        Column("recipients", PARTIES, "towards whom"),
        Column("actor_countries", TEXTS, "their countries, each once", derived=True),
        Column("recipient_countries", TEXTS, "their countries, each once", derived=True),
        Column("symmetric", TRUTH, "one side acts as much as the other"),
        Column("status", TEXT, "`actual`, `future`, `hypothetical`, `negated`, `historical`"),
        Column("trigger_text", TEXT, "the words that tell the act"),
        Column("trigger_spans", SPANS, "where they stand"),
        Column("sentence_start", WHOLE, "first character of the sentence"),
        Column("sentence_end", WHOLE, "character after its last"),
        Column("sentence_text", TEXT, "the sentence", derived=True),
        Column("date", DAY, "first day that the date of the act can mean"),
        Column("date_precision", TEXT, "`day`, `week`, `month`, `year`"),
        Column("date_text", TEXT, "the words of the date"),
        Column("place_text", TEXT, "the words of the place"),
        Column("place_spans", SPANS, "where they stand"),
        Column("place_country", TEXT, "country of the place"),
        Column("place_latitude", NUMBER, "degrees north"),
        Column("place_longitude", NUMBER, "degrees east"),
        Column("place_id", WHOLE, "GeoNames id"),
        Column("place_resolution", TEXT, "`country`, `region`, `area`, `city`, `building`"),
        Column("place_rule", TEXT, "which rule found the place"),
        Column("claimed_by", TEXT, "`statement_id` in which it is claimed; empty where the outlet itself reports it"),
        _SURE,
        _RULE,
        _PUBLISHED,
        _OUTLET,
        Column("extra", PAIRS, "what an imported row says beside these columns, by the names it had there"),
    ),
    "actors": (
        Column("actor_id", TEXT, "id of the actor in this article"),
        _ARTICLE,
        _ORIGIN,
        Column("name", TEXT, "name"),
        Column("kind", TEXT, "`person`, `state`, `government body`, `organization`, `group`, `outlet`, `unnamed`"),
        Column("country", TEXT, "ISO 3166-1 alpha-3, or PLOVER's IGO UNO EUR NGO ISM IMG MNC"),
        Column("countries", TEXTS, "all countries, where several are meant at once"),
        Column("sector", TEXT, "PLOVER sector"),
        Column("roles", ROLES, "offices and functions, with their dates and evidence"),
        Column("mentions", SPANS, "where the article speaks of the actor"),
        Column("reason", TEXT, "how country and sector were found"),
        _SURE,
        _PUBLISHED,
    ),
    "mentions": (
        _ARTICLE,
        _ORIGIN,
        Column("start", WHOLE, "first character"),
        Column("end", WHOLE, "character after the last"),
        Column("text", TEXT, "the words"),
        Column("kind", TEXT, "`name`, `nominal`, `pronoun`, `adjective`"),
        Column("head", WHOLE, "number of the head word in the article, from 0"),
        Column("actors", TEXTS, "`actor_id` of all who are meant"),
        Column("reason", TEXT, "how they were found, or why nobody was"),
        _SURE,
    ),
    "ledger": (
        Column("entry_id", TEXT, "id of the entry"),
        _ARTICLE,
        _ORIGIN,
        Column("kind", TEXT, "`offer`, `promise`, `demand`, `proposal`, `threat`, `condition`"),
        Column("by", TEXTS, "who put it on the table: countries, or names"),
        Column("to", TEXTS, "before whom"),
        Column("what_text", TEXT, "what it is"),
        Column("what_spans", SPANS, "where it stands"),
        Column("event", TEXT, "`event_id` that tells it; empty where only a statement does"),
        _PUBLISHED,
        Column("statement", TEXT, "`statement_id` that put it on the table; empty where only an event tells it", later=True),
    ),
    "outcomes": (
        Column("entry", TEXT, "`entry_id` of what is settled"),
        _ARTICLE,
        _ORIGIN,
        Column("how", TEXT, "`answered`, `kept`, `refused`, `overtaken`"),
        Column("event", TEXT, "`event_id` that settles it, where the act is an event"),
        Column("words_text", TEXT, "the words that tell the act"),
        Column("words_spans", SPANS, "where they stand"),
        _SURE,
        _RULE,
        _PUBLISHED,
    ),
    "failures": (
        Column("source", TEXT, "which input, line or article could not be read or coded"),
        Column("cause", TEXT, "what was wrong"),
        Column("remedy", TEXT, "what to do"),
    ),
    "skipped": (
        Column("article_id", TEXT, "an article that was left out on purpose"),
        Column("source", TEXT, "path or id that the input gave"),
        Column("title", TEXT, "headline"),
        Column("published", DAY, "day of publication"),
        Column("why", TEXT, "such as `relevance`"),
    ),
}

# What is made of all shards together, in ``derived/``, and can be made anew.
DERIVED: dict[str, tuple[Column, ...]] = {
    "again": (
        Column(
            "shard",
            TEXT,
            "a shard whose article is left out, since one of a later way of coding, or of the same way with a smaller id, holds "
            "it as well, of the same origin",
        ),
        Column("article_id", TEXT, "the article; its rows in this shard do not count"),
    ),
    "duplicates": (
        Column("article_id", TEXT, "an article that is a copy"),
        Column("duplicate_of", TEXT, "the first published of its group, then the smallest id; articles without a day come last"),
        Column("kind", TEXT, "`exact`: the same text, character by character; `near`: edited"),
        Column("likeness", NUMBER, "1, or about the share of runs of four words that the two have in common"),
    ),
    "stories": (
        Column("story_id", TEXT, "hash of the events of the story"),
        Column("origin", TEXT, "whose events they are: those of several codings are not mixed"),
        Column("type", TEXT, "PLOVER type"),
        Column("actors", TEXTS, "who acts: countries, or names where there is no country"),
        Column("recipients", TEXTS, "towards whom"),
        Column("symmetric", TRUTH, "actors and recipients may stand either way round"),
        Column("status", TEXT, "`actual`, `future`, `hypothetical`, `negated`, `historical`"),
        Column("date", DAY, "first day that the most exact date in the articles can mean; without one the first publication"),
        Column("date_precision", TEXT, "`day`, `week`, `month`, `year`"),
        Column("dated", TRUTH, "an article gives the date in words"),
        Column("place", TEXT, "the words of the place"),
        Column("claimants", TEXTS, "those in whose mouth it is told"),
        Column("only_claimed", TRUTH, "no outlet reports it itself"),
        Column("reports", WHOLE, "articles that tell it, syndicated copies among them"),
        Column("sources", WHOLE, "distinct outlets; 0 where no article names its own"),
        Column("texts", WHOLE, "articles that are no copies of one another"),
        Column("mentions", TELLINGS, "each place where it is told; `claimant` is empty where the outlet itself reports it"),
    ),
}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table, derived ones among them."""
    import pyarrow as pa

    types = arrow_types()
    return pa.schema([pa.field(c.name, types[c.type], metadata={"meaning": c.meaning}) for c in (TABLES | DERIVED)[table]])


@cache
def arrow_types() -> dict[str, pa.DataType]:
    """Return what each type of a column is in Arrow."""
    import pyarrow as pa

    spans = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
    party = [("actor", pa.string()), ("name", pa.string()), ("country", pa.string()), ("sector", pa.string())]
    role = [("title", pa.string()), ("organisation", pa.string()), ("country", pa.string())]
    telling = [("event_id", pa.string()), ("article_id", pa.string()), ("outlet", pa.string()), ("published", pa.date32())]
    dated = [("since", pa.date32()), ("until", pa.date32())]
    return {
        TEXT: pa.string(),
        DAY: pa.date32(),
        NUMBER: pa.float64(),
        WHOLE: pa.int64(),
        TRUTH: pa.bool_(),
        TEXTS: pa.list_(pa.string()),
        SPANS: spans,
        PARTIES: pa.list_(pa.struct([*party, ("text", pa.string()), ("spans", spans)])),
        ROLES: pa.list_(pa.struct([*role, *dated, ("evidence", spans)])),
        PAIRS: pa.map_(pa.string(), pa.string()),
        BYTES: pa.binary(),
        TELLINGS: pa.list_(pa.struct([*telling, ("claimant", pa.string())])),
    }
