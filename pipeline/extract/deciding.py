"""Mention or not: a sum of stated features over a draft, against a threshold; weights in event_weights.toml.

Input: passage, draft, its type and date. Output: the score and a Reason that lists what spoke for and against. Two
parts: weights set by hand on how the draft is built and worded, and weights fitted to annotated documents
(tools/fit_events.py) on what is told and how it is dated, by language. Limits: linear; the language's ``feature`` rules
look at the clause's words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.extract.draft import Draft
from pipeline.extract.passage import Passage
from pipeline.model import Reason
from pipeline.rules import Rule

WEIGHTS = Path(__file__).with_name("event_weights.toml")
_CLOSING = 2
"""Signs, such as that of a closing quote, behind the last word of a headline."""
_GRADED = ("trigger.strength", "date.confidence")  # more or less of it, not there or not


def load_weights(path: Path = WEIGHTS) -> Mapping[str, float]:
    """Feature names to weights; ``threshold`` is what the sum must reach. Fitted ones are named ``fit.…``."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    fitted = {f"fit.{name}": float(value) for name, value in tables.get("fitted", {}).items()}
    return {name: float(value) for name, value in tables["weights"].items()} | fitted


def judge(
    passage: Passage,
    draft: Draft,
    dated: str,
    confidence: float,
    told: tuple[str, str, str],
    weights: Mapping[str, float],
) -> tuple[float, Reason]:
    """How far the draft lies above the threshold (below 0: no mention), and why.

    ``dated``: ``own``, ``sentence`` (an earlier clause of the sentence), ``context`` (an earlier sentence, a heading);
    ``told``: type, mode and the basis of the date.
    """
    parts = [*_built(passage, draft, dated, confidence, weights), *_worded(passage, draft, dated)]
    names = [name for name, value in parts if value]
    for name in fitted(passage, draft, told, names):
        if (weight := weights.get(f"fit.{name}")) is not None:
            parts.append((name, weight))
    total = sum(value for _, value in parts) - weights["threshold"]
    return total, Reason(rule="decide.features@2", says=f"{_told(parts)}: {total:+.2f} over the threshold")


def _told(parts: list[tuple[str, float]]) -> str:
    """The features that speak for and against, heaviest first; a fitted correction is part of its feature's weight."""
    sums: dict[str, float] = {}
    for name, value in parts:
        name = name.removeprefix("again.")
        sums[name] = sums.get(name, 0.0) + value
    heaviest = sorted([(-abs(value), name) for name, value in sums.items() if abs(value) >= 0.05])
    return ", ".join([f"{name} {sums[name]:+.1f}" for _, name in heaviest])


def _built(
    passage: Passage, draft: Draft, dated: str, confidence: float, weights: Mapping[str, float]
) -> list[tuple[str, float]]:
    if dated == "context" and passage.entry:
        dated = "entry"
    parts = [(f"date.{dated}", weights[f"date.{dated}"])]
    if dated == "context":
        parts.append(("date.confidence", weights["confidence"] * (confidence - 1.0)))
    parts.append((f"kind.{draft.kind}", weights.get(f"kind.{draft.kind}", 0.0)))
    parts.append((f"block.{passage.block.kind}", weights.get(f"block.{passage.block.kind}", 0.0)))
    parts.append(("trigger.strength", weights["strength"] * (draft.hit.rule.strength - 1.0)))
    if draft.hit.kind in ("past", "participle"):
        parts.append(("form.past", weights["form.past"]))
    if passage.block.kind == "heading" and (draft.hit.kind in ("third", "base") or _ends_in_noun(passage, draft)):
        parts.append(("form.headline", weights["form.headline"]))
    if draft.hit.rule.speech:
        parts.append(("trigger.speech", weights["speech"]))
    if draft.opened == "weak" and dated == "sentence" and passage.rules.lexis.word_bounds:
        parts.append(("clause.goes_on", weights["goes_on"]))
    if passage.goes_on and dated == "context" and not draft.hit.rule.entries:
        parts.append(("told.goes_on", weights["told.goes_on"]))
    if draft.kind == "content" and dated != "own":
        parts.append(("told.done", weights["told.done"]))
    return parts


def _ends_in_noun(passage: Passage, draft: Draft) -> bool:
    """Whether a headline of a verb-final language ends in its event noun, as such headlines do instead of in a verb."""
    return (
        passage.rules.final and draft.hit.noun and not draft.hit.rule.speech and draft.end - draft.hit.end <= _CLOSING
    )


def fitted(passage: Passage, draft: Draft, told: tuple[str, str, str], stated: list[str]) -> Iterator[str]:
    """The features that have a fitted weight, if any: those already ``stated``, and what is told how, by language."""
    kind, mode, basis = told
    code = passage.rules.code
    yield "bias"
    yield from (f"again.{name}" for name in stated if name not in _GRADED)
    yield from (f"type.{kind}", f"mode.{kind}.{mode}", f"basis.{basis}", f"basis.{basis}.{kind}")
    yield from (f"{code}.basis.{basis}", f"{code}.kind.{draft.kind}", f"told.{draft.kind}")


def _worded(passage: Passage, draft: Draft, dated: str) -> list[tuple[str, float]]:
    """The ``feature`` rules that match where their ``at`` says; ``dated`` only for a date from there, ``news`` only
    where a sentence tells the news of its day."""
    start, end = draft.start, draft.end
    if passage.rules.final:
        start = max(start, draft.hit.start - 10, draft.content[1] if draft.content is not None else 0)
    else:
        near = 2 if passage.rules.lexis.word_bounds or draft.hit.rule.speech else 10
        end = min(end, draft.hit.end + (50 if draft.hit.noun and draft.kind == "main" else near))
    if draft.kind in ("nominal", "item"):
        return []
    out = []
    around = passage.key[start:end]
    for rule in passage.rules.features:
        if draft.hit.rule.keeps_negation and "negated" in rule.id:
            continue
        fields = rule.fields
        if ("dated" in fields and fields["dated"] != dated) or ("news" in fields and not passage.news):
            continue
        if _placed(passage, draft, rule, start, end) if "at" in fields else rule.pattern.search(around):
            out.append((rule.id, float(rule.fields["weight"])))
    return out


def _placed(passage: Passage, draft: Draft, rule: Rule, start: int, end: int) -> bool:
    """Whether the rule matches where its ``at`` says: right behind the trigger, from it on, from the last comma before
    it, or anywhere in the sentence before it."""
    at = rule.fields["at"]
    if at == "led":
        return rule.pattern.search(passage.key[passage.core[0] : draft.hit.start]) is not None
    if at == "clause":
        start = max(start, passage.key.rfind(",", start, draft.hit.start) + 1)
        return rule.pattern.search(passage.key[start:end]) is not None
    if at == "onward":
        return draft.kind == "main" and rule.pattern.match(passage.key[: passage.core[1]], draft.hit.end) is not None
    return rule.pattern.match(passage.key, draft.hit.end) is not None
