"""Cut what the model's words have too much, where grammar tells the edge: before *that*, behind a semicolon, an aside.

The model marks words one by one. Where a clause with *that* is told, it takes hearers and second cues before it along (*as
warning drivers that*), and where the next clause has a teller of its own it reads on.
"""

from collections.abc import Sequence

from detente.language.parse import Parse
from detente.records import Span
from detente.statements.draft import Draft

_OPENED = (".that", ".to_to")  # rules whose content opens with *that*, or with *to* behind a hearer who has a *to* of his own
_NAMED = (".small", ".object_as")  # rules whose content is a thing with its name, which a colon may explain
_BEFORE = "verb.before"  # the content stands before its cue
_NEAR = 2  # characters between the end of a content and a semicolon


def keep_to_clause(parse: Parse, draft: Draft, content: Sequence[Span]) -> tuple[Span, ...]:
    """Return what is left of the model's content of a draft; the draft's own content where nothing is."""
    first, last = draft.content[0].start, draft.content[-1].end
    begin = first if draft.rule.endswith(_OPENED) else 0
    end = len(parse.text)
    behind = parse.text[last : last + _NEAR]
    if ";" in behind or (":" in behind and draft.rule.endswith(_NAMED)) or _aside_follows(parse, last):
        end = last if "quote_" not in draft.rule else end
    cut = (Span(max(s.start, begin), min(s.end, end)) for s in content if s.end > begin and s.start < end)
    out = tuple(s for s in cut if draft.rule != _BEFORE or not _dates_the_cue(parse, draft, s))
    return out or draft.content


def _aside_follows(parse: Parse, end: int) -> bool:
    """Tell whether the rules have left a relative clause behind a comma out: *that it held the hill*, which Riga denies."""
    tokens = parse.tokens
    comma = parse.at(end - 1) + 1
    if comma + 2 >= len(tokens) or tokens[comma].text != ",":
        return False
    opener = tokens[comma + 1 + (tokens[comma + 1].dep == "prep")]
    return opener.tag in ("WDT", "WP")


def _dates_the_cue(parse: Parse, draft: Draft, span: Span) -> bool:
    """Tell whether words behind the cue begin a clause that says when it was said: *said on Monday, after talks had failed*."""
    inside = parse.within(span)
    if not inside or inside[0] < draft.anchor:
        return False
    opener = parse.tokens[inside[0]]
    clause = parse.tokens[opener.head]
    return opener.dep in ("mark", "advmod") and clause.dep == "advcl" and clause.head == draft.anchor
