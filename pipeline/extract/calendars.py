"""Other calendars: lunar dates to days, movable holidays to days, counted weekdays to days.

Input: numbers, or a holiday as the rule files name it. Output: ``date`` or None where the calendar has no such day.
Limits: lunar years 1900 to 2050 for Korean, 1900 to 2100 for Chinese; Korea and China each follow their own table (they
differ by a day on about one date in 25, since their meridians differ).
"""

from __future__ import annotations

from datetime import date, timedelta

_FIRST, _LAST = 1900, 2100


def lunar_day(year: int, month: int, day: int, *, leap: bool = False, language: str = "zh") -> date | None:
    """The solar day of a lunar one; ``language`` (ko or zh) picks the table. None where there is no such day."""
    if not (_FIRST <= year <= _LAST and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    return _korean(year, month, day, leap) if language == "ko" else _chinese(year, month, day, leap)


def lunar_month(year: int, month: int, *, leap: bool = False, language: str = "zh") -> tuple[date, date] | None:
    """First and last solar day of a lunar month."""
    first = lunar_day(year, month, 1, leap=leap, language=language)
    last = lunar_day(year, month, 30, leap=leap, language=language) or lunar_day(
        year, month, 29, leap=leap, language=language
    )
    return (first, last) if first and last else None


def _korean(year: int, month: int, day: int, leap: bool) -> date | None:
    from korean_lunar_calendar import KoreanLunarCalendar

    calendar = KoreanLunarCalendar()
    if not calendar.setLunarDate(year, month, day, leap):
        return None
    # the library takes a leap flag for a month that has no leap month: look whether it kept it
    if calendar.isIntercalation != leap or (calendar.lunarMonth, calendar.lunarDay) != (month, day):
        return None
    return date(calendar.solarYear, calendar.solarMonth, calendar.solarDay)


def _chinese(year: int, month: int, day: int, leap: bool) -> date | None:
    from lunar_python import Lunar

    try:
        solar = Lunar.fromYmd(year, -month if leap else month, day).getSolar()
    except Exception:  # the library raises bare Exception for a day that does not exist
        return None
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def holiday(name: str, year: int, language: str = "zh") -> date | None:
    """The day of a movable holiday in a solar year.

    ``name`` is a label and, after a space, its rule: ``fixed/MONTH/DAY``, ``nth/MONTH/WEEKDAY/N`` (0 = Monday; N < 0
    counts from the end; a fourth number adds days), ``easter/DAYS``, ``orthodox/DAYS``, ``lunar/MONTH/DAY``,
    ``lunar_eve`` (the day before the lunar new year) or ``qingming``. None for a label without a rule (several
    countries give the name to different days).
    """
    verb, *numbers = name.partition(" ")[2].split("/")
    values = [int(number) for number in numbers]
    try:
        match verb:
            case "fixed":
                return date(year, values[0], values[1])
            case "nth":
                return nth_weekday(year, *values[:3]) + timedelta(values[3] if values[3:] else 0)
            case "orthodox":
                return _orthodox_easter(year) + timedelta(values[0])
            case "easter":
                return _easter(year) + timedelta(values[0])
            case "lunar":
                return lunar_day(year, values[0], values[1], language=language)
            case "lunar_eve":
                new_year = lunar_day(year, 1, 1, language=language)
                return new_year - timedelta(1) if new_year else None
            case "qingming":
                return _qingming(year)
    except ValueError:
        return None
    return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The ``nth`` such weekday of a month (0 = Monday), from its end where negative; ValueError if there is none."""
    if nth > 0:
        first = date(year, month, 1)
        found = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
        if found.month != month:
            raise ValueError(f"no such weekday in {year}-{month:02}")
        return found
    last = _month_end(year, month)
    return last - timedelta((last.weekday() - weekday) % 7 + 7 * (-nth - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computation of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped, correction = divmod(century, 4)[0], (8 * century + 13) // 25
    epact = (19 * golden + century - skipped - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, as a Gregorian date (1900 to 2099)."""
    lunar = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - lunar + 34) % 7
    month, day = divmod(lunar + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def narrowed(section: str, year: int, month: int | None = None) -> tuple[date, date] | None:
    """First and last day of a ``section`` of a month, or of a year: ``last_day``, ``week-N``, ``nth-WEEKDAY-N``.

    Weeks run from Monday; week 1 is the one that holds the first Thursday. None for any other section.
    """
    first = date(year, month or 1, 1)
    last = _month_end(year, month or 12)
    if section == "last_day":
        return last, last
    words = section.split("-", 1)
    if words[0] == "week":
        count = int(words[1])
        edge = nth_weekday(year, month or (1 if count > 0 else 12), 3, 1 if count > 0 else -1)
        thursday = edge + timedelta(weeks=count - 1 if count > 0 else count + 1)
        return thursday - timedelta(3), thursday + timedelta(3)
    if words[0] != "nth":
        return None
    weekday, nth = int(words[1][0]), int(words[1][2:])
    try:
        found = nth_weekday(year, month or (first if nth > 0 else last).month, weekday, nth)
    except ValueError:
        return None
    return found, found


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def _qingming(year: int) -> date | None:
    """The solar term 清明: 4 or 5 April (or 6)."""
    from lunar_python import Lunar

    term = Lunar.fromYmd(year, 1, 1).getJieQiTable()["清明"] if _FIRST <= year <= _LAST else None
    return date(term.getYear(), term.getMonth(), term.getDay()) if term else None
