"""Chinese in both scripts: jieba; traditional text is cut through a simplified key of the same length."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.languages import Language

if TYPE_CHECKING:
    from spacy.language import Language as Nlp

    from pipeline.settings import Settings


def make_nlp(_settings: Settings) -> Nlp:
    """A spaCy pipeline of the jieba tokenizer alone."""
    import spacy

    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "pipeline.zh.v1"}}})


CHINESE = Language(
    code="zh",
    name="Chinese",
    tags=("zh-Hans", "zh-Hant"),
    folder=Path(__file__).parent,
    make_nlp=make_nlp,
    rules_need_tokens=False,
)
