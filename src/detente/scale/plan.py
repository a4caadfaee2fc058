"""What is to do: parts of the inputs against the shards of the store → jobs, and the shards that they replace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from detente.reading.cut import Part
from detente.scale.job import group_parts
from detente.store.manifest import Shard
from detente.store.schema import ORIGIN

_OF_INPUT = ("reading", "relevance")  # which articles are read, and not how an article is coded


@dataclass(frozen=True, slots=True)
class Plan:
    """Groups of parts to code, each with the shards whose rows it may take over; ``stale`` shards are taken back in the end.

    ``done`` counts parts that the store has, ``older`` those of them that were coded in another way than now, and ``repeated``
    those whose bytes come twice in the inputs.
    """

    groups: tuple[tuple[tuple[Part, ...], tuple[str, ...]], ...]
    stale: tuple[str, ...] = ()
    done: int = 0
    older: int = 0
    repeated: int = 0


def plan_jobs(
    parts: Iterable[Part], shards: Sequence[Shard], inputs: Sequence[str], how: Mapping[str, str], *, size: int, update: bool
) -> Plan:
    """Plan what is to code.

    Without ``update`` it is what the store has not, however it was coded. With it, shards whose inputs have changed or are gone,
    or that were coded in another way, are replaced; rows of articles that are the same, and coded in the same way, are kept.
    """
    own = [s for s in shards if s.origin == ORIGIN]
    wanted: dict[tuple[str, ...], Part] = {}
    given = 0
    for part in parts:
        given += 1
        wanted.setdefault(_key(part, how), part)
    stale = [s for s in own if update and _is_stale(s, wanted, inputs, how)]
    left = {s.shard for s in stale}
    done = {_key(p, s.how): s for s in own if s.shard not in left for p in s.parts}
    fresh = [p for key, p in wanted.items() if key not in done]
    reusable = [s for s in own if _coding(s.how) == _coding(how) and s.rows.get("articles")]
    names: dict[str, list[str]] = {}
    for shard in reusable:
        for name in dict.fromkeys(p.name for p in shard.parts):
            names.setdefault(name, []).append(shard.shard)
    groups = tuple(
        (group, tuple(dict.fromkeys(s for p in group for s in names.get(p.name, ())))) for group in group_parts(fresh, size)
    )
    older = sum(_coding(done[key].how) != _coding(how) for key in wanted if key in done)
    return Plan(groups, tuple(s.shard for s in stale), len(wanted) - len(fresh), older, given - len(wanted))


def _key(part: Part, how: Mapping[str, str]) -> tuple[str, ...]:
    """Give what tells a part from others: its bytes, what is to be read of them, and what the user said of them."""
    return (part.sha256, str(part.start) if part.kind == "parquet" else "", *(how.get(k, "") for k in _OF_INPUT))


def _coding(how: Mapping[str, str]) -> Mapping[str, str]:
    return {k: v for k, v in how.items() if k not in _OF_INPUT}


def _is_stale(shard: Shard, wanted: Mapping[tuple[str, ...], Part], inputs: Sequence[str], how: Mapping[str, str]) -> bool:
    """Tell whether a shard of these inputs is not what coding them now would give."""
    names = {p.name for p in wanted.values()}
    for part in shard.parts:
        if not (part.name in names or any(_under(part.name, name) for name in inputs)):
            continue
        if _coding(shard.how) != _coding(how) or _key(part, how) not in wanted:
            return True
    return False


def _under(name: str, folder: str) -> bool:
    """Tell whether a path lies in a folder."""
    return name == folder or PurePath(folder) in PurePath(name).parents
