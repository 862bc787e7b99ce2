"""Chinese in both scripts: jieba; traditional text is cut through a simplified key of the same length."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.languages import Language

if TYPE_CHECKING:
    from spacy.language import Language as Nlp

    from pipeline.languages.tokenizers import ChosenAnalyser
    from pipeline.settings import Settings


def make_nlp(_settings: Settings) -> Nlp:
    """A spaCy pipeline of the jieba tokenizer alone."""
    import spacy

    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "pipeline.zh.v1"}}})


def analyser(_settings: Settings) -> ChosenAnalyser:
    """jieba alone, for a run."""
    from pipeline.languages.zh.cutter import chinese_analyser

    return chinese_analyser()


CHINESE = Language(
    code="zh",
    name="Chinese",
    tags=("zh-Hans", "zh-Hant"),
    folder=Path(__file__).parent,
    make_nlp=make_nlp,
    analyser=analyser,
    rules_need_tokens=False,
)
