"""Score who is whom within an article: clusters of mentions, and whether each mention leads to the right actor.

A mention is a span; the entity that it belongs to is the set of its actors, so that *both sides* is of an entity of its own, as
in OntoNotes, and entities part the mentions. Actors with one mention count, too. Mentions of both sides are the same where their
spans are (*exact*), or, as in the CRAC 2022 shared task (Žabokrtský et al.), where no span is the same, but the head token is
(*head*): one to one, those that share most characters first.

*Same surname* is what the clusters are to be compared with: mentions whose heads are the same proper noun are one entity, every
other mention stands alone. *On gold mentions* the spans are given; a mention that the pipeline lacks stands alone there.

Mention → actor looks at each gold mention. It is *found* where a predicted mention has its head; then *country* is right where
the countries of all its actors are the gold ones (none for none), *kind* and, where gold has one for all of them, *sector*
likewise; *coded* wants all three, *code* the two that a coder of events uses: country and sector. *same actor* wants the
predicted actors to be those with whom the gold actors share most characters of mentions. Each is given over all gold mentions and
over those that were found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.evaluation.bank import same_actors
from detente.evaluation.clusters import MEASURES, Agreement, Partition, conll
from detente.evaluation.figures import Report
from detente.language.parse import Parse
from detente.records import Span

Row = Mapping[str, Any]
Entity = frozenset[str]
RESOLVED = ("country", "sector", "kind", "code", "coded", "same actor")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A place that speaks of somebody: its span, its head token, and the ids of the actors."""

    span: Span
    head: int | None
    actors: Entity


def read_mentions(parse: Parse, actors: Sequence[Row]) -> list[Spoken]:
    """Gather the spans of actors (gold or predicted) by place, in the order of the text."""
    at: dict[Span, set[str]] = {}
    for actor in actors:
        for start, end, *_ in actor["mentions"]:
            at.setdefault(Span(start, end), set()).add(actor["id"])
    return [Spoken(span, parse.head_of(span), frozenset(ids)) for span, ids in sorted(at.items())]


def align(gold: Sequence[Spoken], predicted: Sequence[Spoken], *, heads: bool) -> dict[int, int]:
    """Map places in ``predicted`` to places in ``gold`` that are the same mention."""
    options = []
    for j, p in enumerate(predicted):
        for i, g in enumerate(gold):
            if g.span == p.span or (heads and g.head is not None and g.head == p.head):
                shared = min(g.span.end, p.span.end) - max(g.span.start, p.span.start)
                options.append((g.span != p.span, -shared, i, j))
    same: dict[int, int] = {}
    for _, _, i, j in sorted(options):
        if j not in same and i not in same.values():
            same[j] = i
    return same


def by_entity(mentions: Sequence[Spoken]) -> list[Entity]:
    """Name the entity of each mention: its actors."""
    return [m.actors for m in mentions]


def by_surname(parse: Parse, mentions: Sequence[Spoken]) -> list[str]:
    """Name the entity of each mention by the proper noun at its head, or by its place where there is none."""
    heads = [parse.tokens[m.head] if m.head is not None else None for m in mentions]
    return [t.lower if t is not None and t.pos == "PROPN" else f"#{i}" for i, t in enumerate(heads)]


def partition(entities: Sequence[object], names: Sequence[int]) -> Partition:
    """Put the mentions, called by ``names``, of one entity into one set."""
    sets: dict[object, set[int]] = {}
    for entity, name in zip(entities, names, strict=True):
        sets.setdefault(entity, set()).add(name)
    return list(sets.values())


def score_coreference(triples: Iterable[tuple[Parse, Row, Row]]) -> Report:
    """Score (parse of the text, gold article of the bank, object of ``detente code``) for each article."""
    total: dict[str, list[Agreement]] = {}
    resolved: Counter[str] = Counter()
    articles = 0
    for parse, gold, predicted in triples:
        articles += 1
        for name, agreements in count_clusters(parse, gold, predicted).items():
            sums = total.setdefault(name, [Agreement()] * len(MEASURES))
            total[name] = [a + b for a, b in zip(sums, agreements, strict=True)]
        resolved.update(count_resolved(parse, gold, predicted))
    lines = [f"articles {articles}, gold mentions {resolved['gold']}, predicted {resolved['predicted']}"]
    for name, agreements in total.items():
        lines += [f"{name}: CoNLL F1 {conll(agreements):.3f}"]
        lines += [f"  {m:8} {_figures(a)}" for m, a in zip(MEASURES, agreements, strict=True)]
    share = {name: _share(resolved[name], resolved["gold"]) for name in ("found", *RESOLVED)}
    lines.append(f"mention → actor: found {share['found']:.3f} of the gold mentions; right, of all and of those found:")
    lines += [f"  {name:10} {share[name]:.3f}  {_share(resolved[name], resolved['found']):.3f}" for name in RESOLVED]
    clustered = {name: conll(total[name]) for name in ("exact", "head") if name in total}
    return Report(tuple(lines), clustered | share)


def count_clusters(parse: Parse, gold: Row, predicted: Row) -> dict[str, list[Agreement]]:
    """Compare the clusters of one article, and those of *same surname*, by each of the measures."""
    wanted, found = read_mentions(parse, gold["actors"]), read_mentions(parse, predicted["actors"])
    names = list(range(len(wanted)))
    key = partition(by_entity(wanted), names)
    out: dict[str, Partition] = {}
    aligned: dict[int, int] = {}
    for match in ("exact", "head"):
        aligned = align(wanted, found, heads=match == "head")
        called = [aligned.get(j, -1 - j) for j in range(len(found))]
        out[match] = partition(by_entity(found), called)
        out[f"{match}, same surname"] = partition(by_surname(parse, found), called)
    entities: list[object] = list(names)
    for j, i in aligned.items():
        entities[i] = found[j].actors
    out["on gold mentions"] = partition(entities, names)
    out["on gold mentions, same surname"] = partition(by_surname(parse, wanted), names)
    return {name: [measure(key, side) for measure in MEASURES.values()] for name, side in out.items()}


def count_resolved(parse: Parse, gold: Row, predicted: Row) -> Counter[str]:
    """Count the gold mentions of one article, those that were found, and those whose actor is right in each respect."""
    wanted, found = read_mentions(parse, gold["actors"]), read_mentions(parse, predicted["actors"])
    same = same_actors(gold["actors"], predicted["actors"])
    count = Counter(gold=len(wanted), predicted=len(found))
    for j, i in align(wanted, found, heads=True).items():
        count["found"] += 1
        right, got = (
            [a for a in side["actors"] if a["id"] in mention.actors]
            for side, mention in ((gold, wanted[i]), (predicted, found[j]))
        )
        count.update(judge(right, got))
        count["same actor"] += {same.get(a) for a in found[j].actors} == wanted[i].actors
    return count


def judge(right: Sequence[Row], got: Sequence[Row]) -> dict[str, bool]:
    """Tell in which respects the predicted actors of a mention are like the gold ones."""
    country = _countries(right) == _countries(got)
    asked = {a["sector"] for a in right}
    sector = None in asked or asked == {a["sector"] for a in got}
    kind = {a["kind"] for a in right} == {a["kind"] for a in got}
    code = country and sector
    return {"country": country, "sector": sector, "kind": kind, "code": code, "coded": code and kind}


def _countries(actors: Sequence[Row]) -> set[str]:
    return {code for a in actors for code in (a["countries"] or ([a["country"]] if a["country"] else []))}


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _figures(a: Agreement) -> str:
    return f"P {a.precision:.3f} R {a.recall:.3f} F1 {a.f1:.3f}"
