"""Damaged and hostile inputs, made from our own samples: number → suffix and bytes, the same each time.

Bytes flipped, cut, doubled, joined, encodings mixed, combining and astral characters, lone surrogates, endless lines,
deep markup, containers damaged inside and outside. ``examine`` reads one and says what came of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.extract import extract
from pipeline.languages.tokens import tokenize
from pipeline.model import Reading
from pipeline.read import SourceRow, read
from pipeline.read.batches import SUFFIXES as BATCHES
from pipeline.read.batches import read_batch
from pipeline.resources import Resources
from tests.benchmarks.encodings import SENTENCES
from tests.samples import docx, hwpx, pdf, zipped

ODD = (
    "2.1. 제목",
    "# ",
    "[编辑]",
    "参考文献",
    "----------",
    "[1] 주석 ",
    "{{틀|값}}",
    "[[링크|글]]",
    "-{zh-hans:简;zh-hant:繁}-",
    "\u200b",
    "\u0301" * 50,
    "𠀀",
    "👨‍👩‍👧",
    "\u202e",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "\ud800",
    "\ufffe",
    "（２０１９年）",
    "<script>",
    "=1+1",
    "2019-13-45",
    "0000년 0월 0일",
    "99999999999년",
    "9" * 400 + "년",
    "(" * 200,
    "“" * 99,
    "지난달 3일",
    "同年9月",
    "\u2028",
    "\r",
    "|" * 80,
    "http://a.b/" + "c" * 300,
    "ㄱ" * 50,
    "각".encode("utf-16-le").decode("latin-1"),
    "a" * 3000,
    "가" * 3000,
    "1." * 500,
)
PAGE = """<html><head><meta charset="utf-8"><title>다리</title>
<meta property="article:published_time" content="2019-05-04">
</head><body><nav><a href="/">처음</a></nav><article><h1>다리</h1>{}</article><script>x()</script></body></html>"""
FEED = "<rss version='2.0'><channel><title>하늘</title>{}</channel></rss>"


@dataclass(frozen=True, slots=True)
class Input:
    """One input."""

    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of an input: ``read`` or the code of a refusal, and what must never be: mismatches of offsets."""

    outcome: str
    mismatches: int = 0


def make(number: int, seed: int = 1) -> Input:
    """Input ``number``."""
    chance = random.Random(f"{seed}-{number}")
    suffix = chance.choice([".txt", ".txt", ".txt", ".html", ".docx", ".hwpx", ".pdf", ".csv", ".jsonl", ".xml"])
    data = _whole(suffix, chance)
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        data = chance.choice(DAMAGES)(data, chance)
    if number % 5_000 == 4_999:
        data = " ".join(SENTENCES[chance.choice(list(SENTENCES))]).encode()
        data = (data * (10_000_000 // max(1, len(data)) + 1))[:10_000_000] if number % 10_000 == 9_999 else data * 500
        suffix = ".txt"
    return Input(suffix, data)


def examine(one: Input, folder: Path, resources: Resources, *, deep: bool = False) -> Verdict:
    """Read an input; with ``deep`` look for events in it too. Anything but a PipelineError goes up."""
    path = folder / f"input{one.suffix}"
    path.write_bytes(one.data)
    try:
        if one.suffix in BATCHES:
            read_batch(one.data, path, resources.settings, resources.reading.scripts)
            return Verdict("read")
        reading = read(path, SourceRow(id="input"), resources)
    except PipelineError as error:
        return Verdict(error.code)
    return Verdict("read", _mismatches(reading) + (_deep(reading, resources) if deep else 0))


def _mismatches(reading: Reading) -> int:
    text = reading.document.text
    found = int(len(reading.folded) != len(text))
    ends = [0]
    for block in reading.blocks:
        found += not ends[-1] <= block.span.start < block.span.end <= len(text)
        ends.append(block.span.end)
    end = 0
    for one in reading.sentences:
        found += not (end <= one.span.start < one.span.end and reading.blocks[one.block].span.covers(one.span))
        end = one.span.end
    return found


def _deep(reading: Reading, resources: Resources) -> int:
    text = reading.document.text
    made = extract(tokenize(reading, resources), resources)
    found = 0
    for mention in made.mentions:
        spans = [mention.span, mention.trigger, *([mention.time.span] if mention.time.span else [])]
        found += sum(not 0 <= span.start < span.end <= len(text) for span in spans)
        found += sum(actor.entity.span.of(text) != actor.entity.surface for actor in mention.actors)
        found += sum(one.span.of(text) != one.surface for one in mention.quantities)
    return found


def _text(chance: random.Random) -> str:
    language = chance.choice(list(SENTENCES))
    parts = [chance.choice(SENTENCES[language]) for _ in range(chance.randint(1, 25))]
    for _ in range(chance.choice([0, 1, 3, 8])):
        parts.insert(chance.randint(0, len(parts)), chance.choice(ODD))
    return "".join(part + chance.choice([" ", "", "\n", "\n\n", "\r\n"]) for part in parts)


def _whole(suffix: str, chance: random.Random) -> bytes:
    text = _text(chance)
    lines = text.split("\n")
    clean = text.encode("utf-8", "replace").decode().replace("\0", " ").replace("\x1b", " ")
    if suffix == ".txt":
        encoding = chance.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp949", "gb18030", "big5"])
        return text.encode(encoding, chance.choice(["replace", "ignore"]))
    if suffix == ".html":
        return PAGE.format("".join(f"<p>{line}</p>" for line in lines)).encode("utf-8", "replace")
    if suffix == ".docx":
        return docx(clean.split("\n"))
    if suffix == ".hwpx":
        return hwpx([clean.split("\n")])
    if suffix == ".pdf":
        return pdf([[ascii(line)[:90].replace("\\", "/") for line in lines[:40]]])
    if suffix == ".csv":
        return ("title,text\n" + "\n".join(f'a,"{line}"' for line in lines)).encode("utf-8", "replace")
    if suffix == ".jsonl":
        return "\n".join('{"text": ' + ascii(line).replace("'", '"') + "}" for line in lines).encode("utf-8", "replace")
    items = "".join(f"<item><title>a</title><description>{line}</description></item>" for line in clean.split("\n"))
    return FEED.format(items).encode("utf-8", "replace")


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 3, 20, 200])):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _tail(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randint(0, len(data)) :]


def _hole(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.randint(0, 200) :]


def _twice(data: bytes, chance: random.Random) -> bytes:
    return data + data


def _joined(data: bytes, chance: random.Random) -> bytes:
    other = _whole(chance.choice([".txt", ".html", ".docx", ".pdf"]), chance)
    return data + other if chance.random() < 0.5 else other + data


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    what = chance.choice(ODD).encode(chance.choice(["utf-8", "utf-16-le", "cp949", "gb18030"]), "replace")
    return data[:at] + what * chance.choice([1, 1, 5]) + data[at:]


def _deep_markup(data: bytes, chance: random.Random) -> bytes:
    tag = chance.choice([b"<div>", b"<b>", b"<table><tr><td>", b"<w:p>", b"<a><b>", b"[[", b"{{", b"-{"])
    at = chance.randint(0, len(data))
    return data[:at] + tag * chance.choice([10, 300, 3000]) + data[at:]


def _repacked(data: bytes, chance: random.Random) -> bytes:
    parts = {name: _flip(data, chance) for name in ("word/document.xml", "Contents/section0.xml", "docProps/core.xml")}
    return zipped(parts)


def _zeros(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + b"\0" * chance.choice([1, 7, 4096]) + data[at:]


DAMAGES: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _flip, _flip, _cut, _tail, _hole, _twice, _joined, _insert, _insert, _deep_markup, _repacked, _zeros,
)  # fmt: skip
