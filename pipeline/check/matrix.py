"""What every source says of every event: the event by source matrix.

Input: Checked and documents. Output: rows of cells, one column a document; a cell holds date, place, figures and
status as that document tells them, ``SILENT`` where it does not tell the event. Limits: text cells for reading,
not for arithmetic; the tables hold the values themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.check.figures import number
from pipeline.model import Checked, Document, Entity, Event, EventMention
from pipeline.shelf import Mapped, ordered

SILENT = "–"
MOST_CELLS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One event: how many sources tell it, and what each document says (in the order of ``Matrix.documents``)."""

    event_id: str
    date: str
    title: str
    n_documents: int
    n_origins: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The whole matrix; events in order of date."""

    documents: tuple[str, ...]
    rows: Sequence[MatrixRow]


def matrix(checked: Checked, documents: Sequence[Document], entities: Sequence[Entity]) -> Matrix:
    """The matrix of a run; documents without mentions are columns of silence. Beyond ``MOST_CELLS`` the events stand
    without columns: nobody reads such a sheet, and it grows with the square of the corpus."""
    names = {entity.id: entity.name_en or entity.name_ko or entity.name_zh_hans for entity in entities}
    fits = len(checked.events) * len(documents) <= MOST_CELLS
    columns = tuple(sorted(document.id for document in documents)) if fits else ()
    mentions = {mention.id: mention for mention in checked.mentions} if fits else {}

    def row(event: Event) -> MatrixRow:
        told: dict[str, list[EventMention]] = defaultdict(list)
        for member in event.mentions:
            if member in mentions:
                told[mentions[member].document_id].append(mentions[member])
        return MatrixRow(
            event_id=event.id,
            date=str(event.date or ""),
            title=event.title_en,
            n_documents=event.n_documents,
            n_origins=event.n_origins,
            cells=tuple(_cell(told[column], names) if column in told else SILENT for column in columns),
        )

    events = ordered(checked.events, lambda event: (str(event.date or "9999"), event.id))
    return Matrix(documents=columns, rows=tuple(map(row, events)) if fits else Mapped(row, events))


def _cell(mentions: Sequence[EventMention], names: Mapping[str, str]) -> str:
    """The distinct values of each field in the order of the text, fields parted by a bar."""
    ordered = sorted(mentions, key=lambda mention: (mention.span, mention.id))
    places = [names.get(m.place.entity_id) or m.place.surface for m in ordered if m.place]
    fields = (
        [str(mention.time.date or "undated") for mention in ordered],
        places,
        [number(quantity) for mention in ordered for quantity in mention.quantities],
        [mention.status for mention in ordered],
    )
    return " | ".join(" / ".join(dict.fromkeys(values)) for values in fields if values)
