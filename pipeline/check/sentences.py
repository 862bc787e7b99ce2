"""A disagreement in one sentence, in the language of who reads it.

Input: a ``Statement``: which template, what fills it, who tells each value. Output: text. English templates are
``explanations.toml``, those of another language ``explanations.<language>.toml``, which also has ``terms``, English
words of the other tables in that language. Limits: what a language lacks is English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.rules import RuleFile

HERE = Path(__file__).parent
LANGUAGES = ("en", "ko", "zh")
ARITHMETIC = "arithmetic"
_SHOWN = 4  # values named in a sentence; the rest stand in the table
_MOST = 3  # documents or places named for a value
LENGTH = re.compile(r"(?P<about>about )?(?P<n>\d+) (?P<unit>(?:day|month|year)s?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value and who tells it: documents, or ``places`` (offsets) in the one document; neither for a headline."""

    value: str
    documents: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a sentence says. ``template``: ``field.name`` in the tables, or ``arithmetic.name``; ``facts`` fill it."""

    field: str
    template: str
    scope: str
    told: tuple[Told, ...]
    delta: str
    facts: Mapping[str, str]


def same(text: str) -> str:
    """Names a value or a document by itself."""
    return text


@dataclass(frozen=True, kw_only=True)
class Sentences:
    """The templates of one language."""

    language: str = "en"

    @cached_property
    def texts(self) -> Mapping[str, Mapping[str, Any]]:
        """Family → name → template."""
        english = _toml("explanations.toml")
        own = _toml(f"explanations.{self.language}.toml") if self.language != "en" else {}
        return {family: {**english.get(family, {}), **own.get(family, {})} for family in {**english, **own}}

    def sentence(
        self,
        said: Statement,
        *,
        value: Callable[[str], str] | None = None,
        document: Callable[[str], str] = same,
        subject: Callable[[str], str] = same,
    ) -> str:
        """The sentence; the others name a value, a document, the document that contradicts itself (by themselves)."""
        facts = {name: self.term(fact) for name, fact in said.facts.items()}
        first = min((name for told in said.told for name in told.documents), default="")
        facts["subject"] = str(self.texts["subject"][said.scope]).format(documents=subject(first))
        facts["told"] = self._told(said, value or self.term, document)
        facts["delta"] = self.length(said.delta)
        family, _, name = said.template.partition(".")
        template = str(self.texts[family][name])
        if family == ARITHMETIC:
            facts["says"] = template.format(**facts)
            template = str(self.texts[said.field][ARITHMETIC])
        text = template.format(**facts)
        return self._with_reading(text, said.facts) if said.facts.get("inferred") else text

    def term(self, text: str) -> str:
        """A word of the tables in this language; several that are joined by "and" one by one."""
        terms = self.texts.get("terms", {})
        parts = [text] if text in terms else text.split(" and ")
        return str(self.texts["told"]["both"]).join(terms[one] for one in parts) if terms.keys() >= {*parts} else text

    def length(self, told: str) -> str:
        """How far values lie apart, as ``4 months``; a text of another shape as it is."""
        found = LENGTH.fullmatch(told)
        if not found:
            return told
        words = self.texts["length"]
        length = str(words[found["unit"]]).format(n=found["n"])
        return str(words["about"]).format(length=length) if found["about"] else length

    def _with_reading(self, text: str, facts: Mapping[str, str]) -> str:
        """A note before the full stop, where our reading supplied the difference."""
        stop = str(self.texts["told"]["stop"])
        note = str(self.texts["notes"]["inferred"]).format(value=facts["inferred"], anchor=facts["anchor"])
        return text.removesuffix(stop) + note + stop

    def _told(self, said: Statement, value: Callable[[str], str], document: Callable[[str], str]) -> str:
        words = self.texts["told"]
        parts = [
            str(words["one"]).format(value=value(one.value), tellers=self._tellers(one, said.scope, document))
            for one in said.told[:_SHOWN]
        ]
        more = len(said.told) - _SHOWN
        return str(words["against"]).join(parts) + (str(words["more"]).format(n=more) if more > 0 else "")

    def _tellers(self, told: Told, scope: str, document: Callable[[str], str]) -> str:
        words = self.texts["told"]
        comma = str(words["comma"])
        if not told.documents and not told.places:
            return str(words["headline"])
        if scope == "within_document":
            return str(words["at"]).format(places=comma.join(map(str, told.places[:_MOST])))
        more = len(told.documents) - _MOST
        names = comma.join(map(document, told.documents[:_MOST]))
        return names + (str(words["more"]).format(n=more) if more > 0 else "")


def _toml(name: str) -> Mapping[str, Any]:
    return RuleFile.read(HERE / name).data
