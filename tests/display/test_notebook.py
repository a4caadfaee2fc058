import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from detente.display.notebook import reading_to_html
from detente.records import Article, Attitude, Cue, Outcome, OutcomeKind, Party, Phrase, Reading, Span, Statement, StatementKind


class Tags(HTMLParser):
    """Collects the tags and attributes of a fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {(tag, "")} | {(tag, name) for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


OURS = {
    ("div", ""),
    ("div", "style"),
    ("p", ""),
    ("p", "style"),
    ("br", ""),
    ("span", ""),
    ("span", "style"),
    ("span", "data-ids"),
}
OURS |= {
    ("span", "title"),
    ("table", ""),
    ("table", "style"),
    ("tr", ""),
    ("td", ""),
    ("td", "style"),
    ("th", ""),
    ("th", "style"),
}


def check(html: str) -> None:
    tags = Tags()
    tags.feed(html)
    assert not tags.open
    assert tags.seen <= OURS


def body(html: str) -> str:
    """Give the text of the article, as a reader sees it."""
    found = re.search(r'<div style="white-space[^>]*>(.*?)</div>', html, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]*>", "", found[1]))


def test_the_text_is_whole_and_each_piece_names_its_records(reading: Reading) -> None:
    html = reading_to_html(reading)
    check(html)
    assert body(html) == reading.article.text
    assert re.search(r'data-ids="e-2" title="E2 ACCUSE \(112\): Morocco → Portugal, actual">accused</span>', html)
    assert re.search(r'data-ids="p-1 s-2"[^>]*>she</span>', html)


def test_the_tables_follow(reading: Reading) -> None:
    html = reading_to_html(reading)
    for words in ("Who said what", "Who did what to whom", "On the table", "Ana Duarte (via Wire)", "2015-02 (“last month”)"):
        assert words in html


def test_sections_without_rows_are_left_out() -> None:
    assert "<table" not in reading_to_html(Reading(Article("a-1", "Nothing.")))


def test_records_have_the_notebook_repr(reading: Reading) -> None:
    assert reading._repr_html_() == reading_to_html(reading)


@given(st.text(st.sampled_from("ab<>&\"'/=\n\x00\x1b\u202e") | st.characters(exclude_categories=()), max_size=80))
def test_any_text_is_escaped(text: str) -> None:
    whole = Phrase.cut(text, Span(0, len(text)))
    party = Party(text, whole.spans, text, (text,), text, text)
    said = Statement(text, StatementKind.DIRECT, Attitude.BELIEF, party, Cue(text, whole.spans, text), whole, party, party, text)
    html = reading_to_html(Reading(Article("a-1", text, text, text, text, source=text), (said, replace(said, id="s-2"))))
    check(html)
    html.encode("utf-8")
    assert "\x1b" not in html


def test_what_came_of_an_entry_has_a_column(reading: Reading) -> None:
    (entry,) = reading.ledger
    told = Outcome(OutcomeKind.REFUSED, None, entry.what, 0.6, "outcome.not")
    page = reading_to_html(replace(reading, ledger=(replace(entry, outcomes=(told,)),)))
    assert ">then<" in page
    assert f"refused: {entry.what.text}" in page
