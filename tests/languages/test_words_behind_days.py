"""A day is a day whatever word stands behind it: many begin as a word of counting does (3일 여야, 3日前总统)."""

from __future__ import annotations

import pytest

from pipeline.extract.timeline import value_in
from pipeline.resources import Resources

SAID = "2024-05-04"
KOREAN = (
    "여당은 여야는 여수에서 여의도에서 여성이 간담회를 간부들이 이상민은 이내영은 만찬을 만기가 만장일치로 후보가 "
    "후쿠시마에서 뒤늦게 치러진 전국에서 전당대회를 내각은 안보회의를 차관이 말레이시아는 초청을 중국은 하원은 정부는"
)
CHINESE = (
    "前往 前总统 前首相 前線 后备军 后勤部队 內閣 内塔尼亚胡 内政部 间谍 间接 起飞 起火 以色列 左右两派 中央 初步 "
    "多国 多名 来华 來台 游行 机场 至少"
)


@pytest.mark.parametrize("word", KOREAN.split())
@pytest.mark.parametrize(("day", "date"), [("3일", "2024-05-03"), ("3월 2일", "2024-03-02"), ("2020년", "2020")])
def test_korean(day: str, date: str, word: str, resources: Resources) -> None:
    text = f"정부는 {day} {word} 회의를 열었다고 발표했다."
    assert date in {str(m.date) for m in value_in(text, "ko", SAID, resources).mentions}


@pytest.mark.parametrize("word", CHINESE.split())
@pytest.mark.parametrize(("day", "date"), [("3日", "2024-05-03"), ("3月2日", "2024-03-02"), ("2020年", "2020")])
def test_chinese(day: str, date: str, word: str, resources: Resources) -> None:
    text = f"政府发言人于{day}{word}。"
    assert date in {str(m.date) for m in value_in(text, "zh-Hans", SAID, resources).mentions}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "회담은 3일 만에 끝났다."), ("ko", "회담은 3일간 열렸다."), ("ko", "회담은 3일 이상 걸렸다."),
        ("ko", "회담은 3일여 만에 끝났다."), ("zh-Hans", "会谈进行了3日多。"), ("zh-Hans", "会谈3日内结束。"),
    ],
)  # fmt: skip
def test_an_amount_of_days_is_none(language: str, text: str, resources: Resources) -> None:
    assert "2024-05-03" not in {str(m.date) for m in value_in(text, language, SAID, resources).mentions}
