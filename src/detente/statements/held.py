"""What a statement holds, where the model would change its words, drop it, or put another one around it.

The research corpus marks no statement inside another one, so that the model does not see what its words do to those: it takes the
subject of a told clause for the speaker, drops what only tells that somebody else has spoken, and finds whoever passes words on
a second time.
"""

from collections.abc import Mapping, Sequence

from detente.language.parse import Parse
from detente.records import Span
from detente.statements.draft import Draft
from detente.statements.tree import to_spans
from detente.statements.windows import tokens_in

Cues = Mapping[int, Sequence[Draft]]


def cues_of(drafts: Sequence[Draft]) -> Cues:
    """Return the drafts by the anchors of their cues."""
    out: dict[int, list[Draft]] = {}
    for draft in drafts:
        out.setdefault(draft.anchor, []).append(draft)
    return out


def held_by(parse: Parse, cues: Cues, content: Sequence[Span], but: Draft | None = None) -> list[Draft]:
    """Return the drafts whose cue stands in a content, but for its own."""
    return [d for span in content for i in parse.within(span) for d in cues.get(i, ()) if d is not but]


def loses_one(parse: Parse, cues: Cues, draft: Draft, content: Sequence[Span]) -> bool:
    """Tell whether new words would leave out a statement that a draft holds, or the words in the draft that name its speaker."""
    for inner in held_by(parse, cues, draft.content, draft):
        if not _on(content, parse.tokens[inner.anchor].start):
            return True
        if any(_meet(draft.content, s) and not _meet(content, s) for s in to_spans(parse, inner.source)):
            return True
    return False


def tells_again(parse: Parse, cues: Cues, added: Draft) -> bool:
    """Tell whether a statement of the model alone only wraps one of the rules.

    Its speaker passes the other one's words on (*According to the agency, he warned that*), or it begins with the other one's cue
    and leaves its speaker out (*carried an appeal that* for a content).
    """
    first = parse.at(added.content[0].start)
    source = tokens_in(added.source)
    for inner in held_by(parse, cues, added.content):
        if source & tokens_in(inner.via):
            return True
        if (
            first in tokens_in(inner.cue)
            and inner.source
            and not any(_meet(added.content, s) for s in to_spans(parse, inner.source))
        ):
            return True
    return False


def _on(spans: Sequence[Span], place: int) -> bool:
    return any(s.start <= place < s.end for s in spans)


def _meet(spans: Sequence[Span], other: Span) -> bool:
    return any(s.overlaps(other) for s in spans)
