"""The shipped relation model types a pair, in whichever order it is given, and says nothing where there is nothing."""

from pathlib import Path

import pytest

import detente
from detente.errors import SettingError
from detente.events.relation import RelationModel, classify_relation
from detente.records import Span, Status


def spans(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(w), text.index(w) + len(w)) for w in words]


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Oslo shipped forty tents to Riga after the flood.", "Oslo", "Riga", "AID"),  # a plain act
        ("Riga was bombed by Oslo's aircraft at dawn.", "Oslo", "Riga", "ASSAULT"),  # the target first
        ("Oslo refused to meet Riga's envoy until the fleet had left.", "Oslo", "Riga", "REJECT"),  # a conditional refusal
        ("Oslo accused Riga of hiding the trawlers.", "Oslo", "Riga", "ACCUSE"),  # words
        ("Oslo recalled its ambassador from Riga.", "Oslo", "Riga", "SANCTION"),  # relations cut
    ],
)
def test_plain_sentences_get_their_type(text: str, source: str, target: str, kind: str) -> None:
    one, other = spans(text, source, target)
    found = classify_relation(text, one, other)
    assert (found.type, found.reverse) == (kind, False)
    assert classify_relation(text, other, one).reverse
    assert 0 < found.confidence <= 1
    assert kind not in dict(found.alternatives)


def test_where_nothing_passes_there_is_no_mode_and_no_status() -> None:
    text = "Oslo lies as far from Riga as from Hamburg."
    found = classify_relation(text, *spans(text, "Oslo", "Riga"))
    assert (found.type, found.mode, found.status) == ("NONE", None, None)


def test_status_and_mode_are_told() -> None:
    text = "Riga's marines did not abduct any fisherman from Oslo, an admiral said."
    found = classify_relation(text, *spans(text, "Riga's marines", "any fisherman from Oslo"))
    assert (found.type, found.status) == ("ASSAULT", Status.NEGATED)


def test_a_span_outside_of_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no span of a text"):
        detente.classify_relation("Oslo.", (0, 40))


def test_a_folder_without_a_model_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"relations\.onnx"):
        RelationModel(tmp_path)


def test_the_same_pair_gives_the_same_answer() -> None:
    text = "Oslo shipped forty tents to Riga."
    model = RelationModel(Path(detente.__file__).parent / "models" / "relations")
    pair = Span(0, 4), Span(28, 32)
    assert model.classify(text, *pair) == model.classify(text, *pair)
