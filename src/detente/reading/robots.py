"""Manners towards the hosts that are asked for pages: their robots.txt is obeyed, and they are left time between requests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

ROBOT = "detente"  # the name by which a robots.txt may speak of us
LEAST, MOST = 1.0, 30.0  # seconds between two requests to one host; a robots.txt chooses between them
_KEPT = 3600.0  # seconds that a robots.txt holds, in a process that runs for longer than one list of pages


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt allows; with ``fault`` (why it could not be read) nothing."""

    parser: Protego | None = None
    fault: str = ""

    def allow(self, url: str) -> bool:
        """Tell whether this address may be fetched. A file that is missing allows everything."""
        return not self.fault and (self.parser is None or self.parser.can_fetch(url, ROBOT))

    @property
    def delay(self) -> float:
        """Seconds that should lie between two requests, as the file asks for (Crawl-delay or Request-rate) within bounds."""
        if self.parser is None:
            return LEAST
        rate = self.parser.request_rate(ROBOT)
        asked = self.parser.crawl_delay(ROBOT) or (rate.seconds / rate.requests if rate and rate.requests else 0)
        return min(max(LEAST, float(asked)), MOST)


def read_rules(status: int, data: bytes) -> Rules:
    r"""Read the answer to a request for a robots.txt (RFC 9309): none is no rule, a server in trouble forbids everything.

    >>> read_rules(200, b"User-agent: *\nDisallow: /private").allow("https://courier.example/private/a.html")
    False
    """
    if 400 <= status < 500 and status != 429:
        return Rules()
    if not 200 <= status < 300:
        return Rules(fault=f"the server answers {status}")
    from protego import Protego

    try:
        parser = Protego.parse(data.decode("utf-8-sig", "replace"))
        Rules(parser).delay  # noqa: B018  numbers too large for a float
    except (ValueError, OverflowError):
        return Rules(fault="it cannot be understood")
    return Rules(parser)


@dataclass(slots=True)
class Manners:
    """What is known of the hosts so far: the rules by origin, and when a host may be asked again. Times in seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _rules: dict[str, tuple[float, Rules]] = field(default_factory=dict)
    _free: dict[str, float] = field(default_factory=dict)

    def rules(self, origin: str, read: Callable[[], Rules]) -> Rules:
        """Return the rules of an origin, which ``read`` fetches where they are not known."""
        known = self._rules.get(origin)
        if known is None or self.now() - known[0] > _KEPT:
            known = self._rules[origin] = (self.now(), read())
        return known[1]

    def wait(self, host: str, delay: float) -> None:
        """Wait until a host may be asked, and keep the next request ``delay`` seconds away from this one."""
        now = self.now()
        turn = max(now, self._free.get(host, now))
        self._free[host] = turn + delay
        if turn > now:
            self.sleep(turn - now)
