"""Guard against slower stages: how many calls each stage makes for a fixed text, against a peer in the same process.

    python -m tests.benchmarks.guard [--update]

Counted are calls of Python functions and of builtins (``sys.setprofile``), which load on the machine does not change;
the peer is jieba, whose pinned version is pure Python, cutting a fixed text. A stage may make a fifth more calls, as a
multiple of the peer's, than baseline.json says; ``--update`` writes what is counted now, for a change that is worth its
cost. Limits: time inside one builtin (a regular expression) is not seen by counting; for that the processor
time of each stage, as a multiple of the peer's, may double: the least of several turns, so that other programs on the
machine do not matter.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from pipeline.extract import dates, entities, events, quantities, timeline
from pipeline.joining import join
from pipeline.languages.tokens import tokenize
from pipeline.model import Reading
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.benchmarks.synthetic import documents

BASELINE = Path(__file__).with_name("baseline.json")
MORE_CALLS, MORE_TIME = 1.2, 2.0
_DOCUMENTS, _TURNS = 30, 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one stage, both as multiples of the peer's."""

    calls: float
    time: float


def costs() -> dict[str, Cost]:
    """Each stage over the same made-up articles; everything is loaded before."""
    steps = _steps(Resources(Settings()))
    peer = _peer()
    for step in (peer, *steps.values()):
        step()
    calls = _calls(peer)
    spent = {name: _least(step, peer) for name, step in steps.items()}
    return {name: Cost(round(_calls(step) / calls, 4), round(spent[name], 3)) for name, step in steps.items()}


def _peer() -> Callable[[], object]:
    import jieba

    cutter = jieba.Tokenizer()
    cutter.lock = None
    cutter.get_dict_file = lambda: (Path(jieba.__file__).with_name("dict.txt")).open("rb")
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    text = "".join(made.text for made in documents(3 * _DOCUMENTS) if made.language == "zh")
    return lambda: [list(cutter.cut(text)) for _ in range(4)]


def _steps(resources: Resources) -> dict[str, Callable[[], object]]:
    """The stages by name; each works on what those before it gave."""
    from pipeline.extract import extract

    made = [(one.text, SourceRow(path=f"{one.id}.txt", id=one.id, lang=one.language)) for one in documents(_DOCUMENTS)]
    plain = [read_text(text, row, resources) for text, row in made]
    cut = [tokenize(reading, resources) for reading in plain]
    dated = [(reading, timeline.resolve(reading, dates.find(reading, resources), resources)) for reading in cut]
    named = [(reading, when, entities.find(reading, when, resources)) for reading, when in dated]
    counted = [(*one, quantities.find(one[0], resources)) for one in named]
    extractions = [extract(reading, resources) for reading in cut]

    def dating(reading: Reading) -> object:
        return timeline.resolve(reading, dates.find(reading, resources), resources)

    return {
        "read": lambda: [read_text(text, row, resources) for text, row in made],
        "tokens": lambda: [tokenize(reading, resources) for reading in plain],
        "dates": lambda: [dating(reading) for reading in cut],
        "names": lambda: [entities.find(reading, when, resources) for reading, when in dated],
        "quantities": lambda: [quantities.find(reading, resources) for reading in cut],
        "events": lambda: [events.find(*one, resources) for one in counted],
        "join": lambda: join(extractions, None, (), resources),
    }


def _calls(step: Callable[[], object]) -> int:
    count = 0

    def tell(_frame: Any, event: str, _what: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tell)
    try:
        step()
    finally:
        sys.setprofile(before)
    return count


def _least(step: Callable[[], object], peer: Callable[[], object]) -> float:
    """Processor time of the step as a multiple of the peer's, each the least of several turns side by side."""
    turns = [(_seconds(step), _seconds(peer)) for _ in range(_TURNS)]
    return min(own for own, _ in turns) / min(other for _, other in turns)


def _seconds(step: Callable[[], object]) -> float:
    started = process_time()
    step()
    return process_time() - started


def slower(found: dict[str, Cost], stored: dict[str, dict[str, float]]) -> list[str]:
    """One line for each stage beyond its limit."""
    lines = []
    for name, cost in found.items():
        was = stored[name]
        if cost.calls > was["calls"] * MORE_CALLS:
            lines.append(f"{name}: {cost.calls / was['calls']:.2f} times the calls in baseline.json")
        if cost.time > was["time"] * MORE_TIME:
            lines.append(f"{name}: {cost.time / was['time']:.2f} times the processor time in baseline.json")
    return lines


def main() -> None:
    """Count, compare or store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    found = costs()
    content = {name: {"calls": cost.calls, "time": cost.time} for name, cost in found.items()}
    if parser.parse_args().update:
        BASELINE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        return
    print(json.dumps(content, indent=1))
    lines = slower(found, json.loads(BASELINE.read_text(encoding="utf-8")))
    print("\n".join(lines))
    sys.exit(bool(lines))


if __name__ == "__main__":
    main()
