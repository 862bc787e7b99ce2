"""What lies in the folders of a corpus, seen by names, sizes and times alone; no file is opened.

Input: a folder. Output: ``Seen``, a digest for each folder in it. A file whose times are too young to be trusted counts
by its name alone, and is named (``unsure``), so that whoever needs it looks into it. Limits: as in version control, a
file whose size and both times are as before counts as unchanged; hidden files and folders are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pipeline.read.sources import SOURCES

SURE = 2_000_000_000
"""Nanoseconds that a file must be older than the look at it: else it may be written at that moment."""
Stamp = tuple[int, int, int]
"""Size, and times of content and of name in nanoseconds since 1970."""


@dataclass(frozen=True)
class Seen:
    """``files``: folder (``""`` or ``a/b/``) → name → stamp; ``sure``: before when a time can be trusted.

    ``table``: the bytes of ``sources.csv``, which ``files`` leaves out.
    """

    root: Path
    table: bytes
    files: Mapping[str, Mapping[str, Stamp]]
    sure: int

    @cached_property
    def unsure(self) -> frozenset[str]:
        """Paths of files that may have been written while they were looked at."""
        return frozenset(
            f"{folder}{name}"
            for folder, files in self.files.items()
            for name, stamp in files.items()
            if max(stamp[1:]) >= self.sure
        )

    @property
    def plain(self) -> bool:
        """Whether no folder but the first may hold a ``sources.csv``."""
        return not any(SOURCES in files for folder, files in self.files.items() if folder)

    def digests(self, unsure: Collection[str], without: Collection[str] = ()) -> dict[str, str]:
        """A digest for each folder; ``unsure`` files count by their names, those of ``without`` not at all."""
        vague, absent = _by_folder(unsure), _by_folder(without)
        others = {
            folder: _digest(self.files[folder], vague.get(folder, set()), absent.get(folder, set()))
            for folder in self.files.keys() & (vague.keys() | absent.keys())
        }
        return self._plain | others

    @cached_property
    def _plain(self) -> dict[str, str]:
        """The digest of each folder with all its files."""
        return {folder: _digest(files, set(), set()) for folder, files in self.files.items()}


def look(root: Path, sure: int) -> Seen:
    """What lies under ``root``."""
    table = root / SOURCES
    data = table.read_bytes() if table.is_file() else b""
    files: dict[str, dict[str, Stamp]] = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        files[folder] = inside = {}
        with os.scandir(root / folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{folder}{entry.name}/")
                else:
                    seen = entry.stat(follow_symlinks=False)
                    inside[entry.name] = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
    files[""].pop(SOURCES, None)
    return Seen(root, data, files, sure)


def _by_folder(paths: Collection[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in paths:
        folder, slash, name = path.rpartition("/")
        found.setdefault(folder + slash, set()).add(name)
    return found


def _digest(files: Mapping[str, Stamp], unsure: set[str], without: set[str]) -> str:
    total = sha256()
    for name in sorted(files.keys() - without if without else files):
        total.update(f"{name}\0{'' if name in unsure else files[name]}\0".encode("utf-8", "surrogatepass"))
    return total.hexdigest()
