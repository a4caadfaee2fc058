"""What several pages ask and show of relations: of which time and how they are measured, and of which two states most is told."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, Field

from detente.relations.periods import PeriodKind
from detente.relations.records import Weights
from detente.serve.query import Asked

PERIODS = ("auto", *(kind.value for kind in PeriodKind))
WEIGHTS = tuple(kind.value for kind in Weights)


class Measured(Asked):
    """Of which time a relation is, and how it is measured; as ``detente relations``."""

    since: str | None = Field(default=None, max_length=10, description="First day: 2008, 2008-03 or 2008-03-15.")
    until: str | None = Field(default=None, max_length=10, description="Last day, inclusive.")
    period: Literal["auto", "day", "week", "month", "quarter"] = Field(default="auto", description="How long a period is.")
    weights: Literal["goldstein", "plover"] = Field(default="goldstein", description="What acts weigh.")
    window: int | None = Field(default=None, ge=1, le=36_500, description="Days at either end that are compared.")
    origin: str | None = Field(default=None, max_length=40, description="Whose rows.")

    def measure(self) -> dict[str, Any]:
        """Return what is said of the time and the measure, without what is as ever: it goes on from address to address."""
        return self.model_dump(include=set(Measured.model_fields), exclude_defaults=True)

    def measure_key(self) -> tuple[object, ...]:
        """Return all that a relation depends on beside its states."""
        return tuple(self.measure().items())


class Pair(BaseModel):
    """Two states of whom something is told."""

    one: str
    other: str
    events: int
    reports: int
    cooperation: int
    conflict: int
    since: dt.date | None
    until: dt.date | None
