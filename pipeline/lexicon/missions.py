"""Missions of one state in another: embassies and consulates, named by who sends and who hosts.

Input: ``[[mission]]`` of institutions.toml. Output: ids ``local:embassy-rus-in-prk`` (or ``local:embassy-rus`` where
the text does not say where) and their names in each language. Limits: one mission of a kind per pair of states.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_ID = re.compile(r"local:([a-z-]+?)-([a-z]{3})(?:-in-([a-z]{3}))?")


@dataclass(frozen=True, slots=True)
class Mission:
    """One kind of mission with its name patterns and nouns by language."""

    id: str
    patterns: Mapping[str, str]
    alone: Mapping[str, str]
    nouns: Mapping[str, tuple[str, ...]]

    def name(self, lang: str, sender: str, host: str) -> str:
        """The name in a BCP 47 language; empty if a state has no name there."""
        if not sender:
            return ""
        return self.patterns[lang].format(sender, host) if host else self.alone[lang].format(sender)


@dataclass(frozen=True)
class Missions:
    """All kinds of missions."""

    kinds: Mapping[str, Mission]

    @classmethod
    def load(cls, path: Path) -> Missions:
        """Read institutions.toml."""
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["mission"]
        return cls({row["id"]: _mission(row) for row in rows})

    @cached_property
    def nouns(self) -> dict[str, dict[str, Mission]]:
        """Language -> noun -> mission."""
        return {
            lang: {noun: kind for kind in self.kinds.values() for noun in kind.nouns[lang]}
            for lang in ("ko", "zh", "en")
        }

    def parse(self, ident: str) -> tuple[Mission, str, str] | None:
        """The mission, sender and host (alpha-3, host may be empty) of an id; None if it is no mission's id."""
        match = _ID.fullmatch(ident)
        if match is None or match[1] not in self.kinds:
            return None
        return self.kinds[match[1]], match[2].upper(), (match[3] or "").upper()

    @staticmethod
    def id(kind: Mission, sender: str, host: str) -> str:
        """The id of a mission; an empty host leaves it out."""
        return f"local:{kind.id}-{sender.lower()}" + (f"-in-{host.lower()}" if host else "")


def _mission(row: dict[str, Any]) -> Mission:
    return Mission(row["id"], row["name"], row["alone"], {lang: tuple(row[lang]) for lang in ("ko", "zh", "en")})
