"""A small corpus of our own: three articles about one meeting, in three languages."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
ARTICLES = {
    "ko_bridge.txt": "두 나라를 잇는 다리\n\n2021년 5월 3일 가나 외교부와 토고 외교부는 서울에서 회담을 열었다. "
    "이어 6월에는 협정에 서명했다.\n",
    "zh_bridge.txt": "兩國會談\n\n2021年5月3日，加纳外长在首尔会见多哥外长。同年6月，两国签署了协定。\n",
    "en_bridge.txt": "A bridge between two countries\n\nOn 3 May 2021 the foreign ministers of Ghana and Togo met in "
    "Seoul. In June they signed an agreement.\n",
}


def write_articles(folder: Path) -> Path:
    """The three articles in ``folder``, which is made."""
    folder.mkdir(parents=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder
