"""How long the name tables take to load, and how fast they are matched, with as many names as are asked for.

``python -m tests.benchmarks.names [--names 50000]``: names of our own making fill the shipped tables up. Time is the
processor's, the best of five; matching reads the sample corpus, folding included.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from pipeline.lexicon import Lexicon
from pipeline.lexicon.records import ALIAS_COLUMNS
from tests.articles import ROOT

SHIPPED = 30_200
REPEAT = 10
SIGNS = {"ko": (0xAC00, 2350), "zh": (0x4E00, 3500), "en": (ord("a"), 26)}
LENGTHS = {"ko": (3, 6), "zh": (3, 6), "en": (8, 16)}


def write_names(path: Path, count: int) -> None:
    """``count`` names by chance, a third in each language."""
    chance = random.Random(1)
    lines = [",".join(ALIAS_COLUMNS)]
    for number in range(count):
        lang = ("ko", "zh", "en")[number % 3]
        first, size = SIGNS[lang]
        name = "".join(chr(first + chance.randrange(size)) for _ in range(chance.randint(*LENGTHS[lang])))
        lines.append(f"local:made-{number // 3},{lang},{name.title()},pref,,made,CC0-1.0")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def loaded(files: tuple[Path, ...]) -> tuple[float, Lexicon]:
    """Seconds until the tables are read and can be searched, and the tables."""
    start = time.process_time()
    lexicon = Lexicon(files)
    list(lexicon.scan(lexicon.folding.fold("서울 Seoul 首尔")))
    _ = lexicon.entries
    return time.process_time() - start, lexicon


def matched(lexicon: Lexicon, text: str) -> float:
    """Seconds to find every name in a text."""
    start = time.process_time()
    for _ in lexicon.scan(lexicon.folding.fold(text)):
        pass
    return time.process_time() - start


def main() -> None:
    """Print seconds and characters a second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=50_000)
    count = parser.parse_args().names
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.txt"))) * REPEAT
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made.csv")
        write_names(made, max(0, count - SHIPPED))
        for files in ((), (made,)):
            tries = [loaded(files) for _ in range(5)]
            rate = len(text) / min(matched(tries[-1][1], text) for _ in range(5))
            seconds = min(tried[0] for tried in tries)
            print(f"{count if files else SHIPPED:,} names: loaded in {seconds:.3f} s, {rate / 1e6:.2f} M characters/s")


if __name__ == "__main__":
    main()
