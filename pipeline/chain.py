"""One document through the stages that work on single documents: read, tokens, extract.

Input: a path with its row of ``sources.csv``. Output: an Outcome: the Extraction, or why there is none. A file that
fails stops no other; a fault of the installation (a library, a dictionary, a rule file) is raised, since it would fail
them all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.cache import Cache, Key, digest_of_text
from pipeline.errors import PipelineError
from pipeline.lending import Lent
from pipeline.model import Extraction, Reading
from pipeline.read.opening import read_bytes
from pipeline.stages import stage
from pipeline.timing import at_most, seconds_for

if TYPE_CHECKING:
    from pipeline.read.sources import SourceRow
    from pipeline.resources import Resources

OF_THE_INSTALLATION = frozenset(
    {
        "no-dictionary",
        "no-java",
        "bad-rule",
        "bad-lexicon",
        "bad-settings",
        "unknown-tokenizer",
        "unknown-language",
        "unwritable",
    }
)
T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document to do; ``lent`` is a date for it that another document gave."""

    path: Path
    source: SourceRow
    lent: Lent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a document was not done: a code of ``errors.TEXTS``, or ``bug``."""

    code: str
    message: str
    hint: str = ""

    @classmethod
    def of(cls, error: PipelineError) -> Failure:
        """The failure that an error stands for."""
        return cls(code=error.code, message=error.message, hint=error.hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document. ``why`` says, stage by stage, why nothing was reused. Times in seconds.

    ``done``: it was read and worked on, with so many ``mentions``; the ``extraction`` itself is let go of where many
    documents are gathered.
    """

    document_id: str
    path: str
    extraction: Extraction | None = None
    done: bool = False
    mentions: int = 0
    warnings: tuple[str, ...] = ()
    key: str = ""
    failure: Failure | None = None
    reused: tuple[str, ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    seconds: tuple[tuple[str, float], ...] = ()


class Chain:
    """The document stages with their cache; one object a process."""

    def __init__(self, resources: Resources, cache: Cache) -> None:
        self._resources = resources
        self._cache = cache
        self._prints = resources.prints
        self._checked = False

    def lent(self) -> Chain:
        """The same for a double of this process: what is loaded, the fingerprints; the tokenizers are tried here."""
        chain = copy(self)
        chain._checked = True
        return chain

    def run(self, job: Job) -> Outcome:
        """One document; failures of the document are part of the answer, those of the installation are raised."""
        blank = Outcome(document_id=job.source.id, path=str(job.path))
        try:
            with at_most(seconds_for(job.path, self._resources.settings)):
                return self._run(job, blank)
        except PipelineError as error:
            if error.code in OF_THE_INSTALLATION:
                raise
            return replace(blank, failure=Failure.of(error))
        except ImportError:
            raise
        except MemoryError:
            return replace(blank, failure=Failure.of(PipelineError("too-much-memory")))
        except Exception as error:
            _log.debug("document %s failed", job.source.id, exc_info=True)
            message = f"{type(error).__name__}: {error}"
            hint = "this is a fault of the program, not of the file; please report it"
            return replace(blank, failure=Failure(code="bug", message=message, hint=hint))

    def known(self, job: Job) -> Outcome | None:
        """The outcome that the cache holds for a job; None where the work is still to be done, or cannot be."""
        if not self._cache.holds(entry_of(job), job.source.id):
            return None  # what it would be kept under need not be known
        try:
            key = self.extract_key(job)
        except PipelineError:
            return None
        return self._stored(job, key).outcome

    def readable(self, job: Job) -> bool:
        """Whether the bytes of the document can be had."""
        try:
            self.read_key(job)
        except PipelineError:
            return False
        return True

    def keep(self, job: Job, outcome: Outcome) -> None:
        """Put into the cache what was made elsewhere."""
        if outcome.extraction is not None:
            self._cache.put(entry_of(job), job.source.id, self.extract_key(job), outcome.extraction, outcome.notes)

    def reading(self, job: Job) -> tuple[Reading, bool, str]:
        """The document as read, without tokens; whether it came from the cache, else why not."""
        key = self.read_key(job)
        found = self._cache.get("read", job.source.id, key, Reading)
        if found.value is not None:
            return found.value, True, ""
        made: Reading = stage("read").call(job.path, job.source, self._resources)
        self._cache.put("read", job.source.id, key, made)
        return made, False, found.why_not

    def read_key(self, job: Job) -> Key:
        """What a Reading depends on: the bytes, the row of sources.csv, and the stage itself."""
        data = read_bytes(job.path, self._resources.settings.max_bytes)
        row = "\0".join(str(getattr(job.source, field.name)) for field in fields(job.source))
        made_of = (("document", sha256(data).hexdigest()), ("row of sources.csv", digest_of_text(row)))
        return (*made_of, *self._prints.of(stage("read")))

    def extract_key(self, job: Job) -> Key:
        """What an Extraction depends on: all of the above, tokens and extract, and a date that was lent."""
        lent = (("lent date", f"{job.lent.published} {job.lent.basis}"),) if job.lent else ()
        return (
            *self.read_key(job),
            *lent,
            *self._prints.of(stage("tokens"))[:-1],
            *self._prints.of(stage("extract"))[:-1],
        )

    def _run(self, job: Job, blank: Outcome) -> Outcome:
        key = self.extract_key(job)
        stored = self._stored(job, key)
        if stored.outcome is not None:
            return stored.outcome
        if not self._checked:
            self.check()
        watch = _Watch()
        reading, was_cached, why = watch.time("read", lambda: self.reading(job))
        reading = dated_by(reading, job.lent)
        tokens = watch.time("tokens", lambda: stage("tokens").call(reading, self._resources))
        made: Extraction = watch.time("extract", lambda: stage("extract").call(tokens, self._resources))
        made = with_warning(made)
        notes = self._notes(tokens)
        self._cache.put(entry_of(job), job.source.id, key, made, notes)
        return replace(
            blank,
            key=digest_of_text(repr(key)),
            **_told(made),
            notes=notes,
            reused=("read",) if was_cached else (),
            why=(*((("read", why),) if why else ()), ("extract", stored.why_not)),
            seconds=watch.seconds,
        )

    def _stored(self, job: Job, key: Key) -> _Stored:
        started = perf_counter()
        found = self._cache.get(entry_of(job), job.source.id, key, Extraction)
        if found.value is None:
            return _Stored(None, found.why_not)
        outcome = Outcome(
            document_id=job.source.id,
            path=str(job.path),
            key=digest_of_text(repr(key)),
            **_told(found.value),
            notes=found.notes,
            reused=("read", "tokens", "extract"),
            seconds=(("cache", perf_counter() - started),),
        )
        return _Stored(outcome)

    def check(self) -> None:
        """Load every tokenizer now: what one of them lacks is said before the first document, not at the tenth."""
        for code in self._resources.tokenized:
            self._resources.tokenizer(code)

    def _notes(self, reading: Reading) -> tuple[str, ...]:
        """What was done otherwise than asked: the fallbacks of the tokenizers that this document used."""
        used = {self._resources.language_of(sentence.language) for sentence in reading.sentences}
        codes = sorted(one.code for one in used if one is not None and one.code in self._resources.tokenized)
        notes = (self._resources.tokenizer(code).note for code in codes)
        return tuple(note for note in notes if note)


def entry_of(job: Job) -> str:
    """The folder of the cache that holds what is extracted."""
    return "extract" if job.lent is None else "extract-lent"


def _told(extraction: Extraction) -> dict[str, Any]:
    """What an Outcome says of an extraction, by its fields."""
    mentions, warnings = len(extraction.mentions), extraction.document.warnings
    return {"extraction": extraction, "done": True, "mentions": mentions, "warnings": warnings}


def dated_by(reading: Reading, lent: Lent | None) -> Reading:
    """The reading with the document date that another document gave."""
    if lent is None:
        return reading
    document = replace(reading.document, published=lent.published, published_basis=lent.basis)
    return replace(reading, document=document)


def with_warning(extraction: Extraction) -> Extraction:
    """``extraction`` with a warning on its document where nothing in it could be dated."""
    if extraction.mentions:
        return extraction
    document = extraction.document
    text = "no dated event found" if extraction.times else "no date found in the text, so no event could be dated"
    return replace(extraction, document=replace(document, warnings=(*document.warnings, text)))


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the cache holds for a job, or why it holds nothing."""

    outcome: Outcome | None
    why_not: str = ""


class _Watch:
    """Adds up how long each step took."""

    def __init__(self) -> None:
        self.seconds: tuple[tuple[str, float], ...] = ()

    def time(self, name: str, step: Callable[[], T]) -> T:
        started = perf_counter()
        value = step()
        self.seconds = (*self.seconds, (name, perf_counter() - started))
        return value
