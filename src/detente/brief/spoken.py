"""What one side says about the other: a few statements, of the newest that are surely read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.brief.texts import Texts, shorten
from detente.display.inert import one_line
from detente.display.relation_sections import Item, Section
from detente.display.relation_words import plural, state_name

if TYPE_CHECKING:
    from detente.relations.records import Relation
    from detente.store.open import Store

SHOWN = 3  # statements of each side
_LOOKED_AT = 200
_SURE = 0.8
_OFFICIAL = ("GOV", "MIL", "LEG", "JUD", "SPY", "COP")  # PLOVER sectors that speak for a state
_MARKS = '“”„"'
_SHORTEST = 40  # characters: less says little without the words around it


def choose_statements(store: Store, relation: Relation, texts: Texts, speaker: str, about: str, *, origin: str) -> Section:
    """Return what ``speaker`` says about ``about``, both codes of states.

    Taken are the newest that are at least .8 sure, of articles that are copies of no other, one an article, none said twice:
    officials before others, and their own words before a report of them.
    """
    found = store.ask(
        rows="statements", who=speaker, about=about, since=relation.since, until=relation.until, confidence=_SURE, copies=False,
        limit=_LOOKED_AT,
    ).statements  # fmt: skip
    rows = [row for row in (found.rows() if found is not None else []) if _tells(row, origin, speaker, about)]
    rows.sort(key=lambda row: (row["speaker_sector"] not in _OFFICIAL, row["kind"] == "indirect"))  # the newest stay first
    chosen: dict[str, dict[str, object]] = {}
    said: set[str] = set()
    for row in rows:
        article, words = str(row["article_id"]), _bare(str(row["content_text"]))
        if article not in chosen and words not in said and len(chosen) < SHOWN:
            chosen[article] = row
            said.add(words)
    newest = sorted(chosen.items(), key=lambda item: str(item[1]["published"]), reverse=True)
    items = [_item(row, texts) for _, row in newest]
    total = found.total if found is not None else 0
    title = f"Said by {state_name(speaker)} about {state_name(about)}"
    if not items:
        items = [Item("No statement of this side about the other is sure and whole enough to be quoted.")]
    rest = [Item(f"{plural(total, 'statement')} surely read in this time; {len(chosen)} shown.")] if total > len(chosen) else []
    return Section(title, (*items, *rest))


def _tells(row: dict[str, object], origin: str, speaker: str, about: str) -> bool:
    """Tell whether a row says something by itself: of this state, about that one, in words enough, within no other's words."""
    named = row["about"]
    known = row["origin"] == origin and row["speaker_country"] == speaker and isinstance(named, list) and about in named
    return known and not row["inside"] and len(one_line(str(row["content_text"] or ""))) >= _SHORTEST


def _item(row: dict[str, object], texts: Texts) -> Item:
    name = shorten(str(row["speaker_name"] or row["speaker_text"] or "somebody"), 80)
    cue = shorten(str(row["cue_text"] or ""), 60)
    words = shorten(str(row["content_text"]))
    direct = row["kind"] == "direct"
    content = f"“{words.strip(_MARKS).strip().removesuffix(',')}”" if direct else words
    head = f"{name} {cue}" if any(c.isalnum() for c in cue) else name
    article = str(row["article_id"])
    return Item(f"{head}{':' if direct else ''} {content}", (texts.cite(article),), url=texts.address(article))


def _bare(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
