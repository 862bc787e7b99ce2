"""Blocks → Sentences, each with the language of its passage: ko, zh-Hans, zh-Hant, en, or ``und``.

By script count, then by frequent words for Latin script (one is enough among English ones); a short sentence takes the
language of its block, a short block that of the document. A language that the user names for the document (``lang`` in
``sources.csv``) and that is none of these takes the passages that would else be English or unknown. Limits: other
languages are ``und``.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.model import Block, Sentence, Span
from pipeline.read.scripts import Counts, Scripts, count
from pipeline.read.sentences import SentenceRules, split

UNKNOWN = "und"
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_ENOUGH = 12
_ENOUGH_FORMS = 2
_OWN = ("ko", "zh", "en", "")


def sentences_of(
    folded: str, blocks: tuple[Block, ...], declared: str, scripts: Scripts, rules: SentenceRules
) -> tuple[Sentence, ...]:
    """All sentences in text order; ``declared`` is the BCP 47 tag that the user gave the document, or empty."""
    default = _document_language(folded, declared, scripts, rules)
    sentences: list[Sentence] = []
    for number, block in enumerate(blocks):
        text = block.span.of(folded)
        language = _named(detect(text, default, scripts, rules), declared)
        splitter = rules.splitters.get(language.partition("-")[0], rules.splitters["en"])
        for span in [block.span] if block.kind == "byline" else split(folded, block.span, splitter):
            own = _named(_of_sentence(span, folded, text, language, scripts, rules), declared)
            sentences.append(Sentence(span=span, block=number, language=own))
    return tuple(sentences)


def _named(language: str, declared: str) -> str:
    foreign = declared.partition("-")[0] not in _OWN
    return declared if foreign and language in ("en", UNKNOWN) else language


def _of_sentence(span: Span, folded: str, block: str, language: str, scripts: Scripts, rules: SentenceRules) -> str:
    text = span.of(folded)
    return language if len(text) == len(block) else detect(text, language, scripts, rules)


def detect(text: str, default: str, scripts: Scripts, rules: SentenceRules) -> str:
    """The language of a passage; ``default`` where it holds too little to tell."""
    counts = count(text)
    if _weight(counts) < _ENOUGH / 3:
        return (
            default
            if counts.letters == 0 or _compatible(counts, default)
            else _certain(text, counts, default, scripts, rules)
        )
    return _certain(text, counts, default, scripts, rules)


def _compatible(counts: Counts, default: str) -> bool:
    code = default.partition("-")[0]
    of = {"ko": counts.hangul, "zh": counts.han, "en": counts.latin}
    return of.get(code, 0) > 0 or (code in of and counts.hangul + counts.han == 0)


def _weight(counts: Counts) -> float:
    return counts.east + (counts.latin + counts.other) / 3


def _certain(text: str, counts: Counts, default: str, scripts: Scripts, rules: SentenceRules) -> str:
    east = counts.east
    alphabetic = (counts.latin + counts.other) / 3
    if counts.kana * 5 > east and counts.kana > counts.hangul and east >= alphabetic:
        return UNKNOWN
    if east >= alphabetic:
        return "ko" if counts.hangul * 2 >= counts.han else _chinese(text, default, scripts)
    if counts.other > counts.latin:
        return UNKNOWN
    return _latin(text, default, rules)


def _chinese(text: str, default: str, scripts: Scripts) -> str:
    simplified, traditional = scripts.chinese(text)
    if abs(simplified - traditional) < _ENOUGH_FORMS and default.startswith("zh-"):
        return default
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _latin(text: str, default: str, rules: SentenceRules) -> str:
    words = Counter(word.lower() for word in _WORD.findall(text))
    total = words.total()
    english = sum(number for word, number in words.items() if word in rules.english)
    other = sum(number for word, number in words.items() if word in rules.not_english)
    if other > english:
        return UNKNOWN
    if total < _ENOUGH:
        return "en"
    surrounded = default == "en" and english > other
    return "en" if surrounded or english >= rules.least_english * total else UNKNOWN


def _document_language(folded: str, declared: str, scripts: Scripts, rules: SentenceRules) -> str:
    found = _certain(folded, count(folded), UNKNOWN, scripts, rules)
    return found if found != UNKNOWN or not declared else declared
