"""Sequences that are too long to be held in memory: their items lie in a file, or are made when they are asked for.

Input: items of one kind (dataclasses of ours, tuples of plain values). Output: read-only sequences that give the same
items as a tuple would, in the same order. A ``Shelf`` of up to ``few`` items is held in memory, a longer one in a file
without a name, which the system removes with the process, however that ends. Limits: an item that is read twice is two
equal objects; one process, one thread; a slice is a tuple.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from pipeline.errors import PipelineError
from pipeline.packing import packed, unpacked

T = TypeVar("T")
K = TypeVar("K")
_NEAR = 1_000
"""At most so many items that were asked for by place are kept at hand."""


class Lazy(Sequence[T]):
    """A sequence of which a subclass tells the length and one item."""

    def _item(self, at: int) -> T:
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(self._item(one) for one in range(*at.indices(len(self))))
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(at)
        return self._item(place)

    def __iter__(self) -> Iterator[T]:
        return (self._item(at) for at in range(len(self)))


class Mapped(Lazy[T]):
    """What ``function`` makes of the items of equally long sources, made anew whenever it is asked for."""

    def __init__(self, function: Callable[..., T], *sources: Sequence[Any]) -> None:
        self._function = function
        self._sources = sources

    def __len__(self) -> int:
        return len(self._sources[0])

    def _item(self, at: int) -> T:
        return self._function(*(source[at] for source in self._sources))

    def __iter__(self) -> Iterator[T]:
        return map(self._function, *self._sources)


class _Near(Lazy[T]):
    """At most ``near`` items that were asked for by place are kept at hand; a subclass fetches them."""

    def __init__(self, near: int) -> None:
        self._most = max(1, near)
        self._near: dict[int, T] = {}

    def _fetched(self, at: int) -> T:
        raise NotImplementedError

    def _item(self, at: int) -> T:
        near = self._near
        if at in near:
            return near[at]
        if len(near) >= self._most:
            near.clear()
        near[at] = item = self._fetched(at)
        return item


class Kept(_Near[T]):
    """The items of ``source``, which take long to make."""

    def __init__(self, source: Sequence[T], near: int) -> None:
        super().__init__(near)
        self._source = source

    def __len__(self) -> int:
        return len(self._source)

    def _fetched(self, at: int) -> T:
        return self._source[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._source)


class Picked(Lazy[T]):
    """The items of ``source`` at some places, in that order."""

    def __init__(self, source: Sequence[T], places: Iterable[int]) -> None:
        self._source = source
        self._places = array("q", places)

    def __len__(self) -> int:
        return len(self._places)

    def _item(self, at: int) -> T:
        return self._source[self._places[at]]

    def __iter__(self) -> Iterator[T]:
        return map(self._source.__getitem__, self._places)


class Keyed(Mapping[str, T]):
    """Items of ``source`` by a key; ``places`` says where each one stands."""

    def __init__(self, source: Sequence[T], places: Mapping[str, int]) -> None:
        self._source = source
        self._places = places

    def __getitem__(self, key: str) -> T:
        return self._source[self._places[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Grouped(Mapping[K, tuple[T, ...]]):
    """Items of ``source`` in groups; ``places`` says where those of each group stand."""

    def __init__(self, source: Sequence[T], places: Mapping[K, Sequence[int]]) -> None:
        self._source = source
        self._places = places

    def __getitem__(self, key: K) -> tuple[T, ...]:
        return tuple(self._source[at] for at in self._places[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def ordered(source: Sequence[T], key: Callable[[T], Any]) -> Sequence[T]:
    """The items in the order of their keys; a tuple stays one."""
    if isinstance(source, tuple):
        return tuple(sorted(source, key=key))
    keys = [key(item) for item in source]
    return Picked(source, sorted(range(len(keys)), key=keys.__getitem__))


class Shelf(_Near[T]):
    """Items in a file, in the order in which they came."""

    def __init__(self, folder: Path | None, near: int = _NEAR) -> None:
        super().__init__(near)
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(prefix="pipeline-", dir=folder)  # noqa: SIM115
        except OSError as error:
            raise PipelineError("unwritable", path=folder or tempfile.gettempdir(), why=error.strerror) from error
        self._folder = folder
        self._number = self._file.fileno()
        self._ends = array("Q", [0])
        self._written = False  # whether something may not have reached the file yet

    def put(self, item: T) -> None:
        """Add an item at the end."""
        try:
            self._ends.append(self._ends[-1] + self._file.write(packed(item)))
            self._written = True
        except OSError as error:
            raise PipelineError("unwritable", path=self._folder or "", why=error.strerror) from error

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return self._ends[-1]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[T]:
        return (self._fetched(at) for at in range(len(self)))

    def _fetched(self, at: int) -> T:
        if self._written:
            self._flush()
        start = self._ends[at]
        item: T = unpacked(_read_at(self._number, self._ends[at + 1] - start, start))
        return item

    def _flush(self) -> None:
        if self._written:
            self._file.flush()
            self._written = False

    @property
    def open_files(self) -> tuple[int, ...]:
        """The file, with all that was put into it, for a process that reads it as well."""
        self._flush()
        return (self._number,)

    def ends(self) -> bytes:
        """Where the items end in the file, for the process that reads what this one has put."""
        self._flush()
        return self._ends.tobytes()

    def take_over(self, ends: bytes) -> None:
        """The items that another process has put into the file."""
        self._ends = array("Q")
        self._ends.frombytes(ends)


def _sought(file: int, size: int, start: int) -> bytes:
    os.lseek(file, start, os.SEEK_SET)
    return os.read(file, size)


_read_at: Callable[[int, int, int], bytes] = getattr(os, "pread", _sought)
"""Bytes of a file, a number from a place on, which another process may read as well where the system can do so."""


class Shelves:
    """Makes shelves: in memory up to ``few`` items each, beyond in files in ``folder`` (None: the system's own)."""

    def __init__(self, folder: Path | None = None, few: int = 50_000) -> None:
        self.folder = folder
        self._few = few
        self._made: list[Shelf[Any]] = []

    @property
    def size(self) -> int:
        """Bytes that have gone to files so far."""
        return sum(shelf.size for shelf in self._made)

    @property
    def open_files(self) -> tuple[int, ...]:
        """The files, for a process that reads them as well."""
        return tuple(file for shelf in self._made for file in shelf.open_files)

    def filler(self, weight: Callable[[Any], int] = lambda _: 1) -> Filler[Any]:
        """A shelf to be filled item by item; ``weight`` says for how many an item counts."""
        return Filler(self._few, self._shelf, weight)

    def hold(self, items: Iterable[T]) -> Sequence[T]:
        """The items as a sequence; they are asked for once."""
        made: Filler[T] = self.filler()
        for item in items:
            made.add(item)
        return made.done()

    def _shelf(self) -> Shelf[Any]:
        shelf: Shelf[Any] = Shelf(self.folder, min(_NEAR, self._few))
        self._made.append(shelf)
        return shelf


class Filler(Generic[T]):
    """Takes items one by one."""

    def __init__(self, few: int, shelf: Callable[[], Shelf[T]], weight: Callable[[T], int]) -> None:
        self._left = few
        self._shelf = shelf
        self._weight = weight
        self._held: list[T] = []
        self._filed: Shelf[T] | None = None

    def __len__(self) -> int:
        return len(self._held) if self._filed is None else len(self._filed)

    def add(self, item: T) -> int:
        """Put one item behind the others; its place."""
        self._left -= self._weight(item)
        if self._filed is None and self._left >= 0:
            self._held.append(item)
            return len(self._held) - 1
        if self._filed is None:
            self._filed = self._shelf()
            for held in self._held:
                self._filed.put(held)
            self._held.clear()
        self._filed.put(item)
        return len(self._filed) - 1

    def done(self) -> Sequence[T]:
        """All of them; nothing may be added any more."""
        return tuple(self._held) if self._filed is None else self._filed
