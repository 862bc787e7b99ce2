"""Made-up articles in three languages that tell known events: any number of them, always the same ones.

Input: how many documents. Output: texts with the stretch in which each event is told, or a folder of files with
``sources.csv``. Document i is the same whatever the number asked for; three events a document, each told in three to
four documents near one another, as news is. Words and states lie in synthetic.toml. Limits: no relative dates, no
unknown names: this measures cost and growth, not how well real news is read.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from re import Match, sub
from typing import Any

LANGUAGES = ("ko", "zh", "en")
TOLD = 3
_EVENTS_A_DOCUMENT = 0.8
_REACH = 12
_FIRST, _DAYS = date(2000, 1, 1), 9000


@dataclass(frozen=True, slots=True)
class Made:
    """One article. ``told``: (start, end, event number) of each sentence that tells an event, in code points."""

    id: str
    language: str
    text: str
    told: tuple[tuple[int, int, int], ...]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def documents(number: int, first: int = 0) -> Iterator[Made]:
    """Articles ``first`` to ``first + number``."""
    for index in range(first, first + number):
        yield _document(index)


def write(folder: Path, number: int) -> Path:
    """The articles as files, 1,000 a subfolder, with their ``sources.csv``."""
    folder.mkdir(parents=True)
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "lang", "path"])
        for index, made in enumerate(documents(number)):
            path = Path(f"{index // 1000:03}") / f"{made.id}.txt"
            if index % 1000 == 0:
                (folder / path.parent).mkdir()
            (folder / path).write_text(made.text, encoding="utf-8", newline="")
            rows.writerow([made.id, made.language, path.as_posix()])
    return folder


def _document(index: int) -> Made:
    chance = Random(f"document {index}")
    language = LANGUAGES[index % len(LANGUAGES)]
    near = int(index * _EVENTS_A_DOCUMENT)
    events = chance.sample(range(max(0, near - _REACH), near + _REACH), TOLD)
    text, told = "", []
    for event in events:
        sentence = _sentence(event, language, chance)
        told.append((len(text), len(text) + len(sentence), event))
        text += sentence + _gap(language) + chance.choice(_words()["filler"][language]) + "\n\n"
    return Made(f"d{index:06}", language, text, tuple(told))


def _sentence(event: int, language: str, chance: Random) -> str:
    """The event is drawn from its number alone; how it is worded is up to ``chance``."""
    words, fixed = _words(), Random(f"event {event}")
    first, second = fixed.sample(words["state"], 2)
    kind, city = fixed.choice(words["kind"]), fixed.choice(words["city"])
    day = _FIRST + timedelta(days=fixed.randrange(_DAYS))
    slots = {
        "a": first[language],
        "b": second[language],
        "place": city[language],
        "n": str(fixed.randrange(2, 90) * 100),
    }
    slots["date"] = _day(day, language)
    return sub(r"\{(\w+)(?::(\w+)/(\w+))?\}", lambda match: _filled(match, slots), chance.choice(kind[language]))


def _filled(match: Match[str], slots: dict[str, str]) -> str:
    word = slots[match[1]]
    if not match[2]:
        return word
    closed = (ord(word[-1]) - 0xAC00) % 28 > 0
    after_consonant, after_vowel = (match[3], match[2]) if match[2] == "와" else (match[2], match[3])
    return word + (after_consonant if closed else after_vowel)


def _day(day: date, language: str) -> str:
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    year, month, last = ("년 ", "월 ", "일") if language == "ko" else ("年", "月", "日")
    return f"{day.year}{year}{day.month}{month}{day.day}{last}"


def _gap(language: str) -> str:
    return "" if language == "zh" else " "
