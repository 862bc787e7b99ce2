"""Generated files in six encodings: how many are read right, byte for byte and character for character.

    python -m tests.benchmarks.encodings [--files 500] [--seed 1]

Each file is a little article of our own sentences, between some 40 and 2,000 characters, in one language, stored in one
encoding that can hold it: UTF-8, UTF-8 with BOM, UTF-16 with BOM, CP949 (EUC-KR), GB18030 or Big5.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter

from pipeline.errors import PipelineError
from pipeline.read.encoding import decode
from pipeline.resources import Resources
from pipeline.settings import Settings

SENTENCES = {
    "ko": (
        "두 나라는 2019년 5월 4일 서울에서 회담을 열었다.",
        "외교부는 협정에 서명했다고 밝혔다.",
        "다리는 2년 만에 완공됐다.",
        "대변인은 '아직 결정된 것이 없다'고 말했다.",
        "이어 6월에는 장관급 회의가 열릴 예정이다.",
        "한편 물가는 3.5% 올랐다.",
        "주민들은 새 도로를 반겼다.",
        "국회는 예산안을 통과시켰다(찬성 187, 반대 42).",
        "태풍으로 항구가 닫혔다.",
    ),
    "zh-Hans": (
        "两国外长于2019年5月4日在首尔举行会谈。",
        "外交部发言人表示，双方已签署协定。",
        "大桥历时两年建成通车。",
        "据报道，会议将于6月举行。",
        "当地居民对新公路表示欢迎。",
        "议会以187票赞成、42票反对通过了预算案。",
        "台风导致港口关闭。",
        "“目前还没有决定。”他说。",
    ),
    "zh-Hant": (
        "兩國外長於2019年5月4日在首爾舉行會談。",
        "外交部發言人表示，雙方已簽署協定。",
        "大橋歷時兩年建成通車。",
        "據報導，會議將於6月舉行。",
        "當地居民對新公路表示歡迎。",
        "議會以187票贊成、42票反對通過了預算案。",
        "颱風導致港口關閉。",
        "「目前還沒有決定。」他說。",
    ),
    "en": (
        "The two sides met in Seoul on 4 May 2019.",
        "A spokesman said the treaty was signed — at last.",
        "Prices rose by 3.5% in the “second” quarter.",
    ),
}
ENCODINGS = {
    "utf-8": ("ko", "zh-Hans", "zh-Hant", "en"),
    "utf-8-sig": ("ko", "zh-Hans", "zh-Hant", "en"),
    "utf-16": ("ko", "zh-Hans", "zh-Hant", "en"),
    "cp949": ("ko",),
    "gb18030": ("zh-Hans", "zh-Hant"),
    "big5": ("zh-Hant",),
}


def article(language: str, chance: random.Random) -> str:
    """Sentences in random order, in paragraphs, with either kind of line end."""
    size = chance.randint(2, 60)
    ends = chance.choice(["\n", "\r\n"])
    parts = [chance.choice(SENTENCES[language]) + chance.choice([" ", " ", ends]) for _ in range(size)]
    return "".join(parts)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    right, tried = count(asked.files, asked.seed)
    for name in ENCODINGS:
        print(f"{name:<10} {right[name]:>5} of {tried[name]:>5}")
    total, files = sum(right.values()), sum(tried.values())
    print(f"{'all':<10} {total:>5} of {files:>5} read right ({total / files:.1%})")
    sys.exit(total < files * 0.99)


def count(files: int, seed: int) -> tuple[Counter[str], Counter[str]]:
    """How many were read right, and how many there were, by encoding."""
    chance = random.Random(seed)
    scripts = Resources(Settings()).reading.scripts
    right: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for number in range(files):
        encoding = list(ENCODINGS)[number % len(ENCODINGS)]
        text = article(chance.choice(ENCODINGS[encoding]), chance)
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            text = text.encode(encoding, "ignore").decode(encoding)
            data = text.encode(encoding)
        tried[encoding] += 1
        try:
            right[encoding] += decode(data, "", scripts).text == text
        except PipelineError:
            continue
    return right, tried


if __name__ == "__main__":
    main()
