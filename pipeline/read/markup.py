"""XML bytes → a stream of starts, texts and ends; without entities, document types and anything fetched.

Input: bytes and Limits. Output: an iterator over ``Start``, ``str`` and ``End``; names without their namespace.
Errors: PipelineError ``broken-file`` (not well formed, a document type declared, an unknown encoding) or ``bomb``
(nested deeper than allowed). Limits: the five entities that XML itself has, and numeric ones, are read; a document
type is refused whole, since entities can only be declared there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from pipeline.errors import PipelineError
from pipeline.read.limits import Limits

_STEP = 65_536


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of an element."""

    name: str
    attributes: Mapping[str, str]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """The end of an element."""

    name: str


Step = Start | End | str


def steps(data: bytes, limits: Limits) -> Iterator[Step]:
    """Walk through the document."""
    collector = _Collector(limits.depth)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.found.append
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for at in range(0, len(data), _STEP):
            parser.Parse(data[at : at + _STEP], False)
            yield from collector.take()
        parser.Parse(b"", True)
        yield from collector.take()
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise PipelineError("broken-file", what=f"its XML is not well formed: {error}") from error


def local(name: str) -> str:
    """A name without its namespace prefix."""
    return name.rpartition(":")[2]


def first_text(found: Iterable[Step], name: str) -> str:
    """The text of the first element of that name, in one line; empty if there is none."""
    parts: list[str] = []
    inside = False
    for step in found:
        if isinstance(step, str):
            parts += [step] if inside else []
        elif step.name == name:
            if inside:
                break
            inside = isinstance(step, Start)
    return " ".join("".join(parts).split())


class _Collector:
    """What the parser has found and nobody has taken yet; one parse long."""

    def __init__(self, deepest: int) -> None:
        self.found: list[Step] = []
        self._depth = 0
        self._deepest = deepest

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            raise PipelineError("bomb", what=f"elements nested deeper than {self._deepest}")
        self.found.append(
            Start(local(name), {local(key): value for key, value in attributes.items()}, name.rpartition(":")[0])
        )

    def end(self, name: str) -> None:
        self._depth -= 1
        self.found.append(End(local(name)))

    def take(self) -> list[Step]:
        taken = self.found[:]
        self.found.clear()
        return taken


def _refuse(*_: object) -> NoReturn:
    raise PipelineError("broken-file", what="its XML declares a document type, which could hold entities")
