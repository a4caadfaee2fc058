"""Pages of the web, from a site on loopback: only what is asked for, only from where it may be, and never without end."""

import ast
import gzip
import itertools
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.errors import BlockedAddress, ReadingError
from detente.reading.fetch import Fetched, Limits, fetch
from detente.reading.robots import Manners

ROBOTS = "/robots.txt"
GZIP = {"content_encoding": "gzip"}


class Clock:
    """A clock that runs only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)

    def manners(self) -> Manners:
        return Manners(lambda: self.now, self.sleep)


def get(url: str, **options: Any) -> Fetched:
    """Fetch from loopback, as a stranger to all hosts."""
    return fetch(url, **{"allowed": {"127.0.0.1"}, "manners": Clock().manners(), **options})


def fails(url: str, message: str, kind: type[ReadingError] = ReadingError, **options: Any) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        get(url, **options)
    assert type(caught.value) is kind
    assert caught.value.where == url


def resolver(**hosts: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """Answer each name (a_b for a.b) from its list: each time all of it, or of a list of lists the next."""
    left = {name.replace("_", "."): iter(a) if isinstance(a[0], list) else itertools.repeat(a) for name, a in hosts.items()}

    def resolve(host: str, port: int) -> Sequence[str]:
        assert port
        if host not in left:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return next(left[host])

    return resolve


# What comes back


def test_a_page_comes_with_what_its_server_says(site: Any) -> None:
    url = site.say("/a?b=c", "“Yes,” said Oslo.".encode("utf-16-le"), content_type="Text/HTML; charset=UTF-16LE")
    assert get(url + "#part") == Fetched(url, 200, "text/html", "utf-16le", "“Yes,” said Oslo.".encode("utf-16-le"))


def test_it_says_who_asks(site: Any) -> None:
    get(site.say("/a", "x"))
    for head in site.asked:
        assert f"\r\nUser-Agent: detente/{detente.__version__} (+reads pages that its user names)\r\n" in head
        assert f"\r\nHost: 127.0.0.1:{site.port}\r\n" in head
        assert "\r\nAccept-Encoding: gzip, deflate\r\n" in head
        assert not {"cookie:", "referer:", "authorization:"} & {line.split(" ")[0].lower() for line in head.split("\r\n")}


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("X-GZIP", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:5]) + gzip.compress(data[5:])),  # two members
        ("gzip", lambda data: gzip.compress(data) + b"\0" * 40),  # padding
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),  # bare, as some servers send it
        ("identity", lambda data: data),
    ],
)
def test_a_packed_body_is_unpacked(site: Any, coding: str, pack: Callable[[bytes], bytes]) -> None:
    body = b"Oslo said so. " * 20_000
    assert get(site.say("/a", pack(body), content_encoding=coding)).data == body


def test_a_body_without_a_length_and_one_in_chunks(site: Any) -> None:
    assert get(site.say("/a", "Oslo said so.", content_length=None)).data == b"Oslo said so."
    chunked = site.say("/b", "5\r\nOslo \r\n8\r\nsaid so.\r\n0\r\n\r\n", content_length=None, transfer_encoding="chunked")
    assert get(chunked).data == b"Oslo said so."
    assert get(site.say("/c", "", **GZIP)).data == b""


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("404 Not Found", "the server answers 404. Check the address"),
        ("403 Forbidden", "the server answers 403. The page is not open to everybody"),
        ("429 Too Many Requests", "the server answers 429. Try again later"),
        ("503 Service Unavailable", "the server answers 503. Try again later"),
        ("304 Not Modified", "the server answers 304. Save the page"),
        ("302 Found", "the server answers 302"),  # to nowhere
    ],
)
def test_another_status_is_an_error(site: Any, status: str, message: str) -> None:
    fails(site.say("/a", "Oslo said so.", status), message)


# Where is asked


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "127.0.0.2", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0.0.0.0", "0", "localhost",
     "localhost.", "127.0.0.1.", "１２７.0.0.1", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]",
     "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254",
     "100.64.0.1", "224.0.0.1", "[fc00::1]", "[fe80::1]", "[ff02::1]",
     "[::1%25lo]"],
)  # fmt: skip
def test_s1_no_form_of_an_address_reaches_a_canary(site: Any, host: str) -> None:
    started = time.monotonic()
    with pytest.raises(BlockedAddress):
        fetch(site.url("/", host))
    assert (site.connections, time.monotonic() - started < 2) == (0, True)


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["::1"], ["93.184.215.14", "127.0.0.1"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"], ["fe80::1%lo"],
     ["127.1"]],
)  # fmt: skip
def test_s1_every_address_of_a_name_is_checked(site: Any, answers: list[str]) -> None:
    fails(site.url("/", "news.example"), r"news\.example \(", BlockedAddress, allowed=(), resolve=resolver(news_example=answers))
    assert site.connections == 0


def test_s2_the_connection_goes_to_the_address_that_was_checked(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name exists nowhere, so that a second look at it would fail; and none is made."""
    looked: list[object] = []
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: (looked.append(host), real(host, *a, **k))[1])
    site.say("/a", "Oslo said so.")
    url = site.url("/a", "news.example")
    assert get(url, resolve=resolver(news_example=["127.0.0.1"])).url == url
    assert set(looked) == {"127.0.0.1"}
    assert all(f"\r\nHost: news.example:{site.port}\r\n" in head for head in site.asked)


@pytest.mark.parametrize("second", ["10.0.0.1", "::1", "169.254.169.254"])
def test_s2_a_name_that_turns_private_is_refused(site: Any, second: str) -> None:
    """127.0.0.1, which is open to the test, stands for a public address."""
    site.pages[ROBOTS] = b"HTTP/1.1 404 Not Found\r\n\r\n"
    site.say("/a", "Oslo said so.")
    url = site.url("/a", "news.example")
    fails(url, "is no public address", BlockedAddress, resolve=resolver(news_example=[["127.0.0.1"], [second]]))
    assert site.paths == [ROBOTS]
    site.say("/a", status="302 Found", location="/b")
    turning = resolver(news_example=[["127.0.0.1"], ["127.0.0.1"], [second]])
    fails(url, "is no public address", BlockedAddress, resolve=turning)
    assert site.paths == [ROBOTS, ROBOTS, "/a"]


@pytest.mark.parametrize(
    ("location", "message", "kind"),
    [
        ("http://127.0.0.2/", "this machine itself", BlockedAddress),
        ("http://169.254.169.254/latest/meta-data", "link-local", BlockedAddress),
        ("//10.0.0.1/", "a private network", BlockedAddress),
        ("http://2130706433/", "in disguise", BlockedAddress),
        ("http://127.0.0.1:22/", "a redirect to another port", BlockedAddress),
        ("file:///etc/passwd", "the scheme file: is not fetched", ReadingError),
        ("javascript:alert(1)", "the scheme javascript: is not fetched", ReadingError),
        ("http://a@127.0.0.1/", "a user name or password", ReadingError),
        ("http://a.example\\@127.0.0.1/", "a user name or password", ReadingError),
        ("http://[::1/", "no address", ReadingError),
        ("http://nowhere.example/", "no address is known for the host nowhere.example", ReadingError),
        ("", "more than 5 redirects", ReadingError),  # to itself
    ],
)
def test_s2_a_redirect_is_checked_anew(site: Any, location: str, message: str, kind: type[ReadingError]) -> None:
    fails(site.say("/a", status="302 Found", location=location), message, kind, resolve=resolver())
    assert set(site.paths) == {ROBOTS, "/a"}


def test_redirects_are_followed_five_times_and_no_more(site: Any) -> None:
    site.say("/5", "Oslo said so.")
    for n, status in enumerate(
        ("301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect")
    ):
        site.say(f"/{n}", "moved", status, location=f"/{n + 1}")
    assert get(site.url("/0")).url == site.url("/5")
    site.say("/-1", status="302 Found", location="0")
    fails(site.url("/-1"), "more than 5 redirects, the last to ")


def test_s2_twenty_redirects_are_not_followed(site: Any) -> None:
    for n in range(20):
        site.say(f"/{n}", status="302 Found", location=f"/{n + 1}")
    fails(site.url("/0"), "more than 5 redirects")
    assert site.connections == 7  # robots.txt, the page, five more


def test_a_redirect_may_hold_what_is_not_ascii(site: Any) -> None:
    site.say("/%C3%A4%20b", "Oslo said so.")
    site.say("/a", status="302 Found", location="/ä b")
    assert get(site.url("/a")).url == site.url("/%C3%A4%20b")


# https


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate for news.example, and a client's that trusts it."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-keyout", folder / "key", "-out",
         folder / "certificate"],
        check=True, capture_output=True,
    )  # fmt: skip
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "certificate", folder / "key")
    return server, ssl.create_default_context(cafile=folder / "certificate")


def test_https_checks_the_certificate_by_the_name_and_says_it(certificate: Any, open_site: Any) -> None:
    server, trust = certificate
    names: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: names.append(name)
    resolve = resolver(news_example=["127.0.0.1"], other_example=["127.0.0.1"])
    with open_site(server) as site:
        site.say("/a", "Oslo said so.")
        url = site.url("/a", "news.example", "https")
        assert get(url, resolve=resolve, trust=trust).data == b"Oslo said so."
        assert names == ["news.example"] * 2
        assert f"\r\nHost: news.example:{site.port}\r\n" in site.asked[-1]
        asked = len(site.asked)
        fails(site.url("/a", "other.example", "https"), "Hostname mismatch", resolve=resolve, trust=trust)
        fails(site.url("/a", "127.0.0.1", "https"), "IP address mismatch", resolve=resolve, trust=trust)
        fails(url, "is not to be trusted", resolve=resolve)  # nobody vouches for it
        assert len(site.asked) == asked


def test_s2_no_way_leads_from_https_to_http(certificate: Any, open_site: Any, site: Any) -> None:
    server, trust = certificate
    options = {"resolve": resolver(news_example=["127.0.0.1"]), "trust": trust}
    with open_site(server) as secured:
        secured.say("/a", status="302 Found", location="http://news.example/")
        fails(secured.url("/a", "news.example", "https"), "a redirect from https to http://news.example/", **options)


# How much


def endless(write: bytes, pause: float = 0.0, head: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Callable[[socket.socket], None]:
    """Write the same without end; a hundred megabytes or ten seconds are enough for a test."""

    def act(connection: socket.socket) -> None:
        connection.sendall(head)
        if not write:
            connection.recv(1)  # until the other side has gone
            return
        started, sent = time.monotonic(), 0
        while sent < 100_000_000 and time.monotonic() - started < 10:
            connection.sendall(write)
            sent += len(write)
            time.sleep(pause)

    return act


def test_s3_an_endless_body_stops_at_the_limit(site: Any) -> None:
    fails(site.do("/a", endless(b"x" * 65_536)), "more than 1,000,000 bytes", limits=Limits(max_bytes=1_000_000))


def test_s3_a_declared_length_over_the_limit_is_not_even_begun(site: Any) -> None:
    fails(site.say("/a", "x", content_length=10**12), "more than 10,000,000 bytes")


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),  # a body, a byte at a time
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"", mtime=0)),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),  # a header, a byte at a time
        (b"HTTP/1.1 20", b""),  # nothing more
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),  # soon, soon
    ],
)
def test_s3_a_slow_server_is_left_at_the_deadline(site: Any, head: bytes, drop: bytes) -> None:
    url = site.do("/a", endless(drop, 0.02, head))
    started = time.monotonic()
    fails(url, "not done after 0.5 seconds", limits=Limits(seconds=0.5))
    assert time.monotonic() - started < 1.5


def test_s3_a_slow_robots_txt_counts_too(site: Any) -> None:
    site.do(ROBOTS, endless(b"#", 0.02))
    started = time.monotonic()
    fails(site.say("/a", "x"), "robots.txt.*cannot be read: not done after 0.5 seconds", limits=Limits(seconds=0.5))
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("members", [1, 50])
def test_s3_a_bomb_stops_at_the_limit_and_memory_stays_flat(site: Any, members: int) -> None:
    bomb = gzip.compress(b"\0" * (100_000_000 // members)) * members  # 100 KB make 100 MB
    url = site.say("/a", bomb, **GZIP)
    del bomb
    tracemalloc.start()
    try:
        fails(url, "more than 24,262,144 bytes", limits=Limits(max_bytes=24_262_144))  # as much as a file may have
        assert tracemalloc.get_traced_memory()[1] < 64_000_000
    finally:
        tracemalloc.stop()


def test_s3_many_headers(site: Any) -> None:
    site.pages["/a"] = b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: x\r\n" % n for n in range(10_000)) + b"\r\n"
    fails(site.url("/a"), r"is not proper HTTP \(got more than 100 headers\)")
    site.pages["/b"] = b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n"
    fails(site.url("/b"), "is not proper HTTP")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "not proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5, 7\r\n\r\nshort", "not proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nshort", "not proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort", "not proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nOslo said so.", "the body is no gzip"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n\xff\xff\xff", "the body is no deflate"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"Oslo said so.", mtime=0)[:-3], "cut short"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx", "packed as 'br', which was not asked for"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\nx", "packed as 'gzip, gzip', which was not asked for"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "not proper HTTP"),
        (b"", "not proper HTTP"),
    ],
)
def test_s3_a_lying_or_broken_answer_is_an_error(site: Any, page: bytes, message: str) -> None:
    site.pages["/a"] = page
    fails(site.url("/a"), message)


def test_a_length_that_is_too_short_or_no_length(site: Any) -> None:
    assert get(site.say("/a", "Oslo said so.", content_length=4)).data == b"Oslo"
    for length in (-5, "none", "9" * 6000):
        assert get(site.say("/b", "Oslo said so.", content_length=length)).data == b"Oslo said so."


def test_nobody_there(site: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    fails(url, r"robots.txt.*no connection to 127.0.0.1:\d+ \(Connection refused\)")
    fails("http://news.example/", "no address is known for the host news.example", resolve=resolver())


# Manners


def test_robots_txt_is_obeyed_and_asked_for_once(site: Any) -> None:
    site.say(ROBOTS, "User-agent: *\nDisallow: /private\n\nUser-agent: detente\nDisallow: /secret\n")
    manners = Clock().manners()
    for path in ("/private/a", "/a"):
        assert get(site.say(path, "Oslo said so."), manners=manners).data
    fails(site.say("/secret/b", "x"), "robots.txt forbids programs to fetch", manners=manners)
    site.say("/moved", status="302 Found", location="/secret/b")
    fails(site.url("/moved"), r"forbids programs to fetch \S+/secret/b\.", manners=manners)
    assert site.paths == [ROBOTS, "/private/a", "/a", "/moved"]


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        ("404 Not Found", "User-agent: *\nDisallow: /", None),  # missing: nothing is forbidden
        ("403 Forbidden", "", None),
        ("200 OK", "", None),
        ("200 OK", "<html>no such page</html>", None),
        ("200 OK", "\ufeffUser-agent: *\nDisallow: /", "forbids programs"),  # behind a byte order mark
        ("500 Internal Server Error", "", "cannot be read: the server answers 500"),
        ("503 Service Unavailable", "", "cannot be read: the server answers 503"),
        ("429 Too Many Requests", "", "cannot be read: the server answers 429"),
        ("200 OK", "#" * 1_100_000, "cannot be read: more than 1,048,576 bytes"),
    ],
)
def test_robots_txt_that_is_missing_or_out_of_reach(site: Any, status: str, body: str, message: str | None) -> None:
    site.say(ROBOTS, body, status)
    url = site.say("/a", "Oslo said so.")
    if message is None:
        assert get(url).data
    else:
        fails(url, message)
        assert site.paths == [ROBOTS]


def test_robots_txt_is_fetched_through_the_same_guard(site: Any) -> None:
    site.say(ROBOTS, status="302 Found", location="http://10.0.0.1/robots.txt")
    fails(site.say("/a", "x"), "a private network", BlockedAddress)
    site.say(ROBOTS, status="302 Found", location="/rules")
    site.say("/rules", "User-agent: *\nDisallow: /")
    fails(site.url("/a"), "forbids programs")


@pytest.mark.parametrize(
    ("robots", "pause"),
    [
        ("", 1),
        ("User-agent: *\nCrawl-delay: 7", 7),
        ("User-agent: *\nCrawl-delay: 3600", 30),
        ("User-agent: *\nCrawl-delay: 0", 1),
        ("User-agent: *\nRequest-rate: 1/5", 5),
        ("User-agent: *\nRequest-rate: 0/5", 1),
    ],
)
def test_a_host_is_left_in_peace_between_two_requests(site: Any, robots: str, pause: float) -> None:
    clock = Clock()
    manners = clock.manners()
    site.say(ROBOTS, robots)
    for path in ("/a", "/b", "/c"):
        get(site.say(path, "x"), manners=manners)
    assert clock.slept == [pause, pause]
    clock.now += 100
    get(site.url("/a"), manners=manners)
    assert clock.slept == [pause, pause]
    site.say("/d", status="302 Found", location="/a")
    get(site.url("/d"), manners=manners)  # two requests
    assert len(clock.slept) == 4


def test_hosts_do_not_wait_for_each_other(site: Any) -> None:
    clock = Clock()
    manners, resolve = clock.manners(), resolver(a_example=["127.0.0.1"], b_example=["127.0.0.1"])
    site.say("/a", "x")
    for host in ("a.example", "b.example"):
        get(site.url("/a", host), manners=manners, resolve=resolve)
    assert clock.slept == []
    assert site.paths == [ROBOTS, "/a", ROBOTS, "/a"]


def test_rules_are_read_again_after_an_hour(site: Any) -> None:
    clock = Clock()
    manners = clock.manners()
    site.say(ROBOTS, status="503 Service Unavailable")
    fails(site.say("/a", "x"), "answers 503", manners=manners)
    site.say(ROBOTS, "")
    fails(site.url("/a"), "answers 503", manners=manners)
    clock.now = 3601
    assert get(site.url("/a"), manners=manners).data == b"x"


def test_a_pause_does_not_count_against_the_deadline(site: Any) -> None:
    manners = Manners(sleep=lambda _seconds: time.sleep(0.6))
    for path in ("/a", "/b"):
        assert get(site.say(path, "x"), manners=manners, limits=Limits(seconds=0.5)).data == b"x"


# What the package promises


def test_the_proxies_of_the_environment_are_not_asked(site: Any, open_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_site() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        assert get(site.say("/a", "x")).data == b"x"
        assert proxy.connections == 0


def test_only_fetch_opens_a_socket() -> None:
    """No other module imports what could: sockets, TLS, HTTP clients, mail, file transfer; the desk listens."""
    clients = {"socket", "ssl", "http", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "asyncio",
               "ftplib", "smtplib", "telnetlib", "socketserver", "xmlrpc"}  # fmt: skip
    source = Path(detente.__file__).parent
    found: dict[str, set[str]] = {}
    for path in sorted(source.rglob("*.py")):
        names: set[str] = set()
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if any(client.split(".")[0] in text for client in clients) else ():
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        used = {client for client in clients for name in names if name == client or name.startswith(client + ".")}
        if used:
            found[path.relative_to(source).as_posix()] = used
    assert found.pop("serve/run.py") == {"socket"}  # listens (tests/serve/test_run.py)
    assert found.pop("serve/problems.py") == {"http"}  # the words of HTTPStatus
    assert set(found) == {"reading/fetch.py"}
    assert {"socket", "ssl", "urllib3"} <= found["reading/fetch.py"]


def test_no_connection_is_left_open(site: Any) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("open files are counted in /proc, which is not here")
    site.say("/a", "x" * 100_000)
    site.pages["/b"] = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"
    before = len(list(descriptors.iterdir()))
    for _ in range(20):
        get(site.url("/a"))
        with suppress(ReadingError):
            get(site.url("/b"))
    time.sleep(0.1)  # the site closes its side
    assert len(list(descriptors.iterdir())) <= before + 2
