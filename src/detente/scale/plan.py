"""What is to do: parts of the inputs against the shards of the store → groups of parts to code, and the shards that they replace.

Nothing is taken back but what was looked at: a file counts as gone only where its folder is there and holds other files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from detente.reading.cut import Part
from detente.reading.parts import URL, place_of, still_there
from detente.scale.provenance import same_coding
from detente.store.manifest import Shard
from detente.store.schema import ORIGIN

Key = tuple[object, ...]
URLS_A_SHARD = 16  # each takes a second or more

SOON, UPDATE = "soon", "update"  # when what could not be read is tried again (``Shard.retry``)


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that become one shard, the shards whose rows it may take over, how often it was tried before, and the shards that
    hold what its addresses gave then: an address that does not answer now takes nothing back.
    """

    parts: tuple[Part, ...]
    reuse: tuple[str, ...] = ()
    attempt: int = 0
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to code. ``stale`` are the shards that are taken back when their parts (by place in ``groups``) are coded.

    ``done`` counts parts that the store has, ``older`` those of them that were read or coded in another way than now, and
    ``repeated`` those whose bytes come twice in the inputs.
    """

    groups: tuple[Group, ...]
    stale: Mapping[str, frozenset[int]]
    done: int = 0
    older: int = 0
    repeated: int = 0


def plan_jobs(
    parts: Iterable[Part], shards: Sequence[Shard], inputs: Sequence[str], how: Mapping[str, str], *, size: int, update: bool
) -> Plan:
    """Plan what is to code.

    Without ``update`` it is what the store has not, however it was coded. With it, shards whose inputs have changed or are gone,
    or that were read or coded in another way, are replaced; rows of articles that are the same, and coded in the same way, are
    kept. Parts of such shards that belong to other inputs are read again where they still are what they were; where not, the
    shard stays.
    """
    own = [s for s in shards if s.origin == ORIGIN]
    wanted: dict[Key, Part] = {}
    given, places = 0, set[str]()
    for part in parts:
        given += 1
        places.add(part.path)
        wanted.setdefault(_key(part), part)
    looked = _Looked(frozenset(places), tuple(_folders(inputs, wanted.values())))
    stale: dict[str, Shard] = {}
    others: dict[Key, Part] = {}  # parts of stale shards that belong to other inputs
    for shard in own:
        outside = _outside(shard, wanted, looked, how, update=update)
        if outside is not None and all(_is_there(p) for p in outside):
            stale[shard.shard] = shard
            others |= {_key(p): p for p in outside}
    done = {_key(p): s for s in own if s.shard not in stale for p in s.parts}
    fresh = [p for key, p in (others | wanted).items() if key not in done]
    tries = {_key(p): s.attempt + 1 for s in stale.values() if s.retry or any(p.kind == URL for p in s.parts) for p in s.parts}
    kept = _Kept(own, how)
    fetched = [(s.shard, {_key(p) for p in s.parts if p.kind == URL}) for s in stale.values() if s.rows.get("articles")]
    groups = tuple(
        Group(
            group,
            kept.beside(group),
            max((tries.get(_key(p), 0) for p in group), default=0),
            tuple(name for name, keys in fetched if not keys.isdisjoint(map(_key, group))),
        )
        for group in group_parts(fresh, size)
    )
    place = {_key(p): n for n, group in enumerate(groups) for p in group.parts}
    return Plan(
        groups,
        {name: frozenset(place[k] for p in shard.parts if (k := _key(p)) in place) for name, shard in stale.items()},
        sum(key in done for key in wanted),
        sum(done[key].how != how for key in wanted if key in done),
        given - len(wanted),
    )


def group_parts(parts: Iterable[Part], size: int) -> Iterator[tuple[Part, ...]]:
    """Group small files by ``size`` and addresses by host; a range of a large file, and a packed one, stand alone."""
    small: list[Part] = []
    hosts: dict[str, list[Part]] = {}
    for part in parts:
        if part.kind == URL:
            hosts.setdefault(_host(part.name), []).append(part)
        elif part.end or part.form.endswith(".gz") or part.form == ".json":
            yield (part,)
        else:
            small.append(part)
            if len(small) == size:
                yield tuple(small)
                small = []
    if small:
        yield tuple(small)
    for urls in hosts.values():
        for start in range(0, len(urls), URLS_A_SHARD):
            yield tuple(urls[start : start + URLS_A_SHARD])


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was looked at: the places of the parts that were found, and the folders in which files were found."""

    places: frozenset[str]
    folders: tuple[PurePosixPath, ...]

    def is_gone(self, part: Part) -> bool:
        """Tell whether a file was looked for and is certainly not there any more."""
        above = PurePosixPath(part.path).parents
        return part.path not in self.places and any(f in above for f in self.folders) and _state(part) is None


def _folders(inputs: Sequence[str], parts: Iterable[Part]) -> Iterator[PurePosixPath]:
    """Give the inputs that are folders and hold something: an empty one may be a disk that is not mounted."""
    above = {parent for p in parts if p.kind != URL for parent in PurePosixPath(p.path).parents}
    for name in inputs:
        place = PurePosixPath(place_of(name))
        if place in above:
            yield place


def _outside(
    shard: Shard, wanted: Mapping[Key, Part], looked: _Looked, how: Mapping[str, str], *, update: bool
) -> list[Part] | None:
    """Return the parts of a shard that belong to other inputs where the shard is to be replaced; None where it is to stay."""
    current = [p for p in shard.parts if _key(p) in wanted]
    if current and shard.retry == SOON:
        update = True
    elif not update:
        return None
    changed = [p for p in shard.parts if _key(p) not in wanted and (p.path in looked.places or looked.is_gone(p))]
    again = current and (shard.how != how or shard.retry or any(p.kind == URL for p in current))
    if not changed and not again:
        return None
    return [p for p in shard.parts if p not in current and p not in changed]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:  # no address; whoever fetches it says so
        return ""


def _state(part: Part) -> bool | None:
    """Return whether a part is what it was; None where it is certainly gone."""
    try:
        return still_there(part)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return False


def _is_there(part: Part) -> bool:
    return part.kind == URL or _state(part) is True


def _key(part: Part) -> Key:
    """Give what tells a part from others: its bytes, and how they are read."""
    rows = (part.start, part.end) if part.kind == "parquet" else ()
    return (part.sha256, part.kind, part.form, *rows)


class _Kept:
    """Where rows may be taken from: shards that were coded in the same way, by the file and the range that they hold."""

    def __init__(self, shards: Sequence[Shard], how: Mapping[str, str]) -> None:
        self.places: dict[str, list[tuple[int, int, str]]] = {}
        for shard in shards:
            if shard.rows.get("articles") and same_coding(shard.how, how):
                for part in shard.parts:
                    self.places.setdefault(part.path, []).append((part.start, part.end, shard.shard))

    def beside(self, parts: Iterable[Part]) -> tuple[str, ...]:
        """Return the shards that hold the same files; of a range, those that overlap it or lie beside it."""
        found: dict[str, None] = {}
        for part in parts:
            reach = part.end - part.start
            for start, end, shard in self.places.get(part.path, ()):
                if not part.end or (start <= part.end + reach and part.start <= end + reach):
                    found[shard] = None
        return tuple(found)
