"""A whole run: paths in, tables and run.json out.

Input: files and folders, an output folder, Settings. Output: the tables (see docs/tables.md), ``run.json``, and a
RunReport. Documents that fail are reported and left out; the others are done. A run over unchanged input, settings,
decisions and code writes no table again. Limits: of every document its outcome, of every mention its ids and place are
held in memory; texts, mentions and rows of a large corpus lie in files (``in_memory`` of the settings).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter, time_ns
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.cache import Cache
from pipeline.chain import Job, Outcome
from pipeline.joining import Order, Read, Work, kept_at, tables_of
from pipeline.naming.files import NAMES
from pipeline.run_report import RunReport
from pipeline.runlog import log_bytes, read_log, tables_key

if TYPE_CHECKING:
    from pipeline.corpus import Gathering
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
    a few documents, for a program that may be doubled or started anew (``multiprocessing``). Raises PipelineError where
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
        order = Order(
            given=tuple(unpacked), jobs=jobs, out=folder, settings=used, decisions=decisions or _decisions_in(given),
            notes=notes, fresh=fresh, beside=beside,
        )  # fmt: skip
        return _grown(order, progress) if grow and not fresh else _run(_found(order), progress)


def _grown(order: Order, progress: Progress | None) -> RunReport:
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

    resources = Resources(settings, scratch=cache.folder)
    task = Task(
        out=out, root=order.root, jobs=lambda: _found(order).jobs, cache=cache, log=log,
        kept=kept_at(out, resources.prints), resources=resources,
        key=lambda made: tables_key(made, order.decisions, resources.prints, log.key),
    )  # fmt: skip
    try:
        return report(grow(task, lambda growth: log_bytes(growth.log, report(growth), settings, growth.lines)))
    except NotGrown as why:
        before = state_of(out)
        why_whole = str(why) if is_large(dict(log.counts).get("mentions", 0)) else ""
        made = _run(replace(_found(order), not_grown=why_whole), progress)
        return replace(made, changes=changes_since(before, out) if exists(out) else Changes())


def _with_names(settings: Settings, given: Sequence[Path]) -> Settings:
    """The settings with the ``names.csv`` of the folders read, before the files that the user names."""
    found = tuple(path / NAMES for path in given if (path / NAMES).is_file())
    return settings.model_copy(update={"names_files": (*found, *settings.names_files)}) if found else settings


def _run(order: Order, progress: Progress | None) -> RunReport:
    from pipeline.doubles import Hands
    from pipeline.resources import Resources
    from pipeline.sharing import hands_for
    from pipeline.write.publish import check_writable, clear

    started, began = perf_counter(), time_ns()
    check_writable(order.out)
    clear(order.out)
    cache = Cache(order.out / "cache", order.fresh)
    resources = Resources(order.settings, scratch=cache.folder)
    _ = resources.link_vectors  # a bad file ends the run before any work
    resources.hands = Hands(hands_for(order.settings, beside=order.beside), resources.shelves)
    read = _documents(order, resources, cache, progress)
    work = Work(order=order, read=read, resources=resources, began=began)
    return tables_of(work, [("documents", perf_counter() - started)])


def jobs_of(paths: Sequence[Path]) -> tuple[Job, ...]:
    """The documents under ``paths``."""
    from pipeline.read.formats import SUFFIXES
    from pipeline.read.sources import collect

    return tuple(Job(path=path, source=source) for path, source in collect(paths, SUFFIXES))


def _found(order: Order) -> Order:
    """The order with its documents."""
    return order if order.jobs else replace(order, jobs=jobs_of(order.given))


def _documents(order: Order, resources: Resources, cache: Cache, progress: Progress | None) -> Read:
    """The outcomes in the order of the jobs, and what was found; a document dated by another one is done again."""
    from pipeline.corpus import Gathering
    from pipeline.lending import lent_dates, questions_of
    from pipeline.pool import Documents

    jobs = order.jobs
    done: dict[str, Outcome] = {}
    found, same = Gathering(resources.shelves), dict[Any, Any]()
    with Documents(resources, cache, beside=order.beside) as documents:
        for outcome in documents.outcomes(jobs):
            done[outcome.document_id] = _put_away(outcome, found, same)
            if progress is not None:
                progress(outcome, len(done), len(jobs))
        whole = found.corpus()
        asked = questions_of(whole)
        lent = lent_dates(whole, asked)
        for job in jobs if lent else ():
            if job.source.id in lent:
                again = documents.again(replace(job, lent=lent[job.source.id]))
                done[job.source.id] = _put_away(again, found, same)
    return Read(outcomes=tuple(done[job.source.id] for job in jobs), corpus=found.corpus(), asked=asked)


def _put_away(outcome: Outcome, found: Gathering, same: dict[Any, Any]) -> Outcome:
    """The outcome without its extraction, which is put to the others; what many outcomes tell (times to the
    millisecond) is held once for all, in ``same``."""
    if outcome.extraction is not None:
        found.add(outcome.extraction)
    times = ((name, round(seconds, 3)) for name, seconds in outcome.seconds)
    return replace(
        outcome,
        extraction=None,
        reused=same.setdefault(outcome.reused, outcome.reused),
        why=same.setdefault(outcome.why, outcome.why),
        seconds=tuple(same.setdefault(time, time) for time in times),
    )


def _decisions_in(paths: Sequence[Path]) -> Path | None:
    found = (path / "decisions.jsonl" for path in paths if path.is_dir())
    return next((path for path in found if path.is_file()), None)
