"""Addresses: nothing private is ever asked, however it is written, resolved or redirected to. No network is used."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

import pytest

from pipeline.errors import PipelineError
from pipeline.read.addresses import Target, is_public, target_of
from pipeline.read.fetch import Fetched, fetch

PUBLIC = "93.184.216.34"


class Page:
    """A server's answer."""

    def __init__(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.status = status
        self._body = body
        self._headers = {name.replace("_", "-").lower(): value for name, value in headers.items()}

    def getheader(self, name: str, default: str = "") -> str:
        return self._headers.get(name.lower(), default)

    def read1(self, amount: int) -> bytes:
        data, self._body = self._body[:amount], self._body[amount:]
        return data


class Web:
    """A web of pages and names; keeps what was asked of which address."""

    def __init__(self, pages: dict[str, Page], names: dict[str, Sequence[str]] | None = None) -> None:
        self.pages, self.names = pages, names or {}
        self.asked: list[tuple[str, str]] = []

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        return tuple(self.names.get(host, [PUBLIC]))

    def ask(self, target: Target, address: str, seconds: float) -> Page:
        self.asked.append((target.url, address))
        return self.pages[target.url]

    def get(self, url: str, most: int = 1000, seconds: int = 5) -> Fetched:
        return fetch(url, most=most, seconds=seconds, resolve=self.resolve, ask=self.ask)


def code(web: Web, url: str, **limits: int) -> str:
    with pytest.raises(PipelineError) as error:
        web.get(url, **limits)
    return error.value.code


def test_a_page_comes_from_the_address_that_was_checked() -> None:
    web = Web({"https://example.org/a": Page(body=b"hello", Content_Type="text/html; charset=utf-8")})
    assert web.get("https://example.org/a") == Fetched(url="https://example.org/a", data=b"hello", media="text/html")
    assert web.asked == [("https://example.org/a", PUBLIC)]


REFUSED = [
    "file:///etc/passwd",
    "ftp://example.org/a",
    "gopher://example.org/",
    "javascript:alert(1)",
    "data:text/plain,a",
    "//example.org/a",
    "http://",
    "http://user:secret@example.org/",
    "http://example.org:22/",
    "http://example.org:0x50/",
    "http://example.org/a b",
    "http://example.org/a\nHost: x",
    "http://example.org\\@127.0.0.1/",
    "http://" + "a" * 5000 + "/",
    "http://[::1/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_addresses_that_are_refused_before_any_look_up(url: str) -> None:
    web = Web({})
    assert code(web, url) == "bad-url"
    assert web.asked == []


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "localhost", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)
    web = Web({"http://example.org/": Page()}, {"example.org": [address]})
    assert code(web, "http://example.org/") == "bad-url"
    assert web.asked == []


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough() -> None:
    web = Web({"http://example.org/": Page()}, {"example.org": [PUBLIC, "127.0.0.1"]})
    assert code(web, "http://example.org/") == "bad-url"


WRITTEN = ["http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://127.1/", "http://localhost/",
           "http://[::ffff:7f00:1]/", "http://①②⑦.⓪.⓪.①/", "http://localhost./"]  # fmt: skip


@pytest.mark.parametrize("url", WRITTEN)
def test_other_ways_to_write_a_private_address(url: str) -> None:
    """However the system resolves them, it is the address that is judged."""
    web = Web({}, {target_of(url).host: ["127.0.0.1"]} if _well_formed(url) else {})
    assert code(web, url) == "bad-url"
    assert web.asked == []


def _well_formed(url: str) -> bool:
    try:
        target_of(url)
    except PipelineError:
        return False
    return True


ONWARD = [
    "http://127.0.0.1/",
    "http://inside.example/",
    "file:///etc/passwd",
    "//inside.example/x",
    "ftp://example.org/",
]


@pytest.mark.parametrize("location", ONWARD)
def test_redirects_are_checked_the_same_way(location: str) -> None:
    names = {"inside.example": ["10.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
    web = Web({"http://example.org/": Page(302, Location=location)}, names)
    assert code(web, "http://example.org/") == "bad-url"
    assert len(web.asked) == 1


def test_redirects_that_are_fine_and_those_without_end() -> None:
    pages = {
        "http://example.org/": Page(301, Location="https://example.org/b"),
        "https://example.org/b": Page(body=b"here"),
        "https://example.org/loop": Page(302, Location="/loop"),
        "https://example.org/down": Page(302, Location="http://example.org/"),
    }
    web = Web(pages)
    assert web.get("http://example.org/").url == "https://example.org/b"
    assert code(web, "https://example.org/loop") == "bad-url"
    assert code(web, "https://example.org/down") == "bad-url"


class Names(Web):
    """A name that leads elsewhere at the second look-up."""

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        self.names = {host: [PUBLIC] if not self.names else ["127.0.0.1"]}
        return tuple(self.names[host])


def test_a_name_that_changes_is_looked_up_once_and_used_as_checked() -> None:
    web = Names({"http://example.org/": Page(body=b"x")})
    web.get("http://example.org/")
    assert web.asked == [("http://example.org/", PUBLIC)]


def test_size_is_bounded_packed_or_not() -> None:
    packed = gzip.compress(b"a" * 10_000_000)
    pages = {
        "http://example.org/big": Page(body=b"a" * 2000),
        "http://example.org/bomb": Page(body=packed, Content_Encoding="gzip"),
        "http://example.org/fine": Page(body=gzip.compress(b"hello"), Content_Encoding="gzip"),
        "http://example.org/odd": Page(body=b"x", Content_Encoding="br"),
        "http://example.org/torn": Page(body=b"no gzip", Content_Encoding="gzip"),
        "http://example.org/404": Page(404),
    }
    web = Web(pages)
    assert code(web, "http://example.org/big") == "too-large"
    assert code(web, "http://example.org/bomb", most=100_000) == "too-large"
    assert web.get("http://example.org/fine").data == b"hello"
    assert {code(web, f"http://example.org/{name}") for name in ("odd", "torn", "404")} == {"no-answer"}


def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr("pipeline.read.fetch.monotonic", lambda: float(next(clock)))
    web = Web({"http://example.org/": Page(body=b"a" * 10_000_000)})
    assert code(web, "http://example.org/", most=100_000_000, seconds=20) == "no-answer"


def test_a_host_that_is_not_known() -> None:
    def unknown(host: str, port: int) -> tuple[str, ...]:
        raise OSError("no such host")

    with pytest.raises(PipelineError) as error:
        fetch("http://example.org/", most=1, seconds=1, resolve=unknown)
    assert error.value.code == "no-answer"


def test_the_parts_of_a_target() -> None:
    one = target_of("https://예시.example:8443/길/a?q=가&b=1#part")
    assert (one.scheme, one.port, one.host) == ("https", 8443, "xn--vv4b11d.example")
    assert one.path.isascii()
    assert one.path.startswith("/%EA%B8%B8/a?q=")
    assert one.authority == "xn--vv4b11d.example:8443"
