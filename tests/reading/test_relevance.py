"""The relevance filter keeps what may be about relations between states, and says why."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from detente.lexicon import Lexicon, load_lexicon
from detente.reading.relevance import MOST, STEP, Filter, load_filter


@pytest.fixture(scope="module")
def relevance(lexicon: Lexicon) -> Filter:
    return load_filter(lexicon)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Kenya thanked Uganda.", "KEN UGA"),  # two names
        ("Kenyans met Ugandan farmers.", "KEN UGA"),  # people and adjective
        ("Kenya's plan, and Uganda’s.", "KEN UGA"),  # the straight and the curly apostrophe
        ("“Kenya” (Uganda)", "KEN UGA"),  # marks that touch the name
        ("Moscow rebuffed the White House.", "RUS USA"),  # a capital, and a seat of government
        ("The U.S. and the U.K. said no; US-led talks.", "GBR USA"),  # full stops and hyphens
        ("Hezbollah fired at Israeli posts.", "ISR LBN"),  # an armed group counts as where it is at home
        ("Greece and the International Monetary Fund", "GRC International Monetary Fund"),  # a body of states
        ("The U.N. and the UN Security Council told Kenya", "KEN UNO"),  # one body, whatever its organ
        ("The European Commission wrote to Spain.", "ESP EUR"),  # a body that has a code of its own
        ("The FSA said IS it so? No. 10 was silent.", ""),  # short names of armed groups and houses are other things as well
        ("Saudi Arabia and Saudis", "SAU"),  # two names of one state are one party
        ("South Korea and North Korea", "KOR PRK"),  # a word that both share
        ("Papua New Guinea", "PNG"),  # and not Guinea
        ("Guinea and Papua New Guinea", "GIN PNG"),  # unless it is there as well
        ("Guinea-Bissau", "GNB"),  # nor Guinea and Bissau
        ("The Democratic Republic of Congo", "COD"),  # whose other names hold that of its neighbour
        ("The Republic of Congo", "COG"),  # the neighbour
        ("Sudan and South Sudan", "SDN SSD"),  # the older name within the newer
        ("Northern Ireland", "GBR"),  # not Ireland
        ("From New Mexico to New Jersey", ""),  # not Mexico, not Jersey
        ("Latin American and North American firms", ""),  # a part of the world, not the United States
        ("New South Wales, the Gulf of Mexico", ""),  # places that belong to another, or to none
        ("RUSSIA WARNS UKRAINE", "RUS UKR"),  # capitals throughout
        ("LONDON (Reuters) - Kenya", "KEN"),  # a town in capitals says where it was written
        ("They wore turkey feathers and fine china.", ""),  # small letters are no names
        ("Côte d'Ivoire and Türkiye", "CIV TUR"),  # letters beyond ASCII
        ("Kenya\u2028Uganda\x00Ghana\ud800Togo", "GHA KEN TGO UGA"),  # strange characters part words
        ("", ""),  # nothing
    ],
)
def test_parties(relevance: Filter, text: str, parties: str) -> None:
    assert " ".join(relevance.why(text).parties) == parties


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Kenya sent its envoy home.", True),  # one state and a cue of relations
        ("Kenya's minister opened a school.", False),  # politics at home
        ("The envoy said nothing to the ministers.", False),  # cues alone
        ("Kenya beat Uganda.", True),  # a sentence has no room for a cue
        ("The Foreign Ministry in Kenya was silent.", True),  # a cue of two words
        ("Foreign cars are dear, says a ministry in Kenya.", False),  # its words apart
        ("Georgia's governor spoke in Atlanta.", False),  # the American state alone is one party only
        ("Flour is dear.", False),  # neither
    ],
)
def test_short_texts(relevance: Filter, text: str, kept: bool) -> None:
    assert relevance.keeps(text) is kept
    assert relevance.why(text).kept is kept


def long(*pieces: str, words: int) -> str:
    return " ".join([*pieces, *["flour"] * (words - len(" ".join(pieces).split()))])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (long("Kenya", "Uganda", words=STEP - 1), True),  # short: no cue is asked for
        (long("Kenya", "Uganda", words=STEP), False),  # a market report names many states
        (long("Kenya", "Uganda", "minister", words=STEP), True),  # one cue for each step
        (long("Kenya", "Uganda", "minister", words=2 * STEP), False),  # the second is lacking
        (long("Kenya", "Uganda", "minister", "ministers", words=2 * STEP), False),  # two forms of one cue are one
        (long("Kenya", "Uganda", "minister", "border", words=2 * STEP), True),  # two cues
        (long("Kenya", "Uganda", "minister", "border", "army", words=50 * STEP), True),  # as many as ever
        (long("Kenya", "Uganda", "embassy", words=50 * STEP), True),  # one of relations is enough
        (long("Kenya", "ministers", "border", "army", words=STEP), False),  # one party
    ],
)
def test_the_longer_the_more_cues(relevance: Filter, text: str, kept: bool) -> None:
    assert MOST == 3
    assert relevance.keeps(text) is kept
    assert relevance.why(text).kept is kept


def test_the_title_counts(relevance: Filter) -> None:
    assert not relevance.keeps("Its envoy went home.")
    assert relevance.keeps("Its envoy went home.", "Kenya protests")


def test_why_reads_well(relevance: Filter) -> None:
    why = relevance.why("The U.S. and the United States of Kenya: envoys, ministers, a minister.")
    assert str(why) == "kept; parties: Kenya (KEN), United States (USA); cues of relations: envoy; of politics: minister"
    assert str(relevance.why("")) == "left out; parties: none; cues of relations: none; of politics: none"


def test_a_table_of_ones_own_changes_filter_and_digest(relevance: Filter, tmp_path: Path) -> None:
    table = tmp_path / "relevance" / "diplomatic_cues.tsv"
    table.parent.mkdir()
    table.write_text("cue\tforms\tkind\tsource\ngunboat\tgunboats\trelations\town\n", "utf-8")
    own = load_filter(load_lexicon(tmp_path))
    text = "Kenya's gunboats left port."
    assert own.keeps(text)
    assert not relevance.keeps(text)
    assert own.digest != relevance.digest


def test_no_form_stands_under_two_cues(lexicon: Lexicon) -> None:
    rows = lexicon.table("relevance/diplomatic_cues")
    forms = Counter(form for row in rows for form in (row.text("cue"), *row.list("forms")))
    assert [form for form, times in forms.items() if times > 1] == []


def test_the_same_under_any_hash_seed(relevance: Filter) -> None:
    text = "Kenya, Uganda, South Korea; envoys, a border, ministers"
    program = f"""
from detente.lexicon import load_lexicon
from detente.reading.relevance import load_filter
relevance = load_filter(load_lexicon())
print(relevance.digest, relevance.why({text!r}))
"""
    for seed in ("1", "2"):
        own = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        done = subprocess.run([sys.executable, "-c", program], env=own, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == f"{relevance.digest} {relevance.why(text)}"


def test_it_is_cheap(relevance: Filter) -> None:
    """A third of what ``python bench/relevance.py`` measures: a busy machine must not fail here."""
    text = "Ministers in Kenya spoke of flour, prices and rain on Monday, the New Mexico Times wrote. " * 40
    start = time.process_time()
    for _ in range(300):
        relevance.keeps(text)
    assert 300 / (time.process_time() - start) > 3000


def test_hostile_lengths_stay_linear(relevance: Filter) -> None:
    """A word that opens many names, over and over."""
    start = time.process_time()
    relevance.keeps("United " * 80_000 + "New Mexico " * 40_000 + "Republic of " * 40_000)
    assert time.process_time() - start < 2


def test_the_news_sample_keeps_what_is_diplomatic(relevance: Filter, shared: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(shared / "data" / "news_2006_2013.parquet", columns=["title", "text", "pick"]).to_pylist()[::4]
    share = Counter(row["pick"] for row in rows if relevance.keeps(row["text"], row["title"]))
    number = Counter(row["pick"] for row in rows)
    assert share["diplomatic"] / number["diplomatic"] > 0.96
    assert share["other"] / number["other"] < 0.45
