"""Institutions of states in running text: beside their state, or alone where the text tells whose they are.

Input: a Scene, the institution nouns found, the marks so far. Output: Marks of composed institutions (북한 외무성,
俄罗斯外交部, the Foreign Ministry of Russia) and of bare nouns (국방부는). Limits: a noun whose state nothing tells
stays unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.entities_scene import Mark, Scene, is_hangul
from pipeline.extract.entities_words import Word
from pipeline.lexicon.institutions import Institution, Voice

_OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?")
_OF_TOWNS = ("government", "police")
"""Institutions that a capital names otherwise than for its state."""


def institution_marks(scene: Scene, words: Sequence[Word], taken: Sequence[Mark]) -> list[Mark]:
    """Institutions beside their country; then bare nouns by the nearest state or by the only one that uses them."""
    ends = {mark.end: mark for mark in taken if len(mark.ids) == 1 and _owns(scene, mark)}
    starts = {mark.start: mark for mark in taken if mark.kind == "country" and len(mark.ids) == 1}
    found: list[Mark] = []
    for word in sorted(words, key=lambda word: (word.start, -word.end)):
        mark = _beside(scene, word, ends) or _of(scene, word, starts) or _alone(scene, word, taken, found)
        if mark is not None and not any(_inside(mark, other) for other in found):
            found.append(mark)
            ends[mark.end] = mark
    return found


def _owns(scene: Scene, mark: Mark) -> bool:
    """Whether an institution behind the name can be its own: a state, a body, a seat of government (Seoul's)."""
    if mark.kind == "place":
        return scene.lexicon.acting(mark.ids[0]) != mark.ids[0]
    return mark.kind in ("country", "org")


def _inside(mark: Mark, other: Mark) -> bool:
    """Whether a mark adds nothing to one found before it."""
    return other.start <= mark.start and mark.end <= other.end


def _beside(scene: Scene, word: Word, ends: dict[int, Mark]) -> Mark | None:
    """The country directly before the noun: 북한 외무성, 俄罗斯外交部, Russia's Foreign Ministry."""
    for gap in range(0, 5 if word.lang == "en" else 3):
        country = ends.get(word.start - gap)
        if (
            country is not None
            and country.start < word.start
            and _joins(scene.plain[word.start - gap : word.start], word.lang)
        ):
            return _made(scene, word, country, country.start, word.end, "beside")
    return None


def _joins(gap: str, lang: str) -> bool:
    if lang == "en":
        return bool(re.fullmatch(r"(?:'s|’s)? ?", gap)) and gap != ""
    return gap in ("", " ", "의 ", "의", "的")


def _of(scene: Scene, word: Word, starts: dict[int, Mark]) -> Mark | None:
    """The country after it: the Foreign Ministry of Russia."""
    if word.lang != "en":
        return None
    match = _OF.match(scene.plain, word.end)
    country = starts.get(match.end()) if match else None
    return _made(scene, word, country, word.start, country.end, "of") if country else None


def _made(scene: Scene, word: Word, country: Mark, start: int, end: int, how: str) -> Mark | None:
    code = scene.lexicon.country_of(country.ids[0])
    kind = _kind(word, code) or _lent(word)
    if kind is None or not code or (country.kind == "place" and kind.id in _OF_TOWNS):
        return None  # the authorities of a capital are the state (平壤当局), its police are its own
    ident = scene.lexicon.institutions.id(kind, code)
    says = f"{word.text} of {code}"
    rule = f"names.institution.{how}"
    return Mark(
        start=start, end=end, kind="org", ids=(ident,), rule=rule, says=says, country=code, head=(word.start, word.end)
    )


def _kind(word: Word, code: str) -> Institution | None:
    """The institution that the noun means in that state."""
    for kind in word.kinds:
        only = kind.only.get(word.text) or kind.only.get(word.text.title()) or _only(kind, word.text)
        if not only or code in only:
            return kind
    return None


def _lent(word: Word) -> Institution | None:
    """The institution of a noun that several states use, which texts lend to others (중국 외무성)."""
    kind = word.kinds[0]
    return kind if len(word.kinds) == 1 and len(_only(kind, word.text)) > 1 else None


def _only(kind: Institution, text: str) -> tuple[str, ...]:
    return next((codes for noun, codes in kind.only.items() if noun.casefold() == text), ())


def _alone(scene: Scene, word: Word, taken: Sequence[Mark], found: Sequence[Mark]) -> Mark | None:
    """A noun alone: the one state that uses it, the state that the text speaks from, the nearest before it in the
    paragraph, or the readers' own.

    Korean news that has not spoken of another state's ministry means its own (중국이 반대하자 국방부는).
    """
    only = tuple(code for kind in word.kinds for code in _only(kind, word.text))
    voice = _voice(scene, word)
    if not _stands_alone(scene, word, only, voice):
        return None
    near = [*([voice.code] if voice is not None else []), *_near(scene, word, taken)]
    codes = [code for code in near if _kind(word, code) is not None and (not only or code in only)]
    rest = (code for kind in word.kinds if word.text in kind.alone for code in _only(kind, word.text))
    code = only[0] if len(only) == 1 else next(iter((*codes, *rest)), "")
    if not code or (word.lang == "ko" and len(only) != 1 and not _named(scene, word, code, found)):
        home = _home(scene, word, taken, only)
        if home is not None or not code:
            return home
    return _lone(scene, word, code, "only" if len(only) == 1 else "nearest")


def _named(scene: Scene, word: Word, code: str, found: Sequence[Mark]) -> bool:
    """Whether the text has named that institution of the state with the state beside it."""
    kind = _kind(word, code)
    ident = scene.lexicon.institutions.id(kind, code) if kind else ""
    return any(ident in mark.ids and mark.rule == "names.institution.beside" for mark in found)


def _lone(scene: Scene, word: Word, code: str, how: str) -> Mark:
    kind = _kind(word, code) or word.kinds[0]
    ident = scene.lexicon.institutions.id(kind, code)
    return Mark(
        start=word.start, end=word.end, kind="org", ids=(ident,), by="table" if how == "only" else "document",
        rule=f"names.institution.{how}", says=f"{word.text} of {code}", country=code, head=(word.start, word.end),
    )  # fmt: skip


def _home(scene: Scene, word: Word, taken: Sequence[Mark], only: Sequence[str]) -> Mark | None:
    """The readers' own institution, by language and script: of the one such state that the text names.

    Korean alone is written in one state, so that a text which names no state at all is at home there, too.
    """
    sentence = scene.sentence(word.start)
    states: Sequence[str] = scene.lexicon.institutions.home.get(sentence.language, ()) if sentence else ()
    named = {scene.lexicon.country_of(ident) for mark in taken for ident in mark.ids} - {""}
    if named or word.lang != "ko":
        states = [code for code in states if code in named]
    fitting = len(states) == 1 and _kind(word, states[0]) is not None and (not only or states[0] in only)
    return _lone(scene, word, states[0], "home") if fitting and not scene.northern else None


def _stands_alone(scene: Scene, word: Word, only: Sequence[str], voice: Voice | None) -> bool:
    """Whether a noun may stand for a body without a state beside it: no short one, unless one state alone uses it."""
    if voice is not None and word.text in voice.own:
        return True
    short = len(word.text) < 3 and word.kinds[0].id != "parliament" and len(only) != 1
    return not short and _proper(scene, word)


def _voice(scene: Scene, word: Word) -> Voice | None:
    """How the text shows whose it is, where it does and the day at the word allows it."""
    voices = [voice for voice in scene.voices if voice.lang == word.lang]
    day = scene.day(word.start) if voices else ""
    return next((voice for voice in voices if not day or voice.since <= day), None)


def _proper(scene: Scene, word: Word) -> bool:
    """Only nouns that name a ministry, a force or a parliament stand alone; not government, media, court, police."""
    if word.kinds[0].id in (
        "government",
        "media",
        "court",
        "police",
        "delegation",
        "intelligence",
        "armed-forces",
        "customs",
    ):
        return bool(_only(word.kinds[0], word.text))
    if word.lang == "en":
        return scene.text[word.start].isupper()
    before = scene.plain[word.start - 1 : word.start]
    return word.lang != "ko" or not is_hangul(before)


def _near(scene: Scene, word: Word, taken: Sequence[Mark]) -> list[str]:
    kinds = ("country", "person", "org")
    before = [mark for mark in taken if mark.end <= word.start and mark.kind in kinds and len(mark.ids) == 1]
    before.sort(key=lambda mark: mark.start)
    near = [mark for mark in before if "\n\n" not in scene.text[mark.end : word.start]][-3:]
    codes = [scene.lexicon.country_of(mark.ids[0]) for mark in reversed(near)]
    return list(dict.fromkeys(code for code in codes if code))
