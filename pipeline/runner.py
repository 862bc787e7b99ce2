"""A whole run: paths in, tables and run.json out.

Input: files and folders, an output folder, Settings. Output: the tables (see docs/tables.md), ``run.json``, and a
RunReport. Documents that fail are reported and left out; the others are done. A run over unchanged input, settings,
decisions and code writes no table again. Limits: of every document its outcome, of every mention its ids and place are
held in memory; texts, mentions and rows of a large corpus lie in files (``in_memory`` of the settings).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, time_ns
from typing import TYPE_CHECKING, TypeVar

from pipeline.cache import Cache, Key, digest_of_text
from pipeline.chain import Job, Outcome
from pipeline.naming.files import NAMES
from pipeline.run_report import Clock, RunReport
from pipeline.runlog import RunLog, log_bytes, read_log, table_digests, tables_key, write_log
from pipeline.stages import Prints, stage

if TYPE_CHECKING:
    from pipeline.check.stage import Examined
    from pipeline.corpus import Corpus, Gathering
    from pipeline.decisions import DecisionLog
    from pipeline.lending import Asked
    from pipeline.model import Checked, Decision, Extraction, Linked
    from pipeline.reconcile.ledger import Kept
    from pipeline.resources import Resources
    from pipeline.settings import Settings

T = TypeVar("T")
Progress = Callable[[Outcome, int, int], None]
"""Called after each document with its outcome, how many are done, and how many there are."""


def run(
    paths: str | Path | Sequence[str | Path],
    out: str | Path = "outputs",
    settings: Settings | None = None,
    *,
    decisions: Path | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
    grow: bool = False,
    beside: bool = False,
) -> RunReport:
    """Read ``paths``, write the tables into ``out``.

    ``decisions`` is a file of human judgements (default: ``decisions.jsonl`` in the first folder of ``paths`` that
    has one); a ``names.csv`` in a folder of ``paths`` adds names; ``fresh`` ignores the cache; ``grow`` goes on from
    the last run where that gives the same tables, and tells what has changed; ``beside`` lets one more process share
    a few documents, for a program that may be started anew (``multiprocessing``, spawn). Raises PipelineError where
    nothing can be done at all: a path that does not exist, a folder that cannot be written, a dictionary or rule file
    that is missing or broken.
    """
    from pipeline.lock import only_run
    from pipeline.settings import Settings
    from pipeline.unpacking import holds_articles, in_outputs

    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    folder, used = Path(out), _with_names(settings or Settings(), given)
    plain = not any(map(holds_articles, given))
    jobs = jobs_of(given) if plain and not grow else ()
    with only_run(folder):
        unpacked, notes = (given, ()) if plain else in_outputs(given, folder, used)
        order = _Order(
            given=tuple(unpacked), jobs=jobs, out=folder, settings=used, decisions=decisions or _decisions_in(given),
            notes=notes, fresh=fresh, beside=beside,
        )  # fmt: skip
        return _grown(order, progress) if grow and not fresh else _run(order.found(), progress)


def _grown(order: _Order, progress: Progress | None) -> RunReport:
    """Go on from the last run if that gives the same, else make a whole one; with what has changed."""
    from pipeline.changes import Changes, changes_since, state_of
    from pipeline.growth.book import NotGrown
    from pipeline.growth.grow import Growth, Task, grow
    from pipeline.reconcile.rarity import is_large
    from pipeline.resources import Resources
    from pipeline.write.publish import check_writable, clear
    from pipeline.write.tables import exists

    out, settings = order.out, order.settings
    check_writable(out)
    clear(out)
    cache, log = Cache(out / "cache"), read_log(out)

    def report(growth: Growth) -> RunReport:
        return RunReport(
            out=out, outcomes=growth.outcomes, kept=growth.kept, tables_reused=False, why_new=growth.why,
            counts=growth.counts, notes=tuple(sorted({*growth.notes, *order.notes})), seconds=growth.seconds,
            changes=growth.changes,
        )  # fmt: skip

    task = Task(
        out=out, root=order.root, jobs=lambda: order.found().jobs, cache=cache, log=log, kept=_kept(out, settings),
        resources=Resources(settings, scratch=cache.folder),
        key=lambda made: tables_key(made, order.decisions, settings, log.key),
    )  # fmt: skip
    try:
        return report(grow(task, lambda growth: log_bytes(growth.log, report(growth), settings, growth.lines)))
    except NotGrown as why:
        before = state_of(out)
        why_whole = str(why) if is_large(dict(log.counts).get("mentions", 0)) else ""
        made = _run(replace(order.found(), not_grown=why_whole), progress)
        return replace(made, changes=changes_since(before, out) if exists(out) else Changes())


def _with_names(settings: Settings, given: Sequence[Path]) -> Settings:
    """The settings with the ``names.csv`` of the folders read, before the files that the user names."""
    found = tuple(path / NAMES for path in given if (path / NAMES).is_file())
    return settings.model_copy(update={"names_files": (*found, *settings.names_files)}) if found else settings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
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

    def found(self) -> _Order:
        """The order with its documents."""
        return self if self.jobs else replace(self, jobs=jobs_of(self.given))


def _run(order: _Order, progress: Progress | None) -> RunReport:
    from pipeline.resources import Resources
    from pipeline.write.publish import check_writable, clear

    started, began = perf_counter(), time_ns()
    check_writable(order.out)
    clear(order.out)
    cache = Cache(order.out / "cache", order.fresh)
    resources = Resources(order.settings, scratch=cache.folder)
    _ = resources.link_vectors  # a bad file ends the run before any work
    read = _documents(order, resources, cache, progress)
    work = _Work(order=order, read=read, resources=resources, began=began)
    return _corpus(work, [("documents", perf_counter() - started)])


def jobs_of(paths: Sequence[Path]) -> tuple[Job, ...]:
    """The documents under ``paths``."""
    from pipeline.read.formats import SUFFIXES
    from pipeline.read.sources import collect

    return tuple(Job(path=path, source=source) for path, source in collect(paths, SUFFIXES))


def _documents(order: _Order, resources: Resources, cache: Cache, progress: Progress | None) -> _Read:
    """The outcomes in the order of the jobs, and what was found; a document dated by another one is done again."""
    from pipeline.corpus import Gathering
    from pipeline.lending import lent_dates, questions_of
    from pipeline.pool import Documents

    jobs = order.jobs
    done: dict[str, Outcome] = {}
    found = Gathering(resources.shelves)
    with Documents(resources, cache, beside=order.beside) as documents:
        for outcome in documents.outcomes(jobs):
            done[outcome.document_id] = _put_away(outcome, found)
            if progress is not None:
                progress(outcome, len(done), len(jobs))
        whole = found.corpus()
        asked = questions_of(whole)
        lent = lent_dates(whole, asked)
        for job in jobs if lent else ():
            if job.source.id in lent:
                done[job.source.id] = _put_away(documents.again(replace(job, lent=lent[job.source.id])), found)
    return _Read(outcomes=tuple(done[job.source.id] for job in jobs), corpus=found.corpus(), asked=asked)


def _put_away(outcome: Outcome, found: Gathering) -> Outcome:
    """The outcome without its extraction, which is put to the others."""
    if outcome.extraction is not None:
        found.add(outcome.extraction)
    return replace(outcome, extraction=None)


def _decisions_in(paths: Sequence[Path]) -> Path | None:
    found = (path / "decisions.jsonl" for path in paths if path.is_dir())
    return next((path for path in found if path.is_file()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What came of the documents: their outcomes in order, what was found, what dates they asked of each other."""

    outcomes: tuple[Outcome, ...]
    corpus: Corpus
    asked: Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What the stages that see all documents at once work on."""

    order: _Order
    read: _Read
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
        return tables_key(made, self.order.decisions, self.resources.settings)


def _corpus(work: _Work, clock: Clock) -> RunReport:
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


def _why_new(work: _Work, before: RunLog, key: Key) -> str:
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


def _keep(work: _Work, made: _Made, log: RunLog, decided: bool) -> None:
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


def _tables(work: _Work, decisions: Sequence[Decision], clock: Clock) -> _Made:
    from pipeline.write.texts import write_texts

    corpus, shelves = work.read.corpus, work.resources.shelves
    linked, examined = _joined(corpus, work.out, decisions, work.resources, clock)
    checked = examined.checked
    write = stage("write").call
    write_texts(work.out, corpus.documents)
    made = {"extractions": corpus, "linked": linked, "checked": checked, "shelves": shelves}
    workers = work.resources.settings.workers
    _timed(clock, "write", lambda: write(work.out, **made, workers=workers))
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
    kept, corpus = _kept(out, resources.settings), Corpus.of(extractions, resources.shelves)
    linked: Linked = _timed(times, "reconcile", lambda: reconcile(corpus, previous, decisions, resources, kept))
    examined: Examined = _timed(times, "check", lambda: examine(linked, corpus.documents, decisions, resources, corpus))
    return linked, examined


def _kept(out: Path | None, settings: Settings) -> Kept:
    """Where the linker keeps the tables of a large corpus."""
    from pipeline.reconcile.ledger import Kept

    if out is None:
        return Kept()
    key = Prints(settings.model_copy(update={"link_vectors": ""})).of(stage("reconcile"))  # rows hold the vectors
    return Kept(path=out / "cache" / "linking.duckdb", key=digest_of_text(repr(key)))


def _timed(clock: Clock, name: str, step: Callable[[], T]) -> T:
    started = perf_counter()
    value = step()
    clock.append((name, perf_counter() - started))
    return value


def _load_decisions(path: Path | None) -> DecisionLog:
    from pipeline.decisions import DecisionLog, read_decisions

    return DecisionLog() if path is None else read_decisions(path)
