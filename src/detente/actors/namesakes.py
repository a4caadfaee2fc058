"""Which of several things of one name is meant."""

from collections.abc import Mapping, Sequence

from detente.actors.gazetteer import Entry, Gazetteer, What

_DOUBTFUL = ("party", "union", "movement", "company", "university", "sport", "rebels", "militia")
_ORGANS = ("government", "ministry", "parliament", "court", "agency", "police", "military")
_LETTERS = 4


def choose(entries: Sequence[Entry], spoken: Mapping[str, int], index: Gazetteer) -> Entry:
    """Return the entry that fits best.

    In this order: an organisation of states; the country that the text speaks of most; what the tables mark as default; the
    country that the tables know most people of.
    """
    return min(entries, key=lambda e: _rank(e, spoken, index)) if len(entries) > 1 else entries[0]


def _rank(entry: Entry, spoken: Mapping[str, int], index: Gazetteer) -> tuple[bool, int, bool, int]:
    flagged = entry.what in (What.ORGANIZATION, What.PLACE) and any(row.flag("default") for row in entry.rows)
    igo = entry.what is What.ORGANIZATION and entry.row.text("kind") == "igo"
    country = entry.country or ""
    return (not igo, -spoken.get(country, 0), not flagged, -index.prevalence.get(country, 0))


def far_fetched(entry: Entry, surface: str, spoken: Mapping[str, int], index: Gazetteer) -> bool:
    """Tell whether a few letters would mean a party or firm of a country that the text does not speak of; or plain words, such
    as *Governing Council*, a body of such a country.
    """
    if entry.what is What.ORGANIZATION and entry.row.text("kind") in _ORGANS and surface != entry.name and " " in surface:
        return not spoken.get(entry.country or "", 0) and surface in entry.row.list("aliases")
    return (
        entry.what is What.ORGANIZATION
        and surface.isupper()
        and len(surface) <= _LETTERS
        and entry.row.text("kind") in _DOUBTFUL
        and not (entry.row.text("kind") == "company" and entry.name == surface)
        and not entry.row.flag("default")
        and entry.country in index.states
        and not spoken.get(entry.country or "", 0)
    )
