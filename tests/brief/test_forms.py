"""A brief as Markdown, HTML and PDF: the same bytes again, and hostile words stay words."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from markdown_it import MarkdownIt

from detente.brief.html import CSP, brief_to_html
from detente.brief.make import AROUND, BELOW, CHANGES, LONGEST, make_brief
from detente.brief.markdown import brief_to_markdown, escape_markdown
from detente.brief.pdf import SIZES, brief_to_pdf, fit_size, make_compiler
from detente.brief.records import Brief
from detente.brief.texts import LISTED
from detente.display.inert import make_inert, one_line
from detente.display.relation_sections import Item, Section

Write = Callable[[Brief], str | bytes]
READERS: dict[str, Callable[[str], str]] = {
    "commonmark": lambda text: MarkdownIt("commonmark").render(text),
    "tables": lambda text: MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text),
    "mkdocs": lambda text: markdown.markdown(text, extensions=["attr_list", "tables", "admonition", "footnotes", "md_in_html"]),
}


class Page(HTMLParser):
    """The tags of a page with what they are given, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def harmful(hostile: Path) -> Brief:
    brief = make_brief(hostile, "NOR", "SWE")
    odd = Section("Odd \ud800", (Item("- a \ud800 \x00", ("# b",)), Item("1. c\n\n<b>"), Item("!!! note"), Item("[^1]: d")))
    return replace(brief, title=f"{brief.title} \ud800 #title", sections=(*brief.sections, odd))


@pytest.mark.parametrize("write", [brief_to_markdown, brief_to_html, brief_to_pdf])
def test_the_same_brief_has_the_same_bytes(plain: Path, write: Write) -> None:
    assert write(make_brief(plain, "NOR", "SWE")) == write(make_brief(plain, "NOR", "SWE"))


@pytest.mark.parametrize("reader", READERS)
def test_x1_markdown_has_no_html_and_no_link_of_foreign_text(harmful: Brief, reader: str) -> None:
    page = Page(READERS[reader](brief_to_markdown(harmful)))
    assert {tag for tag, _ in page.tags} <= {"h1", "h2", "p", "ul", "ol", "li", "em", "strong", "blockquote", "a", "br"}
    hosts = {str(given["href"]).split("/")[2] for tag, given in page.tags if tag == "a"}
    assert hosts == {"news.example"}
    assert not {name for _, given in page.tags for name in given} - {"href", "start"}
    assert len([tag for tag, _ in page.tags if tag == "h2"]) == len(harmful.sections) + 2
    assert "<script>alert(1)</script>" in page.text


def test_markdown_is_inert_to_a_terminal(harmful: Brief) -> None:
    text = brief_to_markdown(harmful)
    assert make_inert(text) == text
    assert "\\\\x1b" in text


@pytest.mark.parametrize("text", ["2010 was cold", "6.8 against 5.3", "−0.2 to +0.3", "Oslo, 8 Mar: they met (again)", "a - b"])
def test_plain_words_are_left_alone(text: str) -> None:
    assert escape_markdown(text) == text


def test_x1_html_runs_nothing_and_leads_only_to_the_web(harmful: Brief) -> None:
    html = brief_to_html(harmful)
    page = Page(html)
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & {tag for tag, _ in page.tags}
    assert not [name for _, given in page.tags for name in given if name.startswith("on") or name == "style"]
    assert {str(given["href"]).split("/")[2] for tag, given in page.tags if tag == "a"} == {"news.example"}
    assert "<script>alert(1)</script>" in page.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\ud800-\udfff\x1b]", html)


def test_html_is_a_page_that_allows_its_own_style_alone(plain: Path) -> None:
    html = brief_to_html(make_brief(plain, "NOR", "SWE"))
    page = Page(html)
    (policy,) = [given["content"] for tag, given in page.tags if given.get("http-equiv") == "Content-Security-Policy"]
    assert policy == CSP
    assert re.search(r"default-src 'none'; style-src 'sha256-[\w+/]{43}='", CSP)
    assert "unsafe" not in CSP
    assert ("html", {"lang": "en"}) in page.tags
    assert [given.get("role") for tag, given in page.tags if tag == "svg"] == ["img", "img"]
    assert [tag for tag, _ in page.tags if tag in ("h1", "h2")] == ["h1"] + ["h2"] * 10
    assert "@media print" in html
    assert "prefers-color-scheme: dark" in html


def test_a_pdf_comes_out_of_hostile_words_on_at_most_two_pages(harmful: Brief) -> None:
    pdf = brief_to_pdf(harmful)
    assert pdf.startswith(b"%PDF-")
    assert pages(harmful) == 2


def test_words_are_data_to_typst(harmful: Brief) -> None:
    title = '#panic("read as markup") $x$ `y` *z* </text> <label> @reference'
    brief = replace(harmful, title=title)
    headings = json.loads(make_compiler(brief, 8).query("heading", field="body"))
    sections = (*brief.sections, brief.sources, brief.made)
    assert [h["text"] for h in headings] == [title, *(one_line(section.title) for section in sections)]
    links = json.loads(make_compiler(brief, 8).query("link", field="dest"))
    assert {link.split("/")[2] for link in links} == {"news.example"}


def test_a_pdf_has_title_language_description_and_text_but_no_clock(plain: Path) -> None:
    brief = make_brief(plain, "NOR", "SWE")
    pdf = brief_to_pdf(brief)
    assert f">{brief.title}, {brief.span}</rdf:li>".encode() in pdf
    assert b"/Lang(en)" in pdf
    assert b"/Alt<FEFF" + "Timeline of the relation".encode("utf-16-be").hex().upper().encode() in pdf
    assert b"/ToUnicode" in pdf
    assert not re.search(rb"/(Creation|Mod)Date|<xmp:(Create|Modify)Date>", pdf)


def test_as_much_as_a_brief_may_hold_stands_on_two_pages(plain: Path) -> None:
    brief = make_brief(plain, "NOR", "SWE")
    text, below = "word " * (LONGEST // 5), "word " * (BELOW // 5)
    event, change = Item(text[:90], (below, below), "1", "https://news.example/1"), Item(text[:120], (below,) * AROUND)
    said = Item(text, (below[:60],), url="https://news.example/1")
    source = Item(below[:200], (), "1", "https://news.example/1")
    sections = (
        Section("What moved it most", (event,) * 3),
        Section("When it changed", (change,) * CHANGES),
        Section("On the table", (said,) * 6),
        Section("Said", (said,) * 6),
        Section("Coverage and gaps", (Item(text[:150]),) * 8),
    )
    full = replace(brief, lines=(text, text), sections=sections, sources=Section("Sources", (source,) * LISTED))
    assert pages(full) == 2
    assert fit_size(brief) == SIZES[0] > fit_size(full)


def test_a_brief_without_anything_is_one_page(plain: Path) -> None:
    assert pages(make_brief(plain, "NOR", "DNK")) == 1


def pages(brief: Brief) -> int:
    """Count the pages as typst sets them."""
    made = make_compiler(brief, fit_size(brief)).compile(format="png", ppi=10)
    return len(made) if isinstance(made, list) else 1
