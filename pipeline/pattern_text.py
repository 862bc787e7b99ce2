"""Reads the text of a regular expression as far as it tells how a match may open.

Input: a pattern as ``re`` takes it. Output: its Openings, and whether each match begins where the text does. Signs are
read from left to right; behind the point from which nothing more can be told they are only counted, to find where an
alternative ends. Limits: what ``re`` knows beside literal signs, classes of them, groups, alternatives and
repetitions counts as "anything"; no verbose patterns, no conditions.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.openings import NOTHING, Openings, Part, begun, either, joined, of, repeated

_ESCAPE = r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])"
_SET = r"\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]"
_SIGN = (
    rf"{_ESCAPE}|{_SET}"
    r"|\(\?(?:P<\w+>|P=\w+|<?[=!]|>|[aiLmsux]*(?:-[imsx]+)?[:)])|\("
    r"|(?:[*+?]|\{\d*(?:,\d*)?\})[?+]?"
    r"|[\s\S]"
)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "0": "\0"}
_RANGE = re.compile(rf"({_ESCAPE}|[\s\S])(?:-({_ESCAPE}|[\s\S]))?")
_REPEATED = re.compile(r"[*+?]|\{(\d*)(,?)(\d*)\}")
_MANY = 2000  # a class of more characters than this is treated as "any"
_ENDS = ("", "|", ")")


def openings_of(text: str, flags: int = 0) -> Openings:
    """The openings of a pattern; empty if they cannot be told. Raises ``re.error`` where groups are not closed."""
    reader = _Reader(text)
    fold = "i" in reader.flags() or bool(flags & re.IGNORECASE)
    part = reader.alternatives(fold)
    if reader.sign:
        raise re.error("unbalanced parenthesis", text)
    if part is None or part.empty:
        return {}
    return {**part.pairs, **dict.fromkeys(part.alone)}


def begins_text(text: str) -> bool:
    """Whether every match of a pattern begins where the text does (``^``, ``\\A``)."""
    reader = _Reader(text)
    return "m" not in reader.flags() and reader.begins_text()


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(_SIGN)


@cache
def _word() -> re.Pattern[str]:
    """Two letters that stand once: most alternatives are words."""
    return re.compile(r"[^\W\d_]{2}(?![*+?{])")


@cache
def _passed_over(bars: bool) -> re.Pattern[str]:
    """What ends no alternative and opens or closes no group; with ``bars`` those inside a group too."""
    return re.compile(rf"(?:{_ESCAPE}|{_SET}|[^()\[\\{'' if bars else '|'}]+)*")


class _Reader:
    """The next ``sign`` of a pattern, which is empty at the end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.sign = self._read()

    def _read(self) -> str:
        found = _sign().match(self._text, self._at)
        return found[0] if found else ""

    def _go_on(self) -> None:
        self._at += len(self.sign)
        self.sign = self._read()

    def flags(self) -> str:
        """The flags at the very beginning, which are read."""
        sign = self.sign
        if not re.fullmatch(r"\(\?\w+\)", sign):
            return ""
        self._go_on()
        return sign

    def alternatives(self, fold: bool) -> Part | None:
        """What stands until the end or the closing parenthesis, which is left."""
        parts = [self._sequence(fold)]
        while self.sign == "|":
            self._go_on()
            parts.append(self._sequence(fold))
        return parts[0] if len(parts) == 1 else either(parts)

    def begins_text(self) -> bool:
        """As the function of that name; until the end or the closing parenthesis, which is left."""
        begins = self._first_begins_text()
        self._skip()
        while self.sign == "|":
            self._go_on()
            begins = self._first_begins_text() and begins
            self._skip()
        return begins

    def _first_begins_text(self) -> bool:
        sign = self.sign
        if not sign.startswith("(") or sign.startswith(("(?=", "(?!", "(?<=", "(?<!")) or sign.endswith(")"):
            return sign in ("^", "\\A")
        self._go_on()
        begins = self.begins_text()
        self._close()
        return begins and not _REPEATED.match(self.sign)

    def _sequence(self, fold: bool) -> Part | None:
        if word := _word().match(self._text, self._at):
            self._skip()
            return begun(word[0][0], word[0][1], fold)
        so_far: Part | None = NOTHING
        while self.sign not in _ENDS:
            so_far = joined(so_far, self._repeated(fold))
            if so_far is None or not (so_far.empty or so_far.alone):
                self._skip()
        return so_far

    def _skip(self) -> None:
        """Go on to the end of the alternative."""
        depth = 0
        while depth or self.sign not in _ENDS:
            sign = self.sign
            if not sign:
                raise re.error("missing ), unterminated subpattern", self._text)
            depth += (sign[0] == "(" and sign[-1] != ")") - (sign == ")")
            over = _passed_over(depth > 0).match(self._text, self._at + len(sign))
            self._at = over.end() if over else len(self._text)
            self.sign = self._read()

    def _close(self) -> None:
        if self.sign != ")":
            raise re.error("missing ), unterminated subpattern", self._text)
        self._go_on()

    def _repeated(self, fold: bool) -> Part | None:
        part = self._one(fold)
        if found := _REPEATED.match(self.sign):
            self._go_on()
            least, most = _bounds(found)
            part = repeated(part, least, most)
        return part

    def _one(self, fold: bool) -> Part | None:
        """The part of one sign, or of a group."""
        sign = self.sign
        self._go_on()
        if sign[0] == "(" and sign[-1] != ")":
            return self._group(sign, fold)
        if sign in ("^", "$", "\\A", "\\b", "\\B", "\\Z"):
            return NOTHING
        if sign[0] == "[" and len(sign) > 1:
            found = _class(sign[1:-1])
            return None if found is None else of(found, fold)
        literal = _literal(sign)
        return of({literal}, fold) if literal and sign != "." else None

    def _group(self, sign: str, fold: bool) -> Part | None:
        flags = re.fullmatch(r"\(\?([a-zA-Z]*)(?:-([a-z]+))?:", sign)
        if flags:
            fold = (fold or "i" in flags[1]) and "i" not in (flags[2] or "")
        part = self.alternatives(fold)
        self._close()
        if sign.startswith("(?P="):
            return None  # what a group before it has matched
        return NOTHING if sign.endswith(("=", "!")) else part


def _bounds(found: re.Match[str]) -> tuple[int, int]:
    """How often at least and at most; 2 stands for any greater number."""
    if found[0] in "*+?":
        return int(found[0] == "+"), 1 + (found[0] != "?")
    least = int(found[1] or 0)
    return least, int(found[3] or 2) if found[2] else least


def _literal(sign: str) -> str:
    """The character that a sign stands for; empty where it is no single one."""
    if sign[0] != "\\":
        return sign
    if sign[1] in "xuU" and len(sign) > 2:
        return chr(int(sign[2:], 16))
    return "" if sign[1].isalnum() and sign[1] not in _ESCAPED else _ESCAPED.get(sign[1], sign[1])


def _class(inside: str) -> set[str] | None:
    """The characters of a class; None if they are too many, or all but some."""
    found: set[str] = set()
    if inside.startswith("^"):
        return None
    for one in _RANGE.finditer(inside):
        first, last = _literal(one[1]), _literal(one[2] or one[1])
        if not first or not last or ord(last) - ord(first) >= _MANY:
            return None
        found |= {chr(code) for code in range(ord(first), ord(last) + 1)}
    return found
