"""How a value came about: one event, mention, document, text or pair of mentions, followed through the stages.

Input: an id of the last run, a file, or a text. Output: an Explanation: headed parts of labelled lines, the same for
the screen and for ``--json``. Limits: a document is read again from its file (or the cache of the last run); one that
has changed since shows its present state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError
from pipeline.explained import Explanation, Line, Part, cells, of_block, of_conflict, of_row, trace
from pipeline.model import Span

if TYPE_CHECKING:
    from pipeline.extract import Findings
    from pipeline.model import Reading, TimeMention
    from pipeline.resources import Resources
    from pipeline.settings import Settings


def explain(
    target: str,
    other: str | None = None,
    *,
    out: str | Path = "outputs",
    settings: Settings | None = None,
    published: str = "",
) -> Explanation:
    """Explain an id of the run in ``out``, a file or a text; with ``other``, two mentions as a pair.

    ``published`` (EDTF) dates a text that is given here. Raises PipelineError ``unknown-id`` or ``no-tables``.
    """
    from pipeline.settings import Settings

    used, folder = settings or Settings(), Path(out)
    if other is not None:
        return _pair(target, other, folder, used)
    found = _by_id(target, folder, used)
    if found is not None:
        return found
    path = _file(target)
    if path is not None:
        return _text(read_target(path, used, published), used, str(path))
    if " " not in target and target.isascii():
        raise PipelineError("unknown-id", id=target, path=folder)
    return _text(read_target(target, used, published), used, "given here")


def _file(target: str) -> Path | None:
    """The file of that name; None for a text, which may be longer than the system takes names (OSError)."""
    try:
        return path if (path := Path(target)).is_file() else None
    except (OSError, ValueError):
        return None


def read_target(target: str | Path, settings: Settings, published: str = "") -> Reading:
    """A file, or a text that is given directly, as a Reading with tokens; ``published`` (EDTF) goes before its own."""
    from pipeline.languages.tokens import tokenize
    from pipeline.resources import Resources

    resources = Resources(settings)
    reading = _read(target, resources)
    if published:
        document = replace(reading.document, published=Edtf.parse(published), published_basis="given beside the text")
        reading = replace(reading, document=document)
    return tokenize(reading, resources)


def _read(target: str | Path, resources: Resources) -> Reading:
    from pipeline.read import SourceRow, read, read_text
    from pipeline.runner import jobs_of

    if isinstance(target, str):
        return read_text(target, SourceRow(id="text"), resources)
    (job,) = jobs_of([target])
    return read(job.path, job.source, resources)


def dates_of(reading: Reading, settings: Settings) -> tuple[TimeMention, ...]:
    """The valued date expressions of a Reading, in text order."""
    from pipeline.extract import dates, timeline
    from pipeline.resources import Resources

    resources = Resources(settings)
    return timeline.resolve(reading, dates.find(reading, resources), resources).mentions


def _by_id(target: str, out: Path, settings: Settings) -> Explanation | None:
    """The event, mention or document of that id in the tables of ``out``; None if there is none."""
    from pipeline.write.tables import exists, rows

    if not exists(out):
        return None
    mentions = rows(out, "mentions")
    for event in rows(out, "events"):
        if target == event["event_id"] or target in (event["merged_from"] or ()):
            return _event(event, mentions, out)
    for mention in mentions:
        if target == mention["mention_id"]:
            return _mention(mention, out, settings)
    if any(target == document["doc_id"] for document in rows(out, "documents", ("doc_id",))):
        return _text(_reading_of(target, out, settings), settings, target, kind="document")
    return None


def _event(event: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]], out: Path) -> Explanation:
    from pipeline.write.tables import rows

    told = [mention for mention in mentions if mention["event_id"] == event["event_id"]]
    disputed = [row for row in rows(out, "conflicts") if row["event_id"] == event["event_id"]]
    parts = [Part(heading="event", lines=tuple(cells(event)))]
    parts += [Part(heading=f"mention {row['mention_id']}", lines=tuple(of_row(row))) for row in told]
    parts += [Part(heading=f"conflict {row['conflict_id']}", lines=tuple(of_conflict(row))) for row in disputed]
    return Explanation(kind="event", title=str(event["event_id"]), parts=tuple(parts))


def _mention(row: Mapping[str, Any], out: Path, settings: Settings) -> Explanation:
    span = Span(int(row["start"]), int(row["end"]))
    findings = _findings(_reading_of(str(row["doc_id"]), out, settings), settings)
    parts = (Part(heading="row of the table", lines=tuple(of_row(row))), *trace(findings, span))
    return Explanation(kind="mention", title=str(row["mention_id"]), parts=parts)


def _text(reading: Reading, settings: Settings, title: str, kind: str = "text") -> Explanation:
    findings = _findings(reading, settings)
    document = reading.document
    published = findings.timeline.published or document.published
    source: tuple[Line, ...] = (
        ("title", document.title),
        ("published", f"{published or 'unknown'} · {findings.timeline.published_basis or document.published_basis}"),
        ("characters", str(len(document.text))),
        *(("warning", warning) for warning in document.warnings),
    )
    blocks = (line for block in reading.blocks for line in of_block(block, document.text))
    parts = (Part(heading="source", lines=source), Part(heading="blocks", lines=tuple(blocks)))
    whole = Span(0, len(document.text))
    return Explanation(kind=kind, title=title, parts=(*parts, *trace(findings, whole)))


def _findings(reading: Reading, settings: Settings) -> Findings:
    from pipeline.extract import find_all
    from pipeline.resources import Resources

    return find_all(reading, Resources(settings))


def _reading_of(document_id: str, out: Path, settings: Settings) -> Reading:
    """The document of the last run with tokens; raises PipelineError ``missing-path`` if its file is gone."""
    from pipeline.runlog import read_sources

    return read_target(Path(dict(read_sources(out))[document_id]), settings)


def _pair(left: str, right: str, out: Path, settings: Settings) -> Explanation:
    from pipeline.pairwise import told_pairs
    from pipeline.resources import Resources
    from pipeline.runlog import linked_as_before

    (told,) = told_pairs(left, right, out, Resources(linked_as_before(out, settings)))
    score = told.score
    lines = [(f"{bits / 100:+.2f}", f"{feature} · {one} | {two}") for feature, one, two, bits in score.reasons]
    total = (f"{score.score / 100:+.2f}", "sum, in bits: " + ("one row" if told.together else "two rows"))
    parts = (Part(heading="score", lines=(*lines, total)),)
    return Explanation(kind="pair", title=f"{score.left} {score.right}", parts=parts)
