"""A brief as one HTML page: no script, nothing from elsewhere, light and dark, made to be printed as well."""

import base64
import hashlib
from html import escape

from detente.brief.records import Brief
from detente.display.inert import make_inert
from detente.display.relation_sections import Item, Section
from detente.report.dyad import draw_relation
from detente.report.save import chart_to_svg
from detente.report.theme import DARK, LIGHT, Look

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --soft: #595959; --line: #d8d8d8; --link: #00568a;
 --warn: #fff4d6; }
@media (prefers-color-scheme: dark) {
 :root { --paper: #16181c; --ink: #f0f0f0; --soft: #b0b0b0; --line: #3a3d42; --link: #7cc4f0; --warn: #3a3115; }
 .light { display: none; }
}
@media (prefers-color-scheme: light) { .dark { display: none; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 56rem; background: var(--paper); color: var(--ink);
 font: 1rem/1.45 "Liberation Sans", Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; padding-top: .5rem; border-top: 1px solid var(--line); }
p { margin: .35rem 0; }
.span, .below { color: var(--soft); }
.below { display: block; font-size: .9rem; }
.verdict { font-size: 1.25rem; font-weight: bold; margin-top: .8rem; }
.warning { background: var(--warn); border-left: .3rem solid currentColor; padding: .5rem .8rem; margin: .8rem 0; }
figure { margin: 1rem 0; overflow-x: auto; }
svg { max-width: 100%; min-width: 34rem; height: auto; display: block; }
ul, ol { margin: 0; padding-left: 1.4rem; }
li { margin: .35rem 0; }
.plain { list-style: none; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
footer { font-size: .9rem; }
@media print {
 :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000; --warn: #fff; }
 @page { size: A4; margin: 14mm; }
 body { max-width: none; padding: 0; font-size: 8.5pt; line-height: 1.3; }
 h2 { margin-top: .8rem; break-after: avoid; }
 li, figure { break-inside: avoid; }
 .parts { columns: 2; column-gap: 7mm; }
 figure { overflow: visible; margin: .4rem 0; }
 svg { min-width: 0; max-height: 62mm; }
 .light { display: block; }
 .dark { display: none; }
}
"""
# The one style sheet is named by its hash: styles that foreign text smuggled in would not count.
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
CSP = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def brief_to_html(brief: Brief) -> str:
    """Return a brief as a whole page; a server that sends a policy of its own sends ``CSP`` with it."""
    body = "".join(
        (
            f'<header><h1>{_safe(brief.title)}</h1><p class="span">{_safe(brief.span)}</p></header><main>',
            f'<p class="warning"><strong>{_safe(brief.warning)}</strong></p>' if brief.warning else "",
            f'<p class="verdict">{_safe(brief.head)}</p>',
            "".join(f"<p>{_safe(line)}</p>" for line in brief.lines),
            # a narrow screen scrolls the chart, by keyboard too
            f'<figure class="light" tabindex="0">{_chart(brief, LIGHT)}</figure>',
            f'<figure class="dark" tabindex="0">{_chart(brief, DARK)}</figure><div class="parts">',
            "".join(map(_section, brief.sections)),
            f"{_section(brief.sources)}</div></main><footer>{_section(brief.made)}</footer>",
        )
    )
    return _PAGE.format(csp=CSP, title=_safe(f"{brief.title}, {brief.span}"), style=STYLE, body=body)


def _chart(brief: Brief, look: Look) -> str:
    return chart_to_svg(draw_relation(brief.relation, look, alone=False))


def _section(section: Section) -> str:
    tag = "ol" if any(item.number for item in section.items) else "ul"
    rows = "".join(_item(item, tag) for item in section.items)
    return f"<section><h2>{_safe(section.title)}</h2><{tag}>{rows}</{tag}></section>"


def _item(item: Item, tag: str) -> str:
    plain = ' class="plain"' if tag == "ol" else ""
    number = f' value="{int(item.number)}"' if item.number else plain
    link = f' <a href="{_safe(item.url)}" rel="noopener noreferrer">read it</a>' if item.url else ""
    *lines, last = (_safe(line) for line in (item.text, *item.below))
    lines.append(last + link)
    below = "".join(f'<span class="below">{line}</span>' for line in lines[1:])
    return f"<li{number}>{lines[0]}{below}</li>"


def _safe(text: str) -> str:
    return escape(make_inert(text), quote=True)


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
