"""Where else a story of an article is told, and which articles are copies of it. ``$1`` is the article."""

STORIES_OF = """
  select s.story_id, here.m.event_id as event_id, other.m.event_id as other_event, other.m.article_id as article_id,
    other.m.outlet as outlet, other.m.published as published
  from (select story_id, unnest(mentions) as m from stories) here
    join (select story_id, mentions from stories) s on s.story_id = here.story_id,
    (select unnest(s.mentions) as m) other
  where here.m.article_id = $1 and other.m.article_id <> $1
  order by published nulls last, article_id, other_event
"""

COPIES_OF = """
  select article_id, outlet, title, published, duplicate_of from articles
  where article_id <> $1 and (duplicate_of = $1 or article_id in (select duplicate_of from articles where article_id = $1)
    or duplicate_of in (select duplicate_of from articles where article_id = $1))
  order by published nulls last, article_id
"""

# Articles as a list: $1 words of the outlet's name, $2 first day, $3 last day (each null for all); $4 ids that a search found,
# or null; $5 true to leave copies out.
ARTICLES = """
  select a.article_id, a.origin, a.title, a.outlet, a.url, a.published, a.source, a.duplicate_of, length(a.text) as characters,
    coalesce(s.n, 0) as statements, coalesce(e.n, 0) as events
  from articles a
    left join (select article_id, count(*) as n from statements group by article_id) s on s.article_id = a.article_id
    left join (select article_id, count(*) as n from events group by article_id) e on e.article_id = a.article_id
  where ($1::varchar is null or contains(lower(a.outlet), lower($1)))
    and ($2::date is null or a.published >= $2) and ($3::date is null or a.published <= $3)
    and ($4::varchar[] is null or a.article_id in (select unnest($4::varchar[])))
    and (not $5 or a.duplicate_of is null)
  order by a.published desc nulls last, a.article_id
"""
