"""What a person has judged, and how it finds its text again; part of the contract types of model.py.

Input and output: the fields of a line of ``decisions.jsonl`` (decisions.py reads and writes them). Limits: no logic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """How a decision finds its text again: the document's digest, the quote, and what stands around it.

    ``trigger`` and ``time`` are the words that name and date the happening, to tell the mentions of one clause apart.
    """

    sha256: str
    quote: str
    prefix: str
    suffix: str
    trigger: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One human judgement, a line of ``decisions.jsonl``. ``target`` holds mention ids (one, or a pair)."""

    id: str
    at: str
    by: str
    kind: Literal["pair", "field", "mention", "name", "conflict", "withdraw"]
    target: tuple[str, ...]
    verdict: str = ""
    field: str = ""
    old: str = ""
    value: str = ""
    note: str = ""
    anchors: tuple[Anchor, ...] = ()
