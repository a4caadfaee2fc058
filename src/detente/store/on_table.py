"""What is on the table between two states, and what they do: the rows that the ledger over time is made of."""

# $1: a state; $2: another one, or null for all; $3: the origin.
ENTRIES = """
  select l.entry_id, l.kind, l."by", l."to", l.what_text, l.event, l.article_id, l.published, e.date, e.date_precision,
    e.status, coalesce(e.sentence_text, s.content_text) as sentence_text, coalesce(e.confidence, s.confidence) as confidence
  from ledger l left join events e on e.event_id = l.event and e.article_id = l.article_id and e.origin = l.origin
    left join statements s on l.event is null and s.statement_id = l.statement and s.article_id = l.article_id
  where l.origin = $3 and (
    (list_contains(l."by", $1) and ($2::varchar is null or list_contains(l."to", $2)))
    or (list_contains(l."to", $1) and ($2::varchar is null or list_contains(l."by", $2))))
  order by coalesce(e.date, l.published) nulls last, l.article_id, l.entry_id
"""

# What the articles themselves say became of entries, by their ids. $1: the origin; $2: the ids.
SETTLED = """
  select o.entry, o.article_id, o.how, o.event, o.words_text, o.confidence, o.rule, e.sentence_text
  from outcomes o left join events e on e.event_id = o.event and e.article_id = o.article_id and e.origin = o.origin
  where o.origin = $1 and o.entry in (select unnest($2::varchar[]))
  order by o.article_id, o.entry, o.confidence desc, o.words_text
"""

# Acts of one of the two towards the other or nobody in particular; of one state alone, all its acts and those towards it.
ACTS = """
  select event_id, article_id, type, cameo, status, "symmetric", actor_countries, recipient_countries, trigger_text,
    sentence_text, date, date_precision, published, confidence
  from events
  where origin = $3 and (
    ($2::varchar is null and (list_contains(actor_countries, $1) or list_contains(recipient_countries, $1)))
    or (list_contains(actor_countries, $1) and (list_contains(recipient_countries, $2) or len(recipient_countries) = 0))
    or (list_contains(actor_countries, $2) and (list_contains(recipient_countries, $1) or len(recipient_countries) = 0)))
  order by coalesce(date, published) nulls last, article_id, event_id
"""

# The persons of the articles that tell of these acts.
PERSONS = f"""
  select distinct name from actors
  where kind = 'person' and name is not null and article_id in (select article_id from ({ACTS})) order by name
"""

# The last day that an origin tells of: no deadline after it can be known to have passed.
LAST_DAY = """
  select max(day) as day from (
    select max(published) as day from articles where origin = $1
    union all select max(coalesce(published, date)) from events where origin = $1)
"""

# Between whom most lies on the table, whatever became of it. $1: the origin; $2: how many pairs.
PUT = """
  select least(a, b) as one, greatest(a, b) as other, count(distinct entry_id) as entries,
    count(distinct entry_id) filter (where kind in ('offer', 'promise', 'proposal')) as offered,
    count(distinct entry_id) filter (where kind in ('demand', 'threat', 'condition')) as demanded, max(published) as until
  from (select entry_id, kind, published, unnest("by") as a, "to" as t from ledger where origin = $1) x, unnest(x.t) as r(b)
  where a <> b and length(a) = 3 and length(b) = 3 group by 1, 2 order by entries desc, one, other limit $2
"""
