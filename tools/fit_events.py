"""Fit the weights of the decision "mention or not" to annotated documents, and check them on documents left out.

    python tools/fit_events.py corpus:tests/gold [CORPUS:GOLD …] [--write]

Each argument is a folder of documents and a folder of gold in the format of tests/gold. Every draft that extraction
makes is a case, with the features of ``pipeline.extract.deciding``; it counts as right if a gold mention is paired with
it. A logistic regression on the hand-set sum and the features, pulled towards zero (``PULL``), gives the weights; each
document in turn is left out to report what they are worth. ``--write`` puts them into event_weights.toml.
Source: ridge-penalised maximum likelihood (le Cessie and van Houwelingen 1992).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from pipeline.extract import deciding, extract
from pipeline.gold import GoldMention, load_gold
from pipeline.languages.tokens import tokenize
from pipeline.model import EventMention
from pipeline.pairing import Row, pair, same_days
from pipeline.read import read
from pipeline.read.formats import SUFFIXES
from pipeline.read.sources import collect
from pipeline.resources import Resources
from pipeline.settings import Settings

PULL = 2.0
FEWEST = 6  # cases that a feature must have
LEAST = 0.05  # weights nearer to zero are left out
_OPEN = 50.0  # lets every draft through
_PART = re.compile(r"(\S+) [+-][\d.]+$")


@dataclass(frozen=True)
class Case:
    """A draft: the hand-set sum, its features, whether the gold has it, and whether with the same date."""

    document: str
    hand: float
    features: tuple[str, ...]
    right: bool
    dated: bool


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", metavar="CORPUS:GOLD")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    resources = _open_resources()
    cases, wanted = [], 0
    for given in asked.sets:
        corpus, _, gold = given.partition(":")
        found, size = _cases(Path(corpus), Path(gold), resources)
        cases, wanted = [*cases, *found], wanted + size
    names = sorted(n for n, count in Counter(n for case in cases for n in case.features).items() if count >= FEWEST)
    table = np.array([[case.hand, *(name in case.features for name in names)] for case in cases], dtype=float)
    right = np.array([case.right for case in cases], dtype=float)
    print(f"{len(cases)} drafts, {int(right.sum())} of {wanted} gold mentions among them")
    print("dated F1, hand-set alone:", _f1([c.dated for c in cases if c.hand >= 0], wanted))
    print("dated F1, each document left out in turn:", _left_out(cases, table, right, wanted))
    weights = _fit(table, right)
    scale = weights[0]
    fitted = {"bias": weights[-1] / scale} | {n: w / scale for n, w in zip(names, weights[1:-1], strict=True)}
    kept = {name: round(float(value), 2) for name, value in fitted.items() if abs(value) >= LEAST}
    if asked.write:
        _write(kept, len(cases), len({case.document for case in cases}))


class _Every(dict[str, float]):
    """The hand-set weights, and a weight next to nothing for every feature that may be fitted: so all are stated."""

    def __contains__(self, name: object) -> bool:
        return str(name).startswith("fit.") or super().__contains__(name)

    def __missing__(self, name: str) -> float:
        return 1e-9


def _open_resources() -> Resources:
    resources = Resources(Settings())
    hand = {name: value for name, value in deciding.load_weights().items() if not name.startswith("fit.")}
    resources.__dict__["event_weights"] = _Every(hand | {"threshold": hand["threshold"] - _OPEN})
    return resources


def _cases(corpus: Path, folder: Path, resources: Resources) -> tuple[list[Case], int]:
    gold = load_gold(folder)
    documents = {mention.doc for mention in gold.mentions}
    told: list[EventMention] = []
    for path, source in collect([corpus], SUFFIXES):
        if source.id in documents:
            made = extract(tokenize(read(path, source, resources), resources), resources).mentions
            told += [replace(one, document_id=source.id) for one in made]
    told = [one for one in told if gold.covers(one.document_id, one.span.start, one.span.end)]
    rows = [_row(one) for one in told]
    paired = {j: gold.mentions[i] for i, j in pair(gold.mentions, rows)}
    cases = [_case(one, row, paired.get(number)) for number, (one, row) in enumerate(zip(told, rows, strict=True))]
    return cases, len(gold.mentions)


def _row(told: EventMention) -> Row:
    date = told.time.date
    assert date is not None
    return Row(
        doc_id=told.document_id, lang=told.language, start=told.span.start, end=told.span.end, text="",
        date=date, type=told.type, actors=(), place="", status=told.status, event_id="",
    )  # fmt: skip


def _case(told: EventMention, row: Row, gold: GoldMention | None) -> Case:
    says = next(reason.says for reason in told.reasons if reason.rule.startswith("decide.features"))
    listed, _, total = says.rpartition(": ")
    names = [found[1] for part in listed.split(", ") if (found := _PART.match(part))]
    return Case(
        document=told.document_id,
        hand=float(total.split(" ")[0]) - _OPEN,
        features=tuple(name for name in names if name != "bias" and _fittable(name)),
        right=gold is not None,
        dated=gold is not None and same_days(gold.date, row.date),
    )


def _fittable(name: str) -> bool:
    return name.split(".")[0] in ("again", "type", "mode", "basis", "told") or ".basis." in name or ".kind." in name


def _fit(table: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of the hand-set sum, the features and the constant."""
    cases = np.column_stack([table, np.ones(len(table))])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        chance = 1 / (1 + np.exp(-(cases @ weights)))
        likely = right * np.log(chance + 1e-12) + (1 - right) * np.log(1 - chance + 1e-12)
        pulled = np.append(weights[:-1], 0.0)
        return -likely.sum() + PULL * (pulled**2).sum(), cases.T @ (chance - right) + 2 * PULL * pulled

    return np.asarray(minimize(loss, np.zeros(cases.shape[1]), jac=True, method="L-BFGS-B").x)


def _left_out(cases: Sequence[Case], table: np.ndarray, right: np.ndarray, wanted: int) -> str:
    kept: list[bool] = []
    documents = np.array([case.document for case in cases])
    for document in sorted(set(documents)):
        out = documents == document
        weights = _fit(table[~out], right[~out])
        scores = np.column_stack([table[out], np.ones(int(out.sum()))]) @ weights
        kept += [case.dated for case, score in zip(np.array(cases)[out], scores, strict=True) if score >= 0]
    return _f1(kept, wanted)


def _f1(kept: Sequence[bool], wanted: int) -> str:
    hits, n = sum(kept), max(1, len(kept))
    return f"{2 * hits / (n + wanted):.3f} (precision {hits / n:.3f}, recall {hits / wanted:.3f}, {n} rows)"


def _write(fitted: dict[str, float], drafts: int, documents: int) -> None:
    text = deciding.WEIGHTS.read_text(encoding="utf-8").partition("\n[fitted]")[0].rstrip("\n")
    rows = "".join(f'"{name}" = {value}\n' for name, value in sorted(fitted.items()))
    note = f"# by tools/fit_events.py from {drafts} drafts of {documents} annotated documents; unit as above\n"
    deciding.WEIGHTS.write_text(f"{text}\n\n[fitted]\n{note}{rows}", encoding="utf-8")


if __name__ == "__main__":
    main()
