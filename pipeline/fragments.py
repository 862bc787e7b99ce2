"""Lets ``re`` read each part of a pattern once: date rules are made of the same slots, so that two of three characters
of their patterns were read before, and reading and coding them anew was most of compiling.

``re`` offers no way to do so. Two functions of its compiler are replaced: what stands between the brackets of a group
and holds no group that captures, no reference and no flag means the same wherever it stands, so what was made of it is
taken again for the same text. For a process that does nothing but run the pipeline (``pipeline.process``). Limits: a
Python whose compiler lacks one of the functions, or makes something else of a sample with them replaced, goes on as
it is; what was read is kept as long as the process lives.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

_HEAD = 6
"""Parts are sought by their first characters."""
_LEAST = 10
"""Shorter parts are read faster than they are found."""
_BOUND = re.compile(r"\(\?P=|\(\?\(|\\[0-9]")
"""What refers to a group elsewhere in the pattern."""
_SAMPLES = (
    (r"(?P<a>(?:new year|[0-9]{1,2}|a few))-(?P<b>(?:new year|[0-9]{1,2}|a few))(?!(?:new year|a few)+)", 0),
    (r"(?P<c>(?:new year|[0-9]{1,2}|a few))(?<!new year ago)(?:new year ago){2}", re.IGNORECASE),
)


def share_fragments() -> None:
    """Read each part of a pattern once from now on, in this process."""
    parser, compiler = import_module("re._parser"), import_module("re._compiler")
    read, code = getattr(parser, "_parse_sub", None), getattr(compiler, "_compile", None)
    if read is None or code is None or read.__module__ == __name__:
        return
    try:
        as_it_is = _codes(parser, compiler)
        vars(parser)["_parse_sub"], vars(compiler)["_compile"] = _reading(read), _coding(code)
        safe = [_codes(parser, compiler) for _ in range(2)] == [as_it_is] * 2
    except Exception:  # whatever another Python's compiler makes of it
        safe = False
    if not safe:
        vars(parser)["_parse_sub"], vars(compiler)["_compile"] = read, code


def _codes(parser: Any, compiler: Any) -> list[object]:
    """What the samples are compiled to."""
    return [compiler._code(parser.parse(text, flags), flags) for text, flags in _SAMPLES]


def _reading(read: Any) -> Any:
    known: dict[str, list[tuple[str, Any]]] = {}

    def once(source: Any, state: Any, verbose: Any, nested: int) -> Any:
        if not nested or verbose or not source.istext:
            return read(source, state, verbose, nested)
        text: str = source.string
        start: int = source.tell()
        head = text[start : start + _HEAD]
        for part, made in known.get(head, ()):
            end = start + len(part)
            if text.startswith(part, start) and text[end : end + 1] == ")":
                source.seek(end)
                return made
        groups, flags = state.groups, state.flags
        made = read(source, state, verbose, nested)
        part = text[start : source.tell()]
        bound = state.groups != groups or state.flags != flags or _BOUND.search(part)
        if source.next == ")" and len(part) >= _LEAST and not bound:
            made.getwidth()
            made.codes = {}
            known.setdefault(head, []).append((part, made))
        return made

    return once


def _coding(code: Any) -> Any:
    def once(codes: list[int], pattern: Any, flags: int) -> None:
        known = getattr(pattern, "codes", None)
        if known is None:
            code(codes, pattern, flags)
            return
        if flags not in known:
            known[flags] = []
            code(known[flags], pattern, flags)
        codes.extend(known[flags])

    return once
