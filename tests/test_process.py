"""What a process that does nothing but run the pipeline sets for itself, and how it ends."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

from pipeline.process import share_classes

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


def test_a_class_of_characters_is_worked_out_once_a_way(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = import_module("re._compiler")
    asked: list[Any] = []
    work_out = compiler._optimize_charset

    def counted(members: list[Any], *how: Any) -> Any:
        asked.append(members)
        return work_out(members, *how)

    monkeypatch.setattr(compiler, "_optimize_charset", counted)
    share_classes()
    texts = ("x[가-힣é]{2}y", "z[가-힣é]+y", "z[^가-힣é]y")
    found = [[re.compile(text, flags).findall("x한글y zÉy ZÉY zay") for text in texts] for flags in (0, re.IGNORECASE)]
    assert found == [[["x한글y"], [], ["zÉy", "zay"]], [["x한글y"], ["zÉy", "ZÉY"], ["zay"]]]
    assert len([members for members in asked if len(members) > 1]) == 4
