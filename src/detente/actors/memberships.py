"""The public way to ask who belongs to an organisation of states at a date, and to which ones a state belongs."""

import datetime as dt
from dataclasses import dataclass

from detente.actors.gazetteer import holds_on
from detente.errors import LookupFailed, did_you_mean
from detente.lexicon import Lexicon, Row, load_lexicon
from detente.reading.dates import read_date


@dataclass(frozen=True, slots=True)
class Memberships:
    """The rows of ``actors/memberships`` by organisation and by state, both in the order of the table.

    ``names`` holds the name that the table uses by every name and alias of the organisations in it; ``bodies`` holds all other
    names of organisations and blocs, and ``states`` the codes of states.
    """

    organizations: dict[str, tuple[Row, ...]]
    members: dict[str, tuple[Row, ...]]
    names: dict[str, str]
    bodies: frozenset[str]
    states: frozenset[str]


def members_of(organization: str, date: dt.date | str | None = None, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """Return the states in an organisation or bloc on a date, as sorted ISO 3166-1 alpha-3 codes.

    ``organization`` is a name or alias in ``actors/organizations`` or ``actors/regions``; ``date`` None means today, as far as
    the tables know. A suspended state is a member. The result is empty where nobody was a member yet, or any more. Without
    ``lexicon`` the built-in tables are loaded anew: pass one in to ask much. Raises LookupFailed for an organisation whose
    members the tables do not hold.

    >>> members_of("Benelux", dt.date(1990, 1, 1))
    ('BEL', 'LUX', 'NLD')
    """
    known, day = memberships(lexicon if lexicon is not None else load_lexicon()), read_date(date, "date")
    name = known.names.get(organization)
    if name is None:
        raise LookupFailed(_unknown(organization, known))
    return tuple(sorted({row.text("member") for row in known.organizations[name] if holds_on(row, day)}))


def organizations_of(iso3: str, date: dt.date | str | None = None, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """Return the sorted names of the organisations and blocs that a state belongs to on a date.

    ``iso3`` is a code of ``actors/states``; ``date`` and ``lexicon`` are those of ``members_of``. A state that is a member of
    nothing has an empty result. Raises LookupFailed for a code that is no state's.

    >>> organizations_of("COK", dt.date(2005, 1, 1))
    ('Pacific Islands Forum',)
    """
    known, day = memberships(lexicon if lexicon is not None else load_lexicon()), read_date(date, "date")
    if iso3 not in known.states:
        raise LookupFailed(
            f"No state has the code {iso3!r}.{did_you_mean(iso3.upper(), sorted(known.states))} Codes are ISO 3166-1 alpha-3; "
            "actors/states.tsv has them all."
        )
    return tuple(sorted({row.text("organization") for row in known.members.get(iso3, ()) if holds_on(row, day)}))


def memberships(lexicon: Lexicon) -> Memberships:
    """Return the memberships of a lexicon, indexed at the first call."""
    return lexicon.index(_build)


def _build(lexicon: Lexicon) -> Memberships:
    organizations: dict[str, list[Row]] = {}
    members: dict[str, list[Row]] = {}
    for row in lexicon.table("actors/memberships"):
        organizations.setdefault(row.text("organization"), []).append(row)
        members.setdefault(row.text("member"), []).append(row)
    names = {name: name for name in organizations}
    bodies: set[str] = set()
    for table in ("actors/organizations", "actors/regions"):
        for row in lexicon.table(table):
            bodies.update((row.text("name"), *row.list("aliases")))
            if row.text("name") in organizations:
                for alias in row.list("aliases"):
                    names.setdefault(alias, row.text("name"))
    return Memberships(
        {name: tuple(rows) for name, rows in organizations.items()},
        {iso3: tuple(rows) for iso3, rows in members.items()},
        names,
        frozenset(bodies - names.keys()),
        frozenset(row.text("iso3") for row in lexicon.table("actors/states")),
    )


def _unknown(organization: str, known: Memberships) -> str:
    """Say whether it is the members or the body itself that nobody knows, and what to do."""
    if organization in known.bodies:
        return (
            f"The tables do not hold the members of {organization!r}. Put them into actors/memberships.tsv of your own lexicon."
        )
    return (
        f"No organisation {organization!r} has members in the tables.{did_you_mean(organization, known.names)} Known are "
        f"{', '.join(known.organizations)}. Put others into actors/memberships.tsv of your own lexicon, and the body itself into "
        "actors/organizations.tsv."
    )
