"""The same shards from a Dask cluster: a real one, with worker processes, on this machine."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import StoreError
from detente.store.folder import open_folder

from .conftest import Coder
from .corpus import file_bytes, write_lines

distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """Two worker processes of one thread each, under nannies that start a killed one anew."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.mark.filterwarnings("ignore")  # of Dask, on sockets and loops that it closes late
def test_e1_dask_gives_the_same_bytes_and_finishes_what_this_machine_began(tmp_path: Path, code: Coder, cluster: object) -> None:
    lines = write_lines(tmp_path / "a.jsonl", range(12))
    code([lines], tmp_path / "here")
    report, _ = code([lines], tmp_path / "there", cluster=cluster.scheduler_address)  # type: ignore[attr-defined]
    assert (report.coded, report.shards) == (12, 3)
    assert file_bytes(tmp_path / "here") == file_bytes(tmp_path / "there")
    write_lines(lines, range(16))
    code([lines], tmp_path / "there")
    code([lines], tmp_path / "here", cluster=cluster.scheduler_address)  # type: ignore[attr-defined]
    assert file_bytes(tmp_path / "here") == file_bytes(tmp_path / "there")


@pytest.mark.filterwarnings("ignore")
def test_e2_a_killed_dask_worker_loses_and_doubles_nothing(tmp_path: Path, code: Coder, cluster: object) -> None:
    lines = write_lines(tmp_path / "a.jsonl", range(40))
    killed = []

    def kill() -> None:
        while not (tmp_path / "s" / "manifest.jsonl").exists():
            time.sleep(0.05)
        killed.append(next(iter(cluster.workers.values())).pid)  # type: ignore[attr-defined]
        os.kill(killed[0], signal.SIGKILL)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    report, faults = code([lines], tmp_path / "s", cluster=cluster.scheduler_address)  # type: ignore[attr-defined]
    assert killed
    assert (report.coded, report.unfinished, faults) == (40, (), [])
    assert open_folder(tmp_path / "s").count("articles") == 40
    code([lines], tmp_path / "t")
    assert file_bytes(tmp_path / "s") == file_bytes(tmp_path / "t")


def test_no_scheduler_is_said_so(tmp_path: Path, code: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.scale.cluster.PATIENCE", "1s")
    with pytest.raises(StoreError, match="no Dask scheduler answers there"):
        code([write_lines(tmp_path / "a.jsonl", range(2))], tmp_path / "s", cluster="tcp://127.0.0.1:1")
