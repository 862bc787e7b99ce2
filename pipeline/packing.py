"""Items as bytes: records taken apart into plain values, smaller and far faster than ``pickle`` makes them.

Input: an item: dataclasses with slots, tuples of them and of plain values, seldom anything else. Output: its bytes, and
an equal item from them. Code is made once for each type of record: where the type of a field says that a record stands
in it, only its values are written; where it says nothing of use, a record becomes a list that begins with the name of
its type, a tuple that holds records one that begins with None, and what is neither a record nor plain one that holds
what ``pickle`` makes of it. ``marshal`` makes bytes of all that. Limits: no type of record holds itself by way of
another; bytes of this program while it runs, never of a file that is kept.
"""

from __future__ import annotations

import marshal
import pickle
import types
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import import_module
from operator import attrgetter
from sys import intern
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pipeline.records import is_record, opened

_PLAIN = frozenset((str, int, float, bool, bytes, type(None)))
_PLAIN_TEXT = frozenset((str, type(None)))
_SMALL, _ALIKE = 3, 5_000
"""Records of so few fields that repeat are made once, while so many of them are met again."""
_VERSION = 2  # without looking for objects that stand twice: half of the time
_PICKLED, _TAKEN, _PLAINLY = 0, 1, 2
"""How the last byte says that an item was written."""
_PICKLE_MARK, _TAKEN_MARK, _PLAIN_MARK = (bytes((how,)) for how in (_PICKLED, _TAKEN, _PLAINLY))


def packed(item: object) -> bytes:
    """The bytes of an item."""
    if type(item) is tuple:
        try:
            return marshal.dumps(item, _VERSION) + _PLAIN_MARK
        except ValueError:  # there are records in it
            pass
    try:
        return marshal.dumps(_taken(item), _VERSION) + _TAKEN_MARK
    except (ValueError, TypeError, AttributeError):  # a field does not hold what its type says
        return pickle.dumps(item, pickle.HIGHEST_PROTOCOL) + _PICKLE_MARK


def unpacked(data: bytes) -> Any:
    """The item of some bytes."""
    mark = data[-1]  # no reader minds what stands behind an item
    if mark == _PICKLED:
        return pickle.loads(data)
    return _made(marshal.loads(data)) if mark == _TAKEN else marshal.loads(data)


def _taken(value: Any) -> Any:
    """``value``, of which no type is known, with its records taken apart."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is not tuple:
        name = _name(kind)
        return [name, _taker(kind)(value) if name else pickle.dumps(value, pickle.HIGHEST_PROTOCOL)]
    if _PLAIN.issuperset(map(type, value)):
        return value
    parts = list(map(_taken, value))
    same = all(part is before for part, before in zip(parts, value, strict=True))
    return value if same else [None, *parts]


def _made(value: Any) -> Any:
    """What ``_taken`` has taken apart."""
    if type(value) is not list:
        return value
    name = value[0]
    if name is None:
        return tuple(map(_made, value[1:]))
    return _maker(_kind(name))(value[1]) if name else pickle.loads(value[1])


@cache
def _name(kind: Any) -> str:
    """The name of a type of records; none of any other type."""
    return intern(f"{kind.__module__}:{kind.__qualname__}") if is_record(kind) else ""


@cache
def _kind(name: str) -> Any:
    module, _, path = name.partition(":")
    return attrgetter(path)(import_module(module))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What stands in a field: plain values, ``text`` or not, a record of type ``kind``, a tuple of them (``many``), or
    anything."""

    plain: bool = False
    text: bool = False
    kind: Any = None
    many: bool = False
    absent: bool = False
    """Whether None may stand there instead."""


def _shape(hint: Any, owner: Any) -> _Shape:
    """The shape of a field of ``owner`` by its type."""
    if _is_plain(hint):
        return _Shape(plain=True, text=_PLAIN_TEXT.issuperset(get_args(hint) or (hint,)))
    origin, parts = get_origin(hint), get_args(hint)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis and _is_record(parts[0], owner):
        return _Shape(kind=parts[0], many=True)
    if origin in (Union, types.UnionType):
        inner = [part for part in parts if part is not type(None)]
        if len(inner) == 1 and _is_record(inner[0], owner):
            return _Shape(kind=inner[0], absent=True)
    return _Shape(kind=hint) if _is_record(hint, owner) else _Shape()


def _is_plain(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType, tuple):
        return all(part is Ellipsis or _is_plain(part) for part in get_args(hint))
    return hint in _PLAIN or origin is Literal


def _is_record(hint: Any, owner: Any) -> bool:
    return isinstance(hint, type) and hint is not owner and is_record(hint)


@cache
def _shapes(kind: Any) -> tuple[tuple[str, _Shape], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, _shape(hints[field.name], kind)) for field in fields(kind))


@cache
def _taker(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of a record of some type, its records taken apart."""
    made: dict[str, Any] = {"_taken": _taken}
    values = []
    for name, shape in _shapes(kind):
        value, take = f"record.{name}", f"_take_{name}"
        if shape.kind is not None:
            made[take] = _taker(shape.kind)
        if shape.plain:
            values.append(value)
        elif shape.kind is None:
            values.append(f"_taken({value})")
        elif shape.many:
            values.append(f"tuple([{take}(one) for one in {value}])")
        else:
            values.append(f"None if {value} is None else {take}({value})" if shape.absent else f"{take}({value})")
    exec(f"def take(record): return ({' '.join(f'{value},' for value in values)})", made)
    taker: Callable[[Any], tuple[Any, ...]] = made["take"]
    return taker


@cache
def _maker(kind: Any) -> Callable[[tuple[Any, ...]], Any]:
    """What makes a record of some type of the values that ``_taker`` gave."""
    made: dict[str, Any] = {"_made": _made, **opened(kind)}
    targets, lines = [], []
    for at, (name, shape) in enumerate(_shapes(kind)):
        value, make = f"value{at}", f"_make_{name}"
        targets.append(f"record.{name}" if shape.plain else value)
        if shape.plain:
            continue
        if shape.kind is not None:
            made[make] = _maker(shape.kind)
        whole = f"{make}({value})" if shape.kind is not None else f"_made({value})"
        if shape.many:
            whole = f"tuple([{make}(one) for one in {value}])"
        lines.append(f" record.{name} = " + (f"None if {value} is None else {whole}" if shape.absent else whole))
    opening = ["def make(values):", " record = _twin()", *([f" {', '.join(targets)}, = values"] if targets else [])]
    exec("\n".join([*opening, *lines, " record.__class__ = _kind", " return record"]), made)
    maker: Callable[[tuple[Any, ...]], Any] = made["make"]
    return lru_cache(_ALIKE)(maker) if _repeats(kind) else maker


def _repeats(kind: Any) -> bool:
    """Whether records of a type repeat all over a corpus (reasons, dates): a few texts, and where they stand."""
    shapes = [shape for _, shape in _shapes(kind)]
    small = len(shapes) <= _SMALL and any(shape.text for shape in shapes)
    return small and all(shape.text or (shape.kind is not None and not shape.many) for shape in shapes)
