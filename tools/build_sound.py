"""Write what a run would else make to hear names: the pinyin of characters and the blocks of the lexicon's names.

    python tools/build_sound.py

Input: the lexicon of the package and pypinyin. Output: pipeline/lexicon/pinyin.tsv: a character, or a name that cannot
be read character by character, and its syllables without tones; a pair of characters of a word in which one of them is
read otherwise, and nothing. pipeline/lexicon/sound_blocks.tsv and sound_codes.tsv: a name and its blocks, its codes.
Limits: a name that is added later is only slower to hear until this is run again; after a change of sound.toml or
hanja_readings.tsv it has to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.lexicon import Lexicon
from pipeline.lexicon.pinyin import PINYIN, pinyin
from pipeline.reconcile.hearing import BLOCKS, CODES, Hearing, parts_of, script_of
from pipeline.reconcile.names_index import KINDS


def names_of(lexicon: Lexicon) -> set[str]:
    """The names that may be compared by sound."""
    idents = (one.id for one in lexicon.entries.values() if one.kind in KINDS and not one.id.startswith("geonames:"))
    return {row.name for ident in idents for row in lexicon.names(ident)}


def read_otherwise() -> set[str]:
    """Pairs of characters, as in words where one of the two has another syllable than alone."""
    from pypinyin.constants import PHRASES_DICT

    found: set[str] = set()
    for word in PHRASES_DICT:
        for at, syllable in enumerate(pinyin(word)):
            if len(word) > 1 and [syllable] != pinyin(word[at]):
                found.add(word[at : at + 2] if at + 1 < len(word) else word[at - 1 :])
    return found


def characters(hearing: Hearing, lexicon: Lexicon) -> set[str]:
    """Simplified characters: those of GB 2312, and of those with a Sino-Korean reading."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    common = {row.decode("gb2312", errors="ignore") for row in rows}
    return {char.translate(lexicon.folding.table) for char in common | set(hearing.readings)} - {""}


def pinyin_rows(names: Iterable[str], hearing: Hearing, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The rows of pinyin.tsv: characters, pairs, and names with such pairs or other characters."""
    plain, pairs = characters(hearing, lexicon), read_otherwise()
    yield from ((char, " ".join(pinyin(char))) for char in plain)
    yield from ((pair, "") for pair in pairs)
    parts = [parts_of(name) for name in names if script_of(name) == "han"]
    forms = {form for each in parts if each for form in ("".join(each), each[-1])}
    for form in {form.translate(lexicon.folding.table) for form in forms}:
        if len(form) > 1 and (not plain.issuperset(form) or any(form[at : at + 2] in pairs for at in range(len(form)))):
            yield form, " ".join(pinyin(form))


def write(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """A table of two columns, sorted."""
    path.write_text("".join(f"{key}\t{value}\n" for key, value in sorted(dict(rows).items())), encoding="utf-8")


def main() -> None:
    """Write the tables."""
    lexicon = Lexicon()
    hearing, names = Hearing(lexicon.folder, lexicon.folding.table), names_of(lexicon)
    write(lexicon.folder / PINYIN, pinyin_rows(names, hearing, lexicon))
    write(lexicon.folder / BLOCKS, ((name, " ".join(hearing.blocks_made(name))) for name in names))
    write(lexicon.folder / CODES, ((name, hearing.codes_made(name).written) for name in names))


if __name__ == "__main__":
    main()
