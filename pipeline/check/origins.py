"""What each mention goes back to: copies, translations and reports of one agency are one origin.

Input: Linked and documents. Output: ``Origins``: the mentions with ``origin_group`` set, the group of each
document, and who goes back to whom. A mention's group is the agency that its sentence cites, else the earliest
passage that it repeats nearly word for word, else its document's group. A document's group is its declared
source, the agency of its dateline, the document that it copies or translates, else itself. Limits: passages are
the clauses of mentions; a translation is recognised by the same things told in the same order with the
same numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.check.knowledge import Knowledge
from pipeline.check.looking import Looked
from pipeline.check.sketches import pairs_of
from pipeline.check.translations import translations
from pipeline.check.unions import Unions
from pipeline.corpus import in_text_order
from pipeline.doubles import ALONE, Hands
from pipeline.model import CopyLink, Document, EventMention, Linked, Span
from pipeline.records import replace
from pipeline.settings import Settings
from pipeline.shelf import Keyed, Mapped

_HEAD, _TAIL = 160, 120
_STOPS = re.compile(r"[.!?。！？\n]")
_WHOLE = 0.5  # of the passages of the shorter text: then the document is a copy, not a passage alone
_LEAD = 80  # code points around a clause in which a citation may stand
_NAME = 3  # characters of a publisher's name
Named = tuple[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Mentions with their origin, documents with theirs, and the links that say why.

    ``passages`` are pairs of mention ids told nearly word for word; ``cited`` runs beside the mentions: the agency
    that each one cites, else empty. ``sketches``: those of the clauses of each document, as they are kept.
    """

    mentions: Sequence[EventMention]
    documents: tuple[tuple[str, str], ...]
    copies: tuple[CopyLink, ...]
    passages: tuple[tuple[str, str], ...] = ()
    cited: tuple[str, ...] = ()
    sketches: Mapping[str, bytes] = field(default_factory=dict)


def find_origins(
    linked: Linked, documents: Sequence[Document], knowledge: Knowledge, settings: Settings, hands: Hands = ALONE
) -> Origins:
    """Origins of all mentions; the result does not depend on the order of the input; ``hands`` may share it."""
    texts = _by_age(documents)
    mentions = in_text_order(linked.mentions)
    publisher_of = {document.id: document.publisher for document in texts.values()}
    publishers = named_publishers(publisher_of.values())
    event_of = {member: event.id for event in linked.events for member in event.mentions}
    looked = Looked()
    looked.at_all(mentions, texts, event_of, lambda m, d: _cited(m, d, publishers, knowledge), hands)
    passages = list(_near_passages(mentions, looked, settings.check_copy_similarity))
    links = [
        *declared(texts),
        *agencies(texts.values(), publishers, knowledge),
        *copies(mentions, passages, texts),
        *translations(looked.prints, texts, knowledge.dated_numbers),
    ]
    groups = document_groups(publisher_of, links, frozenset(looked.cited))
    base = [name or groups[owner] for owner, name in zip(looked.owners, looked.cited, strict=True)]
    origins = Mapped(with_origin, mentions, passage_groups(mentions, passages, base, texts))
    return Origins(
        mentions=tuple(origins) if isinstance(mentions, tuple) else origins,
        documents=tuple(sorted(groups.items())),
        copies=in_order(links),
        passages=tuple((mentions[a.at].id, mentions[b.at].id) for a, b in passages),
        cited=tuple(looked.cited),
        sketches=looked.kept(),
    )


def in_order(links: Iterable[CopyLink]) -> tuple[CopyLink, ...]:
    """The links as they stand in the table."""
    return tuple(sorted(links, key=lambda link: (link.document_id, link.source, link.kind)))


def with_origin(mention: EventMention, group: str) -> EventMention:
    """The mention with the origin that it goes back to."""
    return replace(mention, origin_group=group)


def _by_age(documents: Sequence[Document]) -> Mapping[str, Document]:
    """The documents by their ids, the earliest first."""
    ages = [age(document) for document in documents]
    return Keyed(documents, {ages[place][-1]: place for place in sorted(range(len(ages)), key=ages.__getitem__)})


def age(document: Document) -> tuple[bool, int, str]:
    """Earliest first; copies after all that declare none; documents without a date last."""
    day = document.published.start if document.published else None
    return bool(document.copied_from), day.toordinal() if day else 10**9, document.id


@dataclass(frozen=True, slots=True)
class Passage:
    """The clause of a mention, by the mention's place among all."""

    at: int
    document_id: str
    span: Span


def _near_passages(
    mentions: Sequence[EventMention], looked: Looked, threshold: float
) -> Iterator[tuple[Passage, Passage]]:
    """Pairs of passages of two documents that are told nearly word for word."""
    for a, b, _ in pairs_of(looked.sketches, threshold):
        if looked.owners[a] != looked.owners[b]:
            yield Passage(a, looked.owners[a], mentions[a].span), Passage(b, looked.owners[b], mentions[b].span)


def declared(texts: Mapping[str, Document]) -> Iterator[CopyLink]:
    """The copies that say so themselves; ``texts`` in the order of age."""
    names = {name: document.id for document in texts.values() for name in (document.url, document.id) if name}
    for document in texts.values():
        if document.copied_from:
            source = names.get(document.copied_from, document.copied_from)
            says = f"declares that it is a copy of {document.copied_from}"
            yield CopyLink(document_id=document.id, source=source, kind="declared", share=1.0, says=says)


def agencies(documents: Iterable[Document], publishers: Sequence[str], knowledge: Knowledge) -> Iterator[CopyLink]:
    """Documents whose publisher, dateline or closing credit names an agency, or another document's publisher."""
    for document in documents:
        credits = _credits(document.text, knowledge)
        named = _first(knowledge.agencies, document.publisher) or _first(knowledge.agencies, credits)
        named = named or _other(publishers, document, credits)
        source = f"agency:{named}"
        if named:
            says = f"names {named} as its source"
            yield CopyLink(document_id=document.id, source=source, kind="agency", share=1.0, says=says)


def named_publishers(publishers: Iterable[str]) -> tuple[str, ...]:
    """Publishers of the documents read, those long enough to be recognised in a sentence."""
    return tuple(sorted({name for name in publishers if len(name) >= _NAME}))


def _other(publishers: Iterable[str], document: Document, text: str) -> str:
    """The first publisher that the text names and that is not the document's own."""
    return next((name for name in publishers if name in text and name != document.publisher), "")


def _first(names: Iterable[Named], text: str) -> str:
    return next((name for name, pattern in names if pattern.search(text)), "")


def _credits(text: str, knowledge: Knowledge) -> str:
    """Bracketed or dateline-like stretches at the head and tail of a text."""
    ends = (text[:_HEAD], text[-_TAIL:]) if len(text) > _HEAD else (text,)
    return "\n".join(found[0] for end in ends for found in knowledge.credits.finditer(end))


def copies(
    mentions: Sequence[EventMention],
    passages: Sequence[tuple[Passage, Passage]],
    texts: Mapping[str, Document],
) -> Iterator[CopyLink]:
    """Pairs of documents of which the shorter repeats at least half of its passages, and two of them."""
    clauses = groupby((m.document_id, m.span) for m in mentions) if passages else ()
    sizes = Counter(document for (document, _), _ in clauses)
    shared: dict[tuple[str, str], set[tuple[str, object]]] = defaultdict(set)
    order = {document_id: index for index, document_id in enumerate(texts)}
    for pair in passages:
        first, second = sorted(pair, key=lambda passage: order[passage.document_id])
        shared[first.document_id, second.document_id].update((one.document_id, one.span) for one in pair)
    for (source, copy), spans in sorted(shared.items()):
        both = [sum(document == one for document, _ in spans) for one in (source, copy)]
        share = min(both) / min(sizes[source], sizes[copy])
        if share >= _WHOLE and min(both) >= 2:
            says = f"repeats {min(both)} passages of {source} nearly word for word"
            yield CopyLink(document_id=copy, source=source, kind="copy", share=round(min(1.0, share), 3), says=says)


def document_groups(publishers: Mapping[str, str], links: Iterable[CopyLink], cited: frozenset[str]) -> dict[str, str]:
    """The name of each document's group: its agency or outside source, else its earliest document.

    ``publishers`` by document id, in the order of age. A publisher that another document cites is an origin like an
    agency: ``cited`` holds those names.
    """
    links = tuple(links)
    unions = Unions(())  # a document that nothing ties to another is a group of its own
    sources = {link.source for link in links} | cited
    for link in links:
        unions.join(link.document_id, link.source)
    for document_id, publisher in publishers.items():
        if f"agency:{publisher}" in sources:
            unions.join(document_id, f"agency:{publisher}")
    names = {document_id: document_id for document_id in publishers}
    groups = unions.groups()
    tied = {member for members in groups for member in members}
    order = {document_id: index for index, document_id in enumerate(publishers) if document_id in tied}
    for members in groups:
        outside = sorted(member for member in members if member not in publishers)
        name = outside[0] if outside else min(members, key=order.__getitem__)
        names.update((member, name) for member in members if member in publishers)
    return names


def cited_by(
    mentions: Iterable[EventMention], texts: Mapping[str, Document], publishers: Sequence[str], knowledge: Knowledge
) -> Iterator[str]:
    """For each mention the agency that it cites, else empty."""
    return (_cited(mention, texts[mention.document_id], publishers, knowledge) for mention in mentions)


def _cited(mention: EventMention, document: Document, publishers: Sequence[str], knowledge: Knowledge) -> str:
    """The agency, or the other publisher, that the mention's attribution, clause or lead-in cites."""
    text = document.text
    before = text[max(0, mention.span.start - _LEAD) : mention.span.start]
    after = _STOPS.split(text[mention.span.end : mention.span.end + _LEAD])[0]
    clause = _STOPS.split(before)[-1] + mention.span.of(text) + after
    if named := _first(knowledge.agencies, f"{mention.attribution}\n{clause}"):
        return f"agency:{named}"
    named = _other(publishers, document, clause) if knowledge.cites.search(clause) else ""
    return f"agency:{named}" if named else ""


def passage_groups(
    mentions: Sequence[EventMention],
    passages: Sequence[tuple[Passage, Passage]],
    base: Sequence[str],
    texts: Mapping[str, Document],
) -> Sequence[str]:
    """Mentions that repeat one passage take the agency that one of them cites, else the earliest one's group."""
    places = {mentions[one.at].id: one.at for pair in passages for one in pair}
    unions = Unions(places)
    for a, b in passages:
        unions.join(mentions[a.at].id, mentions[b.at].id)
    order = {document_id: index for index, document_id in enumerate(texts)}
    rank = {name: (order[mentions[at].document_id], mentions[at].span, name) for name, at in places.items()}
    shared = list(base)
    for members in unions.groups():
        told = {name: base[places[name]] for name in members}
        agencies = sorted(group for group in told.values() if group.startswith("agency:"))
        chosen = agencies[0] if agencies else told[min(members, key=rank.__getitem__)]
        for name in members:
            shared[places[name]] = chosen
    return shared
