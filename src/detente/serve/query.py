"""What an address asks: models of query parameters, which forms send whole, blank fields among them."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.store.question import read_bound

SIZE, MOST = 50, 500  # rows of a page; at most


class Asked(BaseModel):
    """What a page is asked; a blank field of a form counts as one that is not given."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        kept: dict[str, Any] = {}
        for name, value in values.items():
            if isinstance(value, list):
                filled = [v for v in value if not isinstance(v, str) or v.strip()]
                if filled:
                    kept[name] = filled
            elif not isinstance(value, str) or value.strip():
                kept[name] = value
        return kept


class Paged(Asked):
    """A list that is read page by page."""

    page: Annotated[int, Field(ge=1, le=1_000_000, description="Which page, from 1.")] = 1
    size: Annotated[int, Field(ge=1, le=MOST, description="Rows of a page.")] = SIZE

    @property
    def start(self) -> int:
        """How many rows stand before this page."""
        return (self.page - 1) * self.size


def read_days(since: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day that an address asks for; raises QueryError for what is none."""
    return (
        read_bound(since, "since", last=False) if since else None,
        read_bound(until, "until", last=True) if until else None,
    )
