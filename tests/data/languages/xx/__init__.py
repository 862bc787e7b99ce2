"""An invented language of a few words, to prove that a language is one folder and one line.

Its tokenizer cuts at anything that is no letter or digit; it needs nothing installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.languages import Language
from pipeline.languages.tokenizers import Morph, MorphTokenizer


def words(text: str) -> Iterator[Morph]:
    """Runs of letters and digits."""
    for match in re.finditer(r"\w+", text):
        yield Morph(match.start(), match.end(), match[0].lower(), pos="NUM" if match[0].isdigit() else "X")


def make_nlp(_settings: Any) -> Any:
    """A blank pipeline with that tokenizer."""
    import spacy

    nlp = spacy.blank("xx")
    nlp.tokenizer = MorphTokenizer(nlp, words)
    return nlp


INVENTED = Language(code="xx", name="Invented", tags=("xx",), folder=Path(__file__).parent, make_nlp=make_nlp)
