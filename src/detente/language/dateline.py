"""Read the dateline that opens a wire story: place, date and agency.

``MOSCOW (Agency) —``, ``BEIJING, Nov. 30 (Agency) --``, ``LYON:``, ``(Agency) -``, ``MOSCOW, November 30. /AGENCY/.``,
``Moscow. March 3. OUTLET –``. An ordinary sentence (``NATO - the alliance - said``) is left alone.
"""

import re
from dataclasses import dataclass

from detente.records import Span

WINDOW = 170  # characters in which a dateline, with a note of the desk before it, must end


@dataclass(frozen=True, slots=True)
class Dateline:
    """``MOSCOW (Agency) —``: its span, the place ('' where none stands) and, where given, the agency and the words of the date.

    ``sure`` is False where only capitals and a colon speak for it.
    """

    span: Span
    place: str
    agency: str | None = None
    date: str | None = None
    sure: bool = True


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s{1,3})?"
_DATE = re.compile(
    rf"(?:^|[\s,.])(?P<date>{_DAY}(?:{_MONTH}\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s{{1,3}}{_MONTH})(?:,?\s{{1,3}}\d{{4}})?)[\s.,]*$"
)
_AGENCY = re.compile(r"\(\s*(?P<agency>[^\W\d_][^()/]{1,40}?)\s*\)[\s.,]*$|/\s*(?P<slashed>[A-Z][^()/]{1,30}?)\s*/[\s.,]*$")
_OUTLET = re.compile(r"[.,]\s{0,3}(?P<agency>[A-Z][A-Z.\-]{2,24})\s*$")
_SEPARATOR = re.compile(
    r"\s*(?:--+|[—–―])\s*|\s+[-_]\s+(?:-\s+)?|(?<=\))\s{0,3}[-_:]\s*|(?<=/)\s{0,3}[.:]?\s+|:\s+|(?<=\))\s+(?=[A-Z\"“])"
)
_PARTY = re.compile(r"[A-Z](?:-.*)?")  # Senator Voss (R-Ohio)
_NOTE = re.compile(
    r"\((?:Adds?|Updates?|Recasts?|Corrects?|Repeats?|Refiles?|Writes|Rewrites|Changes|Releads|Please|New)\b[^()]{0,110}\)\s*"
)
_BY = re.compile(r"By\s+[A-Z][\w.'’-]+(?:\s+(?:(?:and|de|van|von|der|bin)\s+)?[A-Z][\w.'’-]*[a-z]){1,8}\s+(?=[A-Z]{3})")
_PART = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*|de|del|do|da|la|las|los|el|al|of|es|sur|upon|am|an|der|und|and)")
# What stands in capitals before a dash or colon and is no place. Here and not in a table because the layout is found before
# a lexicon comes in.
_LABELS = frozenset(
    "ABSTRACT ADVISORY ALERT ANALYSIS ANSWER APEC ASEAN BREAKING BRICS BRIEF BYLINE CIA CNN COLUMN COMMENT COMMENTARY "
    "CORRECTED CORRECTION CSTO DATELINE DIARY ECOWAS EDITORIAL EXCLUSIVE EXPLAINED EXPLAINER FACTBOX FBI FEATURE FOCUS "
    "HIGHLIGHTS IAEA INSIGHT INSTANT INTERVIEW KEY KGB KREMLIN LETTERS LIVE MERCOSUR MODERATOR NATO NEWSMAKER NOTE OAS "
    "OPEC OPINION OSCE PENTAGON POLL PREVIEW PROFILE QUESTION QUOTES REACTION REPORT REPORTER REUTERS REVIEW SCENARIOS "
    "SNAPSHOT SPECIAL SUMMARY TASS TEXT TIMELINE TRANSCRIPT UNESCO UNHCR UNICEF UPDATE UPDATED URGENT VIDEO VIEW WATCH "
    "WRAPUP XINHUA".split()
)


def read_dateline(text: str, paragraph: Span) -> Dateline | None:
    """Read the dateline at the beginning of a paragraph, or return None. Total on any text."""
    window = text[paragraph.start : min(paragraph.end, paragraph.start + WINDOW)]
    skipped = 0
    for lead in (_NOTE, _BY):
        match = lead.match(window, skipped)
        skipped = match.end() if match else skipped
    for tried, mark in enumerate(_SEPARATOR.finditer(window, skipped)):
        if tried == 6:
            break
        rest = window[mark.end() :]
        if not rest.strip():
            break
        found = _read_head(window[skipped : mark.start()], mark.group().strip(), rest)
        if found is not None:
            place, agency, date, sure = found
            return Dateline(
                Span(paragraph.start, paragraph.start + mark.end() - _trailing(mark.group())), place, agency, date, sure
            )
    return None


def _trailing(mark: str) -> int:
    return len(mark) - len(mark.rstrip())


def _read_head(head: str, mark: str, rest: str) -> tuple[str, str | None, str | None, bool] | None:
    """Take agency and date off the end of what stands before the mark, and judge what is left as a place."""
    place, agency, date = head.strip(), None, None
    for _ in range(2):
        if agency is None and (match := _AGENCY.search(place)):
            agency, place = match["agency"] or match["slashed"], place[: match.start()].rstrip()
        if date is None and (match := _DATE.search(place)):
            date, place = match["date"], place[: match.start()].rstrip(" ,.")
        elif agency is None and (match := _OUTLET.search(place)) and _DATE.search(place[: match.start()]):
            agency, place = match["agency"], place[: match.start()]
    place = place.strip(" ,.") if not place.endswith(".") or date else place.strip(" ,")
    opens = rest.lstrip(" \"'“‘«([").strip()[:1]
    capital = not opens.islower() and (opens.isalpha() or opens.isdigit() or opens == "$")
    bare_agency = agency is not None and not place
    if agency is not None and (len(agency.split()) > 4 or agency[:1].islower() or _PARTY.fullmatch(agency)):
        return None
    if not mark and (agency is None or not capital or not (date is not None or place.split(",")[0].isupper())):
        return None
    if bare_agency:
        return ("", agency, date, True) if mark in ("-", "--", "—", "–", "―", "_") else None
    if not place or not (capital or agency is not None) or not _is_place(place, known=agency is not None or date is not None):
        return None
    if agency is not None and agency == "".join(w[0] for w in place.removeprefix("The ").split()):
        return None
    if mark == ":" and not (agency or date) and len(rest) < 60:
        return None
    sure = mark != ":" or agency is not None or date is not None or "," in place
    return place, agency, date, sure


def _is_place(place: str, *, known: bool) -> bool:
    """Tell whether this can name a place: capitals, or any name where an agency or a date stands beside it (``known``)."""
    if len(place) > 70:
        return False
    parts = [part.split() for part in re.split(r"\s*[,/]\s*|\s+and\s+", place) if part]
    if not parts or len(parts) > 5 or any(len(words) > 4 for words in parts):
        return False
    if not all(_PART.fullmatch(word) for words in parts for word in words):
        return False
    first = " ".join(parts[0])
    if parts[0][0].strip(".") in _LABELS or not first[0].isupper():
        return False
    letters = [c for c in first if c.isalpha()]
    if known:
        return len(letters) >= 2
    return first.isupper() and len(letters) >= 4
