"""Gold annotations as if the chain had found them: the checks are then tested apart from what comes before them.

Reads a folder of gold mentions and clusters and the folder of their documents. Lengths of time (two years, for the
first time in ten years) are not annotated; a few expressions are read here for the purpose.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.check import check
from pipeline.edtf import Edtf
from pipeline.model import (
    Actor,
    Checked,
    Conflict,
    Document,
    Entity,
    EntityMention,
    Event,
    EventActor,
    EventMention,
    Extraction,
    Linked,
    Quantity,
    Span,
    TimeMention,
)
from pipeline.resources import Resources
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
_HAN = {"一": 1, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5}
_LENGTHS = re.compile(
    r"(?P<y>\d+)년(?P<m>\d+)개월|(?P<since>\d+)(?:여 ?)?년 만|时隔(?P<han>[一两三四五])年"
    r"|(?P<ann>\d+)(?:주년|周年|th (?i:anniversary))"
)
_MODES = (
    ("visit", r"방문|방러|방북|이동했|찾았|访问|到访|[Vv]isit|[Tt]rip"),
    ("sign", r"체결|채결|서명|맺었|签署|簽署|[Ss]ign|ink"),
    ("ratify", r"비준|批准|ratif"),
    ("summit", r"정상회담|会晤|首脑"),
    ("deny", r"부인|否认|den[yi]"),
)


@lru_cache(maxsize=4)
def resources() -> Resources:
    return Resources(Settings())


@lru_cache(maxsize=4)
def linked(gold: Path, texts: Path) -> tuple[Linked, tuple[Document, ...], tuple[Extraction, ...]]:
    rows = [row for path in sorted(gold.glob("*.jsonl")) if path.name != "clusters.jsonl" for row in gold_rows(path)]
    documents = {name: _document(texts, name) for name in sorted({row["doc"] for row in rows})}
    names = _Names()
    mentions = {row["id"]: _mention(row, documents[row["doc"]].text, names) for row in rows}
    events = tuple(_events(gold, mentions))
    extractions = tuple(
        Extraction(document=document, languages=(), mentions=(), times=tuple(_times(document.text)), entities=())
        for document in documents.values()
    )
    run = Linked(
        mentions=tuple(mentions.values()), events=events, links=(), entities=tuple(names.known.values()), history=()
    )
    return run, tuple(documents.values()), extractions


def checked(gold: Path, texts: Path) -> Checked:
    run, documents, extractions = linked(gold, texts)
    return check(run, documents, (), resources(), extractions)


def touching(result: Checked, *members: str) -> list[Conflict]:
    """The conflicts in which all these mentions have a part."""
    return [c for c in result.conflicts if set(members) <= {m for v in c.values for m in v.mention_ids}]


def gold_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _document(texts: Path, name: str) -> Document:
    text = (texts / f"{name}.txt").read_bytes().decode("utf-8")
    row = next((r for r in csv.DictReader((texts / "sources.csv").open(encoding="utf-8-sig")) if r["id"] == name), {})
    published = row.get("published") or ""
    return Document(
        id=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=row.get("title") or "",
        publisher=row.get("publisher") or "",
        copied_from=row.get("copied_from") or "",
        published=Edtf(published) if published else None,
    )


class _Names:
    """English names -> entities, by the lexicon's labels where it has them."""

    def __init__(self) -> None:
        self.known: dict[str, Entity] = {}
        self._labels = {entry.label: entry for entry in reversed(resources().lexicon.entries.values())}

    def mention(self, name: str, kind: str, span: Span, surface: str) -> EntityMention:
        entry = self._labels.get(name)
        ident = entry.id if entry else "local:" + re.sub(r"\W+", "-", name.casefold()).strip("-")
        row = resources().lexicon.row(ident) if entry else None
        blank = Entity(id=ident, kind=kind, name_en=name)  # type: ignore[arg-type]
        self.known.setdefault(ident, row or blank)
        return EntityMention(span=span, surface=surface, kind=kind, entity_id=ident)  # type: ignore[arg-type]


def _mention(row: dict[str, Any], text: str, names: _Names) -> EventMention:
    span = Span(row["start"], row["end"])
    trigger = text.index(row["trigger"], span.start) if row["trigger"] in span.of(text) else span.start
    time = Span(row["time_start"], row["time_end"]) if row["time_start"] is not None else None
    return EventMention(
        id=row["id"],
        document_id=row["doc"],
        language="zh-Hans" if row["lang"] == "zh" else row["lang"],
        span=span,
        trigger=Span(trigger, trigger + len(row["trigger"])),
        section="",
        type=row["type"],
        mode=next((mode for mode, pattern in _MODES if re.search(pattern, row["trigger"])), ""),
        time=TimeMention(
            span=time, kind="date", date=Edtf.parse(row["date"]), basis=row["date_basis"], anchor=row["anchor"] or ""
        ),
        actors=tuple(
            Actor(entity=names.mention(a["canonical"], a["kind"], span, a["surface"]), role=a["role"])
            for a in row["actors"]
        ),
        place=names.mention(row["place"], "place", span, row["place"]) if row["place"] else None,
        quantities=tuple(
            Quantity(
                span=span, surface=q["text"], low=float(q["value"]), high=float(q["value"]), unit=q["unit"], what=""
            )
            for q in row["quantities"]
            if q["value"] is not None
        ),
        status=row["status"],
        attribution=row["attribution"] or "",
    )


def _events(gold: Path, mentions: dict[str, EventMention]) -> Iterator[Event]:
    clusters = [(c["event"], c["members"], c["date"]) for c in gold_rows(gold / "clusters.jsonl")]
    used = {member for _, members, _ in clusters for member in members}
    singles = [(f"single-{m}", [m], str(mentions[m].time.date)) for m in mentions if m not in used]
    for name, members, date in clusters + singles:
        told = [mentions[m] for m in members if m in mentions]
        if not told:
            continue
        first = max(told, key=lambda m: len(m.mode) > 0)
        actors = {(a.entity.entity_id, a.role): a for m in told for a in m.actors}
        yield Event(
            id=name,
            mentions=tuple(m.id for m in told),
            type=first.type,
            mode=first.mode,
            plover="",
            date=Edtf.parse(date),
            actors=tuple(EventActor(entity_id=i, name=i, role=r) for i, r in actors),
            place_id=next((m.place.entity_id for m in told if m.place), ""),
            status=first.status,
        )


def _times(text: str) -> Iterator[TimeMention]:
    for match in _LENGTHS.finditer(text):
        blank = TimeMention(span=Span(*match.span()), kind="duration", date=None, basis="explicit")
        if match["y"]:
            yield replace(blank, amount=int(match["y"]) * 12 + int(match["m"]), unit="month")
        elif match["ann"]:
            yield replace(blank, kind="anniversary", amount=int(match["ann"]), unit="year")
        else:
            amount = int(match["since"]) if match["since"] else _HAN[match["han"]]
            yield replace(blank, kind="interval_since", amount=amount, unit="year")
