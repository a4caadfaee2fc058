"""A chart as a file: SVG, PNG or HTML, made offline, whole or not at all, the same bytes for the same chart."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import altair as alt

from detente.display.inert import make_inert
from detente.errors import DetenteError

_SCALE = 2  # pixels of a PNG for one of the chart, so that it is sharp in print and on dense screens
_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_VERSION = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def chart_to_svg(chart: alt.TopLevelMixin) -> str:
    """Return a chart as SVG; ids are named after its content, so that several may stand on one page."""
    import vl_convert

    spec = _spec(chart)
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=_VERSION, allowed_base_urls=[])
    label = escape(str(spec.get("description", "")), quote=True)
    return _name_ids(svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1))


def chart_to_png(chart: alt.TopLevelMixin) -> bytes:
    """Return a chart as PNG, two pixels for each of the chart."""
    import vl_convert

    png: bytes = vl_convert.svg_to_png(chart_to_svg(chart), scale=_SCALE)
    return png


def chart_to_html(chart: alt.TopLevelMixin) -> str:
    """Return a chart as a page that holds all its scripts and asks for nothing; the pointer shows figures.

    The page forbids itself every request and every evaluation of text as code (Content-Security-Policy); the chart's data stand
    in it as JSON whose ``<`` are escaped, so that no title can end the script.
    """
    spec = _spec(chart)
    description = str(spec.get("description", ""))
    embedded = json.dumps(spec, sort_keys=True, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e")
    return _PAGE.format(
        title=escape(_first_title(spec)), description=escape(description, quote=True), paper=escape(_paper(spec), quote=True),
        bundle=_bundle(), spec=embedded,
    )  # fmt: skip


@cache
def _bundle() -> str:
    """Return the scripts that draw a chart, as vl-convert brings them."""
    import vl_convert

    # Only where a script would end: a plain "</" may also be the beginning of a pattern.
    return re.sub("</(?=script)", r"<\\/", vl_convert.javascript_bundle(_SNIPPET, _VERSION), flags=re.IGNORECASE)


def save_chart(chart: alt.TopLevelMixin, path: str | os.PathLike[str]) -> Path:
    """Write a chart as .svg, .png or .html, by the end of its name; raises DetenteError for another end or a shut place."""
    return write_as(
        path,
        {
            ".svg": lambda: chart_to_svg(chart).encode(),
            ".png": lambda: chart_to_png(chart),
            ".html": lambda: chart_to_html(chart).encode(),
        },
    )


def write_as(path: str | os.PathLike[str], makers: dict[str, Callable[[], bytes]]) -> Path:
    """Write what the maker for the end of the name gives, beside its place first; raises DetenteError."""
    target = Path(path)
    make = makers.get(target.suffix.lower())
    if make is None:
        raise DetenteError(
            f"{target}: no pictures of the kind {target.suffix or '(none)'!r}. End the name with {', '.join(makers)}"
        )
    content = make()
    partial = target.with_name(target.name + ".partial")
    try:
        try:
            partial.write_bytes(content)
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    except OSError as error:
        remedy = "Name a file in a folder that exists and is yours"
        raise DetenteError(f"{target}: cannot be written ({error.strerror}). {remedy}") from error
    return target


def _spec(chart: alt.TopLevelMixin) -> dict[str, object]:
    """Return what Vega-Lite draws, with every text inert: no control characters, nothing that reorders a line."""
    spec: dict[str, object] = _inert(chart.to_dict())
    return spec


def _inert(value: Any) -> Any:
    if isinstance(value, str):
        return make_inert(value)
    if isinstance(value, dict):
        return {name: _inert(inner) for name, inner in value.items()}
    return [_inert(inner) for inner in value] if isinstance(value, list | tuple) else value


def _name_ids(svg: str) -> str:
    """Rename ids (clip paths, gradients) by order and content: they are counted through the life of a process."""
    ids = list(dict.fromkeys(re.findall(r'\sid="([^"]+)"', svg)))
    if not ids:
        return svg
    plain = {name: f"\0{i}\0" for i, name in enumerate(ids)}
    svg = re.sub(r'(\sid=")([^"]+)(")|(url\(#)([^)]+)(\))|(href="#)([^"]+)(")', lambda m: _renamed(m, plain), svg)
    mark = hashlib.sha256(svg.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return re.sub("\0(\\d+)\0", rf"d{mark}-\1", svg)


def _renamed(match: re.Match[str], names: dict[str, str]) -> str:
    parts = [part for part in match.groups() if part is not None]
    return parts[0] + names.get(parts[1], parts[1]) + parts[2]


def _first_title(spec: dict[str, object]) -> str:
    title = spec.get("title")
    text = title.get("text") if isinstance(title, dict) else title
    return str(text or "Détente")


def _paper(spec: dict[str, object]) -> str:
    return str(spec.get("background") or "white")


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ margin: 0; background: {paper} }}</style>
</head>
<body>
<div id="chart" role="img" aria-label="{description}"></div>
<noscript>{description}</noscript>
<script>{bundle}</script>
<script type="application/json" id="spec">{spec}</script>
<script>
const spec = JSON.parse(document.getElementById("spec").textContent);
vegaEmbed("#chart", spec, {{actions: false, ast: true, renderer: "svg"}});
</script>
</body>
</html>
"""
