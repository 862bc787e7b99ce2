"""How results look on a terminal: data on stdout, progress and remarks on stderr.

Input: the results of the commands. Output: text. Limits: without a terminal (a pipe, a log) there are no colours and
no moving bar; ``NO_COLOR`` is honoured by rich.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli_progress import stderr
from pipeline.codec import encode

if TYPE_CHECKING:
    from pipeline.adding import Added
    from pipeline.doctor import Finding
    from pipeline.evaluate import Scores
    from pipeline.explained import Explanation
    from pipeline.export import Exported
    from pipeline.floors import Below
    from pipeline.model import TimeMention
    from pipeline.naming.files import Problem
    from pipeline.naming.lookup import Candidate
    from pipeline.naming.unknown import Unknown
    from pipeline.reconcile.calibrate import Proposal
    from pipeline.run_report import RunReport


def data(value: object) -> None:
    """One JSON value on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def run_result(report: RunReport, *, quiet: bool, as_json: bool) -> None:
    """What a run did: counts, what was reused, what failed and why."""
    from pipeline.runlog import stage_counts

    if as_json:
        data(_report(report, stage_counts(report)))
    for outcome, failure in report.failures:
        print(f"{outcome.path}: {failure.message} — {failure.hint}", file=sys.stderr)
    if quiet:
        return
    console = stderr()
    for note in report.notes:
        console.print(f"note: {note}", markup=False)
    for outcome in report.outcomes:
        for warning in outcome.warnings:
            console.print(f"{outcome.path}: {warning}", markup=False)
    for row in stage_counts(report):
        why = f" ({row['why']})" if row["why"] else ""
        console.print(f"{row['stage']:<10} reused {row['reused']:>4}  made {row['made']:>4}{why}", markup=False)
    counts = dict(report.counts)
    words = ", ".join(f"{counts.get(name, 0)} {name}" for name in ("documents", "mentions", "events", "conflicts"))
    console.print(f"{words} → {report.out}", markup=False)


def _report(report: RunReport, stages: object) -> dict[str, Any]:
    failures = [{"id": one.document_id, "path": one.path, **encode(failure)} for one, failure in report.failures]
    return {
        "out": str(report.out),
        "counts": dict(report.counts),
        "tables_reused": report.tables_reused,
        "stages": stages,
        "failures": failures,
        "notes": report.notes,
        "seconds": {name: round(value, 3) for name, value in report.seconds},
    }


def proposal(found: Proposal, model: Path, as_json: bool) -> None:
    """How much better the proposed weights explain the reviewed pairs, and where they are."""
    if as_json:
        loss = {"loss_before": found.before, "loss_after": found.after, "loss_held_out": found.held_out}
        data({"pairs": found.n_pairs, **loss, "model": str(model)})
        return
    loss_told = f"log loss {found.before:.3f} → {found.after:.3f} bits a pair, {found.held_out:.3f} on events left out"
    stderr().print(f"{found.n_pairs} reviewed pairs, {loss_told} → {model}", markup=False)


def added(result: Added, *, as_json: bool) -> None:
    """What is new since the run before: events, events with one more source, disagreements."""
    if as_json:
        new = result.changes
        lines = {"new_events": new.events, "gained_a_source": new.sources, "new_conflicts": new.conflicts}
        lists = {name: [encode(one) for one in found] for name, found in lines.items()}
        data({"documents": result.documents, "notes": result.notes, **lists})
        return
    for note in result.notes:
        print(note, file=sys.stderr)
    changes = result.changes
    parts = (("new events", changes.events), ("events with a new source", changes.sources))
    print(f"{len(result.documents)} new documents")
    for heading, found in (*parts, ("new disagreements", changes.conflicts)):
        print(f"{len(found)} {heading}")
        for one in found:
            told = f" ({', '.join(one.documents)})" if one.documents else ""
            print(f"  {one.id:<14} {one.date:<12} {one.says}{told}")


def problems(found: Sequence[Problem], as_json: bool) -> None:
    """What is wrong with names files, one line a fault."""
    if as_json:
        data([{"file": str(one.path), "line": one.line, "what": one.what} for one in found])
        return
    for one in found:
        print(f"{one.path}:{one.line}: {one.what}")


def candidates(found: Sequence[Candidate], as_json: bool) -> None:
    """Whom a name may mean, best first."""
    if as_json:
        data([encode(one) for one in found])
        return
    for one in found:
        sure = "yes" if one.match else "maybe"
        print(f"{one.score:.2f}  {sure:<5}  {one.id:<24}  {one.kind:<8}  {one.country:<3}  {one.label}  ({one.name})")


def unknown(found: Sequence[Unknown], as_json: bool) -> None:
    """Names that no table knows, with whom they may be."""
    if as_json:
        data([encode(one) for one in found])
        return
    for one in found:
        maybe = "; ".join(f"{each.label} {each.score:.2f} ({each.id})" for each in one.candidates)
        told = " / ".join(one.names) + (f"  ← {maybe}" if maybe else "")
        print(f"{one.n_mentions:>4}  {one.id:<28}  {one.kind:<7}  {told}")


def exported(result: Exported, as_json: bool) -> None:
    """Where the file is, and what it could not hold."""
    if as_json:
        data({"file": str(result.path), "events": result.n_events, "left_out": result.left_out})
        return
    left = f"; {result.left_out} left out, whose dates it cannot hold" if result.left_out else ""
    stderr().print(f"{result.n_events} events → {result.path}{left}", markup=False)


def explanation(value: Explanation, as_json: bool) -> None:
    """An explanation as indented text, or as JSON."""
    if as_json:
        data(encode(value))
    else:
        print(value)


def dates(text: str, found: Sequence[TimeMention], as_json: bool) -> None:
    """One date expression a line: offsets, value, basis, quote, what it hangs on."""
    if as_json:
        data([_date(text, time) for time in found])
        return
    for time in found:
        if time.span is not None:
            quote = " ".join(time.span.of(text).split())
            place = f"{time.span.start}-{time.span.end}"
            value = str(time.date or "open")
            print(f"{place:<12} {value:<24} {time.basis:<10} {quote} · {time.anchor}")


def _date(text: str, time: TimeMention) -> dict[str, Any]:
    span = time.span
    return {
        "start": span.start if span else None,
        "end": span.end if span else None,
        "text": span.of(text) if span else "",
        "date": str(time.date or ""),
        "kind": time.kind,
        "basis": time.basis,
        "anchor": time.anchor,
        "role": time.role,
        "rules": [reason.rule for reason in time.reasons],
    }


def conflicts(
    rows: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
    mentions: Sequence[Mapping[str, Any]],
    documents: Sequence[Mapping[str, Any]],
    copies: Sequence[Mapping[str, Any]],
    as_json: bool,
) -> None:
    """One conflict a paragraph: who says what, the quote, the file with the offset."""
    from pipeline.check.report import as_json as report_values
    from pipeline.check.report import text

    if as_json:
        data(report_values(rows))
    else:
        print(text(rows, events=events, mentions=mentions, documents=documents, copies=copies))


def scores(result: Scores, *, misses: bool, as_json: bool) -> None:
    """The score table: language, field, precision, recall, F1, number of gold items."""
    if as_json:
        rows = [(language, field, one.precision, one.recall, one.f1, one.gold) for language, field, one in result.table]
        names = ("language", "field", "precision", "recall", "f1", "gold")
        table = [dict(zip(names, (*row[:2], *(round(cell, 4) for cell in row[2:])), strict=True)) for row in rows]
        data({"scores": table, "misses": [encode(miss) for miss in result.misses] if misses else []})
        return
    print(f"{'':<6} {'field':<22} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6}")
    for language, field, one in result.table:
        print(f"{language:<6} {field:<22} {one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f} {one.gold:6.0f}")
    for miss in result.misses if misses else ():
        text = " ".join(miss.text.split())[:80]
        print(f"{miss.kind:<7} {miss.document_id} {miss.start} gold {miss.gold} · told {miss.system} · {text}")


def fallen(below: Iterable[Below]) -> None:
    """The scores under their floors, on stderr."""
    for one in below:
        floor = f"{one.reached:.3f} is below its floor {one.floor:.3f}"
        print(f"error: {one.language} {one.field}: {floor}", file=sys.stderr)


def findings(found: Sequence[Finding], as_json: bool) -> None:
    """One finding a line, with the fix where something is missing."""
    if as_json:
        data([encode(one) for one in found])
        return
    for one in found:
        hint = f" — {one.hint}" if one.hint and one.state != "ok" else ""
        print(f"{one.state:<8} {one.what:<14} {one.detail}{hint}")
