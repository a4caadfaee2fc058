"""Starting the desk: where it listens, who gets in, and what is printed."""

from __future__ import annotations

import secrets
import socket
import sys
from contextlib import closing
from pathlib import Path

from detente.console import note
from detente.errors import DetenteError
from detente.reviews.records import own_name
from detente.serve.security import LOOPBACK, Access
from detente.settings import Settings
from detente.store.folder import REVIEWS

_LOCAL = ("127.0.0.1", "::1", "localhost")


def serve(settings: Settings, *, host: str, port: int, reviews: Path | None, reviewer: str | None, browse: bool) -> int:
    """Serve the store until it is stopped, and return the exit code.

    Raises StoreError where there is no store, and DetenteError where the address cannot be had.
    """
    import uvicorn

    from detente.serve.app import make_app
    from detente.serve.desk import Desk, Named

    folder = Path(settings.store)
    desk = Desk(folder, settings, Named(reviews or folder / REVIEWS, reviewer or own_name()))
    with closing(listen(host, port)) as listener:
        found = listener.getsockname()[1]
        local = host in _LOCAL
        hosts = LOOPBACK if local else LOOPBACK | {host.lower(), socket.gethostname().lower()}
        access = Access(secrets.token_urlsafe(24), found, hosts, local)
        shown = f"[{host}]" if ":" in host else host
        start = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else shown}:{found}/?token={access.token}"  # noqa: S104  compared, not bound
        if not local:
            note(f"{host} can be reached from other machines; they need the token, and what they read is not encrypted")
        sys.stdout.write(f"Détente looks at {folder}. Open:\n  {start}\nCtrl-C stops it.\n")
        sys.stdout.flush()
        if browse:
            import webbrowser

            webbrowser.open(start)
        config = uvicorn.Config(
            make_app(desk, access), log_level="warning", access_log=False, server_header=False, date_header=True, lifespan="on",
            timeout_graceful_shutdown=3, proxy_headers=False,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one. Raises DetenteError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        cause = getattr(error, "strerror", None) or error
        raise DetenteError(f"{host}:{port}: cannot be listened at ({cause}). Name another: --port 0 takes a free one.") from error
    return listener
