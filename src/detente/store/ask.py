"""A question → one query over ``statements`` or ``events``: every value is bound, and every name in the SQL stands here.

A name is found where all its words stand in a name or in the words of the text, whatever their order, accents and case; a
country is found by its code as well. A statement and an event go together where the one claims the other, or where the words that
tell the act are the cue: so ``--cue`` finds events, and ``--type`` and ``--status`` find statements.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from detente.store.countries import country_code
from detente.store.question import Question

_ID = {"statements": "statement_id", "events": "event_id"}
_DAY = {"statements": "t.published", "events": 'coalesce(t."date", t.published)'}
_ORDER = {
    "newest": "{day} desc nulls last, t.article_id, t.{id}",
    "date": "{day} nulls last, t.article_id, t.{id}",
    "confidence": "t.confidence desc nulls last, {day} desc nulls last, t.article_id, t.{id}",
    "outlet": "t.outlet nulls last, {day} desc nulls last, t.article_id, t.{id}",
}
# s is a statement and e an event of one article.
_TOGETHER = (
    "e.article_id = s.article_id and (e.claimed_by = s.statement_id or len(list_filter(e.trigger_spans, lambda a: "
    'len(list_filter(s.cue_spans, lambda b: a."start" < b."end" and b."start" < a."end")) > 0)) > 0)'
)


@dataclass(slots=True)
class _Query:
    """Conditions that must all hold, and the values that they bind, as ``$1`` and so on."""

    lexicon: str
    fold: Callable[[str], list[str]]
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def bind(self, value: object) -> str:
        self.values.append(value)
        return f"${len(self.values)}"

    def any_of(self, conditions: Sequence[str]) -> None:
        self.conditions.append("(" + " or ".join(conditions) + ")" if conditions else "false")

    def code(self, name: str) -> str | None:
        code = country_code(name, self.lexicon)
        return self.bind(code) if code else None

    def country(self, name: str) -> str:
        """Bind the code of a country, or what was written, which may be a code that only the store knows."""
        return self.bind(country_code(name, self.lexicon) or name.strip().upper())


def build(
    kind: str, question: Question, found: Callable[[str, str], list[str]], fold: Callable[[str], list[str]], lexicon: str
) -> tuple[str, list[object]]:
    """Return the condition on ``t``, a row of ``statements`` or ``events``, and the values that it binds.

    ``found`` gives the ids that a full-text search of a table finds, ``fold`` the words of a text as ``FOLD`` does; ``lexicon``
    is the setting.
    """
    query = _Query(lexicon, fold)
    (_statements if kind == "statements" else _events)(query, question)
    if question.country:
        sides = "array[t.speaker_country] || t.about" if kind == "statements" else "t.actor_countries || t.recipient_countries"
        query.any_of([f"list_contains({sides}, {query.country(name)})" for name in question.country])
    if question.outlet:
        query.any_of([_has(query, "t.outlet", query.fold(name)) for name in question.outlet])
    if question.since:
        query.conditions.append(f"{_DAY[kind]} >= {query.bind(question.since)}")
    if question.until:
        query.conditions.append(f"{_DAY[kind]} <= {query.bind(question.until)}")
    if question.confidence:
        query.conditions.append(f"t.confidence >= {query.bind(question.confidence)}")
    if question.text:
        query.conditions.append(f"t.{_ID[kind]} in (select unnest({query.bind(found(kind, question.text))}::varchar[]))")
    if question.article_text:
        query.conditions.append(
            f"t.article_id in (select unnest({query.bind(found('articles', question.article_text))}::varchar[]))"
        )
    if not question.copies:
        query.conditions.append(  # not "not in": imported events have no article, and are copies of none
            "not exists (select 1 from articles c where c.article_id = t.article_id and c.duplicate_of is not null)"
        )
    return " and ".join(query.conditions) or "true", query.values


def rows_query(kind: str, condition: str, order: str, limit: int | None) -> str:
    """Return the query of the rows that a condition finds, with what the article says of itself: title, source, url, copy of."""
    by = _ORDER[order].format(day=_DAY[kind], id=_ID[kind])
    cut = f" limit {int(limit)}" if limit is not None else ""
    return (
        f"with t as (select * from {kind} t where {condition} order by {by}{cut}) "
        "select t.*, a.title, a.source, a.url, a.duplicate_of from t left join (select distinct on (article_id) * from "
        "(select article_id, origin, title, source, url, duplicate_of from articles "
        "where article_id in (select article_id from t)) order by article_id, origin <> 'detente', origin) a "
        f"on a.article_id = t.article_id order by {by}"
    )


def count_query(kind: str, condition: str) -> str:
    """Return the query of how many rows a condition finds."""
    return f"select count(*) from {kind} t where {condition}"


def _statements(query: _Query, question: Question) -> None:
    if question.who:
        query.any_of([_party(query, name, "speaker") for name in question.who])
    if question.about:
        query.any_of([_spoken_of(query, name) for name in question.about])
    if question.to:
        query.any_of([_addressed(query, name) for name in question.to])
    if question.cue:
        query.any_of([_cue(query, cue, "t") for cue in question.cue])
    if question.type or question.status:
        of_event = " and ".join(_of_event(query, question, "e"))
        query.conditions.append(
            "(t.article_id, t.statement_id) in (select (s.article_id, s.statement_id) from statements s "
            f"join events e on {_TOGETHER} where {of_event})"
        )


def _events(query: _Query, question: Question) -> None:
    if question.who:
        query.any_of([_acting(query, name, "actors", "recipients") for name in question.who])
    for names in (question.about, question.to):
        if names:
            query.any_of([_acting(query, name, "recipients", "actors") for name in names])
    if question.cue:
        of_statement = " or ".join(_cue(query, cue, "s") for cue in question.cue)
        query.any_of(
            [
                *(_in_a_form(query, cue, "t.trigger_text") for cue in question.cue),
                "(t.article_id, t.event_id) in (select (e.article_id, e.event_id) from events e "
                f"join statements s on {_TOGETHER} where {of_statement})",
            ]
        )
    query.conditions += _of_event(query, question, "t")


def _of_event(query: _Query, question: Question, row: str) -> list[str]:
    out = [f"list_contains({query.bind(list(question.type))}::varchar[], upper({row}.type))"] if question.type else []
    return out + ([f"list_contains({query.bind(list(question.status))}::varchar[], {row}.status)"] if question.status else [])


def _party(query: _Query, name: str, column: str) -> str:
    words = query.fold(name)
    conditions = [_has(query, f"t.{column}_name", words), _has(query, f"t.{column}_text", words)]
    if code := query.code(name):
        conditions.append(f"t.{column}_country = {code}")
    return " or ".join(conditions)


def _spoken_of(query: _Query, name: str) -> str:
    condition = f"len(list_filter(t.about_names, lambda n: {_has(query, 'n', query.fold(name))})) > 0"
    return condition + (f" or list_contains(t.about, {code})" if (code := query.code(name)) else "")


def _addressed(query: _Query, name: str) -> str:
    words = query.fold(name)
    condition = f"{_has(query, 't.addressee_name', words)} or {_has(query, 't.addressee_text', words)}"
    if code := query.code(name):
        condition += (
            " or (t.article_id, t.statement_id) in (select (s.article_id, s.statement_id) from statements s "
            "join actors a on a.article_id = s.article_id and list_contains(s.addressee_actors, a.actor_id) "
            f"where a.country = {code} or list_contains(a.countries, {code}))"
        )
    return condition


def _acting(query: _Query, name: str, side: str, other: str) -> str:
    """Word that somebody is on one side of an event; of a symmetric one, on either."""
    words, code = query.fold(name), query.code(name)

    def on(parties: str) -> str:
        condition = (
            f"len(list_filter(t.{parties}, lambda p: {_has(query, 'p.name', words)} or {_has(query, 'p.text', words)})) > 0"
        )
        return condition + (f" or list_contains(t.{parties.removesuffix('s')}_countries, {code})" if code else "")

    return f"{on(side)} or (t.symmetric and ({on(other)}))"


def _cue(query: _Query, cue: str, row: str) -> str:
    """Word that a statement has a cue: its dictionary form, one of its regular forms, or words of the cue."""
    lemma = query.bind(cue.strip().lower())
    return f"lower({row}.cue_lemma) = {lemma} or {_in_a_form(query, cue, f'{row}.cue_text')}"


def _in_a_form(query: _Query, verb: str, column: str) -> str:
    """Word that a verb stands in a column in a regular form; of several words, that all stand there as they are."""
    words = query.fold(verb)
    if len(words) != 1:
        return _has(query, column, words)
    known = forms(words[0])
    return _stands(query, column, [_beginning(known)], f"list_has_any({{words}}, {query.bind(known)}::varchar[])")


def forms(word: str) -> list[str]:
    """Return a word with the forms that a regular verb would have.

    >>> forms("threaten"), forms("deny")
    (['threaten', 'threatens', 'threatened', 'threatening'], ['deny', 'denies', 'denied', 'denying'])
    """
    if word.endswith("e"):
        return [word, f"{word}s", f"{word}d", f"{word[:-1]}ing"]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return [word, f"{word}es", f"{word}ed", f"{word}ing"]
    return [word, f"{word}s", f"{word}ed", f"{word}ing"]


def _beginning(words: Sequence[str]) -> str:
    first, last = min(words), max(words)
    return next((first[:i] for i, char in enumerate(first) if i >= len(last) or last[i] != char), first)


def _has(query: _Query, column: str, words: list[str]) -> str:
    """Word that all words stand in a column; where there are none, they stand nowhere."""
    return _stands(query, column, words, f"list_has_all({{words}}, {query.bind(words)}::varchar[])") if words else "false"


def _stands(query: _Query, column: str, beginnings: list[str], condition: str) -> str:
    """Word a condition on the words of a column, which are cut only where a cheap look finds how they begin."""
    text = f"lower(strip_accents({column}))"
    look = " and ".join(f"contains({text}, {query.bind(beginning)})" for beginning in beginnings)
    return f"case when {look} then {condition.format(words=_cut(text))} else false end"


def _cut(text: str) -> str:
    """Word a text cut into words. Patterns of Unicode classes took three times as long, and far longer in a lambda."""
    return f"string_split(translate({text}, '{_SEPARATORS}', '{_SPACES}'), ' ')"


_SEPARATORS = "".join(
    "''" if char == "'" else char
    for char in map(chr, (*range(1, 0xC0), *range(0x2000, 0x2070), *range(0x3000, 0x3040)))
    if unicodedata.category(char)[0] not in "LNM"
)
_SPACES = " " * len(_SEPARATORS.replace("''", "'"))
FOLD = f"select list_filter({_cut('lower(strip_accents($1))')}, lambda w: w <> '')"
