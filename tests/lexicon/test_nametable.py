"""The table of names finds in running text what a search for each name alone finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.keys import Folding
from pipeline.lexicon.nametable import NameTable
from pipeline.lexicon.records import NameColumns

FOLDING = Folding()
NAMES = ("괌", "가나", "가나다", "나다", "北韓", "Ana", "Ana Bell", "Bell")


def table(*names: str, rank: int = 0, ident: str = "") -> NameColumns:
    count = len(names)
    ids = tuple(ident or f"local:{number}" for number in range(count))
    return NameColumns(ids, ("ko",) * count, names, ("pref",) * count, ("",) * count, (rank,) * count)


@given(st.lists(st.sampled_from([*NAMES, "라", " ", ".", "北", "x"]), max_size=12).map("".join))
def test_every_name_is_found_wherever_it_stands_but_inside_a_latin_word(text: str) -> None:
    text = FOLDING.fold(text).text
    found = {(start, end) for start, end, _ in NameTable([table(*NAMES)], FOLDING).scan(text)}
    keys = FOLDING.keys(NAMES)
    everywhere = {(at, at + len(key)) for key in keys for at in range(len(text)) if text.startswith(key, at)}
    latin = {at for at in range(1, len(text)) if all(c.isascii() and c.isalnum() for c in text[at - 1 : at + 1])}
    assert found == {(start, end) for start, end in everywhere if start not in latin}


def test_names_with_one_key_stand_in_the_order_of_their_ranks() -> None:
    names = NameTable([table("Ana Bell", rank=-1, ident="local:b"), table("ana-bell", ident="local:a")], FOLDING)
    assert [alias.id for alias in names.by_key("ana bell")] == ["local:b", "local:a"]
    assert [alias.name for alias in names.by_id("local:a")] == ["ana-bell"]
    assert names.by_key("ana") == names.by_id("local:c") == ()
