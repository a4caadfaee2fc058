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
    MentionKind,
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

    def cue(self, statement: Statement) -> str:
        """Give the words that attribute, to whom, with or against whom, after whom, and where."""
        words = one_line(statement.cue.text) if statement.cue else ""
        around = [f"to {self.party(statement.addressee)}"] if statement.addressee else []
        around += [f"with {', '.join(map(self._other, statement.agrees_with))}"] if statement.agrees_with else []
        around += [f"against {', '.join(map(self._other, statement.disagrees_with))}"] if statement.disagrees_with else []
        around += [f"echoing {', '.join(map(self._other, statement.echoes))}"] if statement.echoes else []
        around += [one_line(statement.occasion.text)] if statement.occasion else []
        if statement.place and not (statement.occasion and statement.occasion.overlaps(statement.place.spans[0])):
            around.append(f"in {one_line(statement.place.text)}")
        shown = words if any(c.isalnum() for c in words) else "in words without a cue"  # a colon alone is no word
        return f"{shown} ({'; '.join(around)})" if around else shown

    def _other(self, record: str) -> str:
        """Name an actor or a statement that somebody agrees with."""
        return one_line(self.actors[record].name if record in self.actors else self.numbers.get(record, record))

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
        """Name the participants of an event, each once, with its country or countries."""
        countries: dict[str, list[str]] = {}
        for p in participants:
            name = one_line(p.name or p.text) or "somebody"
            actor = self.actors.get(p.actor or "")
            of = countries.setdefault(name, [])
            if p.country and p.country not in (name, *of) and (actor is None or actor.kind is not ActorKind.STATE):
                of.append(p.country)
        return ", ".join(f"{name} ({', '.join(of)})" if of else name for name, of in countries.items()) or "nobody named"

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
    '0 statements · 0 events · 0 on the table · 0 actors'
    """
    statements, events = _counted(len(reading.statements), "statement"), _counted(len(reading.events), "event")
    return f"{statements} · {events} · {len(reading.ledger)} on the table · {_counted(len(reading.actors), 'actor')}"


def taking_part(reading: Reading) -> list[Actor]:
    """List the actors who say, hear, pass on or do something, or are agreed with; the others are only spoken of."""
    ids: set[str | None] = set()
    for s in reading.statements:
        ids.update(actor for party in (s.speaker, s.addressee, s.via) if party for actor in (party.actor, *party.actors))
        ids.update((*s.agrees_with, *s.disagrees_with, *s.echoes))
    ids.update(p.actor for e in reading.events for p in (*e.actors, *e.recipients))
    return [actor for actor in reading.actors if actor.id in ids]


def unresolved(reading: Reading) -> list[tuple[str, str]]:
    """Group the names and nouns that could not be resolved: (reason, the words with their counts), in the order of the text.

    Pronouns are left out: most stand for no actor, and one that speaks or acts is shown where it does.
    """
    groups: dict[str, dict[str, int]] = {}
    for mention in reading.mentions:
        if not mention.actors and mention.kind is not MentionKind.PRONOUN:
            words = groups.setdefault(one_line(mention.reason) or "no reason given", {})
            words[one_line(mention.text)] = words.get(one_line(mention.text), 0) + 1
    return [(r, ", ".join(w if n == 1 else f"{w} (×{n})" for w, n in words.items())) for r, words in groups.items()]


def remarks(statement: Statement) -> str:
    """Word what else is known of a statement: its attitude where it is no assertion, and whether it is unsure."""
    unsure = "unsure" if statement.confidence < SURE_ENOUGH else ""
    return ", ".join(filter(None, (ATTITUDES.get(statement.attitude, ""), unsure)))


def _counted(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _unquoted(piece: str) -> str:
    """Take away the marks around a quotation, and the comma before the closing one; marks inside stay."""
    bare = piece.strip("\"“”„‟«»'‘’").rstrip(",")
    return piece if any(mark in bare for mark in '"“”„‟«»') else bare


def _role(title: str, organisation: str | None) -> str:
    return one_line(f"{title}, {organisation}" if organisation else title)
