"""Who reports what: *he said that the envoy had told him* is about one man, *the king, he said, was ill* about two."""

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


def find_spoken_of(parse: Parse, statements: Sequence[Statement]) -> dict[int, tuple[int, ...]]:
    """Return, by the head token of each *he* or *she* that speaks, the nouns and names that are subjects of what is said: *the
    king, he said, was ill* is said by another one.
    """
    found: dict[int, tuple[int, ...]] = {}
    for statement in statements:
        head = parse.head_of(statement.speaker.spans[0]) if statement.speaker is not None else None
        if head is None or parse.tokens[head].lower not in ("he", "she"):
            continue
        held = [parse.tokens[i] for span in statement.content.spans for i in parse.within(span)]
        subjects = [t.i for t in held if t.dep in ("nsubj", "nsubjpass", "dep") and t.pos in ("NOUN", "PROPN")]
        found[head] = (*found.get(head, ()), *subjects)
    return found
