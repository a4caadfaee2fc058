"""Charts as files: by suffix, whole or not at all, the same bytes, and with hostile words inert."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import altair as alt
import pytest

from detente.errors import DetenteError
from detente.relations.records import Relation
from detente.report.dyad import draw_relation
from detente.report.save import chart_to_html, chart_to_png, chart_to_svg, save_chart, write_as

Make = Callable[..., Relation]
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202egpj.exe\u2066 \x1b[31m \ud800 ]]> '\" & {{x}}"


def chart(title: str) -> alt.Chart:
    return (
        alt.Chart(alt.InlineData(values=[{"v": 1, "w": title}]))
        .mark_line(clip=True)
        .encode(x="v:Q", text="w:N", tooltip="w:N")
        .properties(title=title, description=title)
    )


class Tags(HTMLParser):
    """Every tag with its attributes, and the content of the scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append(data)


def test_the_svg_of_a_relation_is_well_formed_carries_its_description_and_has_the_same_bytes_again(make_relation: Make) -> None:
    drawn = draw_relation(make_relation(12))
    svg = chart_to_svg(drawn)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert "Timeline of the relation Russia – United States" in str(root.get("aria-label"))
    assert "clip-path" in svg
    chart_to_svg(chart("between"))  # a process counts its clip paths
    assert chart_to_svg(draw_relation(make_relation(12))) == svg


def test_ids_name_their_chart_so_that_two_stand_on_one_page(make_relation: Make) -> None:
    ids = [set(re.findall(r'\sid="([^"]+)"', chart_to_svg(draw_relation(make_relation(n))))) for n in (12, 13)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_bytes_do_not_depend_on_time_zone_locale_or_hash_seed(make_relation: Make) -> None:
    code = (
        "import runpy, sys; from detente.report.save import chart_to_svg; from detente.report.dyad import draw_relation;"
        f"make = runpy.run_path({str(Path(__file__).parents[1] / 'invented_relation.py')!r})['make_relation'];"
        "sys.stdout.buffer.write(chart_to_svg(draw_relation(make(12))).encode())"
    )
    environment = os.environ | {"TZ": "America/St_Johns", "PYTHONHASHSEED": "7", "LANG": "de_DE.UTF-8"}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout == chart_to_svg(draw_relation(make_relation(12))).encode()


def test_hostile_words_are_only_words_in_an_svg() -> None:
    svg = chart_to_svg(chart(HOSTILE))
    root = ET.fromstring(svg)
    tags = {element.tag.rsplit("}")[-1] for element in root.iter()}
    assert not tags & {"script", "img", "image", "foreignObject", "a"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert not re.search("[\u202e\u2066\x1b\ud800]", svg)
    assert "\\u202egpj.exe" in svg


def test_a_page_holds_all_scripts_asks_for_nothing_and_keeps_hostile_words_as_words() -> None:
    page = chart_to_html(chart(HOSTILE))
    found = Tags(page)
    names = [tag for tag, _ in found.tags]
    assert names.count("script") == 3
    assert not {"img", "link", "iframe", "object", "a"} & set(names)
    attributes = {name for _, given in found.tags for name in given}
    assert not {name for name in attributes if name.startswith("on")} | ({"src", "href"} & attributes)
    policy = next(str(given["content"]) for _, given in found.tags if given.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    spec = json.loads(found.scripts[1])
    assert spec["title"].startswith("</script><script>alert(1)</script>")
    assert "\u202e" not in spec["title"]
    assert next(given["aria-label"] for _, given in found.tags if given.get("id") == "chart") == spec["description"]
    assert chart_to_html(chart(HOSTILE)) == page


def test_the_suffix_names_the_format_whatever_its_case(tmp_path: Path) -> None:
    assert save_chart(chart("a"), tmp_path / "a.SVG").read_bytes().startswith(b"<svg")
    png = save_chart(chart("a"), str(tmp_path / "a.png")).read_bytes()
    assert png == chart_to_png(chart("a"))
    assert png.startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.SVG", "a.png"]


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.svg.gz"])
def test_another_suffix_is_refused_with_those_that_exist(tmp_path: Path, name: str) -> None:
    with pytest.raises(DetenteError, match=r"\.svg, \.png, \.html"):
        save_chart(chart("a"), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_shut_is_named(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="cannot be written"):
        save_chart(chart("a"), tmp_path / "no" / "a.svg")
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(DetenteError, match=r"folder\.svg"):
        save_chart(chart("a"), tmp_path / "folder.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


def test_what_was_there_stays_when_drawing_fails(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise RuntimeError("no")

    target = tmp_path / "a.svg"
    target.write_text("before")
    with pytest.raises(RuntimeError):
        write_as(target, {".svg": fail})
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]
