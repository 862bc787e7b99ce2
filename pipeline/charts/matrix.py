"""The source × event matrix: a mark where a source tells an event, another where a disagreement names it.

Input: an output folder, a language. Output: an Altair chart. Limits: the ``MOST`` events with most sources.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.charts.words import labels, words
from pipeline.export.stories import Story, stories
from pipeline.write.agreement import disputes
from pipeline.write.tables import rows

if TYPE_CHECKING:
    import altair as alt

MOST = 60


def matrix(out: Path, language: str) -> alt.Chart:
    """The chart; silence is an empty cell."""
    import altair as alt

    text = words(language)
    told = stories(out)
    kept = sorted(told, key=lambda s: (-s.n_origins, -len(s.told), s.first, s.event_id))[:MOST]
    kept.sort(key=lambda s: (s.first or "9", s.last, s.event_id))
    clashes = frozenset((event, document) for event, document, _ in disputes(rows(out, "conflicts")))
    names = labels(kept, language)
    values = [cell for story, name in zip(kept, names, strict=True) for cell in _cells(story, name, clashes)]
    subtitle = text["more"].format(shown=len(kept), all=len(told)) if len(kept) < len(told) else ""
    marks = alt.Scale(domain=["told", "disputed"], range=["#4c78a8", "#e45756"])
    legend = f"datum.value == 'told' ? '{text['told']}' : '{text['disputed']}'"
    return (
        alt.Chart(alt.Data(values=values), title=alt.Title(text["matrix"], subtitle=subtitle, anchor="start"))
        .mark_square(size=110)
        .encode(
            x=alt.X("source:N", title=text["source"], axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=180)),
            y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=420, grid=True)),
            color=alt.Color("mark:N", scale=marks, title=None, legend=alt.Legend(labelExpr=legend)),
            shape=alt.Shape(
                "mark:N", scale=alt.Scale(domain=["told", "disputed"], range=["square", "diamond"]), legend=None
            ),
            tooltip=["source:N", "name:N", "says:N"],
        )
        .properties(width=alt.Step(22), height=alt.Step(15))
    )


def _cells(story: Story, name: str, clashes: frozenset[tuple[str, str]]) -> list[dict[str, Any]]:
    cells = []
    for document in sorted({told.doc_id for told in story.told}):
        said = [f"{told.date}, {told.status}" for told in story.told if told.doc_id == document]
        cells.append(
            {
                "source": document,
                "name": name,
                "mark": "disputed" if (story.event_id, document) in clashes else "told",
                "says": "; ".join(dict.fromkeys(said)),
            }
        )
    return cells
