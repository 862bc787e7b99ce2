"""English: spaCy's own rule-based tokenizer, without a trained model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.languages import Language

if TYPE_CHECKING:
    from spacy.language import Language as Nlp

    from pipeline.settings import Settings


def make_nlp(_settings: Settings) -> Nlp:
    """A spaCy pipeline of the English tokenizer alone."""
    import spacy

    return spacy.blank("en")


ENGLISH = Language(
    code="en",
    name="English",
    tags=("en",),
    folder=Path(__file__).parent,
    make_nlp=make_nlp,
    rules_need_tokens=False,
)
