"""Five relations in the news sample, by quarter: a table of each as Markdown, and its picture without the words of any article.

detente code ../shared/data/news_2006_2013.parquet --store STORE
python bench/news_relations.py STORE docs/relations
"""

import sys
from dataclasses import replace
from pathlib import Path

import detente
from detente.display.relation_verdict import verdict_head, verdict_lines
from detente.display.relation_words import change_sentence, days, leader_sentence, state_name
from detente.relations.records import Band, Evidence, Relation, TonePoint
from detente.report.page import save_relation

DYADS = (("RUS", "USA"), ("GEO", "RUS"), ("CHN", "JPN"), ("IND", "PAK"), ("IRN", "USA"))
SINCE, UNTIL = "2006-10", "2013-11"  # the sample begins on 2006-10-22 and ends on 2013-11-19


def main(store: str, folder: str) -> None:
    """Print the tables and draw the pictures."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for one, other in DYADS:
        relation = detente.relations(store, one, other, since=SINCE, until=UNTIL, period="quarter")
        print(_section(relation))
        save_relation(_wordless(relation), Path(folder) / f"{one.lower()}-{other.lower()}.svg")


def _section(relation: Relation) -> str:
    """Give heading, verdict, a row a year, changes and who moved first."""
    names = f"{state_name(relation.one)} – {state_name(relation.other)}"
    lines = [f"### {names}", "", f"**{verdict_head(relation)}.** {' '.join(verdict_lines(relation))}", ""]
    lines += ["| year | events | worth | tone at its end (smoothed) | cooperation | conflict | claimed | planned | threats |"]
    lines += ["|---|---|---|---|---|---|---|---|---|"]
    for year in sorted({point.start.year for point in relation.tone}):
        at = [i for i, point in enumerate(relation.tone) if point.start.year == year]
        points: list[TonePoint] = [relation.tone[i] for i in at]
        counts = [sum(p.events for p in points), f"{sum(p.effective for p in points):.1f}", _band(points[-1].smoothed)]
        counts += [sum(getattr(relation.pressure[i], name) for i in at) for name in ("cooperation", "conflict")]
        counts += [sum(getattr(relation.beside[i], name) for i in at) for name in ("claimed", "planned", "threats")]
        lines.append(f"| {year} | " + " | ".join(map(str, counts)) + " |")
    changes = " ".join(change_sentence(c, relation.period) for c in relation.changes) or "No change is likelier than not."
    left = ", ".join(f"{n} {why}" for why, n in relation.left_out)
    span = days((relation.since, relation.until))
    lines += [
        "",
        f"{changes} {leader_sentence(relation.reciprocity)}" + (f" Left out: {left}." if left else "") + f" ({span})",
        "",
    ]
    return "\n".join(lines)


def _band(band: Band) -> str:
    return f"{band.middle:+.1f} ({band.low:+.1f} to {band.high:+.1f})"


def _wordless(relation: Relation) -> Relation:
    """Return a relation whose evidence has no words of articles: these are not ours to print."""

    def bare(events: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(e, sentence=None, title=None, url=None) for e in events)

    changes = tuple(replace(c, around=bare(c.around)) for c in relation.changes)
    return replace(relation, verdict=replace(relation.verdict, moved_by=bare(relation.verdict.moved_by)), changes=changes)


if __name__ == "__main__":
    main(*sys.argv[1:3])
