"""A relation as HTML and in words."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from detente.relations.records import Relation
from detente.report.alt import alt_text
from detente.report.page import relation_to_html, save_relation

Make = Callable[..., Relation]


def test_a_notebook_shows_verdict_picture_and_words_without_script(make_relation: Make) -> None:
    relation = make_relation(12, words='</script><img src=x onerror="alert(1)">')
    html = relation._repr_html_()
    assert html == relation_to_html(relation)
    tags: list[tuple[str, dict[str, str | None]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, dict(attrs)))

    Tags().feed(html)
    assert [tag for tag, _ in tags].count("svg") == 1
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in tags}
    assert not [name for _, given in tags for name in given if name.startswith("on")]
    assert {given["href"] for tag, given in tags if tag == "a"} == {"https://news.example/1"}
    words = re.sub("<[^>]*>", " ", re.sub("<svg.*</svg>", "", html))
    for said in (
        "Thaw, 94% sure",
        "1 of 2 other ways of judging comes to the same",
        "Russia moved first",
        "Left out",
        "comes",
        "12 reports by 5",
    ):
        assert said in words


def test_the_page_forbids_itself_everything_but_its_style(make_relation: Make, tmp_path: Path) -> None:
    page = save_relation(make_relation(0), tmp_path / "relation.html").read_text("utf-8")
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "Nothing is told of the two in this time." in page
    assert "Too little data" in page


@pytest.mark.parametrize(
    ("periods", "told", "said"),
    [
        (100, 9, r"goes from 2\.0 to 1\.5, highest at 2\.0 around 4 Jan 2016, lowest at −2\.5 .* chill from 10 Oct 2016 \(97%\)"),
        (30, 0, r"4 Jan – 31 Jul 2016\. Nothing is told of the two in this time\. Too little data"),
        (0, 9, "Nothing is told of the two in this time"),
    ],
)
def test_alt_text_says_what_the_picture_shows(make_relation: Make, periods: int, told: float, said: str) -> None:
    words = alt_text(make_relation(periods, told=told))
    assert re.search(said, words)
    assert words.startswith("Timeline of the relation Russia – United States, by week")
    assert words.count(". ") <= 3
