"""The Language record and the table LANGUAGES. A new language is one folder and one line of that table.

A language brings a spaCy pipeline with its tokenizer and a folder of data: ``time.toml`` (date rules),
``events.toml`` (triggers, types, status) and ``words.toml`` (word lists and slots). Nothing else changes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language as Nlp

    from pipeline.languages.tokenizers import ChosenAnalyser
    from pipeline.settings import Settings

# code -> "module:NAME", imported on use
LANGUAGES: dict[str, str] = {
    "ko": "pipeline.languages.ko:KOREAN",
    "zh": "pipeline.languages.zh:CHINESE",
    "en": "pipeline.languages.en:ENGLISH",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What the pipeline needs to know of a language.

    ``tags`` are the BCP 47 tags of the passages it reads (zh: zh-Hans, zh-Hant); ``folder`` holds its TOML files;
    ``make_nlp`` builds its spaCy pipeline (tokenizer only), or raises PipelineError if something is not installed.
    ``analyser`` gives the same words without spaCy, whose import takes a second; a language without one is cut by the
    tokenizer of its pipeline. ``rules_need_tokens``: whether its rules ask for tags or parts of words, so that
    they find less without a tokenizer.
    """

    code: str
    name: str
    tags: tuple[str, ...]
    folder: Path
    make_nlp: Callable[[Settings], Nlp]
    analyser: Callable[[Settings], ChosenAnalyser] | None = None
    rules_need_tokens: bool = True


def language(code: str, settings: Settings) -> Language:
    """The language of that code; raises PipelineError ``unknown-language``."""
    table = LANGUAGES | dict(settings.extra_languages)
    if code not in table:
        raise PipelineError("unknown-language", code=code, choices=", ".join(sorted(table)))
    module, _, name = table[code].partition(":")
    return cast(Language, getattr(importlib.import_module(module), name))


def code_of(tag: str) -> str:
    """The language code of a BCP 47 tag: zh-Hant -> zh."""
    return tag.partition("-")[0]
