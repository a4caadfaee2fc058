"""How records are named and worded for a person; terminal and notebook share it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.display.inert import one_line
from detente.records import (
    Actor,
    ActorKind,
    Attitude,
    DatePrecision,
    Event,
    LedgerEntry,
    Participant,
    Party,
    Reading,
    Statement,
    StatementKind,
)

ATTITUDES = {Attitude.BELIEF: "a belief", Attitude.FACT: "known as a fact", Attitude.EVENTUALITY: "a wish or plan"}
# Below this a row is shown as unsure.
SURE_ENOUGH = 0.5
UNNAMED = "unnamed speaker"
_COUNTED = (("statements", "statement"), ("events", "event"), ("ledger", "entry on the table"), ("actors", "actor"))
_PLURALS = {"entry on the table": "entries on the table"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for the records of one reading: ``S3``, ``E1``, ``L2`` are their numbers in the order of the reading."""

    numbers: Mapping[str, str]
    statements: Mapping[str, Statement]
    actors: Mapping[str, Actor]
    text: str

    @classmethod
    def of(cls, reading: Reading) -> "Wording":
        """Give the records of a reading their numbers."""
        ids = {
            "S": [s.id for s in reading.statements],
            "E": [e.id for e in reading.events],
            "L": [entry.id for entry in reading.ledger],
        }
        numbers = {record: f"{letter}{n}" for letter, records in ids.items() for n, record in enumerate(records, 1)}
        return cls(numbers, {s.id: s for s in reading.statements}, {a.id: a for a in reading.actors}, reading.article.text)

    def number(self, record: str) -> str:
        """Give the number of a record, or ? where it is not in the reading."""
        return self.numbers.get(record, "?")

    def party(self, party: Party | None) -> str:
        """Name who speaks: the actor(s) where known, else the words of the text."""
        if party is None:
            return UNNAMED
        if party.name:
            return one_line(party.name)
        names = [one_line(self.actors[a].name) for a in (party.actors or (party.actor or "",)) if a in self.actors]
        return " and ".join(names) or one_line(party.text) or UNNAMED

    def surface(self, party: Party | None) -> str:
        """Give the words that stand for a party where they do not show its name: *she*, *the minister*."""
        words = one_line(party.text) if party else ""
        last = self.party(party).rsplit(" ", 1)[-1].lower()
        return "" if last in words.lower() else words

    def content(self, statement: Statement) -> str:
        """Give the content, its pieces joined by an ellipsis; words in quotation marks alone get one pair around them."""
        pieces = [one_line(span.of(self.text)) for span in statement.content.spans]
        if statement.kind is not StatementKind.DIRECT:
            return " … ".join(pieces)
        return f"“{' … '.join(_unquoted(piece) for piece in pieces)}”"

    def actor(self, actor: Actor) -> str:
        """Describe an actor's place: country, sector and roles."""
        where = " ".join(filter(None, (actor.country or "+".join(actor.countries), actor.sector)))
        roles = list(dict.fromkeys(_role(role.title, role.organisation) for role in actor.roles))
        return " · ".join(filter(None, [where, "; ".join(roles)]))

    def participants(self, participants: Iterable[Participant]) -> str:
        """Name the participants of an event, each with its country."""
        return ", ".join(dict.fromkeys(self._participant(p) for p in participants)) or "nobody named"

    def _participant(self, p: Participant) -> str:
        name = one_line(p.name or p.text) or "somebody"
        actor = self.actors.get(p.actor or "")
        is_state = actor is not None and actor.kind is ActorKind.STATE
        return name if not p.country or is_state or name == p.country else f"{name} ({p.country})"

    def who(self, event: Event) -> str:
        """Word who does it towards whom."""
        arrow = " ↔ " if event.symmetric else " → "
        return self.participants(event.actors) + arrow + self.participants(event.recipients)

    def what(self, event: Event) -> str:
        """Word the type, the mode and the CAMEO code."""
        return " ".join(filter(None, (event.type, event.mode, f"({event.cameo})" if event.cameo else "")))

    def day(self, event: Event) -> str:
        """Word the date as exactly as it is known."""
        if event.date is None:
            return ""
        day = event.date.isoformat()
        if event.date_precision is DatePrecision.WEEK:
            return f"week of {day}"
        return day[: {DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}.get(event.date_precision or DatePrecision.DAY, 10)]

    def when(self, event: Event) -> str:
        """Word the date, and the words that gave it."""
        words = f"“{one_line(event.date_text)}”" if event.date_text else ""
        return f"{self.day(event)} ({words})" if words and event.date else words or self.day(event)

    def claimant(self, event: Event) -> str:
        """Word by whom the event is claimed; an empty string where the outlet itself reports it."""
        if not event.claimed_by:
            return ""
        statement = self.statements.get(event.claimed_by)
        return f"{self.party(statement.speaker)} in {self.number(statement.id)}" if statement else "a statement"

    def sides(self, entry: LedgerEntry) -> str:
        """Word by whom to whom something is put on the table."""
        return f"{one_line(', '.join(entry.by)) or 'nobody named'} → {one_line(', '.join(entry.to)) or 'nobody named'}"


def count_records(reading: Reading) -> str:
    """Count what was read.

    >>> from detente.records import Article
    >>> count_records(Reading(Article("a-1", "")))
    '0 statements · 0 events · 0 entries on the table · 0 actors'
    """
    sizes = ((len(getattr(reading, name)), word) for name, word in _COUNTED)
    return " · ".join(f"{n} {word if n == 1 else _PLURALS.get(word, word + 's')}" for n, word in sizes)


def unresolved(reading: Reading) -> list[tuple[str, str]]:
    """Group what could not be resolved: (reason, the words with their counts), in the order of the text."""
    groups: dict[str, dict[str, int]] = {}
    for mention in reading.mentions:
        if not mention.actors:
            words = groups.setdefault(one_line(mention.reason) or "no reason given", {})
            words[one_line(mention.text)] = words.get(one_line(mention.text), 0) + 1
    return [(r, ", ".join(w if n == 1 else f"{w} (×{n})" for w, n in words.items())) for r, words in groups.items()]


def remarks(statement: Statement) -> str:
    """Word what else is known of a statement: its attitude where it is no assertion, and whether it is unsure."""
    unsure = "unsure" if statement.confidence < SURE_ENOUGH else ""
    return ", ".join(filter(None, (ATTITUDES.get(statement.attitude, ""), unsure)))


def _unquoted(piece: str) -> str:
    """Take away the marks around a quotation, and the comma before the closing one; marks inside stay."""
    bare = piece.strip("\"“”„‟«»'‘’").rstrip(",")
    return piece if any(mark in bare for mark in '"“”„‟«»') else bare


def _role(title: str, organisation: str | None) -> str:
    return one_line(f"{title}, {organisation}" if organisation else title)
