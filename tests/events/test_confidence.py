"""The confidence of events: what describes one, how the network weighs it, and what is left out."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.errors import SettingError
from detente.events.confidence import EventNetwork, weigh_events
from detente.events.traits import describe_event
from detente.language.parse import Parse
from detente.records import Event

WIDTH = 4


@pytest.fixture(scope="module")
def told(code: Callable[..., tuple[Event, ...]], parse: Callable[..., tuple[object, object, Parse]]) -> tuple[Parse, Event]:
    (event,) = code("Norway praised Chile.")
    return parse("Norway praised Chile.", published=dt.date(2015, 3, 4))[2], event


def network_of(size: int, *, bias: float) -> EventNetwork:
    """A network that gives every event the share of its bias."""
    hidden = np.zeros((size, 2), np.float32)
    ones = np.ones(size, np.float32)
    return EventNetwork(0 * ones, ones, hidden, hidden[0], hidden[0], np.float32(bias))


def test_a_description_ends_with_the_mean_states_of_trigger_actor_and_recipient(told: tuple[Parse, Event]) -> None:
    parse, event = told
    states = {t.i: np.full(WIDTH, t.i, np.float32) for t in parse.tokens}
    at = {t.text: float(t.i) for t in parse.tokens}
    described = describe_event(parse, event, states)
    assert described.dtype == np.float32
    assert described[-3 * WIDTH :: WIDTH].tolist() == [at["praised"], at["Norway"], at["Chile"]]
    other = describe_event(parse, replace(event, type="ACCUSE", recipients=()), states)
    assert (other != described).any()
    assert other[-WIDTH:].tolist() == [0.0] * WIDTH
    assert len(other) == len(described)


@pytest.mark.parametrize(
    "text",
    [
        "Chile was praised by Norway.",
        "On Monday Chile got praise. Norway praised it.",
        "Chile, Peru's ally, was yesterday accused of it by Norwegian troops.",
    ],
)
def test_every_description_is_as_long_and_in_bounds(
    code: Callable[..., tuple[Event, ...]], parse: Callable[..., Any], text: str
) -> None:
    read = parse(text, published=dt.date(2015, 3, 4))[2]
    sizes = {len(describe_event(read, event, {})) for event in code(text)}
    assert len(sizes) == 1
    assert all(np.abs(describe_event(read, event, {})).max() < 10 for event in code(text))


def test_what_is_hardly_ever_right_is_left_out(told: tuple[Parse, Event]) -> None:
    parse, event = told
    seen = [([t.i for t in parse.tokens], np.zeros((len(parse.tokens), WIDTH), np.float32))]
    size = len(describe_event(parse, event, {0: np.zeros(WIDTH, np.float32)}))
    (sure,) = weigh_events(parse, [event], seen, network_of(size, bias=2.0))
    assert sure == replace(event, confidence=0.881)
    assert weigh_events(parse, [event], seen, network_of(size, bias=-2.0)) == ()
    assert weigh_events(parse, [], seen, network_of(size, bias=2.0)) == ()


def test_what_is_said_to_be_due_stays_as_sure_as_its_rule(told: tuple[Parse, Event]) -> None:
    parse, event = told
    due = replace(event, rule="obligations.demand")
    seen = [([t.i for t in parse.tokens], np.zeros((len(parse.tokens), WIDTH), np.float32))]
    size = len(describe_event(parse, due, {0: np.zeros(WIDTH, np.float32)}))
    assert weigh_events(parse, [due], seen, network_of(size, bias=-2.0)) == (due,)


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    network = network_of(7, bias=0.5)
    network.save(tmp_path / "event-weights.npz")
    again = EventNetwork.load(tmp_path / "event-weights.npz")
    assert again(np.ones((1, 7), np.float32)) == network(np.ones((1, 7), np.float32))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"\x93NUMPY"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "event-weights.npz"
    path.write_bytes(content)
    with pytest.raises(SettingError, match=r"event-weights\.npz"):
        EventNetwork.load(path)


def test_the_shipped_weights_tell_a_plain_event_from_a_figure_of_speech() -> None:
    import detente

    plain = detente.read("Norway accused Chile on Monday of shelling its embassy.").events
    assert [e.type for e in plain] == ["ACCUSE"]
    assert plain[0].confidence > 0.6


def test_weights_for_another_description_are_refused(told: tuple[Parse, Event], tmp_path: Path) -> None:
    parse, event = told
    seen = [([t.i for t in parse.tokens], np.zeros((len(parse.tokens), WIDTH), np.float32))]
    with pytest.raises(SettingError, match="Fit them anew"):
        weigh_events(parse, [event], seen, network_of(7, bias=0.5))
    odd = replace(network_of(7, bias=0.5), out=np.ones(5, np.float32))
    odd.save(tmp_path / "event-weights.npz")
    with pytest.raises(SettingError, match="do not fit"):
        EventNetwork.load(tmp_path / "event-weights.npz")
