"""Dates beside other tools, in one run: spans and values on annotated documents, public test suites, speed.

    python tests/benchmarks/dates.py [suites] [documents] [speed] [growth] [--data DIR] [--out FILE.md]

Needs the extras ``test`` and ``bench`` and the annotated data (``--data``, default ``../shared`` beside the checkout).
Prints Markdown tables. A tool that is not installed is left out. Every tool gets the same text, the same reference
date and the reading (past or future) that the suite asks for. Limits: a value counts only if its days are exactly
those that the suite accepts; spans count by overlap.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from pipeline.edtf import Edtf
from pipeline.extract import dates, timeline
from pipeline.read import read, read_text
from pipeline.read.sources import SourceRow, read_rows
from pipeline.resources import Resources
from pipeline.settings import Settings

Side = Literal["past", "future", "nearest"]
# which reading a suite asks of a date that could lie on either side of the reference time
SUITES: dict[str, Side] = {
    "duckling": "future",
    "recognizers_text": "past",
    "jionlp": "nearest",
    "korean_datetime_anchor": "future",
    "chrono_zh": "future",
    "dateparser": "past",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One date that a tool found: offsets in the text, first and last day (None: no value), how sure the tool is."""

    start: int
    end: int
    first: date | None
    last: date | None
    confidence: float = 1.0


SURE = 0.8
"""Confidence from which a wrong value counts as wrong and confident; a tool that states none is always sure."""
Tool = Callable[[str, str, date, Side], Iterable[Found]]


@cache
def _resources(side: Side) -> Resources:
    return Resources(Settings(partial_reading=side))


def ours(text: str, language: str, said: date, side: Side) -> Iterator[Found]:
    """This project: the whole chain, as on a document of that date."""
    resources = _resources(side)
    reading = read_text(text, SourceRow(path="case.txt", id="case", published=said.isoformat()), resources)
    for mention in timeline.resolve(reading, dates.find(reading, resources), resources).mentions:
        if mention.span and mention.date and mention.kind in ("date", "range"):
            yield Found(mention.span.start, mention.span.end, mention.date.start, mention.date.end)


def korean_datetime(text: str, language: str, said: date, side: Side) -> Iterator[Found]:
    """korean-datetime, Korean only."""
    import korean_datetime as other

    cycle = other.Cycle.FUTURE if side == "future" else other.Cycle.PAST
    now = datetime(said.year, said.month, said.day, 4, 30)
    for item in other.parse_all(text, now=now, options=other.ParseOptions(cycle=cycle)):
        if item.kind.value in ("date", "datetime"):
            last = max(item.start, item.end - timedelta(microseconds=1))
            yield Found(*item.span, item.start.date(), last.date())


def jionlp(text: str, language: str, said: date, side: Side) -> Iterator[Found]:
    """JioNLP, Chinese only."""
    import jionlp as other

    base = time.mktime((said.year, said.month, said.day, 4, 30, 0, 0, 0, -1))
    for item in other.ner.extract_time(text, time_base=base):
        if item["type"] in ("time_point", "time_span"):
            ends = [_day(value) for value in item["detail"]["time"]]
            yield Found(*item["offset"], *ends)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def dateparser(text: str, language: str, said: date, side: Side) -> Iterator[Found]:
    """dateparser: the whole text as one date, else its search."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(said.year, said.month, said.day, 4, 30), "PREFER_DATES_FROM": side}
    if side == "nearest":
        settings["PREFER_DATES_FROM"] = "current_period"
    parser = DateDataParser(languages=[language], settings=settings)
    whole = parser.get_date_data(text) if len(text) < 60 else None
    if whole and whole.date_obj:
        yield Found(0, len(text), *_period(whole.date_obj.date(), whole.period))
        return
    at = 0
    for words, when in search_dates(text, languages=[language], settings=settings) or ():
        at = max(text.find(words, at), 0)
        period = parser.get_date_data(words).period
        yield Found(at, at + len(words), *_period(when.date(), period))
        at += len(words)


def _period(day: date, period: str) -> tuple[date | None, date | None]:
    text = {"year": f"{day.year:04}", "month": f"{day.year:04}-{day.month:02}"}.get(period, day.isoformat())
    value = Edtf.parse(text)
    return value.start, value.end


TOOLS: dict[str, tuple[Tool, tuple[str, ...]]] = {
    "ours": (ours, ("ko", "zh", "en")),
    "korean-datetime": (korean_datetime, ("ko",)),
    "jionlp": (jionlp, ("zh",)),
    "dateparser": (dateparser, ("ko", "zh", "en")),
}


def installed() -> dict[str, tuple[Tool, tuple[str, ...]]]:
    """The tools that can be imported here."""
    from importlib.util import find_spec

    return {name: tool for name, tool in TOOLS.items() if name == "ours" or find_spec(name.replace("-", "_"))}


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def safely(tool: Tool, text: str, language: str, said: date, side: Side) -> list[Found]:
    """What the tool finds; a tool that raises has found nothing."""
    try:
        return list(tool(text, language, said, side))
    except Exception:  # a foreign tool may raise anything
        if tool is ours:
            raise
        return []


def form(case: dict[str, Any]) -> str:
    """What kind of answer a case asks for: no date, a day, a month, a year, or another stretch."""
    if not case.get("accept"):
        return "none"
    first, last = (date.fromisoformat(day) if day else None for day in case["accept"][0])
    if last is None or first is None:
        return "start"
    days = (last - first).days + 1
    names = {1: "day", 7: "week", **dict.fromkeys(range(28, 32), "month"), 365: "year", 366: "year"}
    return names.get(days, "other")


def suites(data: Path) -> Iterator[str]:
    """Share of cases whose days are exactly right: one line a suite and language, then by form."""
    yield "| suite | language | cases | " + " | ".join(installed()) + " |"
    yield "|---|---|---:|" + "---:|" * len(installed())
    forms: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for suite, side in SUITES.items():
        cases = [c for c in rows(data / f"{suite}.jsonl") if c.get("accept", True) or not c["expected"]]
        for language in sorted({case["lang"] for case in cases}):
            own = [case for case in cases if case["lang"] == language]
            shares = [_share(name, own, language, side, forms) for name in installed()]
            yield f"| {suite} | {language} | {len(own)} | " + " | ".join(shares) + " |"
    yield from _by_form(forms)


def _share(name: str, cases: list[dict[str, Any]], language: str, side: Side, forms: Any) -> str:
    tool, languages = TOOLS[name]
    if language not in languages:
        return ""
    total = 0
    for case in cases:
        said = date.fromisoformat((case.get("ref") or "2020-01-01")[:10])
        found = [f for f in safely(tool, case["text"], language, said, side) if f.first]
        right = _right(case, found)
        total += right
        tally = forms[name, language, form(case)]
        tally[0] += right
        tally[1] += 1
    return f"{total / len(cases):.3f}"


def _right(case: dict[str, Any], found: list[Found]) -> bool:
    wanted = case.get("accept") or []
    if not wanted:
        return not found
    given = [(f.first.isoformat() if f.first else None, f.last.isoformat() if f.last else None) for f in found]
    return any(first == a and b in (None, last) for first, last in given for a, b in wanted)


def _by_form(forms: dict[tuple[str, str, str], list[int]]) -> Iterator[str]:
    kinds = sorted({kind for _, _, kind in forms})
    yield ""
    yield "| tool | language | " + " | ".join(kinds) + " |"
    yield "|---|---|" + "---:|" * len(kinds)
    for name, language in sorted({(name, language) for name, language, _ in forms}):
        tallies = [forms.get((name, language, kind), [0, 0]) for kind in kinds]
        cells = [f"{right / total:.2f} ({total})" if total else "" for right, total in tallies]
        yield f"| {name} | {language} | " + " | ".join(cells) + " |"


def documents(data: Path) -> Iterator[str]:
    """Span and value F1 on the annotated documents (dates outside reference lists), and the share of values given
    to annotated dates that are wrong though the tool is sure of them."""
    wanted = [r for r in rows(data / "seed_timex.jsonl") if r["type"] == "DATE"]
    scope = json.loads((data.parent / "gold" / "scope.json").read_text(encoding="utf-8"))
    corpus = data.parent.parent / "corpus"
    sources = {Path(row.path).stem: row for _, row in read_rows(corpus / "sources.csv")}
    yield "| tool | language | dates | span F1 | value F1 | wrong and sure |"
    yield "|---|---|---:|---:|---:|---:|"
    for name, (tool, languages) in installed().items():
        found = {
            doc: [f for f in _on_document(tool, corpus / f"{doc}.txt", sources) if _inside(f, scope.get(doc))]
            for doc in sorted({r["doc"] for r in wanted})
        }
        for language in languages:
            own = [r for r in wanted if r["lang"] == language and not r["citation"]]
            yield f"| {name} | {language} | {len(own)} | " + " | ".join(_scores(own, wanted, found, language)) + " |"


def _inside(found: Found, stretches: list[list[int]] | None) -> bool:
    middle = (found.start + found.end) // 2
    return stretches is None or any(a <= middle < b for a, b in stretches)


def _on_document(tool: Tool, path: Path, sources: dict[str, SourceRow]) -> list[Found]:
    resources = _resources("past")
    reading = read(path, sources.get(path.stem) or SourceRow(path=path.name), resources)
    resolved = timeline.resolve(reading, dates.find(reading, resources), resources)
    if tool is ours:
        kept = [m for m in resolved.mentions if m.span and m.date and m.kind in ("date", "range")]
        return [Found(m.span.start, m.span.end, m.date.start, m.date.end, m.confidence) for m in kept]  # type: ignore[union-attr]
    said = (resolved.published.start if resolved.published else None) or date(2024, 11, 10)
    found = []
    for sentence in reading.sentences:
        text, at = sentence.span.of(reading.document.text), sentence.span.start
        for item in safely(tool, text, sentence.language.partition("-")[0], said, "past"):
            found.append(Found(item.start + at, item.end + at, item.first, item.last))
    return found


def _scores(own: list[Any], wanted: list[Any], found: dict[str, list[Found]], language: str) -> tuple[str, ...]:
    near = {doc: [r for r in wanted if r["doc"] == doc] for doc in found}
    spans, values, given, sure = set(), set(), [0, 0, 0], 0
    for doc, items in found.items():
        for item in (i for i in items if i.first and near[doc]):
            closest = min(near[doc], key=lambda r, m=item.start + item.end: abs(r["start"] + r["end"] - m))  # type: ignore[misc]
            on = [r for r in near[doc] if r["start"] < item.end and item.start < r["end"]]
            if closest["lang"] != language or (on and all(r["citation"] for r in on)):
                continue
            good = [r for r in on if (item.first, item.last) in _accepted(r)]
            given = [given[0] + 1, given[1] + bool(on), given[2] + bool(good)]
            sure += bool(on and not good and item.confidence >= SURE)
            spans |= {(doc, r["start"]) for r in on if r["lang"] == language}
            values |= {(doc, r["start"]) for r in good if r["lang"] == language}
    share = f"{sure / max(given[1], 1):.3f}"
    return _f1(given[1], given[0], len(spans), len(own)), _f1(given[2], given[0], len(values), len(own)), share


def _accepted(row: dict[str, Any]) -> set[tuple[date | None, date | None]]:
    values = [Edtf.parse(text) for text in (row["value"], *row.get("also_ok", ()))]
    return {(value.start, value.end) for value in values}


def _f1(right: int, given: int, hit: int, wanted: int) -> str:
    p, r = (right / given if given else 0.0), (hit / wanted if wanted else 0.0)
    return f"{2 * p * r / (p + r) if p + r else 0.0:.3f}"


def speed(data: Path) -> Iterator[str]:
    """Characters a second of CPU time, finding alone for ours (``find``) and the whole chain (``ours``)."""
    korean = "\n".join(r["text"] for r in rows(data / "klue_ner_dt.jsonl"))
    chinese = "\n".join(r["text"] for r in rows(data / "jionlp.jsonl")) * 5
    yield "| tool | language | characters | characters/s of CPU time |"
    yield "|---|---|---:|---:|"
    for language, text in (("ko", korean), ("zh", chinese)):
        _finding(language, text[:100])  # loads the rules
        yield _rate("ours: find", language, text, partial(_finding, language))
        for name, (tool, languages) in installed().items():
            if language in languages and name != "dateparser":
                part = text if name != "jionlp" else text[:20_000]
                yield _rate(name, language, part, partial(_whole, tool, language))


def growth(data: Path) -> Iterator[str]:
    """CPU seconds of the finder on 1 MB and on 10 MB of Korean news (about 400 KB, repeated)."""
    korean = "\n".join(r["text"] for r in rows(data / "klue_ner_dt.jsonl"))
    _finding("ko", korean[:100])
    yield "| characters | CPU seconds |"
    yield "|---:|---:|"
    for size in (1_000_000, 10_000_000):
        text = (korean * (size // len(korean) + 1))[:size]
        began = time.process_time()
        _finding("ko", text)
        yield f"| {size:,} | {time.process_time() - began:.2f} |"


def _finding(language: str, text: str) -> int:
    return len(dates.find_in(text, language, _resources("past")))


def _whole(tool: Tool, language: str, text: str) -> int:
    return len(list(tool(text, language, date(2020, 1, 1), "past")))


def _rate(name: str, language: str, text: str, work: Callable[[str], int]) -> str:
    began = time.process_time()
    work(text)
    taken = time.process_time() - began
    return f"| {name} | {language} | {len(text)} | {len(text) / taken:,.0f} |"


def main() -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=["suites", "documents", "speed", "growth", []])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2].parent / "shared")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    parts = {"suites": suites, "documents": documents, "speed": speed, "growth": growth}
    lines: list[str] = []
    for name in options.parts or parts:
        lines += [f"### {name}", "", *parts[name](options.data / "eval" / "temporal"), ""]
        print("\n".join(lines[lines.index(f"### {name}") :]))
    if options.out:
        options.out.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
