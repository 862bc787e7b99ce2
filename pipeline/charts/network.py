"""The entity network over time: who takes part in the same events, one drawing for each stretch of time.

Input: an output folder, a language. Output: an Altair chart. Entities stand on a circle in the same place in every
drawing, the busiest first; a line is as wide as the number of events of both. Limits: the ``MOST`` entities with most
events; the events with a date, cut into at most ``STRETCHES`` stretches with about as many events each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from math import cos, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.charts.words import words
from pipeline.export.stories import Story, stories
from pipeline.write.tables import rows

if TYPE_CHECKING:
    import altair as alt

MOST = 18
STRETCHES = 4
_ACROSS, _DOWN = 1.6, 1.2  # half the width and height of a drawing: names stand beside the circle
_FEWEST = 8  # events that a stretch should hold


def network(out: Path, language: str) -> alt.FacetChart:
    """The chart."""
    import altair as alt

    text = words(language)
    dated = [story for story in stories(out) if story.first]
    busy = Counter(name for story in dated for name in _parties(story))
    kept = sorted(busy, key=lambda name: (-busy[name], name))[:MOST]
    places = {name: _place(number, len(kept)) for number, name in enumerate(kept)}
    names = _names(out, language)
    values = [
        row
        for label, told in _stretches(dated)
        for row in (*_lines(told, places, label), *_nodes(told, places, names, label))
    ]
    across, down = (
        {"axis": None, "scale": alt.Scale(domain=[-reach, reach], nice=False)} for reach in (_ACROSS, _DOWN)
    )
    widths = alt.Scale(type="sqrt", domain=[0, 20], range=[0.5, 8])
    base = alt.Chart().properties(width=400, height=320)
    lines = (
        base.transform_filter("datum.n2 != null")
        .mark_rule(color="#888", opacity=0.55)
        .encode(
            x=alt.X("x:Q", **across), y=alt.Y("y:Q", **down), x2="x2:Q", y2="y2:Q",
            strokeWidth=alt.StrokeWidth(
                "n:Q", scale=widths, title=text["events"], legend=alt.Legend(values=[1, 5, 10, 20])
            ),
        )
    )  # fmt: skip
    dots = (
        base.transform_filter("datum.n2 == null && datum.n > 0")
        .mark_circle(color="#4c78a8", opacity=0.9)
        .encode(x="x:Q", y="y:Q", size=alt.Size("n:Q", scale=alt.Scale(domain=[0, 30], range=[12, 400]), legend=None))
    )
    labels = [
        base.transform_filter(f"datum.n2 == null && datum.n > 0 && datum.side == '{side}'")
        .mark_text(fontSize=10, limit=110, align=side)
        .encode(x="lx:Q", y="ly:Q", text="name:N")
        for side in ("left", "center", "right")
    ]
    title = alt.Title(text["network"], anchor="start")
    layered = alt.layer(lines, dots, *labels, data=alt.Data(values=values))
    return layered.facet(facet=alt.Facet("stretch:N", title=None, sort=None), columns=2).properties(title=title)


def _parties(story: Story) -> tuple[str, ...]:
    return tuple(sorted({actor.entity_id or actor.name for actor in story.actors}))


def _names(out: Path, language: str) -> Mapping[str, str]:
    column = {"ko": "name_ko", "zh": "name_zh_hans"}.get(language.partition("-")[0], "name_en")
    columns = (column, "name_en", "name_ko", "name_zh_hans", "name_zh_hant", "entity_id")
    return {row["entity_id"]: next(filter(None, map(row.get, columns))) for row in rows(out, "entities")}


def _stretches(dated: Sequence[Story]) -> list[tuple[str, Sequence[Story]]]:
    """Stretches of time with about as many events each, named by first and last year."""
    count = max(1, min(STRETCHES, len(dated) // _FEWEST))
    cuts = [len(dated) * number // count for number in range(count + 1)]
    parts = [dated[start:end] for start, end in pairwise(cuts) if end > start]
    return [(f"{part[0].first[:7]} – {part[-1].first[:7]}", part) for part in parts]


def _place(number: int, of: int) -> tuple[float, float]:
    angle = 2 * pi * number / max(of, 1)
    return round(sin(angle), 4), round(cos(angle), 4)


def _lines(told: Sequence[Story], places: Mapping[str, tuple[float, float]], label: str) -> list[dict[str, Any]]:
    pairs = Counter(
        pair for story in told for pair in combinations([name for name in _parties(story) if name in places], 2)
    )
    return [
        {
            "x": places[a][0],
            "y": places[a][1],
            "x2": places[b][0],
            "y2": places[b][1],
            "n": n,
            "n2": 1,
            "stretch": label,
        }
        for (a, b), n in sorted(pairs.items())
    ]


def _nodes(
    told: Sequence[Story], places: Mapping[str, tuple[float, float]], names: Mapping[str, str], label: str
) -> list[dict[str, Any]]:
    busy = Counter(name for story in told for name in _parties(story))
    return [
        {"x": x, "y": y, "n": busy[name], "n2": None, "name": names.get(name, name), "stretch": label, **_beside(x, y)}
        for name, (x, y) in places.items()
    ]


def _beside(x: float, y: float) -> dict[str, Any]:
    """Where the name of a node stands: outside the circle, running away from it."""
    side = "left" if x > 0.15 else "right" if x < -0.15 else "center"
    return {"lx": round(1.1 * x, 4), "ly": round(1.12 * y, 4), "side": side}
