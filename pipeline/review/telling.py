"""What the tables say in English, said in the language of the screen.

Input: values of the tables, a Desk, Words. Output: text. Sentences are put together from their template and what fills
it, anchors of dates from their form, figures from number and unit; names come from the entities table. Limits: what
has no words in the catalogues is shown as the tables have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.check.sentences import LENGTH, Statement, Told
from pipeline.extract import anchors
from pipeline.review.desk import Desk
from pipeline.review.tables import Row
from pipeline.review.words import Words
from pipeline.write.pages import visible

if TYPE_CHECKING:
    from markupsafe import Markup

_BASIS = re.compile(r"(?P<code>.+?)(?: (?P<when>\d[\d\-/X~?%]*))?(?:: (?P<words>.+))?")
_FIGURE = re.compile(r"(?:(?P<bound>about|at least|at most) )?(?P<n>[\d.,–]+) (?P<unit>.+)")


def explained(conflict: Row, desk: Desk, words: Words) -> Markup:
    """Why a conflict is one, escaped, with values and titles isolated from the text around."""
    from markupsafe import Markup

    facts = {fact["name"]: fact["value"] for fact in conflict["facts"]}
    if "anchor" in facts:
        facts["anchor"] = anchor(facts["anchor"], words)
    said = Statement(
        field=conflict["field"],
        template=conflict["template"],
        scope=conflict["scope"],
        told=tuple(_told(value, desk) for value in conflict["values"]),
        delta=conflict["delta"],
        facts={name: _isolated(words.sentences.term(fact)) for name, fact in facts.items()},
    )

    def titled(doc_id: str) -> str:
        document = desk.tables.document.get(doc_id)
        return _isolated(str(document["title"] or doc_id) if document else doc_id)

    def named(value: str) -> str:
        return _isolated(value_of(conflict["field"], value, desk, words))

    return Markup(words.sentences.sentence(said, value=named, document=titled, subject=titled))


def _isolated(text: str) -> str:
    from markupsafe import Markup

    return str(Markup("<bdi>{}</bdi>").format(visible(text)))


def _told(value: Row, desk: Desk) -> Told:
    rows = [desk.tables.mention[name] for name in value["mention_ids"] if name in desk.tables.mention]
    documents = value["documents"] if value["mention_ids"] else ()
    return Told(
        value=str(value["value"]),
        documents=tuple(documents),
        places=tuple(sorted({row["start"] for row in rows})),
    )


def apart(delta: str, words: Words) -> str:
    """How far the values of a conflict lie apart; empty where that only repeats the values."""
    if LENGTH.fullmatch(delta):
        return words("apart", length=words.sentences.length(delta))
    return delta if delta.endswith("%") else ""


def value_of(field: str, value: str, desk: Desk, words: Words) -> str:
    """A value of a field: codes, figures and the names of places and actors in the language of the screen."""
    match field:
        case "status" | "type":
            return words.code(field, value)
        case "place":
            return _named(value, desk, words)
        case "actor":
            return ", ".join(_named(name, desk, words) for name in value.split(", "))
        case "quantity":
            return figure(value, words)
        case _:
            return words.sentences.term(value)


def _named(name: str, desk: Desk, words: Words) -> str:
    row = desk.tables.by_name.get(name)
    return desk.tables.called(row["entity_id"], name, words.language) if row else name


def in_common(left: Row, right: Row, desk: Desk, words: Words) -> str:
    """The actors that the events of two mentions share."""
    ours, theirs = (desk.tables.event[row["event_id"]]["actors"] for row in (left, right))
    ids = {actor["entity_id"] for actor in theirs}
    shared = (actor for actor in ours if actor["entity_id"] in ids)
    return ", ".join(desk.tables.called(actor["entity_id"], actor["name"], words.language) for actor in shared)


def figure(told: str, words: Words) -> str:
    """A number with its unit, as ``about 300 people``; a text of another shape as it is."""
    found = _FIGURE.fullmatch(told)
    if not found or found["unit"] not in words.codes["unit"]:
        return told
    said = words.code("unit", found["unit"], n=found["n"])
    return words.code("bound", found["bound"], figure=said) if found["bound"] else said


def amount(low: float | None, high: float | None, unit: str, words: Words) -> str:
    """The figure of a row: one number, from low to high, or a bound where an end is open."""
    ends = [f"{end:,.10g}" for end in dict.fromkeys((low, high)) if end is not None]
    number = "–".join(ends)
    said = words.code("unit", unit, n=number) if unit in words.codes["unit"] else f"{number} {unit}".strip()
    if not ends or (low is not None and high is not None):
        return said
    return words.code("bound", "at most" if low is None else "at least", figure=said)


def anchor(phrase: str, words: Words) -> str:
    """What supplied the missing part of a date."""
    told = anchors.read(phrase)
    if told is None:
        return phrase
    form, values = told
    if values.get("basis"):
        form, values = "document_by", {**values, "basis": basis(values["basis"], words)}
    if "why" in values:
        values = {"why": words.code("why", values["why"])}
    return words.code("anchor", form, **values) if values else words.code("anchor", form)


def basis(told: str, words: Words) -> str:
    """What the date of a document rests on: ``dateline; byline 2024-11-25``, ``inferred from …: words``."""
    parts = [found for part in told.split("; ") if (found := _BASIS.fullmatch(part))]
    return "; ".join(
        words.code("dated", part["code"])
        + (f" {part['when']}" if part["when"] else "")
        + (f": {part['words']}" if part["words"] else "")
        for part in parts
    )
