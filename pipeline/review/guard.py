"""What keeps other web pages and other machines out.

Input: requests. Output: requests that name this machine and, where they change something, come from our own page;
answers with headers that forbid foreign and inline code. A page on the web may make a browser send a request here;
it cannot name our host (DNS rebinding) nor claim our origin. Limits: programs on this machine are not kept out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost"})
LARGEST = 256_000
"""Bytes of a form."""
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


def refusal(method: str, headers: Mapping[str, str]) -> str:
    """Why a request is refused; empty if it is let in."""
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in HOSTS:
        return "this screen answers on 127.0.0.1 alone"
    if method in ("GET", "HEAD"):
        return ""
    if method != "POST":
        return "GET and POST alone"
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return "a request from another site"
    if headers.get("origin", f"http://{host}") != f"http://{host}":
        return "a request from another site"
    length = headers.get("content-length", "0")
    return "" if length.isdigit() and int(length) <= LARGEST else "the form is too large"


class Guard:
    """Refuses what ``refusal`` names with 403, and adds ``HEADERS`` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        from starlette.datastructures import Headers
        from starlette.responses import PlainTextResponse

        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *HEADERS]}
            await send(message)

        why = refusal(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(f"refused: {why}\n", status_code=403) if why else self.app
        await answer(scope, receive, guarded)
