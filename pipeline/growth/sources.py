"""What new documents go back to, and which old ones go back to something else now: ``check/origins.py`` for a few.

Input: new documents, the events of mentions as they are now, the book. Output: ``Sources``. Errors: NotGrown where a
new document may change what old ones go back to in ways that only a look at all texts could tell: a publisher that was
unknown, an address that others name, a passage that has become a turn of phrase. Limits: as in ``check/origins.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.check.knowledge import Knowledge
from pipeline.check.origins import (
    Passage,
    age,
    agencies,
    cited_by,
    copies,
    declared,
    document_groups,
    named_publishers,
    passage_groups,
)
from pipeline.check.sketches import sketch
from pipeline.check.translations import FEW, SHORT, Print, between, keys_of, print_of
from pipeline.growth.book import Book, NotGrown
from pipeline.growth.library import Library
from pipeline.growth.sifting import Sifted
from pipeline.model import CopyLink, Document, EventMention
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """``documents``: the origin of documents that is new or other than before; ``mentions``: the same; ``cited``: what
    each new mention cites; ``links``: all copies there are; ``passages``: the new pairs."""

    documents: Mapping[str, str]
    mentions: Mapping[str, str]
    cited: Mapping[str, str]
    links: Sequence[CopyLink]
    passages: Sequence[tuple[str, str]]


class Finder:
    """Looks for the sources of new documents."""

    def __init__(self, book: Book, library: Library, knowledge: Knowledge, settings: Settings) -> None:
        self._book = book
        self._library = library
        self._knowledge = knowledge
        self._settings = settings
        new = [library.documents[name] for name in sorted(library.fresh)]
        known = book.ask("select id, publisher, copy, day from doc where key <> ''")
        ages = [(bool(copy), day, name, publisher) for name, publisher, copy, day in known]
        ages += [(*age(document), document.publisher) for document in new]
        self._publisher_of = {name: publisher for _, _, name, publisher in sorted(ages)}
        self._new = {name: library.documents[name] for name in self._publisher_of if name in library.fresh}
        self._publishers = named_publishers({publisher for _, publisher, _, _ in known})
        self._check_names(new)

    def find(self, event_of: Mapping[str, str], was: Mapping[str, str]) -> Sources:
        """``event_of``: the events of touched mentions now, ``was``: those of before."""
        passages = list(self._near_passages())
        links = self._links(passages, event_of, {name for name in was if was[name] != event_of[name]})
        told = [mention for name in sorted(self._new) for mention in self._library.named[name]]
        names = cited_by(told, self._new, self._publishers, self._knowledge)
        cited = {mention.id: name for mention, name in zip(told, names, strict=True)}
        before = {name for (name,) in self._book.ask("select distinct cited from mention where cited <> ''")}
        groups = document_groups(self._publisher_of, links, frozenset({*before, *cited.values()}))
        old: dict[str, str] = dict(self._book.ask("select id, origin from doc"))
        changed = {name: group for name, group in groups.items() if old.get(name) != group}
        mentions = self._origins(changed, cited, passages)
        return Sources(documents=changed, mentions=mentions, cited=cited, links=links, passages=passages)

    def _check_names(self, new: Iterable[Document]) -> None:
        """A new document must not give a name or an address that old ones may be known by."""
        known = set(self._publishers)
        for document in new:
            if named_publishers([document.publisher]) and document.publisher not in known:
                raise NotGrown(f"publisher {document.publisher} is new")
            names = [name for name in (document.id, document.url) if name]
            for name in names:
                if self._book.ask("select 1 from doc where copied_from = ? or url = ? or id = ?", name, name, name):
                    raise NotGrown(f"{name} is named by another document")
            if document.copied_from and self._book.ask("select 1 from doc where url = ?", document.copied_from):
                raise NotGrown(f"{document.id} is declared to be a copy")

    def _links(
        self, passages: Sequence[tuple[str, str]], event_of: Mapping[str, str], moved: set[str]
    ) -> tuple[CopyLink, ...]:
        """All links: the old ones, but for translations of documents in which a mention has moved, and the new ones."""
        movers = {*self._new, *self._library.document_of(moved).values()}
        found = [CopyLink(document_id=d, source=s, kind=k, share=n, says=t)
                 for d, s, k, n, t in self._book.ask("select doc, source, kind, share, says from link")]  # fmt: skip
        kept = [each for each in found if each.kind != "translation" or not {each.document_id, each.source} & movers]
        kept += declared(self._new)
        kept += agencies(self._new.values(), self._publishers, self._knowledge)
        kept += self._copies(passages)
        kept += self._translations(movers, event_of)
        return tuple(kept)

    def _copies(self, passages: Sequence[tuple[str, str]]) -> Iterator[CopyLink]:
        documents = set(self._library.document_of(name for pair in passages for name in pair).values())
        mentions = [mention for name in sorted(documents) for mention in self._library.named[name]]
        places = {mention.id: at for at, mention in enumerate(mentions)}
        pairs = [(_passage(places[a], mentions), _passage(places[b], mentions)) for a, b in passages]
        return copies(mentions, pairs, self._by_age(documents))

    def _by_age(self, documents: Iterable[str]) -> dict[str, Document]:
        wanted = set(documents)
        return {name: self._library.documents[name] for name in self._publisher_of if name in wanted}

    def _translations(self, movers: set[str], event_of: Mapping[str, str]) -> Iterator[CopyLink]:
        """Links between a document whose events have moved and any other."""
        prints: dict[str, Print] = {}
        pairs: set[tuple[str, str]] = set()
        rank = {name: number for number, name in enumerate(self._publisher_of)}
        for name in sorted(movers):
            if len(self._library.named[name]) < FEW:
                continue
            self._print(name, event_of, prints)
            for other in sorted(self._meeting(name, prints[name], event_of) - {name}):
                self._print(other, event_of, prints)
                pairs.add((name, other) if rank[name] < rank[other] else (other, name))
        met = ((prints[a], prints[b]) for a, b in sorted(pairs) if {a, b} <= prints.keys())
        return between(met, self._by_age(prints), self._knowledge.dated_numbers)

    def _print(self, name: str, event_of: Mapping[str, str], prints: dict[str, Print]) -> None:
        told = self._library.named[name]
        if name not in prints and len(told) >= FEW:
            events: dict[str, str] = dict(self._book.ask("select id, event from mention where doc = ?", name))
            prints[name] = print_of(told, {**events, **{m.id: event_of[m.id] for m in told if m.id in event_of}})

    def _meeting(self, name: str, one: Print, event_of: Mapping[str, str]) -> set[str]:
        """Documents that tell a thing in common with one, in another language."""
        rows = {thing.event for thing in one.things if thing.event}
        found = self._book.names("select doc from mention where event in ({})", rows)
        found |= set(self._library.document_of(m for m, event in event_of.items() if event in rows).values())
        days = {key for thing in one.things for key in keys_of(thing) if isinstance(key, tuple)}
        for kind, day in sorted(days):
            found |= {other for (other,) in self._book.ask(
                "select doc from mention where type = ? and day0 between ? and ? and day1 >= ? and day1 - day0 < ?",
                kind, day - SHORT, day, day, SHORT,
            )}  # fmt: skip
            found |= {other for other in self._new if other != name and self._tells(other, kind, day)}
        return {other for other in found if self._speaks_otherwise(other, one.language)}

    def _tells(self, name: str, kind: str, day: int) -> bool:
        things = print_of(self._library.named[name], {}).things if self._library.named[name] else ()
        return any((kind, day) in keys_of(thing) for thing in things)

    def _speaks_otherwise(self, name: str, language: str) -> bool:
        """Whether a document may be in another language, as far as its mentions in the book tell."""
        told = self._book.ask("select distinct lang from mention where doc = ?", name)
        return name in self._new or any(other != language for (other,) in told)

    def _near_passages(self) -> Iterator[tuple[str, str]]:
        """Pairs of mention ids of clauses told nearly word for word, at least one of a new document."""
        new = [mention for name in sorted(self._new) for mention in self._library.named[name]]
        mine = [sketch(mention.span.of(self._new[mention.document_id].text)) for mention in new]
        near = Sifted(self._book.some("select doc, hashes from sketch order by doc"), mine)
        for places in near.crossing:
            self._check_phrase({near.old(place)[0] for place in places})
        threshold = self._settings.check_copy_similarity
        for at, mention in enumerate(new):
            for place in near.alike_old(at, threshold):
                name, number = near.old(place)
                yield self._library.named[name][number].id, mention.id
            for other in near.alike_new(at, threshold):
                if new[other].document_id != mention.document_id:
                    yield mention.id, new[other].id

    def _check_phrase(self, documents: set[str]) -> None:
        """Documents that share what has just become a turn of phrase must not have been tied by it alone."""
        held = self._book.names("select id from mention where doc in ({})", documents)
        if any(two in held for _, two in self._book.each("select one, two from passage where one in ({})", held)):
            raise NotGrown("a passage has become a turn of phrase")

    def _origins(
        self, documents: Mapping[str, str], cited: Mapping[str, str], passages: Sequence[tuple[str, str]]
    ) -> dict[str, str]:
        """The origins of mentions that are new or other than before."""
        base: dict[str, str] = {}
        shaken = self._book.names("select id from mention where doc in ({}) and cited = ''", documents)
        part = self._connected({*cited, *shaken}, passages)
        rows = self._book.each("select m.id, m.cited, d.origin, d.id from mention m join doc d on d.id = m.doc "
                               "where m.id in ({})", {*part, *shaken} - cited.keys())  # fmt: skip
        base |= {name: told or documents.get(document, origin) for name, told, origin, document in rows}
        home = self._library.new_mentions
        base |= {name: told or documents[home[name]] for name, told in cited.items()}
        grouped = self._passage_groups(part, base, passages)
        before: dict[str, str] = dict(self._book.each("select id, origin from mention where id in ({})", base))
        return {name: group for name, group in {**base, **grouped}.items() if before.get(name) != group}

    def _connected(self, seeds: set[str], passages: Sequence[tuple[str, str]]) -> set[str]:
        """All mentions that repeat a passage with one of ``seeds``, directly or by way of others."""
        found: set[str] = set()
        waiting = set(seeds)
        while waiting:
            told = {name for pair in passages if set(pair) & waiting for name in pair}
            for one, two in (("one", "two"), ("two", "one")):
                told |= self._book.names(f"select {two} from passage where {one} in ({{}})", waiting)
            found |= waiting
            waiting = told - found
        return found

    def _passage_groups(
        self, part: set[str], base: Mapping[str, str], passages: Sequence[tuple[str, str]]
    ) -> dict[str, str]:
        stored = self._book.each("select one, two from passage where one in ({})", part)
        pairs = [(a, b) for a, b in (*stored, *passages) if a in part and b in part]
        if not pairs:
            return {}
        mentions = self._library.mentions({name for pair in pairs for name in pair})
        places = {mention.id: at for at, mention in enumerate(mentions)}
        told = [(_passage(places[a], mentions), _passage(places[b], mentions)) for a, b in pairs]
        texts = self._by_age({mention.document_id for mention in mentions})
        groups = passage_groups(mentions, told, [base[mention.id] for mention in mentions], texts)
        return {mention.id: group for mention, group in zip(mentions, groups, strict=True)}


def _passage(at: int, mentions: Sequence[EventMention]) -> Passage:
    return Passage(at, mentions[at].document_id, mentions[at].span)
