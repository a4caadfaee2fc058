"""What lies on the table, over time: a line for each entry from its day to what settled it; open ones run to the end."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import altair as alt

from detente.display.inert import one_line
from detente.display.relation_words import day, days, plural, state_name
from detente.report.axes import DAY, Row, Scene, after, lay, plot, say, stamp
from detente.report.theme import LIGHT, SMALL, WIDTH, Look, dress

MOST = 40  # entries on one picture; a longer one is a table
_ROW, _LINE = 34, 14  # pixels of an entry, and of each of its two lines of words
_WORDS = 380  # pixels for what it is
_SIDES = 2  # states that are named on a side; of more the others are counted
# How an entry ended, as a shape (or a path of one), and as a letter of the key.
_SHAPES = {
    "open": ("triangle-right", "►"), "answered": ("circle", "●"), "kept": ("square", "■"),
    "refused": ("M-.8,-.8L.8,.8M.8,-.8L-.8,.8", "×"), "overtaken": ("diamond", "◊"), "lapsed": ("M0,-1L0,1", "|"),
}  # fmt: skip
_HOLLOW = ("open", "overtaken")


class Settling(Protocol):
    """Something that became of an entry: how, and on what day."""

    @property
    def how(self) -> str: ...  # noqa: D102
    @property
    def day(self) -> dt.date: ...  # noqa: D102


class Item(Protocol):
    """An entry of the ledger over time."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def by(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def to(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def what(self) -> str: ...  # noqa: D102
    @property
    def day(self) -> dt.date: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def outcomes(self) -> Sequence[Settling]: ...  # noqa: D102
    @property
    def due(self) -> dt.date | None: ...  # noqa: D102


def draw_ledger(
    items: Sequence[Item], title: str, until: dt.date | None = None, look: Look = LIGHT
) -> alt.LayerChart | alt.Chart:
    """Draw entries in the order of their days, up to ``until`` (the last day of any, where it is not given).

    Of more than forty the open ones are drawn first, then the latest; how many are left out is said.
    """
    head = one_line(title)
    if not items:
        words = "Nothing lies on the table in this time."
        return dress(say(words, look).properties(title=alt.TitleParams(head)), look, f"{head}. {words}")
    drawn = _choose(items)
    end = max([until or dt.date.min, *(item.day for item in drawn), *(o.day for item in drawn for o in item.outcomes)])
    first = min(item.day for item in drawn)
    margin = max(DAY, (after(end) - stamp(first)) // 50)
    scene = Scene(stamp(first) - margin, after(end) + margin, (), look, WIDTH - _WORDS)
    states = Counter(str(item.state) for item in items)
    counted = ", ".join(f"{sign} {states[state]} {state}" for state, (_, sign) in _SHAPES.items() if states[state])
    left = len(items) - len(drawn)
    subtitle = f"{plural(len(items), 'entry') if len(items) == 1 else f'{len(items):,} entries'}: {counted}." + (
        f" {left:,} settled earlier are not drawn." if left else ""
    )
    described = f"{head}. Timeline of what lies on the table, {days((first, end))}. {subtitle} {_longest_open(drawn)}".strip()
    titled = alt.TitleParams(head, subtitle=subtitle, dx=-_WORDS)
    return dress(_lines(drawn, end, scene).properties(title=titled), look, described)


def _choose(items: Sequence[Item]) -> list[Item]:
    """Return what is drawn, in the order of days."""
    ranked = sorted(range(len(items)), key=lambda i: (str(items[i].state) != "open", -items[i].day.toordinal(), i))[:MOST]
    return [items[i] for i in sorted(ranked, key=lambda i: (items[i].day, i))]


def _longest_open(items: Sequence[Item]) -> str:
    found = [item for item in items if str(item.state) == "open"]
    return f"Open for longest, since {day(found[0].day)}: {_say(found[0])}." if found else "None is open."


def _say(item: Item) -> str:
    return f"{item.kind}, {_sides(item)}: {one_line(item.what)}"


def _sides(item: Item, most: int | None = None) -> str:
    """Name who puts something before whom; of a long side only the first, and how many others."""
    return " → ".join(_name(side, most) for side in (item.by, item.to))


def _name(side: Sequence[str], most: int | None) -> str:
    names = [state_name(code) for code in side]
    if most is not None and len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} others"
    return ", ".join(names) or "?"


def _lines(items: Sequence[Item], end: dt.date, scene: Scene) -> alt.LayerChart:
    look = scene.look
    lines: list[Row] = []
    signs: list[Row] = []
    dues: list[Row] = []
    for i, item in enumerate(items):
        at, state = _ROW * i + _ROW / 2, str(item.state)
        settled = max((o.day for o in item.outcomes), default=item.due or end) if state != "open" else end
        words = _say(item)
        line: Row = {"y": at, "start": _middle(item.day), "end": _middle(settled), "open": state == "open", "words": words}
        lines.append(line | {"sides": f"{item.kind}, {_sides(item, _SIDES)}", "what": one_line(item.what)})
        marks = [(str(o.how), o.day) for o in item.outcomes] or ([] if state == "open" else [(state, settled)])
        marks += [("open", end)] if state == "open" else []
        signs += [{"y": at, "x": _middle(when), "how": how, "tip": f"{how}, {day(when)}", "words": words} for how, when in marks]
        if item.due is not None and scene.first <= stamp(item.due) <= scene.last:
            dues.append({"y": at, "x": _middle(item.due), "tip": f"due {day(item.due)}", "words": words})
    height = _ROW * len(items)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False), axis=None)
    tips = [alt.Tooltip("words:N", title="what"), alt.Tooltip("tip:N", title="state")]
    layers: list[alt.Chart] = []
    for still, dash in ((False, [1, 0]), (True, [4, 3])):
        rows = [row for row in lines if row["open"] is still]
        if rows:
            rule = plot(rows).mark_rule(color=look.ink, strokeWidth=1.5, strokeDash=dash)
            layers.append(rule.encode(scene.x("start", labels=True), x2=alt.X2("end:T"), y=y))
    started = plot(lines)
    layers.append(
        started.mark_tick(color=look.ink, thickness=2, height=10, width=2, orient="vertical").encode(
            scene.x("start", labels=True), y=y
        )
    )
    if dues:
        due = plot(dues).mark_text(text="due", fontSize=9, dy=-6, color=look.soft)
        layers.append(due.encode(scene.x("x", labels=True), y=y, tooltip=tips))
    layers += _signs(signs, scene, y, tips)
    for field, shift, colour in (("sides", -_LINE / 2, look.soft), ("what", _LINE / 2, look.ink)):
        text = started.mark_text(align="left", baseline="middle", dy=shift, fontSize=SMALL, limit=_WORDS - 12, color=colour)
        layers.append(text.encode(x=alt.XValue(-_WORDS), y=y, text=alt.Text(f"{field}:N"), tooltip=tips[:1]))
    return lay(layers, scene.width, height)


def _middle(date: dt.date) -> float:
    return (stamp(date) + after(date)) / 2


def _signs(rows: Sequence[Row], scene: Scene, y: alt.Y, tips: list[alt.Tooltip]) -> list[alt.Chart]:
    """Return one layer for each way to end that occurs."""
    look = scene.look
    colours = {"kept": look.cooperation, "answered": look.cooperation, "refused": look.conflict}
    layers = []
    for how in [*_SHAPES, *sorted({str(row["how"]) for row in rows} - set(_SHAPES))]:
        those = [row for row in rows if row["how"] == how]
        if not those:
            continue
        colour = colours.get(how, look.ink)
        fill = look.paper if how in _HOLLOW else colour
        mark = plot(those).mark_point(
            shape=_SHAPES.get(how, ("circle", ""))[0],
            size=80,
            filled=True,
            fill=fill,
            stroke=colour,
            strokeWidth=2 if how in ("refused", "lapsed") else 1.3,
            opacity=1,
        )
        layers.append(mark.encode(scene.x("x", labels=True), y=y, tooltip=tips))
    return layers
