"""Tokenizers: exact offsets for any text, tags and endings where the language has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PipelineError
from pipeline.languages.ko.tagger import TagTable, align, korean_analyser, with_endings
from pipeline.languages.tokenizers import Morph, tile
from pipeline.languages.tokens import tokenize, tokens_of
from pipeline.languages.zh import cutter
from pipeline.languages.zh.cutter import simplifier
from pipeline.model import Block, Document, Reading, Sentence, Span, Token
from pipeline.resources import Resources
from pipeline.settings import Settings

SIGNS = " \t\n\u00a0\u3000가나다만났습니다했의를은平壤會見俄羅斯·3月5日ab.,“”👩\u200d👧é"
ANY = st.characters(exclude_categories=["Cs"])
MIXED = st.text(alphabet=st.one_of(st.sampled_from(SIGNS), ANY))


def tokens(resources: Resources, code: str, text: str) -> tuple[Token, ...]:
    return tokens_of(resources.nlp(code).make_doc(text))


def by_surface(resources: Resources, code: str, text: str) -> dict[str, Token]:
    return {token.span.of(text): token for token in tokens(resources, code, text)}


@pytest.mark.parametrize("code", ["ko", "zh", "en"])
@settings(max_examples=150)
@given(text=MIXED)
def test_doc_text_is_the_text(resources: Resources, code: str, text: str) -> None:
    doc = resources.nlp(code).make_doc(text)
    assert doc.text == text
    for token in tokens_of(doc):
        assert token.span.of(text).strip()


@pytest.mark.parametrize("code", ["ko", "zh", "en"])
@settings(max_examples=150)
@given(text=MIXED)
def test_tokens_are_those_of_the_doc(resources: Resources, code: str, text: str) -> None:
    sentence = Sentence(span=Span(0, len(text)), block=0, language=code)
    block = Block(span=Span(0, len(text)), kind="paragraph")
    document = Document(id="d", text=text, sha256="")
    reading = Reading(document=document, folded=text, blocks=(block,), sentences=(sentence,))
    assert tokenize(reading, resources).sentences[0].tokens == tokens(resources, code, text)


@given(text=st.text(ANY), cuts=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_tile_always_covers_the_text(text: str, cuts: list[tuple[int, int]]) -> None:
    inside = [(a, b) for a, b in cuts if a <= b <= len(text)]
    tiles = list(tile(text, [Morph(a, b, text[a:b]) for a, b in inside]))
    assert "".join(text[morph.start : morph.end] for morph in tiles) == text


def test_korean_particle_is_split_off(resources: Resources) -> None:
    found = by_surface(resources, "ko", "김정은 위원장이 평양에서 사절단을 만났다.")
    assert found["김정은"].tag == "NNP:인명"
    assert found["평양"].tag == "NNP:지명"
    assert found["평양"].ending == "에서"
    assert found["위원장"].ending == "이"
    assert (found["만났"].lemma, found["만났"].pos, found["만났"].ending) == ("만나다", "VERB", "았다")


def test_korean_plain_wheel_gives_what_konlpy_gives(resources: Resources) -> None:
    text = "지난달 3일 나진항에서 시험 운행을 마쳤다고 밝혔다."
    plain = Resources(Settings(ko_tokenizer="mecab_ko"))
    assert tokens(plain, "ko", text) == tokens(resources, "ko", text)


def test_korean_rule_tokenizer_keeps_particles_on() -> None:
    found = by_surface(Resources(Settings(ko_tokenizer="rule")), "ko", "평양에서 만났다.")
    assert list(found) == ["평양에서", "만났다", "."]


def test_rewritten_surfaces_keep_the_words_span() -> None:
    tags = TagTable.load("komoran")
    raws = [
        ("사람", "NNG", "", ""),
        ("을", "JKO", "", ""),
        ("만나", "VV", "", ""),
        ("았", "EP", "", ""),
        ("다", "EF", "", ""),
    ]
    text = "사람을 만났다 끝"
    found = align(text, [*raws, ("끝", "NNG", "", "")], tags)
    assert [text[morph.start : morph.end] for morph in found] == ["사람", "을", "만났다", "끝"]


def test_endings_stop_at_a_space() -> None:
    tags = TagTable.load("mecab")
    morphs = [Morph(0, 2, "평양", "NNP"), Morph(2, 4, "에서", "JKB"), Morph(4, 5, "는", "JX"), Morph(6, 7, "이", "JKS")]
    assert [morph.ending for morph in with_endings(morphs, tags)] == ["에서는", "", "", ""]


def test_chinese_traditional_is_cut_like_simplified(resources: Resources) -> None:
    traditional = "俄羅斯外長三月在平壤會見朝鮮總書記。"
    simplified = "俄罗斯外长三月在平壤会见朝鲜总书记。"
    assert [t.span for t in tokens(resources, "zh", traditional)] == [
        t.span for t in tokens(resources, "zh", simplified)
    ]
    assert by_surface(resources, "zh", traditional)["俄羅斯"].tag == "ns"


@given(st.text(ANY))
def test_simplified_key_has_the_same_length(text: str) -> None:
    assert len(simplifier()(text)) == len(text)


def test_jieba_writes_no_cache_file(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert tokens(Resources(Settings()), "zh", "平壤举行会谈")
    assert list(tmp_path.iterdir()) == []


def test_unknown_language_stays_without_tokens(resources: Resources) -> None:
    text = "Réunion à Paris. Talks in Seoul."
    reading = Reading(
        document=Document(id="d", text=text, sha256=""),
        folded=text,
        blocks=(Block(span=Span(0, len(text)), kind="paragraph"),),
        sentences=(
            Sentence(span=Span(0, 16), block=0, language="und"),
            Sentence(span=Span(17, len(text)), block=0, language="en"),
        ),
    )
    first, second = tokenize(reading, resources).sentences
    assert first.tokens == ()
    assert [token.span.of(text) for token in second.tokens] == ["Talks", "in", "Seoul", "."]


def test_missing_java_is_an_error_with_a_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    without_java(monkeypatch)
    with pytest.raises(PipelineError) as caught:
        Resources(Settings(ko_tokenizer="okt")).nlp("ko")
    assert caught.value.code == "no-java"
    assert "JRE" in caught.value.hint


def test_named_fallback_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    without_java(monkeypatch)
    nlp = Resources(Settings(ko_tokenizer="komoran", ko_fallback="mecab")).nlp("ko")
    assert nlp.meta["tokenizer"] == "mecab"
    assert "instead of komoran" in nlp.meta["tokenizer_note"]


def without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    import jpype

    def absent(*_: object) -> str:
        raise jpype.JVMNotFoundException("none")

    monkeypatch.setattr(jpype, "getDefaultJVMPath", absent)
    monkeypatch.setattr(jpype, "isJVMStarted", lambda: False)


def test_unknown_tagger_names_the_choices() -> None:
    with pytest.raises(PipelineError, match="no tokenizer `other`"):
        korean_analyser("other")


def test_mecab_loads_neither_the_bridge_to_java_nor_numpy() -> None:
    asked = "from pipeline.languages.ko.tagger import korean_analyser; korean_analyser('mecab'); import sys"
    told = f"{asked}; print('_jpype' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.java
@pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime here")
@pytest.mark.parametrize("name", ["okt", "komoran", "hannanum", "kkma"])
def test_java_taggers_keep_offsets(name: str) -> None:
    text = "세르게이 장관이  평양에서 대표단을 만났다고 밝혔다. (2021년 3월)"
    doc = Resources(Settings.load(None, ko_tokenizer=name)).nlp("ko").make_doc(text)
    assert doc.text == text
    assert "평양" in {token.text for token in doc}


def test_the_sum_of_frequencies_is_that_of_the_dictionary() -> None:
    known = tomllib.loads(Path(cutter.__file__).with_name("tags.toml").read_text(encoding="utf-8"))["dictionary"]
    data = Path(jieba.__file__).with_name("dict.txt").read_bytes()
    assert known == {"bytes": len(data), "total": cutter.total_of(data.decode("utf-8"))}
