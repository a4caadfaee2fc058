"""A brief as Markdown: foreign text makes no markup, no HTML and no link of its own."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from detente.brief.records import Brief
from detente.display.inert import one_line
from detente.display.relation_sections import Item, Section

_ACTIVE = re.compile(r"[\\`*_\[\]{}#|~$^]")
_BLOCK = re.compile(
    r"^(?:([=:!]|[-+](?=\s|$|[-+]))|(\d+)([.)])(?=\s|$))"
)  # what begins a list, a heading's underline, a definition
_ADDRESS = re.compile(r"(?i)\b(www)\.|(?<=\w)://|(?<=\w):(?=\w+[@.])")  # what some readers make links of

_UNSAFE = re.compile(r"[^\w\-.~:/?#@!$&+,;=%]")  # what could end an address


def brief_to_markdown(brief: Brief) -> str:
    """Return a brief as Markdown, inert to a terminal as well; the chart stands in it in words."""
    return "\n".join(_lines(brief)) + "\n"


def escape_markdown(text: str) -> str:
    r"""Return a text as Markdown that shows it as it is, on one line.

    >>> escape_markdown("<b> [a](javascript:x) 2*3")
    '&lt;b&gt; \\[a\\](javascript:x) 2\\*3'
    """
    line = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _ACTIVE.sub(lambda match: f"\\{match[0]}", line)
    line = _ADDRESS.sub(lambda match: f"{match[1]}\\." if match[1] else match[0].replace(":", "&#58;"), line)
    line = re.sub(r"(?<=\w)@(?=\w)", "&#64;\u2060", line)  # a reader that knows mail finds no address across a word joiner
    return _BLOCK.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", line)


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escape_markdown(brief.title)}"
    yield f"\n{escape_markdown(brief.span)}"
    if brief.warning:
        yield f"\n> **{escape_markdown(brief.warning)}**"
    yield f"\n**{escape_markdown(brief.head)}**"
    for line in brief.lines:
        yield f"\n{escape_markdown(line)}"
    yield f"\n*{escape_markdown(brief.picture)}*"
    for section in (*brief.sections, brief.sources, brief.made):
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"\n## {escape_markdown(section.title)}\n"
    for item in section.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    mark = f"{int(item.number)}." if item.number else "-"
    indent = " " * (len(mark) + 1)
    parts = [escape_markdown(item.text), *map(escape_markdown, item.below)]
    if item.url:
        parts.append(f"<{_UNSAFE.sub(lambda match: quote(match[0]), item.url)}>")
    yield f"{mark} " + f"  \n{indent}".join(parts)
