"""The words of the screen in each language, as data: the files of ``catalogue/``.

Input: a language code. Output: ``Words``, a lookup from key (``ui.toml``) to word and from code (a status, a field, a
type, a unit …; all other files) to word. Limits: a key without a word in that language gives the English one, a key
that is not there at all is a KeyError, which the tests look for; a code without a word is shown as it is, since the
tables may know more codes than the screen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.check.sentences import Sentences

LANGUAGES = ("en", "ko", "zh")
FOLDER = Path(__file__).parent / "catalogue"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language. ``ui``: key → language → word; ``codes``: family → code → language → word;
    ``sentences`` puts disagreements into words."""

    language: str
    sentences: Sentences
    ui: Mapping[str, Row]
    codes: Mapping[str, Mapping[str, Row]]

    def __call__(self, key: str, **values: object) -> str:
        """The word or sentence of a key, with ``values`` put in; KeyError for a key that there is not."""
        text = self._of(self.ui[key])
        return text.format(**values) if values else text

    def code(self, family: str, code: str, **values: object) -> str:
        """The word of a code, with ``values`` put in; the code itself where there is none."""
        row = self.codes[family].get(code)
        text = self._of(row) if row else code
        return text.format(**values) if values else text

    def _of(self, row: Row) -> str:
        return row.get(self.language) or row["en"]


def load_words(folder: Path = FOLDER) -> tuple[Mapping[str, Row], Mapping[str, Mapping[str, Row]]]:
    """What is asked for by key, and what by family and code."""
    read = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}
    ui = read.pop("ui")
    return ui, {family: rows for table in read.values() for family, rows in table.items()}


def words_in(language: str, folder: Path = FOLDER) -> Words:
    """The words of one language."""
    ui, codes = load_words(folder)
    return Words(language=language, sentences=Sentences(language=language), ui=ui, codes=codes)


def preferred(cookie: str, accepted: str) -> str:
    """The language chosen before, else the first that the browser asks for and that we have, else English."""
    if cookie in LANGUAGES:
        return cookie
    asked = (part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((code for code in asked if code in LANGUAGES), "en")
