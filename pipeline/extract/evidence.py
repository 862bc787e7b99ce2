"""Inner evidence for a year that the order of a list leaves open: anniversaries and lengths of time.

Input: the steps of a first walk. Output: votes, an ``Answer`` for each expression whose year the evidence settles.
An anniversary of one thing names one base: if its 20th fell in 2020, its 21st falls in 2021. A length ("closed for two
years and eight months") must lead back to something told of the same thing. Limits: what is the same thing is judged
by shared words of the sentence, rare ones alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.discourse import Answer, Discourse, Told
from pipeline.extract.plan import Plan
from pipeline.model import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the walk: the answer, the state before it, and what it told (None beside the main line)."""

    answer: Answer
    before: Discourse
    told: Told | None


def votes(reading: Reading, plan: Plan, steps: Sequence[Step]) -> Mapping[int, Answer]:
    """Expression index -> the answer that the evidence gives."""
    return {}
