"""Which addresses may be fetched: public http and https ones.

Input: a URL as given or as a server redirects to. Output: a Target with its parts; and for an IP address whether it
is public. Errors: PipelineError ``bad-url``. An address inside another (IPv4 in IPv6, 6to4, NAT64) is judged by the
one it leads to. Limits: names are judged by the addresses that they resolve to, in ``fetch``.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pipeline.errors import PipelineError

_PORTS = {"http": 80, "https": 443}
_ALLOWED = frozenset({80, 443, 8080, 8443})
_LONGEST = 4_000
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The parts of a URL that a request needs; ``path`` holds the query too."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """The parts of ``url``; raises ``bad-url`` for anything but a plain public-looking http(s) address."""

    def bad(what: str) -> PipelineError:
        return PipelineError("bad-url", url=url[:200], what=what)

    if len(url) > _LONGEST or any(char.isspace() or not char.isprintable() for char in url) or "\\" in url:
        raise bad("it is too long, or holds spaces or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise bad("it is not a well-formed address") from error
    if parts.scheme not in _PORTS:
        raise bad("only http and https are fetched")
    if not name or parts.username is not None or parts.password is not None:
        raise bad("it names no host, or holds a user name")
    if (port or _PORTS[parts.scheme]) not in _ALLOWED:
        raise bad(f"port {port} is not one of the web")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{_query(parts.query)}" if parts.query else "")
    return Target(url=url, scheme=parts.scheme, host=name, port=port or _PORTS[parts.scheme], path=path)


def _query(query: str) -> str:
    return quote(query, safe="/%:@!$&'()*+,;=~-._?")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    try:
        one = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        if inner is not None:
            return False if one.teredo or one.sixtofour else is_public(str(inner))
        if any(one in network for network in _NAT64) or one.is_site_local:
            return False
    return one.is_global and not one.is_multicast and not one.is_reserved and not one.is_unspecified
