"""A quote with its evidence marked, cut on the server, where offsets count code points in any script.

Input: a mention's row and the stored text. Output: pieces of text, each with what it is evidence for; or a whole text
with its mentions. Limits: a quote is the clause with the rest of its line, at most ``AROUND`` code points on either
side; evidence further away is not shown in it, the page of the document shows all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.review.tables import Row

AROUND = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``kinds``: date, trigger, actor, number; ``inside`` the clause or beside it."""

    text: str
    kinds: tuple[str, ...]
    inside: bool


def pieces(mention: Row, text: str) -> tuple[Piece, ...]:
    """The clause in its surroundings; from the table alone where the text is not the one it was cut from."""
    start, end = mention["start"], mention["end"]
    if text[start:end] != mention["text"]:
        around = mention["prefix"], mention["text"], mention["suffix"]
        text, offset = "".join(around), start - len(mention["prefix"])
        low, high = offset, offset + len(text)
    else:
        offset, (low, high) = 0, _line(text, start, end)
    spans = [(a, b, kind) for a, b, kind in evidence(mention) if a < high and b > low]
    edges = sorted({low, high, start, end, *(max(low, a) for a, _, _ in spans), *(min(high, b) for _, b, _ in spans)})
    return tuple(
        Piece(
            text=text[a - offset : b - offset],
            kinds=tuple(sorted({kind for first, last, kind in spans if first <= a and b <= last})),
            inside=start <= a and b <= end,
        )
        for a, b in pairwise(edges)
    )


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    stop = text.find("\n", end, high)
    return max(low, text.rfind("\n", low, start) + 1), high if stop < 0 else stop


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document; ``mentions`` are the rows whose clause covers it, ``starts`` those that begin here."""

    text: str
    mentions: tuple[Row, ...]
    starts: tuple[Row, ...]


def passages(mentions: Sequence[Row], text: str) -> tuple[Passage, ...]:
    """A whole text, cut where clauses start or end."""
    edges = sorted({0, len(text), *(min(row[end], len(text)) for row in mentions for end in ("start", "end"))})
    return tuple(
        Passage(
            text=text[a:b],
            mentions=tuple(row for row in mentions if row["start"] <= a and b <= row["end"]),
            starts=tuple(row for row in mentions if row["start"] == a),
        )
        for a, b in pairwise(edges)
    )


def evidence(mention: Row) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of what the mention rests on."""
    yield mention["trigger_start"], mention["trigger_end"], "trigger"
    if mention["time_start"] is not None:
        yield mention["time_start"], mention["time_end"], "date"
    for actor in mention["actors"]:
        yield actor["start"], actor["end"], "actor"
    for quantity in mention["quantities"]:
        yield quantity["start"], quantity["end"], "number"
