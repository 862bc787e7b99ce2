"""The date of an event row: that of primary texts; else the value with most independent origins, then the most precise.

Input: the mentions of one event. Output: one of the dates they tell, and the reason. A date stands behind every
value that lies inside it (2000 behind 2000-07-19) and behind a longer stay that it is a day of. Limits: a date is
chosen, never computed; other values stay in their mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.edtf import Edtf
from pipeline.model import EventMention, Reason
from pipeline.reconcile.features import grain_of

_BASES = ("explicit", "duration", "partial", "relative", "inherited")


def row_date(
    members: Sequence[EventMention],
    is_copy: Callable[[EventMention], bool],
    is_primary: Callable[[EventMention], bool] = lambda mention: False,
) -> tuple[Edtf | None, Reason]:
    """The chosen date and why; None where no mention has one. ``is_copy`` marks retellings, ``is_primary`` records."""
    told = [(mention, mention.time.date) for mention in members if mention.time.date is not None]
    if not told:
        return None, Reason(rule="row.date@1", says="no mention tells a date")
    primary = [pair for pair in told if is_primary(pair[0])]
    told = primary or told
    values = {date.text: date for _, date in told}

    def rank(text: str) -> tuple[object, ...]:
        value = values[text]
        tellers = [mention for mention, date in told if date.text == text]
        stay = _is_stay(tellers, value)
        behind = [mention for mention, date in told if _stands_behind(date, value, stay)]
        return (
            -len({_origin(mention) for mention in behind}),
            -len(behind),
            grain_of(value) + value.approximate,
            not stay,
            all(is_copy(mention) for mention in tellers),
            min(_BASES.index(mention.time.basis) for mention in tellers),
            -len({_origin(mention) for mention in tellers}),
            text,
        )

    best = min(values, key=rank)
    origins = -int(str(rank(best)[0]))
    return values[best], Reason(rule="row.date@1", says=_says(best, origins, len(values), bool(primary)))


def _says(text: str, origins: int, n_values: int, primary: bool) -> str:
    if primary:
        return f"{text}: told by a primary text"
    if n_values == 1:
        return f"{text}: the only date told"
    return f"{text}: {origins} independent origin{'s' if origins != 1 else ''} behind it, the most precise of these"


def _stands_behind(told: Edtf, value: Edtf, stay: bool) -> bool:
    """Whether a date told speaks for ``value``: it holds it, or is a day of the ``stay`` that it is."""
    return told.contains(value) or (stay and grain_of(told) == grain_of(value) and value.contains(told))


def _is_stay(tellers: Sequence[EventMention], value: Edtf) -> bool:
    """Whether the value is the extent of the happening (19-20 July), not a vague stretch in which it lies."""
    return value.is_interval and any(mention.time.kind == "range" for mention in tellers)


def _origin(mention: EventMention) -> str:
    return mention.origin_group or mention.document_id
