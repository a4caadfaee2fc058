"""Acts at home: reforms, emergency rule and protest are towards the own country where the text names nobody else.

So is what insurgents do to soldiers, police or villagers of whom nothing more is told.
"""

from dataclasses import replace

from detente.actors.cast import Cast
from detente.events.act import Act, Sides
from detente.events.patterns import Patterns
from detente.records import ActorKind, Participant, Phrase

BODIES = frozenset(("IGO", "UNO", "EUR", "NGO", "MNC", "ISM", "IMG"))
FORCE = ("18", "19", "20")


def name_home(act: Act, actors: Sides, recipients: Sides, setting: tuple[Patterns, Cast], trigger: Phrase) -> Sides:
    """Return the recipients of an act at home, named by the country of who acts; those of any other act as they are."""
    patterns, cast = setting
    own = {p.country for p in actors if p.country}
    if len(own) != 1 or own & BODIES or any(p.country for p in recipients) or act.symmetric:
        return recipients
    if not _is_inward(act, actors, recipients, patterns):
        return recipients
    country = next(iter(own))
    if recipients:
        return tuple(replace(p, country=country) for p in recipients)
    state = next((a for a in cast.actors if a.kind is ActorKind.STATE and a.country == country), None)
    words = Participant(trigger.text, trigger.spans, country=country)
    return (replace(words, actor=state.id, name=state.name, sector=state.sector) if state is not None else words,)


def _is_inward(act: Act, actors: Sides, recipients: Sides, patterns: Patterns) -> bool:
    if act.code.startswith(tuple(patterns.words["inward"])):
        return True
    rebels = all(p.sector in patterns.words["insurgent"] for p in actors)
    struck = bool(recipients) and all(p.sector in patterns.words["struck_at_home"] for p in recipients)
    return rebels and (act.code.startswith(("0356", "087")) or (act.code.startswith(FORCE) and struck))
