"""What a reviewer does -> drafts of decisions.

Input: a Desk and the fields of a form. Output: the lines to append, without id, time and name. Every line holds the
quotes that its mentions stand on, so that it is found again after the texts were read anew. Errors: ``Refused``;
PipelineError ``bad-edtf``. Limits: rows are told apart and joined through pairs of mentions, never through the
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
from pipeline.review.desk import Desk
from pipeline.review.forms import Form, Refused, entity, entity_id, event_of, members_of, mention, one_of, text, two
from pipeline.review.log import action_of
from pipeline.review.sheet import TAKEN
from pipeline.review.tables import Row

MOST_PAIRS = 2_000
_STATES = ("explained", "dismissed", "resolved", "open")
_VERDICTS = ("accept", "reject", "unsure")


def act(desk: Desk, name: str, form: Form) -> tuple[Decision, ...]:
    """The drafts of an action (one of ``ACTIONS``)."""
    if name not in ACTIONS:
        raise Refused("no_action", name=name)
    return ACTIONS[name](desk, form)


def _verdict(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Accept, reject or doubt a whole event: every mention that tells it."""
    verdict = one_of(form, "verdict", _VERDICTS)
    return tuple(_draft(desk, "mention", (row,), verdict=verdict) for row in members_of(desk, form))


def _mention(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Accept or reject one mention."""
    verdict = one_of(form, "verdict", _VERDICTS)
    return (_draft(desk, "mention", (mention(desk, text(form, "mention")),), verdict=verdict),)


def _edit(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Set a field of an event's row."""
    field, value = one_of(form, "field", EDITABLE), text(form, "value")
    return (_set(desk, form, field, value, text(form, "note")),)


def _adopt(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Take what one source says of a field for the row; a type brings its mode."""
    row, field = mention(desk, text(form, "mention")), one_of(form, "field", TAKEN)
    if row["event_id"] != event_of(desk, form)["event_id"]:
        raise Refused("gone_mention")
    fields = ("type", "mode") if field == "type" else (field,)
    return tuple(_set(desk, form, name, row[name] or "", row["doc_id"]) for name in fields)


def _set(desk: Desk, form: Form, field: str, value: str, note: str) -> Decision:
    event = event_of(desk, form)
    if field == "date":
        value = str(Edtf.parse(value))
    if field == "status" and value not in get_args(Status):
        raise Refused("no_choice", name=field, choices=", ".join(get_args(Status)))
    if field == "type" and value not in {row["type"] for row in desk.tables.events} and not value.isupper():
        raise Refused("no_type")
    if not value and field in ("type", "status"):
        raise Refused("empty_value")
    old = str(event[field] or "")
    return _draft(desk, "field", members_of(desk, form)[:1], field=field, old=old, value=value, note=note)


def _comment(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """A remark on an event; it decides nothing."""
    note = text(form, "note")
    if not note:
        raise Refused("empty_comment")
    return (_draft(desk, "mention", members_of(desk, form)[:1], field="comment", note=note),)


def _flag(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Mark an event to come back to, or take the mark away; it decides nothing."""
    event = event_of(desk, form)
    flag = desk.flag(event["event_id"])
    if flag:
        return (_line("withdraw", (flag.id,)),)
    return (_draft(desk, "mention", members_of(desk, form)[:1], field="flag", note=text(form, "note")),)


def _pair(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Two mentions tell the same, or not."""
    verdict = one_of(form, "verdict", ("same", "different", "unsure"))
    return (_draft(desk, "pair", two(desk, text(form, "left"), text(form, "right")), verdict=verdict),)


def _merge(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Another event is the same: one mention of each is tied to all of the other."""
    ours = members_of(desk, form)
    other = text(form, "other").rpartition("/")[2].partition("?")[0]
    theirs = desk.tables.told.get(other, ())
    if not theirs or other == text(form, "event"):
        raise Refused("no_other", other=other)
    pairs = [(ours[0], row) for row in theirs] + [(row, theirs[0]) for row in ours[1:]]
    return tuple(_draft(desk, "pair", pair, verdict="same") for pair in pairs)


def _split(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """The mentions that are ticked tell something else than those that are not."""
    members, ticked = members_of(desk, form), set(form.get("mention", ()))
    away = [row for row in members if row["mention_id"] in ticked]
    kept = [row for row in members if row["mention_id"] not in ticked]
    if not away or not kept:
        raise Refused("tick_some")
    if len(away) * len(kept) > MOST_PAIRS:
        raise Refused("too_many_pairs", most=MOST_PAIRS)
    joined = [_draft(desk, "pair", (away[0], row), verdict="same") for row in away[1:]]
    return (*joined, *(_draft(desk, "pair", pair, verdict="different") for pair in product(kept, away)))


def _conflict(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Settle a disagreement: explained, dismissed, resolved for one value, or open again."""
    row = desk.tables.conflict.get(text(form, "conflict"))
    if row is None:
        raise Refused("gone_conflict")
    verdict, value = one_of(form, "verdict", _STATES), text(form, "value")
    if value and value not in {one["value"] for one in row["values"]}:
        raise Refused("nobody_says", value=value)
    told = [one["mention_ids"][0] for one in row["values"] if one["mention_ids"]]
    mentions = [desk.tables.mention[name] for name in told if name in desk.tables.mention]
    ids = (row["conflict_id"], *(one["mention_id"] for one in mentions))
    anchors = tuple(_anchor(desk, one) for one in mentions)
    found = _line("conflict", ids, verdict=verdict, field=row["field"], old=row["kind"], value=value)
    settled = _with(found, note=text(form, "note"), anchors=anchors)
    if verdict == "resolved" and _fits_row(desk, row, value):
        return settled, _set(desk, {"event": (row["event_id"],)}, row["field"], value, "")
    return (settled,)


def _fits_row(desk: Desk, conflict: Row, value: str) -> bool:
    """Whether a value of a conflict can stand in the row of its event."""
    if conflict["event_id"] not in desk.tables.event:
        return False
    match conflict["field"]:
        case "date":
            return _is_edtf(value)
        case "status":
            return value in get_args(Status)
        case field:
            return field == "place" and bool(value)


def _is_edtf(value: str) -> bool:
    try:
        return bool(str(Edtf.parse(value)))
    except PipelineError:
        return False


def _name(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Provisional names are another entity, named by its id or a name of it; or entities of their own."""
    verdict, value = one_of(form, "verdict", ("same", "new", "unsure")), text(form, "value")
    rows = [entity(desk, name.strip()) for name in form.get("entity", ("",))]
    if verdict == "same":
        value = entity_id(desk, value)
    if verdict == "same" and value in {row["entity_id"] for row in rows}:
        raise Refused("same_name")
    value = "" if verdict == "unsure" else value
    return tuple(
        _line("name", (row["entity_id"],), verdict=verdict, old=row["name_en"] or row["name_ko"], value=value)
        for row in rows
    )


def _alias(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """An entity goes by another name as well."""
    row, alias = entity(desk, text(form, "entity")), text(form, "alias")
    if not alias:
        raise Refused("empty_value")
    return (_line("name", (row["entity_id"], alias), verdict="alias", value=alias),)


def _undo(desk: Desk, form: Form) -> tuple[Decision, ...]:
    """Take back an earlier action, all its lines."""
    action = action_of(text(form, "decision"))
    lines = [one.id for one in desk.log if one.kind != "withdraw" and action_of(one.id) == action]
    if not lines:
        raise Refused("no_decision")
    return (_line("withdraw", tuple(lines)),)


ACTIONS: Mapping[str, Callable[[Desk, Form], tuple[Decision, ...]]] = {
    "verdict": _verdict,
    "mention": _mention,
    "edit": _edit,
    "adopt": _adopt,
    "comment": _comment,
    "flag": _flag,
    "pair": _pair,
    "merge": _merge,
    "split": _split,
    "conflict": _conflict,
    "name": _name,
    "alias": _alias,
    "undo": _undo,
}


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
    return Anchor(
        sha256=document.get("sha256", ""),
        quote=row["text"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        trigger=row["trigger"],
        time=row["time_text"] or "",
    )
