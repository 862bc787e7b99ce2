"""The timeline: one bar an event, as wide as its date is uncertain, pale where the date is approximate or vague.

Input: an output folder, a language. Output: an Altair chart. Limits: the ``MOST`` events with most sources; the title
says how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.charts.words import codes, labels, words
from pipeline.export.stories import Story, stories

if TYPE_CHECKING:
    import altair as alt

    from pipeline.review.words import Words

MOST = 60
_DECADE = 10
_VAGUE = ("year", "decade", "half", "quarter", "season", "month")


def timeline(out: Path, language: str) -> alt.Chart:
    """The chart of the events that have a date."""
    import altair as alt

    text = words(language)
    told = [story for story in stories(out) if story.first and story.last]
    kept = sorted(told, key=lambda s: (-s.n_origins, -len(s.told), s.first, s.event_id))[:MOST]
    kept.sort(key=lambda s: (s.first, s.last, s.event_id))
    names = labels(kept, language)
    said = codes(language)
    values = [_bar(story, name, said) for story, name in zip(kept, names, strict=True)]
    subtitle = text["more"].format(shown=len(kept), all=len(told)) if len(kept) < len(told) else ""
    base = alt.Chart(alt.Data(values=values), title=alt.Title(text["timeline"], subtitle=subtitle, anchor="start"))
    return (
        base.mark_bar(height=9, cornerRadius=4, strokeWidth=3)  # the stroke keeps a day visible among years
        .encode(
            x=alt.X("first:T", title=text["date"], axis=alt.Axis(format=_days(kept), labelAngle=-40)),
            x2="last:T",
            y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=420)),
            color=alt.Color("type:N", title=text["type"], scale=alt.Scale(scheme="tableau20")),
            stroke=alt.Stroke("type:N", title=text["type"], scale=alt.Scale(scheme="tableau20")),
            opacity=alt.Opacity("clear:Q", scale=alt.Scale(domain=[0, 1], range=[0.4, 1]), legend=None),
            tooltip=["name:N", "date:N", "status:N", "sources:Q"],
        )
        .properties(width=640, height=alt.Step(15))
    )


def _days(kept: Sequence[Story]) -> str:
    """How the axis names days: no finer than they lie apart."""
    years = int(kept[-1].first[:4]) - int(kept[0].first[:4]) if kept else 0
    return "%Y" if years > _DECADE else "%Y-%m" if years else "%Y-%m-%d"


def _bar(story: Story, name: str, said: Words) -> dict[str, Any]:
    end = date.fromisoformat(story.last) + timedelta(days=1)  # the bar covers the last day too
    return {
        "name": name,
        "first": story.first,
        "last": end.isoformat(),
        "date": story.date,
        "type": said.code("type", story.type),
        "status": said.code("status", story.status),
        "sources": story.n_origins,
        "clear": 0 if story.approximate or story.precision in _VAGUE else 1,
    }
