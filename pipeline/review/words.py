"""The words of the screen in each language, as data (``words.toml``).

Input: a language code. Output: a lookup from key to word. Limits: a key without a word in that language gives the
English one; a key that is not there at all is a KeyError, which the tests look for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

LANGUAGES = ("en", "ko", "zh")
Words = Callable[[str], str]


def load_words(path: Path | None = None) -> Mapping[str, Mapping[str, str]]:
    """Key → language → word."""
    file = path or Path(__file__).parent / "words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words_in(table: Mapping[str, Mapping[str, str]], language: str) -> Words:
    """The lookup of one language."""

    def say(key: str) -> str:
        row = table[key]
        return row.get(language) or row["en"]

    return say


def preferred(cookie: str, accepted: str) -> str:
    """The language chosen before, else the first that the browser asks for and that we have, else English."""
    if cookie in LANGUAGES:
        return cookie
    asked = (part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((code for code in asked if code in LANGUAGES), "en")
