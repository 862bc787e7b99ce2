"""The publication stamp of an article in a table or feed → an EDTF day, or nothing.

Input: text such as ``2021-05-03T09:00:00+09:00``, ``Mon, 03 May 2021 09:00:00 +0900``, ``2021.5.3``, ``20210503`` or an
EDTF date. Output: the day as the stamp itself states it (no time zone is converted). Limits: days whose order of month
and day is open (``3/5/2021``) give nothing.
"""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError

_DAY = re.compile(r"\s*(\d{4})\s*[-./年년]\s*(\d{1,2})\s*[-./月월]\s*(\d{1,2})(?!\d)")
_DIGITS = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?!\d)")


def day_of(stamp: str) -> str:
    """The EDTF date of a stamp; empty where none can be read from it."""
    text = stamp[:100].strip()
    match = _DAY.match(text) or _DIGITS.match(text)
    if match:
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    parsed = parsedate(text) if "," in text or " " in text else None
    if parsed:
        return _iso(*parsed[:3])
    try:
        return str(Edtf.parse(text)) if text else ""
    except (ValueError, PipelineError):
        return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
