"""The crosswalk both ways: nothing is missing, and every loss that the tables hold is named."""

import pytest

from detente.events.crosswalk import (
    ADDED,
    MERGES,
    NO_CODE,
    NO_SOURCE,
    NO_TYPE,
    OTHER_CODE,
    OTHER_KIND,
    SHARED,
    FromCameo,
    FromPlover,
    from_cameo,
    from_plover,
    name_kind,
    sum_up,
)
from detente.events.find import crosswalk
from detente.events.ontology import Ontology, load_ontology
from detente.lexicon import Lexicon


@pytest.fixture(scope="module")
def ontology(lexicon: Lexicon) -> Ontology:
    return load_ontology(lexicon)


def names(row: FromCameo | FromPlover) -> set[str]:
    return {loss.name for loss in row.losses}


def test_every_code_is_there_with_every_loss(ontology: Ontology) -> None:
    rows = from_cameo(ontology)
    assert [row.code for row in rows] == sorted(ontology.codes)
    for row in rows:
        type_, mode, contexts = ontology.crosswalk(row.code)
        assert (row.kind, row.contexts) == ((type_, mode), contexts)
        twins = [c for c in ontology.codes if c != row.code and ontology.crosswalk(c) == (type_, mode, contexts)]
        returns = type_ is not None and ontology.cameo_for(type_, mode) == row.code
        assert (NO_TYPE in names(row)) == (type_ is None)
        assert (MERGES in names(row)) == (type_ is not None and bool(twins))
        assert (OTHER_CODE in names(row)) == (type_ is not None and not returns)


def test_every_type_and_mode_is_there_with_every_loss(ontology: Ontology) -> None:
    rows = from_plover(ontology)
    kinds = [(t, None) for t in ontology.types] + list(ontology.modes)
    assert sorted(name_kind(row.kind) for row in rows) == sorted(map(name_kind, kinds))
    given = {ontology.crosswalk(code)[:2] for code in ontology.codes}
    for row in rows:
        type_, mode = row.kind
        assert type_ is not None
        assert row.code == ontology.cameo_for(type_, mode)
        back = ontology.crosswalk(row.code)
        assert (OTHER_KIND in names(row)) == (back[:2] != row.kind)
        assert (ADDED in names(row)) == bool(back[2])
        assert (NO_SOURCE in names(row)) == (row.kind not in given)
        assert (NO_CODE in names(row)) == (mode is not None and row.code == ontology.cameo_for(type_))
        assert (SHARED in names(row)) == (sum(ontology.cameo_for(*kind) == row.code for kind in kinds) > 1)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("010", "no type; what is merely said is kept as a statement"),  # dropped
        ("0231", "no type; an event of this code gets the type of 1031, REQUEST"),  # an appeal
        ("03", "comes back as another code: 030 (of the same root, written out)"),  # a root
        ("2042", "comes back as another code: 204 (a coarser one)"),  # too fine for PLOVER
        ("0314", "comes back as another code: 030 (of the same root)"),  # told apart by its context alone
        ("2041", "merges with 204, 2042"),  # codes that PLOVER does not tell apart
    ],
)
def test_codes(ontology: Ontology, code: str, said: str) -> None:
    row = next(row for row in from_cameo(ontology) if row.code == code)
    assert said in map(str, row.losses)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (("CONSULT", "multilateral"), "no code of its own: it has that of its type"),  # no such code
        (("ASSAULT", "drone"), "shares its code with ASSAULT.aerial"),  # one code of two
        (("ASSAULT", "drone"), "no code leads to it"),  # CAMEO is older
        (("RETREAT", "resign"), "comes back as another: CONCEDE"),  # another type
        (("ASSAULT", None), "comes back with contexts added: military"),  # more than was said
    ],
)
def test_kinds(ontology: Ontology, kind: tuple[str, str | None], said: str) -> None:
    row = next(row for row in from_plover(ontology) if row.kind == kind)
    assert said in map(str, row.losses)


def test_what_is_said_of_appeals_is_what_the_stage_does(ontology: Ontology) -> None:
    appeals = [row for row in from_cameo(ontology) if row.code.startswith("02")]
    assert appeals
    for row in appeals:
        twin = str(row.losses[0]).removeprefix("no type; an event of this code gets the type of ").removesuffix(", REQUEST")
        assert crosswalk(ontology, row.code)[0] == "REQUEST" == ontology.crosswalk(twin)[0]


def test_some_rows_lose_nothing_and_the_sums_are_those_of_the_rows(ontology: Ontology) -> None:
    codes, kinds = from_cameo(ontology), from_plover(ontology)
    assert any(not row.losses for row in codes)
    assert any(not row.losses for row in kinds)
    first, second, third = sum_up(ontology)
    assert f"of {len(codes)} codes {sum(NO_TYPE in names(r) for r in codes)} have no type" in first
    assert f"{sum(not r.losses for r in codes)} lose nothing" in first
    assert f"{sum(NO_SOURCE in names(r) for r in kinds)} come out of no code at all" in second
    assert "PLOVER to CAMEO loses all of them" in third
