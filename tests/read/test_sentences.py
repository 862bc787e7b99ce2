"""Sentence ends and languages by passage, on our own sentences."""

from __future__ import annotations

import pytest

from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources


def sentences(text: str, resources: Resources, lang: str = "") -> list[tuple[str, str]]:
    """Language and text of every sentence."""
    reading = read_text(text, SourceRow(id="x", lang=lang), resources)
    return [(sentence.language, sentence.span.of(text)) for sentence in reading.sentences]


def parts(text: str, resources: Resources) -> list[str]:
    return [part for _, part in sentences(text, resources)]


SPLITS = [
    # Korean: stops glued to the next sentence
    ["장관이 도착했다.", "이어 회담이 열렸다."],
    ["두 나라가 합의했다.", "5월 17일에 문서를 교환했다."],
    # marks of sources and notes stay with the sentence before them
    ["대표단이 방문했다.#", "2020년 2월 6일 대사가 임명됐다.##"],
    ["다리가 열렸다.[3]", "열차도 다닌다.#1 #2", "배는 없다."],
    ["양측이 만났다#", "이틀 뒤 헤어졌다."],
    # English
    ["Mr. Kim met V.V. Petrov in the U.S. on Jan. 5.", "They signed a paper.", "It took effect at once."],
    ["The talks ended in 2021.", "No date was set."],
    # Chinese
    ["车站是高架。", "地下车站有三层。"],
    ["双方举行会谈。[1]", "会后发表声明！", "记者提问。"],
]


@pytest.mark.parametrize("expected", SPLITS, ids=lambda parts: parts[0])
def test_splits(expected: list[str], resources: Resources) -> None:
    glue = "" if not expected[0].isascii() else " "
    assert parts(glue.join(expected), resources) == expected


WHOLE = [
    '그는 "반갑다. 또 만나자. 고맙다"라고 말했다.',
    '장관은 "문제가 없다."고 밝혔다.',
    "11월 1일. 석 달 동안 멈춘 운행을 재개했다.",
    "9월. 외무상이 방문했다.",
    "그는 6.15 선언과 2.13 합의를 들었다.",
    "회담은 2023. 8. 31. 열렸다.",
    "总统说：“我们愿意谈。他们不愿意。”",
    "他说了“好。”的一声。",
    "The case Smith v. Jones was closed.",
    "《纪要》（第一部分。第二部分）已公布。",
    "그는 잠시 머뭇거리더니… 말을 이었다.",
    "The U.S. and the U.K. signed it at 5 p.m. local time.",
    "At St. Petersburg the No. 2 unit cost 3.5 million.",
    "The railway (opened in 1911. Closed in 1950.) was rebuilt.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_keeps_whole(text: str, resources: Resources) -> None:
    assert parts(text, resources) == [text]


def test_spoken_korean_without_stops(resources: Resources) -> None:
    text = "북측이 제안을 내놓았습니다 정부는 검토 중이라고 밝혔습니다 회의는 내일 열립니다"
    assert len(parts(text, resources)) == 3


LANGUAGES = [
    ("ko", "두 나라 대표가 다리에서 만났다."),
    ("ko", "北 대표단이 美 측과 만났다."),
    ("zh-Hans", "两国领导人举行会谈，签署了联合声明。"),
    ("zh-Hant", "兩國領導人舉行會談，簽署了聯合聲明。"),
    ("en", "The two delegations met at the bridge and signed a statement."),
    ("und", "Делегации встретились на мосту и подписали заявление."),
    ("und", "両国の代表は橋の上で会い、共同声明に署名しました。"),
    ("und", "Die beiden Delegationen trafen sich auf der Brücke und die Minister sind nicht gekommen."),
]


@pytest.mark.parametrize(("language", "text"), LANGUAGES)
def test_language(language: str, text: str, resources: Resources) -> None:
    assert [found for found, _ in sentences(text, resources)] == [language]


def test_each_passage_has_its_own_language(resources: Resources) -> None:
    texts = [text for _, text in LANGUAGES]
    found = sentences("\n\n".join(texts), resources)
    assert [language for language, _ in found] == [language for language, _ in LANGUAGES]


def test_quoted_foreign_words_do_not_change_the_language(resources: Resources) -> None:
    text = '그는 "We will never accept this proposal under any circumstances"라고 영어로 답했다고 한다.'
    assert sentences(text, resources)[0][0] == "ko"


def test_a_named_language_takes_what_is_else_unknown(resources: Resources) -> None:
    assert sentences("Sav lomek dir brivo en hulat.", resources, lang="xx")[0][0] == "xx"
    assert sentences("두 나라 대표가 다리에서 만났다.", resources, lang="xx")[0][0] == "ko"


def test_an_endless_sentence_is_cut_at_spaces(resources: Resources) -> None:
    for text in ("두 나라가 만나고 " * 2_000, "가" * 9_000, "." * 9_000, "…" * 9_000 + "가", " [" * 9_000):
        reading = read_text(text, SourceRow(id="x"), resources)
        assert all(len(one.span) <= 4_000 for one in reading.sentences)
        held = "".join(one.span.of(reading.folded) for one in reading.sentences)
        assert "".join(held.split()) == "".join(reading.folded.split())
