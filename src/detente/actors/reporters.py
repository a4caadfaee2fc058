"""Who reports that somebody was spoken to: *he said that the envoy had told him* is about one and the same man."""

from collections.abc import Sequence

from detente.language.parse import Parse
from detente.records import Statement, StatementKind


def find_reporters(parse: Parse, statements: Sequence[Statement]) -> dict[int, int]:
    """Return, by the head token of each hearer within the reported words of somebody, the head token of that speaker.

    Of several statements that hold the hearer the innermost counts. Words in quotation marks are left out (who speaks there is
    *I*), and *according to* somebody, which is rather about others.
    """
    found: dict[int, int] = {}
    reported = [s for s in statements if s.kind is not StatementKind.DIRECT and not s.rule.startswith("phrase.")]
    reported.sort(key=lambda s: (s.content.end - s.content.start, s.content.start))
    for statement in statements:
        head = parse.head_of(statement.addressee.spans[0]) if statement.addressee is not None else None
        if head is None:
            continue
        start = parse.tokens[head].start
        for outer in reported:
            voice = parse.head_of(outer.speaker.spans[0]) if outer.speaker is not None else None
            if outer is not statement and voice is not None and any(s.start <= start < s.end for s in outer.content.spans):
                found.setdefault(head, voice)
                break
    return found
