"""Charts of a run, as SVG, PNG, HTML or PDF: timeline, source × event matrix, agreement, entity network.

Input: an output folder. Output: files. Errors: PipelineError ``missing-extra`` without the extra ``[charts]``. Limits:
drawn by Altair and vl-convert without a browser or a network; PNG needs a font that has Hangul and Han.
"""

from __future__ import annotations

from pipeline.charts.drawing import CHARTS, Drawn, draw

__all__ = ["CHARTS", "Drawn", "draw"]
