"""The stage itself: extractions, the last run's ids and decisions in, ``Linked`` out.

Input: extractions in any order. Output: mentions sorted by document and place, event rows, links, entities,
history of ids, report. The same extractions and decisions give the same ``Linked``, whatever their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.corpus import Corpus, place_in_text
from pipeline.decisions import Located, in_force, locate
from pipeline.doubles import ALONE, Hands, side_by_side
from pipeline.model import Decision, Document, Entity, Event, EventMention, Extraction, Linked
from pipeline.reconcile.coding import build
from pipeline.reconcile.features import Table
from pipeline.reconcile.identity import Previous, assign, merged_from
from pipeline.reconcile.ledger import Kept
from pipeline.reconcile.linking import Linking, link, members
from pipeline.reconcile.links import make_links
from pipeline.reconcile.names import renaming
from pipeline.reconcile.reviewed import accepted, edits_of, joined_names, verdicts_on
from pipeline.reconcile.rows import RowMaker
from pipeline.reconcile.scoring import Scorer, score_here
from pipeline.reconcile.vectors import Vectors
from pipeline.reconcile.verdicts import verdicts_of
from pipeline.reconcile.wording import LinkPatterns
from pipeline.shelf import Keyed, Shelves, ordered

if TYPE_CHECKING:
    from pipeline.resources import Resources


def reconcile(
    extractions: Sequence[Extraction],
    previous: Previous | None,
    decisions: Sequence[Decision],
    resources: Resources,
    kept: Kept | None = None,
) -> Linked:
    """Link the mentions of all documents into events. Decisions whose text has vanished are counted, never lost.

    ``kept`` is where the linker's tables of a large corpus are, so that only what has changed is compared again.
    """
    corpus, shelves = Corpus.of(extractions, resources.shelves), resources.shelves
    mentions, entities = joined_names(*resolved(corpus, resources), in_force(decisions))
    located = locate(decisions, corpus.documents, mentions)
    rejected = {name for name, each in verdicts_on(located.decisions).items() if each.verdict == "reject"}
    told = shelves.hold(mention for mention in mentions if mention.id not in rejected) if rejected else mentions
    documents = corpus.by_id()
    table = feature_table(
        told, entities, documents, resources.link_patterns, resources.link_vectors, shelves, resources.hands
    )
    verdicts = verdicts_of(located.decisions, {name: num for num, name in enumerate(table.ids)})
    linking = link(table, resources.pair_weights, verdicts, kept, _scorer(resources))
    linked = linked_of(told, entities, documents, table, linking, previous, located, resources)
    counts = [("decision_orphans", len(located.orphans)), ("decisions_overruled", len(verdicts.overruled))]
    if table.vectors is not None:
        counts.append(("mentions_with_vectors", table.vectors.count(table.ids)))
    return replace(linked, report=(*linked.report, *counts))


def _scorer(resources: Resources) -> Scorer:
    """What scores the pairs: this process, or Spark where documents were worked on there."""
    if resources.settings.engine == "local":
        return score_here
    from pipeline.reconcile.spark_pairs import SparkScorer

    return SparkScorer(master=resources.settings.spark_master)


def feature_table(
    mentions: Sequence[EventMention],
    entities: Sequence[Entity],
    documents: Mapping[str, Document],
    patterns: LinkPatterns,
    vectors: Vectors | None = None,
    shelves: Shelves | None = None,
    hands: Hands = ALONE,
) -> Table:
    """The feature rows of mentions, with the texts of their documents and the vectors that were given."""
    return replace(build(mentions, entities, documents, patterns, shelves or Shelves(), hands), vectors=vectors)


def resolved(
    extractions: Sequence[Extraction], resources: Resources
) -> tuple[Sequence[EventMention], tuple[Entity, ...]]:
    """All mentions, sorted by document and place, and entities; names resolved across documents."""
    corpus = Corpus.of(extractions, resources.shelves)
    rename, entities = renaming(corpus, resources)
    told = (mention for found in corpus.mentions for mention in sorted(found, key=place_in_text))
    return resources.shelves.hold(map(rename, told)), entities


def linked_of(
    mentions: Sequence[EventMention],
    entities: tuple[Entity, ...],
    documents: Mapping[str, Document],
    table: Table,
    linking: Linking,
    previous: Previous | None,
    located: Located,
    resources: Resources,
) -> Linked:
    """Event rows and links of mentions that were linked; ``mentions`` may be all of some clusters alone."""
    shelves = resources.shelves
    by_id = Keyed(mentions, {mention.id: at for at, mention in enumerate(mentions)})
    grouped = tuple(members(linking.labels))
    clusters = tuple(tuple(table.ids[n] for n in group) for group in grouped)
    ids, history = assign(clusters, previous)
    maker = RowMaker(
        entities={e.id: e for e in entities},
        documents=documents,
        types=resources.event_types,
        things=resources.link_patterns.things,
    )
    judged, hands = verdicts_on(located.decisions), resources.hands

    def rows(part: range) -> Iterator[Event]:
        for at in part:
            told = [by_id[name] for name in clusters[at]]
            trust = _confidence(told, [linking.means[n] for n in grouped[at]])
            row = maker.row(ids[at], told, trust, merged_from(ids[at], history))
            yield accepted(maker.edited(row, edits_of(clusters[at], located.decisions), told), judged)

    event_of = {name: event for event, group in zip(ids, clusters, strict=True) for name in group}
    return Linked(
        mentions=mentions,
        events=ordered(
            shelves.hold(side_by_side(len(clusters), rows, hands)),
            lambda event: (str(event.date.start if event.date else ""), event.id),
        ),
        links=shelves.hold(make_links(table, linking, event_of, hands)),
        entities=entities,
        history=history,
        report=(*linking.report, ("events", len(clusters))),
    )


def _confidence(told: Sequence[EventMention], means: Sequence[float]) -> float:
    """Mean confidence of the mentions, times the chance that they belong together at their mean weight."""
    trust = sum(mention.confidence for mention in told) / len(told)
    if len(told) == 1:
        return round(trust, 3)
    weight = sum(means) / len(means)
    return round(float(trust / (1 + 2**-weight)), 3)
