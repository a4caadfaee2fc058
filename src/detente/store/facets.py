"""What narrows a question further: the commonest values of the rows that it finds."""

FACETS = {
    "statements": {
        "who": "speaker_name",
        "about": "unnest(about)",
        "cue": "cue_lemma",
        "outlet": "outlet",
        "year": "strftime(published, '%Y')",
    },
    "events": {
        "country": "unnest(list_distinct(actor_countries || recipient_countries))",
        "type": "type",
        "status": "status",
        "outlet": "outlet",
        "year": "strftime(coalesce(\"date\", published), '%Y')",
    },
}


def facets_query(kind: str, condition: str, limit: int) -> str:
    """Return the query of the facets of the rows that a condition finds: name, value, rows; the commonest first."""
    parts = " union all ".join(
        f"(select '{name}' as name, value, count(*) as n from (select {value} as value from found) "
        f"where value is not null and value <> '' group by value order by n desc, value limit {int(limit)})"
        for name, value in FACETS[kind].items()
    )
    columns = {
        "statements": "speaker_name, about, cue_lemma, outlet, published",
        "events": 'actor_countries, recipient_countries, type, status, outlet, "date", published',
    }[kind]
    return f"with found as materialized (select {columns} from {kind} t where {condition}) {parts}"
