"""A site on loopback: it answers as it is told to, and counts who connects."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest

Answer = bytes | Callable[[socket.socket], None]


@dataclass
class Site:
    """``pages`` are answers by path; ``asked`` are the heads of requests, ``connections`` counts all, even silent ones."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def paths(self) -> list[str]:
        return [head.split(" ", 2)[1] for head in self.asked]

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def say(self, path: str, body: bytes | str = b"", status: str = "200 OK", **headers: object) -> str:
        """Answer so at this path, and return its address; a header that is None is left out."""
        data = body.encode() if isinstance(body, str) else body
        lines = {"content_type": "text/plain; charset=utf-8", "content_length": len(data), **headers}
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items() if value is not None)
        self.pages[path] = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data
        return self.url(path)

    def do(self, path: str, act: Callable[[socket.socket], None]) -> str:
        """Let a function write the answer, and return the address."""
        self.pages[path] = act
        return self.url(path)

    def serve(self, connection: socket.socket, context: ssl.SSLContext | None) -> None:
        with suppress(OSError), connection:
            connection.settimeout(5)
            with context.wrap_socket(connection, server_side=True) if context else connection as secured:
                head = b""
                while b"\r\n\r\n" not in head and (more := secured.recv(4096)):
                    head += more
                if head:
                    self.asked.append(head.decode("latin-1"))
                    said = self.pages.get(self.paths[-1], b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                    said(secured) if callable(said) else secured.sendall(said)


@contextmanager
def _open_site(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.02)
        site, closing = Site(listener.getsockname()[1]), threading.Event()
        served: list[threading.Thread] = []

        def listen() -> None:
            while not closing.is_set():
                with suppress(TimeoutError):
                    connection, _ = listener.accept()
                    site.connections += 1
                    served.append(threading.Thread(target=site.serve, args=(connection, context), daemon=True))
                    served[-1].start()

        listening = threading.Thread(target=listen, daemon=True)
        listening.start()
        try:
            yield site
        finally:
            closing.set()
            for thread in (listening, *served):
                thread.join(6)


@pytest.fixture
def open_site() -> Callable[..., object]:
    """Open one more site, in a with-block; with an SSL context it speaks https."""
    return _open_site


@pytest.fixture
def site() -> Iterator[Site]:
    with _open_site() as opened:
        yield opened
