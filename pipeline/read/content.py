"""What a format gives: the text as it is stored from then on, and what the file says about itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a format gives: text as stored from now on, and metadata where the format holds some."""

    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    published_basis: str = ""
    url: str = ""
    warnings: tuple[str, ...] = ()
