"""Korean: KoNLPy's Mecab over the dictionary that comes as a package; Java taggers if the settings ask for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.languages import Language

if TYPE_CHECKING:
    from spacy.language import Language as Nlp

    from pipeline.languages.tokenizers import ChosenAnalyser
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


def analyser(settings: Settings) -> ChosenAnalyser:
    """The chosen tagger alone, for a run; raises PipelineError if it cannot start."""
    from pipeline.languages.ko.tagger import korean_analyser

    return korean_analyser(settings.ko_tokenizer, settings.ko_fallback)


KOREAN = Language(
    code="ko", name="Korean", tags=("ko",), folder=Path(__file__).parent, make_nlp=make_nlp, analyser=analyser
)
