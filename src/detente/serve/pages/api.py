"""API: the addresses of the desk for programs, in words."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from detente.serve.api_words import INTRO, TAGS, tell_api
from detente.serve.render import render

router = APIRouter()


@router.get("/api", include_in_schema=False)
def show_api(request: Request) -> Response:
    """Show the addresses, what each is asked, and how to ask them."""
    operations = tell_api(request.app.openapi())
    base = f"{request.url.scheme}://{request.headers['host']}"
    return render(
        request, "api.html", {"title": "REST API", "operations": operations, "tags": TAGS, "intro": INTRO, "base": base}
    )
