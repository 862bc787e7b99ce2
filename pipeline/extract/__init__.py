"""Stage extract: dates, names, numbers and events of one document, each with its span and its reasons."""

from __future__ import annotations

from pipeline.extract.stage import Findings, extract, find_all

__all__ = ["Findings", "extract", "find_all"]
