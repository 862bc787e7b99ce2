"""Tables of a run → files for other programs: spreadsheets, databases, calendars, timelines, linked data.

Input: an output folder. Output: bytes of one file. Limits: the tables must fit in memory; what a format cannot hold
is left out and counted, never bent.
"""

from __future__ import annotations

from pipeline.export.formats import FORMATS, Exported, export

__all__ = ["FORMATS", "Exported", "export"]
