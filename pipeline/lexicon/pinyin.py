"""Pinyin of Han names, without tones.

Input: a name in simplified characters. Output: its syllables (``lv`` for ü). The syllables of single characters lie
ready (pinyin.tsv, made by ``tools/build_sound.py``), with the pairs of characters that may be read otherwise in a word:
a name with such a pair is asked of pypinyin, whose import takes a third of a second.
"""

from __future__ import annotations

from functools import cached_property
from operator import add
from pathlib import Path

PINYIN = "pinyin.tsv"


class Pinyin:
    """The readings in a folder; the table is read when first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _table(self) -> dict[str, str]:
        """Character or name -> its syllables; pairs of characters without one syllable for all words -> nothing."""
        return two_columns(self._folder / PINYIN)

    def syllables(self, plain: str) -> list[str]:
        """The syllables of a name in simplified characters, one by one where that is sure."""
        ready = self._table.get(plain)
        if ready:
            return ready.split()
        found = [self._table.get(char, "") for char in plain]
        sure = all(found) and not any(map(self._table.__contains__, map(add, plain, plain[1:])))
        return found if sure else pinyin(plain)


def pinyin(name: str) -> list[str]:
    """The syllables of a name in simplified characters, without tones, as pypinyin reads it."""
    from pypinyin import Style, lazy_pinyin

    return list(lazy_pinyin(name, style=Style.NORMAL, v_to_u=False))


def two_columns(path: Path) -> dict[str, str]:
    """A table of two columns without a header, as a dictionary."""
    return dict(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
