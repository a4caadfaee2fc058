"""How sure an event is: the share of events like it that were right, among those that people had read.

A small network (one hidden layer) sees what describes an event (``detente.events.traits``): what the tables found, the grammar,
and what the encoder of the statement model makes of the words. What is hardly ever right is left out. Fitted by
``detente train event-confidence``; without a model an event keeps the confidence of its rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from detente.errors import SettingError
from detente.events.traits import describe_event
from detente.language.parse import Parse
from detente.records import Event

Floats = NDArray[np.float32]

LEAST = 0.15  # an event less sure is left out: hardly any such was right (decision 13)
UNWEIGHED = "obligations."  # too few of what is said to be due were among those read, so such an event stays as sure as its rule
_FAR = 6.0  # standard deviations
_ARRAYS = ("mean", "scale", "hidden", "hidden_bias", "out", "out_bias")


@dataclass(frozen=True, slots=True)
class EventNetwork:
    """The weights of the network: ``mean`` and ``scale`` [features], ``hidden`` [features, units], ``out`` [units]."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: np.float32

    @classmethod
    def load(cls, path: Path) -> "EventNetwork":
        """Read the weights; raises SettingError where the file is broken."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                found = cls(*(arrays[name].astype(np.float32) for name in _ARRAYS))
            if found.hidden.shape != (*found.mean.shape, *found.out.shape) or found.scale.shape != found.mean.shape:
                raise ValueError("its arrays do not fit each other")
            return found
        except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
            raise SettingError(f"{path}: no weights of events ({error}). Train them: detente train event-confidence.") from error

    def save(self, path: Path) -> None:
        """Write the weights."""
        np.savez(path, **{name: getattr(self, name) for name in _ARRAYS})

    def __call__(self, described: Floats) -> Floats:
        """Map what describes events, [events, features], to the share of such that are right, [events]."""
        units = np.maximum(bring_to_scale(described, self.mean, self.scale) @ self.hidden + self.hidden_bias, 0.0)
        scores = units @ self.out + self.out_bias
        shares: Floats = 1.0 / (1.0 + np.exp(-scores))
        return shares


def bring_to_scale(described: Floats, mean: Floats, scale: Floats) -> Floats:
    """Bring each number of a description to the same scale; what lies far out counts as ``_FAR``."""
    scaled: Floats = np.clip((described - mean) / scale, -_FAR, _FAR).astype(np.float32)
    return scaled


def weigh_events(
    parse: Parse, events: Sequence[Event], seen: Iterable[tuple[Sequence[int], Floats]], network: EventNetwork
) -> tuple[Event, ...]:
    """Return the events with their confidence, without those that are hardly ever right.

    ``seen`` gives the token indices and the states [words, width] of each window that the encoder has read. Raises SettingError
    where the weights were fitted to another description.
    """
    if not events:
        return ()
    states = {i: state for words, window in seen for i, state in zip(words, window, strict=True)}
    described = np.stack([describe_event(parse, event, states) for event in events])
    if described.shape[1:] != network.mean.shape:
        raise SettingError(
            f"The weights of events are for {len(network.mean)} numbers an event, and {described.shape[1]} describe one."
            " Fit them anew: detente train event-confidence."
        )
    shares = network(described)
    weighed = [
        event if event.rule.startswith(UNWEIGHED) else replace(event, confidence=round(float(share), 3))
        for event, share in zip(events, shares, strict=True)
    ]
    return tuple(event for event in weighed if event.confidence >= LEAST)
