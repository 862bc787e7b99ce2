"""Why two mentions are one row or two, as a picture: each part of a score is a bar that starts where the last ended.

Input: scored pairs with the words of their mentions. Output: one HTML page with SVG inside, which needs nothing else;
or the lengths that it is drawn from. Bits are whole hundredths, so the bars end exactly at the score. Same pairs, same
bytes. Limits: parts that weigh nothing are named in the text, not drawn.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.model import PairScore
from pipeline.write.pages import templates

LINE = 24
"""Height of a line."""
LABEL = 330
"""Room for the label on the left."""
_ROOM = 560.0
_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A pair to be drawn: its score, and what the two mentions say."""

    score: PairScore
    left: str
    right: str
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One part of the score: ``first`` and ``last`` are running sums in hundredths of a bit, lengths are pixels."""

    label: str
    values: str
    bits: int
    first: int
    last: int
    left: float
    width: float
    top: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The drawing of one pair; ``zero`` is where no bits are, ``silent`` are the parts that weigh nothing."""

    told: Told
    bars: tuple[Bar, ...]
    silent: tuple[str, ...]
    zero: float
    total: float
    width: int
    height: int


def waterfall(told: Told) -> Waterfall:
    """The bars of a pair, in the order of its parts; the last one ends at the score."""
    sums = [0]
    parts = [part for part in told.score.reasons if part[3]]
    for part in parts:
        sums.append(sums[-1] + part[3])
    low, high = min(sums), max(sums)
    scale = _ROOM / max(1, high - low)
    bars = tuple(
        Bar(
            label=label,
            values=" | ".join(value for value in (one, two) if value),
            bits=bits,
            first=first,
            last=first + bits,
            left=round(LABEL + (min(first, first + bits) - low) * scale, 1),
            width=round(max(1.0, abs(bits) * scale), 1),
            top=LINE * number,
        )
        for number, ((label, one, two, bits), first) in enumerate(zip(parts, sums, strict=False))
    )
    return Waterfall(
        told=told,
        bars=bars,
        silent=tuple(label for label, _, _, bits in told.score.reasons if not bits),
        zero=round(LABEL - low * scale, 1),
        total=round(LABEL + (sums[-1] - low) * scale, 1),
        width=round(LABEL + _ROOM + 80),
        height=LINE * (len(bars) + 2),
    )


def page(title: str, pairs: Sequence[Told]) -> str:
    """The page with one drawing a pair."""
    style = (_FOLDER / "waterfall.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    template = templates(_FOLDER).get_template("waterfall.html")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return template.render(
        style=style, policy=policy, title=title, falls=[waterfall(pair) for pair in pairs], label=LABEL, line=LINE
    )
