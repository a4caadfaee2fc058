"""What is at hand to explain a row, and the wording that all kinds of rows share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.display.inert import one_line
from detente.display.wording import SURE_ENOUGH
from detente.explain import explain_rule
from detente.lexicon import Lexicon
from detente.reasons.again import Again
from detente.reasons.fields import Fields, quote
from detente.records import Span
from detente.segments import Mark, cut_segments

# How a number from 0 to 1 is said; the lowest bound is where displays begin to mark a row as unsure.
_SURE = ((0.9, "very sure"), (0.75, "sure"), (SURE_ENOUGH, "more likely than not"), (0.0, "unsure"))

_LONGEST_RULE = 300  # characters; a longer one was not written by a stage, and would be long to look up


@dataclass(frozen=True, slots=True)
class Case:
    """A coded object, the tables, and its article read again where the file has the text."""

    coded: Fields
    lexicon: Lexicon
    again: Again | None = None

    @property
    def text(self) -> str:
        """The text of the article, or '' where the file has none."""
        return self.coded.part("article").text("text")

    def meaning(self, table: str, name: str) -> str:
        """Return what a table of the ontology says of a name: ``ontology/statuses`` of *future*; '' for an unknown one."""
        rows = self.lexicon.table(table)
        return next((r.text("description") for r in rows if next(iter(r.values.values())) == name), "")

    def actor(self, record: str) -> Fields:
        """Return the actor with this id."""
        return self.coded.find("actors", record)

    def statement(self, record: str) -> Fields:
        """Return the statement with this id."""
        return self.coded.find("statements", record)

    def words(self, spans: Iterable[Span]) -> str:
        """Cut words out of the text; '' where the file has none."""
        return " … ".join(one_line(span.of(self.text)) for span in spans if span.of(self.text))

    def party(self, label: str, party: Fields) -> Iterator[str]:
        """Word whom the words of a participant or party stand for, and how that was found."""
        ids = party.texts("actors") or party.texts("actor")
        known = [self.describe(self.actor(i)) or one_line(i) for i in ids]
        name = " and ".join(known) or party.line("name") or "nobody who is known"
        yield f"{label}: {quote(party.text('text')) if party.text('text') else 'no words'} is {name}"
        yield f"  found by: {self.how(party, ids) or 'the file does not say'}"

    def how(self, party: Fields, ids: tuple[str, ...]) -> str:
        """Return how words were resolved: the reason of the mention, of the party, or else of its actors."""
        if self.again is not None:
            for span in party.spans():
                mention = self.again.mention(span, ids[0] if ids else "")
                if mention is not None and mention.reason and (not ids or ids[0] in mention.actors):
                    return f"{one_line(mention.reason)} ({mention.kind.value}, {how_sure(mention.confidence)})"
        reasons = [self.actor(i).line("reason") for i in ids]
        return party.line("reason") or "; ".join(dict.fromkeys(filter(None, reasons)))

    def describe(self, actor: Fields) -> str:
        """Name an actor with its place and id: *Ingrid Dahl (NOR GOV, a-c12d1307f525)*."""
        if not actor:
            return ""
        country = actor.line("country") or one_line("+".join(actor.texts("countries")))
        place = f"{country} {actor.line('sector')}".strip()
        return f"{actor.line('name')} ({', '.join(filter(None, (place, actor.line('id'))))})"

    def rule(self, rule: str) -> Iterator[str]:
        """Word a rule part by part, each with the row of the tables that it is named after."""
        yield f"Rule: {one_line(rule) or 'the file names none'}"
        for part in explain_rule(rule[:_LONGEST_RULE], self.lexicon):
            yield f"  {part.title}"
            yield from (f"    {line}" for line in part.lines)

    def chain(self, record: str) -> Iterator[str]:
        """Word a statement and those that it stands in, from the innermost out: who says it, through whom, in what words."""
        seen: set[str] = set()
        while record and record not in seen:
            seen.add(record)
            s = self.statement(record)
            if not s:
                yield f"  {one_line(record)}, which the file does not hold"
                return
            yield f"  {self.said(s)}"
            record = s.text("inside")

    def said(self, s: Fields) -> str:
        """Word a statement in one line."""
        speaker, via, cue = s.part("speaker"), s.part("via"), s.part("cue")
        who = speaker.line("name") or speaker.line("text") or "somebody unnamed"
        words = f" ({quote(speaker.text('text'))})" if speaker.text("text") and speaker.line("text") != who else ""
        through = f", passed on by {via.line('name') or via.line('text')}" if via else ""
        how = f"{quote(cue.text('text'))}: " if cue.text("text") else ""
        return f"{s.line('id')}: {who}{words}{through}, {how}{quote(s.part('content').text('text'))}"


def how_sure(number: float | None) -> str:
    """Say a confidence in words and number.

    >>> how_sure(0.65)
    'more likely than not, .65'
    """
    if number is None:
        return "the file does not say"
    return f"{next(word for least, word in _SURE if number >= least or least == 0)}, {share(number)}"


def share(number: float) -> str:
    """Write a number from 0 to 1 with two digits behind the point.

    >>> share(0.914), share(1.0)
    ('.91', '1.00')
    """
    return f"{number:.2f}".removeprefix("0")


def mark_words(text: str, around: Span, marks: Iterable[tuple[Span, str]]) -> str:
    """Return the characters ``around`` with words in brackets that say what they are; line breaks become spaces.

    >>> mark_words("Oslo accused Riga.", Span(0, 18), [(Span(0, 4), "who"), (Span(5, 12), "act")])
    '[who: Oslo] [act: accused] Riga.'
    """
    start = around.start
    shifted = (Mark(Span(s.start - start, s.end - start), kind, "") for s, kind in marks if s.overlaps(around))
    shown = []
    for segment in cut_segments(around.of(text), shifted):
        kinds = "/".join(dict.fromkeys(m.kind for m in segment.marks))
        bare = segment.text.strip()
        before, _, behind = segment.text.partition(bare) if bare else ("", "", "")
        shown.append(f"{before}[{kinds}: {bare}]{behind}" if kinds and bare else segment.text)
    return one_line("".join(shown))
