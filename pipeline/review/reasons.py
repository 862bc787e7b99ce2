"""Why a mention is in its row, as bars: what spoke for it and what against, in bits.

Input: the ``link_reasons`` of a mention (``m-…: type +3.5, date -2.0, prior -3.5 = +4.0``, several joined by `` · ``).
Output: one ``Waterfall`` for each mention that it was compared with. Limits: a text of another shape gives none; it is
then shown as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_EDGE = re.compile(r"(?P<against>against )?(?P<other>m-[0-9a-f]+): (?P<parts>.+?) = (?P<sum>[+-]?[\d.]+)$")
_PART = re.compile(r"(?P<name>[\w ]+?) (?P<bits>[+-][\d.]+)")
_SCALE = 6.0
"""Bits that fill half a bar."""
HALF = 60.0
"""Half the width of a bar, in its own units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One comparison: its name, its weight, and where its bar starts and how long it is (0 to ``2 * HALF``)."""

    name: str
    bits: float
    left: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The comparisons with one other mention and their sum; ``against`` where it is the one that fits least."""

    other: str
    bars: tuple[Bar, ...]
    total: float
    against: bool


def waterfalls(told: str) -> tuple[Waterfall, ...]:
    """The bars of a ``link_reasons`` text."""
    found = (_EDGE.match(part) for part in (told or "").split(" · "))
    return tuple(
        Waterfall(
            other=edge["other"],
            bars=tuple(_bar(part["name"].strip(), float(part["bits"])) for part in _PART.finditer(edge["parts"])),
            total=float(edge["sum"]),
            against=bool(edge["against"]),
        )
        for edge in found
        if edge
    )


def _bar(name: str, bits: float) -> Bar:
    width = min(abs(bits) / _SCALE, 1.0) * HALF
    return Bar(name=name, bits=bits, left=round(HALF if bits >= 0 else HALF - width, 1), width=round(width, 1))
