"""No pattern of the read stage needs more than linear time, whatever sign a hostile text repeats."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from time import process_time

import pytest

from pipeline.patterns import Pattern
from pipeline.read import feeds, pieces, spam, webpage
from pipeline.resources import Resources
from pipeline.settings import Settings

UNITS = (
    " ", "\u3000", "\n", "a", "가", "中", "1", "1.", "1 ", "(", "[", "[1]", "[註", "{{", "<", "<a ",
    "|", " |", "=", "-", "#", "“", "\"", ".", ". ", "...", "…", ",", "가 ", "2019.", "1월", "年",
    ":", "'", "[[", "-{", "&", "x|", "▲", "一、", "I", "다#",
)  # fmt: skip
SIZE = 20_000
AT_ITS_START = ("keep_after", "dated", "contents", "number", "takes_up", "field", "list_mark", "markdown", "chapter")
"""Patterns that are matched at one place only."""


def patterns(value: object, name: str) -> dict[str, re.Pattern[str]]:
    """All compiled patterns inside a loaded rule set, by the path that leads to them."""
    if isinstance(value, re.Pattern):
        return {name: value}
    if isinstance(value, Pattern):
        return {name: value.compiled}
    found: dict[str, re.Pattern[str]] = {}
    if is_dataclass(value):
        for field in fields(value):
            found |= patterns(getattr(value, field.name), f"{name}.{field.name}")
    elif isinstance(value, tuple | list):
        for number, one in enumerate(value):
            found |= patterns(one, f"{name}.{getattr(one, 'id', '') or getattr(one, 'name', '') or number}")
    elif hasattr(value, "items"):
        for key, one in value.items():
            found |= patterns(one, f"{name}.{key}")
    return found


def of_modules() -> dict[str, re.Pattern[str]]:
    return {
        f"{module.__name__}.{name}": value
        for module in (pieces, spam, webpage, feeds)
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


@pytest.mark.parametrize("unit", UNITS)
def test_repeated_signs(unit: str) -> None:
    every = patterns(Resources(Settings()).reading, "reading") | of_modules()
    assert len(every) > 80
    for tail in ("", "x", "\n!"):
        text = (unit * (SIZE // len(unit))) + tail
        for name, pattern in every.items():
            started = process_time()
            if name.endswith(AT_ITS_START):
                pattern.match(text)
            else:
                sum(1 for _ in pattern.finditer(text))
            assert process_time() - started < 0.5, name
