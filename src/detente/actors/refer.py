"""Whom pronouns and taking-up nouns stand for, by what has been said before."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from detente.actors.mentions import Candidate
from detente.actors.roster import Figure
from detente.language.parse import Parse
from detente.records import ActorKind, Span

_SUBJECT = ("nsubj", "nsubjpass")
_REACH = 8  # sentences that a pronoun looks back
_THINGS = (ActorKind.STATE, ActorKind.BODY, ActorKind.ORGANIZATION, ActorKind.OUTLET)


Test = Callable[[Figure], bool]


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier mention: its figures, where it stands, and how prominent it is."""

    figures: tuple[Figure, ...]
    head: int
    sent: int
    subject: bool
    quoted: bool
    adjective: bool


@dataclass(slots=True)
class Memory:
    """What the text has mentioned so far."""

    parse: Parse
    quotes: tuple[Span, ...]
    starts: tuple[int, ...]
    said: list[Said] = field(default_factory=list)

    def quoted(self, head: int) -> int | None:
        """Return the index of the quotation that holds the token."""
        start = self.parse.tokens[head].start
        at = bisect_right(self.starts, start) - 1
        return at if at >= 0 and start < self.quotes[at].end else None

    def add(self, figures: tuple[Figure, ...], candidate: Candidate) -> None:
        """Remember a resolved mention."""
        token = self.parse.tokens[candidate.head]
        self.said.append(
            Said(
                figures,
                candidate.head,
                token.sent,
                prominent(self.parse, candidate.head),
                self.quoted(candidate.head) is not None,
                candidate.what == "adjective",
            )
        )

    def near(self, head: int, fits: Test, count: int = 1) -> list[tuple[float, Figure]]:
        """Return the figures that fit, the most prominent first, with their scores."""
        token = self.parse.tokens[head]
        inside = self.quoted(head)
        best: dict[tuple[str, ...], tuple[float, Figure]] = {}
        for old in reversed(self.said):
            back = token.sent - old.sent
            if back > _REACH:
                break
            score = (
                3.0 - back + (1.5 if old.subject else 0.0) - (0.01 * min(head - old.head, 40)) - (1.5 if old.adjective else 0.0)
            )
            if inside is None and old.quoted:
                score -= 4.0
            if inside is not None and not old.quoted:
                score -= 1.0
            for figure in old.figures:
                if len(old.figures) == 1 and fits(figure) and (figure.key not in best or best[figure.key][0] < score):
                    best[figure.key] = (score, figure)
        return sorted(best.values(), key=lambda pair: -pair[0])[:count] if best else []

    def last_two(self, head: int, fits: Test) -> list[Figure]:
        """Return the last two distinct figures that fit, the earlier one first."""
        found: list[Figure] = []
        sent = self.parse.tokens[head].sent
        for old in reversed(self.said):
            if sent - old.sent > _REACH:
                break
            for figure in reversed(old.figures):
                if fits(figure) and figure not in found:
                    found.append(figure)
            if len(found) >= 2:
                break
        return found[1::-1] if len(found) >= 2 else []


class Fits:
    """A test of figures: kinds, gender, number."""

    def __init__(self, *kinds: ActorKind, gender: str = "", plural: bool | None = None, exclude: tuple[Figure, ...] = ()) -> None:
        """Take the kinds that fit, and what else must agree."""
        self.kinds, self.gender, self.plural, self.exclude = kinds, gender, plural, exclude

    def __call__(self, figure: Figure) -> bool:
        """Tell whether the figure fits."""
        if figure.kind not in self.kinds or any(figure is e for e in self.exclude):
            return False
        if self.gender and figure.gender and figure.gender != self.gender:
            return False
        return self.plural is None or figure.plural is self.plural


def prominent(parse: Parse, head: int) -> bool:
    """Tell whether a token is a subject, or joined to one."""
    token = parse.tokens[head]
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = parse.tokens[token.head]
    return token.dep in _SUBJECT


def third_person(
    memory: Memory, candidate: Candidate, stands: str, case: str, speaker: tuple[Figure, ...]
) -> tuple[tuple[Figure, ...], str, float]:
    """Return the figures that he, she, it or they stands for, the reason and the confidence."""
    parse = memory.parse
    exclude = speaker + (_own_subject(memory, candidate.head) if case == "object" else ())
    if stands in ("he", "she"):
        gender = "male" if stands == "he" else "female"
        fits = Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender=gender, plural=False, exclude=exclude)
    elif stands == "it":
        if case == "subject" and expletive(parse, candidate.head):
            return (), "it stands for nobody", 0.8
        fits = Fits(*_THINGS, exclude=exclude)
    else:
        fits = Fits(ActorKind.GROUP, ActorKind.ORGANIZATION, ActorKind.BODY, ActorKind.UNNAMED, plural=True, exclude=exclude)
        joined = _joined_pair(memory, candidate.head)
        if joined:
            return joined, "the last persons or states joined by 'and'", 0.6
    found = memory.near(candidate.head, fits, 2)
    if not found and stands == "they":
        found = memory.near(candidate.head, Fits(ActorKind.ORGANIZATION, ActorKind.BODY, ActorKind.GROUP, exclude=exclude), 2)
    if not found or found[0][0] < -3.5:
        return (), "pronoun without antecedent", 0.2
    margin = found[0][0] - found[1][0] if len(found) > 1 else 2.0
    return (found[0][1],), f"pronoun for {found[0][1].label}", 0.8 if margin >= 1.0 else 0.6


def _own_subject(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return the figures of the subject of the verb that governs an object pronoun: they cannot be meant."""
    parse = memory.parse
    verb = parse.tokens[parse.tokens[head].head]
    if verb.pos == "ADP":
        verb = parse.tokens[verb.head]
    subjects = {t.i for t in parse.children(verb.i, *_SUBJECT)}
    return tuple(f for old in memory.said[-12:] if old.head in subjects for f in old.figures)


def _joined_pair(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return several figures that the latest mention in the sentences just before joined, for "they"."""
    token = memory.parse.tokens[head]
    for old in reversed(memory.said[-6:]):
        if token.sent - old.sent > 1:
            break
        if len(old.figures) > 1:
            return old.figures
        if old.subject and old.figures[0].plural:
            break
    return ()


def expletive(parse: Parse, head: int) -> bool:
    """Tell whether *it* is empty: it is time, it seems that."""
    token = parse.tokens[head]
    verb = parse.tokens[token.head]
    if token.dep == "expl":
        return True
    if verb.lemma in ("seem", "appear", "happen", "rain", "snow"):
        return True
    return (
        verb.lemma == "be"
        and any(t.dep in ("acomp", "attr", "ccomp", "xcomp", "prep") for t in parse.children(verb.i))
        and any(
            t.dep in ("ccomp", "xcomp", "advcl", "csubj") or t.lower in ("time", "clear", "likely", "not", "important")
            for t in parse.children(verb.i)
        )
    )
