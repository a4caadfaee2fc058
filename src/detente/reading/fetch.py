"""Fetch a page of the web: the only module that opens a socket.

A host is resolved here, once for each request; every address that it has is checked, and the connection goes to one of those
that were checked. So a name cannot mean one machine while it is checked and another while it is asked. urllib3 speaks HTTP over
that connection, with the name of the host for its certificate. The proxies of the environment are not used: a proxy would
resolve the name by itself, behind the check.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from importlib.metadata import version
from urllib.parse import quote, urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from detente.errors import BlockedAddress, ReadingError
from detente.reading.addresses import PORTS, WebAddress, is_ip, read_address, refuse_blocked
from detente.reading.body import CODINGS, join_body, media_type, too_long
from detente.reading.robots import ROBOT, Manners, Rules, read_rules

USER_AGENT = f"{ROBOT}/{version('detente')} (+reads pages that its user names)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,text/plain,application/json,application/rss+xml,application/atom+xml,*/*;q=0.5",
    "Accept-Language": "en",
    "Accept-Encoding": ", ".join(CODINGS),
    "Connection": "close",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
_ROBOTS_BYTES = 1 << 20  # RFC 9309 asks for half of it at least
_CONNECTING = 10.0  # seconds for one of the addresses of a host, so that a dead one leaves time for the next
_SAVE = "Save the page in a browser and give the path of the file."
_LATER = "Try again later, or save the page in a browser and give the path of the file."
_HOSTS = Manners()  # of this process, for a host is asked by all of it

Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent: the address after all redirects, the status, media type and charset as it names them, the bytes."""

    url: str
    status: int
    content_type: str
    charset: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take: bytes of a body, as sent and unpacked; seconds over all its requests, without the pauses
    that manners ask for; redirects. http.client itself takes no more than 100 headers, of 64 KB each. The look-up of a name is
    counted but cannot be broken off: the system gives it up by itself.
    """

    max_bytes: int = 10_000_000
    seconds: float = 30.0
    redirects: int = 5


def resolve_host(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, in the order that the system prefers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),
    manners: Manners = _HOSTS,
    allowed: Container[str] = (),
    resolve: Resolve = resolve_host,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """Fetch an address of the web that a user named, where its robots.txt allows that.

    Redirects are followed, each checked anew; none leads from https to http, or to a port other than 80, 443 and that of
    ``url``. ``allowed`` are IP addresses that are asked although they lie in a blocked network, ``trust`` says which
    certificates count. Raises BlockedAddress for such a network, ReadingError for all else: an address that is not clear, a
    status other than 2xx, a limit that is passed.
    """
    visit = _Visit(url, limits, manners, allowed, resolve, trust or _system_trust(), time.monotonic() + limits.seconds)
    fetched = visit.follow(read_address(url, url), asking=True)
    if not 200 <= fetched.status < 300:
        raise ReadingError(url, f"the server answers {fetched.status}", _remedy(fetched.status))
    return fetched


@dataclass(slots=True)
class _Visit:
    """One fetch: ``where`` was named for it, and until ``end`` (as time.monotonic counts) it must be done."""

    where: str
    limits: Limits
    manners: Manners
    allowed: Container[str]
    resolve: Resolve
    trust: ssl.SSLContext
    end: float

    def follow(self, address: WebAddress, *, asking: bool) -> Fetched:
        """Fetch, and go where redirects lead. ``asking`` is for pages: robots.txt is asked first, and the host left in peace."""
        ports = {*PORTS.values(), address.port}
        most = self.limits.max_bytes if asking else _ROBOTS_BYTES
        for _ in range(self.limits.redirects + 1):
            if asking:
                self._ask(address)
            answer, location = self._get(address, most)
            if location is None:
                return answer
            address = self._next(address, location, ports)
        raise ReadingError(self.where, f"more than {self.limits.redirects} redirects, the last to {address.url}", _SAVE)

    def _next(self, address: WebAddress, location: str, ports: Container[int]) -> WebAddress:
        try:
            # http.client reads headers as Latin-1; what is not ASCII was UTF-8 most likely, and is quoted byte by byte
            target = urljoin(address.url, quote(location.encode("latin-1", "replace"), safe="%/:?#[]@!$&'()*+,;=-._~|"))
        except ValueError as error:
            raise ReadingError(self.where, f"a redirect to {location!r}, which is no address", _SAVE) from error
        following = read_address(target, self.where)
        if (address.scheme, following.scheme) == ("https", "http"):
            raise ReadingError(self.where, f"a redirect from https to {following.url}, which anyone could alter", _SAVE)
        if following.port not in ports:
            raise BlockedAddress(self.where, f"a redirect to another port, {following.url}", "Give that address itself.")
        return following

    def _ask(self, address: WebAddress) -> None:
        """Wait for the turn of this request; raises ReadingError where the robots.txt forbids it."""
        rules = self.manners.rules(address.origin, lambda: self._rules(address))
        if rules.fault:
            cause = f"{address.origin}/robots.txt, which says what may be fetched, cannot be read: {rules.fault}"
            raise ReadingError(self.where, cause, _LATER)
        if not rules.allow(address.url):
            raise ReadingError(self.where, f"{address.origin}/robots.txt forbids programs to fetch {address.url}", _SAVE)
        before = time.monotonic()
        self.manners.wait(address.host, rules.delay)
        self.end += time.monotonic() - before

    def _rules(self, address: WebAddress) -> Rules:
        robots = WebAddress(address.scheme, address.host, address.port, "/robots.txt")
        try:
            answer = self.follow(robots, asking=False)
        except BlockedAddress:
            raise
        except ReadingError as error:
            return Rules(fault=error.cause)
        return read_rules(answer.status, answer.data)

    def _get(self, address: WebAddress, most: int) -> tuple[Fetched, str | None]:
        """Make one request; the second is where it redirects to."""
        with self._watched(self._connect(address)) as connection:
            headers = {"Host": address.netloc, **_HEADERS}
            connection.request("GET", address.path, headers=headers, preload_content=False, decode_content=False)
            with connection.getresponse() as response:
                location = response.headers.get("location") if response.status in _REDIRECTS else None
                data = b"" if location is not None else self._body(response, most)
        content_type, charset = media_type(response.headers.get("content-type", ""))
        return Fetched(address.url, response.status, content_type, charset, data), location

    def _addresses(self, address: WebAddress) -> Sequence[str]:
        """Resolve the host; raises BlockedAddress where any one of its addresses is blocked."""
        try:
            found = [address.host] if is_ip(address.host) else self.resolve(address.host, address.port)
        except (OSError, UnicodeError) as error:
            remedy = "Check the address, and the connection to the network."
            raise ReadingError(self.where, f"no address is known for the host {address.host}", remedy) from error
        for ip in found:
            if ip not in self.allowed:
                refuse_blocked(ip, address.host, self.where)
        return found

    def _connect(self, address: WebAddress) -> HTTPConnection:
        """Connect to the first address of the host that answers."""
        fault: Exception | None = None
        for ip in self._addresses(address):
            left = self.end - time.monotonic()
            if left <= 0:
                break
            if address.scheme == "https":
                connection: HTTPConnection = HTTPSConnection(
                    ip, address.port, timeout=min(left, _CONNECTING), ssl_context=self.trust, cert_reqs="CERT_REQUIRED",
                    server_hostname=address.host,
                )  # fmt: skip
            else:
                connection = HTTPConnection(ip, address.port, timeout=min(left, _CONNECTING))
            try:
                connection.connect()
            except (HTTPError, OSError) as error:
                connection.close()
                fault = error
            else:
                return connection
        if isinstance(fault, ssl.SSLCertVerificationError):
            cause = f"the certificate of {address.host} is not to be trusted ({fault.verify_message})"
            raise ReadingError(self.where, cause, "Do not trust what stands there, or save the page in a browser.") from fault
        raise ReadingError(self.where, f"no connection to {address.netloc}{_reason(fault)}", _LATER) from fault

    @contextmanager
    def _watched(self, connection: HTTPConnection) -> Iterator[HTTPConnection]:
        """Close the connection at the end, or when the time is over: a byte a second never passes the limit of a single read."""
        expired = threading.Event()
        sock, left = connection.sock, max(self.end - time.monotonic(), 0.001)

        def stop() -> None:
            expired.set()
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not that of SSLSocket, which another thread may be reading

        timer = threading.Timer(left, stop)
        timer.daemon = True
        connection.timeout = left
        timer.start()
        try:
            yield connection
        except (ReadingError, HTTPError, HTTPException, OSError, ValueError) as error:
            if time.monotonic() < self.end and not expired.is_set():
                if isinstance(error, ReadingError):
                    raise
                cause = f"{connection.host} answers something that is not proper HTTP{_reason(error)}"
                raise ReadingError(self.where, cause, _LATER) from error
            expired.set()
        finally:
            timer.cancel()
            connection.close()
            with suppress(OSError):  # urllib3 leaves the socket to an answer whose lengths contradict each other
                socket.close(sock.detach())
        if expired.is_set():
            raise ReadingError(self.where, f"not done after {self.limits.seconds:g} seconds", _LATER)

    def _body(self, response: BaseHTTPResponse, most: int) -> bytes:
        if (response.length_remaining or 0) > most:
            raise too_long(most, self.where)
        chunks = iter(lambda: response.read(_CHUNK, decode_content=False), b"")
        return join_body(chunks, most, self.where, response.headers.get("content-encoding", ""))


@cache
def _system_trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _reason(error: Exception | None) -> str:
    """Word what the system or the library says, in brackets."""
    if error is None:
        return ""
    inner = next((e for e in (error, error.__cause__) if isinstance(e, OSError) and e.strerror), None)
    return f" ({inner.strerror if inner else str(error) or type(error).__name__})"


def _remedy(status: int) -> str:
    if status in (404, 410):
        return "Check the address: there is no page."
    if status in (401, 403, 451):
        return f"The page is not open to everybody, or not to programs. {_SAVE}"
    return _LATER if status == 429 or status >= 500 else _SAVE
