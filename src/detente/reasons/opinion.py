"""A second opinion on an event: what the relation model says of the same pair in the same sentence."""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from detente.errors import SettingError
from detente.reasons.case import Case, share
from detente.reasons.fields import Fields, quote
from detente.records import Span

if TYPE_CHECKING:
    from detente.events.relation import Relation

_PAIRS = 4  # pairs that the model is asked about: of an event between many, the first ones tell enough
_NOTHING = "NONE"


def second_opinion(case: Case, event: Fields) -> Iterator[str]:
    """Say for each pair of an event whether the relation model agrees, and what it holds for likely besides."""
    yield "Second opinion:"
    sentence = event.span("sentence")
    if not case.text or sentence is None:
        yield "  the model cannot be asked: the sentence is not in the file"
        return
    pairs = _pairs(event, sentence)
    if not pairs:
        yield "  the model is not asked: who does it stands outside of the sentence, or is not named"
        return
    from detente.events.relation import classify_relation

    words = sentence.of(case.text)
    for source, target in pairs[:_PAIRS]:
        shown = quote(words[slice(*source)]) + (f" and {quote(words[slice(*target)])}" if target else " alone")
        try:
            found = classify_relation(words, source, target)
        except SettingError:
            yield "  the relation model is not installed here"
            return
        except ValueError:  # spans of a file that was edited
            yield f"  {shown}: the words do not lie in the sentence"
            continue
        yield from (f"  {line}" for line in word_opinion(event, found, shown, has_target=target is not None))
    if len(pairs) > _PAIRS:
        yield f"  and {len(pairs) - _PAIRS} more pairs, which are not asked about"
    yield "  its shares are not calibrated: they tell what it prefers, not how often it is right"


def word_opinion(event: Fields, found: "Relation", pair: str, *, has_target: bool = True) -> Iterator[str]:
    """Word one answer of the model as agreement or doubt."""
    own, sure = event.line("type"), share(found.confidence)
    turned = ""
    if has_target and found.type != _NOTHING and event.values.get("symmetric") is not True:
        turned = ", but the other way round: the second does it to the first" if found.reverse else ", in the same direction"
    if found.type == own:
        yield f"{pair}: the model reads it as {own}, too ({sure}){turned}"
    elif found.type == _NOTHING:
        yield f"{pair}: the model doubts it: it would rather say that nothing passes between them ({sure})"
    else:
        yield f"{pair}: the model doubts it: it would rather say {found.type} ({sure}){turned}"
    if found.type == own and found.mode and event.text("mode") and found.mode != event.text("mode"):
        yield f"  mode {found.mode}, where the row says {event.line('mode')}"
    if found.status is not None and found.status.value != event.text("status"):
        yield f"  status {found.status.value}, where the row says {event.line('status')}"
    yield "  next: " + ", ".join(f"{name} ({share(part)})" for name, part in found.alternatives)


def _pairs(event: Fields, sentence: Span) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
    """List the spans of actor and recipient within the sentence, each pair once; None for nobody named to whom it is done."""
    sides = [_places(event.parts(side), sentence) for side in ("actors", "recipients")]
    if not event.parts("recipients"):
        return [(source, None) for source in sides[0]]
    return [(source, target) for source, target in product(*sides) if source != target]


def _places(side: tuple[Fields, ...], sentence: Span) -> list[tuple[int, int]]:
    inside = (next((s for s in p.spans() if sentence.holds(s)), None) for p in side)
    return list(dict.fromkeys((s.start - sentence.start, s.end - sentence.start) for s in inside if s is not None))
