"""One time expression with what stands before and behind it in its sentence.

Input: a sentence, its expressions and the cues of its language. Output: one ``Around`` an expression. Offsets: what is
before, within and after are cut from the sentence. Limits: no more than ``WINDOW`` signs before and behind are kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.cues import NONE, Cues
from pipeline.model import Sentence, TimeExpression, Token
from pipeline.records import quick

WINDOW = 400
"""Signs that are looked at before and behind an expression."""
LEAD = " \t\"'“‘「『-–·•#*[]()0123456789.,、"
"""Signs that may stand before what opens a sentence."""
SUBJECTS = ("JKS", "JX")
"""Tags of the particles that mark a Korean subject or topic."""
_LAST_COMMA = re.compile(r"[,，;；](?=[^,，;；]*$)")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """One expression with what stands before and behind it in its sentence."""

    expression: TimeExpression
    before: str
    within: str
    after: str
    ahead: str
    behind: str
    first: bool
    tokens: Sequence[Token]
    subject: bool
    cues: Cues
    following: int
    verb: Token | None = None
    """The verb that ends the adnominal clause behind it, as ``adnominal_verb`` finds it."""

    @property
    def clause(self) -> str:
        """What follows it in its own clause: up to the clause of the next date."""
        end = _LAST_COMMA.search(self.behind) if self.following < len(self.after) else None
        return self.behind[: end.start()] if end else self.behind

    @property
    def opening(self) -> bool:
        """Whether hardly anything stands before it."""
        return len(self.before.strip(LEAD)) <= 2

    @property
    def hours(self) -> str:
        """The part of the night that it names, or that is named right behind it: "small", "late" or nothing."""
        parts = ("small", "late")
        found = (
            p for p in parts if self.cues.search("within", p, self.within) or self.cues.match("after", p, self.after)
        )
        return next(found, "")

    @property
    def bare(self) -> bool:
        """Whether neither a comma nor a particle sets it off from what follows."""
        return not re.match(r"\s*[,.，、:]|에|엔", self.after)

    @property
    def deictic(self) -> bool:
        """Whether it counts from the day of writing."""
        return self.expression.start is not None and self.expression.start.base == "document"

    @property
    def past(self) -> bool:
        """Whether it names the last such day or month: 지난 3일."""
        return self.deictic and self.expression.start is not None and self.expression.start.direction < 0

    @property
    def current(self) -> bool:
        """Whether it names the year or month of writing: 올해, this month."""
        p = self.expression.start
        return self.deictic and p is not None and p.shift == 0 and p.shift_unit in ("year", "month") and self.coarse

    @property
    def coarse(self) -> bool:
        """Whether it names no day."""
        p = self.expression.start
        return p is not None and p.day is None and p.weekday is None and p.shift_unit != "day" and not p.holiday


def around_of(
    text: str, sentence: Sentence, expressions: Sequence[TimeExpression], index: int, cues: Mapping[str, Cues]
) -> Around:
    """The expression at ``index`` of the sentence's ``expressions`` with what stands around it in ``text``."""
    expression = expressions[index]
    start, end = expression.span.start, expression.span.end
    dated = [other.span for other in expressions[max(0, index - 3) : index + 4] if other.kind in ("date", "range")]
    last = max((span.end for span in dated if span.end <= start), default=sentence.span.start)
    following = min((span.start for span in dated if span.start >= end), default=sentence.span.end)
    tokens = sentence.tokens
    at = bisect_left(tokens, end, key=lambda token: token.start)
    lead = tokens[max(0, at - 40) : at]
    return Around(
        expression=expression,
        before=text[max(sentence.span.start, start - WINDOW) : start],
        within=text[start:end],
        ahead=text[max(last, start - WINDOW) : start],
        behind=text[end : min(following, end + WINDOW)],
        first=last == sentence.span.start,
        after=text[end : min(sentence.span.end, end + WINDOW)],
        tokens=tokens[at : at + WINDOW // 4],
        subject=any(token.tag in SUBJECTS and token.end <= start for token in lead),
        cues=cues.get(expression.language, NONE),
        following=following - end,
    )
