"""Names of the table in running text: every match, then boundaries, guards, scopes and dates; longest wins.

Input: a Scene and the edge rules (entities_edges). Output: Marks with the ids a name may mean. Limits: a name that the
table does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.entities_edges import LONG, Boundaries
from pipeline.extract.entities_scene import Mark, Scene, is_hangul, longest
from pipeline.lexicon import Alias

_GENERATED = 2  # the rank of names of the generated city table
_STILL = "9999"  # a text without a date names what has not ended


def table_marks(scene: Scene, boundaries: Boundaries) -> list[Mark]:
    """Names of the table, without overlaps. Names whose scope needs context are marked weak (see ``settle``).

    A last name that the text gives to somebody else (Pierre Trudeau) means its owner only if the text names that one.
    """
    found: list[Mark] = []
    named: set[str] = set()
    others: set[str] = set()
    doubtful: list[Mark] = []
    for start, end, names in scene.lexicon.scan(scene.key):
        first, last = scene.key.source(start, end)
        if scene.inside_date(first, last):
            continue
        fitting = [name for name in names if _fits(scene, boundaries, first, last, name)]
        if not fitting:
            doubtful += _doubtful(scene, boundaries, first, last, names)
            continue
        mark = _mark(scene, first, last, fitting)
        own = boundaries.own_given(scene, first, fitting[0]) if fitting[0].status == "short" else True
        if own is False:
            others.update(mark.ids)
            continue
        named.update(mark.ids if own else ())
        found.append(mark)
    found = [mark for mark in found if not others.intersection(mark.ids) or named.intersection(mark.ids)]
    found += [mark for mark in doubtful if named.issuperset(mark.ids)]
    return longest(settle(scene, boundaries, found))


def _fits(scene: Scene, boundaries: Boundaries, start: int, end: int, name: Alias) -> bool:
    text = scene.reading.folded
    surface = text[start:end]
    head, tail = surface[0], surface[-1]
    if head.isascii() and head.isalnum() and not _latin(text, start, end, surface, name):
        return False
    if tail.isascii() and tail.isalnum() and end < len(text) and _ascii_letter(text[end]):
        return False
    if is_hangul(head) and (_joined(text, start, surface) or not boundaries.hangul_before(text, start)):
        return False
    if is_hangul(tail) and not (_state(scene, boundaries, name) or boundaries.hangul_after(text, end, end - start)):
        return False
    return (
        _whole(surface, name.name)
        and not boundaries.guarded(scene.plain, start, end)
        and _in_scope(scene, boundaries, start, name)
    )


def _joined(text: str, start: int, surface: str) -> bool:
    """Whether a Korean name of single syllables would stand behind what opens its word (남성 김 모 씨: no 성 김)."""
    return surface[1:2].isspace() and start > 0 and is_hangul(text[start - 1])


def _doubtful(scene: Scene, boundaries: Boundaries, start: int, end: int, names: Sequence[Alias]) -> list[Mark]:
    """A Korean name that is a word too, where nothing but particles follows: itself if the text names it elsewhere."""
    words = [name for name in names if boundaries.generic(name.name)]
    alone = words and boundaries.hangul_before(scene.plain, start) and boundaries.particle(scene.plain, end)
    return [_mark(scene, start, end, words)] if alone else []


def _state(scene: Scene, boundaries: Boundaries, name: Alias) -> bool:
    """Whether any noun may follow in the word: states (북한식당), unless their name is a word too."""
    entry = scene.lexicon.entries.get(name.id)
    return entry is not None and entry.kind == "country" and not name.scope and not boundaries.generic(name.name)


def _latin(text: str, start: int, end: int, surface: str, name: Alias) -> bool:
    if start and _ascii_letter(text[start - 1]):
        return False
    letters = [char for char in name.name if char.isalpha()]
    if len(letters) <= 5 and name.name.isupper():
        return surface == name.name
    return not name.name[0].isupper() or surface[0].isupper()


def _ascii_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _whole(surface: str, name: str) -> bool:
    """Gaps inside a Korean name that the table does not write so: no piece of one character."""
    if not is_hangul(surface[0]) or " " not in surface or surface == name:
        return True
    return min(map(len, surface.split())) > 1


def _in_scope(scene: Scene, boundaries: Boundaries, start: int, name: Alias) -> bool:
    if name.scope == "ko-KP" and not scene.northern:
        return False
    if not is_hangul(name.name[0]):
        return True
    tag = scene.tag(start)
    if name.rank == _GENERATED and scene.plain[start - 1 : start].isdigit():
        return False  # a unit that is numbered (제7연대)
    if name.rank == _GENERATED and len(name.name) < LONG:
        return not tag or tag.startswith("NNP:지명") or boundaries.in_province(scene.plain, start)
    if boundaries.generic(name.name):
        known = not tag or tag.startswith(("NNP", "Noun", "NQ")) or name.scope == "ko-KP"
        end = start + len(name.name)
        return known or boundaries.institution(scene.plain, end) or boundaries.facility(scene, name, start, end)
    return True


def _mark(scene: Scene, start: int, end: int, names: Sequence[Alias]) -> Mark:
    best = names[0].rank
    ids = tuple(dict.fromkeys(name.id for name in names if name.rank == best))
    if len(ids) > 1:
        day = scene.day(start) or _STILL
        ids = tuple(ident for ident in ids if scene.lexicon.valid(ident, day)) or ids
    entry = scene.lexicon.entries.get(ids[0])
    kind = entry.kind if entry else "other"
    weak = all(name.scope in ("context", "title", "generic") for name in names)
    rule = f"names.table.{names[0].status}"
    return Mark(
        start=start, end=end, kind=kind, ids=ids, rule=rule, says=f"{names[0].name} ({names[0].lang})", weak=weak
    )


def settle(scene: Scene, boundaries: Boundaries, marks: list[Mark]) -> list[Mark]:
    """Keep a name that needs context only where the document names its country or the entity in a safe way."""
    sure = {ident for mark in marks if not mark.weak for ident in mark.ids}
    countries = {scene.lexicon.country_of(ident) for ident in sure} - {""}
    return [mark for mark in marks if not mark.weak or _backed(scene, boundaries, mark, sure, countries)]


def _backed(scene: Scene, boundaries: Boundaries, mark: Mark, sure: set[str], countries: set[str]) -> bool:
    if mark.kind == "person" or any(ident in sure for ident in mark.ids):
        return True  # a person's title is looked for later
    near = any(scene.lexicon.country_of(ident) in countries for ident in mark.ids)
    return near and (not mark.ids[0].startswith("geonames:") or boundaries.placed(scene.plain, mark.start, mark.end))
