"""Which coded rows a person should look at first: by doubt times weight.

*Doubt* is 4c(1 - c) of a row of confidence c: the variance of whether it is right, 1 where that is as likely as not. The measures
of relations weigh an event by its confidence, so that this is what knowing the truth takes from the variance of a sum; rows that
are probably wrong hardly count, and come later. *Weight* is what hangs on a row: 3 for an event that has happened between two
states, or that is on the ledger with them, and for a ledger entry; 1 for other events and for statements that put something on
the ledger; 0.5 for other statements; 0.3 for actors; times 1 + ln of the reports of its story (of an actor: its mentions). Of
events it is taken times 1 + d/10 for a Goldstein weight d away from the mean of its two states: so far does it move their tone.
"""

from __future__ import annotations

from collections.abc import Sequence

KINDS = ("event", "statement", "ledger", "actor")
_STATES = "len(a) > 0 and len(b) > 0 and a <> b"
_STORIES = (
    "select m.event_id as event_id, m.article_id as article_id, max(reports) as reports "
    "from (select unnest(mentions) as m, reports from stories) group by all"
)
_NO_STORIES = "select null::varchar as event_id, null::varchar as article_id, 1 as reports where false"
_EVENTS = f"""
  select 'event' as kind, e.event_id as row_id, e.article_id, e.type, e.confidence, e.published, e.a || e.b as countries,
    case when {_STATES} and (e.status = 'actual' or l.event is not null) then 3 else 1 end
      * (1 + ln(coalesce(s.reports, 1)))
      * (1 + coalesce(abs(e.goldstein - avg(e.goldstein) over (partition by least(a, b), greatest(a, b))), 0) / 10) as weight
  from (select event_id, article_id, type, status, confidence, goldstein, published, actor_countries as a,
      recipient_countries as b from events where confidence is not null) e
    left join (select distinct event, article_id from ledger where event is not null) l
      on l.event = e.event_id and l.article_id = e.article_id
    left join ({{stories}}) s on s.event_id = e.event_id and s.article_id = e.article_id
"""
_STATEMENTS = """
  select 'statement', s.statement_id, s.article_id, s.kind, s.confidence, s.published,
    case when s.speaker_country is null then s.about else list_prepend(s.speaker_country, s.about) end,
    case when l.statement is null then 0.5 else 1 end
  from (select statement_id, article_id, kind, confidence, published, speaker_country, about
      from statements where confidence is not null) s
    left join (select distinct statement, article_id from ledger where statement is not null) l
      on l.statement = s.statement_id and l.article_id = s.article_id
"""
_LEDGER = """
  select 'ledger', l.entry_id, l.article_id, l.kind, coalesce(e.confidence, s.confidence), l.published, l."by" || l."to", 3
  from (select entry_id, article_id, kind, event, statement, published, "by", "to" from ledger) l
    left join (select event_id, article_id, confidence from events) e on e.event_id = l.event and e.article_id = l.article_id
    left join (select statement_id, article_id, confidence from statements) s
      on l.event is null and s.statement_id = l.statement and s.article_id = l.article_id
  where coalesce(e.confidence, s.confidence) is not null
"""
_ACTORS = """
  select 'actor', actor_id, article_id, kind, confidence, published, countries, 0.3 * (1 + ln(greatest(len(mentions), 1)))
  from actors where confidence is not null
"""
_PARTS = {"event": _EVENTS, "statement": _STATEMENTS, "ledger": _LEDGER, "actor": _ACTORS}


def doubt_query(kinds: Sequence[str], *, stories: bool, start: int, size: int) -> str:
    """Return the query of the rows of some kinds, the first to look at first, with how many there are in all (``total``).

    It binds countries that take part, all of them ($1); a type, or the kind of a statement, entry or actor ($2); a confidence
    that rows are below ($3); each null for all; and ids of rows to leave out ($4).
    """
    parts = " union all ".join(_PARTS[kind] for kind in kinds)
    found = parts.replace("{stories}", _STORIES if stories else _NO_STORIES)
    return f"""
      with asked as materialized (
        select *, round(4 * confidence * (1 - confidence) * weight, 6) as priority
        from ({found}) t(kind, row_id, article_id, type, confidence, published, countries, weight)
        where ($1::varchar[] is null or list_has_all(countries, $1)) and ($2::varchar is null or lower(type) = lower($2))
          and ($3::double is null or confidence < $3) and row_id not in (select unnest($4::varchar[]))
      ), page as (
        select * from asked order by priority desc, kind, row_id, article_id limit {int(size)} offset {int(start)}
      )
      select kind, row_id, article_id, type, confidence, published, list_distinct(countries) as countries,
        round(weight, 6) as weight, priority, (select count(*) from asked) as total
      from page order by priority desc, kind, row_id, article_id
    """
