"""RSS (0.9x, 1.0, 2.0) and Atom → the entries of the feed, as the feed itself holds them.

Input: the bytes, Limits. Output: one mapping an entry, with the names of ``batches.Article``. Errors: PipelineError
``bad-articles`` (no feed), ``broken-file`` or ``bomb``. Limits: nothing is fetched, an entry's link neither; markup
inside an entry is taken off by its tags, so tables and pictures leave only their words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.read.limits import Limits
from pipeline.read.markup import Start, Step, steps

_ENTRIES = frozenset({"item", "entry"})
_ROOTS = frozenset({"rss", "RDF", "feed"})
_PREFIXES = frozenset({"", "content", "dc", "atom", "rss"})
_FIELDS = {
    "title": "title",
    "link": "url",
    "guid": "id",
    "id": "id",
    "pubDate": "published",
    "published": "published",
    "date": "published",
    "updated": "updated",
    "description": "summary",
    "summary": "summary",
    "encoded": "text",
    "content": "text",
    "creator": "creator",
}
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.I | re.S)
_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|section|article)\b[^<>]*>", re.I)
_TAG = re.compile(r"<[!/?A-Za-z][^<>]*>")
_BLANKS = re.compile(r"(?<![ \t])[ \t]*+\n\s*+")
_SHORTEST_ID = re.compile(r"[\w-]{1,60}\Z")


def entries(data: bytes, limits: Limits, path: Path) -> Iterator[dict[str, str]]:
    """The entries in the order of the feed."""
    reader = _Feed()
    for step in steps(data, limits):
        entry = reader.take(step)
        if reader.root not in _ROOTS and reader.root:
            raise PipelineError("bad-articles", path=path, what=f"`{reader.root[:40]}` is neither RSS nor Atom")
        if entry is not None:
            yield _fields(entry, reader.title)


def plain(markup: str) -> str:
    """The words of a piece of HTML; block elements end a line."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    shown = _HIDDEN.sub(" ", markup) if markup.count("<") < 100_000 else markup
    return _BLANKS.sub("\n", html.unescape(_TAG.sub("", _BLOCK.sub("\n", shown)))).strip()


def _fields(entry: dict[str, str], publisher: str) -> dict[str, str]:
    identity = entry.get("id", "")
    return {
        "text": plain(entry.get("text") or entry.get("summary", "")),
        "title": " ".join(plain(entry.get("title", "")).split()),
        "publisher": publisher,
        "published": (entry.get("published") or entry.get("updated", "")).strip(),
        "url": entry.get("url", "").strip(),
        "id": identity if _SHORTEST_ID.match(identity) else "",
    }


class _Feed:
    """Puts the entries of one feed together."""

    def __init__(self) -> None:
        self.root = ""
        self._title: list[str] = []
        self._entry: dict[str, list[str]] | None = None
        self._path: list[str] = []
        self._field = ""
        self._at = 0

    @property
    def title(self) -> str:
        """The name of the feed, as far as it was told."""
        return " ".join("".join(self._title).split())

    def take(self, step: Step) -> dict[str, str] | None:
        """One step further; an entry where one ends."""
        if isinstance(step, str):
            self._text(step)
        elif isinstance(step, Start):
            self._start(step)
        else:
            return self._end(step.name)
        return None

    def _start(self, step: Start) -> None:
        self.root = self.root or step.name
        self._path.append(step.name)
        if step.name in _ENTRIES and self._entry is None:
            self._entry = {}
        elif not self._field and step.prefix in _PREFIXES:
            self._field = _FIELDS.get(step.name, "")
            self._at = len(self._path)
            if (
                self._entry is not None
                and step.name == "link"
                and step.attributes.get("rel", "alternate") == "alternate"
            ):
                self._entry.setdefault("url", []).append(step.attributes.get("href", ""))
        elif self._field and self._entry is not None:
            self._entry.setdefault(self._field, []).append(f"<{step.name}>")

    def _text(self, text: str) -> None:
        if self._entry is not None and self._field:
            self._entry.setdefault(self._field, []).append(text)
        elif self._field == "title" and len(self._path) <= 3 and not self._title:
            self._title.append(text)

    def _end(self, name: str) -> dict[str, str] | None:
        inside = self._field and len(self._path) > self._at
        if inside and self._entry is not None:
            self._entry.setdefault(self._field, []).append(f"</{name}>")
        if len(self._path) == self._at:
            self._field, self._at = "", 0
        self._path.pop()
        if name in _ENTRIES and self._entry is not None and not self._field:
            entry, self._entry = self._entry, None
            return {field: "".join(parts) for field, parts in entry.items()}
        return None
