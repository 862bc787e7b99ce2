"""Things that a clause speaks of, under one name in every language: a liaison office, a railway, an armistice.

Input: a clause, ``lexicon/things.toml``. Output: names of things. Limits: general words of public affairs, no proper
names; Korean and Han words are found inside longer ones, Korean ones of two syllables not behind a single
one, English words as a whole, in the singular or plural.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError

_WHOLE = re.compile(r"(?<!(?<![가-힣])[가-힣])")
"""Not behind a single syllable: it takes the first one of the word (발포로 is no 포로, 들어선 no 어선)."""
PATH = Path(__file__).parents[1] / "lexicon" / "things.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """A pattern for Latin words, one for all others; ``names_of`` maps each to its things, ``words_of`` each thing
    that may stand in a title to its usual word by language; ``folding`` Han variants to simplified form."""

    latin: re.Pattern[str]
    other: re.Pattern[str]
    names_of: Mapping[str, tuple[str, ...]]
    words_of: Mapping[str, Mapping[str, str]]
    folding: Mapping[int, str]

    def of(self, clause: str) -> frozenset[str]:
        """The things that a clause speaks of; the longest word counts where one stands in another."""
        text = clause.lower().translate(self.folding)
        found = {_singular(word, self.names_of) for word in self.latin.findall(text)}
        found.update(self._others(text))
        return frozenset(name for word in found for name in self.names_of[word])

    def _others(self, text: str) -> Iterator[str]:
        at = 0
        while match := self.other.search(text, at):
            at = match.end()
            if _short_korean(match[0]) and not _WHOLE.match(text, match.start()):
                at = match.start() + 1
            else:
                yield match[0]


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
    latin = rf"\b(?:{_any_of(filter(str.isascii, names_of))})(?:s|es)?\b"
    other = _any_of(word for word in names_of if not word.isascii())
    return Things(
        latin=re.compile(latin), other=re.compile(other), names_of=names_of, words_of=words_of, folding=folding
    )


def _any_of(words: Iterable[str]) -> str:
    """Any of them, the longest first; none matches nothing."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


def _short_korean(word: str) -> bool:
    return len(word) <= 2 and all("가" <= sign <= "힣" for sign in word)


def _singular(found: str, words: Collection[str]) -> str:
    return next(word for word in (found, found[:-1], found[:-2]) if word in words)
