"""What the tables say in English is said in the language of the screen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from pipeline.extract.anchors import FORMS
from pipeline.review.desk import Desk, Shelf
from pipeline.review.telling import amount, anchor, apart, explained, figure, value_of
from pipeline.review.words import load_words, words_in

HOME = Path(pipeline.__file__).parent
CODES = load_words()[1]
KOREAN, CHINESE = words_in("ko"), words_in("zh")


@pytest.fixture
def desk(finished: tuple[Path, Path]) -> Desk:
    """The articles, with titles."""
    made = Shelf(finished[1], finished[0] / "decisions.jsonl").desk()
    documents = tuple({**row, "title": f"Of {row['doc_id']}"} for row in made.tables.documents)
    return replace(made, tables=replace(made.tables, documents=documents))


def units() -> Iterator[str]:
    """Every unit that the rules of a language can give."""
    for path in HOME.glob("languages/*/words.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("quantity", {})
        yield from (unit.partition("=")[0] for unit in table.get("units", {}).values())
        yield from table.get("things", {}).values()
        yield from (row["unit"] for row in table.get("framed", {}).values())


def test_every_unit_every_form_of_an_anchor_and_every_reason_for_none_has_words() -> None:
    program = "".join(path.read_text(encoding="utf-8") for path in HOME.glob("extract/*.py"))
    assert set(units()) <= set(CODES["unit"])
    assert set(CODES["anchor"]) == {*FORMS, "document_by"}
    assert set(re.findall(r'(?:nothing|_empty)\("([a-z ,]+)"\)', program)) <= set(CODES["why"])
    named = re.findall(r'basis=f?"(inferred [^"{:]+|dateline[^"{;]*|byline)', program)
    assert {name.strip() for name in named} <= set(CODES["dated"])


@pytest.mark.parametrize(
    ("phrase", "korean", "chinese"),
    [
        ("running year 2018", "앞에서 마지막으로 말한 해 2018", "上文最近提到的年份 2018"),
        ("document date 2018-09-14", "문서 날짜 2018-09-14", "文档日期 2018-09-14"),
        ("document date 2018-09-14 (byline)", "문서 날짜 2018-09-14 (기사 작성 줄)", "文档日期 2018-09-14（署名行）"),
        (
            "document date 2024 (dateline; byline 2024-11-25)",
            "문서 날짜 2024 (발신 줄; 기사 작성 줄 2024-11-25)",
            "文档日期 2024（电头; 署名行 2024-11-25）",
        ),
        (
            "document date 2024 (inferred from one event told twice: 지난해 9월 = 2023년 9월)",
            "문서 날짜 2024 (두 번 말한 한 사건에서 추정: 지난해 9월 = 2023년 9월)",
            "文档日期 2024（据同一事件的两种说法推断: 지난해 9월 = 2023년 9월）",
        ),
        ("list order: after 2018-02", "목록의 순서: 2018-02 뒤", "列表中的顺序：2018-02 之后"),
        ("no anchor: no such day", "없음: 없는 날짜", "无：没有这一天"),
        ("something new", "something new", "something new"),
    ],
)  # fmt: skip
def test_an_anchor_is_said_in_the_language(phrase: str, korean: str, chinese: str) -> None:
    assert (anchor(phrase, KOREAN), anchor(phrase, CHINESE)) == (korean, chinese)


def test_figures_and_distances() -> None:
    assert figure("about 2,500 people", KOREAN) == "약 2,500명"
    assert figure("at least 3–5 ships", CHINESE) == "至少 3–5 艘船"
    assert figure("2년8개월 동안", CHINESE) == "2년8개월 동안"
    assert amount(2.0, 2.0, "days", KOREAN) == "2일"
    assert amount(2.0, None, "days", CHINESE) == "至少 2 天"
    assert amount(None, 300.0, "people", KOREAN) == "300명 이하"
    assert amount(2.0, 4.0, "dozens", CHINESE) == "2–4 dozens"
    assert (apart("1 day", KOREAN), apart("12%", CHINESE), apart("day / month", KOREAN)) == ("1일 차이", "12%", "")


def conflict(**more: object) -> dict[str, object]:
    """A row of the conflicts table: two documents on a date."""
    told = [
        {"value": "2021-05-03", "mention_ids": ["m-1"], "documents": ["en_bridge"]},
        {"value": "2021-05-04", "mention_ids": ["m-2"], "documents": ["zh_bridge"]},
    ]
    row: dict[str, object] = {"field": "date", "template": "date.contradiction", "scope": "cross_lingual"}
    return row | {"values": told, "delta": "1 day", "facts": []} | more


def test_a_disagreement_is_explained_in_the_language_with_the_titles_of_its_documents(desk: Desk) -> None:
    text = explained(conflict(), desk, KOREAN)
    assert text.startswith(
        "언어가 다른 문서 사이에서 날짜가 서로 어긋납니다: <bdi>2021-05-03</bdi>(<bdi>Of en_bridge</bdi>)"
    )
    read = [{"name": "inferred", "value": "2021-05-03"}, {"name": "anchor", "value": "running year 2021"}]
    assert "上文最近提到的年份 2021" in explained(conflict(facts=read), desk, CHINESE)


def test_what_a_sentence_quotes_is_escaped(desk: Desk) -> None:
    facts = [{"name": "stated", "value": "<b>3\u202e</b>"}, {"name": "found", "value": "{found}"}]
    text = explained(conflict(template="arithmetic.rank", facts=facts), desk, KOREAN)
    assert "&lt;b&gt;3⟨U+202E⟩&lt;/b&gt;" in text
    assert "<bdi>{found}</bdi>건" in text


def test_values_are_named_in_the_language(desk: Desk) -> None:
    assert value_of("place", "Seoul", desk, KOREAN) == "서울"
    assert value_of("actor", "Ghana, Togo", desk, CHINESE) == "加纳, 多哥"
    assert value_of("status", "planned", desk, KOREAN) == "예정"
    assert value_of("claim", "rail freight", desk, CHINESE) == "铁路货运"
    assert value_of("date", "2021-05", desk, CHINESE) == "2021-05"
