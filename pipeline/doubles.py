"""Long sequences worked on side by side, by doubles of this process that hold all that is loaded here (fork).

Input: how many items there are, and what makes those of a range of them. Output: what was made, in the order of the
items, the same as one process makes. What a double has made lies in a file until it is read here. Limits: where this
process may not be doubled (``pipeline.forking``), or there are few items, it does all of it; a range whose double
failed or died is done here, where an error is raised as it would be without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.forking import forked, may_fork
from pipeline.shelf import Shelf

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from pipeline.shelf import Shelves

T = TypeVar("T")
FEW = 500
"""A double is not worth its start for fewer items."""
_OWN = 0.9
"""This process takes in what the doubles have made, so its own share is so much of theirs."""


@dataclass(frozen=True, slots=True)
class Hands:
    """How many processes may work on one thing, this one among them; ``shelves``: the open files that they read."""

    number: int = 1
    shelves: Shelves | None = None

    def many(self, items: int, few: int = FEW) -> int:
        """How many processes so many items are worth."""
        number = min(self.number, items // few)
        return number if number > 1 and may_fork() else 1

    @property
    def open_files(self) -> tuple[int, ...]:
        """What a double keeps open."""
        return self.shelves.open_files if self.shelves else ()


ALONE = Hands()


def side_by_side(items: int, make: Callable[[range], Iterator[T]], hands: Hands, few: int = FEW) -> Iterator[T]:
    """What ``make`` gives for ``range(items)``, cut into as many ranges as there are hands.

    ``make`` must give the same for a range whatever was made before; what it changes in a double is lost.
    """
    own, *others = _ranges(items, hands.many(items, few))
    doubles = [Double(make, part, hands) for part in others]
    try:
        yield from make(own)
        for double in doubles:
            yield from double.made()
    finally:
        for double in doubles:
            double.end()


def _ranges(items: int, number: int) -> list[range]:
    share = items / (number - 1 + _OWN) if number > 1 else items
    ends = [0, *(round(share * (_OWN + at)) for at in range(number - 1)), items]
    return [range(first, last) for first, last in pairwise(ends)]


class Double:
    """A double of this process that makes the items of one range."""

    def __init__(self, make: Callable[[range], Iterator[Any]], part: range, hands: Hands) -> None:
        from multiprocessing import Pipe

        self._make, self._part = make, part
        self._shelf: Shelf[Any] = Shelf(hands.shelves.folder if hands.shelves else None)
        self._pipe, theirs = Pipe()
        self._process = forked(
            _serve, theirs, make, part, self._shelf, keep=(*hands.open_files, *self._shelf.open_files)
        )
        theirs.close()

    def made(self) -> Iterator[Any]:
        """The items; what the double could not make is made here."""
        try:
            ends = self._pipe.recv()
        except (EOFError, OSError):
            ends = None
        if ends is None:
            return self._make(self._part)
        self._shelf.take_over(ends)
        return iter(self._shelf)

    def end(self) -> None:
        """Let it go."""
        self._pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, make: Callable[[range], Iterator[Any]], part: range, shelf: Shelf[Any]) -> None:
    """The life of a double: make the items, tell where each ends in the file; nothing where one could not be made."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the business of the process that it doubles
    ends = None
    with suppress(Exception):  # told where the range is done again
        for item in make(part):
            shelf.put(item)
        ends = shelf.ends()
    with suppress(OSError):
        pipe.send(ends)


class Task:
    """One piece of work that a double does while this process goes on; without a double it is done at the end."""

    def __init__(self, work: Callable[[], None], hands: Hands) -> None:
        def once(_: range) -> Iterator[bool]:
            work()
            yield True

        self._work = work
        self._double = Double(once, range(1), hands) if hands.many(hands.number, 1) > 1 else None

    def finish(self) -> None:
        """Wait until it is done; where the double could not do it, it is done here, and raises what it raises."""
        try:
            if self._double is None:
                self._work()
            else:
                list(self._double.made())
        finally:
            self.drop()

    def drop(self) -> None:
        """Let the double go, whether it has ended or not."""
        if self._double is not None:
            self._double.end()
