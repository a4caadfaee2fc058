"""Which words stand beside which cue: outside of its content, and closer to it in the tree than to any other cue."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.language.parse import Parse, Token
from detente.records import Span
from detente.statements.draft import Draft, Ranges
from detente.statements.tree import to_spans

_MANY = 30  # cues of one sentence that are looked at: a text without full stops stays cheap
_DEEP = 12  # heads to climb: no word beside a cue hangs deeper


def tokens_beside(parse: Parse, drafts: Sequence[Draft]) -> list[Token]:
    """Return the tokens of the sentences that hold a cue, in order: no other stands beside one."""
    held = {parse.tokens[i].sent for d in drafts for i in (d.anchor, *(first for first, _ in d.cue))}
    sentences = (parse.sentences[n] for n in sorted(held))
    return [token for s in sentences for token in parse.tokens[s.first : s.last]]


@dataclass(frozen=True, slots=True)
class Beside:
    """For each token of a text the numbers of the drafts whose cue, or whose source, it belongs to."""

    parse: Parse
    drafts: Sequence[Draft]
    anchors: dict[int, int]
    sources: dict[int, int]
    sentences: dict[int, list[int]]

    @classmethod
    def of(cls, parse: Parse, drafts: Sequence[Draft]) -> "Beside":
        """Note the anchors and sources of drafts; of several with one source, the first cue has it.

        The verb of *expressed hope that* belongs to the noun, whatever it may be a cue of alone.
        """
        anchors: dict[int, int] = {}
        sources: dict[int, int] = {}
        nouns = {i for d in drafts if d.rule.startswith("noun.") for first, last in d.cue for i in range(first, last)}
        for number, draft in sorted(enumerate(drafts), key=lambda pair: pair[1].anchor):
            if draft.rule == "verb.object" and draft.anchor in nouns:
                continue
            anchors.setdefault(draft.anchor, number)
            for first, last in draft.cue:
                for i in range(first, last):
                    anchors.setdefault(i, number)
            for first, last in draft.source:
                for i in range(first, last):
                    if parse.tokens[i].sent == parse.tokens[draft.anchor].sent:
                        sources.setdefault(i, number)
        return cls(parse, drafts, anchors, sources, by_sentence(parse, drafts))

    def owner(self, i: int) -> int | None:
        """Return the number of the draft that token ``i`` stands beside, or None.

        A token that opens a sentence and hangs nowhere belongs to the outermost cue of its sentence.
        """
        at = i
        for _ in range(_DEEP):
            number = self._of(at, i)
            if number is not None:
                return number
            above = self.parse.tokens[at].head
            if above == at:
                break
            at = above
        return self._outermost(i)

    def _of(self, at: int, i: int) -> int | None:
        for table in (self.anchors, self.sources):
            number = table.get(at) if table is self.sources or at != i else None  # no cue stands beside itself
            if number is not None and not self.holds(number, i):
                return number
        return None

    def _outermost(self, i: int) -> int | None:
        """Return the first cue of the sentence, where token ``i`` stands before it and before its content."""
        found = self.sentences.get(self.parse.tokens[i].sent, [])[:_MANY]
        start = self.parse.tokens[i].start
        outer = [n for n in found if not any(self.holds(o, self.drafts[n].anchor) for o in found if o != n)]
        first = min(outer, key=lambda n: self.drafts[n].anchor, default=None)
        if first is None or i > self.drafts[first].anchor or start > self.drafts[first].content[0].start:
            return None
        return first

    def within(self, number: int, i: int) -> bool:
        """Tell whether the cue of a draft stands in each content of the sentence that token ``i`` stands in."""
        anchor = self.drafts[number].anchor
        near = self.sentences.get(self.parse.tokens[i].sent, [])[:_MANY]
        return all(self.holds(n, anchor) for n in near if n != number and self.holds(n, i) and self.drafts[n].anchor != anchor)

    def holds(self, number: int, i: int) -> bool:
        """Tell whether token ``i`` stands in the content of a draft."""
        start = self.parse.tokens[i].start
        return any(s.start <= start < s.end for s in self.drafts[number].content)

    def clear(self, number: int, ranges: Ranges) -> bool:
        """Tell whether token ranges stand outside of the content of a draft."""
        return clear_of(self.parse, ranges, self.drafts[number].content)


def by_sentence(parse: Parse, drafts: Sequence[Draft]) -> dict[int, list[int]]:
    """Return the numbers of the drafts whose cues stand in each sentence, in the order of the cues."""
    out: dict[int, list[int]] = {}
    for number in sorted(range(len(drafts)), key=lambda n: drafts[n].anchor):
        out.setdefault(parse.tokens[drafts[number].anchor].sent, []).append(number)
    return out


def clear_of(parse: Parse, ranges: Ranges, content: Sequence[Span]) -> bool:
    """Tell whether token ranges share no character with a content."""
    return not any(s.overlaps(c) for s in to_spans(parse, ranges) for c in content)
