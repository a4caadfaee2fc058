"""The public way to resolve one mention outside of any article."""

import datetime as dt

from detente.actors.code_phrase import code_phrase
from detente.ids import make_id
from detente.lexicon import Lexicon, load_lexicon
from detente.records import Actor, ActorKind, Role


def resolve_actor(text: str, date: dt.date | None = None, context: str | None = None, lexicon: Lexicon | None = None) -> Actor:
    """Resolve the name or description of an actor at a date into country, sector and role.

    ``date`` None means today, as far as the tables know; ``context`` is a country that the text around speaks of. Where nothing
    is found, country and sector are None and ``reason`` says why. Without ``lexicon`` the built-in tables are loaded anew:
    pass one in to resolve many.

    >>> resolve_actor("the Norwegian government").country
    'NOR'
    """
    coding = code_phrase(text, date, context, lexicon if lexicon is not None else load_lexicon())
    roles = (Role(coding.title, coding.organisation, coding.country),) if coding.title else ()
    return Actor(
        make_id("a", text, date, context),
        coding.name or text.strip(),
        coding.kind or ActorKind.UNNAMED,
        coding.country,
        coding.countries,
        coding.sector,
        roles,
        (),
        coding.reason,
        coding.confidence,
    )
