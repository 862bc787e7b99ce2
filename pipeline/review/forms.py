"""The fields of a form, checked; what cannot be done is said in the reviewer's language.

Input: the fields as the browser sent them, a Desk. Output: rows and values. Errors: ``Refused``, whose ``key`` names a
sentence of the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.review.desk import Desk
from pipeline.review.tables import NAMES, Row

Form = Mapping[str, Sequence[str]]
_LONGEST = 2_000


class Refused(Exception):
    """An action that makes no sense; ``key`` and ``values`` give the sentence that says so."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def text(form: Form, name: str) -> str:
    """A field without blanks around it; empty if it is not there."""
    return (form.get(name) or ("",))[0].strip()[:_LONGEST]


def one_of(form: Form, name: str, choices: Sequence[str]) -> str:
    """A field that has one of these values."""
    value = text(form, name)
    if value not in choices:
        raise Refused("no_choice", name=name, choices=", ".join(choices))
    return value


def event_of(desk: Desk, form: Form) -> Row:
    """The event that ``event`` names."""
    row = desk.tables.event.get(text(form, "event"))
    if row is None:
        raise Refused("gone_event")
    return row


def members_of(desk: Desk, form: Form) -> tuple[Row, ...]:
    """The mentions of the event that ``event`` names."""
    return desk.tables.told.get(str(event_of(desk, form)["event_id"]), ())


def mention(desk: Desk, name: str) -> Row:
    """A mention by its id."""
    row = desk.tables.mention.get(name)
    if row is None:
        raise Refused("gone_mention")
    return row


def two(desk: Desk, left: str, right: str) -> tuple[Row, Row]:
    """The two mentions of a pair."""
    if left == right:
        raise Refused("one_mention")
    return mention(desk, left), mention(desk, right)


def entity(desk: Desk, name: str) -> Row:
    """An entity by its id."""
    row = desk.tables.entity.get(name)
    if row is None:
        raise Refused("gone_name")
    return row


def entity_id(desk: Desk, told: str) -> str:
    """The entity that an id or one of its names stands for; it must be the only one."""
    if told in desk.tables.entity:
        return told
    fits = sorted(
        row["entity_id"]
        for row in desk.tables.entities
        if told and (told in row["aliases"] or told in [row[name] for name in NAMES])
    )
    if len(fits) != 1:
        raise Refused("which_name", told=told, count=len(fits))
    return str(fits[0])
