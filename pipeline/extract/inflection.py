"""Dictionary forms to the surface forms under which they appear: Korean and English verbs.

Input: a dictionary form (만나다; visit, call for) and the irregular forms of the language's words.toml.
Output: ``Form`` records: the text to look for, what it is, and (Korean) what must follow it.
Limits: Korean covers the regular verbs and the ㅂ ㄷ ㅅ ㄹ 르 ㅎ irregulars by their own spelling (``돕다!b``);
English takes the first word of a phrase as the verb. Other languages give the form as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

FormKind = Literal["base", "third", "past", "participle", "gerund", "stem", "finite", "adnominal", "noun", "plain"]

_FIRST, _MEDIALS, _FINALS = 0xAC00, 21, 28
_N, _L, _M, _B, _SS = 4, 8, 16, 17, 20
_A, _AE, _YA, _EO, _E, _YEO, _O, _WA, _WAE, _OE, _U, _WO, _EU, _I = 0, 1, 2, 4, 5, 6, 8, 9, 10, 11, 13, 14, 18, 20


@dataclass(frozen=True, slots=True)
class Form:
    """A surface form: ``text`` starts it, ``follow`` names the class of what must come next (empty: a boundary)."""

    text: str
    kind: FormKind
    follow: str = ""


def forms(entry: str, inflect: str, irregular: Mapping[str, str]) -> tuple[Form, ...]:
    """The forms of a verb; ``inflect`` is ``ko``, ``en`` or anything else for none."""
    if inflect == "ko" and entry.partition("!")[0].endswith("다"):
        return tuple(_korean(entry))
    if inflect == "en":
        return tuple(_english(entry, irregular))
    return (Form(entry, "plain"),)


def final_class(index: int) -> str:
    """All precomposed Hangul syllables with that final consonant (0 = none), for use in a character class."""
    return "".join(map(chr, range(_FIRST + index, _FIRST + 19 * _MEDIALS * _FINALS, _FINALS)))


def hangul_slots() -> dict[str, str]:
    """Slots for rule files: syllables that end in ㄴ ㄹ ㅁ ㅂ ㅆ or in no consonant."""
    named = {"f_none": 0, "f_n": _N, "f_l": _L, "f_m": _M, "f_b": _B, "f_ss": _SS}
    return {name: f"[{final_class(index)}]" for name, index in named.items()}


def _split(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - _FIRST
    return code // (_MEDIALS * _FINALS), code // _FINALS % _MEDIALS, code % _FINALS


def _join(first: int, medial: int, final: int) -> str:
    return chr(_FIRST + (first * _MEDIALS + medial) * _FINALS + final)


def _with_final(text: str, final: int) -> str:
    first, medial, _ = _split(text[-1])
    return text[:-1] + _join(first, medial, final)


def _korean(entry: str) -> Iterator[Form]:
    word, _, irregular = entry.partition("!")
    stem = word[:-1]
    infinitive = _infinitive(stem, irregular)
    bare = "bare_ending" if infinitive == stem else "vowel_ending"
    yield Form(stem, "stem", "ending" if _split(stem[-1])[2] else bare)
    if infinitive != stem:
        yield Form(infinitive, "stem", "infinitive")
    yield Form(_with_final(infinitive, _SS), "finite", "past")
    if stem.endswith("하"):  # the written forms beside 해, 했: 하여, 하였다
        yield Form(stem + "여", "stem", "infinitive")
        yield Form(stem + "였", "finite", "past")
    open_stem = _open_stem(stem, irregular)
    if open_stem is not None:
        yield Form(_with_final(open_stem, _N), "adnominal", "space_or_da")
        yield Form(_with_final(open_stem, _L), "adnominal", "space")
        yield Form(_with_final(open_stem, _M), "noun", "noun_end")
        yield Form(_with_final(open_stem, _B), "finite", "polite")
    else:
        yield Form(stem + "은", "adnominal", "space")
        yield Form(stem + "을", "adnominal", "space")


def _open_stem(stem: str, irregular: str) -> str | None:
    """The stem to which a bare ㄴ ㄹ ㅁ is added, or None where 은 을 음 follow."""
    final = _split(stem[-1])[2]
    if irregular == "b":
        return _with_final(stem, 0) + "우"
    if final == _L:
        return _with_final(stem, 0)
    return stem if not final else None


def _infinitive(stem: str, irregular: str) -> str:
    first, medial, final = _split(stem[-1])
    head = stem[:-1]
    if irregular == "b":
        return head + _join(first, medial, 0) + ("와" if stem in ("돕", "곱") else "워")
    if irregular == "d":
        return head + _join(first, medial, _L) + ("아" if medial in (_A, _O) else "어")
    if irregular == "s":
        return head + _join(first, medial, 0) + ("아" if medial in (_A, _O) else "어")
    if irregular == "r":
        before = _split(head[-1])[1]
        return _with_final(head, _L) + ("라" if before in (_A, _O) else "러")
    if final:
        return stem + ("아" if medial in (_A, _YA, _O) else "어")
    if stem[-1] == "하":
        return head + "해"
    contracted = {_O: _WA, _U: _WO, _I: _YEO, _EU: _EO, _OE: _WAE}.get(medial, medial)
    return head + _join(first, contracted, 0)


def _english(entry: str, irregular: Mapping[str, str]) -> Iterator[Form]:
    verb, space, rest = entry.partition(" ")
    tail = space + rest
    yield Form(verb + tail, "base")
    yield Form(_third(verb) + tail, "third")
    yield Form(_gerund(verb) + tail, "gerund")
    past = irregular.get(verb, "").split() or [_past(verb)]
    for spelling in past[0].split("|"):
        yield Form(spelling + tail, "past")
    if past[-1] != past[0]:
        yield Form(past[-1] + tail, "participle")


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if _consonant_y(verb) else verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if _consonant_y(verb):
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _consonant_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in "aeiou"


def _doubled(verb: str) -> str:
    """stop -> stopp: one closed stressed syllable; longer verbs are listed as irregular where they double."""
    vowels = sum(char in "aeiou" for char in verb)
    closed = len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    return verb + verb[-1] if closed and vowels == 1 else verb
