"""How fast each stage is, on one core, with peers in the same run.

    python -m tests.benchmarks.speed [startup] [stages] [peers] [linking] [--documents FOLDER]

Prints Markdown tables: what loads in how many seconds; characters and documents a second of every stage, once with
the tagger and once with tables alone; the same texts through other tools (a tool that is not installed is left out and
named); linking beside Splink with connected components. Times are processor time, the least of ``TURNS``, so that
other programs matter less; the process is set as one of the command line is. Limits: other tools do less or other
work; the table says what.
"""

from __future__ import annotations

import argparse
import resource
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.machinery import PathFinder
from math import inf
from pathlib import Path
from time import process_time
from typing import TypeVar

from pipeline.extract import dates, entities, events, extract, quantities, timeline
from pipeline.languages import code_of
from pipeline.languages.tokens import tokenize
from pipeline.process import collect_seldom, share_classes
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.benchmarks.synthetic import documents

K = TypeVar("K")
TURNS = 8
CORPUS = Path(__file__).parents[2] / "corpus"


def least(work: Callable[[], object], turns: int = TURNS) -> float:
    """Processor seconds of the quickest turn."""
    taken = []
    for _ in range(turns):
        started = process_time()
        work()
        taken.append(process_time() - started)
    return min(taken)


def texts(folder: Path) -> list[tuple[str, SourceRow]]:
    """The documents of a folder, as text."""
    from pipeline.read.formats import SUFFIXES, read_content
    from pipeline.read.sources import collect

    resources = Resources(Settings())
    found = collect([folder], SUFFIXES)
    return [(read_content(path, source, resources).text, source) for path, source in found]


def startup(_folder: Path) -> Iterator[str]:
    """Seconds of processor time until each part is there; each once, in this order."""
    resources = Resources(Settings())
    steps: dict[str, Callable[[], object]] = {
        "tokenizers of three languages": lambda: [resources.tokenizer(code) for code in resources.languages],
        "reading rules": lambda: resources.reading,
        "date rules": lambda: [resources.time_scanner(code) for code in resources.languages],
        "event rules": lambda: [resources.event_rules(code) for code in resources.languages],
        "names: tables, rules, tagger": lambda: _sentence(resources),
    }
    yield "| loaded | seconds |\n|---|---:|"
    for name, step in steps.items():
        yield f"| {name} | {least(step, 1):.2f} |"
    yield f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def _sentence(resources: Resources) -> object:
    rows = SourceRow(path="s.txt", id="s")
    parts = ("2021년 5월 3일 회담했다.", "2021年5月3日举行会谈。", "They met on 3 May 2021.")
    return [extract(tokenize(read_text(text, rows, resources), resources), resources) for text in parts]


def stages(folder: Path) -> Iterator[str]:
    """Characters a second of each stage, by language of the document; the chain is all of them."""
    names = ("read", "tokens", "dates", "names", "quantities", "events")
    by_language = _by_language(texts(folder))
    yield "thousand characters a second and core\n"
    yield "| language | characters | names from | " + " | ".join(names) + " | chain | documents/s |"
    yield "|---|---:|---|" + "---:|" * (len(names) + 2)
    work = {
        (language, ner): _work(given, Resources(Settings(ner=ner)))  # type: ignore[arg-type]
        for ner in ("statistical", "tables")
        for language, given in by_language.items()
    }
    for (language, ner), spent in _least(work).items():
        given = by_language[language]
        size, total = sum(len(text) for text, _ in given), sum(spent.values())
        rates = [f"{size / max(spent[name], 1e-6) / 1000:,.0f}" for name in names]
        row = (language, f"{size:,}", ner, *rates, f"{size / total / 1000:,.1f}", f"{len(given) / total:.1f}")
        yield f"| {' | '.join(row)} |"


def _by_language(given: list[tuple[str, SourceRow]]) -> dict[str, list[tuple[str, SourceRow]]]:
    """The documents by the language of most of their text."""
    resources = Resources(Settings(ner="tables"))
    found: dict[str, list[tuple[str, SourceRow]]] = {}
    for text, row in given:
        sizes: Counter[str] = Counter()
        for sentence in read_text(text, row, resources).sentences:
            sizes[code_of(sentence.language)] += sentence.span.end - sentence.span.start
        found.setdefault(max(sorted(sizes), key=sizes.__getitem__, default="und"), []).append((text, row))
    return dict(sorted(found.items()))


def _work(given: list[tuple[str, SourceRow]], resources: Resources) -> dict[str, Callable[[], object]]:
    """What each stage does for the documents."""
    plain = [read_text(text, row, resources) for text, row in given]
    cut = [tokenize(one, resources) for one in plain]
    dated = [(one, timeline.resolve(one, dates.find(one, resources), resources)) for one in cut]
    named = [(*one, entities.find(*one, resources)) for one in dated]
    counted = [(*one, quantities.find(one[0], resources)) for one in named]
    return {
        "read": lambda: [read_text(text, row, resources) for text, row in given],
        "tokens": lambda: [tokenize(one, resources) for one in plain],
        "dates": lambda: [timeline.resolve(one, dates.find(one, resources), resources) for one in cut],
        "names": lambda: [entities.find(*one, resources) for one in dated],
        "quantities": lambda: [quantities.find(one, resources) for one in cut],
        "events": lambda: [events.find(*one, resources) for one in counted],
    }


def _least(work: dict[K, dict[str, Callable[[], object]]]) -> dict[K, dict[str, float]]:
    """The quickest turn of each; all take their turns one after the other, since a machine is slow for minutes."""
    found: dict[K, dict[str, float]] = {key: {} for key in work}
    for _ in range(TURNS):
        for key, stages_of in work.items():
            for name, do in stages_of.items():
                found[key][name] = min(found[key].get(name, inf), least(do, 1))
    return found


def peers(folder: Path) -> Iterator[str]:
    """The same sentences through other tools, by language."""
    resources = Resources(Settings())
    held: dict[str, list[str]] = {"ko": [], "zh": [], "en": []}
    for text, row in texts(folder):
        reading = read_text(text, row, resources)
        for sentence in reading.sentences:
            held.setdefault(sentence.language.partition("-")[0], []).append(sentence.span.of(text))
    yield "| language | tool | does | characters/s |\n|---|---|---|---:|"
    for code, name, does, module, make in _tools(resources):
        if not PathFinder.find_spec(module):  # a stand-in for it may be loaded
            yield f"| {code} | {name} | {does} | not installed |"
            continue
        sentences = [text for text in held[code] if text.strip()][:150]
        work = make()
        work(sentences[0])
        seconds = least(lambda own=sentences, tool=work: [tool(text) for text in own], 2)  # type: ignore[misc]
        yield f"| {code} | {name} | {does} | {sum(map(len, sentences)) / max(seconds, 1e-6):,.0f} |"


Tool = tuple[str, str, str, str, Callable[[], Callable[[str], object]]]


def _tools(resources: Resources) -> list[Tool]:
    from tests.benchmarks import peer_tools as peer

    own = [
        (code, "this project", "dates", "pipeline", lambda c=code: lambda text: dates.find_in(text, c, resources))
        for code in ("ko", "zh", "en")
    ]
    return [*own, *peer.TOOLS]  # type: ignore[list-item]


def linking(_folder: Path) -> Iterator[str]:
    """Linking of made-up mentions, and the same pairs through Splink with connected components."""
    from pipeline.reconcile.linking import link
    from pipeline.reconcile.stage import feature_table, resolved
    from pipeline.reconcile.verdicts import verdicts_of
    from tests.benchmarks.peer_tools import splink_components

    resources = Resources(Settings(ner="tables"))
    made = [(one.text, SourceRow(path=f"{one.id}.txt", id=one.id, lang=one.language)) for one in documents(300)]
    found = [extract(tokenize(read_text(text, row, resources), resources), resources) for text, row in made]
    mentions, entities_found = resolved(found, resources)
    texts_by_id = {one.document.id: one.document for one in found}
    table = feature_table(mentions, entities_found, texts_by_id, resources.link_patterns)
    nothing = verdicts_of((), {})
    own = least(lambda: link(table, resources.pair_weights, nothing), 2)
    yield f"| {len(mentions)} mentions of 300 documents | seconds |\n|---|---:|\n| this project | {own:.2f} |"
    if PathFinder.find_spec("splink"):
        other = least(lambda: splink_components(table, resources.pair_weights), 2)
        yield f"| Splink scores, connected components | {other:.2f} |"


def main() -> None:
    """Print the parts that are named, or all."""
    parts = {"startup": startup, "stages": stages, "peers": peers, "linking": linking}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*parts, []])
    parser.add_argument("--documents", type=Path, default=CORPUS)
    asked = parser.parse_args()
    collect_seldom()
    share_classes()
    for name in asked.parts or parts:
        print(f"### {name}\n")
        for line in parts[name](asked.documents):
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
