"""Keys: the one form under which a name is looked up, and the way back from a key to the text.

Input: any text. Output: a ``Key`` whose ``text`` is folded (NFKC and casefold where a character stays one
character, simplified Han characters, one space for any gap between Latin words, nothing for a gap or middle dot
between Hangul or Han characters) and which maps every offset back. A key is for look-up only: quotes and
offsets always point into the text as stored. Limits: a gap holds at most one line break.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_CJK = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_DOT = "·・‧•∙⋅"
_BLANK = " \t\u00a0\u3000\u2002\u2003\u2009"
_GAP = re.compile(
    rf"(?<=[{_CJK}])(?:[{_BLANK}{_DOT}]+\n?[{_BLANK}]*|\n[{_BLANK}]*)(?=[{_CJK}])"
    rf"|[{_BLANK}\-‐‑]+\n?[{_BLANK}]*|\n[{_BLANK}]*(?=\w)"
)
_END = "\x00"  # between names that are folded together; no name holds it
_INSIDE = re.compile(rf"[{_BLANK}{_DOT}](?<=[{_CJK}].)[{_BLANK}{_DOT}]*(?=[{_CJK}])")  # the sign first: found faster
_BREAK = re.compile(rf"[{_BLANK}\-‐‑]+")
_HAN = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00))


@dataclass(frozen=True, slots=True)
class Key:
    """A folded text. ``cuts`` are (offset in the key, shift to add) pairs, ascending."""

    text: str
    cuts: tuple[int, ...]
    shifts: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as stored that ``text[start:end]`` of the key stands for (code points)."""
        first = start + self.shifts[bisect_right(self.cuts, start) - 1]
        last = end - 1 + self.shifts[bisect_right(self.cuts, end - 1) - 1]
        return first, last + 1


class Folding:
    """Makes keys. Holds the character table, built once (about 40 ms)."""

    @cached_property
    def table(self) -> dict[int, str]:
        """Character to character: full-width to ASCII, upper to lower case, traditional to simplified."""
        import opencc

        table = {}
        for code in (*range(0x80), *range(0xA0, 0x2000), *range(0x2000, 0x2070), *range(0xFF01, 0xFFEF)):
            char = chr(code)
            folded = unicodedata.normalize("NFKC", char).casefold()
            if len(folded) == 1 and folded != char:
                table[code] = folded
        for code, plain in zip("’‘“”", "''\"\"", strict=True):
            table[ord(code)] = plain
        lines = "\n".join(map(chr, _HAN))
        simplified = opencc.OpenCC("t2s").convert(unicodedata.normalize("NFKC", lines)).split("\n")
        for number, char in zip(_HAN, simplified, strict=True):
            if len(char) == 1 and char != chr(number):
                table[number] = char
        return table

    def key(self, name: str) -> str:
        """The key of a name alone."""
        return _GAP.sub(_gap, name.strip().translate(self.table))

    def keys(self, names: Sequence[str]) -> list[str]:
        """The keys of many names, folded in one go."""
        folded = _END.join(names).translate(self.table)
        return _BREAK.sub(" ", _INSIDE.sub("", folded)).split(_END)

    def fold(self, text: str) -> Key:
        """The key of a running text, with the way back."""
        same = text.translate(self.table)
        parts: list[str] = []
        cuts, shifts = [0], [0]
        length = last = shift = 0
        for match in _GAP.finditer(same):
            start, end = match.span()
            kept = _gap(match)
            if end - start == 1 and kept and same[start] == kept:
                continue
            parts += (same[last:start], kept)
            length += start - last + len(kept)
            last = end
            shift = end - length
            if shift != shifts[-1]:
                cuts.append(length)
                shifts.append(shift)
        parts.append(same[last:])
        return Key("".join(parts), tuple(cuts), tuple(shifts))


def _gap(match: re.Match[str]) -> str:
    """What is kept of a gap: nothing between two characters of Hangul or Han, else one space."""
    text, gap, (start, end) = match.string, match.group(), match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if "\n" in gap and not (before.isalnum() and after.isalnum()):
        return "\n"
    return "" if _wide(before) and _wide(after) and "-" not in gap else " "


def _wide(char: str) -> bool:
    """Whether it is a sign of Hangul, Han or kana; a Korean text asks for each of its words, so Hangul comes first."""
    return "\u3400" <= char <= "\ud7a3" or "\u3040" <= char <= "\u318f" or "\u1100" <= char <= "\u11ff"
