"""Pairs of mentions explained: any two, or those that hold a row together; as text parts or as a page of drawings.

Input: the tables and the cache of the last run, mention ids or an event id. Output: scored pairs with the words of
both mentions. Limits: documents that have changed since are read as they are now; of a row the first ``MOST``
mentions count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.model import Extraction
    from pipeline.resources import Resources
    from pipeline.write.waterfall import Told

MOST = 40


def told_pairs(target: str, other: str | None, out: Path, resources: Resources) -> tuple[Told, ...]:
    """The pair of two mentions; for an event the heaviest of each mention; PipelineError ``unknown-id``."""
    from pipeline.reconcile.pairs import explain_pair, heaviest_pairs
    from pipeline.write.tables import rows
    from pipeline.write.waterfall import Told

    mentions = {str(row["mention_id"]): row for row in rows(out, "mentions")}
    extractions = extractions_of(out, resources)
    if other is not None:
        found = [explain_pair(extractions, target, other, resources, out)]
    else:
        found = heaviest_pairs(extractions, _members(target, mentions, out), resources, out)
    return tuple(
        Told(
            score=score,
            left=_words(mentions.get(score.left)),
            right=_words(mentions.get(score.right)),
            together=_event(mentions.get(score.left)) == _event(mentions.get(score.right)) != "",
        )
        for score in found
    )


def chart(target: str, other: str | None, *, out: str | Path, resources: Resources) -> str:
    """The page that draws these pairs."""
    from pipeline.write.waterfall import page

    title = f"{target} and {other}" if other else f"What holds {target} together"
    return page(title, told_pairs(target, other, Path(out), resources))


def extractions_of(out: Path, resources: Resources) -> tuple[Extraction, ...]:
    """All documents of the last run, from its cache where nothing has changed."""
    from pipeline.cache import Cache
    from pipeline.chain import Chain
    from pipeline.runlog import read_sources
    from pipeline.runner import jobs_of

    sources = read_sources(out)
    if not sources:
        raise PipelineError("no-tables", path=out)
    chain = Chain(resources, Cache(out / "cache"))
    done = (chain.run(job) for job in jobs_of([Path(path) for _, path in sources if Path(path).is_file()]))
    return tuple(one.extraction for one in done if one.extraction is not None)


def _members(event: str, mentions: Mapping[str, Mapping[str, Any]], out: Path) -> Sequence[str]:
    from pipeline.write.tables import rows

    names = {row["event_id"] for row in rows(out, "events") if event in (row["event_id"], *(row["merged_from"] or ()))}
    found = sorted(name for name, row in mentions.items() if row["event_id"] in names)
    if not found:
        raise PipelineError("unknown-id", id=event, path=out)
    return found[:MOST]


def _event(row: Mapping[str, Any] | None) -> str:
    return str(row["event_id"] or "") if row else ""


def _words(row: Mapping[str, Any] | None) -> str:
    return f"{row['doc_id']}, {row['date']}: {' '.join(str(row['text']).split())}" if row else ""
