"""Pages from templates: texts of documents are hostile, and show as text.

Input: a folder of templates. Output: a Jinja2 environment that escapes everything, refuses unknown names, and shows
characters that steer or reorder text (controls, bidirectional overrides) by their code points. Limits: what a template
marks as safe is left alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

STYLE = Path(__file__).parent / "templates" / "page.css"
"""Colours, type faces and what else the report and the review screen share."""
QUOTE = 240
"""Code points of a quote that are shown where room is short."""
_STEERING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def templates(*folders: Path) -> Environment:
    """The environment, with the filters ``cut`` (one line, at most ``QUOTE``) and ``link`` (http and https alone)."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
    made.filters.update(cut=cut, link=link)
    return made


def visible(value: object) -> object:
    """A plain text with its steering characters shown as ``⟨U+202E⟩``; anything else as it is."""
    if type(value) is not str:
        return value
    return _STEERING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value)


def cut(text: str) -> str:
    """One line of at most ``QUOTE`` code points."""
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTE else flat[: QUOTE - 1] + "…"


def link(url: str) -> str:
    """The address if it may be a link: http and https alone, else nothing."""
    return url if url.lower().startswith(("http://", "https://")) else ""
