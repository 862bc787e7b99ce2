"""What one end of a date expression states, before any context has supplied the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.records import quick

TimeUnit = Literal["year", "half", "quarter", "month", "week", "day"]
TimeBase = Literal["context", "document", "running"]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """One end of a date expression: the parts it states, and how the others hang on context. Not yet a value.

    ``base`` says what supplies unstated parts: ``context`` (8월 4일: running year, heading, then document),
    ``document`` (올해, last month: deictic) or ``running`` (그해, 同年, the following year: anaphoric; 이틀 뒤,
    전날 and 이날 are ``running`` too, though a news lead counts them from the document date).
    ``shift`` moves that base: ``("year", -1)`` for 지난해; ``shift_unit`` is also the finest unit that the
    base supplies (이달 1일: document, month, 0, day 1; 이날: running, day, 0). ``weekday`` is 0 = Monday: with
    ``shift_unit`` week it is the day of that week (上周五), else the last one up to the base (on Sunday).
    ``section`` narrows or names a part of the finest unit stated: ``Q1``..``Q4``, ``H1`` ``H2``, ``spring``
    ``summer`` ``autumn`` ``winter`` of a year; ``first10`` ``second10`` ``last10`` of a month; ``early`` ``mid``
    ``late`` of a year or month (they keep the unit; the word goes into the anchor); ``decade`` and ``century``:
    ``year`` is its first year (1990년대: 1990; 20세기: 1900), narrowed as ``decade-early`` ``decade-mid``
    ``decade-late`` ``century-early`` ...; ``period``: the very period of the base (같은 기간); ``weekend`` of the
    week; ``last_day``, ``week-N``, ``nth-WEEKDAY-N`` (its N-th such weekday, N < 0 from the end) of a month or year.
    ``direction`` -1 asks for the last such date before the base (지난 1월, last September), +1 for the next
    (다음 금요일, next June), 0 for the nearest by rule. ``edge`` is ``after`` for an open end (이후, since), ``by``
    for a deadline (까지), ``before`` for an end with no start (이전). With ``lunar``, ``year month day`` are those
    of the lunar calendar. ``holiday`` names an entry of ``calendars.holiday``; its month and day are filled in
    already where the calendar fixes them. In a range both ends already carry the literal parts of the other
    (6월 18일부터 19일: both have the month); parts missing in both come from context.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    base: TimeBase = "context"
    shift_unit: TimeUnit | None = None
    shift: int = 0
    weekday: int | None = None
    section: str = ""
    direction: int = 0
    edge: Literal["", "after", "by", "before"] = ""
    lunar: bool = False
    leap_month: bool = False
    holiday: str = ""
    approximate: bool = False
