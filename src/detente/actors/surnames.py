"""Whom a surname means on a date: alone, with initials, or beside a title."""

import datetime as dt
from collections.abc import Sequence

from detente.actors.gazetteer import Entry, Gazetteer, holds_on
from detente.actors.office_holders import Office, includes
from detente.actors.standing import standing
from detente.actors.words import Words, name_words
from detente.lexicon import Row

_INITIALS = 3  # letters of initials that are written together: J.R.R.


def bearers(words: Words, first: int, last: int, index: Gazetteer) -> tuple[Entry, ...]:
    """Return the persons of the tables who bear the surname that the words [first, last) are, and the initials before it."""
    known = index.surnames.get(words.folds[last - 1], ()) if first < last else ()
    particles = [f for f in words.folds[first : last - 1] if f in index.classes.particles]
    before = [w.replace(".", "") for w in words.words[first : last - 1] if w.casefold() not in index.classes.particles]
    if any(len(w) > _INITIALS or not w.isupper() for w in before):
        return ()
    letters = "".join(before).casefold()
    return tuple(e for e in known if any(has_initials(letters, n) and _has_particles(particles, n) for n in e.names))


def _has_particles(particles: Sequence[str], name: str) -> bool:
    return set(particles) <= set(name_words(name)[1]) if particles else True


def has_initials(letters: str, name: str) -> bool:
    """Tell whether the words of a name begin with the letters, in their order, others between them left out.

    >>> has_initials("hw", "George H. W. Bush"), has_initials("hw", "George W. Bush")
    (True, False)
    """
    first = iter(f[0] for f in name_words(name)[1][:-1])
    return all(letter in first for letter in letters)


def meant(known: Sequence[Entry], date: dt.date | None, index: Gazetteer, office: Office = frozenset()) -> Entry | None:
    """Return the one of several persons whom the news means by a surname on a date; None where it may mean several.

    With an office: who holds it on the date, or the only one who held it before. Without: who leads a state on the date, else
    who is of a government, else the only one who is anything on the date or ever led a state.
    """
    if office:
        now = [e for e in known if any(holds_on(r, date) and includes(r, office, index) for r in e.rows)]
        once = [e for e in known if any(_begun(r, date) and includes(r, office, index) for r in e.rows)]
        fitting = now or once
        return fitting[0] if len(fitting) == 1 else None
    offices = {e: standing(e, date) for e in known}
    serving = [e for e, now in offices.items() if now.serving]
    heads = [e for e in serving if offices[e].row in e.led]
    official = [e for e in serving if offices[e].sector == "GOV"]
    fitting = heads or official or list(dict.fromkeys((*serving, *(e for e in known if e.led))))
    return fitting[0] if len(fitting) == 1 else None


def _begun(row: Row, date: dt.date | None) -> bool:
    return date is None or (row.date("since") or dt.date.min) <= date
