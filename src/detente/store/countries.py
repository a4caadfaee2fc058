"""Names of countries → their codes, as a question writes them. Only the table of states is read: the whole lexicon takes longer
than a question may.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from detente.errors import LexiconError, QueryError, did_you_mean

# Codes that actors bear who are no state's (PLOVER), beside ISO 3166-1 alpha-3.
MORE_CODES = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
# Names by which a person asks for some of them.
_NAMED = {"European Union": "EUR", "EU": "EUR", "United Nations": "UNO", "UN": "UNO"}
_TABLE = "actors/states.tsv"


def country_code(name: str, lexicon: str = "") -> str | None:
    """Return the code that a code, a country's name or its adjective means, or None; ``lexicon`` is the setting.

    >>> country_code("russia"), country_code("Russian"), country_code("European Union"), country_code("Putin")
    ('RUS', 'RUS', 'EUR', None)
    """
    return _codes(lexicon).get(_plain(name))


def read_state(name: str, lexicon: str = "") -> str:
    """Return the code of a state or organisation that a person wrote; raises QueryError with the nearest names."""
    code = country_code(name, lexicon)
    if code is None:
        near = did_you_mean(name.title(), country_names(lexicon))
        raise QueryError(f"No state is called {name!r}.{near} Give a name or an ISO code.")
    return code


def country_name(code: str, lexicon: str = "") -> str:
    """Return the name of a state by its code, or the code where it is no state's.

    >>> country_name("RUS"), country_name("EUR")
    ('Russia', 'EUR')
    """
    return _names(lexicon).get(code, code)


def country_names(lexicon: str = "") -> list[str]:
    """Return the names of all states, sorted."""
    return sorted(_names(lexicon).values())


@cache
def _names(lexicon: str) -> dict[str, str]:
    places = [Path(str(files("detente") / "data")), *([Path(lexicon)] if lexicon else [])]
    return {row["iso3"]: row["name"] for place in places for row in _rows(place / _TABLE) if row.get("name")}


@cache
def state_codes(lexicon: str = "") -> frozenset[str]:
    """Return the codes of all states and territories that the tables know, without those of organisations.

    >>> "RUS" in state_codes(), "EUR" in state_codes()
    (True, False)
    """
    return frozenset(_codes(lexicon).values()) - frozenset(MORE_CODES)


@cache
def _codes(lexicon: str) -> dict[str, str]:
    found: dict[str, str] = {}
    places = [Path(str(files("detente") / "data")), *([Path(lexicon)] if lexicon else [])]
    rows = [row for place in places for row in _rows(place / _TABLE)]
    for columns in (("demonyms",), ("adjectives",), ("aliases",), ("name",), ("iso3",)):  # the later, the surer
        for row in rows:
            for column in columns:
                for name in row.get(column, "").split("|"):
                    if name.strip():
                        found[_plain(name)] = row["iso3"]
    return found | {_plain(name): code for name, code in (*_NAMED.items(), *((code, code) for code in MORE_CODES))}


def _plain(name: str) -> str:
    return " ".join(name.replace(".", "").casefold().split())


def _rows(file: Path) -> Iterator[dict[str, str]]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return
    except (OSError, UnicodeError) as error:
        raise LexiconError(file, 0, f"cannot be read ({error})") from error
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in cells[1:]:
        if len(row) == len(cells[0]):
            yield {name: value.strip() for name, value in zip(cells[0], row, strict=True)}
