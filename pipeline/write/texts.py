"""The stored text of every document: ``texts/<doc_id>.txt`` beside the tables, in UTF-8, line ends as they are.

Input: an output folder and Documents. Output: the files; ``file.read()[start:end]`` is the quote of a mention, in
code points, if the file is opened with ``newline=""``. Files of documents that are gone are removed. Limits: a lone
surrogate, which UTF-8 cannot hold, is written in its own three bytes (``errors="surrogatepass"``).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pipeline.model import Document
from pipeline.write.publish import keep_set

FOLDER = "texts"
_LONGEST = 100
_MARKS = frozenset("-_.()[]+,=@~ ")


def write_texts(out: Path, documents: Iterable[Document]) -> None:
    """Write the texts that are not there yet, remove those that nobody speaks of; PipelineError ``unwritable``."""
    keep_set(out / FOLDER, {name_of(one.id): one.text.encode("utf-8", "surrogatepass") for one in documents})


def name_of(document_id: str) -> str:
    """A file name for an id, which may hold anything: the id itself where that is harmless, else with a digest."""
    plain = "".join(char if char.isalnum() or char in _MARKS else "_" for char in document_id)[:_LONGEST].strip(" .")
    while len(plain.encode("utf-8")) > 2 * _LONGEST:
        plain = plain[:-1]
    if plain == document_id and plain:
        return f"{plain}.txt"
    digest = sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{plain}-{digest}.txt"
