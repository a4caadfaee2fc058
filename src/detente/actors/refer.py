"""Whom pronouns and taking-up nouns stand for, by what has been said before."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from detente.actors.roster import Figure
from detente.language.parse import Parse
from detente.records import ActorKind, Span

_SUBJECT = ("nsubj", "nsubjpass")
_OBJECT = ("dobj", "pobj", "dative")
_REACH = 8  # sentences that a pronoun looks back
_FLOOR = -3.5  # an antecedent that scores less is too far away; seen in newspaper text
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
    """What the text has mentioned so far; ``by_head`` gives the figures of the mention at a head token.

    ``acted_on`` are the verbs whose object *it* may stand for an actor.
    """

    parse: Parse
    quotes: tuple[Span, ...]
    starts: tuple[int, ...]
    acted_on: frozenset[str] = frozenset()
    said: list[Said] = field(default_factory=list)
    by_head: dict[int, tuple[Figure, ...]] = field(default_factory=dict)

    def quotation(self, head: int) -> Span | None:
        """Return the quotation that holds the token."""
        start = self.parse.tokens[head].start
        at = bisect_right(self.starts, start) - 1
        return self.quotes[at] if at >= 0 and start < self.quotes[at].end else None

    def quoted(self, head: int) -> bool:
        """Tell whether the token stands within a quotation."""
        return self.quotation(head) is not None

    def add(self, figures: tuple[Figure, ...], head: int, *, adjective: bool = False) -> None:
        """Remember a settled mention."""
        token = self.parse.tokens[head]
        self.by_head.setdefault(head, figures)
        self.said.append(Said(figures, head, token.sent, prominent(self.parse, head), self.quoted(head), adjective))

    def near(
        self, head: int, fits: Test, count: int = 1, *, adjectives: bool = True, subjects: bool = True
    ) -> list[tuple[float, Figure]]:
        """Return the figures that fit, the most prominent first, with their scores; ``subjects`` come before others."""
        sent, inside = self.parse.tokens[head].sent, self.quoted(head)
        best: dict[tuple[str, ...], tuple[float, Figure]] = {}
        for old in reversed(self.said):
            back = sent - old.sent
            if back > _REACH:
                break
            if len(old.figures) != 1 or (old.adjective and not adjectives) or old.head == head:
                continue
            figure = old.figures[0]
            if not fits(figure):
                continue
            score = (
                3.0
                - back
                + (1.5 if old.subject and subjects else 0.0)
                - (0.01 * min(head - old.head, 40))
                - (1.5 if old.adjective else 0.0)
            )
            if not inside and old.quoted:
                score -= 4.0
            if inside and not old.quoted:
                score -= 1.0
            if figure.kind is ActorKind.UNNAMED and not old.subject:
                score -= 1.5
            if figure.sector is None and figure.country is None and figure.noun:
                score -= 1.5
            if figure.key not in best or best[figure.key][0] < score:
                best[figure.key] = (score, figure)
        return sorted(best.values(), key=lambda pair: -pair[0])[:count]

    def last_two(self, head: int, fits: Test, *, frequent: bool = False) -> list[Figure]:
        """Return two distinct figures that fit, the one mentioned earlier first.

        They are the two that the latest sentence with exactly two names, else (where ``frequent``) the two mentioned most often
        so far, else the last two.
        """
        sent = self.parse.tokens[head].sent
        recent: list[Figure] = []
        by_sentence: dict[int, list[Figure]] = {}
        for old in reversed(self.said):
            if sent - old.sent > _REACH:
                break
            for figure in reversed(old.figures):
                if fits(figure):
                    if not any(figure is f for f in recent):
                        recent.append(figure)
                    same = by_sentence.setdefault(old.sent, [])
                    if not any(figure is f for f in same):
                        same.append(figure)
        if len(recent) < 2:
            return []
        for near in (sent, sent - 1):
            if len(by_sentence.get(near, [])) == 2:
                return by_sentence[near][::-1]
        if frequent and len(recent) > 2:
            counts = [sum(any(f is g for g in old.figures) for old in self.said) for f in recent]
            best = sorted(range(len(recent)), key=lambda n: (-counts[n], n))[:2]
            return [recent[n] for n in sorted(best, reverse=True)]
        return recent[1::-1]


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


def third_person(memory: Memory, head: int, stands: str, case: str) -> tuple[tuple[Figure, ...], str, float]:
    """Return the figures that he, she, it or they stands for, the reason and the confidence."""
    parse = memory.parse
    if stands == "it" and case == "subject" and parse.tokens[head].dep in _OBJECT:
        case = "object"
    exclude = _own_subject(memory, head) if case == "object" else ()
    if stands in ("he", "she"):
        gender = "male" if stands == "he" else "female"
        tests = [Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender=gender, plural=False, exclude=exclude)]
    elif stands == "it":
        if case == "subject" and expletive(parse, head):
            return (), "it stands for nobody", 0.8
        own = _clause_subject(memory, head, case)
        if own is not None:
            return (own,), f"pronoun for {own.label}, the subject of its clause", 0.8
        other = (
            _other_subject(memory, head) if case == "possessive" else _thing_before(memory, head) if case == "subject" else None
        )
        if other is not None:
            return (), f"pronoun for '{other}', which is nobody", 0.5
        if case == "object" and not _acted_on(memory, head):
            return (), "it after a verb that things rather than actors undergo", 0.4
        tests = [Fits(*_THINGS, plural=False, exclude=exclude)]
    else:
        joined = _joined(memory, head)
        if joined:
            return joined, f"the last that were joined: {' and '.join(f.label for f in joined)}", 0.6
        tests = [
            Fits(ActorKind.GROUP, ActorKind.UNNAMED, plural=True, exclude=exclude),
            Fits(ActorKind.ORGANIZATION, ActorKind.BODY, exclude=exclude),
        ]
    for fits in tests:
        found = memory.near(head, fits, 2, adjectives=False, subjects=not (stands == "it" and case == "object"))
        if found and found[0][0] >= _FLOOR:
            margin = found[0][0] - found[1][0] if len(found) > 1 else 2.0
            return (found[0][1],), f"pronoun for {found[0][1].label}", 0.8 if margin >= 1.0 else 0.6
    return (), "pronoun without antecedent", 0.2


def _other_subject(memory: Memory, head: int) -> str | None:
    """Return the subject of the clause around a possessive where it is a noun for nobody: the dollar … its."""
    tokens = memory.parse.tokens
    at = tokens[head]
    for _ in range(12):
        if at.head == at.i:
            return None
        at = tokens[at.head]
        subjects = [t for t in memory.parse.children(at.i, *_SUBJECT) if t.i < head]
        if subjects:
            subject = subjects[-1]
            owned = any(t.i in memory.by_head for t in memory.parse.children(subject.i, "poss"))
            nobody = subject.pos == "NOUN" and subject.i not in memory.by_head and not subject.left <= head <= subject.right
            return subject.text if nobody and not owned else None
    return None


def _clause_subject(memory: Memory, head: int, case: str) -> Figure | None:
    """Return the state, body or organisation that is the subject of the clause around *its*, or of the one that *it* depends on
    (*Peru said it would*); of an infinitive, the object before it (*urged Peru to drop its* …).
    """
    tokens = memory.parse.tokens
    at = tokens[head]
    if case == "object":
        return None
    if case == "subject":
        at = tokens[at.head]
    for _ in range(12):
        if at.head == at.i or at.dep in ("relcl", "acl"):
            return None
        below, at = at, tokens[at.head]
        if below.dep == "xcomp" and below.i > at.i:
            given = [t for t in memory.parse.children(at.i, "dobj") if at.i < t.i < below.i]
            given += [o for p in memory.parse.children(at.i, "prep") for o in memory.parse.children(p.i, "pobj") if o.i < below.i]
        else:
            given = []
        for token in given or memory.parse.children(at.i, *_SUBJECT):
            if token.i >= head or token.left <= head <= token.right:
                continue
            figures = memory.by_head.get(token.i, ())
            if len(figures) == 1 and figures[0].kind in _THINGS and not figures[0].plural:
                return figures[0]
            return None
    return None


def _thing_before(memory: Memory, head: int) -> str | None:
    """Return the noun for nobody that is the last subject before *it*, where no state or body is a subject since the sentence
    before (the *ship* entered their waters; *it* left).
    """
    tokens, sent = memory.parse.tokens, memory.parse.tokens[head].sent
    for token in reversed(tokens[max(0, head - 60) : head]):
        if token.sent < sent - 1:
            return None
        if token.dep not in _SUBJECT or token.tag == "PRP":
            continue
        figures = memory.by_head.get(token.i, ())
        if any(f.kind in _THINGS for f in figures):
            return None
        if not figures and token.tag == "NN":
            others = [s for s in memory.said[-16:] if s.sent >= sent - 1 and s.subject and s.figures[0].kind in _THINGS]
            return None if others else token.text
    return None


def _acted_on(memory: Memory, head: int) -> bool:
    """Tell whether the verb or preposition before an object *it* is one that states and bodies undergo (*accused it*)."""
    token = memory.parse.tokens[memory.parse.tokens[head].head]
    if token.pos == "ADP":
        return token.lower in ("against", "with", "on", "from", "by") or token.lower in memory.acted_on
    return token.lemma in memory.acted_on


def _own_subject(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return the figures of the subject of the verb that governs an object pronoun: they cannot be meant."""
    parse = memory.parse
    verb = parse.tokens[parse.tokens[head].head]
    if verb.pos == "ADP":
        verb = parse.tokens[verb.head]
    return tuple(f for t in parse.children(verb.i, *_SUBJECT) for f in memory.by_head.get(t.i, ()))


def _joined(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return the figures that the latest subject just before joined ("A and B …, the two leaders …"), for *they*."""
    sent = memory.parse.tokens[head].sent
    for old in reversed(memory.said[-12:]):
        if sent - old.sent > 1:
            break
        if old.head == head or old.adjective or not old.subject:
            continue
        if len(old.figures) > 1:
            return old.figures
        if old.figures[0].plural:
            break
        others = [f for t in memory.parse.children(old.head, "conj") for f in memory.by_head.get(t.i, ())]
        if others and all(f is not old.figures[0] for f in others):
            return (old.figures[0], *others)
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
