"""A brief as PDF: set by typst from data, with the fonts that it brings; nothing of the system, the same bytes again."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.brief.records import Brief
from detente.display.inert import one_line
from detente.display.relation_sections import Section
from detente.report.dyad import draw_relation
from detente.report.save import chart_to_svg

if TYPE_CHECKING:
    import typst

_PAGE = "page.typ"
PAGES = 2
SIZES = (8.4, 7.6, 6.9, 6.2)  # points: a brief that says little is easy to read


def brief_to_pdf(brief: Brief) -> bytes:
    """Return a brief as PDF: A4, text that can be searched, with title, language and the chart's description."""
    made = make_compiler(brief, fit_size(brief)).compile(format="pdf")
    assert isinstance(made, bytes)  # one document is one file
    return made


def fit_size(brief: Brief) -> float:
    """Return the largest size of letters, in points, at which a brief stands on two pages; else the smallest there is."""
    for size in SIZES[:-1]:
        if int(make_compiler(brief, size).query("<pages>", field="value", one=True)) <= PAGES:
            return size
    return SIZES[-1]


def make_compiler(brief: Brief, size: float) -> typst.Compiler:
    """Return the compiler of a brief's page with letters of a size in points; it reads no file and no font of the system."""
    import typst

    given = {
        "title": one_line(brief.title),
        "span": one_line(brief.span),
        "warning": one_line(brief.warning),
        "head": one_line(brief.head),
        "lines": [one_line(line) for line in brief.lines],
        "picture": one_line(brief.picture),
        "sections": [_section(section) for section in brief.sections],
        "sources": _section(brief.sources),
        "made": _section(brief.made),
    }
    chart = chart_to_svg(draw_relation(brief.relation, alone=False))
    page = files("detente.brief").joinpath(_PAGE).read_bytes()
    return typst.Compiler(
        page, ignore_system_fonts=True, font_paths=[], sys_inputs={"brief": json.dumps(given), "chart": chart, "size": str(size)}
    )


def _section(section: Section) -> dict[str, object]:
    items = [
        {"text": one_line(i.text), "below": [one_line(line) for line in i.below], "number": i.number, "url": i.url}
        for i in section.items
    ]
    return {"title": one_line(section.title), "items": items}
