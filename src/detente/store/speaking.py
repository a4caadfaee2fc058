"""Who speaks of whom, and who sides with whom, as states: queries over the statements of a store."""

from __future__ import annotations

# Both bind an origin, and first and last day of publication. What copies of an article repeat is not counted.
_COPIES = "left join (select article_id, min(duplicate_of) as duplicate_of from articles group by 1) c using (article_id)"
STEPS = ("all", "year", "quarter")

ORIGINS = "select origin, count(*) as n from statements group by origin order by n desc, origin"


def spoken_query(step: str) -> str:
    """Return the query of how often each state speaks of each other, by the first day of the year or quarter."""
    start = "date '0001-01-01'" if step not in STEPS[1:] else f"date_trunc('{step}', day)::date"
    return f"""
      select one, other, {start} as start, min(day) as first, max(day) as last,
        count(*) filter (where duplicate_of is null) as count,
        count(distinct coalesce(duplicate_of, article_id)) as reports, count(distinct outlet) as outlets
      from (
        select speaker_country as one, unnest(about) as other, published as day, article_id, duplicate_of,
          nullif(lower(trim(outlet)), '') as outlet
        from statements {_COPIES} where origin = $1 and speaker_country is not null and published between $2 and $3
      )
      where one <> other group by one, other, start having count > 0 order by one, other, start
    """


# The actor with whom somebody agrees is one of the article; words in place of an id found nobody.
ANSWERS = f"""
  select one, other, day, value, coalesce(trust, 1)::double as trust,
    list_sort(list(distinct outlet) filter (outlet is not null)) as outlets, count(*) as reports
  from (
    select statement_id, speaker_country as one, unnest(if(len(a.countries) > 0, a.countries, [a.country])) as other,
      s.published as day, value, s.confidence as trust, nullif(lower(trim(s.outlet)), '') as outlet
    from (
      select *, unnest(agrees_with) as actor_id, 1::double as value from statements
      union all by name
      select *, unnest(disagrees_with) as actor_id, -1::double as value from statements
    ) s join actors a using (article_id, actor_id) {_COPIES}
    where s.origin = $1 and a.origin = $1 and duplicate_of is null and s.published between $2 and $3
  )
  where one <> other group by statement_id, one, other, day, value, trust order by one, other, day, value, trust, statement_id
"""
