"""What a reviewer does -> drafts of decisions.

Input: a Desk and the fields of a form. Output: the lines to append, without id, time and name. Every line holds the
quotes that its mentions stand on, so that it is found again after the texts were read anew. Errors: PipelineError
``bad-request``, ``bad-edtf``. Limits: rows are told apart and joined through pairs of mentions, never through the
ids of rows, since rows are made anew on every run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import get_args

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError
from pipeline.model import Anchor, Decision, Status
from pipeline.reconcile.rows import EDITABLE
from pipeline.review.desk import Desk, Row
from pipeline.review.log import action_of

Form = Mapping[str, Sequence[str]]
MOST_PAIRS = 2_000
_STATES = ("explained", "dismissed", "resolved", "open")
_LONGEST = 2_000


def act(desk: Desk, name: str, form: Form) -> tuple[Decision, ...]:
    """The drafts of an action (one of ``ACTIONS``)."""
    if name not in ACTIONS:
        raise _bad(f"no action is called {name!r}")
    return ACTIONS[name](desk, form)


def _verdict(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Accept, reject or doubt a whole event: every mention that tells it."""
    verdict = _one_of(form, "verdict", ("accept", "reject", "unsure"))
    return tuple(_draft(desk, "mention", (row,), verdict=verdict) for row in _members(desk, form))


def _mention(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Accept or reject one mention."""
    verdict = _one_of(form, "verdict", ("accept", "reject", "unsure"))
    return (_draft(desk, "mention", (_mentioned(desk, _text(form, "mention")),), verdict=verdict),)


def _edit(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Set a field of an event's row."""
    field, value = _one_of(form, "field", EDITABLE), _text(form, "value")
    event = _event(desk, form)
    if field == "date":
        value = str(Edtf.parse(value))
    if field == "status" and value not in get_args(Status):
        raise _bad(f"status is one of {', '.join(get_args(Status))}")
    if field == "type" and value not in {row["type"] for row in desk.tables.events} and not value.isupper():
        raise _bad("a type is a PLOVER code such as CONSULT")
    if not value and field in ("type", "status"):
        raise _bad(f"{field} cannot be empty")
    first = _members(desk, form)[0]
    old = str(event[field] or "")
    return (_draft(desk, "field", (first,), field=field, old=old, value=value, note=_text(form, "note")),)


def _comment(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """A remark on an event; it decides nothing."""
    note = _text(form, "note")
    if not note:
        raise _bad("the comment is empty")
    return (_draft(desk, "mention", (_members(desk, form)[0],), field="comment", note=note),)


def _pair(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Two mentions tell the same, or not."""
    verdict = _one_of(form, "verdict", ("same", "different", "unsure"))
    return (_draft(desk, "pair", _two(desk, _text(form, "left"), _text(form, "right")), verdict=verdict),)


def _merge(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Another event is the same: one mention of each is tied to all of the other."""
    ours = _members(desk, form)
    other = _text(form, "other").rpartition("/")[2]
    theirs = desk.tables.told.get(other, ())
    if not theirs or other == _text(form, "event"):
        raise _bad(f"no other event is called {other!r}")
    pairs = [(ours[0], row) for row in theirs] + [(row, theirs[0]) for row in ours[1:]]
    return tuple(_draft(desk, "pair", pair, verdict="same") for pair in pairs)


def _split(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """The mentions that are ticked tell something else than those that are not."""
    members, ticked = _members(desk, form), set(form.get("mention", ()))
    away = [row for row in members if row["mention_id"] in ticked]
    kept = [row for row in members if row["mention_id"] not in ticked]
    if not away or not kept:
        raise _bad("tick the mentions that belong to another event, but not all of them")
    if len(away) * len(kept) > MOST_PAIRS:
        raise _bad(f"that is more than {MOST_PAIRS} pairs; split off fewer mentions at a time")
    joined = [_draft(desk, "pair", (away[0], row), verdict="same") for row in away[1:]]
    return (*joined, *(_draft(desk, "pair", pair, verdict="different") for pair in product(kept, away)))


def _conflict(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Settle a disagreement: explained, dismissed, resolved for one value, or open again."""
    row = desk.tables.conflict.get(_text(form, "conflict"))
    if row is None:
        raise _bad("that disagreement is not there any more")
    verdict, value = _one_of(form, "verdict", _STATES), _text(form, "value")
    if value and value not in {one["value"] for one in row["values"]}:
        raise _bad(f"nobody says {value!r}")
    told = [one["mention_ids"][0] for one in row["values"] if one["mention_ids"]]
    mentions = [desk.tables.mention[name] for name in told if name in desk.tables.mention]
    ids = (row["conflict_id"], *(one["mention_id"] for one in mentions))
    anchors = tuple(_anchor(desk, one) for one in mentions)
    found = _line("conflict", ids, verdict=verdict, field=row["field"], old=row["kind"], value=value)
    return (_with(found, note=_text(form, "note"), anchors=anchors),)


def _name(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """A provisional name is another entity: its id, or its name."""
    row = desk.tables.entity.get(_text(form, "entity"))
    if row is None:
        raise _bad("that name is not there any more")
    verdict = _one_of(form, "verdict", ("same", "new", "unsure"))
    value = _entity_id(desk, _text(form, "value")) if verdict == "same" else ""
    if value == row["entity_id"]:
        raise _bad("a name is always the same as itself")
    return (_line("name", (row["entity_id"],), verdict=verdict, old=row["name_en"] or row["name_ko"], value=value),)


def _undo(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Take back an earlier action, all its lines."""
    action = action_of(_text(form, "decision"))
    lines = [one.id for one in desk.log if one.kind != "withdraw" and action_of(one.id) == action]
    if not lines:
        raise _bad("there is no such decision")
    return (_line("withdraw", tuple(lines)),)


ACTIONS: Mapping[str, Callable[[Desk, Form], tuple[Decision, ...]]] = {
    "verdict": _verdict,
    "mention": _mention,
    "edit": _edit,
    "comment": _comment,
    "pair": _pair,
    "merge": _merge,
    "split": _split,
    "conflict": _conflict,
    "name": _name,
    "undo": _undo,
}


def _bad(what: str) -> PipelineError:
    return PipelineError("bad-request", what=what)


def _text(form: Form, name: str) -> str:
    return (form.get(name) or ("",))[0].strip()[:_LONGEST]


def _one_of(form: Form, name: str, choices: Sequence[str]) -> str:
    value = _text(form, name)
    if value not in choices:
        raise _bad(f"{name} is one of {', '.join(choices)}")
    return value


def _event(desk: Desk, form: Form) -> Row:
    row = desk.tables.event.get(_text(form, "event"))
    if row is None:
        raise _bad("that event is not there any more")
    return row


def _members(desk: Desk, form: Form) -> tuple[Row, ...]:
    return desk.tables.told.get(str(_event(desk, form)["event_id"]), ()) or ()


def _mentioned(desk: Desk, name: str) -> Row:
    row = desk.tables.mention.get(name)
    if row is None:
        raise _bad("that mention is not there any more")
    return row


def _two(desk: Desk, left: str, right: str) -> tuple[Row, Row]:
    if left == right:
        raise _bad("a pair has two mentions")
    return _mentioned(desk, left), _mentioned(desk, right)


def _entity_id(desk: Desk, told: str) -> str:
    if told in desk.tables.entity:
        return told
    names = ("name_en", "name_ko", "name_zh_hans", "name_zh_hant")
    fits = sorted(
        row["entity_id"]
        for row in desk.tables.entities
        if told and (told in row["aliases"] or told in [row[name] for name in names])
    )
    if len(fits) != 1:
        raise _bad(f"{told!r} names {len(fits)} entities; give an id of the entities table")
    return str(fits[0])


def _draft(desk: Desk, kind: str, mentions: Sequence[Row], **more: str) -> Decision:
    line = _line(kind, tuple(row["mention_id"] for row in mentions), **more)
    return _with(line, anchors=tuple(_anchor(desk, row) for row in mentions))


def _line(kind: str, target: tuple[str, ...], **more: str) -> Decision:
    return Decision(id="", at="", by="", kind=kind, target=target, **more)  # type: ignore[arg-type]


def _with(line: Decision, **more: object) -> Decision:
    from dataclasses import replace

    return replace(line, **more)  # type: ignore[arg-type]


def _anchor(desk: Desk, row: Row) -> Anchor:
    document = desk.tables.document.get(row["doc_id"], {})
    return Anchor(sha256=document.get("sha256", ""), quote=row["text"], prefix=row["prefix"], suffix=row["suffix"])
