"""Resources: everything that is loaded once and used by many stages, on first use, through an object passed along.

One object serves one process; nothing here is global. Each stage adds one cached property for what it loads.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.languages import Language, code_of, language

if TYPE_CHECKING:
    from spacy.language import Language as Nlp

    from pipeline.settings import Settings


class Resources:
    """Loads on first use and keeps: languages, their spaCy pipelines, rule sets, the lexicon."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._nlp: dict[str, Nlp] = {}

    @cached_property
    def languages(self) -> dict[str, Language]:
        """The languages that the settings ask for, by code."""
        codes = (*self.settings.languages, *(code for code, _ in self.settings.extra_languages))
        return {code: language(code, self.settings) for code in dict.fromkeys(codes)}

    def language_of(self, tag: str) -> Language | None:
        """The language that reads passages of a BCP 47 tag, or None (such text is kept, not extracted)."""
        return self.languages.get(code_of(tag))

    def nlp(self, code: str) -> Nlp:
        """The spaCy pipeline of a language, built on first use."""
        if code not in self._nlp:
            self._nlp[code] = self.languages[code].make_nlp(self.settings)
        return self._nlp[code]
