"""The columns of every output table, in their order: the one place that names them.

Output: ``TABLES``, table name -> columns; ``Table``, rows beside their columns. A column's ``kind`` is a scalar
(``text`` ``int`` ``float`` ``bool`` ``day``), a list of scalars (``texts``) or a list of structs (``items``,
whose fields are columns too). ``day`` is an ISO day. Limits: nothing here knows a file format.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "int", "float", "bool", "day", "texts", "items"]
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its kind, and the fields of its structs where the kind is ``items``."""

    name: str
    kind: Kind = "text"
    fields: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a table before its first row: its name, columns, and how many rows it has."""

    name: str
    columns: tuple[Column, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be written. Structs are dicts, lists are lists, a missing value is None.

    ``rows`` is a tuple, or a longer sequence that is not held in memory and is read once a format.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]

    def __post_init__(self) -> None:
        if isinstance(self.rows, tuple) and any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.name}: a row does not have {len(self.columns)} cells")

    def batches(self) -> Iterator[list[Row]]:
        """The rows, some thousand at a time (``starts_part``); a table without rows is one empty batch."""
        names = [column.name for column in self.columns]
        owner = owner_of(self.name)
        at = names.index(owner) if owner in names else 0
        some: list[Row] = []
        for row in self.rows:
            if some and starts_part(self.name, str(some[-1][at]), str(row[at])):
                yield some
                some = []
            some.append(row)
        if some or not len(self.rows):
            yield some

    @property
    def head(self) -> Head:
        """All but the rows."""
        return Head(self.name, self.columns, len(self.rows))


_PART = 2_048
_DOCUMENTS = 1_024


def owner_of(table: str) -> str:
    """The column whose values stand together in one part of a table: all mentions of a document do."""
    return "doc_id" if table == "mentions" else TABLES[table][0].name if table in TABLES else ""


def ends_part(table: str, owner: str) -> bool:
    """Whether a part of a table, which a Parquet file holds as one row group, ends behind the rows of ``owner``.

    One in some thousand does, by its name alone: so a row that is put in or taken out moves no other end, and the rest
    of the file can be copied.
    """
    return zlib.crc32(owner.encode("utf-8", "surrogatepass")) % (_DOCUMENTS if table == "mentions" else _PART) == 0


def starts_part(table: str, before: str, owner: str) -> bool:
    """Whether a part begins with the rows of ``owner``, which stand behind those of ``before``."""
    return before != owner and ends_part(table, before)


def _columns(spec: str) -> tuple[Column, ...]:
    """Columns from ``name`` (text) or ``name:kind`` words; ``name:quantities`` and the like name a struct."""
    columns = []
    for word in spec.split():
        name, _, kind = word.partition(":")
        if kind in _STRUCTS:
            columns.append(Column(name, "items", _STRUCTS[kind]))
        else:
            columns.append(Column(name, _KINDS[kind]))
    return tuple(columns)


_KINDS: Mapping[str, Kind] = MappingProxyType(
    {"": "text", "int": "int", "float": "float", "bool": "bool", "day": "day", "texts": "texts"}
)
_RANGE = (Column("what"), Column("unit"), Column("low", "float"), Column("high", "float"))
_ACTOR = (Column("entity_id"), Column("name"), Column("role"))
_STRUCTS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "actors": _ACTOR,
        "surfaces": (*_ACTOR, Column("surface"), Column("start", "int"), Column("end", "int")),
        "quantities": _RANGE,
        "figures": (*_RANGE, Column("bound"), Column("text"), Column("start", "int"), Column("end", "int")),
        "facts": (Column("name"), Column("value")),
        "values": (
            Column("value"),
            Column("quote"),
            Column("mention_ids", "texts"),
            Column("documents", "texts"),
            Column("languages", "texts"),
            Column("n_origins", "int"),
        ),
    }
)

TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "events": _columns(
            "event_id merged_from:texts type mode plover title_en title_ko title_zh date date_start:day date_end:day"
            " date_precision date_approximate:bool actors:actors place_id place country status quantities:quantities"
            " n_mentions:int n_documents:int n_origins:int languages:texts first_published last_published"
            " n_conflicts:int confidence:float review_state reviewed_by reviewed_at"
        ),
        "mentions": _columns(
            "mention_id event_id doc_id lang section start:int end:int text prefix suffix"
            " trigger trigger_start:int trigger_end:int time_text time_start:int time_end:int"
            " date date_start:day date_end:day date_precision date_basis date_anchor"
            " type mode actors:surfaces place place_id quantities:figures status attribution origin_group"
            " link_score:float link_reasons rules:texts confidence:float"
        ),
        "entities": _columns(
            "entity_id kind name_en name_ko name_zh_hans name_zh_hant aliases:texts country wikidata_id part_of"
            " n_mentions:int resolved_by confidence:float"
        ),
        "conflicts": _columns(
            "conflict_id event_id field kind scope values:values delta severity preferred_value preferred_rule"
            " explanation template facts:facts state reviewed_by note"
        ),
        "documents": _columns(
            "doc_id title publisher lang languages:texts published published_basis url path sha256"
            " n_characters:int n_mentions:int origin_group warnings:texts"
        ),
        "event_id_history": _columns("old_id new_id kind"),
    }
)
