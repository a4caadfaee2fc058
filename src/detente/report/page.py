"""A relation as HTML: the picture and what is said beside it, without script, so that it may stand in a notebook or on a page."""

import os
from html import escape
from pathlib import Path

from detente.display.relation_sections import Item, Section, make_sections
from detente.display.relation_verdict import verdict_head, verdict_lines
from detente.display.relation_words import dyad, span
from detente.relations.records import Relation
from detente.report.dyad import draw_relation
from detente.report.save import chart_to_png, chart_to_svg, write_as
from detente.report.theme import FONT, LIGHT, Look

_TEXT = "margin:.3em 0 0 0;max-width:60em"
_SOFT = "opacity:.75"


def relation_to_html(relation: Relation, look: Look = LIGHT) -> str:
    """Return a relation as one HTML fragment: verdict, picture (SVG), and words; every piece of foreign text is escaped."""
    words = "".join(f'<p style="{_TEXT}">{_safe(line)}</p>' for line in verdict_lines(relation))
    picture = chart_to_svg(draw_relation(relation, look, alone=False)).replace(
        "<svg ", '<svg style="max-width:100%;height:auto" ', 1
    )
    sections = "".join(map(_section, make_sections(relation)))
    style = f"font-family:{FONT};font-size:14px;line-height:1.4;color:{look.ink};background:{look.paper};padding:1em"
    title = f"{dyad(relation)}. {verdict_head(relation)}"
    heading = f'<p style="font-size:1.3em;font-weight:bold;margin:0">{_safe(title)}</p>'
    return f'<div style="{style}">{heading}{words}{picture}{sections}</div>'


def relation_page(relation: Relation, look: Look = LIGHT) -> str:
    """Return a relation as a whole HTML page that runs no script and asks for nothing."""
    title = f"{_safe(dyad(relation))}, {_safe(span(relation))}"
    return _PAGE.format(title=title, paper=look.paper, body=relation_to_html(relation, look))


def save_relation(relation: Relation, path: str | os.PathLike[str], look: Look = LIGHT) -> Path:
    """Write a relation as .svg, .png (the picture) or .html (picture and words); raises DetenteError as ``save_chart`` does."""
    return write_as(
        path,
        {
            ".svg": lambda: chart_to_svg(draw_relation(relation, look)).encode(),
            ".png": lambda: chart_to_png(draw_relation(relation, look)),
            ".html": lambda: relation_page(relation, look).encode(),
        },
    )


def _section(section: Section) -> str:
    rows = "".join(map(_item, section.items))
    return f'<p style="font-weight:bold;margin:1em 0 .2em">{_safe(section.title)}</p>{rows}'


def _item(item: Item) -> str:
    number = f"<b>{_safe(item.number)}</b>&ensp;" if item.number else ""
    below = "".join(f'<br><span style="{_SOFT}">{_safe(line)}</span>' for line in item.below)
    link = f' <a href="{_safe(item.url)}" rel="noopener noreferrer" style="color:inherit">source</a>' if item.url else ""
    return f'<p style="{_TEXT}">{number}{_safe(item.text)}{below}{link}</p>'


def _safe(text: str) -> str:
    return escape(text, quote=True)


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ margin: 0; background: {paper} }}</style>
</head>
<body>
{body}
</body>
</html>
"""
