"""Names in the tables of a run that no table of names knows, with the best candidates by sound and look.

Input: an output folder and resources. Output: ``Unknown`` rows, those told most often first. Limits: candidates are of
the same kind; those below the ``provisional`` threshold of lexicon/sound.toml are not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.naming.lookup import Candidate, Lookup

if TYPE_CHECKING:
    from pipeline.resources import Resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """An entity whose id was made up by a run: its names, how often it is told, and whom it may be."""

    id: str
    kind: str
    names: tuple[str, ...]
    n_mentions: int
    candidates: tuple[Candidate, ...]


def unknown_names(out: Path, resources: Resources) -> tuple[Unknown, ...]:
    """All of them; raises PipelineError ``no-tables``."""
    from pipeline.write.tables import rows

    lookup, found = Lookup(resources), []
    for row in rows(out, "entities"):
        if row["entity_id"].startswith("local:") and resources.lexicon.entry(row["entity_id"]) is None:
            told = (row["name_en"], row["name_ko"], row["name_zh_hans"], row["name_zh_hant"], *(row["aliases"] or ()))
            names = tuple(dict.fromkeys(name for name in told if name))
            best: dict[str, Candidate] = {}
            for name in names:
                for one in lookup.candidates(name, kind=row["kind"]):
                    best[one.id] = max(one, best.get(one.id, one), key=lambda each: each.score)
            ranked = sorted(best.values(), key=lambda one: (-one.score, one.id))[:3]
            found.append(
                Unknown(
                    id=row["entity_id"],
                    kind=row["kind"],
                    names=names,
                    n_mentions=row["n_mentions"] or 0,
                    candidates=tuple(ranked),
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.n_mentions, one.id)))
