"""What a picture of a relation shows, in two or three sentences, for those who cannot see it."""

from detente.display.relation_verdict import verdict_sentence
from detente.display.relation_words import NOTHING, WEIGHTS, change_name, day, dyad, number, percent, plural, span
from detente.relations.records import Relation


def alt_text(relation: Relation) -> str:
    """Say what the timeline of a relation shows: which time, from where to where the tone goes, what broke it, the verdict."""
    told = [p for p in relation.tone if p.mean is not None]
    head = f"Timeline of the relation {dyad(relation)}, {span(relation)}"
    if not told:
        return f"{head}. {NOTHING} {verdict_sentence(relation)}"
    first, last = relation.tone[0].smoothed.middle, relation.tone[-1].smoothed.middle
    weights = WEIGHTS[relation.weights]
    low = min(relation.tone, key=lambda p: p.smoothed.middle)
    high = max(relation.tone, key=lambda p: p.smoothed.middle)
    shape = (
        f"the smoothed tone ({weights} weights) goes from {number(first)} to {number(last)}, highest "
        f"at {number(high.smoothed.middle)} around {day(high.start)}, "
        f"lowest at {number(low.smoothed.middle)} around {day(low.start)}"
    )
    cooperation, conflict = sum(p.cooperation for p in relation.pressure), sum(p.conflict for p in relation.pressure)
    breaks = "; ".join(f"{change_name(c)} from {day(c.start)} ({percent(c.probability)})" for c in relation.changes[:4])
    more = f"; {len(relation.changes) - 4} more" if len(relation.changes) > 4 else ""
    counted = f"{plural(cooperation, 'event')} of cooperation and {conflict:,} of material conflict are counted"
    marked = f"changes marked: {breaks}{more}" if breaks else "no change is marked"
    return f"{head}: {shape}. {counted}; {marked}. {verdict_sentence(relation)}"
