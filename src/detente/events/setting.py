"""What the finding of every event of an article needs."""

from dataclasses import dataclass

from detente.actors.cast import Cast
from detente.events.claims import Claims
from detente.events.dyad import Dyad
from detente.events.ontology import Ontology
from detente.events.patterns import Patterns
from detente.events.places import PlaceFinder
from detente.events.worth import Worth
from detente.language.parse import Parse
from detente.language.scope import Scopes
from detente.records import Article, DateMention


@dataclass(frozen=True, slots=True)
class Setting:
    """What every event of an article needs."""

    article: Article
    parse: Parse
    patterns: Patterns
    ontology: Ontology
    cast: Cast
    scopes: Scopes
    dates: tuple[DateMention, ...]
    claims: Claims
    worth: Worth
    dyad: Dyad
    places: PlaceFinder
