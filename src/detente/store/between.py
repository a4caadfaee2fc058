"""Events with two states on opposite sides, as they stand in the store: the evidence under a relation."""

_DAY = 'coalesce(t."date", t.published)'
# $1, $2: the states; $3: the origin; $4, $5: first and last day, or null.
_WHERE = f"""
  t.origin = $3 and ((list_contains(t.actor_countries, $1) and list_contains(t.recipient_countries, $2))
    or (list_contains(t.actor_countries, $2) and list_contains(t.recipient_countries, $1)))
  and ($4::date is null or {_DAY} >= $4) and ($5::date is null or {_DAY} <= $5)
"""

BETWEEN = f"""
  select t.*, a.title, a.source, a.url, a.duplicate_of from events t
    left join (select distinct on (article_id) article_id, title, source, url, duplicate_of from articles) a
      on a.article_id = t.article_id
  where {_WHERE} order by {_DAY} desc nulls last, t.article_id, t.event_id
"""
