"""Items as bytes: dataclasses of ours taken apart into type and values, smaller and faster than pickle makes them.

Input: an item (dataclasses with slots, tuples of plain values). Output: its bytes, and an equal item from them. Small
dataclasses that repeat all over a corpus are put together once. Limits: bytes of this process alone, never of a file
that is kept.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields
from functools import cache, lru_cache
from io import BytesIO
from operator import attrgetter
from typing import Any

from pipeline.records import maker

_SMALL, _PLAIN = 3, frozenset((str, int, type(None)))
"""Dataclasses of so few fields of these types (spans, reasons, dates) repeat all over a corpus."""
_ALIKE = 5_000
"""So many of them are kept at hand, so that those that are read again need not be made again."""


def packed(item: object) -> bytes:
    """The bytes of an item."""
    buffer = BytesIO()
    _Packer(buffer, pickle.HIGHEST_PROTOCOL).dump(item)
    return buffer.getvalue()


def unpacked(data: bytes) -> Any:
    """The item of some bytes."""
    return pickle.loads(data)


class _Packer(pickle.Pickler):
    """Takes a dataclass apart into its type and values: smaller and faster than what dataclasses bring."""

    def reducer_override(self, item: object) -> Any:
        """How ``item`` is put together again; what is no dataclass goes the usual way."""
        kind: Any = type(item)
        if not _names(kind):
            return NotImplemented
        values = _values(kind)(item)
        plain = len(values) <= _SMALL and _PLAIN.issuperset(map(type, values))
        return _shared if plain else _rebuilt, (kind, *values)


def _rebuilt(kind: Any, *values: object) -> object:
    return _maker(kind)(*values)


@lru_cache(_ALIKE, typed=True)
def _shared(kind: Any, *values: object) -> object:
    return _rebuilt(kind, *values)


@cache
def _maker(kind: Any) -> Callable[..., object]:
    made = maker(kind)
    assert made is not None
    return made


@cache
def _values(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of all fields of a dataclass."""
    names = _names(kind)
    if len(names) == 1:
        return lambda item: (getattr(item, names[0]),)
    return attrgetter(*names)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass that ``maker`` can put together again; none for any other type."""
    return tuple(field.name for field in fields(kind)) if maker(kind) is not None else ()
