"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.model import Reading
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from pipeline.settings import Settings

RESOURCES = Resources(Settings())
PIECES = st.sampled_from(
    [
        "2.1. 제목",
        "1. ",
        "# ",
        "[编辑]",
        "参考文献",
        "----------",
        "두 나라가 만났다.",
        "2019년 5월 4일",
        "다.#2",
        "[1] 주석 ",
        "The two sides met in Vienna",
        "from July 19 to",
        "20, 2004.",
        "双方会谈。“好。”",
        "，",
        "\n",
        "\n\n",
        " ",
        "\u3000",
        "\u00a0",
        "，광고문구",
        "\r\n",
        "\u2028",
        "𠀀",
        "e\u0301",
        "\u200b",
        "（２０１９年）",
        "개의 댓글",
        "a" * 50,
        "(",
        "“",
        '"',
        "…",
        "|",
    ]
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join))


def read(text: str) -> Reading:
    return read_text(text, SourceRow(id="x"), RESOURCES)


@settings(max_examples=400)
@given(TEXTS)
@example("")
@example("\n")
@example("[1] 가 [2] 나\n\n\n")
def test_offsets(text: str) -> None:
    reading = read(text)
    assert reading.document.text == text
    assert len(reading.folded) == len(text)
    end = 0
    for block in reading.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        assert all(heading.end <= block.span.start for heading in block.headings)
        end = block.span.end
    end = 0
    for sentence in reading.sentences:
        assert end <= sentence.span.start < sentence.span.end
        assert reading.blocks[sentence.block].span.covers(sentence.span)
        end = sentence.span.end


@settings(max_examples=200)
@given(TEXTS)
def test_nothing_visible_is_lost(text: str) -> None:
    reading = read(text)
    for spans in ([block.span for block in reading.blocks], [sentence.span for sentence in reading.sentences]):
        held = "".join(span.of(reading.folded) for span in spans)
        assert "".join(held.split()) == "".join(reading.folded.split())


@settings(max_examples=100)
@given(TEXTS)
def test_articles_only_rise(text: str) -> None:
    articles = [block.article for block in read(text).blocks]
    assert articles == sorted(articles)


@settings(max_examples=60)
@given(TEXTS)
def test_the_same_text_reads_the_same(text: str) -> None:
    assert read(text) == read(text)
