"""Which charts there are, and how one becomes a file.

Input: an output folder, the name of a chart, a language for titles. Output: ``Drawn``. Errors: PipelineError
``no-tables``, ``unknown-chart``, ``unknown-format``, ``missing-extra``, ``unwritable``. Limits: HTML holds its own
scripts (about a megabyte), so that it opens without a network.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.charts.agreement import agreement
from pipeline.charts.matrix import matrix
from pipeline.charts.network import network
from pipeline.charts.timeline import timeline
from pipeline.errors import PipelineError
from pipeline.write.publish import write_file

if TYPE_CHECKING:
    import altair as alt

SUFFIXES = ("svg", "png", "html", "pdf")
FONT = "Noto Sans CJK KR, Noto Sans KR, Malgun Gothic, Apple SD Gothic Neo, Noto Serif CJK KR, Noto Sans, sans-serif"
_SCALE = 2  # pixels of a PNG for each unit of the drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The file of a chart."""

    path: Path
    chart: str


def draw(out: Path, name: str, file: Path | None = None, *, language: str = "en") -> Drawn:
    """Draw chart ``name`` of the run in ``out``; its form is the suffix of ``file`` (default ``chart-<name>.svg``)."""
    if name not in CHARTS:
        raise PipelineError("unknown-chart", name=name, choices=", ".join(CHARTS))
    path = file or out / f"chart-{name}.svg"
    suffix = path.suffix.lstrip(".").lower()
    if suffix not in SUFFIXES:
        raise PipelineError("unknown-format", name=suffix, choices=", ".join(SUFFIXES))
    for module in ("altair", "vl_convert"):
        _need(module)
    chart = CHARTS[name](out, language).configure(font=FONT).configure_view(strokeWidth=0)
    write_file(path, _rendered(chart, suffix))
    return Drawn(path=path, chart=name)


def _need(module: str) -> None:
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise PipelineError("missing-extra", what=module, extra="charts")


def _rendered(chart: alt.TopLevelMixin, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"chart.{suffix}"
        options = {"inline": True} if suffix == "html" else {"scale_factor": _SCALE} if suffix == "png" else {}
        chart.save(str(path), **options)
        return path.read_bytes()


CHARTS: Mapping[str, Callable[[Path, str], alt.TopLevelMixin]] = MappingProxyType(
    {"timeline": timeline, "matrix": matrix, "agreement": agreement, "network": network}
)
"""Name → the function that makes the chart from the tables."""
