"""Why two mentions are one row or two: every level with both values and bits that add up.

Input: two feature rows, the levels that held, the weights. Output: (comparison: level, left value, right value,
hundredths of a bit), ending with the prior, the story cap and the clip, so that the parts sum to the score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from pipeline.reconcile.features import EPOCH, KIND, PACK, Feature
from pipeline.reconcile.weights import Weights

_PREFIXES = ("term:", "topic:", "thing:", "name:", "surface:", "country:")
Part = tuple[str, str, str, int]


def reasons_of(
    left: Feature, right: Feature, levels: Sequence[int], weights: Weights, codes: Mapping[int, str]
) -> tuple[Part, ...]:
    """All parts of a pair's score, in the order of the model file."""
    parts: list[Part] = []
    sums = {"event": 0, "story": 0}
    for comparison, number in zip(weights.comparisons, levels, strict=True):
        level = comparison.levels[number]
        values = (shown(left, comparison.shows, codes), shown(right, comparison.shows, codes))
        parts.append((f"{comparison.name}: {level.name}", *values, level.bits))
        sums[comparison.part] += level.bits
    over = min(sums["story"], weights.story_cap) - sums["story"]
    total = weights.prior - weights.offset + sum(sums.values()) + over
    clipped = max(-weights.clip, min(weights.clip, total)) - total
    parts.append(("prior", "", "", weights.prior - weights.offset))
    parts += [("story cap", "", "", over)] if over else []
    parts += [("clip", "", "", clipped)] if clipped else []
    return tuple(parts)


def shown(row: Feature, column: str, codes: Mapping[int, str]) -> str:
    """A feature's value in words."""
    if column == "date":
        return _date(row)
    if column == "vector":
        return ""
    value = getattr(row, column)
    if column == "mode":
        return row.mode or row.type
    if column in ("actors", "topics", "things", "terms"):
        return ", ".join(sorted(_word(code // PACK, codes) for code in value))
    if column in ("persons", "sources", "targets", "states"):
        return ", ".join(sorted(_word(code, codes) for code in value))
    if column == "place":
        return _word(value, codes) if value is not None else ""
    if column == "quantities":
        return ", ".join(f"{a.low:g}–{a.high:g}" if a.low != a.high else f"{a.low:g}" for a in value)
    if column in ("names", "ordinals"):
        return ", ".join(sorted(_word(code % KIND, codes) for code in value))
    return str(value)


def _date(row: Feature) -> str:
    if row.d0 is None or row.d1 is None:
        return ""
    first, last = (str(EPOCH + timedelta(days=day)) for day in (row.d0, row.d1))
    return first if first == last else f"{first}/{last}"


def _word(code: int, codes: Mapping[int, str]) -> str:
    word = codes[code]
    return word.partition(":")[2] if word.startswith(_PREFIXES) else word


def sentence(other: str, parts: Sequence[Part], score: int) -> str:
    """One line for ``link_reasons``: the parts that count, heaviest first, and their sum, in bits."""
    told = sorted((part for part in parts if part[3]), key=lambda part: (part[0] == "prior", -abs(part[3]), part[0]))
    words = ", ".join(f"{part[0].partition(':')[0]} {bits(part[3])}" for part in told)
    return f"{other}: {words} = {bits(score)}"


def bits(hundredths: int) -> str:
    """A weight in bits, signed, one decimal."""
    return f"{hundredths / 100:+.1f}"
