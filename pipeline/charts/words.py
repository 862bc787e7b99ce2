"""The words of the charts in English, Korean and Chinese, and the labels of events. Input: a language code.

Limits: read from words.toml on each call; a language that is not there gives English.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.export.stories import Story

if TYPE_CHECKING:
    from pipeline.review.words import Words

_FILE = Path(__file__).with_name("words.toml")


def words(language: str) -> Mapping[str, str]:
    """All words, English where the language lacks one."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {**table["en"], **table.get(language.partition("-")[0], {})}


def codes(language: str) -> Words:
    """The words of types and statuses, those of the review screen; English where the language has none."""
    from pipeline.review.words import LANGUAGES, words_in

    short = language.partition("-")[0]
    return words_in(short if short in LANGUAGES else "en")


def labels(told: Sequence[Story], language: str) -> list[str]:
    """The title of each event in ``language``, made different by spaces that do not show where two are the same."""
    seen: Counter[str] = Counter()
    names = []
    for story in told:
        title = {"ko": story.title_ko, "zh": story.title_zh}.get(language.partition("-")[0]) or story.title_en
        names.append(title + "\N{ZERO WIDTH SPACE}" * seen[title])
        seen[title] += 1
    return names
