"""What the pages ask: a few stores that readers share, and what took long to make, kept until the store changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from detente.console import note
from detente.lexicon import Lexicon
from detente.registry.tables import load_tables
from detente.settings import Settings
from detente.store.open import Store

T = TypeVar("T")
_READERS = 4  # stores that are open at once: DuckDB has threads of its own, and the machine is a laptop
_KEPT = 64  # results; the largest, a picture or the relation of a daily series, has some hundred kilobytes

State = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Where a desk keeps what people write, and who they are where they do not say."""

    reviews: Path
    reviewer: str


class Desk:
    """A store that is looked at: ``store()`` lends one to read from, ``keep`` makes something once for all who ask."""

    def __init__(self, folder: Path, settings: Settings, named: Named) -> None:
        """Open the store of a folder; raises StoreError where there is none."""
        self.folder, self.settings, self.named = folder, settings, named
        self._free: list[tuple[State, Store]] = []
        self._lending = threading.BoundedSemaphore(_READERS)
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        with self.store():
            pass

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Lend a store as it stands now to one reader; others wait where all are lent. ``keep`` is not called meanwhile."""
        with self._lending:
            state, store = self._take()
            try:
                yield store
            finally:
                with self._lock:
                    self._free.append((state, store))

    def keep(self, key: Hashable, make: Callable[[Store], T]) -> T:
        """Return what ``make`` made of the store for this key, made once for as long as the store stays as it is.

        Who asks while it is made waits for it. An error is told to all who wait, and not kept.
        """
        whole = (self._state(), key)
        with self._lock:
            future = self._kept.get(whole)
            mine = future is None
            if future is None:
                future = self._kept[whole] = Future()
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(whole)
        if mine:
            try:
                with self.store() as store:
                    future.set_result(make(store))
            except BaseException as error:  # noqa: BLE001  handed on to all who wait
                with self._lock:
                    self._kept.pop(whole, None)
                future.set_exception(error)
        made: T = future.result()
        return made

    def tables(self) -> Lexicon:
        """Return the tables that the settings name; like ``keep``, not to be called while a store is lent."""
        return self.keep("tables", lambda _: load_tables(self.settings))

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            for _, store in self._free:
                store.close()
            self._free.clear()
            self._kept.clear()

    def _take(self) -> tuple[State, Store]:
        state = self._state()
        with self._lock:
            while self._free:
                seen, store = self._free.pop()
                if seen == state:
                    return state, store
                store.close()
        return state, Store(self.folder, self.settings.lexicon, note)

    def _state(self) -> State:
        """Tell one state of the store from another: who codes writes a line into the manifest, and derives anew."""
        found: list[int] = []
        for name in ("manifest.jsonl", "derived/stories.parquet", "derived/duplicates.parquet"):
            try:
                seen = (self.folder / name).stat()
            except OSError:
                found += (0, 0)
            else:
                found += (seen.st_mtime_ns, seen.st_size)
        return tuple(found)


def _desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(_desk_of)]
