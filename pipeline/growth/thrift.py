"""Thrift's compact protocol, as far as the footer of a Parquet file needs it.

Input: bytes of a struct. Output: a ``Struct``: field id → (type, value), fields in ascending order; and back, the same
bytes. Source: the specification of the compact protocol (thrift.apache.org). Limits: no maps, no doubles inside lists;
integers of all widths are Python integers.
"""

from __future__ import annotations

from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, STRUCT = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12
Struct = dict[int, tuple[int, Any]]
"""A list is (type of its items, items)."""


class Reader:
    """Reads structs from ``data``; ``at`` is the place of the next byte. Raises ValueError for what is not known."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def struct(self) -> Struct:
        """The struct that begins here."""
        found: Struct = {}
        field = 0
        while head := self._byte():
            field = field + (head >> 4) if head >> 4 else self._zigzag()
            found[field] = (head & 15, self._value(head & 15))
        return found

    def _value(self, kind: int) -> Any:
        if I16 <= kind <= I64:
            return self._zigzag()
        if kind == BINARY:
            return self._bytes(self._varint())
        if kind in (LIST, SET):
            return self._list()
        if kind == STRUCT:
            return self.struct()
        if kind in (TRUE, FALSE):
            return kind == TRUE
        if kind in (BYTE, DOUBLE):
            return self._bytes(1 if kind == BYTE else 8)
        raise ValueError(f"no such type: {kind}")

    def _list(self) -> tuple[int, list[Any]]:
        head = self._byte()
        size = head >> 4 if head >> 4 < 15 else self._varint()
        kind = head & 15
        if kind in (TRUE, FALSE):
            return kind, [self._bytes(1) for _ in range(size)]
        return kind, [self._value(kind) for _ in range(size)]

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _bytes(self, size: int) -> bytes:
        self.at += size
        return self._data[self.at - size : self.at]

    def _varint(self) -> int:
        data, at = self._data, self.at
        value = data[at] & 127
        shift = 7
        while data[at] & 128:
            at += 1
            value |= (data[at] & 127) << shift
            shift += 7
        self.at = at + 1
        return value

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)


def written(struct: Struct) -> bytes:
    """The bytes of a struct."""
    out = bytearray()
    _put_struct(out, struct)
    return bytes(out)


def _put_struct(out: bytearray, struct: Struct) -> None:
    last = 0
    for field, (kind, value) in struct.items():
        if 0 < field - last < 16:
            out.append((field - last) << 4 | kind)
        else:
            out.append(kind)
            _put_varint(out, field << 1 if field >= 0 else ~(field << 1))
        last = field
        _put_value(out, kind, value)
    out.append(0)


def _put_value(out: bytearray, kind: int, value: Any) -> None:
    if I16 <= kind <= I64:
        _put_varint(out, value << 1 if value >= 0 else ~(value << 1))
    elif kind == BINARY:
        _put_varint(out, len(value))
        out += value
    elif kind in (LIST, SET):
        _put_list(out, *value)
    elif kind == STRUCT:
        _put_struct(out, value)
    elif kind in (BYTE, DOUBLE):
        out += value


def _put_list(out: bytearray, kind: int, items: list[Any]) -> None:
    if len(items) < 15:
        out.append(len(items) << 4 | kind)
    else:
        out.append(240 | kind)
        _put_varint(out, len(items))
    for item in items:
        if kind in (TRUE, FALSE):
            out += item
        else:
            _put_value(out, kind, item)


def _put_varint(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
