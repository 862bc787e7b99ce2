"""The agreement map: for every two sources, on how many of their common events they do not contradict each other.

Input: an output folder, a language. Output: an Altair chart, empty where no two sources tell the same event. Limits:
as in ``write.agreement``, which counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.charts.words import words
from pipeline.write.agreement import agreement as agreement_map
from pipeline.write.agreement import disputes, told_by
from pipeline.write.tables import rows

if TYPE_CHECKING:
    import altair as alt


def agreement(out: Path, language: str) -> alt.LayerChart:
    """The chart."""
    import altair as alt

    text = words(language)
    told, against = told_by(rows(out, "mentions")), disputes(rows(out, "conflicts"))
    found = agreement_map(rows(out, "documents"), told, against)
    values = [
        {"left": left, "right": right, "shared": pair.shared, "agreed": pair.agreed, "share": pair.agreed / pair.shared}
        for (left, right), pair in sorted(found.pairs.items())
    ]
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("left:N", title=None, axis=alt.Axis(labelAngle=-40, labelLimit=180)),
        y=alt.Y("right:N", title=None, axis=alt.Axis(labelLimit=180)),
        tooltip=[alt.Tooltip("shared:Q", title=text["shared"]), alt.Tooltip("agreed:Q", title=text["agreed"])],
    )
    share = alt.Scale(domain=[0, 1], range=["#e88f8a", "#f6efdf", "#9cc3e0"])
    cells = base.mark_rect().encode(
        color=alt.Color("share:Q", scale=share, title=text["agreed"], legend=alt.Legend(format="%"))
    )
    numbers = (
        base.transform_calculate(words="datum.agreed + '/' + datum.shared")
        .mark_text(fontSize=10)
        .encode(text="words:N")
    )
    title = alt.Title(text["agreement"], anchor="start")
    return alt.layer(cells, numbers, title=title).properties(width=alt.Step(38), height=alt.Step(24))
