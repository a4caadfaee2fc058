"""Resolved actors as lines: a page for a person, tab-separated values for a spreadsheet."""

from collections.abc import Iterator, Mapping

from detente.display.inert import one_line
from detente.formats.guard import guarded
from detente.records import Actor, Alternative, Role

COLUMNS = (
    "text", "date", "in", "id", "name", "kind", "country", "sector", "role", "since", "until", "confidence", "reason",
    "alternatives",
)  # fmt: skip


def actor_lines(actor: Actor, states: Mapping[str, str]) -> Iterator[str]:
    """Give name, place, roles, reason and alternatives of one actor; ``states`` has the names of country codes."""
    yield one_line(actor.name)
    countries = [
        f"{states[c]} ({c})" if c in states else c for c in actor.countries or ((actor.country,) if actor.country else ())
    ]
    for label, values in (
        ("kind", [actor.kind.value]),
        ("country", [", ".join(countries) or "unknown"]),
        ("sector", [actor.sector or "none"]),
        ("role", [_role(role) for role in actor.roles]),
        ("why", [actor.reason]),
        ("sure", [f"{actor.confidence:.2f}"]),
        ("id", [actor.id]),
        ("or", [_alternative(other) for other in actor.alternatives]),
    ):
        for n, value in enumerate(values):
            yield f"  {label if n == 0 else '':8} {one_line(value)}"


def actor_cells(given: tuple[str, str, str], actor: Actor) -> str:
    """Give one line of tab-separated values: what was asked (text, date, country), then the actor with its first role.

    A cell that a spreadsheet would compute has an apostrophe before it.
    """
    role = actor.roles[0] if actor.roles else Role("")
    cells = (
        *given, actor.id, actor.name, actor.kind.value, "+".join(actor.countries) or actor.country or "", actor.sector or "",
        role.title, _day(role.since), _day(role.until), f"{actor.confidence:.2f}", actor.reason,
        "; ".join(_alternative(other) for other in actor.alternatives),
    )  # fmt: skip
    return "\t".join(guarded(one_line(cell)) for cell in cells)


def _role(role: Role) -> str:
    return _joined(role.title, role.organisation, _term(role))


def _alternative(other: Alternative) -> str:
    codes = " ".join(code for code in (other.country, other.sector) if code)
    return f"{_joined(other.name, codes, other.title, _term(other))}: {other.reason}"


def _term(dated: Role | Alternative) -> str | None:
    return f"{_day(dated.since)}/{_day(dated.until)}" if dated.since or dated.until else None


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _day(date: object) -> str:
    return str(date) if date is not None else ""
