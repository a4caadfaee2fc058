"""Readings, or the rows that ``detente code`` prints, → claims. Total on any row."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from detente.output import reading_to_dict
from detente.reading.values import Row, as_date, as_row, as_rows, as_span, as_string
from detente.records import ActorKind, Reading, Span
from detente.registry.around_title import complete_title, find_body
from detente.registry.records import Claim, Said
from detente.registry.spelling import fold_name

_LONGEST = 120  # characters of a title or an organisation; longer ones are the fault of a parse or worse
_LONGEST_ID = 300
_QUOTED = 300  # characters of a sentence that are kept
_NAME = re.compile(r"(?=.{3,80}$)[^\W\d_](?:[^\W\d_]|[\u0300-\u036f.'’‘ʼ\- ])* (?:[^\W\d_]|[\u0300-\u036f.'’‘ʼ\- ])+")
_COUNTRY = re.compile(r"[A-Z]{3}")
_END = re.compile(r"[.!?][”\"’)]*\s+(?=[\"“‘(]?[^\W\d_a-z])|\n\s*\n\s*")
_SHORTENED = frozenset(
    "mr mrs ms dr prof st jr sr sen rep gov gen lt col maj capt sgt adm hon rev inc corp co ltd bros dept no vs jan feb mar apr "
    "aug sept oct nov dec".split()
)
# Words that follow an organisation and are no part of its name, and words before it that only say what it is.
_AFTER_BODY = re.compile(r"\s(?:(?:[Ii]n|IN|as|with|during|trading|who)\s|for (?:its|his|her|their)\s|and [a-z]).*")
_BEFORE_BODY = re.compile(r"^(?:(?!of\b|at\b|for\b)[a-z][\w'’-]*\s+)+(?=[A-Z])")
_DESCRIBED = re.compile(r"[\w'’]+-(?:based|focused|led|owned|listed|backed)\b")


def take_claims(readings: Iterable[Reading | Row]) -> Iterator[Claim]:
    """Give a claim for every place where an article says what a person is.

    Only roles with evidence in the text count, and only persons with a name of two words or more. What is no row, and
    what has another type in a row than docs/json.md says, gives nothing.
    """
    for reading in readings:
        row = reading_to_dict(reading, with_text=True) if isinstance(reading, Reading) else reading
        if isinstance(row, Mapping):
            yield from _of_row(row)


def _of_row(row: Row) -> Iterator[Claim]:
    head = as_row(row.get("article"))
    article = as_id(head.get("id")) or as_id(head.get("text_sha256"))
    text = head.get("text")
    for actor in as_rows(row.get("actors")) if article else ():
        name = as_name(actor.get("name"))
        if name is None or actor.get("kind") != ActorKind.PERSON.value:
            continue
        nationality = as_code(actor.get("country"))
        for role in as_rows(actor.get("roles")):
            title, spans = as_words(role.get("title")), role.get("evidence")
            organisation, country = name_body(as_words(role.get("organisation"))), as_code(role.get("country")) or nationality
            for span in map(as_span, spans if isinstance(spans, list) else ()):
                said = _complete(Said(name, title, organisation, country), text, span) if title is not None else None
                if said is None or article is None or span.start >= span.end:
                    continue
                yield Claim(
                    said,
                    article,
                    as_id(actor.get("id")) or name,
                    span,
                    as_date(head.get("published")),
                    as_words(head.get("outlet")),
                    as_id(head.get("source")),
                    nationality,
                    as_code(actor.get("sector")),
                    cut_sentence(text, span) if isinstance(text, str) else None,
                )


def _complete(said: Said, text: object, span: Span) -> Said | None:
    """Complete what is said by the text around the title; None where that tells of a body which it does not name."""
    if not isinstance(text, str) or span.end > len(text):
        return said
    title, organisation = complete_title(said.title, text, span), said.organisation
    if organisation is None:
        body, owned = find_body(said.title, text, span)
        organisation = name_body(body)
        if owned and organisation is None:
            return None
    return replace(said, title=title, organisation=organisation)


def as_words(value: object, longest: int = _LONGEST) -> str | None:
    """Return a string on one line; None where it is longer than such a thing can be, or holds what cannot be printed."""
    found = as_string(value)
    line = " ".join(found.split()) if found and len(found) <= 2 * longest else ""
    return line if 0 < len(line) <= longest and line.isprintable() else None


def as_id(value: object) -> str | None:
    """Return an id, a path or an address."""
    return as_words(value, _LONGEST_ID)


def as_name(value: object) -> str | None:
    """Return a person's name of two words or more, of letters and what stands between them."""
    name = as_words(value)
    return name if name is not None and _NAME.fullmatch(name) and fold_name(name) else None


def as_code(value: object) -> str | None:
    """Return a country or sector as PLOVER codes them: three capitals."""
    return value if isinstance(value, str) and _COUNTRY.fullmatch(value) else None


def name_body(organisation: str | None) -> str | None:
    """Return the name of an organisation without what describes it; None where nothing names it (*the company*).

    >>> name_body("hedge fund Holt Capital in Oslo"), name_body("Holt Corp and head of Ash"), name_body("Asia-focused bank")
    ('Holt Capital', 'Holt Corp', None)
    """
    name = _BEFORE_BODY.sub("", _AFTER_BODY.sub("", organisation or "")).strip()
    return name if any(c.isupper() for c in _DESCRIBED.sub("", name)) else None


def cut_sentence(text: str, span: Span) -> str | None:
    """Return the sentence around a span, on one line; None where the text has no such span.

    >>> cut_sentence("He left. Then U.S. Sen. Ann Holt spoke. She sat.", Span(19, 22))
    'Then U.S. Sen. Ann Holt spoke.'
    """
    if span.end > len(text):
        return None
    first, last = max(0, span.start - _QUOTED), min(len(text), span.end + _QUOTED)
    marks = [m for m in _END.finditer(text, first, last) if _ends(text, m)]
    start = max((m.end() for m in marks if m.end() <= span.start), default=first)
    end = next((m.end() for m in marks if m.start() >= span.end), last)
    line = " ".join(text[start:end].split())[:_QUOTED]
    return line if line.isprintable() else None


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a mark ends a sentence: no full stop of an abbreviation or initial."""
    word = text[max(0, mark.start() - 12) : mark.start()].rpartition(" ")[2]
    return text[mark.start()] != "." or not (len(word) == 1 or "." in word or word.casefold() in _SHORTENED)
