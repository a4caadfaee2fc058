"""Stores of invented rows, as a coder without articles would import them."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.open import Store
from detente.store.write import write_shard

Row = dict[str, object]
HOW = {"version": "0", "lexicon": "0", "model": "0"}


def row(number: int, by: str, to: str, **fields: object) -> Row:
    """Give the row of an imported event: an accusation on the given day of January 2010."""
    base: Row = {"event_id": f"e-{number:05}", "origin": "icews", "type": "ACCUSE", "cameo": "112", "quad": 3, "goldstein": -2.0}
    base |= {"plover_score": -2.0, "actor_countries": [by], "recipient_countries": [to], "symmetric": False, "status": "actual"}
    day = dt.date(2010, 1, 1) + dt.timedelta(days=number - 1)
    return base | {"date": day, "date_precision": "day"} | fields


@pytest.fixture
def make_row() -> Callable[..., Row]:
    """The function that gives a row."""
    return row


@pytest.fixture
def make_store(tmp_path: Path) -> Callable[..., Store]:
    """A function that puts rows into the store of the test and opens it."""

    def make(rows: Iterable[Row], origin: str = "icews") -> Store:
        folder = tmp_path / "store"
        if not folder.exists():
            make_folder(folder)
        found = {"events": list(rows)}
        shard = f"{origin}-{len(found['events'])}"
        digests = write_shard(folder, shard, found, HOW)
        append(folder, [Shard(shard, origin, (), HOW, {"events": len(found["events"])}, digests)])
        return Store(folder)

    return make


@pytest.fixture(scope="session")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store in which Norway and Sweden turn from quarrels to help on 2011-01-01, and Norway and Denmark do not.

    Two years, about four acts a week and pair; a fifth of the rows is noise of the other sign.
    """
    folder = tmp_path_factory.mktemp("turned") / "store"
    make_folder(folder)
    rng = np.random.default_rng(7)
    rows, turn = [], dt.date(2011, 1, 1)
    kinds = {True: ("AID", "070", 2, 7.0, 6.0), False: ("ACCUSE", "112", 3, -2.0, -2.0)}
    for pair in (("NOR", "SWE"), ("NOR", "DNK")):
        for n, offset in enumerate(sorted(rng.integers(0, 730, 420).tolist())):
            day = dt.date(2010, 1, 1) + dt.timedelta(days=offset)
            warm = (day >= turn) if pair[1] == "SWE" else bool(rng.random() < 0.5)
            kind, cameo, quad, goldstein, plover = kinds[warm != (rng.random() < 0.2)]
            by, to = pair if rng.random() < 0.5 else pair[::-1]
            told: Row = {"type": kind, "cameo": cameo, "quad": quad, "goldstein": goldstein, "plover_score": plover, "date": day}
            rows.append(row(n + 1, by, to, event_id=f"e-{pair[1]}-{n:05}", **told))
    found = {"events": rows}
    append(folder, [Shard("s", "icews", (), HOW, {"events": len(rows)}, write_shard(folder, "s", found, HOW))])
    return folder
