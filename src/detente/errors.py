"""What can go wrong, as one small tree; each message says what, where, and what to do.

::

    DetenteError
    ├── ReadingError     an input could not be read (exit code 1 for that input, the others go on)
    │   └── BlockedAddress   an address of the web lies where nothing is fetched: this machine, a private network
    ├── LexiconError     a table of data/ or of the user's own lexicon is wrong: file, line, remedy
    ├── SettingError     a setting has no meaning: where it was set, what exists
    ├── LookupFailed     no such code, type or rule: what was meant, where to look
    ├── StoreError       a store cannot be opened, read or written: which, why, what to do
    ├── QueryError       a query is refused, or ran into a limit: which one, what may be asked
    ├── EvaluationError  gold or predictions do not fit the task
    └── TrainingError    a model cannot be trained: data, base weights or the extra "train" are missing

    RulesAlone           a warning: no statement model is installed
"""

import difflib
from collections.abc import Iterable


class DetenteError(Exception):
    """Any error that Détente raises on purpose; its message is written for the user."""


class ReadingError(DetenteError):
    """An input could not be read."""

    def __init__(self, where: str, cause: str, remedy: str) -> None:
        """Say where, what is wrong there, and what to do."""
        super().__init__(f"{where}: {cause}. {remedy}")
        self.where, self.cause, self.remedy = where, cause, remedy


class BlockedAddress(ReadingError):
    """An address that is never asked: this machine, a private or special network, or an IP address in disguise."""


class LexiconError(DetenteError):
    """A lexicon table is wrong."""

    def __init__(self, file: object, line: int, cause: str) -> None:
        """Name the file, the line (1 is the header) and what is wrong there."""
        super().__init__(f"{file}:{line}: {cause}")


class SettingError(DetenteError):
    """A setting is unknown or has no meaning."""


class LookupFailed(DetenteError):
    """No such code, type, rule or name."""


class StoreError(DetenteError):
    """A store cannot be opened, read or written."""


class QueryError(DetenteError):
    """A query is not one SELECT over the tables of a store, or ran into a limit."""


class EvaluationError(DetenteError):
    """Gold or predictions do not fit the task."""


class TrainingError(DetenteError):
    """A model cannot be trained with what was given."""


class RulesAlone(UserWarning):
    """No statement model is installed, so that statements are found by rules alone."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Word the nearest known names as a question, or return an empty string.

    >>> did_you_mean("ACUSE", ["ACCUSE", "AID"])
    ' Did you mean ACCUSE?'
    """
    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(close)}?" if close else ""
