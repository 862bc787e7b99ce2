"""Stories → JSON-LD: schema.org events, each with W3C Web Annotations that point at its quotes.

Input: stories. Output: JSON text. ``startDate`` and ``endDate`` are ISO 8601 days or reduced dates; the EDTF value
itself is in ``temporalCoverage``. Entities with a QID are linked to Wikidata. Limits: titles are in three languages,
quotes in their own; source texts are named by URL where one is known, else by ``urn:document:``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.export.stories import Party, Story, Told

_STATUS = {"cancelled": "https://schema.org/EventCancelled"}
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "annotation": {"@id": "https://schema.org/subjectOf", "@type": "oa:Annotation"},
}


def linked_data(stories: Sequence[Story]) -> str:
    """The whole graph."""
    graph = {"@context": _CONTEXT, "@graph": [_event(story) for story in stories]}
    return json.dumps(graph, ensure_ascii=False, indent=1) + "\n"


def _event(story: Story) -> dict[str, Any]:
    names = (("en", story.title_en), ("ko", story.title_ko), ("zh", story.title_zh))
    found: dict[str, Any] = {
        "@id": f"urn:event:{story.event_id}",
        "@type": "Event",
        "identifier": story.event_id,
        "name": [{"@value": text, "@language": language} for language, text in names if text],
        "additionalType": "/".join(part for part in (story.type, story.mode) if part),
        "temporalCoverage": story.date,
        "startDate": _iso(story, story.first),
        "endDate": _iso(story, story.last),
        "eventStatus": _STATUS.get(story.status, "https://schema.org/EventScheduled"),
        "actor": [_party(actor) for actor in story.actors],
        "annotation": [_annotation(told) for told in story.told],
    }
    if story.place:
        found["location"] = {"@type": "Place", "name": story.place} | _same_as(story.place_id)
        if story.country:
            found["location"]["address"] = {"@type": "PostalAddress", "addressCountry": story.country}
    return {key: value for key, value in found.items() if value not in ("", [])}


def _iso(story: Story, day: str) -> str:
    """The day, cut to what is known: the year, the month, or the day itself."""
    return day[: {"year": 4, "month": 7}.get(story.precision, 10)]


def _party(actor: Party) -> dict[str, Any]:
    return {"@type": "Thing", "name": actor.name, "roleName": actor.role} | _same_as(actor.entity_id)


def _same_as(entity_id: str) -> dict[str, str]:
    known = entity_id[:1] == "Q" and entity_id[1:].isdigit()
    return {"sameAs": f"http://www.wikidata.org/entity/{entity_id}"} if known else {}


def _annotation(told: Told) -> dict[str, Any]:
    source = told.url or f"urn:document:{told.doc_id}"
    exact = {"@type": "oa:TextQuoteSelector", "oa:exact": {"@value": told.quote, "@language": told.lang}}
    beside = {"oa:prefix": told.prefix, "oa:suffix": told.suffix}
    place = {"@type": "oa:TextPositionSelector", "oa:start": told.start, "oa:end": told.end}
    return {
        "@id": f"urn:mention:{told.mention_id}",
        "@type": "oa:Annotation",
        "oa:hasTarget": {"oa:hasSource": {"@id": source}, "oa:hasSelector": [exact | beside, place]},
    }
