"""Addresses of the web: how one must be written, and which networks are never asked.

``ipaddress.is_global`` is not enough: it takes 64:ff9b::/96 and 2002::/16, which lead to any IPv4 address, and multicast for
public. The table follows the IANA registries of special-purpose addresses (RFC 6890 and its updates).
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

from detente.errors import BlockedAddress, ReadingError

PORTS = {"http": 80, "https": 443}
_REMEDY = "Only public addresses are fetched: save the page as a file and give its path."
# A space, a backslash or a control character is read one way by one program and another way by the next.
_UNCLEAR = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff]")
_HOST = re.compile(r"(?!-)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH = "/%:@!$&'()*+,;=~?-._[]|"  # what of a path or a query stays as it was written

# The first network that an address lies in tells what it is; of IPv6 only 2000::/3 is given out.
_BLOCKED = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "shared by a carrier's customers"),
        ("127.0.0.0/8", "this machine itself"),
        ("168.63.129.16/32", "the host of a virtual machine"),
        ("169.254.0.0/16", "link-local, where clouds keep their secrets"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "a relay of 6to4"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "no address"),
        ("::1/128", "this machine itself"),
        ("::ffff:0:0/96", "an IPv4 address in disguise"),
        ("64:ff9b::/96", "an IPv4 address in disguise (NAT64)"),
        ("64:ff9b:1::/48", "an IPv4 address in disguise (NAT64)"),
        ("100::/64", "where packets are discarded"),
        ("2001::/23", "protocol assignments, tunnels among them"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "an IPv4 address in disguise (6to4)"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "multicast"),
        ("::/3", "not given out"),
        ("4000::/2", "not given out"),
        ("8000::/1", "not given out"),
    )
)


def why_blocked(address: str) -> str | None:
    """Say in which blocked network an IP address lies; None where it may be asked.

    >>> why_blocked("64:ff9b::7f00:1")
    'an IPv4 address in disguise (NAT64), 64:ff9b::/96'
    """
    number = _ip_address(address)
    if number is None or getattr(number, "scope_id", None):
        return "no IP address that stands by itself"
    return next((f"{what}, {network}" for network, what in _BLOCKED if number in network), None)


def is_ip(host: str) -> bool:
    """Tell whether a host is written as an IP address."""
    return _ip_address(host) is not None


def refuse_blocked(address: str, host: str, where: str) -> None:
    """Raise BlockedAddress where ``host`` stands for an address that is never asked."""
    why = why_blocked(address)
    if why is not None:
        named = host if host == address else f"{host} ({address})"
        raise BlockedAddress(where, f"{named} is no public address ({why})", _REMEDY)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that is written as it must be: ``host`` in lower case and ASCII, ``path`` with its query, quoted."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """The host, in brackets where it needs them, and the port where it is not the usual one: the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path


def read_address(url: str, where: str) -> WebAddress:
    """Read an address of the web; raises ReadingError for one that is not clear, BlockedAddress for an IP address in disguise.

    Only http and https, no name or password before the host. A fragment is left out.
    """
    if _UNCLEAR.search(url):
        cause = "the address holds a space, a backslash or a control character"
        raise ReadingError(where, cause, "Copy it from the address bar of a browser.")
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError as error:
        raise ReadingError(where, f"this is no address ({error})", "Copy it from the address bar of a browser.") from error
    if scheme not in PORTS:
        seen = f"the scheme {scheme}:" if scheme else "an address without a scheme"
        raise ReadingError(where, f"{seen} is not fetched", "Give an address that begins with https:// or http://.")
    if "@" in parts.netloc:
        raise ReadingError(where, "the address has a user name or password before its host", "Give it without them.")
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_PATH)
    port = PORTS[scheme] if port is None else port
    if port == 0:
        raise ReadingError(where, "there is no port 0", "Leave the port out.")
    return WebAddress(scheme, _host(host, "[" in parts.netloc, where), port, path)


def _host(host: str, bracketed: bool, where: str) -> str:
    """Return the host in ASCII. Whatever ends in a number is an IP address (as the WHATWG reads it), and must be a plain one."""
    if bracketed:
        number = _ip_address(host)
        if number is None or "%" in host:
            raise BlockedAddress(where, f"[{host}] is no IP address that stands by itself", _REMEDY)
        return str(number)
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    name = name.removesuffix(".")
    if len(name) > 253 or not _HOST.fullmatch(name):
        raise ReadingError(where, f"{host!r} is no name of a host", "Copy the address from the address bar of a browser.")
    if _NUMBER.fullmatch(name.rpartition(".")[2]) and _ip_address(name) is None:
        raise BlockedAddress(where, f"{name} is an IP address in disguise", "Write it as four numbers, such as 93.184.215.14.")
    return name


def _ip_address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
