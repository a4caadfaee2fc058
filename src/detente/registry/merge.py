"""Claims → persons, each with entries. A pure fold: the same claims in any order give the same persons."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from detente.actors.gazetteer import Gazetteer, gazetteer
from detente.ids import make_id
from detente.lexicon import Lexicon
from detente.registry.claims import as_name
from detente.registry.conflicts import add_conflicts
from detente.registry.office import Office, read_office
from detente.registry.records import Claim, Decision, Entry, Person, Said, Standing, most_common
from detente.registry.spelling import Alike, Name, Spelling, fold_name

QUOTED = 5  # claims of the same words that keep their sentences: the earliest
_Role = tuple[Claim, Office]
_Post = tuple[tuple[str, ...], tuple[str, ...], str | None]  # words of the office, organisation, country where it has none


@dataclass(slots=True)
class _Somebody:
    """Persons of one spelling and nationality, or those that were merged into the first of them."""

    name: Name
    roles: list[_Role] = field(default_factory=list)
    nations: set[str] = field(default_factory=set)
    posts: set[_Post] = field(default_factory=set)
    actors: dict[str, set[str]] = field(default_factory=dict)

    def take(self, roles: Iterable[_Role]) -> None:
        """Take further claims."""
        for claim, office in roles:
            self.roles.append((claim, office))
            self.nations |= {claim.nationality} if claim.nationality else set()
            self.posts.add((office.words, office.organisation, None if office.organisation else office.country))
            self.actors.setdefault(claim.article, set()).add(claim.actor)

    def apart(self, other: "_Somebody") -> bool:
        """Tell whether an article speaks of the two as two."""
        shared = self.actors.keys() & other.actors.keys()
        return any(self.actors[a].isdisjoint(other.actors[a]) for a in shared)


def merge(claims: Iterable[Claim], decisions: Iterable[Decision], lexicon: Lexicon) -> tuple[Person, ...]:
    """Merge claims into persons with entries, put the decisions to their entries, and note conflicts; sorted by name and id.

    Names merge over spellings; what must speak for one person beside the name grows with the difference (``Alike``): nothing, a
    shared country, a shared country and office. Nobody is merged whom one article tells apart by spelling or nationality,
    or whose states differ, unless the two names are the same and so is the office in one organisation. What is no office is left
    out. Claims of the same words keep the first ``QUOTED`` sentences.
    """
    index = gazetteer(lexicon)
    roles = [(c, office) for c in _distinct(claims) if (office := read_office(c.said, index)) is not None]
    settled = set(decisions)
    people = [_person(s, settled) for s in _group(roles, Spelling.of(lexicon), index)]
    return tuple(sorted(add_conflicts(people, lexicon), key=lambda p: (p.name, p.id)))


def claims_of(people: Iterable[Person]) -> list[Claim]:
    """Return all claims of persons."""
    return [claim for person in people for entry in person.entries for claim in entry.claims]


def decisions_of(people: Iterable[Person]) -> list[Decision]:
    """Return all decisions on persons."""
    return [decision for person in people for entry in person.entries for decision in entry.decisions]


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims once each, in order, with a sentence where the same words are not quoted often enough yet."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        old = found.get(claim.key)
        if old is None or (claim.sentence or "") > (old.sentence or ""):
            found[claim.key] = claim
    quoted, out = Counter[Said](), list[Claim]()
    for _, claim in sorted(found.items()):
        out.append(claim if quoted[claim.said] < QUOTED else replace(claim, sentence=None))
        quoted[claim.said] += 1
    return out


def _group(roles: Sequence[_Role], spelling: Spelling, index: Gazetteer) -> list[_Somebody]:
    """Group claims by person; spellings that say more come first, and take in those that say less."""
    apart: dict[tuple[Name, str | None], list[_Role]] = {}
    for role in roles:
        apart.setdefault((fold_name(role[0].said.name), role[0].nationality), []).append(role)
    ordered = sorted(apart.items(), key=lambda item: _known_first(*item))
    people: list[_Somebody] = []
    blocks: dict[str, list[_Somebody]] = {}
    for (name, _), own in ordered:
        new = _Somebody(name)
        new.take(own)
        near = {id(s): s for block in sorted(spelling.blocks(name)) for s in blocks.get(block, ())}
        same = _whose(new, list(near.values()), spelling, index)
        if same is not None:
            same.take(own)
            continue
        people.append(new)
        for block in spelling.blocks(name):
            blocks.setdefault(block, []).append(new)
    return people


def _known_first(key: tuple[Name, str | None], roles: Sequence[_Role]) -> tuple[object, ...]:
    """Return what to sort spellings by: without a country last, before them initials, then those of few articles."""
    name, nation = key
    return (nation is None, len(name[0]) == 1, -len({c.article for c, _ in roles}), name, nation or "")


def _whose(new: _Somebody, known: Sequence[_Somebody], spelling: Spelling, index: Gazetteer) -> _Somebody | None:
    """Return the one person whom the name stands for: of the nearest spelling, and of several of these the one in the office."""
    fitting = [(alike, s) for s in known if (alike := spelling.compare(s.name, new.name)) and _may_be(s, new, alike, index)]
    nearest = max((alike for alike, _ in fitting), default=Alike.NOT)
    best = [s for alike, s in fitting if alike is nearest]
    if len(best) > 1:
        best = [s for s in best if s.posts & new.posts]
    return best[0] if len(best) == 1 else None


def _may_be(one: _Somebody, other: _Somebody, alike: Alike, index: Gazetteer) -> bool:
    """Tell whether two groups of claims may be one person's, as alike as their names are."""
    if one.apart(other):
        return False
    shared = one.posts & other.posts
    states = [{n for n in s.nations if n in index.states} for s in (one, other)]
    differ = all(states) and not states[0] & states[1]
    if differ:
        return alike is Alike.SAME and any(organisation for _, organisation, _ in shared)
    if alike is Alike.SAME:
        return True
    return bool(shared) if alike is Alike.PERHAPS else bool(shared or one.nations & other.nations)


def _person(somebody: _Somebody, decisions: set[Decision]) -> Person:
    names = Counter(name for name, _ in {(c.said.name, c.article) for c, _ in somebody.roles})
    name = min(names, key=lambda n: (n.isupper(), -names[n], -len(n), n))
    name = (as_name(name.title()) or name) if name.isupper() else name
    entries = [_entry(name, group, decisions) for group in _by_entry(somebody.roles)]
    entries.sort(key=lambda e: (e.claims[0].key, e.id))
    return Person(make_id("p", entries[0].id), name, tuple(entries))


def _by_entry(roles: Sequence[_Role]) -> list[list[_Role]]:
    """Part the claims on a person by office, and each by body: one organisation, or one country; what names neither goes with the
    only one.
    """
    offices: dict[tuple[tuple[str, ...], Standing], dict[tuple[tuple[str, ...], str], list[_Role]]] = {}
    for claim, office in roles:
        bodies = offices.setdefault((office.words, office.standing), {})
        bodies.setdefault((office.organisation, office.country or ""), []).append((claim, office))
    out: list[list[_Role]] = []
    for bodies in offices.values():
        wholes: list[list[_Role]] = []
        for _, own in sorted(bodies.items(), key=lambda i: (not i[0][0], not i[0][1], -len(i[1]), i[0])):
            fits = [w for w in wholes if _same_body(w[0][1], own[0][1])]
            if len(fits) == 1:
                fits[0].extend(own)
            else:
                wholes.append(own)
        out.extend(wholes)
    return out


def _same_body(a: Office, b: Office) -> bool:
    if a.organisation and b.organisation:
        one, other = set(a.organisation), set(b.organisation)
        return one <= other or other <= one
    return a.country is None or b.country is None or a.country == b.country


def _entry(name: str, roles: Sequence[_Role], decisions: set[Decision]) -> Entry:
    claims = tuple(sorted((c for c, _ in roles), key=lambda c: c.key))
    titles = [c.said.title for c in claims]
    title = min(set(titles), key=lambda t: (t.isupper(), -titles.count(t), t))
    organisation, country = most_common([c.said.organisation for c in claims]), most_common([c.said.country for c in claims])
    mine = {c.said for c in claims}
    return Entry(
        make_id("r", claims[0].article, claims[0].actor, claims[0].span, claims[0].said.key),
        Said(name, title, organisation, country),
        roles[0][1].standing,
        claims,
        tuple(sorted((d for d in decisions if d.said in mine), key=lambda d: d.key)),
    )
