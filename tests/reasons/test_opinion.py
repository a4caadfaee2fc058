import pytest

import detente.events.relation
from detente.errors import SettingError
from detente.events.relation import Relation
from detente.lexicon import Lexicon
from detente.reasons.case import Case
from detente.reasons.fields import Fields
from detente.reasons.opinion import second_opinion, word_opinion
from detente.records import Status

EVENT = Fields({"type": "ACCUSE", "mode": "disapprove", "status": "actual", "symmetric": False})
NEXT = (("THREATEN", 0.051), ("NONE", 0.02), ("AID", 0.001))
TEXT = "Talks. Oslo accused Riga of theft."


def relation(
    kind: str, share: float, *, reverse: bool = False, mode: str | None = None, status: str | None = "actual"
) -> Relation:
    return Relation(kind, reverse, mode, Status(status) if status else None, share, NEXT)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (relation("ACCUSE", 0.914), "P: the model reads it as ACCUSE, too (.91), in the same direction"),  # agreement
        (relation("THREATEN", 0.62), "P: the model doubts it: it would rather say THREATEN (.62), in the same direction"),
        (relation("NONE", 0.8, status=None),
         "P: the model doubts it: it would rather say that nothing passes between them (.80)"),  # nothing at all
        (relation("ACCUSE", 1.0, reverse=True),
         "P: the model reads it as ACCUSE, too (1.00), but the other way round: the second does it to the first"),  # direction
        (relation("ACCUSE", 0.9, mode="allege"), "  mode allege, where the row says disapprove"),  # another mode
        (relation("ACCUSE", 0.9, status="negated"), "  status negated, where the row says actual"),  # another status
        (relation("ACCUSE", 0.9), "  next: THREATEN (.05), NONE (.02), AID (.00)"),  # what comes after
    ],
)  # fmt: skip
def test_wording(found: Relation, said: str) -> None:
    assert said in list(word_opinion(EVENT, found, "P"))


def test_what_both_do_has_no_direction() -> None:
    both = Fields(EVENT.values | {"symmetric": True})
    assert next(word_opinion(both, relation("ACCUSE", 0.9, reverse=True), "P")) == "P: the model reads it as ACCUSE, too (.90)"


def event(actors: list[list[int]], recipients: list[list[int]]) -> Fields:
    sides = {"actors": [{"spans": [s]} for s in actors], "recipients": [{"spans": [s]} for s in recipients]}
    return Fields(EVENT.values | {"sentence": [7, 34]} | sides)


def case(lexicon: Lexicon, text: str = TEXT) -> Case:
    return Case(Fields({"article": {"text": text}}), lexicon)


def test_the_model_is_asked_about_the_sentence_alone(lexicon: Lexicon) -> None:
    lines = list(second_opinion(case(lexicon), event([[7, 11]], [[20, 24]])))
    assert lines[1].startswith("  “Oslo” and “Riga”: the model reads it as ACCUSE, too (")
    assert lines[1].endswith("in the same direction")


def test_nobody_to_whom_it_is_done(lexicon: Lexicon) -> None:
    assert list(second_opinion(case(lexicon), event([[7, 11]], [])))[1].startswith("  “Oslo” alone: the model ")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (event([], [[20, 24]]), "who does it stands outside of the sentence"),  # no actor
        (event([[0, 5]], [[20, 24]]), "who does it stands outside of the sentence"),  # an actor before the sentence
        (event([[7, 11]], [[7, 11]]), "who does it stands outside of the sentence"),  # one phrase for both sides: no pair
        (Fields({}), "the sentence is not in the file"),  # nothing known
    ],
)
def test_a_pair_that_cannot_be_asked_about(lexicon: Lexicon, found: Fields, said: str) -> None:
    assert said in list(second_opinion(case(lexicon), found))[1]


def test_only_the_first_pairs_of_many_are_asked_about(lexicon: Lexicon) -> None:
    many = event([[7, 11]], [[a, a + 2] for a in range(12, 24)])
    lines = list(second_opinion(case(lexicon), many))
    assert "  and 8 more pairs, which are not asked about" in lines


def test_without_text_the_model_is_not_asked(lexicon: Lexicon) -> None:
    lines = list(second_opinion(case(lexicon, ""), event([[7, 11]], [[20, 24]])))
    assert lines[1] == "  the model cannot be asked: the sentence is not in the file"


def test_without_model_it_says_so(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise SettingError(f"{name}: no relations.onnx there.")

    monkeypatch.setattr(detente.events.relation, "load_relations", missing)
    lines = list(second_opinion(case(lexicon), event([[7, 11]], [[20, 24]])))
    assert lines == ["Second opinion:", "  the relation model is not installed here"]
