"""How a process that does nothing but run the pipeline ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

_START = "import atexit, sys, threading, time; from pipeline.process import leave; "


def ended(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", _START + program], capture_output=True, text=True, timeout=60)


def test_output_is_written_and_what_is_registered_is_done() -> None:
    left = ended("atexit.register(print, 'done'); print('out'); leave(3)")
    assert (left.returncode, left.stdout, left.stderr) == (3, "out\ndone\n", "")


@pytest.mark.parametrize("closed", ["sys.stdout.close()", "sys.stderr.close()"])
def test_a_closed_stream_changes_nothing(closed: str) -> None:
    assert ended(f"{closed}; leave(3)").returncode == 3


def test_threads_are_waited_for() -> None:
    left = ended("threading.Thread(target=lambda: (time.sleep(.2), print('late'))).start(); leave(0)")
    assert (left.returncode, left.stdout) == (0, "late\n")
