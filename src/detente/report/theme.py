"""One look for all charts, light and dark: fonts, greys, and two colours that colour-blind readers tell apart."""

from dataclasses import dataclass
from typing import Any, TypeVar

import altair as alt

# Liberation Sans comes with vl-convert, and Arial and Helvetica have the same widths: text fits wherever it is shown.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
WIDTH = 760
SMALL = 11  # points of text within a chart

Chart = TypeVar("Chart", alt.Chart, alt.LayerChart, alt.VConcatChart)


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a chart. Cooperation and conflict are blue and vermillion or orange of Okabe and Ito (2008).

    Neither colour says anything alone: cooperation points up, is filled and square; conflict points down, is hollow or round.
    """

    paper: str
    ink: str
    soft: str  # of what is said beside
    grid: str
    void: str  # of what is not known
    band: str
    cooperation: str
    conflict: str
    conflict_fill: str
    neutral: str  # between the two


LIGHT = Look("#ffffff", "#1a1a1a", "#666666", "#e6e6e6", "#ececec", "#c9d6e2", "#0072b2", "#d55e00", "#f3b48c", "#eeeeee")
DARK = Look("#16181c", "#f0f0f0", "#a8a8a8", "#33363c", "#26292e", "#3a4a5c", "#56b4e9", "#e69f00", "#7a5a1a", "#3a3d42")


def dress(chart: Chart, look: Look, description: str) -> Chart:
    """Give a chart its look, and the words that stand for it where it cannot be seen."""
    text = {"color": look.ink, "fontSize": SMALL}
    config: dict[str, Any] = {
        "font": FONT,
        "axis": {
            "labelColor": look.ink, "titleColor": look.soft, "gridColor": look.grid, "domainColor": look.soft,
            "tickColor": look.soft, "labelFontSize": SMALL, "titleFontSize": SMALL, "titleFontWeight": "normal",
        },
        "legend": {"labelColor": look.ink, "titleColor": look.soft, "labelFontSize": SMALL, "titleFontSize": SMALL,
                   "titleFontWeight": "normal"},
        "title": {
            "color": look.ink, "subtitleColor": look.ink, "fontSize": 16, "subtitleFontSize": 12, "anchor": "start",
            "frame": "group", "subtitlePadding": 6, "offset": 12,
        },
        "text": text,
        "mark": {"aria": False},  # the description tells more than a thousand labels
        "view": {"stroke": None},
        "concat": {"spacing": 6},
    }  # fmt: skip
    dressed: Chart = chart.properties(background=look.paper, padding=16, description=description).configure(**config)
    return dressed
