"""Drives a Chromium of this machine over its DevTools pipe: no socket, no driver program, no package.

Input: the browser's path and a folder for its profile. Output: ``Page``, which opens addresses, runs script, presses
real keys and counts what was asked of whom. Errors: ``BrowserError`` where script throws or something takes longer
than ``PATIENCE`` seconds. Limits: one page at a time; every name but 127.0.0.1 leads nowhere unless ``hosts`` maps it.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE = 30.0
NAMES = ("chromium", "chromium-browser", "google-chrome")
LOADED = "document.readyState === 'complete'"
FLAGS = (
    *("--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--no-first-run", "--no-default-browser-check"),
    *("--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-sync", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--force-color-profile=srgb", "--lang=en-US"),
)
_NAMED = {"Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Tab": ("Tab", 9, "")}


class BrowserError(AssertionError):
    """The browser did not do what was asked."""


def find() -> str:
    """The path of a Chromium; empty if there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), "")


class Chromium:
    """A running browser; use it in a ``with``."""

    def __init__(self, program: str, profile: Path, hosts: str = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1") -> None:
        flags = [*FLAGS, f"--user-data-dir={profile}", f"--host-resolver-rules={hosts}", "about:blank"]
        (out, self._write), (self._read, back) = _pipe(), _pipe()
        # The browser reads commands from descriptor 3 and answers on 4.
        files = [(os.POSIX_SPAWN_DUP2, out, 3), (os.POSIX_SPAWN_DUP2, back, 4)]
        files.append((os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0))
        self._process = os.posix_spawn(program, [program, *flags], os.environ, file_actions=files)
        os.close(out)
        os.close(back)
        self._buffer = b""
        self._number = 0
        self._events: dict[str, list[dict[str, Any]]] = {}

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(BrowserError, BrokenPipeError):
            self.send("Browser.close")
        os.waitpid(self._process, 0)
        os.close(self._write)
        os.close(self._read)

    def send(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """One command and its answer."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self.receive(deadline, method)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def events(self, session: str) -> list[dict[str, Any]]:
        """What a tab told so far, in order; the list grows while messages are received."""
        return self._events.setdefault(session, [])

    def receive(self, deadline: float, what: str) -> dict[str, Any]:
        """The next message; events are kept as well."""
        while b"\0" not in self._buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._read], [], [], left)[0]:
                raise BrowserError(f"no answer in time: {what}")
            read = os.read(self._read, 1 << 20)
            if not read:
                raise BrowserError(f"the browser is gone: {what}")
            self._buffer += read
        line, self._buffer = self._buffer.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        if "method" in message:
            self.events(message.get("sessionId", "")).append(message)
        return message

    def page(self) -> Page:
        """A fresh page with cookies of its own."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        target = self.send("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Page(self, session, target)


def _pipe() -> tuple[int, int]:
    """A pipe whose ends lie above the descriptors that the browser is given."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


class Page:
    """One tab. ``requests`` are the addresses that it asked for, ``troubles`` what its console complained of."""

    def __init__(self, browser: Chromium, session: str, target: str) -> None:
        self.browser, self.session, self.target = browser, session, target
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)
        self.resize(1280, 900)

    def renew(self) -> None:
        """As if fresh, which a new tab costs a process: no page, cookies, headers or memory of earlier ones."""
        self.script(on=True)
        self.resize(1280, 900)
        self.send("Network.setExtraHTTPHeaders", headers={})
        self.send("Network.clearBrowserCookies")
        self.open("about:blank")
        self._own.clear()

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """One command to this tab."""
        return self.browser.send(method, self.session, **params)

    def second(self) -> Page:
        """Another tab with the same cookies."""
        context = self.browser.send("Target.getTargetInfo", targetId=self.target)["targetInfo"]["browserContextId"]
        made = self.browser.send("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.browser.send("Target.attachToTarget", targetId=made, flatten=True)["sessionId"]
        return Page(self.browser, session, made)

    def close(self) -> None:
        """Close the tab."""
        self.browser.send("Target.closeTarget", targetId=self.target)

    def resize(self, width: int, height: int, *, dark: bool = False) -> None:
        """The window's size in CSS pixels, and the colours that the reader prefers."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])

    def script(self, *, on: bool) -> None:
        """Whether pages may run script."""
        self.send("Emulation.setScriptExecutionDisabled", value=not on)

    def open(self, address: str, *, wait: bool = True) -> None:
        """Go to an address and, unless it leads on by itself, wait until it is loaded."""
        told = self.send("Page.navigate", url=address)
        if told.get("errorText"):
            raise BrowserError(f"{address}: {told['errorText']}")
        if wait and "loaderId" in told:
            self._await_load(str(told["loaderId"]), f"loading {address}")

    def _await_load(self, loader: str, what: str) -> None:
        """Each event is looked at once: there are thousands by the end."""
        deadline, seen = time.monotonic() + PATIENCE, 0
        while not any(_is_load(one, loader) for one in self._own[seen:]):
            seen = len(self._own)
            self.browser.receive(deadline, what)

    @property
    def _own(self) -> list[dict[str, Any]]:
        return self.browser.events(self.session)

    def run(self, script: str) -> Any:
        """The value of an expression, awaited; works also where the page itself may not run script."""
        told = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise BrowserError(f"{script}: {told['exceptionDetails']}")
        return told["result"].get("value")

    def wait(self, script: str) -> None:
        """Until an expression is true; a page that is just changing counts as not yet."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if self.run(f"Boolean({script})"):
                    return
            except BrowserError:
                pass
            time.sleep(0.02)
        raise BrowserError(f"never true: {script}")

    def press(self, key: str, *, composing: bool = False) -> None:
        """A real key: down and up; ``composing`` as an input method sends it."""
        self.wait(LOADED)
        name, code, text = _NAMED.get(key) or (key, ord(key.upper()) if key.isalnum() else 0, key)
        code = 229 if composing else code
        more = {"key": name, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **more)
        self.send("Input.dispatchKeyEvent", type="keyUp", **more)

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self.send("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """A real click into the middle of the first line of the first element that fits."""
        self.wait(LOADED)
        find = f"document.querySelector({json.dumps(selector)})"
        self.run(f"{find}.scrollIntoView({{block: 'center'}})")
        box = self.run(
            f"(() => {{ const b = {find}.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def text(self, selector: str = "body") -> str:
        """The visible text of the first element that fits; empty if none does."""
        return str(self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def count(self, selector: str) -> int:
        """How many elements fit."""
        return int(self.run(f"document.querySelectorAll({json.dumps(selector)}).length"))

    @property
    def path(self) -> str:
        """Path and query of the address."""
        return str(self.run("location.pathname + location.search"))

    @property
    def requests(self) -> list[str]:
        """Every address that was asked for so far, also in vain."""
        return [one["params"]["request"]["url"] for one in self._own if one["method"] == "Network.requestWillBeSent"]

    @property
    def troubles(self) -> list[str]:
        """What the console complained of: exceptions, refused styles and scripts, missing files."""
        found = [one["params"]["entry"] for one in self._own if one["method"] == "Log.entryAdded"]
        thrown = [one["params"]["exceptionDetails"] for one in self._own if one["method"] == "Runtime.exceptionThrown"]
        return [f"{one['text']} {one.get('url', '')}" for one in found] + [str(one) for one in thrown]

    def picture(self, *, whole: bool = False) -> bytes:
        """A PNG of the window, or of the whole page."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"])


def _is_load(event: Mapping[str, Any], loader: str) -> bool:
    told = event["params"]
    return event["method"] == "Page.lifecycleEvent" and told["name"] == "load" and told["loaderId"] == loader
