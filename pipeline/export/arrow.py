"""The Arrow schema of an exported story: the dataclasses of ``stories.py``, field by field.

Output: a schema with nested lists. Limits: knows the types that those dataclasses use, no others.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, get_args, get_type_hints

from pipeline.export.stories import Story

if TYPE_CHECKING:
    import pyarrow as pa


def schema() -> pa.Schema:
    """The columns of an exported Parquet file."""
    import pyarrow as pa

    return pa.schema(_fields(Story))


def _fields(record: type) -> list[pa.Field]:
    import pyarrow as pa

    hints = get_type_hints(record)
    return [pa.field(field.name, _type(hints[field.name])) for field in fields(record)]


def _type(hint: type) -> pa.DataType:
    import pyarrow as pa

    inner = [one for one in get_args(hint) if one not in (Ellipsis, type(None))]
    if inner:
        one = inner[0]
        return pa.list_(pa.struct(_fields(one))) if isinstance(one, type) and is_dataclass(one) else _type(one)
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[hint]
