"""Run the stages once more over the text of one article, for what the JSON of a row does not keep."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.actors.cast import Cast
from detente.events.act import Act
from detente.events.acts import ActReader
from detente.events.claims import Claims
from detente.events.conditions import build_markers, find_conditions
from detente.events.event_date import find_date
from detente.events.find import read_acts
from detente.events.obligations import find_obligations
from detente.events.openings import Candidate, Opening, build_openings, find_opening, head_of_trigger, words_of_trigger
from detente.events.patterns import build_patterns
from detente.language.dates import find_dates
from detente.language.layout import Layout, lay_out
from detente.language.parse import Parse
from detente.language.scope import Scopes, find_scopes
from detente.lexicon import Lexicon
from detente.output import reading_to_dict
from detente.pipeline import Pipeline, read_parsed
from detente.reasons.fields import Fields, quote
from detente.reasons.find_row import LISTS
from detente.records import Article, DateMention, Event, Mention, Reading, Span, Status

_SURROGATE = re.compile("[\ud800-\udfff]")  # of which the parser can make no word; reading refuses them, but files are edited
_MADE_WITH = {"version": "Détente", "lexicon": "lexicon", "model": "statement model"}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that bear on the status of an act: they make ``on`` (words of the article) this status by this rule."""

    words: str
    span: Span
    on: str
    on_act: bool
    status: Status
    rule: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an event came by its status and date: the act as the text words it, the cues around it, and what they come to."""

    act: Act
    main: str
    cues: tuple[Cue, ...]
    judged: Status
    date: DateMention | None


@dataclass(frozen=True, slots=True)
class Again:
    """One article read again. ``notes`` say what is not as it was when the file was made; the row is looked up by its id."""

    article: Article
    parse: Parse
    scopes: Scopes
    dates: tuple[DateMention, ...]
    reading: Reading
    lexicon: Lexicon
    layout: Layout
    notes: tuple[str, ...]

    def mention(self, span: Span, actor: str = "") -> Mention | None:
        """Return the mention at a span: that of the actor first, and the shortest that holds it or overlaps it."""
        near = [m for m in self.reading.mentions if m.span.overlaps(span)]
        near.sort(key=lambda m: (bool(actor) and actor not in m.actors, m.span != span, m.span.end - m.span.start))
        return near[0] if near else None

    def event(self, record: str) -> Event | None:
        """Return the event with this id."""
        return next((e for e in self.reading.events if e.id == record), None)

    def judge(self, event: Event) -> Judgement | None:
        """Find the act of an event, and say what decides its status; None where the act cannot be told from the trigger."""
        act = next((a for a in self._acts() if a.rule == event.rule and self._words(a) == event.trigger.spans), None)
        if act is None:
            return None
        main = act.words[0]
        tokens = self.parse.tokens
        cues = []
        for cue in self.scopes.cues(main):
            span = cue.words or Span(tokens[cue.governor or 0].start, tokens[cue.governor or 0].end)
            cues.append(Cue(span.of(self.parse.text), span, tokens[cue.on].text, cue.on == main, cue.status, cue.rule))
        judged = self.scopes.status(main)[0]
        patterns = self.lexicon.index(build_patterns)
        date = find_date(self.article, self.parse, patterns, act.words, self.dates, event.type, event.status)[0]
        return Judgement(act, tokens[main].text, tuple(dict.fromkeys(cues)), judged, date)

    def opening(self, event: Event) -> Opening | None:
        """Return the row of ``ontology/ledger`` by which an event opens its entry."""
        head = head_of_trigger(self.parse, event.trigger)
        conditions = find_conditions(self.parse, head, self.lexicon.index(build_markers)) if head is not None else None
        if head is None or conditions is None:
            return None
        refuses = event.type == "REJECT" or event.status is Status.NEGATED
        holds = any(c.bears_on(refusal=refuses) for c in conditions)
        candidate = Candidate(event, head, words_of_trigger(self.parse, event, head), holds)
        return find_opening(self.parse, self.lexicon.index(build_openings), candidate)

    def _acts(self) -> list[Act]:
        reader = ActReader(self.parse, self.lexicon.index(build_patterns), Cast(self.reading.actors, self.reading.mentions))
        acts = read_acts(reader, self.layout.repeated_title(self.article.text))
        return find_obligations(reader, Claims(self.reading.statements), acts)

    def _words(self, act: Act) -> tuple[Span, ...]:
        tokens = self.parse.tokens
        return tuple(Span(tokens[i].start, tokens[i].end) for i in sorted(set(act.words)))


def read_again(coded: Fields, kind: str, row: Fields, pipeline: Pipeline) -> Again:
    """Read the article of a coded object again. The object must hold its text; total on any text and any other field."""
    article = article_of(coded)
    layout = lay_out(article)
    parse = next(iter(pipeline.parser([(article.text, layout)])))
    reading = read_parsed(
        article, layout, parse, pipeline.lexicon, model=pipeline.model, network=pipeline.network, towns=pipeline.towns
    )
    dates = find_dates(parse, article.published, pipeline.lexicon)
    scopes = find_scopes(parse, pipeline.lexicon, dates, article.published)
    now = reading_to_dict(reading)
    notes = (*_made_with(coded, now), *_row_differs(kind, row, now))
    return Again(article, parse, scopes, tuple(dates), reading, pipeline.lexicon, layout, notes)


def article_of(coded: Fields) -> Article:
    """Make the article of a coded object, under the id it has there: ids of rows are hashes of it."""
    told = coded.part("article")
    title, outlet, url, source = (told.text(key) or None for key in ("title", "outlet", "url", "source"))
    text = _SURROGATE.sub("\ufffd", told.text("text"))
    article = Article(told.text("id"), text, title, outlet, url, None, told.text("language") or "en", source)
    try:
        return replace(article, published=dt.date.fromisoformat(told.text("published")))
    except ValueError:
        return article


def is_text_as_coded(coded: Fields) -> bool:
    """Tell whether the text of the object is the one that its rows were read out of, by its hash."""
    told = coded.part("article")
    return hashlib.sha256(told.text("text").encode("utf-8", "surrogatepass")).hexdigest() == told.text("text_sha256")


def _made_with(coded: Fields, now: Mapping[str, object]) -> list[str]:
    """Name what the file was made with, and this reading was not."""
    differing = []
    for key, name in _MADE_WITH.items():
        then, today = coded.line(key) or "none", str(now[key] or "none")
        if then != today:
            differing.append(f"{name} {quote(then)}, here {today}")
    return [f"The file was made with another {'; another '.join(differing)}."] if differing else []


def _row_differs(kind: str, row: Fields, now: Mapping[str, object]) -> list[str]:
    """Say whether the row is found again, and which of its keys are not as they were."""
    today = Fields.of(now).find(LISTS[kind], row.text("id"))
    if not today:
        return [f"Read again today, the article gives no {kind} of this id; what follows is told from the file alone."]
    changed = [key for key, value in today.values.items() if key in row.values and row.values[key] != value]
    return [f"Read again today, it differs from the file in: {', '.join(changed)}."] if changed else []
