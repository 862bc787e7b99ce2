"""Korean: KoNLPy's Mecab over the dictionary that comes as a package; Java taggers if the settings ask for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.languages import Language

if TYPE_CHECKING:
    from spacy.language import Language as Nlp

    from pipeline.settings import Settings


def make_nlp(settings: Settings) -> Nlp:
    """A spaCy pipeline of the chosen Korean tokenizer alone; raises PipelineError if it cannot start."""
    import spacy

    tokenizer = {
        "@tokenizers": "pipeline.ko.v1",
        "tagger": settings.ko_tokenizer,
        "fallback": settings.ko_fallback,
    }
    return spacy.blank("ko", config={"nlp": {"tokenizer": tokenizer}})


KOREAN = Language(code="ko", name="Korean", tags=("ko",), folder=Path(__file__).parent, make_nlp=make_nlp)
