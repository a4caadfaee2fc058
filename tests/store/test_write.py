"""Disks that are full, read-only or broken; several who write; readers beside a writer."""

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente.errors import StoreError
from detente.store.derive import derive
from detente.store.folder import make_folder, open_folder, sweep, writing
from detente.store.manifest import FILE, Shard, append, read_manifest
from detente.store.write import put_file, write_shard

Rows = dict[str, list[dict[str, object]]]
ROWS: Rows = {"articles": [{"article_id": "a-1", "text": "Oslo said so."}], "failures": [{"source": "b", "cause": "no text"}]}


def add(store: Path, shard: str, rows: Rows = ROWS) -> None:
    digests = write_shard(store, shard, rows, {})
    append(store, [Shard(shard, "detente", rows={t: len(r) for t, r in rows.items()}, sha256=digests)])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    make_folder(folder)
    add(folder, "first")
    return folder


def content(store: Path) -> dict[str, bytes]:
    return {str(p.relative_to(store)): p.read_bytes() for p in sorted(store.rglob("*")) if p.is_file()}


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, code: int) -> None:
    """Let a call of the system fail as a broken disk does."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(f"os.{name}", fail)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is a thing of Linux")
def test_d2_a_full_disk_leaves_the_old_data_and_no_half_file(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(store)
    monkeypatch.setattr("detente.store.write.secrets.token_hex", lambda _: "0")
    (store / f"articles/second.parquet.{os.getpid()}-0.partial").symlink_to("/dev/full")  # what is written there finds no room
    with pytest.raises(StoreError, match=r"articles/second\.parquet: cannot be written \(No space left on device\)\. Make room"):
        add(store, "second")
    assert content(store) == before
    assert not list(store.rglob("*.partial"))
    add(store, "second")
    assert [s.shard for s in read_manifest(store)] == ["first", "second"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_d2_whatever_the_disk_refuses_is_named_and_changes_nothing(
    store: Path, monkeypatch: pytest.MonkeyPatch, code: int, call: str
) -> None:
    before = content(store)
    if call == "replace":
        monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(code, os.strerror(code))))
    else:
        refusing(monkeypatch, call, code)
    with pytest.raises(StoreError, match=os.strerror(code)):
        put_file(store / "articles/first.parquet", b"new")
    with pytest.raises(StoreError, match=os.strerror(code)):
        derive(store, open_folder(store))
    monkeypatch.undo()
    assert content(store) == before
    assert not list(store.rglob("*.partial"))


def test_d2_a_manifest_line_that_found_no_room_does_not_count(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (store / FILE).read_bytes()
    refusing(monkeypatch, "fsync", errno.ENOSPC)
    with pytest.raises(StoreError, match=r"manifest\.jsonl: cannot be written \(No space left on device\)"):
        append(store, retired=["first"])
    monkeypatch.undo()
    (store / FILE).write_bytes(whole + b'{"shard": "sec')  # as much as found room
    assert [s.shard for s in open_folder(store).shards] == ["first"]
    add(store, "third")
    assert [s.shard for s in read_manifest(store)] == ["first", "third"]


@pytest.fixture
def read_only(store: Path) -> Iterator[Path]:
    """The store where nothing may be written; root, whom no permission stops, gets a mount of its own."""
    if os.geteuid() != 0:
        folders = [store, *(p for p in store.iterdir() if p.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        yield store
        for folder in folders:
            folder.chmod(0o755)
        return
    bound = subprocess.run(["mount", "--bind", store, store], capture_output=True, check=False).returncode == 0
    if not bound or subprocess.run(["mount", "-o", "remount,bind,ro", store], capture_output=True, check=False).returncode:
        if bound:
            subprocess.run(["umount", store], check=True)
        pytest.skip("root without the right to mount: nothing here is read-only")
    yield store
    subprocess.run(["umount", store], check=True)


def test_d2_a_read_only_store_is_read_and_says_why_it_takes_nothing(read_only: Path) -> None:
    before = content(read_only)
    assert open_folder(read_only).count("articles") == 1
    with pytest.raises(StoreError, match=r"cannot be written \((Read-only file system|Permission denied)\)"), writing(read_only):
        pass
    with pytest.raises(StoreError, match=r"articles/second\.parquet: cannot be written"):
        add(read_only, "second")
    assert content(read_only) == before


HOLD = """
import sys, time
from pathlib import Path
from detente.store.folder import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_d3_a_second_writer_is_refused_with_the_pid_until_the_first_ends(store: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, store], stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        try:
            with pytest.raises(StoreError, match=rf"process {first.pid} is writing to this store\. Wait"), writing(store):
                pass
            assert open_folder(store).count("articles") == 1  # readers are not kept out
        finally:
            first.kill()
        first.wait()
    with writing(store) as snapshot:  # however it ended
        assert snapshot.count("articles") == 1


def test_d3_readers_see_whole_shards_while_others_write(store: Path) -> None:
    """Each reader finds, at any moment, all rows of the shards that the manifest names."""
    done, seen, faults = threading.Event(), set(), []

    def read() -> None:
        while not done.is_set():
            snapshot = open_folder(store)
            counts = [pq.read_metadata(f).num_rows for f in snapshot.files("articles")]
            seen.add(len(counts))
            faults.extend(c for c in counts if c != 3)

    rows: Rows = {"articles": [{"article_id": f"a-{n}", "text": "Oslo"} for n in range(3)]}
    with writing(store):
        append(store, retired=["first"])
        reader = threading.Thread(target=read)
        reader.start()
        for number in range(40):
            add(store, f"s{number}", rows)
        done.set()
        reader.join()
    assert faults == []
    assert len(seen) > 1


def test_the_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for hold in (writing, make_folder):
        with pytest.raises(StoreError, match=r"neither empty nor a store \(it holds thesis\.txt\)"):
            hold(tmp_path).__enter__() if hold is writing else hold(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(StoreError, match="this is a file, not a folder"), writing(tmp_path / "thesis.txt"):
        pass


def test_d1_making_a_store_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    for name in ("articles", "events", "derived"):
        (tmp_path / name).mkdir()
    (tmp_path / "detente-store.json.partial").write_text('{"vers')
    (tmp_path / "lock").write_text("process 1\n")
    with writing(tmp_path) as snapshot:
        assert snapshot.shards == ()
    assert not (tmp_path / "detente-store.json.partial").exists()


def test_sweeping_removes_what_nothing_names(store: Path) -> None:
    before = content(store)
    write_shard(store, "stopped", ROWS, {})
    (store / "articles/x.parquet.9.partial").write_bytes(b"PA")
    assert sweep(store, open_folder(store).shards) == 3
    assert content(store) == before


@pytest.mark.parametrize("change", [lambda s: s.shard, lambda s: s.origin])
def test_a_manifest_gives_back_what_was_put_in(store: Path, change: Callable[[Shard], str]) -> None:
    odd = Shard("s-1", "detente", how={"model": "“é”\u2028\ud800"}, rows={}, seconds=0.5, at="2026-11-27T00:00:00Z")
    append(store, [odd])
    found = read_manifest(store)[-1]
    assert change(found) == change(odd)
    assert found.how["model"].startswith("“é”\u2028")
