"""Records of the package as the API gives them: a model with the same fields, and null for a number that is not one."""

from __future__ import annotations

import math
import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, create_model


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


_Number = Annotated[float | None, BeforeValidator(_finite)]


@cache
def record_model(record: type, **more: Any) -> type[BaseModel]:
    """Return the model of a frozen dataclass and of those within it; ``more`` are fields beside its own, all required.

    JSON has neither nan nor infinity: such a number becomes null.
    """
    hints = typing.get_type_hints(record)
    own: dict[str, Any] = {f.name: (_model_type(hints[f.name]), ...) for f in fields(record)}
    beside: dict[str, Any] = {name: (kind, ...) for name, kind in more.items()}
    made: type[BaseModel] = create_model(record.__name__, __doc__=record.__doc__, **own, **beside)
    return made


def _model_type(kind: Any) -> Any:
    if kind is float:
        return _Number
    if is_dataclass(kind) and isinstance(kind, type):
        return record_model(kind)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return typing.Union[tuple(_model_type(k) for k in inner)]  # noqa: UP007  made of types that are only known here
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return list[_model_type(inner[0])]  # type: ignore[misc]  # a type that is made
        return tuple[tuple(_model_type(k) for k in inner)]  # type: ignore[misc]  # a type that is made
    return kind
