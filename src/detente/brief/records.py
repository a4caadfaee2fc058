"""What a brief says, whatever it is written as."""

from dataclasses import dataclass

from detente.display.relation_sections import Section
from detente.relations.records import Relation


@dataclass(frozen=True, slots=True)
class Brief:
    """A relation on one page: plain text, every piece on one line and inert; ``relation`` is what its chart draws.

    ``warning`` is said before all else, and empty where nothing must be; ``head`` is the verdict in a few words, ``lines`` what
    follows it, ``picture`` what the chart shows in words. ``sources`` and ``made`` stand at the foot.
    """

    title: str
    span: str
    warning: str
    head: str
    lines: tuple[str, ...]
    picture: str
    relation: Relation
    sections: tuple[Section, ...]
    sources: Section
    made: Section
