"""Finds date expressions: where they stand and what their words say, not yet what they mean.

Input: a Reading (or plain text). Output: TimeExpressions in text order that do not overlap; offsets are those of
``document.text``. Rules and words are those of ``languages/*/time.toml`` and ``languages/time.toml`` (digits alone,
any language). Whole blocks are read, headings, bylines and references too: the resolver decides what may date what.
Limits: a value that needs context (8월 4일, 그해) is left to ``extract/timeline.py``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.extract.eras import under_eras
from pipeline.extract.scan import Scanner
from pipeline.extract.time_rules import Said, TimeRule
from pipeline.languages import code_of
from pipeline.model import PartialDate, Reading, Span, TimeExpression
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.resources import Resources

_FOLDS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F, 0xFEFF), 0x20
)
_IN_MONTHS = {"decades": 120, "years": 12, "months": 1}
_IN_DAYS = {"decades": 3650, "years": 365, "months": 30, "weeks": 7, "days": 1}
_PLAIN = ("base", "shift_unit", "shift", "month", "day", "weekday", "direction", "edge", "lunar", "holiday")


def find(reading: Reading, resources: Resources) -> tuple[TimeExpression, ...]:
    """Every date expression of the reading, in text order; inserted spam (``masks``) holds none.

    None reaches from one block into the next: a heading ``1924年`` and ``一月二十日`` below it are two.
    """
    blocks = [block.span.start for block in reading.blocks]
    found = [
        expression
        for start, end, code in _passages(reading, resources)
        for first, last in _cut(start, end, blocks)
        for expression in _scan(reading.folded, first, last, code, resources)
    ]
    return under_eras([e for e in found if not any(e.span.overlaps(mask) for mask in reading.masks)])


def find_in(text: str, language: str, resources: Resources) -> tuple[TimeExpression, ...]:
    """Every date expression of a plain text in ``language`` (a code or BCP 47 tag); offsets are those of ``text``."""
    return tuple(_scan(fold(text), 0, len(text), code_of(language), resources))


def fold(text: str) -> str:
    """A reading copy of the same length: full-width signs to ASCII, every kind of space to a space."""
    return text.translate(_FOLDS)


def _passages(reading: Reading, resources: Resources) -> Iterator[tuple[int, int, str]]:
    """Stretches of one language; what no sentence covers goes with what stands before it."""
    start, code = 0, ""
    for sentence in reading.sentences:
        own = code_of(sentence.language)
        if own != code and code:
            yield start, sentence.span.start, code
            start = sentence.span.start
        code = own
    yield start, len(reading.folded), code or "und"


def _cut(start: int, end: int, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """``[start, end)`` cut at those of the sorted ``cuts`` that lie inside it."""
    inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
    yield from pairwise((start, *inside, end))


def _scan(text: str, start: int, end: int, code: str, resources: Resources) -> Iterator[TimeExpression]:
    scanner: Scanner[TimeRule] = resources.time_scanner(code)
    for match, rule in scanner.scan(text, start, end):
        if rule.kind != "none":
            expression = _expression(match, rule, code)
            if expression is not None:
                yield expression


def _expression(match: Any, rule: TimeRule, code: str) -> TimeExpression | None:
    first, second = rule.said(match)
    if "ask" in first and not _asked(first, match.group()):
        return None
    amount, unit = _amount(first)
    start = None if rule.kind in ("duration", "anniversary", "interval_since") else _partial(first, amount, unit)
    end = None
    if rule.kind == "range" and start is not None:
        start, end = carry(start, _partial(_of_one_century(first, second), *_amount(second)))
    return TimeExpression(
        span=Span(*match.span()),
        kind=rule.kind,  # type: ignore[arg-type]
        language=rule.language(code),
        rule=rule.rule.name,
        start=start,
        end=end,
        amount=amount,
        unit=unit,  # type: ignore[arg-type]
        era=first.get("era", ""),
    )


def _of_one_century(first: Said, last: Said) -> Said:
    """``last`` with its short year in the hundred years that ``first`` opens: 1925-38, 1998-02."""
    if "short_year" not in last or "year" not in first:
        return last
    year = first["year"] + (last["short_year"] - first["year"]) % 100
    return {key: said for key, said in last.items() if key != "short_year"} | {"year": year}


def _asked(said: Said, text: str) -> bool:
    """Fills in what dateparser reads in ``text``; False where it reads nothing that stands there."""
    from pipeline.extract.second_opinion import ask

    answer = ask(text, tuple(said["ask"].split("+")))
    if answer is None:
        return False
    said.update({key: part for key, part in zip(("year", "month", "day"), answer, strict=True) if part is not None})
    return True


def _amount(said: Said) -> tuple[float | None, str | None]:
    """Years, months, weeks and days as one amount in the finest unit that is stated."""
    if "amount" in said:
        return float(said["amount"]), said.get("unit", "year")
    stated = [key for key in _IN_DAYS if key in said]
    if not stated:
        return None, None
    if stated == ["decades"]:
        return said["decades"] * 10.0, "year"
    if len(stated) == 1:
        return float(said[stated[0]]), stated[0][:-1]
    if set(stated) <= set(_IN_MONTHS):
        return float(sum(said[key] * _IN_MONTHS[key] for key in stated)), "month"
    return float(sum(said[key] * _IN_DAYS[key] for key in stated)), "day"


def _partial(said: Said, amount: float | None, unit: str | None) -> PartialDate:
    values = {key: said[key] for key in _PLAIN if key in said}
    if "sign" in said and amount is not None:
        values |= {"shift_unit": unit, "shift": int(said["sign"] * amount)}
    if "weekday" in values and not {"base", "month", "day"} & values.keys():
        values["base"] = "document"
    year, section = _year(said)
    if "nth" in said:
        section = f"nth-{values.pop('weekday')}-{said['nth']}" if "weekday" in said else f"week-{said['nth']}"
    return PartialDate(
        year=year,
        section=section or said.get("section", "") or said.get("part", ""),
        leap_month=said.get("leap", False),
        approximate=said.get("about", False),
        **values,
    )


def _year(said: Said) -> tuple[int | None, str]:
    """The year, and the section where it is a decade's or a century's first year."""
    part = f"-{said['part']}" if "part" in said else ""
    if "decade" in said:
        decade = said["decade"]
        if decade < 100:
            decade += (said["century"] - 1) * 100 if "century" in said else 1900 if decade >= 30 else 2000
        return decade, f"decade{part}"
    if "century" in said:
        return (said["century"] - 1) * 100, f"century{part}"
    if "era_first" in said:
        return said["era_first"] + said.get("era_years", 1) - 1, ""
    if "short_year" in said:
        return said["short_year"] + (2000 if said["short_year"] < 50 else 1900), ""
    return said.get("year"), ""


def carry(start: PartialDate, end: PartialDate) -> tuple[PartialDate, PartialDate]:
    """Both ends of a range with the parts that only one of them states: 6월 18일 ~ 19일, July 19 to 20, 2000."""
    end = _carried(start, end, forward=True)
    return _carried(end, start, forward=False), end


def _carried(source: PartialDate, target: PartialDate, *, forward: bool) -> PartialDate:
    if target.weekday is not None and target.shift_unit is None and source.shift_unit == "week":
        return replace(target, base=source.base, shift_unit="week", shift=source.shift)
    if target.base != "context" or target.year is not None or target.weekday is not None:
        return target
    if target.month is None and target.day is not None and source.month is not None:
        target = replace(target, month=source.month, lunar=source.lunar)
    if source.year is None or source.section.startswith(("decade", "century")):
        moved = forward and source.base != "context" and source.shift_unit in ("year", "month")
        return replace(target, base=source.base, shift_unit=source.shift_unit, shift=source.shift) if moved else target
    if target.month is None and not target.section and target.day is None:
        return target
    wraps = (target.month or 0, source.month or 0)
    over = 0
    if all(wraps):
        over = 1 if forward and wraps[0] < wraps[1] else -1 if not forward and wraps[0] > wraps[1] else 0
    return replace(target, year=source.year + over)


def describe(expression: TimeExpression) -> str:
    """What an expression says, in one line: ``2000-02-09``, ``X-08-04``, ``document year-1 X-09``, ``day 4``."""
    if expression.start is not None and expression.kind in ("date", "clock"):
        return _describe(expression.start)
    if expression.start is not None and expression.end is not None:
        return f"{_describe(expression.start)} / {_describe(expression.end)}"
    return f"{expression.unit} {expression.amount:g}" if expression.amount is not None else expression.kind


def _describe(end: PartialDate) -> str:
    words: list[str] = [] if end.base == "context" else [end.base]
    if end.shift_unit:
        words.append(f"{end.shift_unit}{end.shift:+d}")
    if end.direction:
        words.append("last" if end.direction < 0 else "next")
    parts = ["X" if part is None else f"{part:02d}" for part in (end.year, end.month, end.day)]
    while parts and parts[-1] == "X":
        parts.pop()
    words += ["-".join(parts)] if parts else []
    words += [f"weekday{end.weekday}"] if end.weekday is not None else []
    words += [word for word in (end.section, end.edge, end.holiday) if word]
    flags = {"lunar": end.lunar, "leap": end.leap_month, "about": end.approximate}
    return " ".join(words + [name for name, on in flags.items() if on])
