"""Dataclasses ↔ plain JSON values, by their type hints: for the cache and for ``--json``.

Input: frozen dataclasses whose fields are str, int, float, bool, None, Literal, Edtf, tuples, unions with None and
other such dataclasses. Output: dicts, lists and scalars; fields that hold their default are left out. Decoding what
was encoded gives an equal value. Limits: a union of two dataclasses has no tag and is refused.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from sys import intern
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pipeline.edtf import Edtf

T = TypeVar("T")
Decoder = Callable[[Any], Any]
_SHARED = 100
_PLAIN = frozenset((str, int, float, bool, type(None)))


def encode(value: object) -> Any:
    """``value`` as JSON-ready data."""
    if type(value) in _PLAIN or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [item if type(item) in _PLAIN else encode(item) for item in value]
    if isinstance(value, Edtf):
        return value.text
    data: dict[str, Any] = {}
    for name, default in _defaults(cast(Hashable, type(value))):
        content = getattr(value, name)
        if content is not default and content != default:
            data[name] = content if type(content) in _PLAIN else encode(content)
    return data


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass with their defaults; ``MISSING``, which equals nothing, where there is none."""
    return tuple((field.name, field.default) for field in fields(kind))


def decode(kind: type[T], data: Any) -> T:
    """The ``kind`` that ``encode`` made ``data`` from; raises TypeError, KeyError or ValueError on other data."""
    return cast(T, _decoder(cast(Hashable, kind))(data))


@cache
def _decoder(kind: Any) -> Decoder:
    origin = get_origin(kind)
    if kind is Edtf:
        return Edtf.parse
    if is_dataclass(kind):
        return _dataclass_decoder(cast(type, kind))
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if origin in (Union, types.UnionType):
        return _optional_decoder(kind)
    if kind is str:
        return _text
    if origin is Literal or kind in (int, float, bool, type(None)):
        return lambda data: data
    raise TypeError(f"no way to decode {kind}")


def _text(data: Any) -> Any:
    """Short texts are shared: rules and reasons repeat so much that a corpus in memory is half as large."""
    return intern(data) if type(data) is str and len(data) <= _SHARED else data


def _dataclass_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    lazy: dict[str, Decoder] = {}

    def decode_one(data: dict[str, Any]) -> Any:
        if not lazy:  # filled on first use, so that a type may hold itself
            lazy.update({field.name: _decoder(hints[field.name]) for field in fields(kind)})
        return kind(**{name: lazy[name](content) for name, content in data.items()})

    return decode_one


def _tuple_decoder(parts: tuple[Any, ...]) -> Decoder:
    if len(parts) == 2 and parts[1] is Ellipsis:
        item = _decoder(parts[0])
        return lambda data: tuple(map(item, data))
    items = [_decoder(part) for part in parts]
    return lambda data: tuple(item(content) for item, content in zip(items, data, strict=True))


def _optional_decoder(kind: Any) -> Decoder:
    inner = [part for part in get_args(kind) if part is not type(None)]
    if len(inner) > 1 and any(is_dataclass(part) for part in inner):
        raise TypeError(f"no way to tell the parts of {kind} apart")
    item = _decoder(inner[0])
    return lambda data: None if data is None else item(data)
