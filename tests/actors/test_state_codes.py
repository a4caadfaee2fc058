"""Codes of states turn into one another, by date, and no code means two states on one day."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

import detente
from detente.actors.state_codes import SYSTEMS, StateCodes, state_by_code, state_codes
from detente.lexicon import Lexicon, load_lexicon

BORN_OR_GONE = ("since", "until")


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def value(codes: StateCodes, system: str) -> str | int | None:
    found: str | int | None = getattr(codes, system)
    return found


@pytest.mark.parametrize(
    ("iso3", "codes"),
    [
        ("USA", ("US", 2, 2, "USA", "US")),
        ("CAN", ("CA", 20, 20, "CAN", "CA")),
        ("TTO", ("TT", 52, 52, "TTO", "TD")),
        ("KNA", ("KN", 60, 60, "KNA", "SC")),
        ("SLV", ("SV", 92, 92, "SLV", "ES")),
        ("BRA", ("BR", 140, 140, "BRA", "BR")),
        ("GBR", ("GB", 200, 200, "GBR", "UK")),
        ("FRA", ("FR", 220, 220, "FRA", "FR")),
        ("CHE", ("CH", 225, 225, "CHE", "SZ")),
        ("DEU", ("DE", 255, 260, "DEU", "GM")),
        ("AUT", ("AT", 305, 305, "AUT", "AU")),
        ("SRB", ("RS", 345, 340, "SRB", "RI")),
        ("XKX", ("XK", 347, 347, None, "KV")),
        ("ROU", ("RO", 360, 360, "ROM", "RO")),
        ("RUS", ("RU", 365, 365, "RUS", "RS")),
        ("COG", ("CG", 484, 484, "COG", "CF")),
        ("COD", ("CD", 490, 490, "COD", "CG")),
        ("SSD", ("SS", 626, 626, None, "OD")),
        ("IRN", ("IR", 630, 630, "IRN", "IR")),
        ("ISR", ("IL", 666, 666, "ISR", "IS")),
        ("YEM", ("YE", 679, 678, "YEM", "YM")),
        ("CHN", ("CN", 710, 710, "CHN", "CH")),
        ("TWN", ("TW", 713, 713, "TWN", "TW")),
        ("PRK", ("KP", 731, 731, "PRK", "KN")),
        ("KOR", ("KR", 732, 732, "KOR", "KS")),
        ("VNM", ("VN", 816, 816, "VNM", "VM")),
        ("TLS", ("TL", 860, 860, "TMP", "TT")),
        ("AUS", ("AU", 900, 900, "AUS", "AS")),
        ("KIR", ("KI", 946, 970, "KIR", "KR")),
        ("TUV", ("TV", 947, 973, "TUV", "TV")),
        ("TON", ("TO", 955, 972, "TON", "TN")),
        ("NRU", ("NR", 970, 971, "NRU", "NR")),
        # a territory, and states that are no members of the system of states
        ("GRL", ("GL", None, None, "GRL", "GL")),
        ("PSE", ("PS", None, None, "PSE", None)),
        ("VAT", ("VA", None, None, "VAT", "VT")),
        # states that are no more
        ("SUN", ("SU", 365, 365, None, "UR")),
        ("DDR", ("DD", 265, 265, None, "GC")),
        ("YMD", ("YD", 680, 680, None, "YS")),
    ],
)
def test_codes_of_a_state(lexicon: Lexicon, iso3: str, codes: tuple[str | int | None, ...]) -> None:
    found = state_codes(iso3, lexicon=lexicon)
    assert found is not None
    assert (found.iso2, found.cow, found.gw, found.cameo, found.fips) == codes


@pytest.mark.parametrize(
    ("system", "code", "date", "iso3"),
    [
        # one state took over the number of another
        ("cow", 365, "", "RUS"),
        ("cow", 365, "1991-12-25", "SUN"),
        ("cow", 365, "1991-12-26", "RUS"),
        ("cow", 345, "1999-04-01", "YUG"),
        ("cow", 345, "2004-04-01", "SCG"),
        ("cow", 345, "2006-06-03", "SRB"),
        ("cow", 816, "1968-01-30", "VDR"),
        ("cow", 816, "1979-02-17", "VNM"),
        ("iso2", "CS", "1992-12-31", "CSK"),
        ("iso2", "CS", "2004-01-01", "SCG"),
        # nobody bore it that day
        ("iso2", "CS", "1998-01-01", None),
        ("cow", 345, "1945-10-01", None),
        ("gw", 345, "2010-01-01", None),
        # one state under several numbers
        ("cow", 255, "", "DEU"),
        ("cow", 260, "", "DEU"),
        ("cow", 265, "", "DDR"),
        ("gw", 260, "2020-01-01", "DEU"),
        ("cow", 678, "1980-01-01", "YEM"),
        ("cow", 679, "2000-01-01", "YEM"),
        ("cow", 680, "1980-01-01", "YMD"),
        ("gw", 678, "2000-01-01", "YEM"),
        ("gw", 817, "1968-01-30", "VNM"),
        ("gw", 340, "", "SRB"),
        # the only bearer of a code bears it on every day: Rhodesia was in the system of states before Zimbabwe's independence
        ("cow", 552, "1970-01-01", "ZWE"),
        # codes that were given up, and those of a part
        ("iso3", "ZAR", "", "COD"),
        ("iso3", "BUR", "", "MMR"),
        ("iso2", "TP", "", "TLS"),
        ("fips", "GZ", "", "PSE"),
        ("cameo", "ROM", "", "ROU"),
        # one code, two systems
        ("iso2", "CH", "", "CHE"),
        ("fips", "CH", "", "CHN"),
        # as data sets write them
        ("cow", "002", "", "USA"),
        ("iso2", " de", "", "DEU"),
        ("cow", 511, "", None),
        ("cow", "", "", None),
        ("iso3", "QQQ", "", None),
    ],
)
def test_the_state_behind_a_code(lexicon: Lexicon, system: str, code: str | int, date: str, iso3: str | None) -> None:
    found = state_by_code(system, code, day(date), lexicon)
    assert (found.iso3 if found is not None else None) == iso3


@pytest.mark.parametrize(
    ("iso3", "date", "cow", "gw"),
    [
        ("DEU", "1950-01-01", None, 260),  # between the two there was no member
        ("DEU", "1990-10-02", 260, 260),
        ("DEU", "1990-10-03", 255, 260),
        ("YEM", "1990-05-21", 678, 678),
        ("YEM", "1990-05-22", 679, 678),
        ("VNM", "1970-01-01", 817, 817),
        ("VNM", "1975-12-01", None, None),
        ("RUS", "1985-01-01", None, None),  # the number was the Soviet Union's
        ("SRB", "1999-01-01", None, 340),
    ],
)
def test_codes_of_a_day(lexicon: Lexicon, iso3: str, date: str, cow: int | None, gw: int | None) -> None:
    found = state_codes(iso3, day(date), lexicon)
    assert found is not None
    assert (found.cow, found.gw) == (cow, gw)


def test_no_code_means_two_states_on_one_day(lexicon: Lexicon) -> None:
    states = [row.text("iso3") for row in lexicon.table("actors/states")]
    ends = {row.date(column) for row in lexicon.table("actors/states") for column in BORN_OR_GONE} - {None}
    ends |= {row.date(column) for row in lexicon.table("actors/state_codes") for column in BORN_OR_GONE} - {None}
    days = sorted({date + dt.timedelta(days=n) for date in ends if date and date.year > 1944 for n in (-1, 0, 1)})
    for date in days:
        found = [codes for iso3 in states if (codes := state_codes(iso3, date, lexicon)) is not None]
        for system in SYSTEMS:
            double = [c for c, n in Counter(value(codes, system) for codes in found).items() if c is not None and n > 1]
            assert not double, (system, date)


def test_every_code_of_a_day_leads_back_to_its_state(lexicon: Lexicon) -> None:
    for date in (None, *(dt.date(year, 1, 1) for year in range(1946, 2026, 4))):
        for row in lexicon.table("actors/states"):
            codes = state_codes(row.text("iso3"), date, lexicon)
            assert codes is not None
            for system in SYSTEMS:
                code = value(codes, system)
                if code is None or (date is None and row.date("until") is not None):
                    continue
                assert state_by_code(system, code, date, lexicon) == codes, (system, code, date)


def test_only_a_dated_code_has_days(lexicon: Lexicon) -> None:
    own = {(system, row.text(system)) for row in lexicon.table("actors/states") for system in SYSTEMS}
    for row in lexicon.table("actors/state_codes"):
        assert (row.date("until") is not None) == (row.text("kind") == "dated"), row.where
        assert (row.text("system"), row.text("code")) not in own, row.where


def test_who_is_in_one_list_of_states_is_in_the_other(lexicon: Lexicon) -> None:
    for row in lexicon.table("actors/states"):
        assert bool(row.text("cow")) == bool(row.text("gw")), row.where


def test_iso_codes_are_those_of_cldr(lexicon: Lexicon) -> None:
    known = pytest.importorskip("babel.core").get_global("territory_aliases")
    today = [row for row in lexicon.table("actors/states") if row.date("until") is None and row.text("iso3") != "XKX"]
    assert {row.text("iso3"): [row.text("iso2")] for row in today} == {
        row.text("iso3"): list(known.get(row.text("iso3"), ())) for row in today
    }


def test_an_unknown_system_is_refused_and_an_unknown_state_is_none() -> None:
    with pytest.raises(ValueError, match=r"No system of state codes 'iso'; there are iso3, iso2, cow"):
        state_by_code("iso", "DEU")
    assert state_codes("QQQ") is None


def test_a_moment_counts_as_its_day() -> None:
    found = detente.state_by_code("cow", 365, dt.datetime(1980, 5, 1, 12, 0))  # noqa: DTZ001  # as a data frame has it
    assert found is not None
    assert found.iso3 == "SUN"
    assert detente.state_codes("sun") is not None


def test_an_overlay_brings_codes_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    row = "iso3\tname\tadjectives\tcow\tsource\nXAA\tUtopia\tUtopian\t999\tme\n"
    (tmp_path / "actors" / "states.tsv").write_text(row, "utf-8")
    own = load_lexicon(tmp_path)
    found = state_by_code("cow", 999, lexicon=own)
    assert found is not None
    assert (found.iso3, found.iso2, found.cow) == ("XAA", None, 999)
