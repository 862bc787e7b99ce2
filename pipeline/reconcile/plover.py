"""The strict PLOVER 2.0 code of an event, derived from type, mode and status.

Input: type, mode, status. Output: a PLOVER code, or empty for what PLOVER has no code for (STATEMENT, OTHER).
Limits: deviations of single modes come from ``lexicon/event_types.toml`` where it states them.
"""

from __future__ import annotations

_NO_CODE = ("STATEMENT", "OTHER")


def plover_code(kind: str, mode: str, status: str) -> str:
    """The code of a type without knowledge of modes."""
    return "" if kind in _NO_CODE else kind
