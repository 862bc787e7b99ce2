"""Numbers with their unit, what is counted, and bounds. First version: see the module's rules in words.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Quantity, Reading

if TYPE_CHECKING:
    from pipeline.resources import Resources


def find(reading: Reading, resources: Resources) -> tuple[Quantity, ...]:
    """All quantities of the document, in text order."""
    return ()
