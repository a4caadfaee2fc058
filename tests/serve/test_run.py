"""A server in a process of its own, H3: this machine alone, unless another address is named, with a warning and the token."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from detente.errors import DetenteError
from detente.serve.run import listen


@contextmanager
def started(store: Path, *options: str) -> Iterator[tuple[str, str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "detente", "serve", "--store", str(store), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            printed = "".join(line for line in iter(process.stdout.readline, "Ctrl-C stops it.\n"))
            found = re.search(r"(http://[^/]+)/\?token=(\S+)", printed)
            assert found is not None
            yield found[1], found[2], process
        finally:
            process.terminate()
            process.wait(10)


def test_h3_it_listens_on_this_machine_alone(small: Path) -> None:
    with started(small) as (base, _, process):
        port = int(base.rpartition(":")[2])
        with urlopen(f"{base}/statements.json") as answer:
            assert answer.status == 200
        listening = table.read_text() if (table := Path(f"/proc/{process.pid}/net/tcp")).is_file() else ""
        for line in listening.splitlines()[1:]:
            address, state = line.split()[1], line.split()[3]
            if state == "0A" and int(address.rpartition(":")[2], 16) == port:
                assert address.startswith("0100007F:")


def test_h3_another_address_warns_and_asks_for_the_token(small: Path) -> None:
    with started(small, "--host", "0.0.0.0") as (base, token, process):
        assert base.startswith("http://127.0.0.1:")
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{base}/statements.json")
        assert refused.value.code == 401
        refused.value.close()
        with urlopen(Request(f"{base}/statements.json", headers={"Authorization": f"Bearer {token}"})) as answer:
            assert answer.status == 200
        process.terminate()
        assert process.stderr is not None
        assert "can be reached from other machines" in process.stderr.read()


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(DetenteError, match="--port 0 takes a free one"):
        listen("127.0.0.1", taken.getsockname()[1])
