"""The actor tables hold together: complete, without double meanings that nobody marked, and in the codes of the field."""

from collections import defaultdict

import pytest

from detente.lexicon import Lexicon, Row

SPECIAL = {"EUR", "IGO", "IMG", "ISM", "MNC", "NGO", "UNO"}
PAST = {"ANT", "CSK", "DDR", "SCG", "SUN", "VDR", "YMD", "YUG"}

# ISO 3166-1 alpha-3, all 249 without uninhabited land, and XKX; typed from the standard, not from the table.
ISO3 = set(
    """ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL
    BRA BRB BRN BTN BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM
    DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM
    GUY HKG HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR
    LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS
    MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU
    RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK
    TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX
    YEM ZAF ZMB ZWE""".split()
)
# Territories whose name is the name of their only town, or that have no seat of their own.
NO_CAPITAL = PAST | {"GIB", "HKG", "IOT", "MAC", "NFK", "SGP", "SMR", "TKL", "UMI", "VAT"}


def names(row: Row) -> set[str]:
    return {row.text("name"), *row.list("aliases")}


def every_name(row: Row) -> set[str]:
    return names(row) | {n for column in ("adjectives", "demonyms", "capitals") for n in row.list(column)}


def test_the_states_are_those_of_the_standard(lexicon: Lexicon) -> None:
    assert {row.text("iso3") for row in lexicon.table("actors/states")} == ISO3 | PAST


def test_every_state_has_an_adjective_and_a_capital(lexicon: Lexicon) -> None:
    for row in lexicon.table("actors/states"):
        assert row.list("adjectives"), row.where
        assert row.list("capitals") or row.text("iso3") in NO_CAPITAL, row.where


def test_no_name_means_two_states_unless_it_is_marked(lexicon: Lexicon) -> None:
    owners: dict[str, list[Row]] = defaultdict(list)
    for row in lexicon.table("actors/states"):
        for name in every_name(row):
            owners[name].append(row)
    double = {
        name: [row.where for row in rows]
        for name, rows in owners.items()
        if len(rows) > 1 and not any(name in row.list("ambiguous") for row in rows)
    }
    assert not double


def test_what_is_marked_ambiguous_is_a_name_of_the_row(lexicon: Lexicon) -> None:
    for row in lexicon.table("actors/states"):
        assert set(row.list("ambiguous")) <= every_name(row), row.where


def test_tables_of_proper_names_do_not_overlap(lexicon: Lexicon) -> None:
    seen: dict[str, tuple[str, str]] = {}
    double = []
    for table in ("states", "regions", "places", "organizations"):
        for row in lexicon.table(f"actors/{table}"):
            for name in sorted(every_name(row) if table == "states" else names(row)):
                if name in seen and seen[name][0] != table:
                    double.append((name, row.where, seen[name][1]))
                seen.setdefault(name, (table, row.where))
    assert not double


@pytest.mark.parametrize("table", ["organizations", "places"])
def test_within_a_country_a_name_has_one_owner_at_a_time(lexicon: Lexicon, table: str) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in lexicon.table(f"actors/{table}"):
        for name in names(row):
            owners[name, row.text("country")].add(row.text("name"))
    assert not {key: sorted(rows) for key, rows in owners.items() if len(rows) > 1}


@pytest.mark.parametrize("table", ["organizations", "places"])
def test_a_default_is_marked_only_where_a_name_is_shared_or_world_known(lexicon: Lexicon, table: str) -> None:
    flagged = [row for row in lexicon.table(f"actors/{table}") if row.flag("default")]
    assert 0 < len(flagged) < len(lexicon.table(f"actors/{table}")) / 10


@pytest.mark.parametrize("table", ["agents", "organizations", "people"])
def test_countries_are_codes_that_exist(lexicon: Lexicon, table: str) -> None:
    known = {row.text("iso3") for row in lexicon.table("actors/states")} | SPECIAL
    for row in lexicon.table(f"actors/{table}"):
        assert not row.text("country") or row.text("country") in known, row.where


@pytest.mark.parametrize("table", ["organizations", "states"])
def test_nothing_ends_before_it_begins(lexicon: Lexicon, table: str) -> None:
    for row in lexicon.table(f"actors/{table}"):
        since, until = row.date("since"), row.date("until")
        assert since is None or until is None or since <= until, row.where


def test_blocs_name_their_states(lexicon: Lexicon) -> None:
    for row in lexicon.table("actors/regions"):
        assert row.list("countries") or row.text("kind") == "area", row.where


def test_an_agent_form_means_one_sector(lexicon: Lexicon) -> None:
    sectors: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.table("actors/agents"):
        for form in (row.text("phrase"), *row.list("plural")):
            sectors[form].add(row.text("sector"))
    assert not {form: sorted(found) for form, found in sectors.items() if len(found) > 1}


def test_a_title_form_has_one_row(lexicon: Lexicon) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.table("actors/titles"):
        for form in (row.text("title"), *row.list("aliases")):
            owners[form].add(row.text("title"))
    assert not {form: sorted(rows) for form, rows in owners.items() if len(rows) > 1}


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("states", 240),
        ("regions", 80),
        ("places", 800),
        ("organizations", 1000),
        ("agents", 500),
        ("titles", 250),
        ("modifiers", 150),
    ],
)
def test_the_tables_are_broad(lexicon: Lexicon, table: str, least: int) -> None:
    assert len(lexicon.table(f"actors/{table}")) >= least


@pytest.mark.parametrize(
    ("table", "name", "country", "sector"),
    [
        ("places", "Quai d'Orsay", "FRA", "GOV"),  # a ministry by its address
        ("places", "Abkhazia", "GEO", "PRE"),  # a breakaway region
        ("places", "Marseille", "FRA", ""),  # a city has no sector of its own
        ("organizations", "African Union", "IGO", ""),  # an organization of states
        ("organizations", "U.N. Security Council", "UNO", "GOV"),  # a body of the UN
        ("organizations", "European Parliament", "EUR", "LEG"),  # a body of the EU
        ("organizations", "Shining Path", "PER", "REB"),  # rebels
        ("organizations", "Mossad", "ISR", "SPY"),  # an intelligence service
        ("organizations", "Kyodo", "JPN", "JRN"),  # an agency that is free of the state
        ("organizations", "KCNA", "PRK", "GOV"),  # an agency that speaks for the state
    ],
)
def test_what_a_reader_would_expect(lexicon: Lexicon, table: str, name: str, country: str, sector: str) -> None:
    found = [(r.text("country"), r.text("sector")) for r in lexicon.table(f"actors/{table}") if r.text("name") == name]
    assert found == [(country, sector)]


FORMER = """BEN Dahomey|BFA Upper Volta|BGD East Pakistan|BLZ British Honduras|BWA Bechuanaland|COD Zaire|CPV Cape Verde
EGY United Arab Republic|GHA Gold Coast|GUY British Guiana|IRN Persia|KHM Kampuchea|KIR Gilbert Islands|LKA Ceylon
LSO Basutoland|MDG Malagasy Republic|MKD Macedonia|MMR Burma|MWI Nyasaland|MYS Malaya|NAM South-West Africa
OMN Muscat and Oman|SUR Dutch Guiana|SWZ Swaziland|THA Siam|TUR Türkiye|TZA Tanganyika|VUT New Hebrides
WSM Western Samoa|ZMB Northern Rhodesia|ZWE Rhodesia|ANT Netherlands Antilles|VDR Democratic Republic of Vietnam
YMD PDRY"""


def test_former_names_lead_to_the_state(lexicon: Lexicon) -> None:
    owners = {name: row.text("iso3") for row in lexicon.table("actors/states") for name in names(row)}
    wanted = [item.split(" ", 1) for item in FORMER.replace("\n", "|").split("|")]
    assert {name: owners.get(name) for _, name in wanted} == {name: iso3 for iso3, name in wanted}


SEATS = """ARG Casa Rosada|AUT Ballhausplatz|BRA Itamaraty|BRA Planalto|CHN Zhongnanhai|DEU Bundeskanzleramt|FRA Quai d'Orsay
FRA Élysée|GBR Whitehall|HRV Banski dvori|IND Rashtrapati Bhavan|IND South Block|IRL Iveagh House|JPN Kantei
KOR Blue House|MEX Los Pinos|MYS Wisma Putra|PHL Malacañang|POL Szucha Avenue|PRT Palácio das Necessidades
RUS Kremlin|SGP Istana|TUR Ak Saray|UKR Bankova|USA Foggy Bottom"""


def test_seats_stand_for_the_government(lexicon: Lexicon) -> None:
    owners = {
        name: row.text("country") for row in lexicon.table("actors/places") if row.text("sector") == "GOV" for name in names(row)
    }
    wanted = [item.split(" ", 1) for item in SEATS.replace("\n", "|").split("|")]
    assert {name: owners.get(name) for _, name in wanted} == {name: iso3 for iso3, name in wanted}
