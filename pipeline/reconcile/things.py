"""Things that a clause speaks of, under one name in every language: a liaison office, a railway, an armistice.

Input: a clause, ``lexicon/things.toml``. Output: names of things. Limits: general words of public affairs, no proper
names; Korean and Han words are found inside longer ones, Korean ones of two syllables not behind a single
one, English words as a whole, in the singular or plural.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError

_HALF_A_WORD = r"(?<!(?<![가-힣])[가-힣])"
"""Not behind a single syllable: it takes the first one of the word (발포로 is no 포로, 들어선 no 어선)."""
PATH = Path(__file__).parents[1] / "lexicon" / "things.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """One pattern for all words; ``names_of`` maps each to its things, ``words_of`` each thing that
    may stand in a title to its usual word by language; ``folding`` Han variants to simplified form."""

    pattern: re.Pattern[str]
    names_of: Mapping[str, tuple[str, ...]]
    words_of: Mapping[str, Mapping[str, str]]
    folding: Mapping[int, str]

    def of(self, clause: str) -> frozenset[str]:
        """The things that a clause speaks of; the longest word counts where one stands in another."""
        text = clause.lower().translate(self.folding)
        found = {_singular(match[0], self.names_of) for match in self.pattern.finditer(text)}
        return frozenset(name for word in found for name in self.names_of[word])


def load_things(folding: Mapping[int, str], path: Path = PATH) -> Things:
    """Read and check the file: every word must be written as it is looked up; raises PipelineError ``bad-lexicon``."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    untitled = {name for name, row in rows.items() if not row.pop("titled", True)}
    names_of: dict[str, tuple[str, ...]] = {}
    for name, row in rows.items():
        for word in (word for words in row.values() for word in words):
            if word != word.lower().translate(folding):
                raise PipelineError("bad-lexicon", path=path, line=0, what=f"[{name}]: `{word}` is not in folded form")
            names_of[word] = (*names_of.get(word, ()), name)
    words_of = {
        name: {language: words[0] for language, words in row.items() if words}
        for name, row in rows.items()
        if name not in untitled
    }
    return Things(pattern=_pattern(names_of), names_of=names_of, words_of=words_of, folding=folding)


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    latin = [re.escape(word) for word in longest_first if word.isascii()]
    other = [_HALF_A_WORD + re.escape(word) for word in longest_first if _short_korean(word)]
    other = [re.escape(word) for word in longest_first if not word.isascii() and not _short_korean(word)] + other
    return re.compile(rf"{'|'.join(other)}|\b(?:{'|'.join(latin)})(?:s|es)?\b")


def _short_korean(word: str) -> bool:
    return len(word) <= 2 and all("가" <= sign <= "힣" for sign in word)


def _singular(found: str, words: Collection[str]) -> str:
    return next(word for word in (found, found[:-1], found[:-2]) if word in words)
