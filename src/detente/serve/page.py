"""A page and its twins: one handler says what there is; the page, JSON, CSV and Parquet show it.

The JSON twin is the REST API: its model is in ``/openapi.json``, and the tables of CSV and Parquet have the same rows.
"""

from __future__ import annotations

import inspect
import io
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response, StreamingResponse

from detente.display.csv_cells import csv_line
from detente.serve.render import render

if TYPE_CHECKING:
    import pyarrow as pa

Row = TypeVar("Row")
Handler = Callable[..., "Shown | Response"]
_MEDIA = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


class Listing(BaseModel, Generic[Row]):
    """A page of a list."""

    total: int = Field(description="How many rows there are on all pages.")
    page: int = Field(description="Which page this is, from 1.")
    size: int = Field(description="Rows of a page.")
    rows: list[Row] = Field(description="The rows of this page.")

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: ``data`` is its JSON, ``it`` in the template; ``more`` is for the template alone.

    Data that take long to make, and that the template does without, may be a function: it is called for the JSON alone.

    ``table`` makes the rows of CSV and Parquet, all of them, and is asked only where they are wanted; ``name`` names that file.
    """

    title: str
    template: str
    data: BaseModel | Callable[[], BaseModel]
    table: Callable[[], pa.Table]
    name: str
    more: Mapping[str, object] = field(default_factory=dict)


def add_page(router: APIRouter, path: str, handler: Handler, model: Any, *, tag: str, summary: str) -> None:
    """Add a page and its twins to a router.

    ``handler`` is written as FastAPI wants it (parameters with their annotations) and returns what is shown, or an answer that
    leads elsewhere; ``model`` is that of ``Shown.data``. The twins of ``/`` are ``/overview.json`` and so on; all others have
    their form behind the path.
    """
    base = "/overview" if path == "/" else path
    name = handler.__name__
    add = router.add_api_route
    add(
        f"{base}.json", _endpoint(handler, _json), response_model=model, tags=[tag], summary=summary,
        operation_id=name, name=f"{name}_json",
    )  # fmt: skip
    for form in _MEDIA:
        add(
            f"{base}.{form}", _endpoint(handler, _file(form)), tags=[tag], summary=f"{summary} ({form})", response_class=Response,
            operation_id=f"{name}_{form}", name=f"{name}_{form}", responses={200: {"content": _content(form)}},
        )  # fmt: skip
    add(path, _endpoint(handler, _page), include_in_schema=False, name=name)


def to_table(rows: Sequence[BaseModel], model: type[BaseModel]) -> pa.Table:
    """Return rows of a flat model as an Arrow table, which has its columns where there are no rows as well."""
    import pyarrow as pa

    columns = [pa.field(name, _arrow_type(info.annotation)) for name, info in model.model_fields.items()]
    return pa.Table.from_pylist([row.model_dump() for row in rows], pa.schema(columns))


def _endpoint(handler: Handler, finish: Callable[[Request, Shown], Any]) -> Callable[..., Any]:
    """Return a handler as FastAPI calls it: the same parameters and the request."""
    parameters = inspect.signature(handler).parameters
    sees = "request" in parameters  # a handler that answers people otherwise than programs

    def endpoint(request: Request, **values: Any) -> Any:
        shown = handler(request=request, **values) if sees else handler(**values)
        return shown if isinstance(shown, Response) else finish(request, shown)

    hints = typing.get_type_hints(handler, include_extras=True)
    asked = [p.replace(annotation=hints[p.name]) for p in parameters.values() if p.name != "request"]
    own = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    keyword = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in asked]
    endpoint.__signature__ = inspect.Signature([own, *keyword])  # type: ignore[attr-defined]
    endpoint.__name__, endpoint.__doc__ = handler.__name__, handler.__doc__
    return endpoint


def _page(request: Request, shown: Shown) -> Response:
    return render(request, shown.template, {"it": shown.data, "title": shown.title, "has_twins": True, **shown.more})


def _json(_: Request, shown: Shown) -> BaseModel:
    return shown.data if isinstance(shown.data, BaseModel) else shown.data()


def _file(form: str) -> Callable[[Request, Shown], Response]:
    make = {"csv": _csv, "parquet": _parquet}[form]

    def finish(_: Request, shown: Shown) -> Response:
        kept = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in shown.name)[:80]
        headers = {"Content-Disposition": f'attachment; filename="{kept or "rows"}.{form}"'}
        return StreamingResponse(make(shown.table()), headers=headers, media_type=_MEDIA[form])

    return finish


def _csv(table: pa.Table) -> Iterator[bytes]:
    yield _line(table.column_names)
    for batch in table.to_batches(max_chunksize=1000):
        yield b"".join(_line(row.values()) for row in batch.to_pylist())


def _line(values: Iterable[object]) -> bytes:
    return csv_line(values).encode("utf-8", "replace") + b"\n"


def _parquet(table: pa.Table) -> Iterator[bytes]:
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    yield stream.getvalue()


def _content(form: str) -> dict[str, Any]:
    schema = {"type": "string"} if form == "csv" else {"type": "string", "format": "binary"}
    return {_MEDIA[form].partition(";")[0]: {"schema": schema}}


def _arrow_type(annotation: Any) -> pa.DataType:
    import datetime as dt

    import pyarrow as pa

    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _arrow_type(next(kind for kind in inner if kind is not type(None)))
    if origin in (list, tuple):
        return pa.list_(_arrow_type(inner[0]))
    if origin is typing.Literal:
        return pa.string()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct([pa.field(n, _arrow_type(i.annotation)) for n, i in annotation.model_fields.items()])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}[annotation]
