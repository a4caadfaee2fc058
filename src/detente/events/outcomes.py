"""What became of what was put on the table, as far as the same article tells it: answered, kept, refused or overtaken."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.actors.cast import Cast
from detente.events.echoes import find_echoes
from detente.events.matter import MatterWords, build_matter_words
from detente.events.obligations import parties_of
from detente.events.opened import Opened, locate
from detente.events.outcome_rules import AUTHOR, OTHER, OutcomeRule, OutcomeRules, build_outcome_rules
from detente.events.replies import Reply, build_reply_words, clause_of, find_replies
from detente.events.ties import FAR, find_ties
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import Event, LedgerEntry, LedgerKind, Outcome, OutcomeKind, Phrase, Statement

_WINDOW = 80  # sentences to either side in which an act may be on the matter of an entry: a long article is several
_SAME = 0.5  # share of the stems that two tellings of one thing have in common
# Which ties satisfy what a row of the table asks for; what is to come *later* is for other articles to tell.
_LINKS = {
    "reply": ("governs", "named", "matter", "next", "near"),
    "name": ("governs", "named"),
    "noun": ("named",),
    "next": ("governs", "named", "next"),
    "back": ("back", "answering"),
    "answering": ("answering",),
    "turn": ("turn",),
    "far": ("far",),
    "matter": ("governs", "matter"),
}
# How often such a tie is right, roughly: on the annotated articles of the parts train and dev each was right where it is above .7
# in nearly all of its cases, the others in about half. The surest of an act's ties counts.
_SURE = {
    "governs": 0.8,
    "named": 0.8,
    "answering": 0.75,
    "back": 0.75,
    "turn": 0.75,
    "next": 0.6,
    "matter": 0.55,
    "before": 0.5,
    "near": 0.45,
    "far": 0.4,
}


@dataclass(frozen=True, slots=True)
class _Tie:
    """An outcome of an entry that an act may be."""

    opened: Opened
    reply: Reply
    outcome: Outcome


def settle_entries(
    parse: Parse,
    entries: Sequence[LedgerEntry],
    events: Sequence[Event],
    cast: Cast,
    lexicon: Lexicon,
    *,
    statements: Sequence[Statement] = (),
) -> tuple[LedgerEntry, ...]:
    """Return the entries with their outcomes, the surest first. Each act settles what it stands nearest to."""
    if not entries:
        return ()
    rules, words = lexicon.index(build_outcome_rules), lexicon.index(build_matter_words)
    replies = find_replies(parse, events, cast, lexicon.index(build_reply_words))
    triggers = {e.id: e.trigger for e in events} | {s.id: Phrase(s.cue.text, s.cue.spans) for s in statements if s.cue}
    opened = [locate(parse, entry, triggers, words) for entry in entries]
    own = _told_by_doers(events, statements, cast)
    about = {r.head: words.of_words(parse.tokens[i].lemma for i in clause_of(parse, r.head)) for r in replies}
    sents = [r.sent for r in replies]
    ties: list[_Tie] = []
    for one in opened:
        for reply in replies[bisect_left(sents, one.sent - _WINDOW) : bisect_right(sents, one.sent + _WINDOW)]:
            if reply.event is not None and reply.event.symmetric and one.by & own.get(reply.event.id, frozenset()):
                continue  # of talks or an agreement that he had a part in, the author tells what lies before his words
            if 0 <= reply.sent - one.sent <= FAR or not one.matter.isdisjoint(about[reply.head]):
                ties += _tie(parse, one, reply, rules, words)
    found: dict[str, dict[OutcomeKind, Outcome]] = {}
    for tie in _nearest(ties):
        _keep(found.setdefault(tie.opened.entry.id, {}), tie.outcome)
    for one in opened:
        for outcome in find_echoes(parse, one, rules.names[one.entry.kind], rules.scorn, words):
            _keep(found.setdefault(one.entry.id, {}), outcome)
    _share(opened, found)
    return tuple(
        replace(e, outcomes=tuple(sorted(found.get(e.id, {}).values(), key=lambda o: (-o.confidence, o.words.start))))
        for e in entries
    )


def _told_by_doers(events: Sequence[Event], statements: Sequence[Statement], cast: Cast) -> dict[str, frozenset[str]]:
    """Map the acts that are told by those who do them, each of two who act together, to their countries."""
    speakers = {s.id: {p.country for p in parties_of(cast, s.speaker)} for s in statements if s.speaker is not None}
    doers = {e.id: {p.country for p in (*e.actors, *(e.recipients if e.symmetric else ()))} for e in events}
    return {e.id: frozenset(c for c in doers[e.id] & speakers[e.claimed_by] if c) for e in events if e.claimed_by in speakers}


def _keep(found: dict[OutcomeKind, Outcome], outcome: Outcome) -> None:
    """Keep the surest outcome of each kind; what is kept need not be answered by the same act."""
    answer = found.get(OutcomeKind.ANSWERED)
    if outcome.how is OutcomeKind.KEPT and answer is not None and answer.words.overlaps(outcome.words.spans[0]):
        del found[OutcomeKind.ANSWERED]
    old = found.get(outcome.how)
    if old is None or old.confidence < outcome.confidence:
        found[outcome.how] = outcome


def _share(opened: Sequence[Opened], found: dict[str, dict[OutcomeKind, Outcome]]) -> None:
    """Let what refuses one entry refuse its conditions, and what settles it settle the same thing told again."""
    settled = [(one, dict(found[one.entry.id])) for one in opened if found.get(one.entry.id)]
    together: dict[object, list[Opened]] = {}
    for one in opened:
        for key in (_opened_by(one), _put_by(one)):
            together.setdefault(key, []).append(one)
    for other, outcomes in settled:
        for one in together[_opened_by(other)]:
            if one is not other and one.entry.kind is LedgerKind.CONDITION and OutcomeKind.REFUSED in outcomes:
                _keep(found.setdefault(one.entry.id, {}), outcomes[OutcomeKind.REFUSED])
        for one in together[_put_by(other)]:
            shared = len(one.matter & other.matter)
            if one is not other and shared and shared >= _SAME * max(len(one.matter), len(other.matter)):
                for outcome in outcomes.values():
                    _keep(found.setdefault(one.entry.id, {}), outcome)


def _opened_by(opened: Opened) -> tuple[str | None, str | None]:
    return opened.entry.event, opened.entry.statement


def _put_by(opened: Opened) -> tuple[LedgerKind, frozenset[str], frozenset[str]]:
    return opened.entry.kind, opened.by, opened.to


def _nearest(ties: Sequence[_Tie]) -> list[_Tie]:
    """Leave out ties by mere place to an entry that is further from the act than another that the act may settle in that way."""
    out = []
    claims: dict[int, list[_Tie]] = {}
    for tie in ties:
        claims.setdefault(id(tie.reply), []).append(tie)
    for tie in ties:
        rivals = [t for t in claims[id(tie.reply)] if t.opened is not tie.opened]
        rule = tie.outcome.rule.partition(".")[2]
        if rule in ("named", "next", "near", "back") and any(
            _distance(t) < _distance(tie) or t.outcome.rule == "outcome.governs" for t in rivals
        ):
            continue
        out.append(tie)
    return out


def _distance(tie: _Tie) -> int:
    """Count sentences between entry and act; what follows the act is further off than all that comes before it."""
    away = tie.reply.sent - tie.opened.sent
    return away if away >= 0 else 1_000 - away


def _tie(parse: Parse, opened: Opened, reply: Reply, rules: OutcomeRules, words: MatterWords) -> list[_Tie]:
    """Return the surest outcome that a reply is to an entry, as a list of one, or none."""
    entry = opened.entry
    if (reply.event is not None and reply.event.id == entry.event) or reply.head in opened.inside or reply.head == opened.anchor:
        return []
    best: Outcome | None = None
    links = find_ties(parse, opened, reply, rules, words)
    for doer in _doers(opened, reply, links):
        for rule in rules.fitting(entry.kind, doer, reply.acts, reply.status):
            for name in links:
                if _fits(name, rule) and (best is None or best.confidence < _SURE[name]):
                    event = reply.event.id if reply.event else None
                    best = Outcome(rule.how, event, reply.words, _SURE[name], f"outcome.{name}")
    return [_Tie(opened, reply, best)] if best is not None else []


def _fits(link: str, rule: OutcomeRule) -> bool:
    """Tell whether a tie is one that a row of the table takes. What is told before the entry can refuse it and nothing else."""
    if link == "before":
        return rule.link in ("matter", "reply") and rule.how is OutcomeKind.REFUSED
    return link in _LINKS.get(rule.link, ())


def _doers(opened: Opened, reply: Reply, links: Sequence[str]) -> list[str]:
    """Tell on which side of an entry the one who acts stands.

    Who is neither stands on the other side where the act takes the entry up, or nobody is named and it follows at once; of an
    entry that is before nobody in particular, everybody else does so, unless only the matter tells that the act is about it.
    """
    both = opened.by <= opened.to
    author = bool(reply.by & opened.by) and (both or not reply.by & opened.to)
    takes_up = "governs" in links or "named" in links
    if opened.to or not reply.by:
        other = bool(reply.by & opened.to) or (takes_up and not author) or (not reply.by and "next" in links)
    else:
        other = not author and not set(links) <= {"before", "matter"}
    return [side for side, stands in ((AUTHOR, author), (OTHER, other)) if stands]
