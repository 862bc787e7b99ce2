"""Text → reading copy of exactly the same length.

Full-width forms become ASCII, every kind of space and zero-width mark becomes a space, dashes and wave dashes
become ``-`` and ``~``, compatibility ideographs become the common ones. Whatever would change the length stays.
Line ends stay as they are. Limits: decomposed Hangul is not composed; circled digits stay, they number lists.
"""

from __future__ import annotations

import unicodedata

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"


def folding_table() -> dict[int, str]:
    """The table for ``str.translate``: code point → one character."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(char): " " for char in _SPACES + _UNSEEN}
    table |= {ord(char): "-" for char in "\u2010\u2011\u2212\ufe63"}
    table |= {ord(char): "~" for char in "\u301c\u223c\u02dc\uff5e"}
    for first, last in ((0x2F00, 0x2FD6), (0xF900, 0xFB00)):
        for code in range(first, last):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[code] = folded
    return table


def fold(text: str, table: dict[int, str]) -> str:
    """The reading copy of ``text``; ``len`` is unchanged, so that offsets hold in both.

    Brackets of wiki links become spaces: they stand between the parts of one date ([[2014年]][[2月18日]]).
    """
    return text.translate(table).replace("[[", "  ").replace("]]", "  ")
