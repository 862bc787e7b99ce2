"""A URL → its bytes, only when a user gave it: checked, bounded, from the address that was checked.

Input: a URL, a limit in bytes and in seconds. Output: Fetched: the bytes as sent, the last address, the media type.
Errors: PipelineError ``bad-url``, ``no-answer``, ``too-large``. The name is resolved once, every address of it must be
public, and the connection goes to the one that was checked, so that a second look-up cannot lead elsewhere; each
redirect is checked the same way. No cookies, no proxy, no script. Limits: https to http is not followed.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Protocol
from urllib.parse import urljoin

from pipeline.errors import PipelineError
from pipeline.read.addresses import Target, is_public, target_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_STEP = 65_536
_HEADERS = {
    "User-Agent": "event-pipeline (fetches single addresses that its user names)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, text/*",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}


class Answer(Protocol):
    """What a server sends: the part of ``http.client.HTTPResponse`` that is used."""

    status: int

    def getheader(self, name: str, default: str = "") -> str:
        """One header."""
        ...

    def read1(self, amount: int) -> bytes:
        """The next bytes, as many as have come."""
        ...


Resolve = Callable[[str, int], tuple[str, ...]]
"""(host, port) → the IP addresses."""
Ask = Callable[[Target, str, float], Answer]
"""(target, the IP address to connect to, seconds) → the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came: ``url`` is the last address, ``media`` the media type without parameters."""

    url: str
    data: bytes
    media: str


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def ask(target: Target, address: str, seconds: float) -> Answer:
    """Send the request to exactly that address; the certificate is checked against the name."""
    stream = socket.create_connection((address, target.port), timeout=seconds)
    # the timeout of a socket is for each read: a server that drips would hold the line for hours
    watch = threading.Timer(seconds, _hang_up, (stream,))
    watch.daemon = True
    watch.start()
    if target.scheme == "https":
        stream = ssl.create_default_context().wrap_socket(stream, server_hostname=target.host)
    connection = http.client.HTTPConnection(target.host, target.port, timeout=seconds)
    connection.sock = stream
    connection.request("GET", target.path, headers=_HEADERS | {"Host": target.authority})
    return connection.getresponse()  # type: ignore[return-value]


def _hang_up(stream: socket.socket) -> None:
    with suppress(OSError):
        stream.shutdown(socket.SHUT_RDWR)


def fetch(url: str, *, most: int, seconds: int, resolve: Resolve = resolve, ask: Ask = ask) -> Fetched:
    """Fetch one address, following up to five redirects."""
    until = monotonic() + seconds
    target = target_of(url)
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _answer(target, until, resolve, ask)
        if answer.status not in _REDIRECTS:
            return _fetched(target, answer, most, until)
        onward = target_of(urljoin(target.url, answer.getheader("Location")))
        if target.scheme == "https" and onward.scheme == "http":
            raise PipelineError("bad-url", url=url, what="it redirects from https to http")
        target = onward
    raise PipelineError("bad-url", url=url, what=f"it redirects more than {_MOST_REDIRECTS} times")


def _answer(target: Target, until: float, resolve: Resolve, ask: Ask) -> Answer:
    try:
        addresses = resolve(target.host, target.port)
    except (OSError, UnicodeError) as error:
        raise PipelineError("no-answer", url=target.url, what="its host is not known") from error
    if not addresses or not all(map(is_public, addresses)):
        raise PipelineError("bad-url", url=target.url, what="its host is not on the public internet")
    try:
        return ask(target, addresses[0], _left(target, until))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise PipelineError("no-answer", url=target.url, what=error or type(error).__name__) from error


def _fetched(target: Target, answer: Answer, most: int, until: float) -> Fetched:
    if answer.status != 200:
        raise PipelineError("no-answer", url=target.url, what=f"the server says {answer.status}")
    coding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise PipelineError("no-answer", url=target.url, what=f"it is packed as {coding[:20]}")
    unpack = None if coding == "identity" else zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    size = 0
    try:
        while data := answer.read1(_STEP):
            parts.append(unpack.decompress(data, most + 1 - size) if unpack else data)
            size += len(parts[-1])
            if size > most or (unpack is not None and unpack.unconsumed_tail):
                raise PipelineError("too-large", size=f"more than {most}", limit=most)
            _left(target, until)
    except (OSError, zlib.error, http.client.HTTPException) as error:
        raise PipelineError("no-answer", url=target.url, what=error or type(error).__name__) from error
    media = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return Fetched(url=target.url, data=b"".join(parts), media=media)


def _left(target: Target, until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise PipelineError("no-answer", url=target.url, what="it took too long")
    return left
