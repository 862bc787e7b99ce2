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
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from pipeline.cache import Cache, Key, digest_of_files, digest_of_text
from pipeline.chain import Chain, Failure, Job, Outcome
from pipeline.naming.files import NAMES
from pipeline.runlog import RunLog, read_log, table_digests, write_log
from pipeline.stages import STAGES, Prints, stage

if TYPE_CHECKING:
    from pipeline.corpus import Corpus, Gathering
    from pipeline.decisions import DecisionLog
    from pipeline.model import Checked, Decision, Extraction, Linked
    from pipeline.reconcile.ledger import Kept
    from pipeline.resources import Resources
    from pipeline.settings import Settings

T = TypeVar("T")
Clock = list[tuple[str, float]]
Progress = Callable[[Outcome, int, int], None]
"""Called after each document with its outcome, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did. ``tables_reused``: nothing had changed, and the tables were left as they are.

    ``scratch`` is how many bytes lay in files while the tables were made.
    """

    out: Path
    outcomes: tuple[Outcome, ...]
    tables_reused: bool
    why_new: str
    counts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    seconds: tuple[tuple[str, float], ...]
    scratch: int = 0

    @property
    def failures(self) -> tuple[tuple[Outcome, Failure], ...]:
        """The documents that failed, with the reason."""
        return tuple((one, one.failure) for one in self.outcomes if one.failure is not None)


def run(
    paths: str | Path | Sequence[str | Path],
    out: str | Path = "outputs",
    settings: Settings | None = None,
    *,
    decisions: Path | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> RunReport:
    """Read ``paths``, write the tables into ``out``.

    ``decisions`` is a file of human judgements (default: ``decisions.jsonl`` in the first folder of ``paths`` that
    has one); a ``names.csv`` in a folder of ``paths`` adds names; ``fresh`` ignores the cache. Raises PipelineError
    where nothing can be done at all: a path that does not exist, a folder that cannot be written, a dictionary or rule
    file that is missing or broken.
    """
    from pipeline.lock import only_run
    from pipeline.settings import Settings
    from pipeline.unpacking import holds_articles, in_outputs

    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    folder, used = Path(out), _with_names(settings or Settings(), given)
    jobs = () if any(map(holds_articles, given)) else jobs_of(given)
    with only_run(folder):
        unpacked, notes = (given, ()) if jobs else in_outputs(given, folder, used)
        judged = decisions or _decisions_in(given)
        return _run(jobs or jobs_of(unpacked), folder, used, judged, notes, fresh, progress)


def _with_names(settings: Settings, given: Sequence[Path]) -> Settings:
    """The settings with the ``names.csv`` of the folders read, before the files that the user names."""
    found = tuple(path / NAMES for path in given if (path / NAMES).is_file())
    return settings.model_copy(update={"names_files": (*found, *settings.names_files)}) if found else settings


def _run(
    jobs: Sequence[Job],
    folder: Path,
    settings: Settings,
    decisions: Path | None,
    notes: tuple[str, ...],
    fresh: bool,
    progress: Progress | None,
) -> RunReport:
    from pipeline.resources import Resources
    from pipeline.write.publish import check_writable, clear

    started = perf_counter()
    check_writable(folder)
    clear(folder)
    cache = Cache(folder / "cache", fresh)
    resources = Resources(settings, scratch=cache.folder)
    _ = resources.link_vectors  # a bad file ends the run before any work
    done, corpus = _documents(jobs, resources, cache, progress)
    work = _Work(
        out=folder, done=done, corpus=corpus, resources=resources, decisions=decisions, notes=notes, fresh=fresh
    )
    return _corpus(work, [("documents", perf_counter() - started)])


def jobs_of(paths: Sequence[Path]) -> tuple[Job, ...]:
    """The documents under ``paths``."""
    from pipeline.read.formats import SUFFIXES
    from pipeline.read.sources import collect

    return tuple(Job(path=path, source=source) for path, source in collect(paths, SUFFIXES))


def _documents(
    jobs: Sequence[Job], resources: Resources, cache: Cache, progress: Progress | None
) -> tuple[tuple[Outcome, ...], Corpus]:
    """The outcomes in the order of the jobs, and what was found; a document dated by another one is done again."""
    from pipeline.corpus import Gathering
    from pipeline.lending import lent_dates
    from pipeline.pool import outcomes

    done: dict[str, Outcome] = {}
    found = Gathering(resources.shelves)
    for outcome in outcomes(jobs, resources, cache):
        done[outcome.document_id] = _put_away(outcome, found)
        if progress is not None:
            progress(outcome, len(done), len(jobs))
    lent = lent_dates(found.corpus())
    chain = Chain(resources, cache)
    for job in jobs if lent else ():
        if job.source.id in lent:
            done[job.source.id] = _put_away(chain.run(replace(job, lent=lent[job.source.id])), found)
    return tuple(done[job.source.id] for job in jobs), found.corpus()


def _put_away(outcome: Outcome, found: Gathering) -> Outcome:
    """The outcome without its extraction, which is put to the others."""
    if outcome.extraction is not None:
        found.add(outcome.extraction)
    return replace(outcome, extraction=None)


def _decisions_in(paths: Sequence[Path]) -> Path | None:
    found = (path / "decisions.jsonl" for path in paths if path.is_dir())
    return next((path for path in found if path.is_file()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What the stages that see all documents at once work on."""

    out: Path
    done: tuple[Outcome, ...]
    corpus: Corpus
    resources: Resources
    decisions: Path | None
    notes: tuple[str, ...]
    fresh: bool

    def key(self) -> Key:
        """What the tables depend on."""
        prints = Prints(self.resources.settings)
        made = "\n".join(f"{one.document_id} {one.key}" for one in self.done if one.done)
        judged = digest_of_files([self.decisions] if self.decisions else [])
        of_stages = [part for one in STAGES if one.per == "corpus" for part in prints.of(one)[:-1]]
        return (("documents", digest_of_text(made)), ("decisions", judged), *of_stages, ("settings", prints.settings))


def _corpus(work: _Work, clock: Clock) -> RunReport:
    """Make the tables, or leave them as they are if they would come out the same."""
    before = read_log(work.out)
    judged = _load_decisions(work.decisions)
    key = work.key()
    why = _why_new(work, before, key)
    counts = _tables(work, judged.decisions, clock) if why else before.counts
    notes = {note for outcome in work.done for note in outcome.notes} | {str(error) for error in judged.errors}
    notes |= set(work.notes)
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
    return report


def _why_new(work: _Work, before: RunLog, key: Key) -> str:
    """Why the tables must be made; empty if they would come out the same, or if no document could be read at all."""
    if not len(work.corpus):
        return ""
    return "--fresh" if work.fresh else before.why_stale(key, work.out)


def _tables(work: _Work, decisions: Sequence[Decision], clock: Clock) -> tuple[tuple[str, int], ...]:
    from pipeline.write.texts import write_texts

    corpus, shelves = work.corpus, work.resources.shelves
    linked, checked = join(corpus, work.out, decisions, work.resources, clock)
    write = stage("write").call
    write_texts(work.out, corpus.documents)
    _timed(clock, "write", lambda: write(work.out, extractions=corpus, linked=linked, checked=checked, shelves=shelves))
    return (
        ("documents", len(corpus)),
        ("mentions", len(checked.mentions)),
        ("events", len(checked.events)),
        ("conflicts", len(checked.conflicts)),
        *linked.report,
    )


def join(
    extractions: Sequence[Extraction],
    out: Path | None,
    decisions: Sequence[Decision],
    resources: Resources,
    clock: Clock | None = None,
) -> tuple[Linked, Checked]:
    """Link what the documents tell and compare it; ``out`` is where the last run's event ids are found."""
    from pipeline.corpus import Corpus
    from pipeline.reconcile.identity import Previous

    times: Clock = [] if clock is None else clock
    previous = Previous.load(out) if out is not None else None
    reconcile, check = stage("reconcile").call, stage("check").call
    kept, corpus = _kept(out, resources.settings), Corpus.of(extractions, resources.shelves)
    linked: Linked = _timed(times, "reconcile", lambda: reconcile(corpus, previous, decisions, resources, kept))
    checked: Checked = _timed(times, "check", lambda: check(linked, corpus.documents, decisions, resources, corpus))
    return linked, checked


def _kept(out: Path | None, settings: Settings) -> Kept | None:
    """Where the linker keeps the tables of a large corpus."""
    from pipeline.reconcile.ledger import Kept

    if out is None:
        return None
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
