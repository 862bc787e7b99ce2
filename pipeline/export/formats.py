"""Which formats there are, and the file of each.

Input: an output folder and the name of a format. Output: ``Exported``. Errors: PipelineError ``no-tables``,
``unknown-format``, ``unwritable``. Limits: ``sqlite`` copies all tables of the run and adds a view; the other formats
hold events with their quotes and disagreements.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import PipelineError
from pipeline.export.calendar import calendar
from pipeline.export.flat import COLUMNS, flat
from pipeline.export.linked_data import linked_data
from pipeline.export.stories import Story, stories
from pipeline.export.storyline import storyline
from pipeline.export.workbook import workbook
from pipeline.write.formats import csv_text
from pipeline.write.publish import write_file

Made = tuple[bytes, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The file, the events in it, and how many it could not hold (no day for a calendar, no date for a timeline)."""

    path: Path
    n_events: int
    left_out: int


def export(out: Path, to: str, file: Path | None = None, *, reviewed: bool = False) -> Exported:
    """Write the events of the run in ``out``; the file is ``events-export.<suffix>`` there if not given."""
    if to not in FORMATS:
        raise PipelineError("unknown-format", name=to, choices=", ".join(FORMATS))
    suffix, make = FORMATS[to]
    told = stories(out, reviewed=reviewed)
    data, left_out = make(told)
    path = file or out / f"events-export.{suffix}"
    write_file(path, data)
    return Exported(path=path, n_events=len(told) - left_out, left_out=left_out)


def _csv(told: Sequence[Story]) -> Made:
    lines = [tuple(getattr(row, name) for name in COLUMNS) for row in map(flat, told)]
    return csv_text(COLUMNS, lines).encode("utf-8-sig"), 0


def _jsonl(told: Sequence[Story]) -> Made:
    return "".join(json.dumps(asdict(story), ensure_ascii=False) + "\n" for story in told).encode("utf-8", "replace"), 0


def _parquet(told: Sequence[Story]) -> Made:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from pipeline.export.arrow import schema

    buffer = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist([asdict(s) for s in told], schema=schema()), buffer, compression="zstd")
    return buffer.getvalue(), 0


def _sqlite(told: Sequence[Story]) -> Made:
    from pipeline.export.database import database

    return database(told), 0


def _ics(told: Sequence[Story]) -> Made:
    text, left_out = calendar(told)
    return text.encode("utf-8", "replace"), left_out


def _timelinejs(told: Sequence[Story]) -> Made:
    text, left_out = storyline(told)
    return text.encode("utf-8", "replace"), left_out


FORMATS: Mapping[str, tuple[str, Callable[[Sequence[Story]], Made]]] = MappingProxyType(
    {
        "xlsx": ("xlsx", lambda told: (workbook(told), 0)),
        "csv": ("csv", _csv),
        "parquet": ("parquet", _parquet),
        "sqlite": ("sqlite", _sqlite),
        "jsonl": ("jsonl", _jsonl),
        "timelinejs": ("json", _timelinejs),
        "ics": ("ics", _ics),
        "jsonld": ("jsonld", lambda told: (linked_data(told).encode("utf-8", "replace"), 0)),
    }
)
"""Name → file suffix, and the function that makes the file of the stories."""
