"""The event profile: types and modes, their titles, strict PLOVER codes and sister types, from event_types.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.extract.title_dates import DateForms, load_date_forms

PATH = Path(__file__).parent.parent / "lexicon" / "event_types.toml"
GENERIC = ("other", "change")
_NO_CODE = ("STATEMENT", "OTHER")


@dataclass(frozen=True, slots=True)
class EventTypes:
    """Lookups by (type, mode); an unknown mode of a known type behaves like the type's first one."""

    modes: Mapping[tuple[str, str], Mapping[str, Any]]
    dates: DateForms

    def template(self, type_: str, mode: str, language: str) -> str:
        """The title template in ``en``, ``ko`` or ``zh``."""
        return str(self._row(type_, mode)[language])

    def generic(self, type_: str, mode: str) -> bool:
        """Whether the kind alone says nothing about what happened."""
        return self._row(type_, mode)["mode"] in GENERIC

    def named_by(self, type_: str, mode: str) -> tuple[str, ...]:
        """The things (things.toml) that are such a happening themselves: an earthquake, a fire."""
        return tuple(self.modes.get((type_, mode), {}).get("named_by", ()))

    def symmetric(self, type_: str, mode: str) -> bool:
        """Whether all parties are participants."""
        return bool(self._row(type_, mode).get("symmetric", False))

    def home(self, type_: str, mode: str) -> str:
        """In whose country it happens where no place is named: source, target, any; empty where that is open."""
        return str(self.modes.get((type_, mode), {}).get("home", ""))

    def on_site(self, type_: str, mode: str) -> bool:
        """Whether it is done on the ground, so that a place it is done to is where it happens."""
        return bool(self.modes.get((type_, mode), {}).get("site", False))

    def happens_there(self, type_: str, mode: str) -> bool:
        """Whether what happens on the ground is told on without its place: accidents, deaths, crimes, rescues."""
        return bool(self.modes.get((type_, mode), {}).get("scene", False))

    def needs_two(self, type_: str, mode: str) -> bool:
        """Whether the deed is done with or to another party, named or not (trade, backing, permission)."""
        return bool(self.modes.get((type_, mode), {}).get("needs_two", False))

    def plover(self, type_: str, mode: str, status: str) -> str:
        """The strict PLOVER 2.0 code; empty for STATEMENT and OTHER."""
        if type_ in _NO_CODE:
            return ""
        row = self._row(type_, mode)
        if status == "cancelled" and type_ == "CONSULT":
            return "REJECT"
        if status == "planned":
            planned = "AGREE" if type_ in ("CONSULT", "SUPPORT", "COOPERATE", "AID") else type_
            return str(row.get("plover_planned", planned))
        return str(row.get("plover", type_))

    def sisters(self, type_: str) -> frozenset[str]:
        """Types that texts use for the same deed as ``type_``, either way round."""
        found = {sister for (kind, _), row in self.modes.items() if kind == type_ for sister in row.get("sisters", ())}
        found |= {kind for (kind, _), row in self.modes.items() if type_ in row.get("sisters", ())}
        return frozenset(found)

    def _row(self, type_: str, mode: str) -> Mapping[str, Any]:
        if (type_, mode) in self.modes:
            return self.modes[type_, mode]
        return next((row for (kind, _), row in self.modes.items() if kind == type_), self.modes["OTHER", "other"])


def load_event_types(path: Path = PATH) -> EventTypes:
    """The profile as the file states it."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["mode"]
    return EventTypes({(row["type"], row["mode"]): row for row in rows}, load_date_forms())
