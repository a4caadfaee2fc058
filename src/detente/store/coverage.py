"""What a store holds, in numbers, and which two states it tells most of."""

from detente.store.interstate import interstate_query

COVERAGE = """
  with days as (
    select published as day from articles union all select coalesce(published, date) from events
  )
  select (select count(*) from articles) as articles, (select count(*) from articles where duplicate_of is not null) as copies,
    (select count(distinct lower(trim(outlet))) from articles where outlet <> '') as outlets,
    (select count(*) from statements) as statements, (select count(*) from events) as events,
    (select count(*) from ledger) as ledger, (select count(*) from failures) as failures,
    (select min(day) from days) as since, (select max(day) from days) as until
"""


def pairs_query(*, stories: bool, limit: int) -> str:
    """Return the query of the pairs of states that most is reported of as having happened; it binds null, null and an origin."""
    return (
        "select one, other, count(*) as events, sum(reports) as reports, min(day) as since, max(day) as until, "
        "count(*) filter (where quad in (1, 2)) as cooperation, count(*) filter (where quad in (3, 4)) as conflict "
        f"from ({interstate_query(stories=stories)}) where status = 'actual' and not claimed "
        f"group by one, other order by events desc, reports desc, one, other limit {int(limit)}"
    )
