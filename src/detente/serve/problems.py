"""What went wrong, as a page for people and as problem+json (RFC 9457) for programs; no path of this machine in either."""

from __future__ import annotations

import sys
import traceback
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from detente.display.inert import one_line
from detente.errors import DetenteError, LookupFailed, QueryError
from detente.serve.render import render

MEDIA = "application/problem+json"


class Problem(BaseModel):
    """What went wrong: a short title, the status, and what to do (RFC 9457)."""

    type: str = Field(default="about:blank", description="Always about:blank: the status says the kind.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The status.")
    detail: str = Field(description="What, where, and what to do.")


class NotThere(DetenteError):
    """No page or row has this address."""


def add_problems(app: FastAPI) -> None:
    """Make an app answer every error by a problem."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DetenteError, _ours)


def answer(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return a problem in the form that was asked for: a page where a browser looks, else problem+json."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    if wants_page(request):
        return render(request, "problem.html", {"problem": problem, "title": problem.title}, status=status, headers=headers)
    return JSONResponse(problem.model_dump(), status, headers, media_type=MEDIA)


def unforeseen(request: Request, error: Exception) -> Response:
    """Return the problem of an error that nobody foresaw; the log of the server has the whole of it."""
    sys.stderr.write("".join(traceback.format_exception(error)))
    return answer(
        request, 500, "Something went wrong here that nobody foresaw. The terminal of the server says what; please report it."
    )


def wants_page(request: Request) -> bool:
    """Tell whether a person asks: a browser, for an address that is not one of the forms for programs."""
    suffix = request.url.path.rpartition("/")[2].rpartition(".")[2]
    return suffix not in {"json", "csv", "parquet"} and "text/html" in request.headers.get("accept", "")


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [
        f"{'.'.join(str(part) for part in e['loc'] if part not in ('query', 'path', 'body')) or 'request'}: {e['msg']}"
        for e in error.errors()
    ]
    return answer(request, 422, one_line("; ".join(found))[:2000])


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else _MEANS.get(error.status_code, "")
    return answer(request, error.status_code, detail or error.detail, dict(error.headers or {}))


async def _ours(request: Request, error: Exception) -> Response:
    told = one_line(str(error)).replace(str(request.app.state.desk.folder), "this store")
    if isinstance(error, (NotThere, LookupFailed)):
        return answer(request, 404, told)
    if isinstance(error, QueryError):
        return answer(request, 422, told)
    sys.stderr.write(f"detente serve: {one_line(str(error))}\n")
    return answer(
        request, 503, "The store cannot be read as it is. The terminal of the server says what is wrong, and what to do."
    )


_MEANS = {
    404: "Nothing has this address. The menu leads to all pages; /openapi.json lists the addresses for programs.",
    405: "This address is not asked in this way: GET reads, and POST writes where the documentation says so.",
}
