"""The log of human judgements, ``decisions.jsonl``: read, replay, find their texts again.

Input: an append-only file, one JSON object a line. Output: ``Decision`` objects; those still in force; and where
each now points. A later line wins, ``withdraw`` takes one back. A torn or broken line is reported and skipped; the
file is never rewritten here. A decision is found again by mention id, else by an exact match of its quote with
prefix and suffix; one whose text has vanished is an orphan, listed and kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError
from pipeline.model import Anchor, Decision, Document, EventMention, Span, Status
from pipeline.shelf import Mapped


class AnchorLine(BaseModel):
    """An anchor as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sha256: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    trigger: str = ""
    time: str = ""


class DecisionLine(BaseModel):
    """A line as written. ``target`` holds mention ids (for ``withdraw`` the id of the decision taken back)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
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
    anchors: tuple[AnchorLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLog:
    """The decisions of a file in its order, and one error for every line that could not be read."""

    decisions: tuple[Decision, ...] = ()
    errors: tuple[PipelineError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Decisions in force with their targets as mention ids of this run, and those whose text has vanished."""

    decisions: tuple[Decision, ...] = ()
    orphans: tuple[Decision, ...] = ()


def read_decisions(path: Path) -> DecisionLog:
    """Read a log; a missing file is an empty one."""
    if not path.exists():
        return DecisionLog()
    decisions: list[Decision] = []
    errors: list[PipelineError] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            decisions.append(_decision(DecisionLine.model_validate(json.loads(line.decode("utf-8")))))
        except (ValueError, ValidationError, PipelineError) as error:
            what = str(error).splitlines()[0]
            errors.append(PipelineError("bad-decision", path=path, line=number, what=what))
    return DecisionLog(decisions=tuple(decisions), errors=tuple(errors))


def _decision(line: DecisionLine) -> Decision:
    if line.kind == "field" and line.field == "date":
        Edtf.parse(line.value)
    if line.kind == "field" and line.field == "status" and line.value not in get_args(Status):
        raise ValueError(f"`{line.value}` is no status")
    anchors = tuple(Anchor(**a.model_dump()) for a in line.anchors)
    return Decision(
        id=line.id,
        at=line.at,
        by=line.by,
        kind=line.kind,
        target=line.target,
        verdict=line.verdict,
        field=line.field,
        old=line.old,
        value=line.value,
        note=line.note,
        anchors=anchors,
    )


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Decisions that were not taken back, each subject once: the later line wins, at its own place."""
    withdrawn = {target for each in decisions if each.kind == "withdraw" for target in each.target}
    latest: dict[tuple[object, ...], Decision] = {}
    for each in decisions:
        if each.kind != "withdraw" and each.id not in withdrawn:
            subject = (each.kind, tuple(sorted(each.target)), each.field)
            latest.pop(subject, None)
            latest[subject] = each
    return tuple(latest.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention as decisions find it: where it stands, and the words that name and date it."""

    mention_id: str
    document_id: str
    span: Span
    trigger: str
    time: str


@dataclass(frozen=True, kw_only=True)
class Books:
    """Where decisions are looked up: document id → digest, document id → text, the places of all mentions."""

    digests: Mapping[str, str]
    text: Callable[[str], str]
    places: Sequence[Place]

    @cached_property
    def known(self) -> frozenset[str]:
        """The ids of all mentions."""
        return frozenset(place.mention_id for place in self.places)

    @cached_property
    def held(self) -> Mapping[str, Sequence[Place]]:
        """Document id → its places."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.document_id, []).append(place)
        return found

    def find(self, target: str, anchors: tuple[Anchor, ...], at: int) -> str:
        """The mention id, or empty: the id itself, else the mention that covers most of the anchored quote."""
        if target in self.known:
            return target
        where = self.spot(anchors[at]) if at < len(anchors) else None
        return _covering(self.held.get(where[0], ()), where[1], anchors[at]) if where else ""

    def spot(self, anchor: Anchor) -> tuple[str, Span] | None:
        """The document and the one place in it where an anchor's text stands; its own document goes first."""
        same = sorted(name for name, digest in self.digests.items() if digest == anchor.sha256)
        for name in same or sorted(self.digests):
            if span := _only_place(self.text(name), anchor):
                return name, span
        return None


def locate(decisions: Sequence[Decision], documents: Sequence[Document], mentions: Sequence[EventMention]) -> Located:
    """Point decisions in force at the mentions of this run."""
    if not decisions:
        return Located()
    numbers = {document.id: number for number, document in enumerate(documents)}
    digests = {document.id: document.sha256 for document in documents}

    def text(name: str) -> str:
        return documents[numbers[name]].text if name in numbers else ""

    places = Mapped(lambda mention: _place(mention, text(mention.document_id)), mentions)
    return look_up(decisions, Books(digests=digests, text=text, places=places))


def _place(mention: EventMention, text: str) -> Place:
    time = mention.time.span.of(text) if mention.time.span else ""
    return Place(
        mention_id=mention.id,
        document_id=mention.document_id,
        span=mention.span,
        trigger=mention.trigger.of(text),
        time=time,
    )


def look_up(decisions: Sequence[Decision], books: Books) -> Located:
    """Point decisions in force at mentions. Names keep their targets; a conflict keeps its own id and those of its
    mentions that are not found."""
    found: list[Decision] = []
    orphans: list[Decision] = []
    for each in in_force(decisions):
        if each.kind == "name":
            found.append(each)
            continue
        own, told = (each.target[:1], each.target[1:]) if each.kind == "conflict" else ((), each.target)
        targets = [books.find(target, each.anchors, at) for at, target in enumerate(told)]
        if each.kind == "conflict":
            kept = (new or old for new, old in zip(targets, told, strict=True))
            found.append(replace(each, target=(*own, *kept)))
        elif targets and all(targets):
            found.append(replace(each, target=tuple(targets)))
        else:
            orphans.append(each)
    return Located(decisions=tuple(found), orphans=tuple(orphans))


def _only_place(text: str, anchor: Anchor) -> Span | None:
    whole = anchor.prefix + anchor.quote + anchor.suffix
    first = text.find(whole)
    if not anchor.quote or first < 0 or text.find(whole, first + 1) >= 0:
        return None
    start = first + len(anchor.prefix)
    return Span(start, start + len(anchor.quote))


def _covering(places: Sequence[Place], span: Span, anchor: Anchor) -> str:
    """The mention that covers most of a span; of several in one clause, the one with the words of the anchor."""

    def shared(place: Place) -> int:
        return min(place.span.end, span.end) - max(place.span.start, span.start)

    def order(place: Place) -> tuple[bool, bool, int, str]:
        return place.trigger == anchor.trigger, place.time == anchor.time, shared(place), place.mention_id

    fits = [place for place in places if shared(place) * 2 >= len(span)]
    best = max(fits, key=order, default=None)
    return best.mention_id if best is not None else ""
