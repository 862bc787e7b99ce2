"""Numbers as they are written in dates: digits, Han numerals, Hangul and English number words.

Input: the text of one numeral. Output: its value. Limits: whole numbers from 0 to 99,999,999. A letter O or a digit 0
among Han digits (二OO八) is the nought that a typist had at hand.
"""

from __future__ import annotations

_HAN = {
    c: n
    for n, digits in enumerate(
        ("零〇○oO", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for c in digits
}
_HANGUL = {
    c: n for n, digits in enumerate(("영공", "일", "이", "삼", "사", "오", "육륙", "칠", "팔", "구")) for c in digits
}
_HAN_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "萬": 10_000}
_HANGUL_TENS = {"십": 10, "백": 100, "천": 1000, "만": 10_000, "시": 10, "유": 6}  # 시월, 유월
_SHORT = {"廿": "二十", "卅": "三十", "卌": "四十"}
_UP_TO_NINETEEN = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH = {word: value for value, word in enumerate(_UP_TO_NINETEEN, 1)}
_ENGLISH |= {word: 10 * value for value, word in enumerate(_ENGLISH_TENS, 2)}
_DIGITS = _HAN | _HANGUL
_TENS = _HAN_TENS | _HANGUL_TENS


def number(text: str) -> int:
    """The value of ``text``: 13, 十三, 二〇一三, 廿三, 이천십삼, nineteen hundred and four; else raises ValueError."""
    if text[:1].isascii() and text[:1].isalpha():
        return _in_english(text)
    plain = "".join(_SHORT.get(c, c) for c in text if not c.isspace() and c != ",")
    if plain.isdecimal():
        return int(plain)
    if all(c in _DIGITS or c.isdecimal() for c in plain) and plain:
        return int("".join(c if c.isdecimal() else str(_DIGITS[c]) for c in plain))
    return _worded(plain)


def _in_english(text: str) -> int:
    total = section = 0
    for word in text.lower().replace("-", " ").replace(",", " ").split():
        if word in _ENGLISH:
            section += _ENGLISH[word]
        elif word == "hundred":
            section *= 100
        elif word == "thousand":
            total, section = total + section * 1000, 0
        elif word != "and":
            raise ValueError(f"not a number: {text!r}")
    return total + section


def _worded(text: str) -> int:
    total = section = digit = 0
    for c in text:
        if c in _DIGITS or c.isdecimal():
            digit = digit * 10 + (int(c) if c.isdecimal() else _DIGITS[c])
        elif c in _TENS and _TENS[c] == 10_000:
            total, section, digit = (total + section + digit or 1) * 10_000, 0, 0
        elif c in _TENS:
            if _TENS[c] == 6:
                digit = 6
            else:
                section, digit = section + (digit or 1) * _TENS[c], 0
        else:
            raise ValueError(f"not a number: {text!r}")
    if not text:
        raise ValueError("not a number: ''")
    return total + section + digit
