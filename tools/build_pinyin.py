"""Write the pinyin of the lexicon's Chinese names, so that a run need not ask for it.

    python tools/build_pinyin.py

Input: the lexicon of the package and pypinyin. Output: pipeline/lexicon/pinyin.tsv: a name or its last word in
simplified characters, and its syllables without tones. Limits: a name that is added later is only slower to read, until
this is run again; so the file need not be in step with the tables.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.lexicon import Lexicon
from pipeline.reconcile.hearing import PINYIN, parts_of, pinyin, script_of

KINDS = ("person", "place")


def names_of(lexicon: Lexicon) -> set[str]:
    """The names, as wholes and last words, that may be compared by sound."""
    idents = (one.id for one in lexicon.entries.values() if one.kind in KINDS and not one.id.startswith("geonames:"))
    parts = [parts_of(row.name) for ident in idents for row in lexicon.names(ident) if script_of(row.name) == "han"]
    heard = {form for each in parts if each for form in ("".join(each), each[-1])}
    return {form.translate(lexicon.folding.table) for form in heard}


def main() -> None:
    """Write the table."""
    lexicon = Lexicon()
    rows = (f"{name}\t{' '.join(pinyin(name))}\n" for name in sorted(names_of(lexicon)))
    Path(lexicon.folder, PINYIN).write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
