"""The workbook and the database of all tables, side by side with the other files where another process may help.

Input: an output folder; then heads of tables and their plain rows. Output: ``events.xlsx`` and ``events.sqlite`` in the
folder, the same bytes whoever writes them: this process; a double of this one (``pipeline.doubles``), which has the
tables already and writes the workbook, the slowest of all files; or a process started anew, to which rows go over in a
file, so that nobody waits for the other. Where no second process can be started, its work is done here at the end.
Errors: those of the other process are raised at the end. Limits: what is handed over lies on disk until both are done.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.doubles import Hands, Task
from pipeline.write.books import Database, Sink, Workbook, write_xlsx
from pipeline.write.formats import Cell
from pipeline.write.schemas import Head, Table

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess


class Here:
    """Both are written by this process; use as a context."""

    def __init__(self, folder: Path, *, large: bool) -> None:
        self._book = Workbook(folder / "events.xlsx", large=large)
        self._base = Database(folder / "events.sqlite")
        self._sinks: tuple[Sink, ...] = (self._book, self._base)

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *failed: Any) -> None:
        self._book.__exit__(*failed)
        self._base.__exit__(*failed)

    def begin(self, head: Head) -> None:
        """A new table."""
        for sink in self._sinks:
            sink.begin(head)

    def take(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Add plain rows to the table."""
        for sink in self._sinks:
            sink.take(cells)


class Doubled:
    """A double of this process writes the workbook of ``tables``, this one the database; use as a context."""

    def __init__(self, folder: Path, tables: Sequence[Table], hands: Hands) -> None:
        self._base = Database(folder / "events.sqlite")
        self._book = Task(lambda: write_xlsx(tables, folder / "events.xlsx"), hands)
        self.begin, self.take = self._base.begin, self._base.take

    def __enter__(self) -> Doubled:
        return self

    def __exit__(self, failed: object, *rest: Any) -> None:
        self._base.__exit__(failed, *rest)
        if failed is None:
            self._book.finish()
        else:
            self._book.drop()


class Beside:
    """Both are written by a process that is started anew, and let go at the end; use as a context."""

    def __init__(self, folder: Path, *, large: bool) -> None:
        from multiprocessing import Pipe, get_context

        self._folder, self._large = folder, large
        self._file = tempfile.NamedTemporaryFile(prefix="pipeline-rows-", dir=folder.parent)  # noqa: SIM115
        self._pipe, theirs = Pipe()
        given = (theirs, folder, Path(self._file.name), large)
        self._process: BaseProcess = get_context("spawn").Process(target=_serve, args=given, daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        try:
            if failed is None:
                self._finish()
        finally:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._file.close()

    def begin(self, head: Head) -> None:
        """A new table."""
        self._hand_over(head)

    def take(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Add plain rows to the table."""
        self._hand_over(cells)

    def _hand_over(self, item: object) -> None:
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self._file.flush()
        with suppress(OSError):  # a process that died is found at the end
            self._pipe.send(True)

    def _finish(self) -> None:
        """Wait for the other; raise what it could not write, do it here where it died."""
        try:
            self._pipe.send(False)
            error = self._pipe.recv()
        except (EOFError, OSError):
            error = None
            _write(self._folder, _items(self._file.name), large=self._large)
        if error is not None:
            raise error


def _serve(pipe: Connection, folder: Path, rows: Path, large: bool) -> None:
    """The life of the other process: items as they come, then how it went."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the business of the process that started this one
    with suppress(EOFError, ConnectionError):
        try:
            _write(folder, _items(rows, pipe), large=large)
            error = None
        except Exception as failed:  # told where the tables are asked for
            error = failed
        pipe.send(error)


def _items(path: Path | str, pipe: Connection | None = None) -> Iterator[Any]:
    """What was handed over, as it comes; without a pipe all that lies there."""
    with open(path, "rb") as file:
        while pipe.recv() if pipe else _more(file):
            yield pickle.load(file)


def _more(file: IO[bytes]) -> bool:
    here = file.tell()
    found = bool(file.read(1))
    file.seek(here)
    return found


def _write(folder: Path, items: Iterator[Any], *, large: bool) -> None:
    with Here(folder, large=large) as sinks:
        for item in items:
            if isinstance(item, Head):
                sinks.begin(item)
            else:
                sinks.take(item)
