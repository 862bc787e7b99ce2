"""Floors: the scores below which a change is refused, kept in a file beside the gold.

Input: Scores and a floors file (JSON). Output: what fell below its floor; with ``update`` the file with floors raised
to what was reached. A floor is only lowered with a reason, which stays in the file. Limits: a set of gold whose files
have changed has no floors until they are updated.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.evaluate import Scores

EPSILON = 0.002
"""How far below its floor a score may fall: rounding, not quality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """A score that fell below its floor."""

    language: str
    field: str
    floor: float
    reached: float


def name_of(gold: Path) -> str:
    """How a folder of gold is called in the floors file: its last two path parts."""
    return "/".join(gold.resolve().parts[-2:])


def below(path: Path, name: str, digest: str, scores: Scores) -> tuple[Below, ...]:
    """The scores under their floors; raises PipelineError ``bad-gold`` if the floors belong to other gold."""
    entry = _read(path)["sets"].get(name)
    if entry is None:
        return ()
    if entry["gold"] != digest:
        raise PipelineError("bad-gold", path=path, what=f"the floors of {name} were made with other gold; --update")
    return _fallen(entry, scores)


def update(path: Path, name: str, digest: str, scores: Scores, why: str = "") -> tuple[Below, ...]:
    """Raise floors to what was reached; lower those that fell only with a ``why``, else they are returned."""
    content = _read(path)
    old = content["sets"].get(name, {"gold": digest, "floors": {}})
    fallen = _fallen(old, scores)
    if fallen and not why:
        return fallen
    floors: dict[str, dict[str, float]] = {}
    lowered = {(one.language, one.field) for one in fallen}
    for language, field, score in scores.table:
        floor = old["floors"].get(language, {}).get(field, 0.0)
        reached = int(score.f1 * 1000) / 1000
        kept = reached if (language, field) in lowered else max(floor, reached)
        floors.setdefault(language, {})[field] = kept
    content["sets"][name] = {"gold": digest, "floors": floors}
    if fallen:
        content["regressions"].append({"set": name, "why": why, "lowered": [_words(one) for one in fallen]})
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return ()


def _fallen(entry: dict[str, Any], scores: Scores) -> tuple[Below, ...]:
    reached = {(language, field): score.f1 for language, field, score in scores.table}
    return tuple(
        Below(language=language, field=field, floor=floor, reached=reached.get((language, field), 0.0))
        for language, fields in entry["floors"].items()
        for field, floor in fields.items()
        if reached.get((language, field), 0.0) < floor - EPSILON
    )


def _words(one: Below) -> str:
    return f"{one.language} {one.field}: {one.floor:.3f} to {one.reached:.3f}"


def _read(path: Path) -> dict[str, Any]:
    empty: dict[str, Any] = {"sets": {}, "regressions": []}
    if not path.exists():
        return empty
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return empty | content
    except ValueError as error:
        raise PipelineError("bad-gold", path=path, what=error) from error
