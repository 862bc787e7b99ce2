"""Korean towns and counties that no table holds: what an address looks like, and their names in English.

Input: the table ``[ko]`` of districts.toml. Output: the pattern of an address; ``english`` gives the name of a place in
the Revised Romanisation (사창리: Sachang-ri). Limits: names that end as towns do; others stay without an English name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.lexicon.romanising import Romanisation


@dataclass(frozen=True)
class KoreanPlaces:
    """The rules, and the letters of the Revised Romanisation."""

    rules: Mapping[str, Any]
    letters: Romanisation

    @cached_property
    def address(self) -> re.Pattern[str]:
        """A province or city with a town or county (``name``) behind it."""
        return re.compile(self.rules["address"])

    def named(self, name: str) -> bool:
        """Whether a word ends as towns do and is none of the words that only look so."""
        return name[-1:] in self.rules["ends"] and name not in self.rules["not"]

    def english(self, name: str) -> str:
        """The English name of a town; empty where the word is none."""
        own = name[:-1]
        if not self.named(name) or not 0 < len(own) <= self.rules["longest"]:
            return ""
        word = self.letters.word(own)
        return word.capitalize() + self.rules["ends"][name[-1]] if word else ""
