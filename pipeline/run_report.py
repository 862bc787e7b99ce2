"""What a run did, for whoever asked for it and for ``run.json``. Input: outcomes, counts. Output: ``RunReport``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.chain import Failure, Outcome
from pipeline.changes import Changes

Clock = list[tuple[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did. ``tables_reused``: nothing had changed, and the tables were left as they are.

    ``kept``: documents of the last run that did not even have to be looked for; ``outcomes`` tells of the others.
    ``scratch`` is how many bytes lay in files while the tables were made; ``changes`` is what is new since the last
    run, where that was asked for.
    """

    out: Path
    outcomes: tuple[Outcome, ...]
    tables_reused: bool
    why_new: str
    counts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    seconds: tuple[tuple[str, float], ...]
    scratch: int = 0
    kept: int = 0
    changes: Changes | None = None

    @property
    def failures(self) -> tuple[tuple[Outcome, Failure], ...]:
        """The documents that failed, with the reason."""
        return tuple((one, one.failure) for one in self.outcomes if one.failure is not None)
