"""What stages and tables hold, as headed parts of labelled lines.

Input: rows of the tables of a run, or what the stages found in a document. Output: the Parts of an Explanation. Limits:
what is empty has no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.model import Reason, Span

if TYPE_CHECKING:
    from pipeline.extract import Findings
    from pipeline.model import Block, EventMention, Sentence, TimeMention

Line = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading and its labelled lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What was asked about, and the parts of the answer; ``str()`` gives plain text."""

    kind: str
    title: str
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        parts = [f"{self.kind} {self.title}"]
        for part in filter(lambda part: part.lines, self.parts):
            parts.append(f"\n{part.heading}")
            parts += [f"  {label:<12} {value}" for label, value in part.lines if value]
        return "\n".join(parts)


def cells(row: Mapping[str, Any]) -> Iterator[Line]:
    """Every cell of a row that holds something."""
    for name, value in row.items():
        if value not in (None, "", []):
            yield name, _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items() if item not in (None, "", []))
    return str(value)


def of_row(row: Mapping[str, Any]) -> Iterator[Line]:
    """A row of the mentions table: its quote, its values and what they rest on."""
    yield "source", f"{row['doc_id']} [{row['start']}, {row['end']})"
    yield "quote", _one_line(row["text"])
    basis = f"{row['date']} · {row['date_basis']}"
    yield "date", f'{basis} · "{row["time_text"]}" · {row["date_anchor"]}' if row["time_text"] else basis
    yield "type", f"{row['type']} {row['mode']} · {row['trigger']} · {row['status']}"
    yield "actors", "; ".join(f"{actor['name']} ({actor['role']})" for actor in row["actors"] or ())
    yield "link", f"{row['link_score']} · {row['link_reasons']}"
    yield "rules", ", ".join(row["rules"] or ())


def of_conflict(row: Mapping[str, Any]) -> Iterator[Line]:
    """A row of the conflicts table: what is told otherwise by whom."""
    yield "kind", f"{row['field']} · {row['kind']} · {row['scope']} · {row['severity']}"
    yield "says", str(row["explanation"])
    for value in row["values"] or ():
        yield "value", f"{value['value']} · {_one_line(value['quote'])} · {', '.join(value['documents'] or ())}"


def of_block(block: Block, text: str) -> Iterator[Line]:
    """A zone: its kind, whether its dates may date events, its text, and the rules that made it one."""
    silent = "" if block.tells_events else "tells nothing · "
    yield block.kind, f"[{block.span.start}, {block.span.end}) {silent}{_one_line(block.span.of(text))}"
    yield from _because(block.reasons)


def trace(findings: Findings, inside: Span) -> tuple[Part, ...]:
    """Sentences, dates, names, numbers and mentions that overlap ``inside``."""
    reading = findings.reading
    text = reading.document.text
    sentences = [one for one in reading.sentences if one.span.overlaps(inside)]
    times = [time for time in findings.timeline.mentions if time.span is not None and time.span.overlaps(inside)]
    names = [name for name in findings.entities if name.span.overlaps(inside)]
    numbers = [number for number in findings.quantities if number.span.overlaps(inside)]
    mentions = [mention for mention in findings.mentions if mention.span.overlaps(inside)]
    return (
        Part(heading="sentences", lines=tuple(_of_sentences(sentences, text))),
        Part(heading="dates", lines=tuple(line for time in times for line in _of_time(time, text))),
        Part(
            heading="names",
            lines=tuple((name.kind, f"{name.surface} · {name.entity_id or 'unknown'}") for name in names),
        ),
        Part(
            heading="numbers",
            lines=tuple((one.unit or "number", f"{one.surface} · {one.low}–{one.high} {one.what}") for one in numbers),
        ),
        *(_of_found(mention, text) for mention in mentions),
    )


def _of_sentences(sentences: Iterable[Sentence], text: str) -> Iterator[Line]:
    for sentence in sentences:
        yield sentence.language, _one_line(sentence.span.of(text))
        tokens = (f"{token.span.of(text)}/{token.tag or token.pos}" for token in sentence.tokens)
        yield "tokens", " ".join(tokens)


def _of_time(time: TimeMention, text: str) -> Iterator[Line]:
    quoted = time.span.of(text) if time.span is not None else ""
    yield str(time.date or "open"), f'"{quoted}" · {time.basis} · {time.role} · {time.anchor}'
    yield from _because(time.reasons)


def _of_found(mention: EventMention, text: str) -> Part:
    actors = ((actor.role, f"{actor.entity.surface} · {actor.entity.entity_id}") for actor in mention.actors)
    lines = (
        ("quote", _one_line(mention.span.of(text))),
        ("type", f'{mention.type} {mention.mode} · "{mention.trigger.of(text)}" · {mention.status}'),
        ("date", f"{mention.time.date} · {mention.time.basis} · {mention.time.anchor}"),
        *actors,
        *([("place", f"{mention.place.surface} · {mention.place.entity_id}")] if mention.place else []),
        *_because(mention.reasons),
    )
    return Part(heading=f"mention {mention.id}", lines=lines)


def _because(reasons: Iterable[Reason]) -> Iterator[Line]:
    for reason in reasons:
        yield "  because", f"{reason.says} · {reason.rule}"


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
