"""Which addresses are asked: the table of blocked networks, and the forms in which an address may be written."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BlockedAddress, ReadingError
from detente.reading.addresses import read_address, refuse_blocked, why_blocked


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("127.0.0.1", "this machine itself"),
        ("127.255.255.254", "this machine itself"),  # all of the network
        ("0.0.0.0", "this network"),  # Linux takes it for loopback
        ("10.1.2.3", "a private network"),
        ("172.16.0.1", "a private network"),
        ("172.31.255.255", "a private network"),
        ("192.168.1.1", "a private network"),
        ("169.254.169.254", "link-local"),  # secrets of a cloud machine
        ("168.63.129.16", "the host of a virtual machine"),
        ("100.64.0.1", "a carrier's customers"),
        ("100.100.100.200", "a carrier's customers"),  # secrets of another cloud
        ("192.0.0.192", "protocol assignments"),
        ("198.18.0.1", "benchmarks"),
        ("203.0.113.9", "documentation"),
        ("224.0.0.1", "multicast"),  # is_global says True
        ("239.255.255.250", "multicast"),
        ("255.255.255.255", "reserved"),
        ("::", "no address"),
        ("::1", "this machine itself"),
        ("::127.0.0.1", "not given out"),  # IPv4-compatible, of old
        ("::ffff:127.0.0.1", "in disguise"),
        ("::ffff:93.184.215.14", "in disguise"),  # even of a public address
        ("64:ff9b::7f00:1", "in disguise (NAT64)"),  # is_global says True
        ("64:ff9b:1::a00:1", "in disguise (NAT64)"),
        ("2001::7f00:1", "tunnels"),  # Teredo
        ("2001:db8::1", "documentation"),
        ("2002:7f00:1::", "in disguise (6to4)"),  # is_global says True
        ("3fff::1", "documentation"),
        ("5f00::1", "not given out"),
        ("fc00::1", "a private network"),
        ("fd00:ec2::254", "a private network"),  # secrets of a cloud machine
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "no IP address that stands by itself"),
        ("fec0::1", "a private network"),
        ("ff02::1", "multicast"),
        ("courier.example", "no IP address"),  # what a broken resolver might say
    ],
)
def test_s1_blocked_networks(address: str, what: str) -> None:
    assert what in (why_blocked(address) or "")
    with pytest.raises(BlockedAddress, match="is no public address"):
        refuse_blocked(address, "courier.example", "x")


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "223.255.255.255", "11.0.0.1", "2600::1",
     "2a00:1450:4001:82f::200e", "2001:4860:4860::8888", "2003::1"],
)  # fmt: skip
def test_public_addresses_may_be_asked(address: str) -> None:
    assert why_blocked(address) is None
    refuse_blocked(address, "courier.example", "x")


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_s1_the_table_blocks_whatever_python_knows_to_be_special(address: IPv4Address | IPv6Address) -> None:
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        assert why_blocked(str(address)) is not None


@pytest.mark.parametrize("network", ["127.0.0.0/8", "10.0.0.0/8", "fc00::/7", "64:ff9b::/96", "2002::/16", "::ffff:0:0/96"])
def test_s1_networks_are_blocked_from_end_to_end(network: str) -> None:
    whole = ip_network(network)
    assert why_blocked(str(whole[0]))
    assert why_blocked(str(whole[-1]))


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://courier.example", "https://courier.example/"),
        ("HTTPS://Courier.Example:443/a?b=c#d", "https://courier.example/a?b=c"),  # usual port, fragment
        ("http://courier.example.:8080/a", "http://courier.example:8080/a"),  # the root's dot
        ("https://courier.example/ä/“x”?q=ü&r=%20", "https://courier.example/%C3%A4/%E2%80%9Cx%E2%80%9D?q=%C3%BC&r=%20"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2A00:1450:0::200E]/a", "http://[2a00:1450::200e]/a"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("https://courier.example/a/http://other.example/@x", "https://courier.example/a/http://other.example/@x"),
        ("https://courier.example?next=http://127.0.0.1", "https://courier.example/?next=http://127.0.0.1"),
    ],
)
def test_an_address_is_read_into_one_form(url: str, read: str) -> None:
    assert read_address(url, url).url == read
    assert read_address(read, url).url == read


@pytest.mark.parametrize(
    "host",
    ["127.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "127.0.0.01", "127.0.1", "1.2.3.4.5",
     "256.1.1.1", "1.2.3.0x4", "courier.example.1", "１２７.1", "127。1", "0x", "[::1%25eth0]", "[fe80::1%eth0]", "[v1.x]"],
)  # fmt: skip
def test_s1_ip_addresses_in_disguise_are_refused(host: str) -> None:
    with pytest.raises((BlockedAddress, ReadingError), match=r"in disguise|no IP address that stands|this is no address"):
        read_address(f"http://{host}/", "x")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/passwd", "the scheme file: is not fetched"),
        ("ftp://courier.example/a", "the scheme ftp: is not fetched"),
        ("gopher://courier.example/a", "the scheme gopher: is not fetched"),
        ("javascript:alert(1)", "the scheme javascript: is not fetched"),
        ("data:text/html,<p>x", "the scheme data: is not fetched"),
        ("java\nscript:alert(1)", "a control character"),
        ("//courier.example/a", "without a scheme"),
        ("http://a@127.0.0.1/", "a user name or password before its host"),
        ("https://courier.example@10.0.0.1/", "a user name or password before its host"),
        ("https://:secret@courier.example/", "a user name or password before its host"),
        ("https://@courier.example/", "a user name or password before its host"),  # empty, but there
        ("http://courier.example\\@127.0.0.1/", "a backslash"),  # programs differ in where the host ends
        ("http://127.0.0.1\t.courier.example/", "a control character"),
        ("http://courier.example/a b", "a space"),
        ("http://courier.example/\ud800", "a control character"),
        ("http://courier.example:99999/", "no address"),
        ("http://courier.example:x/", "no address"),
        ("http://courier.example:0/", "no port 0"),
        ("http:///a", "no name of a host"),
        ("http:/courier.example/", "no name of a host"),
        ("http://", "no name of a host"),
        ("http://a..b/", "no name of a host"),
        ("http://%31%32%37.0.0.1/", "no name of a host"),  # percent signs in a host
        ("http://" + "a" * 300 + "/", "no name of a host"),
        ("http://[::1/", "no address"),
        ("http://a℀b.example/", "no address|no name"),  # a/c in one character
    ],
)
def test_s2_an_address_that_is_not_clear_is_refused(url: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        read_address(url, "x")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60).map(lambda rest: "http://" + rest))
def test_any_text_is_an_address_or_refused(url: str) -> None:
    try:
        address = read_address(url, "x")
    except ReadingError:
        return
    assert address.url.isascii()
    assert read_address(address.url, "x") == address
