"""Something that a check of a store finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where, and what to do.

    ``shard`` is set where its files are damaged, so that it can be taken back and coded again. What is harmless
    changes no answer.
    """

    message: str
    shard: str | None = None
    harmless: bool = False
