"""The chains of those who head states and governments have no hole that nobody knows of."""

import datetime as dt
from collections import defaultdict

import pytest

from detente.lexicon import Lexicon, Row

FIRST, LAST = dt.date(1990, 1, 1), dt.date(2025, 1, 1)
# Whose every day must be known: the head of state where a president or monarch rules, that of government where the head of state
# only stands for the state, both where both act or the table simply has both. The seventy most in the news are among them.
BOTH = """
    AUT BEL BGD BGR BHR CHN CZE DEU DNK EGY ESP EST FIN FRA GBR GEO GRC HRV HUN IND IRL IRQ ISL ISR ITA JOR JPN KAZ KWT LBN
    LBY LKA LVA MAR MLT MYS NLD NOR NPL PAK POL PRK PRT ROU RUS SGP SRB SVK SVN SWE SYR THA TUR TWN UKR VNM XKX YEM
""".split()
HEAD_OF_STATE = """
    AFG AGO ARE ARG ARM AZE BDI BEN BFA BLR BOL BRA BWA CAF CHE CHL CIV CMR COD COG COL CPV CRI CUB CYP DJI DOM DZA ECU ERI
    ETH GAB GHA GIN GMB GTM HND HTI IDN IRN KEN KGZ KOR LBR LTU MDA MDG MEX MKD MLI MMR MOZ MRT MWI NAM NER NGA NIC OMN PAN
    PER PHL PRY PSE QAT RWA SAU SDN SEN SLE SLV SOM SSD TCD TGO TJK TKM TUN TZA UGA URY USA UZB VAT VEN ZAF ZMB ZWE
""".split()
HEAD_OF_GOVERNMENT = """
    ALB AUS BRB CAN JAM KHM LAO LUX NZL PNG TTO
""".split()
# Titles that count, in whatever state; rows of companies (Chief Executive) do not.
TITLES = {
    "state": {
        "Acting President", "Chairman of the National Transitional Council", "Chairman of the Presidential Council",
        "Chairman of the State Council", "Chairman of the Supreme Council of the Armed Forces",
        "Chairman of the Supreme Soviet", "Chairman of the Transitional Administration", "De Facto Leader", "Emir", "Emperor",
        "Head of State", "Head of the Sovereign Council", "Head of the Taliban Council", "Interim President", "Junta Leader",
        "King", "Leader", "Military Ruler", "Pope", "President", "President of Czechoslovakia", "President of Serbia",
        "President of Serbia and Montenegro", "President of Yugoslavia", "President of the General National Congress",
        "President of the Soviet Union", "President of the Transitional Council", "Queen", "Sultan", "Supreme Leader",
    },
    "government": {
        "Acting Prime Minister", "Chancellor", "Chief Adviser", "Chief Executive", "Head of the Military Government",
        "Junta Leader", "Prime Minister", "Prime Minister of the Soviet Union",
    },
}  # fmt: skip
# States that became independent, or that the table knows under this code, only after FIRST.
SINCE = {
    "ARM": "1991-12-26", "AZE": "1991-12-26", "BLR": "1991-12-26", "CZE": "1993-01-01", "ERI": "1993-05-24",
    "EST": "1991-12-26", "GEO": "1991-12-26", "HRV": "1991-06-25", "KAZ": "1991-12-26", "KGZ": "1991-12-26",
    "LTU": "1991-12-26", "LVA": "1991-12-26", "MDA": "1991-12-26", "MKD": "1991-09-08", "NAM": "1990-03-21",
    "PSE": "1994-07-05", "SRB": "1992-04-27", "SSD": "2011-07-09", "SVK": "1993-01-01", "SVN": "1991-06-25",
    "TJK": "1991-12-26", "TKM": "1991-12-26", "UKR": "1991-12-26", "UZB": "1991-12-26", "XKX": "2008-02-17",
    "YEM": "1990-05-22",
}  # fmt: skip
# Days without a holder in the table, and why.
GAPS = [
    ("AFG", "state", "2001-11-14", "2001-12-21"),  # Kabul had fallen; the Bonn talks chose an interim head
    ("AUT", "state", "2016-07-09", "2017-01-25"),  # annulled election; the heads of parliament stood in
    ("AZE", "state", "1992-05-15", "1992-05-18"),  # Mutalibov was back for four days
    ("BDI", "state", "1993-10-22", "1994-02-04"),  # Ndadaye was murdered; the ministers governed jointly
    ("BGD", "government", "1990-12-07", "1991-03-19"),  # the acting president governed until the election
    ("BGD", "government", "2024-08-06", "2024-08-07"),  # Hasina had fled; Yunus was not yet sworn in
    ("BGR", "state", "1990-07-07", "1990-07-31"),  # Mladenov had resigned
    ("BLR", "state", "1994-01-27", "1994-01-27"),  # between two chairmen
    ("BOL", "state", "2019-11-11", "2019-11-11"),  # Morales had resigned
    ("CZE", "state", "1993-01-01", "1993-02-01"),  # no president yet
    ("CZE", "state", "2003-02-03", "2003-03-06"),  # three ballots of parliament
    ("DZA", "state", "2019-04-03", "2019-04-08"),  # Bouteflika had resigned
    ("GAB", "state", "2009-06-09", "2009-06-09"),  # the day after Bongo died
    ("GEO", "state", "1992-01-07", "1992-03-09"),  # a military council ruled
    ("GEO", "government", "1991-12-26", "1992-01-05"),  # Tbilisi was fought over
    ("GEO", "government", "1993-08-07", "1993-08-19"),  # Sigua had resigned
    ("GEO", "government", "1995-10-06", "2004-02-16"),  # the constitution knew no prime minister
    ("GIN", "state", "2009-12-04", "2010-01-20"),  # Camara had been shot; his minister of defence stood in
    ("HTI", "state", "2016-02-08", "2016-02-13"),  # Martelly's term was over
    ("HTI", "state", "2021-07-08", "2024-04-29"),  # Moïse was murdered; prime ministers governed
    ("IRQ", "state", "2003-04-10", "2004-06-27"),  # under the Coalition Provisional Authority
    ("IRQ", "government", "1991-09-14", "1991-09-15"),  # between two prime ministers
    ("IRQ", "government", "2003-04-10", "2004-06-27"),  # under the Coalition Provisional Authority
    ("KWT", "state", "2006-01-25", "2006-01-28"),  # Saad was deposed; Sabah was not yet sworn in
    ("LBN", "state", "2007-11-24", "2008-05-24"),  # parliament could not agree
    ("LBN", "state", "2014-05-25", "2016-10-30"),  # parliament could not agree
    ("LBN", "state", "2022-10-31", "open"),  # parliament could not agree
    ("LBR", "state", "1990-09-10", "1990-11-21"),  # Doe was murdered; nobody held the capital
    ("LBY", "state", "2013-05-29", "2013-06-24"),  # a vice-president of the congress stood in
    ("LBY", "state", "2014-08-05", "2016-03-29"),  # two parliaments, neither of them obeyed
    ("LBY", "government", "2011-03-06", "2011-03-22"),  # war; the table leaves Tripoli and takes up the rebels
    ("MYS", "state", "2001-11-22", "2001-12-12"),  # the rulers chose the next king
    ("MYS", "state", "2019-01-07", "2019-01-30"),  # the rulers chose the next king
    ("NER", "state", "1999-04-10", "1999-04-10"),  # the day after the president was shot
    ("NPL", "state", "2008-05-29", "2008-07-22"),  # the monarchy was abolished, no president yet
    ("NPL", "government", "2002-10-05", "2002-10-10"),  # the king had dismissed Deuba
    ("NPL", "government", "2005-02-02", "2006-04-24"),  # the king governed himself
    ("PER", "state", "2020-11-16", "2020-11-16"),  # Merino had resigned
    ("RUS", "government", "1991-08-23", "1991-11-05"),  # a committee governed after the coup of August
    ("RWA", "state", "1994-04-07", "1994-04-08"),  # Habyarimana was killed
    ("SOM", "state", "1991-01-27", "1991-01-28"),  # Siad Barre had fled
    ("SOM", "state", "1997-01-04", "2000-08-26"),  # no government of the whole state
    ("SRB", "government", "2003-03-13", "2003-03-17"),  # Đinđić was murdered
    ("SVK", "state", "1993-01-01", "1993-03-01"),  # no president yet
    ("SVK", "state", "1998-03-03", "1999-06-14"),  # parliament could not agree; prime minister and speaker stood in
    ("TUR", "government", "2018-07-10", "open"),  # the office was abolished
    ("VAT", "state", "2005-04-03", "2005-04-18"),  # conclave
    ("VAT", "state", "2013-03-01", "2013-03-12"),  # conclave
]


@pytest.fixture(scope="module")
def held(lexicon: Lexicon) -> dict[tuple[str, str], list[tuple[dt.date, dt.date]]]:
    """(state, role) → the terms in it."""
    found: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for row in lexicon.table("actors/people"):
        if row.text("sector") != "BUS":
            for role, titles in TITLES.items():
                if row.text("title") in titles:
                    found[row.text("country"), role].append(term(row))
    return found


def term(row: Row) -> tuple[dt.date, dt.date]:
    since = row.date("since")
    assert since, row.where
    return since, row.date("until") or dt.date.max


def gaps(terms: list[tuple[dt.date, dt.date]], first: dt.date) -> list[tuple[str, str]]:
    """Give the spans of days, from first to LAST, that no term covers."""
    day, found = first, []
    for since, until in sorted(terms):
        if since > LAST:
            break
        if since > day:
            found.append((day.isoformat(), (since - dt.timedelta(1)).isoformat()))
        if until >= day:
            if until >= LAST:
                return found
            day = until + dt.timedelta(1)
    return [*found, (day.isoformat(), "open")]


def test_no_day_without_a_head_but_for_the_gaps_named(held: dict[tuple[str, str], list[tuple[dt.date, dt.date]]]) -> None:
    wanted = [
        *((state, "state") for state in BOTH + HEAD_OF_STATE),
        *((state, "government") for state in BOTH + HEAD_OF_GOVERNMENT),
    ]
    found = [
        (state, role, *gap)
        for state, role in wanted
        for gap in gaps(held[state, role], dt.date.fromisoformat(SINCE.get(state, str(FIRST))))
    ]
    assert {*found} - {*GAPS} == set(), "gaps that nobody names"
    assert {*GAPS} - {*found} == set(), "gaps that are none any more"


def test_seventy_states_and_more_are_listed_each_once() -> None:
    states = BOTH + HEAD_OF_STATE + HEAD_OF_GOVERNMENT
    assert len(states) == len(set(states)) >= 70
