"""Who may ask the desk, and what a browser may do with its answers: one layer around everything.

Only this machine asks: the ``Host`` must be one that the server was started for (DNS rebinding), and reading from another
machine needs the token. Writing always needs the token, and never comes from another site: ``Sec-Fetch-Site``, then ``Origin``,
as Datasette does. The token is made at the start, and stands in the address that is printed then.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.serve.problems import answer, unforeseen

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_READING = ("GET", "HEAD", "OPTIONS")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "application/json")
_BEARER = re.compile(r"Bearer +(\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: names of hosts, the token, the port (cookies of one host are shared by all ports), and whether all that
    come from this machine may read without a token.
    """

    token: str
    port: int = 0
    hosts: frozenset[str] = LOOPBACK
    local: bool = True

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the token."""
        return f"detente-{self.port}"


class Guard:
    """The layer around the app."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        """Take what to guard."""
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or hand on a request; every answer carries the headers."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def dress(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        request = Request(scope, receive)
        response = self._enter(request) or self._refuse(request)
        if response is None:
            scope["detente_may_write"] = self._known(request)
            try:
                await self._app(scope, receive, dress)
                return
            except Exception as error:
                if begun:
                    raise
                response = unforeseen(request, error)
        await response(scope, receive, dress)

    def _enter(self, request: Request) -> Response | None:
        """Take the token out of the address into a cookie, and lead to the same address without it."""
        given = request.query_params.get("token")
        if given is None or request.method != "GET" or not self._host_known(request.headers):
            return None
        if not _same(given, self._access.token):
            return answer(
                request, 403, "This token is not that of this server. The address that was printed at its start has it."
            )
        rest = [(n, v) for n, v in parse_qsl(request.url.query, keep_blank_values=True) if n != "token"]
        path = "/" + request.url.path.lstrip("/\\")
        response = RedirectResponse(f"{path}?{urlencode(rest)}" if rest else path, 303)
        response.set_cookie(self._access.cookie, self._access.token, httponly=True, samesite="strict", path="/")
        return response

    def _refuse(self, request: Request) -> Response | None:
        if not self._host_known(request.headers):
            return answer(
                request, 400, "This server answers to its own name only. Use the address that was printed at its start."
            )
        if not self._access.local and not self._known(request):
            return answer(
                request,
                401,
                "This server is open to other machines, so that reading needs its token: add ?token=… to the address.",
            )
        if request.method in _READING:
            return None
        if not _from_here(request):
            return answer(request, 403, "Writing is for pages of this server and for programs, not for other sites.")
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in _FORMS:
            return answer(request, 403, "Send a form or JSON, and say so in Content-Type.")
        if not self._known(request):
            return answer(
                request,
                403,
                "Writing needs the token of this server. Open the address that was printed at its start, or send it as "
                "'Authorization: Bearer …'.",
            )
        return None

    def _host_known(self, headers: Headers) -> bool:
        given = headers.getlist("host")
        match = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?", given[0]) if len(given) == 1 else None
        if match is None:
            return False
        name = match[1].lower()
        # An address in numbers cannot be rebound: who asks it means it.
        return name in self._access.hosts or (not self._access.local and _is_number(name))

    def _known(self, request: Request) -> bool:
        bearer = _BEARER.fullmatch(request.headers.get("authorization", ""))
        given = bearer[1] if bearer else request.cookies.get(self._access.cookie, "")
        return _same(given, self._access.token)


def _from_here(request: Request) -> bool:
    """Tell whether a browser says that its own page of this server asks; programs say nothing of it.

    ``Sec-Fetch-Site`` decides where it is there: without a referrer, the Origin of a form of our own pages is null.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin == f"{request.url.scheme}://{request.headers.get('host', '')}"


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
