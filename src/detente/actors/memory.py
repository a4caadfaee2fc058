"""What the text has mentioned so far, and which of it is nearest and most prominent."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from detente.actors.figures import Figure
from detente.actors.word_classes import WordClasses
from detente.language.parse import Parse
from detente.language.quotes import Quote
from detente.records import ActorKind, Span, Statement, StatementKind

SUBJECTS = ("nsubj", "nsubjpass")  # dependencies
_REACH = 8  # sentences that a pronoun looks back
_LONG = 40  # sentences back in which the two are looked for that a text speaks of most
_FAR_MORE = 2.0  # times as often as the third those two are spoken of that *both* means; tuned on the bank's train part
_MAIN = 0.5  # what the subject of the whole sentence adds
_OF_SUBJECT = 0.75  # what the owner of the subject adds, where it is nobody; tuned on the bank's train part
_KNOWN = 1.0  # what a gender that is known adds
_OVER = 1.6  # what the subject of the verb adds whose complement holds the pronoun; tuned on the bank (train and drafts)
_UNNAMED = 0.75  # what somebody without name and gender loses
_PART = 0.5  # what a state loses where it only says of whom another one is
_REPORTED = 1.0  # what the subject of reported words loses against who said them; tuned on the bank (train and drafts)
_BEHIND = 1 << 60  # behind every end of a text
_FOREIGN = 4.0  # what a mention in somebody else's words loses
Test = Callable[[Figure], bool]


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier mention: its figures, where it stands, and how prominent it is."""

    figures: tuple[Figure, ...]
    head: int
    sent: int
    subject: bool
    main: bool
    quoted: bool
    adjective: bool


@dataclass(slots=True)
class Memory:
    """What the text has mentioned so far; ``by_head`` gives the figures of the mention at a head token.

    ``quotes`` are the outer spans of the quotations, ``starts`` where each begins (characters); ``voices`` gives the head token
    of the speaker by the start of the quotation that is his, ``reported`` the stretches that are somebody's reported words, and
    ``reporters`` the head tokens of who says them.
    """

    parse: Parse
    quotes: tuple[Span, ...]
    starts: tuple[int, ...]
    classes: WordClasses
    voices: dict[int, int]
    reported: tuple[Span, ...] = ()
    reporters: tuple[int | None, ...] = ()
    said: list[Said] = field(default_factory=list)
    by_head: dict[int, tuple[Figure, ...]] = field(default_factory=dict)
    heard: frozenset[int] = frozenset()

    @classmethod
    def of(cls, parse: Parse, quotes: Sequence[Quote], statements: Sequence[Statement], classes: WordClasses) -> "Memory":
        """Open the memory of a text, with nothing in it; ``statements`` tell whose words a quotation holds."""
        outer = tuple(q.outer for q in quotes if q.depth == 1)
        voices, starts = find_voices(parse, outer, statements), tuple(q.start for q in outer)
        reported = find_reported(parse, statements)
        spans, heads = tuple(span for span, _ in reported), tuple(head for _, head in reported)
        return cls(parse, outer, starts, classes, voices, spans, heads, heard=frozenset(voices.values()))

    def quotation(self, head: int) -> Span | None:
        """Return the quotation that holds the token."""
        start = self.parse.tokens[head].start
        at = bisect_right(self.starts, start) - 1
        return self.quotes[at] if at >= 0 and start < self.quotes[at].end else None

    def speaker(self, head: int) -> tuple[Figure, ...]:
        """Return the figures, settled so far, whose words the quotation around the token holds."""
        quotation = self.quotation(head)
        voice = self.voices.get(quotation.start) if quotation is not None else None
        return self.by_head.get(voice, ()) if voice is not None else ()

    def reporter(self, head: int) -> tuple[Figure, ...]:
        """Return the figures, settled so far, whose reported words hold the token."""
        at = self._reported_by(head)
        voice = self.reporters[at] if at is not None else None
        return self.by_head.get(voice, ()) if voice is not None else ()

    def turn(self, head: int) -> tuple[int, int]:
        """Return the order in which a token is read: words in a quotation come after the speaker, though the text names him
        later.
        """
        quotation = self.quotation(head)
        voice = self.voices.get(quotation.start, -1) if quotation is not None else -1
        return (voice, 1) if voice > head else (head, 0)

    def _same_voice(self, one: int, other: int) -> bool:
        """Tell whether two tokens stand in one quotation, or in two of the same speaker."""
        first, second = self.quotation(one), self.quotation(other)
        speakers = self.speaker(one)
        return first == second or (bool(speakers) and second is not None and speakers == self.speaker(other))

    def quoted(self, head: int) -> bool:
        """Tell whether the token stands within a quotation."""
        return self.quotation(head) is not None

    def add(self, figures: tuple[Figure, ...], head: int, *, adjective: bool = False) -> None:
        """Remember a settled mention."""
        token = self.parse.tokens[head]
        self.by_head.setdefault(head, figures)
        voice = head in self.heard  # sighed an aide, whatever the parse makes of him
        subject, main = voice or prominent(self.parse, head), voice or self._main(head)
        self.said.append(Said(figures, head, token.sent, subject, main, self.quoted(head), adjective))

    def _main(self, head: int) -> bool:
        """Tell whether a token is the subject of its whole sentence."""
        token = self.parse.tokens[head]
        return token.dep in SUBJECTS and self.parse.tokens[token.head].dep == "ROOT"

    def near(
        self,
        head: int,
        fits: Test,
        count: int = 1,
        *,
        adjectives: bool = True,
        subjects: bool = True,
        foreign: bool = True,
        reach: int = _REACH,
        gender: str = "",
        over: tuple[Figure, ...] = (),
    ) -> list[tuple[float, Figure]]:
        """Return the figures that fit, the most prominent first, with their scores; ``subjects`` come before others.

        It looks back ``reach`` sentences; who is known to be of the ``gender`` counts more, and who is ``over``
        the clause. Unless ``foreign``, what only another
        quotation speaks of counts little.
        """
        sent = self.parse.tokens[head].sent
        best: dict[tuple[str, ...], tuple[float, Figure]] = {}
        for old in reversed(self.said):
            back = sent - old.sent
            if back > reach:
                break
            if len(old.figures) != 1 or (old.adjective and not adjectives) or old.head == head:
                continue
            figure = old.figures[0]
            if not fits(figure):
                continue
            score = self._score(old, head, subjects=subjects)
            if gender and figure.gender == gender:
                score += _KNOWN
            elif gender and figure.kind is ActorKind.UNNAMED and not figure.heard:
                score -= _UNNAMED
            if any(figure is f for f in over):
                score += _OVER
            if not foreign and old.quoted and not self._same_voice(old.head, head):
                score -= _FOREIGN
            if figure.key not in best or best[figure.key][0] < score:
                best[figure.key] = (score, figure)
        return sorted(best.values(), key=lambda pair: -pair[0])[:count]

    def _score(self, old: Said, head: int, *, subjects: bool) -> float:
        """Return how likely token ``head`` takes up an earlier mention of one figure: 4.5 at most, falling with the distance."""
        figure, inside = old.figures[0], self.quoted(head)
        score = 3.0 - (self.parse.tokens[head].sent - old.sent) + (1.5 if old.subject and subjects else 0.0)
        score += _MAIN if old.main and subjects else 0.0
        score += _OF_SUBJECT if subjects and not old.subject and self._owns_subject(old.head) else 0.0
        score -= 0.01 * min(head - old.head, 40)
        score -= 1.5 if old.adjective else 0.0
        score -= _PART if figure.kind is ActorKind.STATE and self._part(old.head) else 0.0
        if not inside and old.quoted:
            score -= 4.0
        if inside and not old.quoted:
            score -= 1.0
        if figure.kind is ActorKind.UNNAMED and not old.subject:
            score -= 1.5
        if subjects and old.subject and self.reported_at(old.head) and not self.reported_at(head):
            score -= _REPORTED
        vague = figure.sector is None and figure.country is None and figure.noun
        if vague and not (figure.kind is ActorKind.UNNAMED and old.subject):
            score -= 1.5
        return score

    def reported_at(self, head: int) -> bool:
        """Tell whether a token stands in words that somebody is reported to have said."""
        return self._reported_by(head) is not None

    def _reported_by(self, head: int) -> int | None:
        start = self.parse.tokens[head].start
        at = bisect_right(self.reported, (start, _BEHIND)) - 1
        return at if at >= 0 and start < self.reported[at].end else None

    def _owns_subject(self, head: int) -> bool:
        """Tell whether a mention has what is the subject: *Peru's tone was harsher*."""
        token = self.parse.tokens[head]
        return token.dep == "poss" and self.parse.tokens[token.head].dep in SUBJECTS

    def _part(self, head: int) -> bool:
        """Tell whether a mention only says of whom another one is: *the parliament of* X."""
        token = self.parse.tokens[head]
        above = self.parse.tokens[token.head]
        return token.dep == "pobj" and above.lower == "of" and above.dep == "prep" and above.head in self.by_head

    def count(self, figure: Figure) -> int:
        """Return how often the text has mentioned a figure so far."""
        return sum(any(f is figure for f in old.figures) for old in self.said)

    def last_two(
        self, head: int, fits: Test, *, frequent: bool = False, near: bool = False, exclude: tuple[Figure, ...] = ()
    ) -> list[Figure]:
        """Return two distinct figures that fit, the one mentioned earlier first.

        They are the last two that *and* joins in this sentence or the one before; else (where ``frequent``) the two that the text
        speaks of by far most; else the two of this sentence or the one before, where it names exactly two; else (where
        ``frequent``) the two mentioned most often so far; else the last two. Empty where fewer than two fit, and for ``near``
        where they are no nearer than that. ``exclude`` is left out.
        """
        sent = self.parse.tokens[head].sent
        olds = [
            (old, figure)
            for old in reversed(self.said)
            if sent - old.sent <= (_LONG if frequent else _REACH)
            for figure in reversed(old.figures)
            if fits(figure) and not any(figure is e for e in exclude)
        ]
        recent = _distinct(figure for _, figure in olds)
        if len(recent) < 2:
            return []
        counts = [self.count(f) for f in recent]
        best = sorted(range(len(recent)), key=lambda n: (-counts[n], n))
        most = [recent[n] for n in sorted(best[:2], reverse=True)]
        joined = self._joined([(old, f) for old, f in olds if sent - old.sent <= 1])
        if joined:
            return joined
        if frequent and len(recent) > 2 and counts[best[1]] >= _FAR_MORE * counts[best[2]]:
            return most
        for number in (sent, sent - 1):
            named = _distinct(f for old, f in olds if old.sent == number)
            if len(named) == 2:
                return named[::-1]
        if near:
            return []
        return most if frequent and len(recent) > 2 else recent[1::-1]

    def _joined(self, olds: Sequence[tuple[Said, Figure]]) -> list[Figure]:
        """Return the last two figures, the latest first in ``olds``, of which *and* joins the second to the first."""
        by_head = {old.head: figure for old, figure in olds if not old.adjective}
        for old, figure in olds:
            token = self.parse.tokens[old.head]
            first = by_head.get(token.head) if token.dep == "conj" and not old.adjective else None
            if first is not None and first is not figure and not self.parse.children(token.i, "conj"):
                return [first, figure]
        return []


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    """Return figures without those that came before."""
    out: list[Figure] = []
    for figure in figures:
        if not any(figure is f for f in out):
            out.append(figure)
    return out


def find_reported(parse: Parse, statements: Sequence[Statement]) -> list[tuple[Span, int | None]]:
    """Return the stretches of what outer statements report without quotation marks, in order, each with the head token of who
    says it.
    """
    heads: dict[Span, int | None] = {}
    for statement in statements:
        if statement.inside is None and statement.kind is not StatementKind.DIRECT and statement.speaker is not None:
            for span in statement.content.spans:
                heads.setdefault(span, parse.head_of(statement.speaker.spans[0]))
    return sorted(heads.items(), key=lambda pair: pair[0])


def find_voices(parse: Parse, quotes: Sequence[Span], statements: Sequence[Statement]) -> dict[int, int]:
    """Return, by the start of each quotation, the head token of who speaks it: the speaker of a direct statement whose cue and
    source stand outside of it.
    """
    voices: dict[int, int] = {}
    for statement in statements:
        if statement.speaker is None or statement.kind is not StatementKind.DIRECT or statement.inside is not None:
            continue
        head = parse.head_of(statement.speaker.spans[0])
        for quote in quotes:
            outside = not quote.overlaps(statement.speaker.spans[0])
            if head is not None and outside and statement.content.overlaps(quote):
                voices.setdefault(quote.start, head)
    for number, quote in enumerate(quotes):
        if quote.start not in voices:
            before = parse.text[: quote.start].rstrip()
            voice = _announced(parse, before) if before.endswith(":") else None
            above = quotes[number - 1] if number else None
            if voice is None and above is not None and not parse.text[above.end : quote.start].strip():
                voice = voices.get(above.start)  # the next paragraph of the same speech
            if voice is not None:
                voices[quote.start] = voice
    return voices


def _announced(parse: Parse, before: str) -> int | None:
    """Return the subject of the sentence that a colon before a quotation ends: *She gave an account of the talks:*."""
    sentence = parse.sentence_of(parse.at(len(before) - 1))
    subjects = [t for t in parse.tokens[sentence.first : sentence.last] if t.dep in SUBJECTS and t.end <= len(before)]
    main = [t.i for t in subjects if parse.tokens[t.head].dep == "ROOT" and parse.tokens[t.head].end <= len(before)]
    return main[0] if main else subjects[0].i if subjects else None


class Fits:
    """A test of figures: kinds, gender, number."""

    def __init__(self, *kinds: ActorKind, gender: str = "", plural: bool | None = None, exclude: tuple[Figure, ...] = ()) -> None:
        """Take the kinds that fit, and what else must agree."""
        self.kinds, self.gender, self.plural, self.exclude = kinds, gender, plural, exclude

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the figure fits."""
        if figure.kind not in self.kinds or any(figure is e for e in self.exclude):
            return False
        if self.gender and (figure.gender or figure.heard) not in ("", self.gender):
            return False
        return self.plural is None or figure.plural is self.plural


def prominent(parse: Parse, head: int) -> bool:
    """Tell whether a token is a subject, or joined to one."""
    token = parse.tokens[head]
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = parse.tokens[token.head]
    return token.dep in SUBJECTS
