"""Check the office holders of ``actors/people`` against lists of persons in government that somebody else kept.

The gold is a table (name, country, from, to) after the CIA's directories of chiefs of state and cabinet members: to the month,
with errors and gaps, roughly complete from 2003-01 to 2011-01; of heads it also dates terms before. It names no offices, so
what is compared is whether the person was in government.

- A row is asked when such a list carries its office: head of state or government, vice president, minister, attorney general,
  governor of the central bank, ambassador to the UN or the US (``carried``). Deputies of ministers, senators, chiefs of staff,
  spokespeople, and offices of a region or body are none of these.
- Its term is cut to the reach of the source: 2003-01-01 to 2011-01-31; for a head whom the source dates before 2003, it begins
  1985-03-01.
- The source *knows* the row when it has a person of that name in that country whose term, given TOLERANCE, touches the cut one.
- The row agrees when the source has the person in government a quarter, half and three quarters into the cut term.

Disagreements that were looked into stand with their reason in ``data/evaluation/office_holders.tsv``. ``agree`` counts none of
them; ``explained`` adds those with a reason, but not the kind ``open``, which says that nobody could tell.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from detente.errors import EvaluationError
from detente.evaluation.figures import Report
from detente.lexicon import Row

LISTS_BEGIN, LISTS_END = dt.date(2003, 1, 1), dt.date(2011, 1, 31)
HEADS_BEGIN = dt.date(1985, 3, 1)
TOLERANCE = dt.timedelta(days=45)  # the source is dated by month, and its lists followed a change some weeks later
FAR = dt.date(2100, 1, 1)

HEAD = re.compile(
    r"((Acting|Interim) )?(President|Prime Minister)|First Prime Minister|Chancellor|King|Queen|Emperor|Emir|Sultan|Grand Duke"
    r"|Pope|Supreme Leader|Military Ruler|Chief Adviser|Head of (State|Government)"
    r"|President of (the Soviet Union|Czechoslovakia|Serbia and Montenegro|Yugoslavia)"
)
MINISTER = re.compile(r"(([A-Z]\S*|and) )*Minister|Minister Mentor|Minister (of State Security|(of|for) (?!State\b).+)")
NO_MINISTER = re.compile(
    r"(?!(First )?Deputy Prime Minister)((First )?Deputy|Vice|Junior|Chief|Opposition|Houthi|Foreign Office|Alternate) .*"
)
OTHER = re.compile(
    r"(Home|Foreign|Defence|Treasury|Interior|Commerce|Energy|Labor|Transport|Business|Education|Culture|Northern Ireland"
    r"|International (Development|Trade)|Chief Cabinet) Secretary|Secretary of (State|Defense|Homeland Security)"
    r"|Chancellor of the Exchequer|Treasurer|Attorney General|Trade Representative|(First )?Vice President|Deputy President"
    r"|Governor-General|Member of the Presidency|Central Bank Governor|Federal Reserve Chair"
    r"|Ambassador to the United (Nations|States)"
)
# Parts that many names share: they tell nobody.
PARTICLES = frozenset("al el ul ur bin ibn de da dos la le van von".split())
# Letters that transliterations write one way or the other.
SOUNDS = (
    ("x", "ks"),
    ("q", "k"),
    ("kh", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("ou|oo", "u"),
    ("ee", "i"),
    ("y", "i"),
    (r"([a-z])\1", r"\1"),
)
# Codes of the source that are not those of ``actors/states``.
CODES = {"KSV": "XKX", "TMP": "TLS"}
# Letters that Unicode does not take apart into a plain one and a mark.
PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "ð": "d", "æ": "ae", "'": "", "’": ""}
)
# Why a disagreement is none of ours: the source lacks part of the term, has it under another spelling, means somebody else, or
# lists ministers where the person led the ministry without being one. ``open``: nobody could tell.
EXPLAINED = ("gap", "name", "namesake", "rank")
KINDS = (*EXPLAINED, "open")


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody in government from one day to another; ``parts`` are those of the name."""

    parts: frozenset[str]
    since: dt.date
    until: dt.date

    def near(self, first: dt.date, last: dt.date) -> bool:
        """Tell whether the term, given the tolerance, shares a day with those from first to last."""
        return self.since - TOLERANCE <= last and first <= self.until + TOLERANCE


Key = tuple[str, str, str, str]  # name, country, title, since: the key of actors/people


def score_office_holders(
    gold: Iterable[Mapping[str, str]], people: Iterable[Row], reasons: Mapping[Key, tuple[str, str]]
) -> Report:
    """Compare the rows of ``actors/people`` with the gold; ``reasons`` gives kind and reason of what was looked into.

    A line for each disagreement follows the figures, and one for each reason that nothing wants any more. Raises EvaluationError
    where a date of the gold is none.
    """
    terms = defaultdict(list)
    for fact in gold:
        terms[CODES.get(fact["country"], fact["country"])].append(_term(fact))
    count = dict.fromkeys(("unknown", "apart", "agree", "explained"), 0)
    lines: list[str] = []
    stale = dict(reasons)
    for row in filter(carried, people):
        known = same_person(row, terms[row.text("country")])
        reach = cut(row, known)
        if reach is None:
            continue
        if not any(term.near(*reach) for term in known):
            count["apart" if known else "unknown"] += 1
        elif agrees(reach, known):
            count["agree"] += 1
        else:
            kind, why = stale.pop(key(row), ("disagrees", "not looked into"))
            count["explained"] += kind in EXPLAINED
            lines.append(f"{' | '.join(key(row))} | {row.date('until') or ''}: {kind}: {why}")
    compared = count["agree"] + len(lines)
    right = {"agree": count["agree"], "explained": count["agree"] + count["explained"]}
    share = {measure: n / compared if compared else 0.0 for measure, n in right.items()}
    head = (
        f"compared {compared} rows; not compared {count['unknown']} whose name the source has not, "
        f"{count['apart']} whom it has only at other times",
        f"agree              {right['agree']}/{compared} = {share['agree']:.4f}",
        f"agree or explained {right['explained']}/{compared} = {share['explained']:.4f}",
    )
    left = (f"{' | '.join(k)}: a reason is on file, but no disagreement is left" for k in stale)
    return Report((*head, *lines, *left), share)


def key(row: Row) -> Key:
    """Return the key of a row of ``actors/people``."""
    return row.text("name"), row.text("country"), row.text("title"), str(row.date("since") or "")


def carried(row: Row) -> bool:
    """Tell whether the lists of governments carry the office of a row."""
    title = row.text("title")
    if row.text("sector") != "GOV" or row.text("organisation"):
        return False
    minister = MINISTER.fullmatch(title) and not NO_MINISTER.fullmatch(title)
    return bool(HEAD.fullmatch(title) or minister or OTHER.fullmatch(title))


def fold(name: str) -> frozenset[str]:
    """Return the parts of a name in small plain letters that write one sound one way, in no order.

    >>> sorted(fold("Már Guðmundsson-Ólafs")), fold("Alexei Kudrin") == fold("Kudrin, Aleksey")
    (['gudmundson', 'mar', 'olafs'], True)
    """
    plain = unicodedata.normalize("NFKD", name.translate(PLAIN)).encode("ascii", "ignore").decode().lower()
    for spelling, sound in SOUNDS:
        plain = re.sub(spelling, sound, plain)
    return frozenset(re.findall(r"[a-z]+", plain))


def same_person(row: Row, terms: Iterable[Term]) -> list[Term]:
    """Return the terms of whoever bears a name of the row: all parts of one name stand in the other, two of them no particles."""
    names = [fold(name) for name in (row.text("name"), *row.list("aliases"))]
    return [t for t in terms if any((n <= t.parts or t.parts <= n) and len((n & t.parts) - PARTICLES) > 1 for n in names)]


def cut(row: Row, known: Sequence[Term]) -> tuple[dt.date, dt.date] | None:
    """Return first and last day of a row's term within the reach of the source, or None where nothing of it is."""
    dated_before = HEAD.fullmatch(row.text("title")) and any(term.since < LISTS_BEGIN for term in known)
    first = max(row.date("since") or dt.date.min, HEADS_BEGIN if dated_before else LISTS_BEGIN)
    last = min(row.date("until") or FAR, LISTS_END)
    return (first, last) if first < last else None


def agrees(reach: tuple[dt.date, dt.date], known: Sequence[Term]) -> bool:
    """Tell whether the terms, joined, hold a quarter, half and three quarters into the days of ``reach``."""
    first, last = reach
    days = (first + (last - first) * quarter / 4 for quarter in (1, 2, 3))
    return all(any(term.near(day, day) for term in known) for day in days)


def _term(fact: Mapping[str, str]) -> Term:
    try:
        since, until = (dt.date.fromisoformat(fact[end]) if fact[end] else None for end in ("from", "to"))
    except ValueError as error:
        raise EvaluationError(f"Gold on {fact['name']!r}: {error}. Dates are written YYYY-MM-DD.") from error
    return Term(fold(fact["name"]), since or dt.date(1900, 1, 1), until or dt.date(2050, 1, 1))


def load_explained() -> dict[Key, tuple[str, str]]:
    """Read what is known of disagreements: kind and reason by key; raises EvaluationError with the line of a fault."""
    path = files("detente") / "data" / "evaluation" / "office_holders.tsv"
    out: dict[Key, tuple[str, str]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 6 or not all(cells) or cells[4] not in KINDS:
            raise EvaluationError(f"{path}:{number}: wanted are name, country, title, since, one of {', '.join(KINDS)}, and why.")
        out[cells[0], cells[1], cells[2], cells[3]] = (cells[4], cells[5])
    return out
