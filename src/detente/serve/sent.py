"""What is sent to a page: a form of the page itself, or JSON of a program; both bounded before they are read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.display.inert import one_line
from detente.errors import QueryError

MOST = 262_144  # bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """A form, each field with its values, or the JSON of a program."""

    form: Mapping[str, Sequence[str]] | None
    json: Any

    def first(self, name: str) -> str:
        """Return the first value of a field of the form; nothing where it has none."""
        return next(iter((self.form or {}).get(name, ())), "")


class Judgement(BaseModel):
    """A review as a program sends it."""

    model_config = ConfigDict(extra="forbid")

    verdict: str = Field(max_length=20, description="accepted, rejected, corrected or undone (takes your last one back)")
    changes: dict[str, str | list[str | list[int]] | None] = Field(
        default_factory=dict,
        description="for corrected: field → what it should be. Places are [start, end] in code points, or words",
    )
    comment: str = Field(default="", max_length=5000)
    reviewer: str | None = Field(
        default=None, max_length=100, description="whose judgement it is; else the name the desk was started with"
    )


async def _read(request: Request) -> Sent:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise QueryError(f"What was sent is longer than {MOST:,} bytes.")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            return Sent(None, json.loads(body))
        except (ValueError, RecursionError) as error:
            raise QueryError(f"This is no JSON: {one_line(str(error))[:200]}.") from error
    if kind != "application/x-www-form-urlencoded":
        raise QueryError("Send application/x-www-form-urlencoded, as the pages do, or application/json.")
    try:
        return Sent(parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=2000, errors="strict"), None)
    except ValueError as error:
        raise QueryError("This form cannot be read: it is not in UTF-8, or has too many fields.") from error


def read_judgement(sent: Any) -> Judgement:
    """Return the review of JSON; raises QueryError that says which key has no meaning."""
    try:
        return Judgement.model_validate(sent)
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'the body'}: {e['msg']}" for e in error.errors()[:5])
        raise QueryError(one_line(told)[:1000]) from error


SentHere = Annotated[Sent, Depends(_read)]
