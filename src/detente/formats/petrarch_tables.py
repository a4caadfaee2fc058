"""Entries of TABARI and PETRARCH → rows of our actor tables; what they cannot hold is counted, with examples."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.actors.words import name_words
from detente.formats.cameo_actors import ActorCode, read_actor_code
from detente.formats.petrarch import ActorEntry, Term
from detente.lexicon import Lexicon

SOURCE = "petrarch"
KINDS = {  # of organisations, by sector; a body of no other sort is a movement
    "GOV": "government",
    "MIL": "military",
    "COP": "police",
    "REB": "rebels",
    "PTY": "party",
    "LEG": "parliament",
    "JUD": "court",
    "BUS": "company",
    "JRN": "outlet",
    "EDU": "university",
    "SPY": "agency",
    "REL": "church",
    "LAB": "union",
    "MED": "medical",
    "CRM": "gang",
    "SOC": "ngo",
    "UAF": "militia",
    "PRM": "militia",
}
_BODIES = {"IGO": "igo", "UNO": "igo", "EUR": "igo", "NGO": "ngo", "MNC": "company", "IMG": "militia"}
_NAME = re.compile(r"[^\W_][\w .,'’&/()-]{0,150}")
_SMALL = frozenset("a an and at by da de del der di do dos du el for in la le of on the to van von y".split())


@dataclass(slots=True)
class Tables:
    """Rows by table and key, as cells by column, and what was not taken: examples by kind, and how many there are."""

    rows: dict[str, dict[tuple[str, ...], dict[str, str]]] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, table: str, key: Sequence[str], cells: dict[str, str]) -> bool:
        """Add a row unless its key is there; tell whether it was."""
        rows = self.rows.setdefault(table, {})
        if tuple(cells[k] for k in key) in rows:
            return False
        rows[tuple(cells[k] for k in key)] = cells
        return True

    def leave(self, kind: str, where: str, text: str) -> None:
        """Count what is not taken; the first three of a kind are its examples."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        examples = self.left.setdefault(kind, [])
        if len(examples) < 3:
            examples.append(f"{where}: {text[:80]}")


class _Known:
    """What the tables of a lexicon name already."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names: set[tuple[str, ...]] = set()
        for table, columns in (
            ("states", "aliases adjectives demonyms capitals"),
            ("places", "aliases"),
            ("regions", "aliases adjectives"),
            ("organizations", "aliases"),
            ("people", "aliases"),
        ):
            for row in lexicon.table(f"actors/{table}"):
                for name in (row.text("name"), *(item for c in columns.split() for item in row.list(c))):
                    self.names.add(name_words(name)[1])
        self.nouns = {n for r in lexicon.table("actors/agents") for n in (r.text("phrase"), *r.list("plural"))}
        self.given = {
            r.text("name").casefold() for table in ("first_names", "given_names") for r in lexicon.table(f"names/{table}")
        }
        titles = (t for r in lexicon.table("actors/titles") for t in (r.text("title"), *r.list("aliases")))
        self.titles = {w.casefold() for t in titles for w in t.split() if w[0].isupper()}

    def __contains__(self, name: str) -> bool:
        return name_words(name)[1] in self.names


def take_actors(entries: Sequence[ActorEntry], lexicon: Lexicon, into: Tables) -> None:
    """Add rows for actors and agents: dated codes are persons' offices, nouns with a role alone are agents."""
    known = lexicon.index(_Known)
    for entry in entries:
        terms = [(term, code) for term in entry.terms if (code := _code(term, entry, lexicon, into)) is not None]
        if not entry.terms:
            into.leave("names without a code", entry.where, entry.names[0])
        elif not all(_NAME.fullmatch(name) for name in (*entry.names, *entry.plurals)):
            into.leave("names with characters that our tables do not take", entry.where, entry.names[0])
        elif terms and all(term.code.startswith("~") for term, _ in terms):
            _take_agent(entry, terms[0][1], known, into)
        elif terms:
            _take_actor(entry, terms, known, into)


def _code(term: Term, entry: ActorEntry, lexicon: Lexicon, into: Tables) -> ActorCode | None:
    code = read_actor_code(term.code, lexicon)
    text = f"{entry.names[0]} [{term.code}]"
    if code is None:
        into.leave("codes that mean nobody, or several at once" if term.code else "empty codes", entry.where, text)
    elif code.country is None and not term.code.startswith("~"):
        into.leave("codes of no state and no body that we know (regions, peoples, roles alone)", entry.where, text)
        return None
    elif code.finer:
        into.leave("finer parts of codes (the row is taken without them)", entry.where, text)
    return code


def _take_agent(entry: ActorEntry, code: ActorCode, known: _Known, into: Tables) -> None:
    if code.sector is None:
        into.leave("roles that PLOVER has no sector for", entry.where, entry.names[0])
        return
    plurals = [p.lower() for p in entry.plurals]
    for name in dict.fromkeys(n.lower() for n in entry.names):
        if name in known.nouns:
            into.leave("nouns that our tables have already", entry.where, name)
            continue
        cells = {"phrase": name, "plural": "|".join(plurals), "sector": code.sector, "kind": "person", "priority": "3"}
        into.add("actors/agents", ("phrase",), cells | {"source": SOURCE})
        plurals = []


def _take_actor(entry: ActorEntry, terms: Sequence[tuple[Term, ActorCode]], known: _Known, into: Tables) -> None:
    names = [proper(name) for name in entry.names]
    fresh = list(dict.fromkeys(name for name in names if name not in known))
    for name in names:
        if name in known:
            into.leave("names that our tables have already", entry.where, name)
    if not fresh:
        return
    dated = any(term.since or term.until for term, _ in terms)
    first = names[0].split()
    if dated or (len(first) > 1 and first[0].casefold() in known.given):
        _take_person(entry, fresh, terms, known, into)
        return
    code = terms[0][1]
    if len(terms) > 1:
        into.leave("further codes of one name", entry.where, f"{entry.names[0]} [{terms[1][0].code}]")
    country, sector = code.country or "", code.sector or ""
    cells = {"name": fresh[0], "aliases": "|".join(fresh[1:]), "country": country, "sector": sector, "source": SOURCE}
    if sector or country in _BODIES:
        kind = _BODIES.get(country) or KINDS.get(sector, "movement")
        into.add("actors/organizations", ("name", "country", "since"), cells | {"kind": kind, "since": ""})
    else:
        into.add("actors/places", ("name", "country"), cells | {"kind": "metonym"})


def _take_person(
    entry: ActorEntry, fresh: Sequence[str], terms: Sequence[tuple[Term, ActorCode]], known: _Known, into: Tables
) -> None:
    """Add a row for each office; a code without dates holds when no other does."""
    name = proper(entry.names[0])
    if name in known:
        into.leave("further names of persons whom our tables have already", entry.where, fresh[0])
        return
    aliases = []
    words = {w.casefold() for w in name.split()}
    for alias in fresh:
        own = {w.casefold() for w in alias.split()}
        if alias != name and not own & words and own & known.titles:
            into.leave("offices as names of who holds them", entry.where, alias)
        elif alias not in (name, name.rsplit(maxsplit=1)[-1]):
            aliases.append(alias)
    dated = [(term, code) for term, code in terms if term.since or term.until]
    for term, code in terms:
        for since, until in [(term.since, term.until)] if (term, code) in dated else _between([t for t, _ in dated]):
            cells = {"name": name, "aliases": "|".join(aliases), "country": code.country or "", "sector": code.sector or ""}
            cells |= {"title": "", "since": since.isoformat() if since else "", "until": until.isoformat() if until else ""}
            if since and until and since > until:
                into.leave("codes with dates that are none", entry.where, f"{entry.names[0]} [{term.code}]")
            elif not into.add("actors/people", ("name", "country", "title", "since"), cells | {"source": SOURCE}):
                into.leave("second codes of a person from the same day on", entry.where, f"{entry.names[0]} [{term.code}]")


def _between(terms: Sequence[Term]) -> Iterator[tuple[dt.date | None, dt.date | None]]:
    """Give the times that no term covers."""
    day, free = dt.timedelta(days=1), None
    for term in sorted(terms, key=lambda t: t.since or dt.date.min):
        start = term.since or dt.date.min
        if start > (free or dt.date.min) and start > dt.date.min:
            yield free, start - day
        if term.until is None:
            return
        free = max(free or dt.date.min, term.until + day)
    yield free, None


def proper(name: str) -> str:
    """Return a name in capitals as newspapers write it; three letters alone stay, since they are mostly an acronym.

    >>> proper("BANK OF THE SOUTH"), proper("IRA"), proper("O'NEILL"), proper("McCain")
    ('Bank of the South', 'IRA', "O'Neill", 'McCain')
    """
    name = re.sub("^THE ", "", name)
    if name != name.upper() or (len(name) <= 3 and name.isalpha()):
        return name
    words = [
        w.lower() if n and w.lower() in _SMALL else re.sub(r"\w+", lambda m: m[0].capitalize(), w)
        for n, w in enumerate(name.split())
    ]
    return " ".join(words)
