"""A curve over powers of ten as a small SVG, without a plotting library.

Input: (number of documents, milliseconds a document). Output: SVG text. Limits: the vertical axis begins at zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 520, 260, 60, 40


def svg(points: Sequence[tuple[int, float]], unit: str = "ms of processor time a document") -> str:
    """The curve with its values written beside the points."""
    first, last = log10(points[0][0]), log10(points[-1][0])
    top = 1.15 * max(value for _, value in points)

    def place(number: int, value: float) -> tuple[float, float]:
        share = (log10(number) - first) / ((last - first) or 1)
        x = _LEFT + share * (_WIDTH - _LEFT - 60)
        return round(x, 1), round(_HEIGHT - _BOTTOM - value / top * (_HEIGHT - _BOTTOM - 30), 1)

    spots = [(*place(number, value), number, value) for number, value in points]
    base = _HEIGHT - _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif"',
        ' font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="18">{unit}</text>',
        f'<path d="M{_LEFT} 30V{base}H{_WIDTH - 20}" fill="none" stroke="#888"/>',
        f'<polyline points="{" ".join(f"{x},{y}" for x, y, _, _ in spots)}" fill="none" stroke="#0b62a4"',
        ' stroke-width="2"/>',
    ]
    for x, y, number, value in spots:
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#0b62a4"/>')
        parts.append(f'<text x="{x}" y="{y - 9}" text-anchor="middle">{value:g}</text>')
        parts.append(f'<text x="{x}" y="{base + 18}" text-anchor="middle">{number:,}</text>')
    return "\n".join([*parts, "</svg>", ""])
