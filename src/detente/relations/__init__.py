"""Relations between two states: tone, pressure, change, who moves first, and what is on the table.

``intake`` reads a store; all else is arithmetic on what it gives: ``observe`` → ``tone``, ``pressure``, ``changes``,
``reciprocity`` → ``verdict`` → ``assess``. The package can be called: ``detente.relations("detente-store", "RUS", "USA")`` is
``assess.assess``.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.relations.records import Relation


class _Relations(ModuleType):
    """A package that is a function, too: the name is the field's for both."""

    def __call__(self, *arguments: Any, **choices: Any) -> "Relation":
        from detente.relations.assess import assess

        return assess(*arguments, **choices)


sys.modules[__name__].__class__ = _Relations
