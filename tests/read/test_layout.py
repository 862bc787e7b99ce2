"""What blocks a text is cut into, on small texts of our own."""

from __future__ import annotations

import pytest

from pipeline.model import Block, Reading
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources


def reading(text: str, resources: Resources) -> Reading:
    return read_text(text, SourceRow(id="x"), resources)


def kinds(text: str, resources: Resources) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    return [(block.kind, block.span.of(text)) for block in reading(text, resources).blocks]


def block_with(words: str, text: str, resources: Resources) -> Block:
    return next(block for block in reading(text, resources).blocks if words in block.span.of(text))


WIKI = """두 나라의 관계
1. 개요
두 나라는 다리로 이어져 있다.
2. 역사
2.1. 초기
초기에는 배로 오갔다.2.2. 다리 시대
2019년에 다리가 놓였다.#
2.2.1. 2020년대
2020년 3월 다리가 닫혔다.2021년 다시 열렸다.
3. 관련 문서
- 다리
- 2018년 홍수
[1] 1998년 자료를 따른다.[2] 이 수치는 2001년 것이다.
"""


def test_numbered_headings_make_a_path(resources: Resources) -> None:
    block = block_with("2020년 3월", WIKI, resources)
    path = ["두 나라의 관계", "2. 역사", "2.2. 다리 시대", "2.2.1. 2020년대"]
    assert [span.of(WIKI) for span in block.headings] == path


def test_a_heading_glued_to_a_sentence_is_cut_off(resources: Resources) -> None:
    assert ("heading", "2.2. 다리 시대") in kinds(WIKI, resources)
    assert ("paragraph", "초기에는 배로 오갔다.") in kinds(WIKI, resources)


def test_notes_of_one_line_are_cut_apart_and_tell_nothing(resources: Resources) -> None:
    notes = [block for block in reading(WIKI, resources).blocks if block.kind == "footnote"]
    assert [note.span.of(WIKI)[:3] for note in notes] == ["[1]", "[2]"]
    assert not any(note.tells_events for note in notes)


def test_link_lists_tell_nothing(resources: Resources) -> None:
    assert not block_with("2018년 홍수", WIKI, resources).tells_events


CHINESE = """跳转到内容

两地关系

历史

[编辑]

早期

[编辑]
2001年3月，两地通航。[1]

近况

[编辑]
2019年，大桥通车。

参考文献

[编辑]
1. ^ 新闻网：大桥通车. [2020-11-30]. (原始内容存档于2021-01-02).
2. ^ 日报：通航. 2001年3月4日.
"""


def test_wiki_headings_by_their_edit_links(resources: Resources) -> None:
    block = block_with("大桥通车。", CHINESE, resources)
    assert [span.of(CHINESE) for span in block.headings] == ["两地关系", "历史", "近况"]


def test_reference_lists_tell_nothing(resources: Resources) -> None:
    for words in ("1. ^", "2. ^"):
        block = block_with(words, CHINESE, resources)
        assert (block.kind, block.tells_events) == ("reference", False)


THREE = """두 나라 조약 자료
by 다리지기 2021. 4. 5. 14:47

2001년 2월 두 나라는 새 조약을 맺었다고 외교부가 발표했다. 조약은 모두 열두 조로 이루어져 있다.

JOINT STATEMENT ON THE BRIDGE Vienna, March 3, 2004

The two sides agreed to build a bridge over the river by the end of the year and to share its costs.

Bridge Opens After Long Delay

  • February, 09, 2006 - 15:40

VIENNA (Example) – The bridge was opened on Thursday after a delay of two years, officials said.

----------

Why the bridge matters/ 30 Jul 2008

The bridge carries half of all trade between the two countries, and its closure would hurt both of them.

관련글 더보기
"""


def test_embedded_articles(resources: Resources) -> None:
    articles = {
        words: block_with(words, THREE, resources).article
        for words in ("새 조약", "JOINT", "agreed to build", "Bridge Opens", "was opened", "Why the", "half of all")
    }
    assert list(articles.values()) == [0, 1, 1, 2, 2, 3, 3]


def test_stamps_are_blocks_of_their_own(resources: Resources) -> None:
    stamps = [text for kind, text in kinds(THREE, resources) if kind == "byline"]
    assert stamps == [
        "by 다리지기 2021. 4. 5. 14:47",
        "Vienna, March 3, 2004",
        "• February, 09, 2006 - 15:40",
        "VIENNA (Example) –",
        "/ 30 Jul 2008",
    ]


def test_a_stamp_in_the_one_line_of_a_page_parts_title_and_text(resources: Resources) -> None:
    text = (
        "海港市長視察新橋 居民夾道 2019-05-04 09:12 海港市長昨日視察新橋，居民一早在橋頭等候，第一班公車於八時開出。"
        "市府說，修橋用了兩年，花費三千萬元，全部由地方負擔，今後每年檢查兩次，結果都會公布，並請居民一同監督。"
    )
    found = reading(text + "\n", resources)
    assert [block.kind for block in found.blocks[:3]] == ["heading", "byline", "paragraph"]
    assert found.blocks[1].span.of(text) == "2019-05-04 09:12"


def test_a_headline_tells_and_a_stamp_does_not(resources: Resources) -> None:
    assert block_with("Bridge Opens", THREE, resources).tells_events
    assert not block_with("15:40", THREE, resources).tells_events


NEWS = """다리 개통식 열려

▲ 두 나라 대표가 다리 앞에 서 있다. 2019.05.04. 하늘뉴스
두 나라 대표가 개통식에서 손을 흔들고 있다 2019 05 04. [연합뉴스]
두 나라 대표가 개통식에서 손을 흔들고 있다 2019 05 04. [연합뉴스]

두 나라는 4일 다리 개통식을 열었다.

이 기사를 공유합니다

관련기사
다리 공사 2017년 시작
저작권자 © 하늘신문 무단전재 및 재배포 금지

개의 댓글
2018년에 이미 열렸어야 했다.
"""


def test_furniture_of_a_news_page(resources: Resources) -> None:
    telling = [block.span.of(NEWS) for block in reading(NEWS, resources).blocks if block.tells_events]
    assert telling == [
        "다리 개통식 열려",
        "▲ 두 나라 대표가 다리 앞에 서 있다.",
        "두 나라 대표가 개통식에서 손을 흔들고 있다",
        "두 나라는 4일 다리 개통식을 열었다.",
    ]


def test_verse_tells_nothing(resources: Resources) -> None:
    refrain = "강물은 흘러 바다로\n우리의 다리 영원히\n"
    song = f"{refrain}만나자 다리 위에서\n새 세기 2000년대\n{refrain}"
    text = f"노래의 가사는 다음과 같다.\n{song}노래는 1999년에 나왔다고 한다."
    assert not block_with("2000년대", text, resources).tells_events
    assert block_with("1999년", text, resources).tells_events


CHRONOLOGY = """두 나라 일지
■ 2019년
○ 1월 1일 신년사 발표
○ 4월 25일 정상회담
■ 2020년
○ 1월 하순 국경 봉쇄
"""


def test_years_that_stand_alone_head_a_chronology(resources: Resources) -> None:
    block = block_with("국경", CHRONOLOGY, resources)
    assert block.kind == "list_item"
    assert block.headings[-1].of(CHRONOLOGY) == "■ 2020년"
    assert block.tells_events


WRAPPED = """The president visited the northern capital from July 19 to

20, 2004, at the invitation of the chairman of the National Defence

Commission. The talks that were held in the capital were called a landmark

event by both sides.

The second paragraph stands alone and is not wrapped at all.
"""


def test_wrapped_lines_are_joined_over_blank_lines(resources: Resources) -> None:
    first, second = reading(WRAPPED, resources).blocks
    assert first.span.of(WRAPPED).endswith("event by both sides.")
    assert second.span.of(WRAPPED).startswith("The second")


def test_lines_wrapped_at_one_width(resources: Resources) -> None:
    lines = [
        "두 나라 대표단은 지난해 여름부터 강을 가로지르는 다리를 놓는",
        "문제를 두고 여러 차례 만났으나 비용을 나누는 방식에 관해서는",
        "끝내 뜻을 모으지 못했다.",
    ]
    text = "\n".join(lines)
    assert [block.span.of(text) for block in reading(text, resources).blocks] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "시는 새로 지은 다리가 예정보다 여섯 달 늦은 2021년\n7월 8일 열렸다고 밝혔다.",
        "市政府表示,新建的大桥比原计划晚了六个月,最终在2021年7月\n8日通车。",
    ],
)
def test_a_date_that_runs_over_the_line_end_joins_two_lines(text: str, resources: Resources) -> None:
    assert len(reading(text, resources).blocks) == 1


def test_a_day_below_the_heading_of_its_year_is_a_line_of_its_own(resources: Resources) -> None:
    text = "두 나라의 관계를 돌아보는 연표\n2021년\n7월 8일 다리가 열렸다.\n2022년\n3월 4일 배가 왔다."
    assert len(reading(text, resources).blocks) > 3


FRAMED = {
    "【다리 다시 열려】 [2021년 5월 10일]": "시는 이날 오전부터 새 다리를 열었다고 밝혔다. 공사는 모두 세 해가 걸렸다.",
    "【大橋重開】(2021年5月10日)": "市政府當天宣布,耗時三年的新大橋工程已經完成,即日起對所有車輛和行人開放。",
    "【Bridge reopens】 [May 10, 2021]": "The city said that the new bridge, three years in the making, was open.",
}


@pytest.mark.parametrize("title", FRAMED)
def test_a_day_in_brackets_behind_a_framed_title_is_its_dateline(title: str, resources: Resources) -> None:
    blocks = reading(f"{title}\n{FRAMED[title]}", resources).blocks
    assert [block.kind for block in blocks] == ["heading", "byline", "paragraph"]


def test_lines_that_end_as_sentences_stay_apart(resources: Resources) -> None:
    text = "두 나라 대표가 다리에서 만났다.\n양측은 문서를 교환하고 헤어졌다.\n다음 회담은 가을에 열린다고 한다."
    assert len(reading(text, resources).blocks) == 3


def test_tables_of_short_cells(resources: Resources) -> None:
    text = "두 나라\n수도\n인구\n면적\n대사관\n두 나라는 2001년 수교했다고 외교부가 밝혔다."
    assert block_with("인구", text, resources).kind == "table"
    assert block_with("2001년", text, resources).kind == "paragraph"


def test_chapters_and_markdown(resources: Resources) -> None:
    first = "第一章 通航\n\n两地在2001年3月正式通航，结束了长期隔绝的局面。"
    text = f"# 两地关系\n\n{first}\n\n第二章 大桥\n\n大桥在2019年通车，首日有上万人通过。\n"
    block = block_with("2019年", text, resources)
    assert [span.of(text) for span in block.headings] == ["# 两地关系", "第二章 大桥"]


def test_every_block_says_why(resources: Resources) -> None:
    for text in (WIKI, CHINESE, THREE, NEWS, CHRONOLOGY, WRAPPED):
        assert all(block.reasons and block.reasons[0].says for block in reading(text, resources).blocks)


def test_a_numbered_list_of_events_is_no_row_of_headings(resources: Resources) -> None:
    text = "주요 회담\n1. 2018년 4월 27일 판문점 회담\n2. 2018년 9월 18일 평양 회담\n3. 2019년 2월 27일 하노이 회담\n"
    blocks = reading(text, resources).blocks
    assert [block.kind for block in blocks] == ["heading", "list_item", "list_item", "list_item"]
    assert all(block.tells_events for block in blocks[1:])


def test_days_that_stand_alone_again_and_again_head_a_chronology(resources: Resources) -> None:
    text = (
        "两地年表\n2001年3月4日\n两地通航。\n2019年5月6日\n大桥通车，首日有上万人通过。\n2020年7月8日\n两地签署协议。\n"
    )
    block = block_with("协议", text, resources)
    assert [span.of(text) for span in block.headings] == ["两地年表", "2020年7月8日"]


def test_a_table_of_contents_is_navigation(resources: Resources) -> None:
    contents = "1. 개요2. 역사\n2.1. 초기\n3. 여담\n"
    text = contents + "1. 개요\n다리에 관한 문서다.\n2. 역사\n2.1. 초기\n2019년에 열렸다.\n3. 여담\n끝이다.\n"
    found = kinds(text, resources)
    assert [kind for kind, _ in found[:3]] == ["navigation"] * 3
    block = block_with("2019년", text, resources)
    assert [span.of(text) for span in block.headings] == ["2. 역사", "2.1. 초기"]


def test_signs_of_captions_in_a_row_mark_a_list(resources: Resources) -> None:
    first = "[2017년]\n▲ 5.10 = 새 정부 출범\n▲7월6일 독일 방문\n"
    text = f"주요 일지\n{first}[2018년]\n▲ 정부, 회담 제의\n▲ 북측, 회담 수락\n▲ 양측, 회담 개최\n"
    found = [block.kind for block in reading(text, resources).blocks]
    assert found == ["heading", "heading", "list_item", "list_item", "heading", "list_item", "list_item", "list_item"]


def test_headlines_of_a_page_with_several_items_are_no_captions(resources: Resources) -> None:
    items = ("▶ 강가 창고 화재…한 명 다쳐", "4일 새벽 강가 창고에서 불이 났습니다.")
    text = "\n\n".join(["사건 소식", *items, "▶ 다리 위 추돌 사고로 둘 숨져", "4일 오전 다리에서 사고가 났습니다."])
    assert [kind for kind, _ in kinds(text, resources)][1::2] == ["heading", "heading"]
    lone = "\n\n".join(["사건 소식", *items])
    assert kinds(lone, resources)[1][0] == "caption"


def test_a_caption_that_stands_twice_tells_once(resources: Resources) -> None:
    caption = "두 나라 장관이 13일(현지시간) 항구를 둘러보고 있다."
    stamped = f"▲ {caption} 2023.09.13. 하늘통신\n"
    other = "다른 사진의 설명이 여기에 있다. 2023.09.13. 하늘통신\n"
    text = f"제목이 되는 줄\n\n{stamped}{other}{stamped}\n두 장관은 13일 만났다.\n"
    blocks = [block for block in reading(text, resources).blocks if caption in block.span.of(text)]
    assert [block.kind for block in blocks] == ["caption", "caption"]
    assert [block.tells_events for block in blocks] == [True, False]


ENTRIES = """Key dates

2020: The party wins the election
2021: The army seizes power
March 2022: An envoy visits the capital
"""


def test_dated_lines_among_others_are_entries_of_a_chronology(resources: Resources) -> None:
    assert [kind for kind, _ in kinds(ENTRIES, resources)] == ["heading", "list_item", "list_item", "list_item"]


def test_a_line_of_marked_entries_is_cut_in_front_of_each(resources: Resources) -> None:
    text = "▲2020년 3월 2일=다리 개통 ▲3월 9일=열차 운행 ▲4월 1일=요금 인상\n"
    assert [quote for _, quote in kinds(text, resources)] == text.strip().replace(" ▲", "\n▲").split("\n")


def test_two_dated_lines_are_no_chronology(resources: Resources) -> None:
    text = "2020: The party wins\n2021: The army seizes power\n\nThe capital was quiet on Monday, people said.\n"
    assert "list_item" not in [kind for kind, _ in kinds(text, resources)]


def test_a_body_and_a_day_below_the_text_sign_it(resources: Resources) -> None:
    text = "发言人答记者问\n\n问：两国昨日签署渔业协定。中方有何评论？\n\n答：" + "我们欢迎有关各方达成协议。" * 4
    text += "\n\n共和国渔业部\n2025年1月20日\n"
    assert {block.article for block in reading(text, resources).blocks} == {0}


def test_a_comments_bar_between_the_title_and_the_text_ends_nothing(resources: Resources) -> None:
    bar = "댓글\n글자크기설정\n인쇄하기"
    text = f"두 나라 다리의 역사는?\n\n2019.05.04. 오전 09:12.\n{bar}\n\n두 나라는 1992년 다리를 놓았다."
    read = reading(text, resources)
    assert "두 나라는 1992년 다리를 놓았다." in [b.span.of(text) for b in read.blocks if b.tells_events]


def test_chinese_characters_in_a_korean_paragraph_open_no_new_article(resources: Resources) -> None:
    names = "시장은 이웃 도시의 시장(林)과 만나 다리를 놓는 일을 의논하고 상인들이 오가는 길을 넓히기로 하였다. "
    plain = "두 도시의 상인들은 새 다리가 놓인 뒤에 더 자주 오가며 쌀과 소금을 사고팔았고 해마다 장이 크게 섰다. "
    text = f"{names * 4}\n\n{plain * 4}\n"
    assert {block.article for block in reading(text, resources).blocks} == {0}


def test_brackets_with_dates_close_the_heading_of_a_phase(resources: Resources) -> None:
    text = "两国之战\n\n两国争夺一座港口。\n\n第二阶段(1950年9月至10月)\n\n联军在港口登陆。守军后撤。\n"
    assert ("heading", "第二阶段(1950年9月至10月)") in kinds(text, resources)
