"""Groups of people and unnamed bodies of a state: sailors, officials, a think tank.

Input: groups.toml. Output: which nouns exist, and the entity that a noun and a country make, with its id
``local:group-<noun>-<alpha-3>`` and its names in each language. Limits: a noun without a country is no entity.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.model import EntityKind

LANGS = ("ko", "zh", "en")
_PREFIX = "local:group-"


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of group. ``patterns`` name it by language, ``nouns`` are the words that the language has for it."""

    id: str
    kind: EntityKind
    patterns: Mapping[str, str]
    nouns: Mapping[str, tuple[str, ...]]

    def name(self, lang: str, state: str, adjective: str) -> str:
        """The name in a language (BCP 47); the adjective is used in English. Empty without a name of the state."""
        pattern = self.patterns.get(lang) or self.patterns.get(lang.partition("-")[0], "")
        first = adjective if lang == "en" else state
        return pattern.format(first, state=state) if pattern and first else ""


@dataclass(frozen=True)
class Groups:
    """All groups, by id and by noun. ``rules`` are the tables between, nationals and own of the file."""

    kinds: Mapping[str, Group]
    rules: Mapping[str, Any]

    @classmethod
    def load(cls, path: Path) -> Groups:
        """Read groups.toml; raises PipelineError ``bad-lexicon``."""
        rules = tomllib.loads(path.read_text(encoding="utf-8"))
        kinds: dict[str, Group] = {}
        for row in rules["group"]:
            if row["id"] in kinds or "en" not in row["name"]:
                raise PipelineError("bad-lexicon", path=path, line=0, what=f"group {row['id']}: twice, or no en")
            nouns = {lang: tuple(row.get(lang, ())) for lang in LANGS}
            kinds[row["id"]] = Group(row["id"], row.get("kind", "group"), row["name"], nouns)
        return cls(kinds, rules)

    @cached_property
    def nouns(self) -> dict[str, dict[str, Group]]:
        """Language -> noun in lower case -> group; the first one that has the noun."""
        table: dict[str, dict[str, Group]] = {lang: {} for lang in LANGS}
        for kind in self.kinds.values():
            for lang, nouns in kind.nouns.items():
                for noun in nouns:
                    table[lang].setdefault(noun.casefold(), kind)
        return table

    def parse(self, ident: str) -> tuple[Group, str] | None:
        """The group and the alpha-3 code of an id; None if it is no group's id."""
        if not ident.startswith(_PREFIX):
            return None
        name, _, code = ident.removeprefix(_PREFIX).rpartition("-")
        kind = self.kinds.get(name)
        return (kind, code.upper()) if kind and len(code) == 3 else None

    @staticmethod
    def id(kind: Group, code: str) -> str:
        """The id of a group of a state."""
        return f"{_PREFIX}{kind.id}-{code.lower()}"
