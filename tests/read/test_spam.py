"""Inserted advertising: found by repetition and glue, masked, the text itself untouched."""

from __future__ import annotations

from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources

SPAM = "여름 등산화"
NEWS = f"""추천: {SPAM}
두 나라 다리 협상 재개
두 나라는 2018년과 2019년,{SPAM}2020년 세 차례 회담을 열었다고 밝혔다.
양측은 다리와 철도,{SPAM}항로 문제를 논의했다.항로 문제는 오래됐다.
대표단은 항구,{SPAM}공항,역을 둘러봤다.공항 시찰은 처음이다.
"""


def test_masks_stand_on_the_inserted_string(resources: Resources) -> None:
    reading = read_text(NEWS, SourceRow(id="x"), resources)
    assert [mask.of(NEWS) for mask in reading.masks] == [SPAM] * 4


def test_the_reading_copy_is_blank_there_and_the_text_is_not(resources: Resources) -> None:
    reading = read_text(NEWS, SourceRow(id="x"), resources)
    assert SPAM not in reading.folded
    assert reading.document.text == NEWS
    assert "2019년," + " " * len(SPAM) + "2020년" in reading.folded


def test_a_line_of_advertising_tells_nothing(resources: Resources) -> None:
    first = read_text(NEWS, SourceRow(id="x"), resources).blocks[0]
    assert (first.kind, first.tells_events) == ("navigation", False)


def test_names_that_come_back_are_no_spam(resources: Resources) -> None:
    text = "사장,이영수 장관은 물론 많은 이가 왔다.그러나,이영수 장관이 먼저 떠났다.끝으로,이영수 장관을 불렀다.\n"
    assert read_text(text, SourceRow(id="x"), resources).masks == ()


def test_chinese_names_that_come_back_are_no_spam(resources: Resources) -> None:
    text = "第一次,人民共和国投票。第二次,人民共和国反对。第三次,人民共和国弃权。人民共和国代表团离开。"
    assert read_text(text, SourceRow(id="x"), resources).masks == ()


def test_chinese_names_that_open_with_latin_letters_are_no_spam(resources: Resources) -> None:
    text = "周二,KT星光宣布裁员。次日,KT星光表示无意停产。随后,KT星光股价下跌。据悉,KT星光将改组。"
    assert read_text(text, SourceRow(id="x"), resources).masks == ()


def test_an_advertisement_with_a_way_to_reach_the_seller(resources: Resources) -> None:
    text = "双方签署了协议。加微信:abc12345 会谈持续三天。"
    assert [mask.of(text) for mask in read_text(text, SourceRow(id="x"), resources).masks] == ["加微信:abc12345"]
