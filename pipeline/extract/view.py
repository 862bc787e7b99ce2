"""The place of one expression as the rules that resolve it see it: the discourse so far, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.edtf import Edtf
from pipeline.extract.discourse import Answer, Discourse, Place, Told
from pipeline.records import quick


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The place of one expression: the discourse so far, and what stands around it."""

    state: Discourse
    sentence: int = -1
    block: int = -1
    place: Place = "main"
    head: bool = False
    earlier: bool = False
    planned: bool = False
    quoted: bool = False
    counts: str = ""
    ahead: Edtf | None = None
    beyond: Edtf | None = None
    vote: Answer | None = None
    only_year: int | None = None
    lasting: bool = False
    onset: bool = False
    reading: Literal["past", "future", "nearest"] = "past"
    language: str = ""
    done: bool = False
    present: bool = False
    title: bool = False

    @property
    def near(self) -> Told | None:
        """What the same bullet, paragraph or sentence told last; in a report a plan is no base for what was done."""
        told = self.state.bullet
        if told is None or told.year is None or (told.planned and not self.planned and self.state.genre == "report"):
            return None
        return told

    @property
    def in_sentence(self) -> Told | None:
        """What the same sentence told last."""
        return self.near if self.near and self.near.sentence == self.sentence else None
