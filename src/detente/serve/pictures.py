"""Charts of ``detente.report`` as pictures of the desk, made once a look and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, Literal

from starlette.responses import Response

from detente.serve.desk import Desk

if TYPE_CHECKING:
    from detente.report.theme import Look

LookName = Literal["light", "dark"]
MEDIA = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html; charset=utf-8"}


def draw(desk: Desk, key: Hashable, look: LookName, make: Callable[[Look], Any], form: str = "svg") -> bytes:
    """Return a chart as SVG, PNG or HTML that needs nothing else; ``make`` draws it and is not called where it is kept.

    It must not be called while a store is lent.
    """
    return desk.keep(("picture", key, look, form), lambda _: _drawn(make, look, form))


def picture(body: bytes, form: str = "svg", name: str | None = None) -> Response:
    """Return a picture, to be shown or, with a name, to be kept as a file."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'} if name else {}
    return Response(body, headers=headers, media_type=MEDIA[form])


def _drawn(make: Callable[[Look], Any], look: LookName, form: str) -> bytes:
    from detente.report.save import chart_to_html, chart_to_png, chart_to_svg
    from detente.report.theme import DARK, LIGHT

    chart = make(DARK if look == "dark" else LIGHT)
    if form == "png":
        return chart_to_png(chart)
    return (chart_to_svg(chart) if form == "svg" else chart_to_html(chart)).encode("utf-8", "replace")
