"""English: words by rules, without a trained model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.languages import Language

if TYPE_CHECKING:
    from spacy.language import Language as Nlp

    from pipeline.languages.tokenizers import ChosenAnalyser
    from pipeline.settings import Settings


def make_nlp(_settings: Settings) -> Nlp:
    """A spaCy pipeline of the rules of tokens.toml alone."""
    import spacy

    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "pipeline.en.v1"}}})


def analyser(_settings: Settings) -> ChosenAnalyser:
    """The rules alone, for a run."""
    from pipeline.languages.en.cutter import english_analyser

    return english_analyser()


ENGLISH = Language(
    code="en",
    name="English",
    tags=("en",),
    folder=Path(__file__).parent,
    make_nlp=make_nlp,
    analyser=analyser,
    rules_need_tokens=False,
)
