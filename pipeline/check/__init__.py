"""Where the sources disagree: compare the mentions of each event, check the arithmetic, find the origins."""

from __future__ import annotations

from pipeline.check.stage import check

__all__ = ["check"]
