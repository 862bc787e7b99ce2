"""Scores of a mentions table against gold event mentions and gold clusters.

Input: the tables of a run, and a folder of gold (docs/evaluation.md says how it is written). Output: Scores, and the
list of misses. Rows and gold mentions are paired first (``pairing``). Limits: only rows of documents that have gold
count, and rows without a date do not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError
from pipeline.gold import Gold, GoldMention
from pipeline.languages import code_of
from pipeline.pairing import Row, pair, same_days

COLUMNS = ("doc_id", "lang", "start", "end", "text", "date", "type", "actors", "place", "status", "event_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Hits, and the items that could have been hit: gold items, and those of the table.

    B³ credits the two sides apart: there ``hits`` counts for recall and ``hits_of_system`` for precision.
    """

    hits: float
    gold: int
    system: int
    hits_of_system: float | None = None

    @property
    def precision(self) -> float:
        """Hits per system item; 0 where there is none."""
        hits = self.hits if self.hits_of_system is None else self.hits_of_system
        return hits / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Hits per gold item; 0 where there is none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A gold mention that was not found or is dated otherwise, or a row that no gold mention answers to."""

    kind: str
    document_id: str
    start: int
    gold: str
    system: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """(language or ``all``, field) → Score, in a fixed order; and what was missed."""

    table: tuple[tuple[str, str, Score], ...]
    misses: tuple[Miss, ...]

    def of(self, language: str, field: str) -> Score:
        """One cell; KeyError if there is none."""
        return {(one, name): score for one, name, score in self.table}[language, field]


@dataclass(frozen=True, slots=True)
class Paired:
    """Gold mentions and rows with their pairing, as indices."""

    gold: Sequence[GoldMention]
    rows: Sequence[Row]
    pairs: tuple[tuple[int, int], ...]


def evaluate(out: Path, gold: Gold) -> Scores:
    """Score the tables in ``out``; raises PipelineError ``no-tables``."""
    from pipeline.write.tables import rows

    told = [row for row in (_row(values) for values in rows(out, "mentions", COLUMNS)) if row is not None]
    disputed = [(str(row["event_id"]), str(row["field"])) for row in rows(out, "conflicts", ("event_id", "field"))]
    return score(gold, told, disputed)


def score(gold: Gold, rows: Sequence[Row], disputed: Sequence[tuple[str, str]] = ()) -> Scores:
    """Score ``rows``; ``disputed`` holds (event id, field) of every conflict."""
    documents = {mention.doc for mention in gold.mentions}
    counted = [row for row in rows if row.doc_id in documents and gold.covers(row.doc_id, row.start, row.end)]
    paired = Paired(gold.mentions, counted, pair(gold.mentions, counted))
    table: list[tuple[str, str, Score]] = []
    for language in (*sorted({mention.lang for mention in gold.mentions}), "all"):
        table += [(language, field, value) for field, value in _fields(paired, language)]
    table.append(("all", "clusters", _b_cubed(gold, paired)))
    for name, apart in (("cross_document_pairs", _doc), ("cross_lingual_pairs", _lang)):
        table.append(("all", name, _pairs_apart(gold, paired, apart)))
    table.append(("all", "conflicts", _conflicts(gold, paired, disputed)))
    return Scores(table=tuple(table), misses=tuple(_misses(paired)))


def _row(values: Mapping[str, Any]) -> Row | None:
    """The row, or None where it has no date with two ends."""
    try:
        date = Edtf.parse(str(values["date"] or ""))
    except PipelineError:
        return None
    if date.start is None or date.end is None:
        return None
    actors = tuple(str(actor["name"] or actor["entity_id"]) for actor in values["actors"] or ())
    texts = {name: str(values[name] or "") for name in ("doc_id", "text", "type", "place", "status", "event_id")}
    lang = code_of(str(values["lang"] or ""))
    return Row(lang=lang, start=int(values["start"]), end=int(values["end"]), date=date, actors=actors, **texts)


def _fields(paired: Paired, language: str) -> Iterable[tuple[str, Score]]:
    """The scores of one language (or all): of spans, dates and types as F1, of the rest on paired rows."""
    pairs = [(paired.gold[i], paired.rows[j]) for i, j in paired.pairs if language in ("all", paired.gold[i].lang)]
    n_gold = sum(language in ("all", mention.lang) for mention in paired.gold)
    n_rows = sum(language in ("all", row.lang) for row in paired.rows)
    tests: tuple[tuple[str, Callable[[GoldMention, Row], bool]], ...] = (
        ("span", lambda mention, row: True),
        ("date", lambda mention, row: same_days(mention.date, row.date)),
        ("type", lambda mention, row: mention.type == row.type),
        ("date_and_type", lambda mention, row: same_days(mention.date, row.date) and mention.type == row.type),
    )
    for name, test in tests:
        yield name, Score(hits=sum(test(*each) for each in pairs), gold=n_gold, system=n_rows)
    yield "actors", _actors(pairs, _aliases(paired.gold))
    placed = [(mention, row) for mention, row in pairs if mention.place]
    yield "place", _share(_same_place(mention.place, row.place) for mention, row in placed)
    yield "status", _share(mention.status == row.status for mention, row in pairs)


def _share(tests: Iterable[bool]) -> Score:
    results = list(tests)
    return Score(hits=sum(results), gold=len(results), system=len(results))


def _fold(name: str) -> str:
    return re.sub(r"[^\w]+", " ", name.casefold()).strip()


def _aliases(gold: Sequence[GoldMention]) -> dict[str, set[str]]:
    """Every name that the gold uses for an actor → its common English names."""
    table: dict[str, set[str]] = defaultdict(set)
    for mention in gold:
        for surface, canonical in mention.actors:
            for name in filter(None, (surface, canonical)):
                table[_fold(name)].add(_fold(canonical))
    return table


def _actors(pairs: Iterable[tuple[GoldMention, Row]], aliases: Mapping[str, set[str]]) -> Score:
    hits = gold = system = 0
    for mention, row in pairs:
        wanted = {_fold(canonical) for _, canonical in mention.actors}
        told: set[str] = set()
        for name in row.actors:
            told |= aliases.get(_fold(name)) or {_fold(name)}
        hits, gold, system = hits + len(wanted & told), gold + len(wanted), system + len(told)
    return Score(hits=hits, gold=gold, system=system)


def _same_place(wanted: str, told: str) -> bool:
    left, right = set(_fold(wanted).split()), set(_fold(told).split())
    return bool(right) and (left <= right or right <= left)


def _keys(gold: Gold, paired: Paired) -> tuple[list[str], list[str]]:
    """For every gold mention its gold cluster and its system cluster; one that was not found stands alone."""
    cluster_of = {member: cluster.event for cluster in gold.clusters for member in cluster.members}
    found = dict(paired.pairs)
    wanted = [cluster_of.get(mention.id, f"single:{mention.id}") for mention in paired.gold]
    told = [
        paired.rows[found[i]].event_id or f"none:{i}" if i in found else f"missed:{i}" for i in range(len(paired.gold))
    ]
    return wanted, told


def _b_cubed(gold: Gold, paired: Paired) -> Score:
    """B³: for each gold mention the share of its gold row, and of its system row, that the two rows share."""
    wanted, told = _keys(gold, paired)
    pairs = list(zip(wanted, told, strict=True))
    both, gold_size, system_size = Counter(pairs), Counter(wanted), Counter(told)
    precision = sum(both[pair] / system_size[pair[1]] for pair in pairs)
    recall = sum(both[pair] / gold_size[pair[0]] for pair in pairs)
    return Score(hits=recall, gold=len(pairs), system=len(pairs), hits_of_system=precision)


def _doc(mention: GoldMention) -> str:
    return mention.doc


def _lang(mention: GoldMention) -> str:
    return mention.lang


def _pairs_apart(gold: Gold, paired: Paired, side: Callable[[GoldMention], str]) -> Score:
    """Pairs of mentions in one row whose ``side`` (document, language) differs."""
    wanted, told = _keys(gold, paired)
    hits = n_gold = n_system = 0
    for left in range(len(wanted)):
        for right in range(left + 1, len(wanted)):
            if side(paired.gold[left]) == side(paired.gold[right]):
                continue
            same_gold, same_system = wanted[left] == wanted[right], told[left] == told[right]
            hits += same_gold and same_system
            n_gold += same_gold
            n_system += same_system
    return Score(hits=hits, gold=n_gold, system=n_system)


def _conflicts(gold: Gold, paired: Paired, disputed: Sequence[tuple[str, str]]) -> Score:
    """(row, field) pairs in dispute; a system event answers to the gold cluster that most of its mentions belong to."""
    wanted_of, told_of = _keys(gold, paired)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for wanted, told in zip(wanted_of, told_of, strict=True):
        votes[told][wanted] += 1
    answers = {told: min(counts, key=lambda key: (-counts[key], key)) for told, counts in votes.items()}
    told_pairs = {(answers[event], field) for event, field in disputed if event in answers}
    wanted_pairs = {(cluster.event, field) for cluster in gold.clusters for field in cluster.conflicts}
    return Score(hits=len(told_pairs & wanted_pairs), gold=len(wanted_pairs), system=len(told_pairs))


def _misses(paired: Paired) -> Iterable[Miss]:
    found = dict(paired.pairs)
    for number, mention in enumerate(paired.gold):
        row = paired.rows[found[number]] if number in found else None
        if row is None or not same_days(mention.date, row.date):
            told = "" if row is None else f"{row.date} {row.type}"
            kind = "missed" if row is None else "date"
            wanted = f"{mention.id} {mention.date} {mention.type}"
            yield Miss(
                kind=kind,
                document_id=mention.doc,
                start=mention.start,
                gold=wanted,
                system=told,
                text=mention.text,
            )
    for number in sorted(set(range(len(paired.rows))) - set(found.values())):
        row = paired.rows[number]
        told = f"{row.date} {row.type}"
        yield Miss(kind="extra", document_id=row.doc_id, start=row.start, gold="", system=told, text=row.text)
