"""Explain a row of coded output: an event, a statement, an actor or a ledger entry; or compare two events."""

from collections.abc import Callable, Iterator

from detente.display.inert import make_inert
from detente.errors import LookupFailed
from detente.explain import Explanation
from detente.lexicon import Lexicon
from detente.reasons.again import Again, is_text_as_coded
from detente.reasons.case import Case
from detente.reasons.event import tell_event
from detente.reasons.fields import Fields, quote
from detente.reasons.find_row import Found
from detente.reasons.others import tell_actor, tell_entry, tell_statement

_TELL: dict[str, Callable[[Case, Fields], Iterator[str]]] = {
    "event": tell_event,
    "statement": tell_statement,
    "actor": tell_actor,
    "ledger entry": tell_entry,
}


def explain_row(found: Found, lexicon: Lexicon, again: Again | None = None, *, unread: str = "") -> Explanation:
    """Tell why a row was coded so, as lines to print.

    ``again`` is the article read once more, where the file has its text; ``unread`` says why there is a text and it was not
    read. Total on any JSON: what a row lacks is told as lacking. Asks the relation model where the row is an event.
    """
    case = Case(found.coded, lexicon, again)
    lines = [_article(case), *_notes(case, unread), "", *_TELL[found.kind](case, found.row)]
    title = f"{found.row.line('id')}: {found.kind}, {_headline(case, found)}"
    return Explanation(_line(title), found.kind, tuple(map(_line, lines)))


def compare_events(first: Found, second: Found) -> Explanation:
    """Tell whether two events are the same act the other way round, and in what else they differ.

    Sides are compared by country, or by name where there is none. Raises LookupFailed where one of the two is no event.
    """
    for found in (first, second):
        if found.kind != "event":
            raise LookupFailed(f"{found.row.line('id')} is {_a(found.kind)}. Two ids are compared where both are events.")
    one, other = first.row, second.row
    sides, turned = _both(one, "actors", "recipients"), _both(other, "recipients", "actors")
    symmetric = one.values.get("symmetric") is True and other.values.get("symmetric") is True
    if one.text("type") != other.text("type"):
        verdict = f"no inverse: one is {one.line('type')}, the other {other.line('type')}"
    elif not all(sides) or sides != turned:
        verdict = "no inverse: the sides are not those of the other, turned round"
    else:
        verdict = "the same act the other way round" + (", which is one act where both do it" if symmetric else "")
    lines = [verdict[0].upper() + verdict[1:] + "."]
    lines += [f"{e.line('id')}: {_who(e)}, {e.line('status')}, {e.line('date') or 'no date'}" for e in (one, other)]
    differing = [key for key in ("mode", "cameo", "status", "date") if one.values.get(key) != other.values.get(key)]
    if differing:
        lines.append(f"They differ in {', '.join(differing)}.")
    return Explanation(_line(f"{one.line('id')} and {other.line('id')}: two events"), "pair", tuple(map(_line, lines)))


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ae" else f"a {kind}"


def _both(event: Fields, *sides: str) -> list[list[str]]:
    return [sorted({p.line("country") or p.line("name") for p in event.parts(side)}) for side in sides]


def _who(event: Fields) -> str:
    named = [
        ", ".join(dict.fromkeys(p.line("name") or p.line("text") for p in event.parts(side))) or "nobody named"
        for side in ("actors", "recipients")
    ]
    arrow = " ↔ " if event.values.get("symmetric") is True else " → "
    return f"{' '.join(filter(None, (event.line('type'), event.line('mode'))))}, {arrow.join(named)}"


def _headline(case: Case, found: Found) -> str:
    row = found.row
    if found.kind == "event":
        return f"{_who(row)}, {row.line('status')}"
    if found.kind == "statement":
        return f"{row.part('speaker').line('name') or 'unnamed speaker'}, {row.line('kind')} {row.line('attitude')}"
    if found.kind == "actor":
        return row.line("name")
    return f"{row.line('kind')} by {', '.join(row.texts('by')) or 'nobody named'}"


def _article(case: Case) -> str:
    article = case.coded.part("article")
    facts = [quote(article.text("title"))] if article.text("title") else []
    facts += [article.line(key) for key in ("outlet", "published", "source", "id") if article.line(key)]
    return f"Article: {', '.join(facts)}"


def _notes(case: Case, unread: str) -> Iterator[str]:
    """Say what is missing, and what is not as it was."""
    if not case.text:
        yield (
            "Note: the file has no text, so the sentence, the words around the act and the reasons of single mentions are "
            "missing. Code it with --with-text to have them."
        )
        return
    if not is_text_as_coded(case.coded):
        yield "Note: the text in the file is not the one that was coded (its SHA-256 differs); words may be cut wrongly."
    if unread:
        yield f"Note: {unread}"
    for note in case.again.notes if case.again else ():
        yield f"Note: {note}"


def _line(line: str) -> str:
    """Make a line inert and one line, whatever the article put into it."""
    return make_inert(line).replace("\n", " ")
