"""The review screen as its command starts it, in a process of its own: the tests themselves open no socket."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.decisions import read_decisions
from pipeline.model import Decision
from pipeline.review.log import NAME
from tests.articles import ROOT


@dataclass(frozen=True)
class Screen:
    """A running screen: its address without a slash at the end, the folder of its log, the folder of its tables."""

    address: str
    corpus: Path
    out: Path

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What stands in the log."""
        return read_decisions(self.corpus / NAME).decisions


@contextmanager
def screen(out: Path, corpus: Path) -> Iterator[Screen]:
    """``pipeline review`` on a free port, ended afterwards."""
    command = [sys.executable, "-m", "pipeline", "review", "--out", str(out), "--corpus", str(corpus)]
    with subprocess.Popen([*command, "--port", "0", "--by", "ann"], stderr=subprocess.PIPE, text=True, cwd=ROOT) as run:
        try:
            assert run.stderr is not None
            told = run.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", told)
            assert found, told
            yield Screen(found[0], corpus, out)
        finally:
            run.terminate()
