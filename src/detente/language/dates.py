"""Find the time expressions of a text and say which day they mean, against the day of publication.

Newspapers count from the day of publication: *Wednesday* said on a Wednesday is today, otherwise the latest one, and the
coming one where the verb or a word beside it looks ahead (*will meet on Friday*, *ahead of Friday's vote*).
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.language.calendar import DAY, MONTH, WEEK, YEAR, day_of, floor, shift, weekday_near
from detente.language.direction import direction_of
from detente.language.parse import Parse
from detente.language.timewords import DIGITS, TimePhrase, TimeWords, index_time_words
from detente.lexicon import Lexicon
from detente.records import DateMention, DatePrecision, Span

Found = tuple[dt.date | None, DatePrecision, str]

_MONTH_BEFORE = frozenset(
    "in since by of until till last next this early late mid from during through before after for and to - ,".split()
)
_YEAR_BEFORE = frozenset(
    "in since by of from to until till before after during through late early mid for back around circa ( - – —".split()
)
_HOMOGRAPHS = frozenset(("may", "march"))  # months that are also a modal, a verb, a surname
_MAX_COUNT = 400  # units; larger numbers count something else


def find_dates(parse: Parse, published: dt.date | None, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """Find dates in the order of the text; they never overlap. ``date`` is the first day that the words can mean.

    Without ``published`` only what names its own year is resolved.
    """
    words = lexicon.index(index_time_words)
    finder = _Finder(parse, published, words)
    end = 0
    for token in parse.tokens:
        if token.start < end:
            continue
        names: Iterable[str] = words.triggers.get(token.lower, ())
        if not names and token.text[:1].isdigit():
            names = DIGITS
        for name in names:
            found = finder.read(name, token.i)
            if found is not None:
                end = found.span.end
                finder.mentions.append(found)
                break
    return tuple(finder.mentions)


@dataclass(slots=True)
class _At:
    """Where an expression was matched."""

    token: int
    match: re.Match[str]

    def group(self, name: str) -> str:
        """Return a group in small letters, '' where it did not take part."""
        return (self.match.groupdict().get(name) or "").lower()


class _Finder:
    """Reads one expression at a time; remembers what came before, for *the next day*."""

    def __init__(self, parse: Parse, published: dt.date | None, words: TimeWords) -> None:
        self.parse = parse
        self.published = published
        self.words = words
        self.mentions: list[DateMention] = []
        self._readers = {
            "iso": self._iso,
            "month day": self._month_day,
            "day month": self._month_day,
            "month year": self._month_year,
            "month": self._month,
            "weekday": self._weekday,
            "ago": self._ago,
            "span": self._span,
            "season": self._season,
            "decade": self._decade,
            "year": self._year,
            "phrase": self._phrase,
        }

    def read(self, name: str, i: int) -> DateMention | None:
        """Try one pattern at a token."""
        pattern = self.words.phrase_pattern if name == "phrase" else self.words.patterns[name]
        match = pattern.match(self.parse.text, self.parse.tokens[i].start)
        if match is None:
            return None
        day, precision, rule = self._readers[name](_At(i, match))
        if day is None:
            return None
        return DateMention(Span(match.start(), match.end()), match.group(), day, precision, rule)

    def _iso(self, at: _At) -> Found:
        return day_of(int(at.group("year")), int(at.group("number")), int(at.group("day"))), DAY, "date.full"

    def _month_number(self, at: _At) -> int:
        return self.words.months[at.group("month").rstrip(".")]

    def _year_named(self, at: _At) -> int | None:
        if at.group("year"):
            return int(at.group("year"))
        if at.group("which") and self.published:
            return self.published.year + {"last": -1, "this": 0, "next": 1}[at.group("which")]
        return None

    def _month_day(self, at: _At) -> Found:
        month, day, year = self._month_number(at), int(at.group("day")), self._year_named(at)
        if year is not None:
            return day_of(year, month, day), DAY, "date.full"
        if self.published is None:
            return None, DAY, ""
        options = [d for y in (-1, 0, 1) if (d := day_of(self.published.year + y, month, day)) is not None]
        chosen, rule = self._choose(options, self._direction(at), slack=1)
        return chosen, DAY, f"date.month_day.{rule}"

    def _choose(self, options: list[dt.date], direction: str, slack: int) -> tuple[dt.date | None, str]:
        """Choose the latest past, the next coming or, where nothing tells, the nearest of the options (in order)."""
        if self.published is None or not options:
            return None, ""
        now = self.published.toordinal()
        past = [d for d in options if d.toordinal() <= now + slack]
        coming = [d for d in options if d.toordinal() >= now]
        nearest = min(options, key=lambda d: (abs(d.toordinal() - now), d))
        beyond_doubt = abs(nearest.toordinal() - now) <= 14
        if direction == "past" and past and not (beyond_doubt and now - past[-1].toordinal() > 240):
            return past[-1], "past"
        if direction == "future" and coming and not (beyond_doubt and coming[0].toordinal() - now > 240):
            return coming[0], "coming"
        return nearest, "nearest"

    def _month_year(self, at: _At) -> Found:
        year = self._year_named(at)
        return (day_of(year, self._month_number(at)) if year else None), MONTH, "date.month_year"

    def _month(self, at: _At) -> Found:
        if self.published is None or not self._is_month(at):
            return None, MONTH, ""
        month, lead = self._month_number(at), at.group("lead")
        options = [d for y in (-1, 0, 1) if (d := day_of(self.published.year + y, month)) is not None]
        this = floor(self.published, MONTH)
        if "last" in lead or "past" in lead:
            return max((d for d in options if d < this), default=None), MONTH, "date.month.past"
        if "next" in lead or "coming" in lead:
            return min((d for d in options if d > this), default=None), MONTH, "date.month.coming"
        if "this" in lead:
            return day_of(self.published.year, month), MONTH, "date.month.this"
        direction = self._direction(at)
        past = [d for d in options if d <= this]
        coming = [d for d in options if d >= this]
        if direction == "future" and coming:
            return coming[0], MONTH, "date.month.coming"
        return (past[-1] if past else None), MONTH, "date.month.past"

    def _is_month(self, at: _At) -> bool:
        """Tell a month from a modal, a verb, a surname or a number's unit."""
        last = self.parse.at(at.match.end() - 1)
        token = self.parse.tokens[last]
        before = self.parse.tokens[at.token - 1] if at.token else None
        if token.pos in ("AUX", "VERB") or token.text.endswith("."):
            return False
        if at.group("lead"):
            return True
        if before is not None and before.pos == "DET" and token.ent == "DATE" and token.pos == "PROPN" and token.dep != "ROOT":
            return True
        if before is None or before.sent != token.sent:
            return token.lower not in _HOMOGRAPHS and token.ent == "DATE"
        if before.lower in _MONTH_BEFORE:
            return token.lower not in _HOMOGRAPHS or (
                token.pos == "PROPN" and (before.lower not in ("by", "for", "and", "to", ","))
            )
        return token.ent == "DATE" and before.pos != "PROPN" and token.lower not in _HOMOGRAPHS

    def _weekday(self, at: _At) -> Found:
        if self.published is None:
            return None, DAY, ""
        number, lead = self.words.weekdays[at.group("weekday")], at.group("lead")
        if at.group("which"):
            monday = floor(self.published, WEEK)
            day = shift(monday, "day", number + {"last": -7, "this": 0, "next": 7}[at.group("which")])
            return day, DAY, "date.weekday.week"
        if "last" in lead or "past" in lead:
            return weekday_near(self.published, number, ahead=False, strictly=True), DAY, "date.weekday.past"
        if "next" in lead or "coming" in lead:
            return weekday_near(self.published, number, ahead=True, strictly=True), DAY, "date.weekday.coming"
        if "this" in lead:
            return shift(floor(self.published, WEEK), "day", number), DAY, "date.weekday.this"
        ahead = self._direction(at) == "future"
        rule = "date.weekday.coming" if ahead else "date.weekday.past"
        return weekday_near(self.published, number, ahead=ahead), DAY, rule

    def _amount(self, at: _At) -> tuple[str, int, DatePrecision] | None:
        word = re.sub(r"\s+", " ", at.group("number"))
        count = int(word) if word.isdecimal() else self.words.numbers.get(word, 0)
        unit, size = self.words.units[at.group("unit")]
        if not 0 < count <= _MAX_COUNT:
            return None
        return unit, count * size, DatePrecision(unit) if size else DAY

    def _ago(self, at: _At) -> Found:
        amount = self._amount(at)
        if amount is None or self.published is None:
            return None, DAY, ""
        unit, count, precision = amount
        side = at.group("side")
        anchor: dt.date | None = self.published
        if side in ("earlier", "later"):
            anchor = self._anchor(at.token) or (self.published if side == "earlier" else None)
        if anchor is None:
            return None, precision, ""
        day = shift(anchor, unit, -count if side in ("ago", "earlier") else count)
        return (floor(day, precision) if day else None), precision, f"date.{side.split()[0]}"

    def _span(self, at: _At) -> Found:
        """Read *in two weeks*, where the verb looks ahead."""
        before = self.parse.tokens[at.token - 1].lower if at.token else ""
        amount = self._amount(at)
        after = self.parse.at(at.match.end() - 1) + 1
        lasts = after < len(self.parse.tokens) and self.parse.tokens[after].lower == "of"  # in two days of talks
        if before != "in" or lasts or amount is None or self.published is None or self._direction(at) != "future":
            return None, DAY, ""
        unit, count, precision = amount
        day = shift(self.published, unit, count)
        return (floor(day, precision) if day else None), precision, "date.in"

    def _season(self, at: _At) -> Found:
        month, lead = self.words.seasons[at.group("season")], at.group("lead")
        if at.group("year"):
            return day_of(int(at.group("year")), month), MONTH, "date.season"
        if self.published is None or not lead or lead in ("early", "late", "mid", "past"):
            return None, MONTH, ""
        options = [d for y in (-2, -1, 0, 1) if (d := day_of(self.published.year + y, month)) is not None]
        over = shift(self.published, "month", -3) or self.published
        if "last" in lead:
            return max((d for d in options if d <= over), default=None), MONTH, "date.season"
        if "this" in lead:
            return min((d for d in options if d > over), default=None), MONTH, "date.season"
        return min((d for d in options if d > self.published), default=None), MONTH, "date.season"

    def _decade(self, at: _At) -> Found:
        year = int(at.group("year")) if at.group("year") else 1900 + int(at.group("short"))
        return day_of(year), YEAR, "date.decade"

    def _year(self, at: _At) -> Found:
        tokens = self.parse.tokens
        year = int(at.group("year"))
        first = at.token
        last = self.parse.at(at.match.end() - 1)
        before = tokens[first - 1] if first else None
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if tokens[last].text != at.group("year") or (self.published and year > self.published.year + 60) or year > 2100:
            return None, YEAR, ""
        counted = after is not None and (after.tag == "NNS" or after.lower in ("%", "percent", "km", "hours", "gmt", "euros"))
        led = bool(at.group("lead")) or (before is not None and before.lower in _YEAR_BEFORE)
        described = before is not None and (before.pos == "DET" or before.tag in ("POS", "PRP$")) and after is not None
        described = described and after is not None and after.pos in ("NOUN", "PROPN", "ADJ")
        opens = (before is None or before.sent != tokens[first].sent) and after is not None and after.pos == "AUX"
        joined = (
            bool(self.mentions) and self.mentions[-1].precision is YEAR and tokens[first].start - self.mentions[-1].span.end <= 5
        )
        if (led and not counted) or described or opens or joined:
            return day_of(year), YEAR, "date.year"
        return None, YEAR, ""

    def _phrase(self, at: _At) -> Found:
        phrase = self.words.phrases[re.sub(r"\s+", " ", at.match.group().lower())]
        rule = f"date.{'period' if phrase.since else 'phrase'}"
        if phrase.since is not None:
            return phrase.since, phrase.precision, rule
        if self._hangs_on_an_event(at):
            return None, phrase.precision, ""
        anchor = self._phrase_anchor(at, phrase)
        if anchor is None:
            return None, phrase.precision, ""
        if (phrase.unit, phrase.offset, phrase.anchor) == ("week", -1, "published") and anchor.weekday() == 6:
            anchor = shift(anchor, "day", 1) or anchor  # on a Sunday, last week is the one that ends
        day = shift(anchor, phrase.unit, phrase.offset)
        if day is not None and phrase.precision is not DAY and not (phrase.unit == "day" and phrase.offset == 0):
            day = floor(day, phrase.precision)
        if day is not None and phrase.weekday:
            day = shift(day, "day", phrase.weekday)
            if (
                day is not None
                and self.published
                and day > self.published
                and phrase.offset == 0
                and self._direction(at) == "past"
            ):
                day = shift(day, "week", -1)  # this weekend, written on the Monday after it
        return day, phrase.precision, rule

    def _hangs_on_an_event(self, at: _At) -> bool:
        """Tell *the day before the vote* from *the day before*, and *the next year* from *next year*."""
        tokens = self.parse.tokens
        words = at.match.group().lower().split()
        after = self.parse.at(at.match.end() - 1) + 1
        if (
            words[-1] in ("before", "after")
            and after < len(tokens)
            and tokens[after].pos in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
        ):
            return True
        return words[0] == "next" and at.token > 0 and tokens[at.token - 1].lower == "the"

    def _phrase_anchor(self, at: _At, phrase: TimePhrase) -> dt.date | None:
        if phrase.anchor == "published" or self.published is None:
            return self.published
        named = self._anchor(at.token)
        if phrase.anchor == "earlier mention" or phrase.offset > 0:
            return named
        return named or self.published

    def _anchor(self, i: int) -> dt.date | None:
        """Return the day that was named last, where that was in the same sentence or the one before."""
        if not self.mentions:
            return None
        last = self.mentions[-1]
        tokens = self.parse.tokens
        near = tokens[i].sent - tokens[self.parse.at(last.span.start)].sent <= 1
        return last.date if near else None

    def _direction(self, at: _At) -> str:
        return direction_of(self.parse, at.token, self.parse.at(at.match.end() - 1), self.words.cues)
