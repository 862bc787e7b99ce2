"""Institutions of states: a noun (외무성, 外交部, Foreign Ministry) that becomes a name beside a country.

Input: institutions.toml. Output: which nouns exist, and the entity that a noun and a country make, with its id
``local:<noun>-<alpha-3>`` and its names in each language. A noun that only one country uses (국무부) needs none
beside it. Limits: a noun alone is never an entity; the caller supplies the country.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError


@dataclass(frozen=True, slots=True)
class Institution:
    """One kind of institution. ``nouns`` maps language to its nouns; ``only`` maps a noun to the states using it.

    ``alone``: nouns of several kinds that mean this one where no state stands near (国务院: China's, not America's).
    """

    id: str
    patterns: Mapping[str, str]
    nouns: Mapping[str, tuple[str, ...]]
    only: Mapping[str, tuple[str, ...]]
    own: Mapping[str, Mapping[str, str]]
    alone: tuple[str, ...] = ()

    def name(self, code: str, lang: str, country: str) -> str:
        """The name in a language (BCP 47), empty if the country has no name there."""
        short = lang.partition("-")[0]
        own = self.own.get(code, {})
        if own.get(lang) or own.get(short):
            return own.get(lang) or own[short]
        pattern = self.patterns.get(lang) or self.patterns.get(short, "")
        return pattern.format(country) if pattern and country else ""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a text in ``lang`` shows that it speaks from the state ``code``: ``match`` finds words of it (共軍).

    It holds from the day ``since`` (ISO). ``own``: nouns that mean that state's body in such a text only (國軍).
    """

    lang: str
    code: str
    since: str
    match: re.Pattern[str]
    own: tuple[str, ...]


class Institutions:
    """All institutions, by id and by noun. ``home``: language or script -> states whose a noun without any may be.

    ``voices``: how texts show which state they speak from.
    """

    def __init__(
        self, kinds: Mapping[str, Institution], home: Mapping[str, Sequence[str]], voices: tuple[Voice, ...]
    ) -> None:
        self.kinds = kinds
        self.home = home
        self.voices = voices

    @classmethod
    def load(cls, path: Path) -> Institutions:
        """Read institutions.toml; raises PipelineError ``bad-lexicon``."""
        kinds: dict[str, Institution] = {}
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in file["institution"]:
            if row["id"] in kinds or "en" not in row["name"]:
                raise PipelineError("bad-lexicon", path=path, line=0, what=f"institution {row['id']}: twice, or no en")
            kinds[row["id"]] = _institution(row)
        return cls(kinds, file["home"], tuple(map(_voice, file["voice"])))

    @cached_property
    def nouns(self) -> dict[str, dict[str, tuple[Institution, ...]]]:
        """Language -> noun -> the institutions it may mean."""
        table: dict[str, dict[str, tuple[Institution, ...]]] = {"ko": {}, "zh": {}, "en": {}}
        for kind in self.kinds.values():
            for lang, nouns in kind.nouns.items():
                for noun in nouns:
                    table[lang][noun] = (*table[lang].get(noun, ()), kind)
        return table

    def entry(self, ident: str) -> tuple[Institution, str] | None:
        """The institution and the alpha-3 code that a composed id stands for, or None."""
        name, _, code = ident.removeprefix("local:").rpartition("-")
        kind = self.kinds.get(name)
        return (kind, code.upper()) if kind and len(code) == 3 else None

    @staticmethod
    def id(kind: Institution, code: str) -> str:
        """The id of the institution of a state."""
        return f"local:{kind.id}-{code.lower()}"


def _institution(row: dict[str, Any]) -> Institution:
    nouns = {lang: tuple(row.get(lang, ())) for lang in ("ko", "zh", "en")}
    only = {noun: tuple(codes) for noun, codes in row.get("only", {}).items()}
    return Institution(row["id"], row["name"], nouns, only, row.get("own", {}), tuple(row.get("alone", ())))


def _voice(row: dict[str, Any]) -> Voice:
    return Voice(row["lang"], row["code"], row["since"], re.compile(row["match"]), tuple(row["own"]))
