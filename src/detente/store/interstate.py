"""The events between states, one row a story and pair of states: what relations are measured by.

Own events are counted by story, however often they are told. Imported rows that belong to no story are counted once a pair of
sectors, direction, code, status and day; where acts that need two sides (agreements, talks, support, cooperation) are there in
both directions, they are one act of both, for coders write them down twice. Of imported rows only those are acts of states on
both sides of which officials stand, or the state itself: relations are not made by what media, firms and crowds do. What is dated
more than a year before it was first printed is history, whatever its status says: a year or a century was misread.
"""

from __future__ import annotations

from pathlib import Path

# $1 and $2: the states, in the order of the alphabet, or null for all; $3: the origin.
_PAIR = """
    ($1::varchar is null or (list_contains(actor_countries, $1) and list_contains(recipient_countries, $2))
        or (list_contains(actor_countries, $2) and list_contains(recipient_countries, $1)))
    and len(actor_countries) > 0 and len(recipient_countries) > 0 and origin = $3
    and (actor_countries <> recipient_countries or len(actor_countries) > 1)
"""
# Who acts for a state, beside the state itself, which has no sector.
_OFFICIAL = (
    "coalesce(len([p for p in {side} if coalesce(p.sector, 'GOV') not in ('GOV', 'MIL', 'LEG', 'JUD', 'SPY', 'COP')])"
    " < greatest(len({side}), 1), true)"
)
_OFFICIALS = f"(article_id is not null or ({_OFFICIAL.format(side='actors')} and {_OFFICIAL.format(side='recipients')}))"
_SECTORS = "array_to_string(list_sort([coalesce(p.sector, '') for p in {side}]), ' ')"
_WAY = "case when type in ('AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE') then 0 when {forward} then 1 else -1 end"
_COLUMNS = (
    "one, other, day, date_precision, direction, status, claimed, type, quad, goldstein, plover_score, trust, reports, outlets, "
    "event_id, article_id, story_id"
)
_TOLD = """
  select least(a, b) as one, greatest(a, b) as other, any_value(story_day) as day,
    any_value(story_precision) as date_precision,
    case when bool_or(joint) or count(distinct a < b) = 2 then 0 when bool_or(a < b) then 1 else -1 end as direction,
    case when any_value(story_day) < min(published) - 366 then 'historical' else any_value(story_status) end as status,
    any_value(only_claimed) as claimed, any_value(story_type) as type,
    coalesce(mode(quad order by quad), 0) as quad, round(avg(goldstein), 6) as goldstein,
    round(avg(plover_score), 6) as plover_score,
    max(coalesce(confidence, 1)) as trust, count(distinct article_id) as reports,
    list_sort(list(distinct folded) filter (folded <> '')) as outlets,
    arg_max(event_id, (coalesce(confidence, 1), event_id)) as event_id,
    arg_max(article_id, (coalesce(confidence, 1), event_id)) as article_id, story_id
  from (
    select e.*, t.*, unnest(e.actor_countries) as a, coalesce(lower(trim(e.outlet)), '') as folded from (
      select story_id, type as story_type, "symmetric" as joint, status as story_status, only_claimed, date as story_day,
        date_precision as story_precision, unnest(mentions) as m from stories where origin = $3
    ) t join (select * from events where {pair}) e on e.event_id = t.m.event_id and e.article_id = t.m.article_id
  ) x, unnest(x.recipient_countries) as r(b)
  where a <> b and ($1::varchar is null or (least(a, b) = $1 and greatest(a, b) = $2))
  group by one, other, story_id
"""
_LOOSE = f"""
  select one, other, day, min(date_precision) as date_precision,
    case when bool_or(joint) or count(distinct forward) = 2 then 0 when bool_or(forward) then 1 else -1 end as direction,
    status, claimed, type, max(quad) as quad, round(avg(goldstein), 6) as goldstein,
    round(avg(plover_score), 6) as plover_score,
    max(coalesce(confidence, 1)) as trust, count(*) as reports,
    list_sort(list(distinct folded) filter (folded <> '')) as outlets, min(event_id) as event_id, min(article_id) as article_id,
    null::varchar as story_id
  from (
    select x.*, least(a, b) as one, greatest(a, b) as other, a < b as forward,
      {_WAY.format(forward="a < b")} as way, case when a < b then actor_sectors else recipient_sectors end as one_sectors,
      case when a < b then recipient_sectors else actor_sectors end as other_sectors
    from (
      select event_id, article_id, unnest(actor_countries) as a, recipient_countries, coalesce(date, published) as day,
        {_SECTORS.format(side="actors")} as actor_sectors, {_SECTORS.format(side="recipients")} as recipient_sectors,
        date_precision, case when date < published - 366 then 'historical' else status end as status,
        claimed_by is not null as claimed, type, cameo, coalesce(quad, 0) as quad, goldstein,
        plover_score, confidence, "symmetric" as joint, coalesce(lower(trim(outlet)), '') as folded
      from events where {{pair}} and {{loose}} and {_OFFICIALS}
    ) x, unnest(x.recipient_countries) as r(b)
    where a <> b and ($1::varchar is null or (least(a, b) = $1 and greatest(a, b) = $2))
  )
  group by one, other, day, status, claimed, type, cameo, way, one_sectors, other_sectors
"""
_IN_STORIES = (
    "not exists (select 1 from (select unnest(mentions) as m from stories where origin = $3) s "
    "where s.m.event_id = events.event_id and s.m.article_id = events.article_id)"
)


def has_stories(folder: Path) -> bool:
    """Tell whether the stories of a store were told apart."""
    return (folder / "derived" / "stories.parquet").is_file()


def interstate_query(*, stories: bool) -> str:
    """Return the query of the events between two states, or all; it binds two states and an origin.

    ``stories`` tells whether the store has told them apart; without, every event counts as a loose one.
    """
    loose = _LOOSE.format(pair=_PAIR, loose=f"(article_id is null or {_IN_STORIES})" if stories else "true")
    told = f"select {_COLUMNS} from ({_TOLD.format(pair=_PAIR)}) union all " if stories else ""
    return (
        f"select * from ({told}select {_COLUMNS} from ({loose})) "
        "order by one, other, day, event_id, direction, status, type, article_id, goldstein, plover_score, trust, reports"
    )


def acts_query(*, stories: bool) -> str:
    """Return the query of what outlets report as having happened; it binds two states, an origin, and first and last day."""
    return (
        "select one, other, day, date_precision, direction, goldstein, plover_score, trust, reports, outlets "
        f"from ({interstate_query(stories=stories)}) "
        "where status = 'actual' and not claimed and day between $4 and $5 order by all"
    )


# How much was reported on each day: articles where the origin has articles, copies of others left out as in stories; else
# events between states, counted as above.
EXPOSURE = f"""
  select day, count(*) as n from (
    select published as day from articles where origin = $1 and published is not null and duplicate_of is null
    union all
    select day from (
      select distinct day, least(a, b), greatest(a, b), way, cameo, status,
        case when a < b then actor_sectors else recipient_sectors end,
        case when a < b then recipient_sectors else actor_sectors end
      from (
        select coalesce(date, published) as day, array_to_string(actor_countries, ' ') as a, cameo, status,
          array_to_string(recipient_countries, ' ') as b, {_WAY.format(forward="actor_countries < recipient_countries")} as way,
          {_SECTORS.format(side="actors")} as actor_sectors, {_SECTORS.format(side="recipients")} as recipient_sectors
        from events
        where origin = $1 and article_id is null and len(actor_countries) > 0 and len(recipient_countries) > 0
          and actor_countries <> recipient_countries and coalesce(date, published) is not null and {_OFFICIALS}
          and coalesce(date >= published - 366, true)
      )
    )
  ) group by day order by day
"""

# The events on whose opposite sides two states stand, one row a telling: a condition on ``t``, as ``store.ask`` makes them.
BETWEEN = """
  ((list_contains(t.actor_countries, $1) and list_contains(t.recipient_countries, $2))
    or (list_contains(t.actor_countries, $2) and list_contains(t.recipient_countries, $1)))
  and t.origin = $3 and ($4::date is null or coalesce(t.date, t.published) >= $4)
  and ($5::date is null or coalesce(t.date, t.published) <= $5)
"""

# The words of events, by their ids.
TOLD = """
  select distinct on (e.event_id) e.event_id, e.sentence_text as sentence, e.outlet, a.title, a.url,
    e.actor_countries as actors, e.recipient_countries as recipients
  from events e left join articles a on a.article_id = e.article_id
  where e.event_id in (select unnest($1::varchar[])) order by e.event_id, e.article_id, e.origin
"""
