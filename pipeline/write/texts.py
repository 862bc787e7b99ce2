"""The stored text of every document: ``texts/<doc_id>.txt`` beside the tables, in UTF-8, line ends as they are.

Input: an output folder and Documents. Output: the files; ``file.read()[start:end]`` is the quote of a mention, in
code points, if the file is opened with ``newline=""``. Files of documents that are gone are removed. Limits: a lone
surrogate, which UTF-8 cannot hold, is written in its own three bytes (``errors="surrogatepass"``).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.model import Document
from pipeline.write.publish import publish

FOLDER = "texts"
_LONGEST = 100
_MARKS = frozenset("-_.()[]+,=@~ ")


def write_texts(out: Path, documents: Iterable[Document]) -> None:
    """Write the texts that are not there yet, remove those that nobody speaks of; PipelineError ``unwritable``."""
    folder = out / FOLDER
    wanted = {name_of(one.id): one.text.encode("utf-8", "surrogatepass") for one in documents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {path.name: path for path in folder.iterdir() if path.suffix == ".txt"}
        new = {name: data for name, data in wanted.items() if not _same(there.get(name), data)}

        def fill(beside: Path) -> None:
            for name, data in new.items():
                (beside / name).write_bytes(data)

        if new:
            publish(folder, fill)
        for name in there.keys() - wanted.keys():
            there[name].unlink()
    except OSError as error:
        raise PipelineError("unwritable", path=folder, why=error.strerror or error) from error


def name_of(document_id: str) -> str:
    """A file name for an id, which may hold anything: the id itself where that is harmless, else with a digest."""
    plain = "".join(char if char.isalnum() or char in _MARKS else "_" for char in document_id)[:_LONGEST].strip(" .")
    while len(plain.encode("utf-8")) > 2 * _LONGEST:
        plain = plain[:-1]
    if plain == document_id and plain:
        return f"{plain}.txt"
    digest = sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{plain}-{digest}.txt"


def _same(path: Path | None, data: bytes) -> bool:
    return path is not None and path.stat().st_size == len(data) and path.read_bytes() == data
