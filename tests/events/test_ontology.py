"""The ontology tables and their lookup; what docs/decisions/0001 decides is held here by its numbers."""

import csv
from pathlib import Path

import pytest

from detente.errors import LookupFailed
from detente.events.ontology import Ontology, load_ontology
from detente.lexicon import Lexicon
from detente.records import LedgerKind, Status


@pytest.fixture(scope="module")
def ontology(lexicon: Lexicon) -> Ontology:
    return load_ontology(lexicon)


def test_it_is_built_once(lexicon: Lexicon) -> None:
    assert load_ontology(lexicon) is load_ontology(lexicon)


def test_sizes(ontology: Ontology, lexicon: Lexicon) -> None:
    assert len(ontology.types) == 16
    assert len(lexicon.table("ontology/contexts")) == 37
    assert len(lexicon.table("ontology/sectors")) == 25
    assert len(ontology.codes) == 313  # 312 with a weight, and 1214
    assert len(ontology.modes) == 67


def test_tables_and_records_agree(lexicon: Lexicon) -> None:
    assert {r.text("status") for r in lexicon.table("ontology/statuses")} == set(Status)
    assert {r.text("kind") for r in lexicon.table("ontology/ledger_kinds")} == set(LedgerKind)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("030", ("AGREE", None, ("diplomatic",))),  # a type with a context
        ("041", ("CONSULT", "phone", ())),  # a type with a mode
        ("094", ("ACCUSE", "investigate", ("military", "legal"))),  # two contexts, in the published order
        ("163", ("COERCE", "restrict", ("diplomatic",))),  # a code that leaves the type of its root
        ("191", ("COERCE", "restrict", ("military",))),  # another one
        ("010", (None, None, ())),  # "010" is a string and not 10
        ("10", ("REQUEST", None, ())),  # a root
        # decision 3: 20 is ASSAULT, not FIGHT
        ("20", ("ASSAULT", None, ())),
        # decision 4a: return and ease are no modes of RETREAT
        ("0842", ("RETREAT", "release", ("legal",))),
        ("085", ("RETREAT", None, ("economic",))),
        # decision 4b: ban and political are no modes of THREATEN, nor ban of COERCE
        ("132", ("THREATEN", "restrict", ("executive",))),
        ("1321", ("THREATEN", "restrict", ("human_rights",))),
        ("1322", ("THREATEN", "restrict", ("pro_autocracy",))),
        ("1722", ("COERCE", "restrict", ("pro_autocracy",))),
        # decision 4c: seize, assassinate, cleansing and massacre are no modes of ASSAULT
        ("1712", ("ASSAULT", "destroy", ("human_security",))),
        ("185", ("ASSAULT", "targeted", ())),
        ("186", ("ASSAULT", "targeted", ())),
        ("200", ("ASSAULT", None, ("military",))),
        ("201", ("ASSAULT", None, ("religion_ethnicity",))),
        ("202", ("ASSAULT", None, ("religion_ethnicity",))),
        ("203", ("ASSAULT", None, ("religion_ethnicity",))),
        # decision 4d: pro_autocracy is a context, not a mode
        ("175", ("ASSAULT", None, ("pro_autocracy", "military"))),
        # decision 4e: contexts that the manual lacks
        ("073", ("AID", None, ("human_security",))),
        ("0811", ("CONCEDE", None, ("pro_democracy",))),
        # decision 4f: no type under 01 and 02; 1214 stands in the crosswalk only
        ("023", (None, None, ())),
        ("1214", ("REJECT", "assist", ("intelligence",))),
        # decision 4g: the root 08 is CONCEDE, 084 to 087 are RETREAT
        ("08", ("CONCEDE", None, ())),
        ("0871", ("RETREAT", "ceasefire", ("military",))),
        # decision 7: slips
        ("105", ("REQUEST", "yield", ("legal",))),
        ("124", ("REJECT", "yield", ())),
        ("1241", ("REJECT", "yield", ("executive",))),
        ("1242", ("REJECT", "yield", ())),
        ("195", ("ASSAULT", "aerial", ("military",))),
    ],
)
def test_crosswalk(ontology: Ontology, code: str, wanted: tuple[str | None, str | None, tuple[str, ...]]) -> None:
    assert ontology.crosswalk(code) == wanted


def test_decision_1_accuse_is_negative(ontology: Ontology) -> None:
    assert ontology.plover_score("ACCUSE") == -3.0
    assert all(m.score is not None and m.score < 0 for m in ontology.modes_of("ACCUSE"))


def test_decision_2_sanction_is_material(ontology: Ontology) -> None:
    assert ontology.quad("SANCTION") == 4


def test_decision_3_there_is_no_fight(ontology: Ontology) -> None:
    assert "FIGHT" not in ontology.types


def test_decision_4_the_crosswalk_names_what_exists(ontology: Ontology, lexicon: Lexicon) -> None:
    contexts = {r.text("context") for r in lexicon.table("ontology/contexts")}
    for code in ontology.codes.values():
        assert code.mode is None or (code.type, code.mode) in ontology.modes, code
        assert set(code.contexts) <= contexts, code


def test_decision_4f_weight_of_1214(ontology: Ontology) -> None:
    assert ontology.goldstein("1214") == ontology.goldstein("121") == -4.0


def test_decision_5_vandalize_and_side_ab(ontology: Ontology) -> None:
    assert ontology.modes["PROTEST", "vandalize"].score is None
    assert ontology.plover_score("PROTEST", "vandalize") == ontology.plover_score("PROTEST") == -5.0
    assert [m.name for m in ontology.modes_of("ASSAULT") if "side" in m.name] == []


def test_decision_6_statements_and_appeals_have_no_type(ontology: Ontology) -> None:
    untyped = {c.code for c in ontology.codes.values() if c.type is None}
    assert untyped == {c for c in ontology.codes if Ontology.root(c) in ("01", "02")}


def test_decision_8_the_way_back(ontology: Ontology) -> None:
    for t in ontology.types:
        assert ontology.crosswalk(ontology.cameo_for(t))[0] == t
    lost = {(t, m) for t, m in ontology.modes if ontology.crosswalk(ontology.cameo_for(t, m))[0] != t}
    assert lost == {("RETREAT", "resign"), ("SANCTION", "convict")}


def test_scores(ontology: Ontology) -> None:
    assert ontology.plover_score("CONSULT", "phone") == 1.5
    assert ontology.goldstein("04") == 1.0
    assert ontology.goldstein(None) is None
    assert all(-10 <= c.goldstein <= 10 for c in ontology.codes.values())


def test_quad_classes_follow_the_sign(ontology: Ontology) -> None:
    for t in ontology.types.values():
        assert (t.score > 0) == (t.quad in (1, 2)) or t.name == "REQUEST", (
            t
        )  # a request is neutral, and verbal conflict in PLOVER


def test_root_and_base() -> None:
    assert (Ontology.root("0312"), Ontology.base("0312")) == ("03", "031")
    assert (Ontology.root("03"), Ontology.base("03")) == ("03", "03")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda o: o.type("ACUSE"), "Did you mean ACCUSE?"),  # a slip of the pen
        (lambda o: o.cameo("13y"), "nearest parent is 13"),  # a broken code in the files of ICEWS
        (lambda o: o.cameo("99"), "01 to 20"),  # nothing near
        (lambda o: o.cameo_for("ASSAULT", "massacre"), "no mode 'massacre'"),  # a mode that is not PLOVER's
        (lambda o: o.plover_score("AID", "loan"), "It has: none"),  # a type without modes
        (lambda o: o.quad("FIGHT"), "No event type 'FIGHT'"),  # a type of old
    ],
)
def test_failed_lookups_say_what_exists(ontology: Ontology, call: object, said: str) -> None:
    with pytest.raises(LookupFailed, match=said.replace("?", r"\?")):
        call(ontology)  # type: ignore[operator]  # a table of calls


def test_scores_are_the_published_ones(ontology: Ontology, shared: Path) -> None:
    with (shared / "data/plover_scores.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            own = ontology.plover_score(row["category"], row["mode"] or None)
            assert own == float(row["score"]) or (row["category"], own) == ("ACCUSE", -3.0)


def test_weights_are_the_published_ones(ontology: Ontology, shared: Path) -> None:
    with (shared / "data/cameo_goldstein.csv").open(encoding="utf-8") as file:
        published = {row["code"]: float(row["goldstein"]) for row in csv.DictReader(file)}
    assert {c: ontology.goldstein(c) for c in published} == published


def test_the_crosswalk_departs_only_where_it_says_so(ontology: Ontology, shared: Path) -> None:
    with (shared / "data/cameo2plover.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code = ontology.cameo(row["cameo"])
            contexts = tuple(c for c in row["context"].split("; ") if c)
            same = (code.type, code.mode or "", code.contexts) == (row["event"], row["mode"], contexts)
            assert same or "published" in code.note, row
