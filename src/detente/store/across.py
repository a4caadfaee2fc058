"""Actors across articles: the same name, kind and country in several articles count as one.

An actor's id is of one article, since two articles may speak of two people of one name. Across articles the key is the first
twelve digits of the MD5 of kind, name (lower case, spaces made one) and country, parted by line feeds: the same in each store,
and safe in an address. Whom it puts together by mistake, or keeps apart, a person says in a review.
"""

_NAME = "lower(trim(regexp_replace(name, '\\s+', ' ', 'g')))"
KEY = f"substr(md5(concat_ws(chr(10), kind, {_NAME}, coalesce(country, ''))), 1, 12)"
_KEYED = f"select *, {KEY} as key from actors where name is not null and name <> ''"

LISTED = f"""
  select key, mode(name order by name) as name, any_value(kind) as kind, any_value(country) as country,
    mode(sector order by sector) as sector, count(distinct article_id) as articles,
    cast(coalesce(sum(len(mentions)), 0) as bigint) as mentions, min(published) as since, max(published) as until
  from ({_KEYED}) group by key order by articles desc, mentions desc, name, key
"""

# Rows of the keys $1, with headline and outlet of their articles.
ROWS = f"""
  select k.*, a.title, a.outlet, a.text from ({_KEYED}) k left join articles a on a.article_id = k.article_id
  where k.key in (select unnest($1::varchar[])) order by k.published desc nulls last, k.article_id
"""

# How the texts call the actors of the keys $1.
ALIASES = f"""
  select m.text as words, any_value(m.kind) as kind, count(*) as n, count(distinct m.article_id) as articles
  from mentions m join (select article_id, actor_id from ({_KEYED}) where key in (select unnest($1::varchar[]))) k
    on m.article_id = k.article_id and list_contains(m.actors, k.actor_id)
  where m.kind <> 'pronoun' group by m.text order by n desc, words limit 40
"""
