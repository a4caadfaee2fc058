"""Dictionaries of TABARI and PETRARCH become tables that load, and that change what is coded. All entries are made up."""

import datetime as dt
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.cli import run
from detente.formats.cameo_actors import ActorCode, read_actor_code
from detente.formats.dictionaries import read_dictionaries, tell, write_lexicon
from detente.formats.petrarch import Term, read_term
from detente.formats.petrarch_tables import Tables, proper
from detente.language.parse import Parser
from detente.lexicon import Lexicon
from detente.pipeline import Pipeline
from detente.reading.article import make_article
from detente.records import Event
from detente.settings import Settings

SLOW = settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])

ACTORS = """\
# a comment of PETRARCH
<!-- and one
of several lines: HIDDEN_ [USA] -->
DORVAN_MELIK_ ; a comment of TABARI
+D._MELIK_
+PRESIDENT_OF_ARMENIA_
\t[ARMELI <20080409]
\t[ARMGOV 20080409-20180408]
\t[ARMOPP >20180408]
PETR_ZUBOV_  [UKRMIL 920101-931231]   # two-digit years
YEREVAN_WATER_GUARD_  [ARMMIL]
+WATER_GUARD_  ;synonym
QANDARIL_  [AFG]
NORTHERN_LAKES_UNION_  [IGONON]
FRANCE_  [FRA]
"""
AGENTS = """\
!CRAFT! = CARPENTER, SMITH
WELL_DIGGER {WELL_DIGGERS} [~LAB]
PRESSWOMAN {PRESSWOMEN} [~MED]
"""
VERBS = """\
<header>
&GADGET
+HOVERCRAFT_
+SEARCHLIGHTS_

--- FLUMMOX [120] ---
FLUMMOX
GLOWER {GLOWERS GLOWERED}
- * + OF WAR_CRIMES [1125]
- $ * &GADGET TO + [072]
- + * BY $ [111]
- * {WITH (BARTER TREATY)} [057]
- * OFF + [190] # particle
--- BAMBOOZLE [---] ---
BAMBOOZLE
- * + [139]

GRUMP [111] ;older form
GRUMP_UP
"""
UNTAKEN_ACTORS = """\
\t[USA]
NOBODY_ [---]
SEVERAL_ [AFG/PAK]
KURDIC_ [KUR]
BARE_
NULLDAY_ [USAGOV 20201340]
SLASH|BAR_ [USAGOV]
MINISTRY_OF_FISH_ [NORGOVAGR]
"""
UNTAKEN_VERBS = """\
- * EARLY [010]
--- GARBLE [---] ---
GARBLE
- PEACE * [040]
- * {UP | DOWN} [010]
- * + [060:040]
- * + [---]
- * &MISSING [040]
- * TO PEACE WITH WAR [040]
~ GARBLE ~ [010]
"""


def taken(tmp_path: Path, lexicon: Lexicon, **files: str) -> Tables:
    paths = []
    for name, content in files.items():
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(content, "utf-8")

    def fail(error: Exception) -> None:
        raise AssertionError(error)

    return read_dictionaries(paths, lexicon, fail)


def rows(tables: Tables, table: str) -> list[dict[str, str]]:
    return [{k: v for k, v in row.items() if v and k != "source"} for row in tables.rows.get(table, {}).values()]


def test_dated_codes_are_offices_of_a_person(tmp_path: Path, lexicon: Lexicon) -> None:
    melik = {"name": "Dorvan Melik", "aliases": "D. Melik", "country": "ARM"}
    assert rows(taken(tmp_path, lexicon, actors=ACTORS), "actors/people") == [
        melik | {"sector": "ELI", "until": "2008-04-08"},
        melik | {"sector": "GOV", "since": "2008-04-09", "until": "2018-04-08"},
        melik | {"sector": "OPP", "since": "2018-04-09"},
        {"name": "Petr Zubov", "country": "UKR", "sector": "MIL", "since": "1992-01-01", "until": "1993-12-31"},
    ]


def test_a_code_without_dates_holds_when_no_other_does(tmp_path: Path, lexicon: Lexicon) -> None:
    found = rows(
        taken(tmp_path, lexicon, a="DORVAN_MELIK_ [ARMELI]\n [ARMGOV 20080409-20180408]\n [ARMMIL 20200101-20200201]"),
        "actors/people",
    )
    assert sorted((r.get("since", ""), r.get("until", ""), r["sector"]) for r in found) == [
        ("", "2008-04-08", "ELI"),
        ("2008-04-09", "2018-04-08", "GOV"),
        ("2018-04-09", "2019-12-31", "ELI"),
        ("2020-01-01", "2020-02-01", "MIL"),
        ("2020-02-02", "", "ELI"),
    ]


def test_bodies_places_and_nouns_go_to_their_tables(tmp_path: Path, lexicon: Lexicon) -> None:
    tables = taken(tmp_path, lexicon, actors=ACTORS, agents=AGENTS)
    assert rows(tables, "actors/organizations") == [
        {"name": "Yerevan Water Guard", "aliases": "Water Guard", "country": "ARM", "sector": "MIL", "kind": "military"},
        {"name": "Northern Lakes Union", "country": "IGO", "kind": "igo"},
    ]
    assert rows(tables, "actors/places") == [{"name": "Qandaril", "country": "AFG", "kind": "metonym"}]
    assert rows(tables, "actors/agents") == [
        {"phrase": "well digger", "plural": "well diggers", "sector": "LAB", "kind": "person", "priority": "3"},
        {
            "phrase": "presswoman",
            "plural": "presswomen",
            "sector": "JRN",
            "kind": "person",
            "priority": "3",
        },  # CAMEO's MED is the press
    ]


def test_verbs_and_patterns_become_rows_with_classes_of_nouns(tmp_path: Path, lexicon: Lexicon) -> None:
    tables = taken(tmp_path, lexicon, verbs=VERBS)
    both = {"verbs": "flummox|glower", "name": "petrarch.flummox.1"}
    assert rows(tables, "events/verbs") == [
        both | {"code": "120"},
        both | {"code": "1125", "object": "actor", "with": "of:petrarch_war_crimes", "recipient": "object"},
        both | {"code": "072", "object": "petrarch_set_gadget", "recipient": "to"},
        both | {"code": "111", "object": "actor", "recipient": "object"},
        both | {"code": "057", "with": "with:petrarch_barter_treaty"},
        {
            "code": "190",
            "verbs": "flummox off|glower off",
            "object": "actor",
            "recipient": "object",
            "name": "petrarch.flummox.off.1",
        },
        {"code": "139", "verbs": "bamboozle", "object": "actor", "recipient": "object", "name": "petrarch.bamboozle.1"},
        {"code": "111", "verbs": "grump|grump up", "name": "petrarch.grump.1"},
    ]
    assert [row for row in rows(tables, "events/nouns") if "set" in row["class"]] == [
        {"class": "petrarch_set_gadget", "nouns": "hovercraft|searchlights"}
    ]


def test_a_plural_does_not_hide_the_singular_of_our_tables(tmp_path: Path, lexicon: Lexicon) -> None:
    nouns = {n for row in lexicon.table("events/nouns") for n in row.list("nouns")}
    assert "missile" in nouns
    assert "missiles" not in nouns
    tables = taken(tmp_path, lexicon, verbs="--- FLUMMOX [---] ---\n- * MISSILES [190]")
    assert rows(tables, "events/nouns") == [{"class": "petrarch_missiles", "nouns": "missile"}]


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("codes without a name", "a.txt:1: [USA]"),
        ("codes that mean nobody, or several at once", "a.txt:2: NOBODY [---]"),
        ("codes of no state and no body that we know (regions, peoples, roles alone)", "a.txt:4: KURDIC [KUR]"),
        ("names without a code", "a.txt:5: BARE"),
        ("codes with dates that are none", "a.txt:6: NULLDAY_ [USAGOV 20201340]"),
        ("names with characters that our tables do not take", "a.txt:7: SLASH|BAR"),
        ("finer parts of codes (the row is taken without them)", "a.txt:8: MINISTRY OF FISH [NORGOVAGR]"),
        ("patterns without a verb", "v.txt:1: - * EARLY [010]"),
        ("patterns with words before the verb, or the source behind it", "v.txt:4: garble: PEACE * [040]"),
        ("patterns with alternatives inside", "v.txt:5: garble: * {UP | DOWN} [010]"),
        ("codes that CAMEO has not, or several at once", "v.txt:6: garble: * + [060:040]"),
        ("patterns without a code (they keep another from fitting)", "v.txt:7: garble: * + [---]"),
        ("patterns with words that our tables do not take, or sets that are not there", "v.txt:8: garble: * &MISSING [040]"),
        ("patterns with several prepositional phrases", "v.txt:9: garble: * TO PEACE WITH WAR [040]"),
        ("verbs upon verbs", "v.txt:10: ~ GARBLE ~ [010]"),
    ],
)
def test_what_is_not_taken_is_counted_by_kind_with_its_line(tmp_path: Path, lexicon: Lexicon, kind: str, where: str) -> None:
    tables = taken(tmp_path, lexicon, a=UNTAKEN_ACTORS, v=UNTAKEN_VERBS)
    assert any(example.endswith(where) for example in tables.left[kind])
    assert tables.counts[kind] >= len(tables.left[kind])
    assert f"not taken, {kind}: {tables.counts[kind]}" in list(tell(tables))
    assert not tables.rows.get("events/verbs")


def test_names_that_our_tables_have_are_left_to_them(tmp_path: Path, lexicon: Lexicon) -> None:
    tables = taken(tmp_path, lexicon, a="FRANCE_ [FRA]\n+PARIS_\nNATO_ [IGONAT]\nANGELA_MERKEL_ [DEUGOV 20051122-20211208]\n")
    assert not any(tables.rows.values())
    assert tables.counts["names that our tables have already"] == 4


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("USAGOV", Term("USAGOV")),
        ("USAGOV >990101", Term("USAGOV", since=dt.date(1999, 1, 2))),
        ("USAGOV <20011222", Term("USAGOV", until=dt.date(2001, 12, 21))),
        ("USAGOV 920101-931231", Term("USAGOV", dt.date(1992, 1, 1), dt.date(1993, 12, 31))),
        ("USAGOV (300101-310101)", Term("USAGOV", dt.date(2030, 1, 1), dt.date(1931, 1, 1))),  # as PETRARCH reads two digits
        ("USAGOV <1990", Term("USAGOV", until=dt.date(1989, 12, 31))),
        ("USAGOV 20010000-20020200", Term("USAGOV", dt.date(2001, 1, 1), dt.date(2002, 2, 28))),
        ("USAGOV 20010230", None),
        ("USAGOV >99991231", None),
        ("USAGOV 12345", None),
        ("USAGOV whenever", None),
    ],
)
def test_dates_of_codes(text: str, term: Term | None) -> None:
    assert read_term(text) == term


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ROMGOV", ActorCode("ROU", "GOV", ())),  # CAMEO's own code of the country
        ("XKXGOV", ActorCode("XKX", "GOV", ())),
        ("USAMED", ActorCode("USA", "JRN", ())),
        ("USAHLH", ActorCode("USA", "MED", ())),
        ("AFGINSTAL", ActorCode("AFG", "REB", ("TAL",))),
        ("IGOUNO", ActorCode("UNO", None, ())),
        ("IGOEUREEC", ActorCode("EUR", None, ())),
        ("NGOHRI", ActorCode("NGO", "SOC", ())),
        ("MNC", ActorCode("MNC", None, ())),
        ("~GOV", ActorCode(None, "GOV", ())),
        ("GOV", ActorCode(None, "GOV", ())),
        ("---", None),
        ("US", None),
        ("USA" * 50, None),
    ],
)
def test_actor_codes_of_cameo(lexicon: Lexicon, code: str, said: ActorCode | None) -> None:
    assert read_actor_code(code, lexicon) == said


def test_names_in_capitals_are_written_as_newspapers_do() -> None:
    assert proper("AL-ZUBOV OF THE NORTH") == "Al-Zubov of the North"
    assert proper("THE GUARD") == "Guard"
    assert proper("Łódź Guard") == "Łódź Guard"


def events(parser: Parser, lexicon: Lexicon, text: str) -> tuple[Event, ...]:
    return Pipeline(Settings(), lexicon, parser).read(make_article(text, published="2010-05-12")).events


def test_the_tables_load_and_change_what_is_coded(tmp_path: Path, lexicon: Lexicon, parser: Parser) -> None:
    made = write_lexicon(taken(tmp_path, lexicon, actors=ACTORS, agents=AGENTS, verbs=VERBS), tmp_path / "mine")
    assert made.digest != lexicon.digest
    text = "Dorvan Melik flummoxed Azerbaijan of war crimes on Tuesday. The Yerevan Water Guard bamboozled Turkey on Monday."
    assert events(parser, lexicon, text) == ()
    first, second = events(parser, made, text)
    assert (first.type, first.cameo, first.rule) == ("ACCUSE", "1125", "verbs.1125.petrarch.flummox.1")
    assert [(a.name, a.country, a.sector) for a in first.actors] == [("Dorvan Melik", "ARM", "GOV")]  # in office on that day
    assert [a.country for a in first.recipients] == ["AZE"]
    assert (second.type, second.cameo) == ("THREATEN", "139")
    assert [(a.country, a.sector) for a in second.actors] == [("ARM", "MIL")]


def test_a_pattern_with_a_set_of_words_is_coded(tmp_path: Path, lexicon: Lexicon, parser: Parser) -> None:
    made = write_lexicon(taken(tmp_path, lexicon, verbs=VERBS), tmp_path / "mine")
    (event,) = events(parser, made, "Turkey glowered a hovercraft to Azerbaijan on Monday.")
    assert (event.type, event.cameo) == ("AID", "072")
    assert [p.country for p in (*event.actors, *event.recipients)] == ["TUR", "AZE"]


def test_the_command_writes_a_folder_and_tells_what_it_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(ACTORS)
    (tmp_path / "v.txt").write_text(VERBS)
    arguments = ["lexicon", "import", "petrarch", str(tmp_path / "a.txt"), str(tmp_path / "v.txt"), "-o", str(tmp_path / "mine")]
    assert run(arguments) == 0
    said = capsys.readouterr()
    assert "4 rows in actors/people.tsv" in said.out
    assert re.search(r"not taken, names that our tables have already: 1\n  \S+a\.txt:15: France", said.out)
    assert "setting 'lexicon'" in said.err
    assert (tmp_path / "mine/actors/people.tsv").read_text().startswith("name\taliases\tcountry")
    assert run(arguments) == 1
    assert "not an empty folder" in capsys.readouterr().err


def test_the_command_tells_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.txt").write_bytes(b"NUL\0")
    assert (
        run(["lexicon", "import", "petrarch", str(tmp_path / "b.txt"), str(tmp_path / "no"), "-o", str(tmp_path / "mine")]) == 1
    )
    said = capsys.readouterr().err
    assert "binary, not a text" in said
    assert "No such file" in said
    assert not (tmp_path / "mine").exists()


def test_older_files_are_latin_1(tmp_path: Path, lexicon: Lexicon, told: Any) -> None:
    (tmp_path / "a.txt").write_bytes("GARÇON_GUARD_ [FRAMIL]\r\n".encode("latin-1"))
    assert (
        rows(read_dictionaries([tmp_path / "a.txt"], lexicon, told.report), "actors/organizations")[0]["name"] == "Garçon Guard"
    )


ATOMS = [
    "FOO_",
    "+BAR_",
    "[USAGOV",
    "[~MED",
    "]",
    " 920101",
    "-",
    ">",
    "<",
    "{",
    "}",
    "\t",
    " ",
    "\n",
    "- *",
    "--- X [120] ---",
    "&SET",
    "+",
    "$",
    "|",
    "[010]",
    "#",
    "\u2028",
    "\x85",
    "é",
    "\r",
    "\x1b",
    "\ud800",
]


@SLOW
@given(
    files=st.lists(st.lists(st.sampled_from(ATOMS) | st.text(max_size=3), max_size=60), min_size=10, max_size=20),
    more=st.binary(),
)
def test_any_files_give_tables_that_load(
    files: list[list[str]], more: bytes, tmp_path_factory: pytest.TempPathFactory, tables: Callable[[], Lexicon], told: Any
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for number, content in enumerate(["".join(parts).encode("utf-8", "surrogatepass") for parts in files] + [more]):
        (folder / f"{number}.txt").write_bytes(content)
    found = read_dictionaries(sorted(folder.iterdir()), tables(), told.report)
    assert write_lexicon(found, folder / "out").digest  # loading raises where a row is wrong


def test_f3_long_lines_take_no_longer_than_they_are_long(tmp_path: Path, lexicon: Lexicon) -> None:
    many = 200_000
    actors = ["A_" * many, "[USA" + " " * many + "x]", "[" * many, "B [" + "1" * many + "]", "C [USA <" + " " * many + "1]"]
    verbs = [
        "--- X" + " " * many + "y",
        "--- X " + "-" * many,
        "- " + "* " * many,
        "--- X [" + "-" * many,
        "&S" + " " * many + "+",
    ]
    start = time.process_time()
    tables = taken(tmp_path, lexicon, a="\n".join(actors), v="\n".join(verbs))
    assert sum(tables.counts.values()) > 0
    assert time.process_time() - start < 5  # quadratic time would be minutes
