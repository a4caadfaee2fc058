"""The timeline of a dyad: what stands in the chart, read off its specification."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from detente.relations.periods import PeriodKind
from detente.relations.records import Band, Judgement, Relation
from detente.report.axes import make_scene
from detente.report.dyad import draw_relation
from detente.report.marks import place_changes
from detente.report.save import chart_to_svg
from detente.report.theme import DARK, LIGHT, Look

Make = Callable[..., Relation]


@cache
def specify(relation: Relation) -> dict[str, Any]:
    """Return the specification, with the rows of each layer where they are drawn."""
    spec = draw_relation(relation).to_dict(validate=False)
    for panel in spec["vconcat"]:
        for layer in panel.get("layer", ()):
            layer["rows"] = spec["datasets"][layer["data"]["name"]]
    return spec


def layers(relation: Relation, panel: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = specify(relation)["vconcat"][panel]["layer"]
    return found


def rows(layer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = layer["rows"]
    return found


def texts(spec: Any) -> Iterator[str]:
    if isinstance(spec, str):
        yield spec
    for inner in spec.values() if isinstance(spec, dict) else spec if isinstance(spec, list | tuple) else ():
        yield from texts(inner)


def test_title_and_subtitle_name_the_states_and_say_the_verdict(make_relation: Make) -> None:
    title = specify(make_relation(20, PeriodKind.QUARTER))["title"]
    assert title["text"] == ["Russia – United States, by quarter, 1 Jan 2006 – 31 Dec 2010"]
    assert title["subtitle"] == [
        "Thaw, 94% sure, since the first quarter of 2010 (81% sure).",
        "Tone +2.1 (90%: +1.2 to +3.0), 1 Jan – 31 Dec 2010 against 1 Jan – 31 Dec 2009.",
    ]


def test_every_period_has_its_estimate_and_each_told_one_its_mean(make_relation: Make) -> None:
    relation = make_relation(100)
    drawn = layers(relation, 1)
    area = next(layer for layer in drawn if layer["mark"]["type"] == "area")
    rings = next(layer for layer in drawn if layer["mark"]["type"] == "point")
    assert [row["middle"] for row in rows(area)] == [p.smoothed.middle for p in relation.tone]
    assert [row["mean"] for row in rows(rings)] == [p.mean for p in relation.tone if p.mean is not None]
    assert [row["worth"] for row in rows(rings)] == [p.effective for p in relation.tone if p.mean is not None]


def test_cooperation_is_up_conflict_down_and_what_is_not_told_is_shown_as_such(make_relation: Make) -> None:
    relation = make_relation(100)
    drawn = layers(relation, 2)
    bars = rows(next(layer for layer in drawn if "up" in rows(layer)[0]))
    assert [(row["up"], -row["down"]) for row in bars] == [(p.cooperation, p.conflict) for p in relation.pressure]
    rings = rows(next(layer for layer in drawn if layer["mark"]["type"] == "point"))
    assert len(rings) == sum(p.exposure > 0 and p.cooperation + p.conflict == 0 for p in relation.pressure) > 0
    grey = rows(next(layer for layer in drawn if "tip" in rows(layer)[0]))
    assert len(grey) == 1  # three weeks without any report, as one field
    assert (grey[0]["end"] - grey[0]["start"]) / 86_400_000 == 21


def test_a_week_of_mere_words_has_neither_bar_nor_ring(make_relation: Make) -> None:
    relation = make_relation(10, told=0)
    talked = replace(relation.tone[3], events=2, reports=2, mean=-3.0)
    relation = replace(relation, tone=(*relation.tone[:3], talked, *relation.tone[4:]))
    rings = rows(next(layer for layer in layers(relation, 2) if layer["mark"]["type"] == "point"))
    assert len(rings) == sum(p.exposure > 0 for p in relation.pressure) - 1


def test_moving_events_are_numbered_and_listed_with_their_sentences(make_relation: Make) -> None:
    spec = specify(make_relation(100))
    listed = [row["text"] for row in rows(spec["vconcat"][3]["layer"][2])]
    assert listed[0].startswith("17 Oct 2016 · Russia → United States: threaten, moved the change by −0.8 (The Courier")
    assert listed[1] == "“The two governments agreed to exchange prisoners next month, part 0.”"
    numbers = [row["n"] for layer in spec["vconcat"][1]["layer"] for row in rows(layer) if "n" in row]
    assert set(numbers) == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("periods", "kind", "drawn", "most"),
    [
        (400, PeriodKind.DAY, "day", 400),  # as many as can be seen
        (500, PeriodKind.DAY, "week", 73),
        (4000, PeriodKind.DAY, "month", 133),  # weeks would be 572
        (4000, PeriodKind.WEEK, "quarter", 310),
    ],
)
def test_many_periods_are_drawn_by_coarser_ones_without_losing_a_count(
    make_relation: Make, periods: int, kind: PeriodKind, drawn: str, most: int
) -> None:
    relation = make_relation(periods, kind)
    spec = specify(relation)
    bars = rows(next(layer for layer in spec["vconcat"][2]["layer"] if "up" in rows(layer)[0]))
    assert len(bars) <= most
    assert sum(row["up"] for row in bars) == sum(p.cooperation for p in relation.pressure)
    assert any(f"mean of a {drawn}," in text for text in texts(spec["vconcat"][0]))
    assert (f"drawn by {drawn}" in " ".join(spec["title"]["text"])) is (drawn != kind.value)


def test_nothing_at_all_is_a_picture_that_says_so(make_relation: Make) -> None:
    for relation in (make_relation(0), make_relation(30, told=0)):
        assert "Nothing is told of the two in this time." in list(texts(draw_relation(relation).to_dict(validate=False)))
    svg = chart_to_svg(draw_relation(make_relation(0)))
    assert "Too little data" in svg


def test_what_is_unknown_or_unbounded_is_drawn_as_a_gap_or_out_of_sight(make_relation: Make) -> None:
    relation = make_relation(3)
    inf, nan = float("inf"), float("nan")
    odd = [Band(-inf, 0.0, inf), Band(nan, nan, nan), Band(-1.0, 0.0, 1.0)]
    relation = replace(relation, tone=tuple(replace(p, smoothed=b, filtered=b) for p, b in zip(relation.tone, odd, strict=True)))
    area = next(layer for layer in layers(relation, 1) if layer["mark"]["type"] == "area")
    assert [row["low"] for row in rows(area)] == [-20.0, None, -1.0]
    assert "NaN" not in chart_to_svg(draw_relation(relation))


@pytest.mark.parametrize("periods", [1, 2])
def test_one_or_two_periods_have_a_line(make_relation: Make, periods: int) -> None:
    area = next(layer for layer in layers(make_relation(periods), 1) if layer["mark"]["type"] == "area")
    assert len(rows(area)) == 2


def test_a_series_of_conflict_alone_keeps_the_line_of_zero_in_sight(make_relation: Make) -> None:
    area = next(layer for layer in layers(make_relation(50, level=-6), 1) if layer["mark"]["type"] == "area")
    low, high = area["encoding"]["y"]["scale"]["domain"]
    assert low < -8
    assert high > 0


def test_the_axis_of_tone_says_ten_as_ten(make_relation: Make) -> None:
    relation = make_relation(12)
    wide = tuple(replace(p, smoothed=Band(-12.0, 0.0, 12.0)) for p in relation.tone)
    svg = chart_to_svg(draw_relation(replace(relation, tone=wide), alone=False))
    written = re.findall(r">([−+\d.e]+)</text>", svg)
    assert {"−10", "−5", "0", "5", "10"} <= set(written)
    assert not [words for words in written if "e" in words]


def test_labels_of_changes_cover_no_other_and_are_dropped_before_they_do(make_relation: Make) -> None:
    relation = make_relation(100)
    crowd = tuple(replace(relation.changes[0], start=relation.tone[40 + i].start, probability=0.9 - i / 100) for i in range(8))
    labels = place_changes(crowd, make_scene(relation.since, relation.until, relation.tone, relation.pressure, LIGHT))
    shown = [label for label in labels if label.line >= 0]
    assert labels[0] in shown  # the likeliest keeps its words
    assert 2 <= len(shown) < len(labels)
    for one, other in combinations(shown, 2):
        apart = one.right <= other.left or other.right <= one.left
        high, low = sorted((one, other), key=lambda label: label.line)
        assert apart if one.line == other.line else not low.left < high.at < low.right  # its rule would cut the words
    assert all(0 <= label.left < label.right <= 760 for label in shown)


def test_long_names_wrap_and_hostile_words_are_inert(make_relation: Make) -> None:
    spec = draw_relation(make_relation(500, one="VCT", other="BIH", words="</script>\u202e\x1b[2J")).to_dict(validate=False)
    assert len(spec["title"]["text"]) == 2
    assert not [text for text in texts(spec) if "\u202e" in text or "\x1b" in text]


def test_verdicts_without_a_change_say_what_is_lacking(make_relation: Make) -> None:
    unclear, little = (
        draw_relation(make_relation(30, judgement=j)).to_dict(validate=False)["title"]["subtitle"]
        for j in (Judgement.NO_CLEAR_CHANGE, Judgement.TOO_LITTLE_DATA)
    )
    assert unclear[0] == "No clear change: a thaw is 94% likely, a chill 2%."
    assert little[0] == "Too little data."
    assert little[1].startswith("92.1 against 85.4 events' worth")


# What a reader without red or green cones sees (Viénot, Brettel and Mollon 1999, in linear light).
DEUTERANOPIA = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


def linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_differ_in_grey_and_to_the_colour_blind_and_words_are_read_on_the_paper(look: Look) -> None:
    def contrast(a: str, b: str) -> float:
        high, low = sorted((luminance(a), luminance(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    assert contrast(look.cooperation, look.conflict_fill) > 1.8
    assert contrast(look.ink, look.paper) > 7
    assert contrast(look.soft, look.paper) > 4.5
    seen = [
        [sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in DEUTERANOPIA]
        for colour in (look.cooperation, look.conflict)
    ]
    assert max(abs(a - b) for a, b in zip(*seen, strict=True)) > 0.3
