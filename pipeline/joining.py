"""What the stages that see all documents at once make: links, checks, tables, and what is kept for the next run.

Input: what was read of the documents (``runner.py``). Output: the tables, ``run.json``, a RunReport; ``join`` alone
links and checks. Tables that would come out the same are left as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from pipeline.cache import Key, digest_of_text
from pipeline.chain import Job, Outcome
from pipeline.run_report import Clock, RunReport
from pipeline.runlog import RunLog, read_log, table_digests, tables_key, write_log
from pipeline.stages import Prints, stage

if TYPE_CHECKING:
    from pipeline.check.stage import Examined
    from pipeline.corpus import Corpus
    from pipeline.decisions import DecisionLog
    from pipeline.lending import Asked
    from pipeline.model import Checked, Decision, Extraction, Linked
    from pipeline.reconcile.ledger import Kept
    from pipeline.resources import Resources
    from pipeline.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is asked to do; ``jobs`` are the documents of ``given``, none where they were not looked for yet;
    ``not_grown`` says why the last one could not be gone on from."""

    given: tuple[Path, ...]
    jobs: tuple[Job, ...]
    out: Path
    settings: Settings
    decisions: Path | None
    notes: tuple[str, ...]
    fresh: bool
    beside: bool = False
    not_grown: str = ""

    @property
    def root(self) -> Path | None:
        """The folder that holds all documents, if it is one alone."""
        return self.given[0] if len(self.given) == 1 and self.given[0].is_dir() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of the documents: their outcomes in order, what was found, what dates they asked of each other."""

    outcomes: tuple[Outcome, ...]
    corpus: Corpus
    asked: Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the stages that see all documents at once work on."""

    order: Order
    read: Read
    resources: Resources
    began: int

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.order.out

    @property
    def done(self) -> tuple[Outcome, ...]:
        """The outcomes of all documents."""
        return self.read.outcomes

    def key(self) -> Key:
        """What the tables depend on."""
        made = ((one.document_id, one.key) for one in self.done if one.done)
        return tables_key(made, self.order.decisions, self.resources.prints)


def tables_of(work: Work, clock: Clock) -> RunReport:
    """Make the tables, or leave them as they are if they would come out the same."""
    before = read_log(work.out)
    judged = _load_decisions(work.order.decisions)
    key = work.key()
    why = _why_new(work, before, key)
    made = _tables(work, judged.decisions, clock) if why else None
    counts = made.counts if made else before.counts
    notes = {note for outcome in work.done for note in outcome.notes} | {str(error) for error in judged.errors}
    notes |= set(work.order.notes)
    report = RunReport(
        out=work.out,
        outcomes=work.done,
        tables_reused=not why,
        why_new=why,
        counts=counts,
        notes=tuple(sorted(notes)),
        seconds=tuple(clock),
        scratch=work.resources.shelves.size,
    )
    log = RunLog(key=key, counts=counts, tables=table_digests(work.out)) if why else before
    write_log(work.out, log, report, work.resources.settings)
    if made is not None:
        _keep(work, made, log, bool(judged.decisions))
    return report


def _why_new(work: Work, before: RunLog, key: Key) -> str:
    """Why the tables must be made; empty if they would come out the same, or if no document could be read at all."""
    if not len(work.read.corpus):
        return ""
    why = "--fresh" if work.order.fresh else before.why_stale(key, work.out)
    return f"{why}; all made again: {work.order.not_grown}" if why and work.order.not_grown else why


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """The tables that were made, and what they were made of."""

    linked: Linked
    examined: Examined
    counts: tuple[tuple[str, int], ...]


def _keep(work: Work, made: _Made, log: RunLog, decided: bool) -> None:
    """Write down what the next article is set beside, where the tables are large."""
    from pipeline.reconcile.rarity import is_large

    settings = work.resources.settings
    if decided or settings.link_vectors or not is_large(len(made.examined.checked.mentions)):
        return
    from pipeline.growth.keep import Known, keep

    known = Known(
        root=work.order.root, jobs=work.order.jobs, outcomes=work.done, corpus=work.read.corpus, linked=made.linked,
        examined=made.examined, asked=work.read.asked, started=work.began,
    )  # fmt: skip
    keep(work.out, log, known, work.resources)


def _tables(work: Work, decisions: Sequence[Decision], clock: Clock) -> _Made:
    from pipeline.write.texts import write_texts

    corpus, shelves = work.read.corpus, work.resources.shelves
    linked, examined = _joined(corpus, work.out, decisions, work.resources, clock)
    checked = examined.checked
    write = stage("write").call
    write_texts(work.out, corpus.documents)
    made = {"extractions": corpus, "linked": linked, "checked": checked, "shelves": shelves}
    made |= {"workers": work.resources.settings.workers, "hands": work.resources.hands}
    _timed(clock, "write", lambda: write(work.out, **made, template=work.resources.report_template))
    counts = (
        ("documents", len(corpus)),
        ("mentions", len(checked.mentions)),
        ("events", len(checked.events)),
        ("conflicts", len(checked.conflicts)),
        *linked.report,
    )
    return _Made(linked=linked, examined=examined, counts=counts)


def join(
    extractions: Sequence[Extraction],
    out: Path | None,
    decisions: Sequence[Decision],
    resources: Resources,
    clock: Clock | None = None,
) -> tuple[Linked, Checked]:
    """Link what the documents tell and compare it; ``out`` is where the last run's event ids are found."""
    linked, examined = _joined(extractions, out, decisions, resources, [] if clock is None else clock)
    return linked, examined.checked


def _joined(
    extractions: Sequence[Extraction], out: Path | None, decisions: Sequence[Decision], resources: Resources,
    times: Clock,
) -> tuple[Linked, Examined]:  # fmt: skip
    from pipeline.corpus import Corpus
    from pipeline.reconcile.identity import Previous

    previous = Previous.load(out) if out is not None else None
    reconcile, examine = stage("reconcile").call, stage("check").call
    kept, corpus = kept_at(out, resources.prints), Corpus.of(extractions, resources.shelves)
    linked: Linked = _timed(times, "reconcile", lambda: reconcile(corpus, previous, decisions, resources, kept))
    examined: Examined = _timed(times, "check", lambda: examine(linked, corpus.documents, decisions, resources, corpus))
    return linked, examined


def kept_at(out: Path | None, prints: Prints) -> Kept:
    """Where the linker keeps the tables of a large corpus."""
    from pipeline.reconcile.ledger import Kept

    if out is None:
        return Kept()
    key = prints.without_vectors().of(stage("reconcile"))  # rows hold the vectors
    return Kept(path=out / "cache" / "linking.duckdb", key=digest_of_text(repr(key)))


def _timed(clock: Clock, name: str, step: Callable[[], T]) -> T:
    started = perf_counter()
    value = step()
    clock.append((name, perf_counter() - started))
    return value


def _load_decisions(path: Path | None) -> DecisionLog:
    from pipeline.decisions import DecisionLog, read_decisions

    return DecisionLog() if path is None else read_decisions(path)
