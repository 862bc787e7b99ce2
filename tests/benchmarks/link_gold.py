"""Linking alone, on gold mentions: B-cubed and pairs, ours beside two baselines.

    python tests/benchmarks/link_gold.py GOLD_FOLDER [TEXTS_FOLDER] [--misses]

GOLD_FOLDER holds ``*.jsonl`` gold mentions and ``clusters.jsonl``; TEXTS_FOLDER the documents as stored. Gold
mentions become ``EventMention``s: canonical names are looked up in our name tables, modes are read off the gold
trigger by our trigger rules. Whatever this tells about linking, extraction has no part in it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.edtf import Edtf
from pipeline.model import Actor, Document, Entity, EntityMention, EventMention, Extraction, Quantity, Span, TimeMention
from pipeline.reconcile import reconcile
from pipeline.reconcile.clusters import Groups
from pipeline.reconcile.linking import link
from pipeline.reconcile.stage import feature_table, resolved
from pipeline.reconcile.verdicts import Verdicts
from pipeline.resources import Resources
from pipeline.settings import Settings


class Modes:
    """Modes of gold mentions, read off the gold trigger by the trigger rules of its language."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources

    def of(self, row: Mapping[str, Any]) -> str:
        """The mode of the rule of the gold type that overlaps the gold trigger, or empty."""
        rules = self.resources.event_rules(row["lang"])
        key = row["text"].lower()
        if rules.simplified:
            key = key.translate(self.resources.lexicon.folding.table)
        at = row["text"].find(row["trigger"])
        end = at + len(row["trigger"])
        if len(key) != len(row["text"]) or at < 0:
            return ""
        hits = [h for h in rules.lexis.find(key) if h.start < end and at < h.end and h.rule.type == row["type"]]
        return hits[0].rule.mode if hits else ""


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


class GoldNames:
    """Canonical English names to entities: our tables where they know the name, else a local id."""

    def __init__(self, resources: Resources) -> None:
        self.lexicon = resources.lexicon
        self.rows: dict[str, Entity] = {}

    def entity(self, name: str, kind: str) -> Entity:
        found = [alias.id for alias in self.lexicon.lookup(name, "en")]
        found = [each for each in found if _fits(self.lexicon.entry(each), kind)]
        row = self.lexicon.row(found[0]) if found else None
        if row is None:
            found = [alias.id for word in _ends(name) for alias in self.lexicon.lookup(word, "en")]
            states = [each for each in found if _is_country(self.lexicon.entry(each))]
            country = self.lexicon.country_of(states[0]) if states else ""
            row = Entity(id=f"local:{name}", kind=kind, name_en=name, country=country)  # type: ignore[arg-type]
        self.rows[row.id] = row
        if row.country and row.kind != "country":
            state = self.lexicon.row(self.lexicon.country_id(row.country))
            if state:
                self.rows[state.id] = state
        return row


def _fits(entry: Any, kind: str) -> bool:
    return entry is not None and (entry.kind == kind or (kind == "place" and entry.kind in ("place", "country")))


def _is_country(entry: Any) -> bool:
    return entry is not None and entry.kind == "country"


def _ends(name: str) -> list[str]:
    adjectives = {"Russian": "Russia", "North Korean": "North Korea", "South Korean": "South Korea", "Chinese": "China"}
    starts = [state for adjective, state in adjectives.items() if name.startswith(adjective)]
    return [*starts, *re.findall(r"\b(?:of|in) ((?:[A-Z]\w+ ?)+)$", name)]


def mention_of(row: Mapping[str, Any], names: GoldNames, modes: Modes) -> EventMention:
    """A gold row as a mention."""
    start, text = row["start"], row["text"]
    trigger = start + max(0, text.find(row["trigger"]))
    actors = tuple(_actor(actor, row, names) for actor in row["actors"])
    where = names.entity(row["place"], "place") if row["place"] else None
    span = Span(row["time_start"], row["time_end"]) if row["time_text"] else None
    stay = row["date_basis"] == "duration"
    return EventMention(
        id=row["id"],
        document_id=row["doc"],
        language=row["lang"],
        span=Span(start, row["end"]),
        trigger=Span(trigger, trigger + len(row["trigger"])),
        section="",
        type=row["type"],
        mode=modes.of(row),
        time=TimeMention(
            span=span, kind="range" if stay else "date", date=Edtf.parse(row["date"]), basis=row["date_basis"]
        ),
        actors=actors,
        place=EntityMention(span=Span(start, start), surface="", kind="place", entity_id=where.id) if where else None,
        quantities=tuple(
            _quantity(each, start) for each in row["quantities"] if isinstance(each["value"], int | float)
        ),
        status=row["status"],
    )


def _actor(actor: Mapping[str, str], row: Mapping[str, Any], names: GoldNames) -> Actor:
    at = row["text"].find(actor["surface"])
    span = (
        Span(row["start"] + at, row["start"] + at + len(actor["surface"]))
        if at >= 0
        else Span(row["start"], row["start"])
    )
    entity = names.entity(actor["canonical"], actor["kind"])
    mention = EntityMention(span=span, surface=actor["surface"], kind=entity.kind, entity_id=entity.id)
    return Actor(entity=mention, role=actor["role"])  # type: ignore[arg-type]


def _quantity(each: Mapping[str, Any], start: int) -> Quantity:
    value = float(each["value"])
    return Quantity(
        span=Span(start, start),
        surface=each["text"] or "",
        low=value,
        high=value,
        unit=each["unit"] or "",
        what=each["what"] or "",
    )


def extractions_of(gold: Path, texts: Path | None, resources: Resources) -> tuple[Extraction, ...]:
    """Gold mentions as one extraction a document."""
    names, modes = GoldNames(resources), Modes(resources)
    found = []
    for path in sorted(gold.glob("*.jsonl")):
        if "cluster" in path.name:
            continue
        mentions = tuple(mention_of(row, names, modes) for row in read_jsonl(path))
        file = texts / f"{path.stem}.txt" if texts else None
        text = file.open(encoding="utf-8", newline="").read() if file else ""
        document = Document(id=path.stem, text=text, sha256=path.stem)
        found.append((document, mentions))
    rows = tuple(names.rows[name] for name in sorted(names.rows))
    return tuple(
        Extraction(document=document, languages=(), mentions=mentions, times=(), entities=rows)
        for document, mentions in found
    )


def gold_keys(gold: Path, ids: Iterable[str]) -> dict[str, str]:
    """Mention id to event; one alone is its own event."""
    keys = {each: f"single:{each}" for each in ids}
    for cluster in read_jsonl(gold / "clusters.jsonl"):
        keys |= {member: cluster["event"] for member in cluster["members"] if member in keys}
    return keys


def prf(hit: float, system: float, gold: float) -> dict[str, float]:
    p, r = (hit / system if system else 0.0), (hit / gold if gold else 0.0)
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r) if p + r else 0.0, 4)}


def scores(
    gold: Mapping[str, str], system: Mapping[str, str], apart: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """B-cubed, all pairs, and pairs whose ends differ in each table of ``apart``."""
    ids = sorted(gold)
    sizes = Counter(gold[m] for m in ids), Counter(system[m] for m in ids)
    both = Counter((gold[m], system[m]) for m in ids)
    p = sum(both[gold[m], system[m]] / sizes[1][system[m]] for m in ids) / len(ids)
    r = sum(both[gold[m], system[m]] / sizes[0][gold[m]] for m in ids) / len(ids)
    out: dict[str, Any] = {"b3": {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4)}}
    for name, table in {"pairs": {m: m for m in ids}, **apart}.items():
        counts = [0, 0, 0]
        for at, left in enumerate(ids):
            for right in ids[at + 1 :]:
                if table[left] != table[right]:
                    same = gold[left] == gold[right], system[left] == system[right]
                    counts = [counts[0] + all(same), counts[1] + same[1], counts[2] + same[0]]
        out[name] = prf(*counts)
    return out


def baseline_exact(mentions: Sequence[EventMention]) -> dict[str, str]:
    """Rows with the same date, type and actors are one event."""
    return {
        m.id: json.dumps([str(m.time.date), m.type, sorted(a.entity.entity_id for a in m.actors)]) for m in mentions
    }


def baseline_components(extractions: Sequence[Extraction], resources: Resources) -> dict[str, str]:
    """The same pair scores, but everything that positive pairs connect is one event."""
    mentions, entities = resolved(extractions, resources)
    documents = {each.document.id: each.document for each in extractions}
    table = feature_table(mentions, entities, documents, resources.link_patterns)
    groups = Groups(len(table.rows))
    for pair in link(table, resources.pair_weights, Verdicts()).pairs:
        if pair.weight > 0:
            groups.join(pair.left, pair.right)
    return {row.mention_id: str(groups.find(row.num)) for row in table.rows}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    resources = Resources(Settings())
    extractions = extractions_of(args.gold, args.texts, resources)
    linked = reconcile(extractions, None, (), resources)
    system = {link.mention_id: link.event_id for link in linked.links}
    gold = gold_keys(args.gold, system)
    apart = {
        "cross_document": {m.id: m.document_id for m in linked.mentions},
        "cross_lingual": {m.id: m.language for m in linked.mentions},
    }
    systems = {
        "ours": system,
        "connected components": baseline_components(extractions, resources),
        "exact tuple": baseline_exact(linked.mentions),
    }
    print(json.dumps({name: scores(gold, keys, apart) for name, keys in systems.items()}, indent=1))
    if args.misses:
        show_misses(gold, system, linked)


def show_misses(gold: Mapping[str, str], system: Mapping[str, str], linked: Any) -> None:
    """Events split and events wrongly merged, with the reasons of their links."""
    reasons = {link.mention_id: link.reasons for link in linked.links}
    mentions = {mention.id: mention for mention in linked.mentions}
    parts: dict[str, list[str]] = defaultdict(list)
    wrong: dict[str, list[str]] = defaultdict(list)
    for each in sorted(gold):
        parts[gold[each]].append(each)
        wrong[system[each]].append(each)
    for event, ids in parts.items():
        if len({system[each] for each in ids}) > 1:
            print(
                "SPLIT ",
                event,
                [(each, system[each], str(mentions[each].time.date), mentions[each].mode) for each in ids],
            )
    for ids in wrong.values():
        if len({gold[each] for each in ids}) > 1:
            print("MERGED")
            for each in ids:
                m = mentions[each]
                print(
                    "   ",
                    each,
                    gold[each],
                    m.time.date,
                    m.type,
                    m.mode,
                    [a.entity.entity_id for a in m.actors],
                    "\n        ",
                    reasons[each],
                )


if __name__ == "__main__":
    main()
