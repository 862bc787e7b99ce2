"""Disagreements that a change may have touched, found again: the checks themselves, over what they can look at.

Input: events as they are now, the book, the library. Output: ``Rechecked``: conflicts that are gone, those that are
there instead, events with their counts. What a check between rows sets beside a mention is known by its ties
(``check/ties.py``), a denial by its claim (``denying.py``). Errors: NotGrown where a headline counts the deeds of
persons who may be others now, or where too much is touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.check.evidence import Evidence, Kind, by_place
from pipeline.check.findings import Finding
from pipeline.check.judge import judge
from pipeline.check.origins import with_origin
from pipeline.check.stage import counted, findings
from pipeline.check.tolls import homes
from pipeline.corpus import place_in_text
from pipeline.growth.book import Book, NotGrown, Row
from pipeline.growth.clauses import Counts, clause_of
from pipeline.growth.counting import conflicts_of, counts_before, counts_now
from pipeline.growth.denying import Denials, denials_of
from pipeline.growth.keep import tie_rows
from pipeline.growth.library import Library, Loaded
from pipeline.model import Conflict, Document, Entity, Event, EventMention, Linked, TimeMention
from pipeline.shelf import Grouped

if TYPE_CHECKING:
    from pipeline.resources import Resources

MOST = 20_000
"""Mentions that may be looked at; more are a whole run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """``gone``: conflict ids; ``counts``: how many conflicts each event that gained or lost one takes part in now."""

    events: tuple[Event, ...]
    gone: frozenset[str]
    conflicts: tuple[Conflict, ...]
    event_of: Mapping[str, str]
    counts: Mapping[str, int]
    ties: tuple[Row, ...]
    denials: Denials
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """How things stand: what was linked anew, the event each mention of it belongs to and belonged to, origins,
    entities, and those of them that are new or named otherwise."""

    linked: Linked
    event_of: Mapping[str, str]
    was: Mapping[str, str]
    origins: Mapping[str, str]
    entities: Mapping[str, Entity]
    turned: frozenset[str]


class Rechecker:
    """Looks again at the disagreements around changed events."""

    def __init__(self, book: Book, library: Library, now: Now, resources: Resources) -> None:
        self._book = book
        self._library = library
        self._now = now
        self._resources = resources
        self._members = {event.id: event.mentions for event in now.linked.events}
        self._told: Mapping[str, tuple[EventMention, ...]] = Loaded(self._of_document)
        self._event_of: Mapping[str, str] = _Events(book, now.event_of)

    def recheck(self) -> Rechecked:
        """All that is other than before."""
        changed = self._with_origins(name for event in self._members.values() for name in event)
        evidence = self._evidence(changed, changed)
        ties = {row[:2]: row[2] for mention in changed for row in tie_rows(mention, evidence)}
        askers = self._tied({key for key, _ in ties}, asking=True) - {mention.id for mention in changed}
        denials = self._denials(changed, evidence)
        touched = set(self._members) | {self._event_of[name] for name in askers | denials.moved}
        whole = self._of_events(touched)
        self._check()
        denied = self._denied(denials, whole)
        near = self._around(whole, [mention for pair in denied for mention in pair])
        evidence = replace(self._evidence(near, whole), denied=denied)
        rows = [evidence_event for evidence_event in evidence.events if evidence_event.id in touched]
        inside = {mention.id for mention in whole}
        tellers: dict[str, tuple[int, int]] = {}
        found = [each for each in findings(evidence, tellers, rows) if self._concerns(each, touched, inside)]
        conflicts = {c.id: c for c in (judge(each, evidence, ()) for each in found)}
        gone = conflicts_of(self._book, touched | set(self._now.was.values()), inside)
        counts = counts_now(self._book, self._event_of, gone, conflicts.values())
        stored = counts_before(self._book, set(self._members) - counts.keys())
        numbers = {**stored, **counts}
        events = tuple(counted(event, tellers[event.id], numbers.get(event.id, 0)) for event in self._now.linked.events)
        return Rechecked(
            events=events, gone=frozenset(gone), conflicts=tuple(conflicts.values()), event_of=self._event_of,
            counts=counts, ties=self._new_ties(evidence), denials=denials, evidence=evidence,
        )  # fmt: skip

    def _denials(self, changed: Sequence[EventMention], evidence: Evidence) -> Denials:
        """The claims that denials are of, with what new and changed mentions say."""
        clauses = [clause for mention in changed if (clause := clause_of(mention, evidence))]
        new = (mention for mention in changed if mention.id in self._library.new_mentions)
        counts = Counts.stored(self._book).plus(Counts.of(map(evidence.quote, new)))
        rules = self._resources.check_knowledge.denial
        return denials_of(self._book, counts, clauses, self._now.event_of, rules)

    def _denied(self, denials: Denials, whole: Sequence[EventMention]) -> tuple[tuple[EventMention, EventMention], ...]:
        """Claims and their denials of which one is among the mentions."""
        inside = {mention.id for mention in whole}
        pairs = [(claim, denial) for denial, claim in denials.answers.items() if {claim, denial} & inside]
        told = {mention.id: mention for mention in self._with_origins(name for pair in pairs for name in pair)}
        return tuple((told[claim], told[denial]) for claim, denial in pairs)

    def _new_ties(self, evidence: Evidence) -> tuple[Row, ...]:
        """The ties of new mentions, for the book."""
        new = (mention for name in sorted(self._library.fresh) for mention in self._told[name])
        return tuple(row for mention in new for row in tie_rows(mention, evidence))

    def told(self, event: str) -> tuple[EventMention, ...]:
        """The mentions of an event as it is now, in text order, with their origins."""
        if event in self._members:
            return self._with_origins(self._members[event])
        names = {name for (name,) in self._book.ask("select id from mention where event = ?", event)}
        if not names:
            raise KeyError(event)
        return self._with_origins(names)

    def _of_document(self, name: str) -> tuple[EventMention, ...]:
        named = self._library.named[name]
        stored = {**dict(self._book.ask("select id, origin from mention where doc = ?", name)), **self._now.origins}
        return tuple(with_origin(mention, stored[mention.id]) for mention in named)

    def _with_origins(self, names: Iterable[str]) -> tuple[EventMention, ...]:
        wanted = set(names)
        documents = sorted(set(self._library.document_of(wanted).values()))
        return tuple(mention for name in documents for mention in self._told[name] if mention.id in wanted)

    def _of_events(self, events: Iterable[str]) -> tuple[EventMention, ...]:
        return self._sorted(mention for event in events for mention in self.told(event))

    def _sorted(self, mentions: Iterable[EventMention]) -> tuple[EventMention, ...]:
        found = tuple(sorted({mention.id: mention for mention in mentions}.values(), key=place_in_text))
        if len(found) > MOST:
            raise NotGrown(f"more than {MOST} mentions stand in question")
        return found

    def _check(self) -> None:
        """What is set against the whole corpus needs a whole run."""
        persons = any(self._now.entities[name].kind == "person" for name in self._now.turned)
        if persons and self._book.fact("counts deeds"):
            raise NotGrown("a headline counts the deeds of persons, who may be others now")

    def _tied(self, keys: Iterable[str], *, asking: bool) -> set[str]:
        only = " and asks = 1" if asking else ""
        found = self._book.names(f"select mention from tie where key in ({{}}){only}", keys)
        if len(found) > MOST:
            raise NotGrown(f"more than {MOST} mentions stand in question")
        return found

    def _around(self, whole: Sequence[EventMention], denied: Sequence[EventMention]) -> tuple[EventMention, ...]:
        """The mentions of events, and all that checks may set beside them or they beside others; ``denied``: claims
        and denials that belong to them."""
        evidence = self._evidence(whole, ())
        ties = [row for mention in whole for row in tie_rows(mention, evidence)]
        askers = self._with_origins(self._tied({key for key, _, _ in ties}, asking=True))
        asked = {key for key, _, asks in ties if asks}
        asked |= {key for mention in askers for key, _, asks in tie_rows(mention, evidence) if asks}
        answers = self._with_origins(self._tied(asked, asking=False))
        documents = {mention.document_id for mention in (*whole, *askers)}
        tolls = {event for name in documents for event in homes(self._told[name], evidence)}
        documents |= {mention.document_id for mention in self._of_events(tolls)}
        companions = (mention for name in documents for mention in self._told[name])
        return self._sorted((*whole, *answers, *denied, *companions))

    def _evidence(self, mentions: Sequence[EventMention], tested: Sequence[EventMention]) -> Evidence:
        """Evidence that iterates over ``mentions`` alone, and gives whatever else is asked for by name."""
        kinds: dict[Kind, list[int]] = defaultdict(list)
        for at, mention in enumerate(mentions):
            kinds[mention.type, mention.mode, mention.status].append(at)
        names = sorted({mention.document_id for mention in mentions})
        documents: Mapping[str, Document] = Loaded(self._library.documents.__getitem__, names)
        times: Mapping[str, tuple[TimeMention, ...]] = Loaded(
            lambda name: by_place(self._library.extractions[name].times)
        )
        return Evidence(
            documents=documents,
            entities=self._now.entities,
            events=self._events(mentions),
            mentions=mentions,
            told=Loaded(self.told),
            held=self._told,
            kinds=Grouped(mentions, kinds),
            loose=self._loose(tested),
            event_of=self._event_of,
            times=times,
            knowledge=self._resources.check_knowledge,
            settings=self._resources.settings,
        )

    def _events(self, mentions: Sequence[EventMention]) -> tuple[Event, ...]:
        """The events of mentions by id; those that are as before by type and mode, which is all that is asked."""
        new = {event.id: event for event in self._now.linked.events}
        names = sorted({self._event_of[mention.id] for mention in mentions})
        stored = self._book.each("select id, type, mode from event where id in ({})", set(names) - new.keys())
        old = {name: Event(id=name, mentions=(), type=t, mode=m, plover="", date=None) for name, t, m in stored}
        return tuple(new.get(name) or old[name] for name in names)

    def _loose(self, mentions: Sequence[EventMention]) -> frozenset[str]:
        """Those of the mentions that hang on their row too weakly to testify."""
        scores: dict[str, float] = dict(
            self._book.each("select id, score from mention where id in ({})", {m.id for m in mentions})
        )
        scores |= {link.mention_id: link.score for link in self._now.linked.links}
        weak = [m.id for m in mentions if scores[m.id] < self._resources.settings.check_link_score]
        shared = {name for name in {self._event_of[each] for each in weak} if len(self.told(name)) > 1}
        return frozenset(name for name in weak if self._event_of[name] in shared)

    def _concerns(self, finding: Finding, touched: set[str], inside: set[str]) -> bool:
        told = (mention.id for group in finding.groups for mention in group.mentions)
        return finding.event_id in touched or any(name in inside for name in told)


class _Events(Mapping[str, str]):
    """Mention id → event id as it is now."""

    def __init__(self, book: Book, changed: Mapping[str, str]) -> None:
        self._book = book
        self._held = dict(changed)

    def __getitem__(self, name: str) -> str:
        if name not in self._held:
            self._held |= dict(self._book.ask("select id, event from mention where id = ?", name))
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
