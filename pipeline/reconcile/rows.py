"""The values of an event row, chosen from its mentions by stated rules; every cell names its rule.

Input: the mentions of one cluster, entity rows, documents. Output: an ``Event``. No value is an average and none
is voted away: what disagrees stays in the mentions and becomes a conflict in ``check``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.edtf import Edtf
from pipeline.extract.titles import LANGUAGES, Party, Setting, names_of, party, titles
from pipeline.model import (
    Decision,
    Document,
    Entity,
    Event,
    EventActor,
    EventMention,
    QuantityRange,
    Reason,
    Status,
)
from pipeline.reconcile.dating import row_date
from pipeline.reconcile.row_actors import row_actors
from pipeline.records import replace

if TYPE_CHECKING:
    from pipeline.extract.event_types import EventTypes
    from pipeline.reconcile.things import Things

_STATUSES: tuple[Status, ...] = ("occurred", "ongoing", "claimed", "cancelled", "planned", "denied")
TALKS = ("CONSULT",)  # what people meet about is not what a meeting is
EDITABLE = ("date", "type", "mode", "status", "place", "country", "title_en", "title_ko", "title_zh")


@dataclass(frozen=True, kw_only=True)
class RowMaker:
    """Makes event rows; ``types`` gives titles and strict PLOVER codes."""

    entities: Mapping[str, Entity]
    documents: Mapping[str, Document]
    types: EventTypes
    things: Things | None = None

    def row(
        self, event_id: str, mentions: Sequence[EventMention], confidence: float, merged: tuple[str, ...] = ()
    ) -> Event:
        """The row of one cluster; ``mentions`` may come in any order, ``merged`` are ids that it took over."""
        members = sorted(mentions, key=lambda mention: mention.id)
        kind = _most([mention.type for mention in members])
        mode = _most([mention.mode for mention in members if mention.type == kind and mention.mode] or [""])
        status = _status(members)
        value, why = row_date(members, self.copied, self.primary)
        place = self._place(members)
        published = sorted(self._published(members))
        actors, why_actors = row_actors(members, self.entities, self.types.symmetric(kind, mode))
        named = self._titles(kind, mode, actors, self._setting(members, (kind, mode), place[0], value))
        return Event(
            id=event_id,
            merged_from=merged,
            mentions=tuple(mention.id for mention in members),
            type=kind,
            mode=mode,
            plover=self.types.plover(kind, mode, status),
            date=value,
            title_en=named[0],
            title_ko=named[1],
            title_zh=named[2],
            actors=actors,
            place_id=place[0],
            place=place[1],
            country=place[2],
            status=status,
            quantities=_quantities(members),
            n_documents=len({mention.document_id for mention in members}),
            n_origins=len({mention.origin_group or mention.document_id for mention in members}),
            languages=tuple(sorted({mention.language for mention in members})),
            first_published=published[0][1] if published else "",
            last_published=published[-1][1] if published else "",
            confidence=confidence,
            reasons=(why, _because_status(members, status), *why_actors),
        )

    def _titles(self, kind: str, mode: str, actors: Sequence[EventActor], setting: Setting) -> tuple[str, str, str]:
        return titles(kind, mode, [self._party(actor) for actor in actors], setting, self.types)

    def _setting(
        self, members: Sequence[EventMention], typed: tuple[str, str], place_id: str, date: Edtf | None
    ) -> Setting:
        place = self.entities.get(place_id)
        clauses = [(m, self.documents[m.document_id].text) for m in members if m.document_id in self.documents]
        words: dict[str, list[str]] = {}
        for mention, text in clauses:
            words.setdefault(mention.language.partition("-")[0], []).append(mention.trigger.of(text))
        told = [] if typed[0] in TALKS else self._told_of([_nameless(mention, text) for mention, text in clauses])
        usual = self.things.words_of if self.things else {}
        core = next((name for name in told if name in self.types.named_by(*typed)), "")
        return Setting(
            place=names_of(place) if place else None,
            date=date,
            about={code: [usual[n][code] for n in told if n != core and code in usual[n]] for code in LANGUAGES},
            core=usual.get(core),
            trigger={language: _most(triggers) for language, triggers in words.items()},
        )

    def _told_of(self, clauses: Sequence[str]) -> list[str]:
        """The things with a word for titles that most clauses speak of, the most frequent first."""
        if self.things is None:
            return []
        counts = Counter(name for clause in clauses for name in self.things.of(clause) if name in self.things.words_of)
        often = [name for name, n in counts.items() if 2 * n >= len(clauses)]
        return sorted(often, key=lambda name: (-counts[name], name))

    def edited(self, event: Event, edits: Sequence[Decision], members: Sequence[EventMention]) -> Event:
        """The row with a reviewer's values put in, and titles that follow from them unless they were set too."""
        changed = edited(event, edits)
        fields = {edit.field for edit in edits}
        if "place" in fields:
            changed = self._placed(changed, country_set="country" in fields)
        if not fields & {"date", "type", "mode", "place", "status"}:
            return changed
        setting = self._setting(members, (changed.type, changed.mode), changed.place_id, changed.date)
        named = self._titles(changed.type, changed.mode, changed.actors, setting)
        changes: dict[str, Any] = dict(zip(("title_en", "title_ko", "title_zh"), named, strict=True))
        changes["plover"] = self.types.plover(changed.type, changed.mode, changed.status)
        return replace(changed, **{name: value for name, value in changes.items() if name not in fields})

    def _placed(self, event: Event, country_set: bool) -> Event:
        """The id and country of a place that a reviewer set, where one entity alone has that name or id."""
        named = [e for e in self.entities.values() if event.place and event.place in (e.id, *_names(e))]
        entity = named[0] if len(named) == 1 else Entity(id="", kind="place", name_en=event.place)
        country = event.country if country_set else entity.country
        return replace(event, place_id=entity.id, place=entity.name_en or event.place, country=country)

    def _party(self, actor: EventActor) -> Party:
        row = self.entities.get(actor.entity_id)
        return party(row or Entity(id="", kind="other", name_en=actor.name), actor.role)

    def copied(self, mention: EventMention) -> bool:
        """Whether the mention stands in a declared copy, not in a primary text."""
        document = self.documents.get(mention.document_id)
        return bool(document and document.copied_from)

    def primary(self, mention: EventMention) -> bool:
        """Whether the mention stands in a text that is itself the record of what it tells."""
        document = self.documents.get(mention.document_id)
        return document is not None and document.role == "primary"

    def _published(self, members: Sequence[EventMention]) -> set[tuple[str, str]]:
        dates = {
            m.document_id: self.documents[m.document_id].published for m in members if m.document_id in self.documents
        }
        return {(str(value.start or ""), value.text) for value in dates.values() if value is not None}

    def _name(self, entity_id: str) -> str:
        entity = self.entities.get(entity_id)
        return (entity.name_en or entity.name_ko or entity.name_zh_hans) if entity else ""

    def _place(self, members: Sequence[EventMention]) -> tuple[str, str, str]:
        """The place that most mentions agree with (a place agrees with what it is part of), then the narrowest."""
        told = [m.place for m in members if m.place is not None]
        if not told:
            return "", "", ""
        keys = {place.entity_id or place.surface: place for place in reversed(told)}
        support = {key: sum((p.entity_id or p.surface) in self._above(key) for p in told) for key in keys}
        best = min(keys, key=lambda key: (-support[key], -len(self._above(key)), key))
        entity = self.entities.get(best)
        return keys[best].entity_id, self._name(best) or keys[best].surface, entity.country if entity else ""

    def _above(self, key: str) -> list[str]:
        found = [key]
        entity = self.entities.get(key)
        while entity and entity.part_of and entity.part_of not in found:
            found.append(entity.part_of)
            entity = self.entities.get(entity.part_of)
        start = self.entities.get(key)
        if start and start.country:
            found += self._states.get(start.country, ())
        return list(dict.fromkeys(found))

    @cached_property
    def _states(self) -> Mapping[str, Sequence[str]]:
        """The ids of the states that go by a country code."""
        found: dict[str, list[str]] = {}
        for entity in self.entities.values():
            if entity.kind == "country":
                found.setdefault(entity.country, []).append(entity.id)
        return found


def _nameless(mention: EventMention, text: str) -> str:
    """The clause without its names, which the title tells as parties and place."""
    names = [actor.entity for actor in mention.actors] + ([mention.place] if mention.place else [])
    inside = {at for name in names for at in range(name.span.start, name.span.end)}
    return "".join(" " if at in inside else text[at] for at in range(mention.span.start, mention.span.end))


def edited(event: Event, edits: Sequence[Decision]) -> Event:
    """The row with a reviewer's values put in; a field that cannot be edited is left alone."""
    for edit in edits:
        if edit.field not in EDITABLE:
            continue
        value: object = Edtf.parse(edit.value) if edit.field == "date" else edit.value
        why = Reason(rule="reviewer@1", says=f"{edit.field} set by {edit.by} (decision {edit.id})")
        changes: dict[str, object] = {edit.field: value, "review_state": "edited", "reviewed_by": edit.by}
        changes |= {"reviewed_at": edit.at, "reasons": (*event.reasons, why)}
        event = replace(event, **changes)  # type: ignore[arg-type]
    return event


def _names(entity: Entity) -> tuple[str, ...]:
    return entity.name_en, entity.name_ko, entity.name_zh_hans, entity.name_zh_hant, *entity.aliases


def _most(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _status(members: Sequence[EventMention]) -> Status:
    """The status that most documents tell; a plan gives way to any word of what became of it."""
    told = {(mention.document_id, mention.status) for mention in members}
    counts: Counter[Status] = Counter(status for _, status in told)
    outcomes: set[Status] = {status for status in counts if status != "planned"}
    choice = outcomes or set(counts)
    return min(choice, key=lambda status: (-counts[status], _STATUSES.index(status)))


def _because_status(members: Sequence[EventMention], status: Status) -> Reason:
    n = len({mention.document_id for mention in members if mention.status == status})
    return Reason(rule="row.status@1", says=f"{status}: told so in {n} document{'s' if n != 1 else ''}")


def _quantities(members: Sequence[EventMention]) -> tuple[QuantityRange, ...]:
    groups: dict[tuple[str, str], list[tuple[float | None, float | None]]] = {}
    for mention in members:
        for each in mention.quantities:
            groups.setdefault((each.what, each.unit), []).append((each.low, each.high))
    return tuple(
        QuantityRange(what=what, unit=unit, low=_low(ranges), high=_high(ranges))
        for (what, unit), ranges in sorted(groups.items())
    )


def _low(ranges: Sequence[tuple[float | None, float | None]]) -> float | None:
    lows = [low for low, _ in ranges]
    return None if None in lows else min(low for low in lows if low is not None)


def _high(ranges: Sequence[tuple[float | None, float | None]]) -> float | None:
    highs = [high for _, high in ranges]
    return None if None in highs else max(high for high in highs if high is not None)
