"""Tokens of every sentence: the frozen view of the spaCy ``Doc`` that travels on.

Input: a Reading whose sentences have no tokens. Output: the same Reading with them; spans are offsets into
``document.text``. The reading copy (``folded``) is what is tokenized: it has the same length. Where a language brings
its analyser, its morphs are taken as they are and spaCy is not loaded. Limits: passages in a language that is not set
up stay without tokens; white space is no token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.languages.tokenizers import ENDINGS, Morph, tile
from pipeline.model import Reading, Sentence, Token
from pipeline.records import replace

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.languages import Language
    from pipeline.resources import Resources


def tokenize(reading: Reading, resources: Resources) -> Reading:
    """``reading`` with tokens in every sentence whose language is known."""
    sentences = tuple(_sentence(sentence, reading, resources) for sentence in reading.sentences)
    return replace(reading, sentences=sentences)


def _sentence(sentence: Sentence, reading: Reading, resources: Resources) -> Sentence:
    language = resources.language_of(sentence.language)
    if language is None or language.code not in resources.tokenized:
        return sentence
    cut = resources.tokenizer(language.code).cut
    return replace(sentence, tokens=cut(sentence.span.of(reading.folded), sentence.span.start))


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """How the text of a language is cut: ``cut(text, offset)`` gives its tokens; ``note`` as in ChosenAnalyser."""

    name: str
    note: str
    cut: Callable[[str, int], tuple[Token, ...]]


def tokenizer_of(language: Language, resources: Resources) -> Tokenizer:
    """The language's analyser, or the tokenizer of its spaCy pipeline; raises PipelineError if it cannot start."""
    if language.analyser is None:
        nlp = resources.nlp(language.code)
        name, note = (str(nlp.meta.get(key) or "") for key in ("tokenizer", "tokenizer_note"))
        return Tokenizer(name or "spaCy's own", note, lambda text, offset: tokens_of(nlp.make_doc(text), offset))
    chosen = language.analyser(resources.settings)
    return Tokenizer(
        chosen.name,
        chosen.note,
        lambda text, offset: tuple(_of_morphs(text, chosen.analyse(text), offset)),
    )


def _of_morphs(text: str, morphs: Iterable[Morph], offset: int) -> Iterator[Token]:
    """What ``tokens_of`` gives for the ``Doc`` of these morphs, without making one: that takes twice as long."""
    for start, end, lemma, tag, pos, ending in tile(text, morphs, blanks=False):
        word = text[start:end]
        if not word.isspace():
            pos = pos or _pos(not any(map(str.isalnum, word)), word.isdigit())
            yield Token(offset + start, offset + end, lemma or word.lower(), tag, pos, ending)


def tokens_of(doc: Doc, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of ``doc`` without white space; ``offset`` is where its text starts in the document."""
    endings: tuple[str, ...] = doc.user_data.get(ENDINGS) or ("",) * len(doc)
    return tuple(
        Token(
            start=offset + token.idx,
            end=offset + token.idx + len(token.text),
            lemma=token.lemma_ or token.lower_,
            tag=token.tag_,
            pos=token.pos_ or _pos(token.is_punct, token.like_num),
            ending=ending,
        )
        for token, ending in zip(doc, endings, strict=True)
        if not token.is_space
    )


def _pos(is_punct: bool, like_num: bool) -> str:
    return "PUNCT" if is_punct else "NUM" if like_num else "X"
