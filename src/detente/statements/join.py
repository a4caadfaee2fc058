"""Join what rules drafted with what the model proposes: the policy where they disagree.

1. *Is it a statement?* What both find stays. A draft that the model takes for none goes, unless it stands inside another
   statement (the research corpus marks none of those, so that the model has seen few) or somebody hears or passes on the words,
   which only the rules know; a quotation, and what holds another statement, goes only where something else has its words. What
   the model alone finds is added where it is sure, unless an outlet that passes words on says it or it merely wraps a statement
   of the rules.
2. *Which words?* The model's, in whole quotations where they begin or end in one, with what the rules add outside of the model's
   window (a quotation that goes on), and never a quotation that another draft gives, nor beyond its clause. Inside another
   statement, where it sees no content, where the model's words take in who hears or who passes on, and where a told main clause
   would lose a statement in it or that one's speaker, the rules' words stay.
3. *Who says it?* The rules' source where it shares a word with the model's, where the model sees none, and where somebody is
   quoted at second hand; else the model's.

Every joined draft says in ``rule`` who found it: the rule, ``+model`` behind it where the model changed its words, ``model.*``
where only the model saw it.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from detente.language.parse import Parse
from detente.records import Attitude, Span
from detente.statements.behind import adds_condition
from detente.statements.beside import clear_of
from detente.statements.draft import Draft, Ranges
from detente.statements.held import Cues, cues_of, held_by, loses_one, tells_again
from detente.statements.nest import inner_drafts
from detente.statements.overreach import keep_to_clause
from detente.statements.quoted import Quotations, merge, stretch
from detente.statements.runs import ANEW
from detente.statements.tagger import SURE, Proposal
from detente.statements.tree import has_word, ranges_of, to_spans
from detente.statements.windows import tokens_in

_ATTITUDES = (Attitude.ASSERTION, Attitude.BELIEF, Attitude.FACT, Attitude.EVENTUALITY)  # the order of the model's head
_CLAUSES = ("verb.parenthesis", "verb.before", "phrase.according")  # rules whose content is a main clause with its subject


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds on probabilities, chosen on PolNeAR dev and the bank's dev part (docs/decisions/0009)."""

    drop: float = 0.3  # a draft of the rules goes below it
    add: float = SURE  # a statement of the model alone comes from here
    word: float = 0.5  # a word belongs to a role above it
    bridge: int = 2  # words between two stretches that are taken in
    crumb: float = 0.6  # a further stretch weighs at least this much, half a point a sure word
    trust: float = 0.4  # a statement of the model alone goes below this confidence: of 25 on the bank's kind of news 8 were right


POLICY = Policy()


def join(
    parse: Parse, placed: Quotations, drafts: Sequence[Draft], proposals: Sequence[Proposal], policy: Policy = POLICY
) -> list[tuple[Draft, Proposal | None]]:
    """Return the joined drafts in the order of their anchors, each with what the model said of it, where it was asked."""
    by_draft = {p.candidate.draft: p for p in proposals if p.candidate.draft is not None}
    inner = inner_drafts(parse, drafts)
    cues = cues_of(drafts)
    doubted: list[int] = []
    out: list[tuple[Draft, Proposal | None]] = []
    for number, draft in enumerate(drafts):
        proposal = by_draft.get(number)
        if proposal is None or number in inner or draft.rule == ANEW:  # the model reads cues, and sees no whole paragraph
            out.append((draft, None))
        elif proposal.stated >= policy.drop or draft.via or draft.addressee:  # only the rules know these two
            others = _quotations(drafts, number)
            out.append((_mend(parse, placed, draft, proposal, policy, others=others, cues=cues), proposal))
        else:
            doubted.append(number)
    taken = {i for d, _ in out for i in (*tokens_in(d.cue), d.anchor)}
    carriers = {i for d, _ in out for i in tokens_in(d.via)}
    for proposal in proposals:
        if proposal.candidate.draft is None and not taken.intersection(proposal.candidate.cue):
            added = _add(parse, placed, proposal, policy)
            if added is None or tells_again(parse, cues, added) or any(added.content == d.content for d, _ in out):
                continue  # the other half of one cue
            if not carriers.intersection(tokens_in(added.source)):  # who passes words on has said nothing else
                out.append((added, proposal))
    for number in doubted:
        draft = drafts[number]
        inside = held_by(parse, cues, draft.content, draft)
        if ("quote_" in draft.rule or inside) and not _taken(draft, inside, out):
            out.append((draft, by_draft[number]))
    return sorted(out, key=lambda pair: pair[0].anchor)


def _taken(draft: Draft, inside: Sequence[Draft], out: Sequence[tuple[Draft, Proposal | None]]) -> bool:
    """Tell whether a joined draft that does not stand inside another one has some of its words."""
    within = {d.anchor for d in inside}
    return any(s.overlaps(o) for d, _ in out if d.anchor not in within for s in d.content for o in draft.content)


def _quotations(drafts: Sequence[Draft], number: int) -> list[Span]:
    """Return the quotations that other drafts give and this one does not."""
    own = drafts[number].content
    return [
        s
        for n, d in enumerate(drafts)
        if n != number and "quote_" in d.rule
        for s in d.content
        if not any(s.overlaps(o) for o in own)
    ]


def _mend(
    parse: Parse,
    placed: Quotations,
    draft: Draft,
    proposal: Proposal,
    policy: Policy,
    *,
    others: Sequence[Span],
    cues: Cues,
) -> Draft:
    content = draft.content
    cue = to_spans(parse, draft.cue)  # *cited X as saying*: the model may take the end of a long cue for words that are said
    found = tuple(
        s
        for s in content_of(parse, placed, proposal, policy)
        if not any(s.overlaps(o) for o in others) and not any(c.holds(s) for c in cue)
    )
    if found:
        window = Span(parse.tokens[proposal.words[0]].start, parse.tokens[proposal.words[-1]].end)
        content = merge(parse.text, [*found, *(s for s in draft.content if not s.overlaps(window))])
        content = keep_to_clause(parse, draft, content)
        if draft.rule in _CLAUSES and loses_one(parse, cues, draft, content):
            content = draft.content
        if len(content) == len(draft.content) == 1 and adds_condition(parse, content[0], draft.content[0]):
            content = draft.content
        if _takes_party(parse, draft, content):
            content = draft.content
    source = source_of(parse, proposal, policy)
    told = any(s.overlaps(o) for s in to_spans(parse, source) for o in content)
    passed = draft.rule.startswith("relay.") or tokens_in(source) & tokens_in(draft.via)
    if not source or told or passed or tokens_in(source) & tokens_in(draft.source):
        source = draft.source
    if content == draft.content and source == draft.source:
        return draft
    return replace(draft, content=content, source=source, rule=draft.rule + "+model")


def _takes_party(parse: Parse, draft: Draft, content: Sequence[Span]) -> bool:
    """Tell whether a content holds who hears or passes on the words, and the content of the rules does not."""
    known = (*draft.addressee, *draft.via)
    return clear_of(parse, known, draft.content) and not clear_of(parse, known, content)


def _add(parse: Parse, placed: Quotations, proposal: Proposal, policy: Policy) -> Draft | None:
    if min(proposal.cued, proposal.stated) < policy.add:
        return None
    content = content_of(parse, placed, proposal, policy)
    if not content:
        return None
    anchor = parse.tokens[proposal.candidate.anchor]
    return Draft(
        rule=f"model.{anchor.pos.lower()}",
        attitude=max(zip(proposal.attitude, _ATTITUDES, strict=True), key=lambda pair: pair[0])[1],
        confidence=round(proposal.cued * proposal.stated, 2),
        anchor=anchor.i,
        lemma=anchor.lemma,
        cue=ranges_of(proposal.candidate.cue),
        source=source_of(parse, proposal, policy),
        content=content,
    )


def content_of(parse: Parse, placed: Quotations, proposal: Proposal, policy: Policy) -> tuple[Span, ...]:
    """Return the content that the model sees, in whole words and whole quotations where it begins or ends in one."""
    held = [p > policy.word for p in proposal.source]
    ranges = _stretches(parse, proposal, proposal.content, held, policy)
    return stretch(parse, placed, to_spans(parse, ranges), proposal.candidate.anchor)


def source_of(parse: Parse, proposal: Proposal, policy: Policy) -> Ranges:
    """Return the stretch of words that the model likes best as the source, or nothing."""
    best: tuple[float, tuple[int, int]] | None = None
    cue = set(proposal.candidate.cue)
    chance = [0.0 if i in cue else p for i, p in zip(proposal.words, proposal.source, strict=True)]
    for first, last in _stretches(parse, proposal, chance, [False] * len(proposal.words), policy):
        weight = sum(p for i, p in zip(proposal.words, proposal.source, strict=True) if first <= i < last)
        if has_word(parse, first, last) and (best is None or weight > best[0]):
            best = (weight, _with_noun(parse, first, last, cue))
    return (best[1],) if best is not None else ()


def _with_noun(parse: Parse, first: int, last: int, cue: Container[int]) -> tuple[int, int]:
    """Return the range of a source, on to the noun where the model has kept the article alone: *the* bank."""
    token = parse.tokens[first]
    alone = last - first == 1 and token.dep == "det" and token.lower in ("the", "a", "an")
    return (first, token.head + 1) if alone and token.head > first and token.head not in cue else (first, last)


def _stretches(
    parse: Parse, proposal: Proposal, chance: Sequence[float], held: Sequence[bool], policy: Policy
) -> list[tuple[int, int]]:
    """Return token ranges [first, last) of likely words, joined over small gaps without the cue or a word that is ``held``."""
    cue = set(proposal.candidate.cue)
    words = proposal.words
    out: list[tuple[int, int]] = []
    last = -1
    for k, p in enumerate(chance):
        if p <= policy.word:
            continue
        gap = range(last + 1, k)
        near = out and (len(gap) <= policy.bridge or _hyphened(parse, words[last], words[k]))
        if near and not any(words[g] in cue or held[g] for g in gap):
            out[-1] = (out[-1][0], words[k] + 1)
        else:
            out.append((words[k], words[k] + 1))
        last = k
    return [_whole(parse, first, end) for first, end in _firm(words, chance, out, policy)]


def _firm(words: Sequence[int], chance: Sequence[float], ranges: list[tuple[int, int]], policy: Policy) -> list[tuple[int, int]]:
    """Leave out crumbs: a stretch beside a weightier one needs more than a word or two of doubtful probability."""
    at = {i: k for k, i in enumerate(words)}

    def weight(span: tuple[int, int]) -> float:
        return sum(max(0.0, chance[at[i]] - 0.5) for i in range(*span) if i in at)

    heaviest = max((weight(r) for r in ranges), default=0.0)
    return [r for r in ranges if weight(r) >= min(policy.crumb, heaviest)]


def _hyphened(parse: Parse, one: int, other: int) -> bool:
    """Tell whether no white space stands between two tokens."""
    return all(parse.tokens[i].end == parse.tokens[i + 1].start for i in range(one, other))


def _whole(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """Let a stretch end with a whole hyphened word: *early-morning*, where the model stopped after *early*."""
    tokens = parse.tokens
    while last + 1 < len(tokens) and tokens[last].text == "-" and _hyphened(parse, last - 1, last + 1):
        last += 2
    return first, last
