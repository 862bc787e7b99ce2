"""How much one document may unfold to: the settings that the readers of container formats honour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``unpacked`` bytes that a container may hold when unpacked, ``depth`` of nested elements, ``parts`` (files of
    a container, pages of a PDF)."""

    unpacked: int
    depth: int
    parts: int

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that the settings give."""
        return cls(unpacked=settings.max_unpacked_bytes, depth=settings.max_depth, parts=settings.max_parts)
