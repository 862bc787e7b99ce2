"""Where a date stands in its sentence: main line, modifier, reported content, comparison or brackets; what it governs.

Input: a sentence with its time expressions and the cues of its language. Output: one ``Standing`` an expression. Only
the main line moves the running date; the others date their own clause. Limits: cues look at the surface, and at the
tagger's adnominal endings where tokens are there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.adnominal import adnominal, adnominal_verb, happens_again, right_before_adnominal, says_which
from pipeline.extract.around import LEAD, WINDOW, Around, around_of
from pipeline.extract.brackets import bracketed, in_speech
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import Place
from pipeline.model import Sentence, Span, TimeExpression
from pipeline.records import quick, replace


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one expression stands: its place, what it governs, and what the sentence says around it.

    ``opens`` is what the sentence opens with: "earlier", "later", "reaction", "then" or nothing. ``counts`` says how an
    amount of time hangs on a date: "lately" (the past five years), "tally" (how many in the past five years), "halted"
    (closed for two years), "ahead" (within days), "days_from" (from the 8th for three days), "event" (two days after
    the vote: counted from what follows) or not.
    ``present``: a verb in the present tense tells of what is to come or goes on (the fair opens in May).
    ``cited``: it is the day on which somebody is cited (on the 3rd, according to X).
    ``onset``: what happened then set off what still goes on (has grown since the visit of last May).
    ``hours``: "late" in an evening or a night, "small" in the hours after midnight, or nothing.
    ``behind``: it closes a clause of what came before the deed of its sentence (voted after they met last Friday).
    """

    place: Place
    governs: Span
    rule: str = ""
    planned: bool = False
    quoted: bool = False
    done: bool = False
    present: bool = False
    lasting: bool = False
    onset: bool = False
    opens: str = ""
    counts: str = ""
    cited: bool = False
    hours: str = ""
    behind: bool = False

    @property
    def earlier(self) -> bool:
        """Whether the sentence steps back before what was told."""
        return self.opens == "earlier"


def standings(
    text: str, sentence: Sentence, expressions: Sequence[TimeExpression], cues: Mapping[str, Cues]
) -> tuple[Standing, ...]:
    """The standing of each of the sentence's expressions, in their order. ``text`` is the reading copy."""
    around = [_around(text, sentence, expressions, index, cues) for index in range(len(expressions))]
    places = [_place(one, True) for one in around]
    alone = sum(map(_may_date, around, places)) < 2
    told = sentence.span.of(text)[: 4 * WINDOW]
    own = cues.get(expressions[0].language, NONE) if expressions else NONE
    opens = opening_of(told, own)
    places = places if alone else [_place(one, False) for one in around]
    found = [_standing(one, place, sentence, opens) for one, place in zip(around, places, strict=True)]
    return tuple(_shared_out(found, expressions, sentence))


def _around(
    text: str, sentence: Sentence, expressions: Sequence[TimeExpression], index: int, cues: Mapping[str, Cues]
) -> Around:
    """The expression at ``index`` with what stands around it, the verb of its adnominal clause looked for once."""
    found = around_of(text, sentence, expressions, index, cues)
    verb = adnominal_verb(found) if found.tokens else None
    return found if verb is None else replace(found, verb=verb)


def opening_of(sentence: str, cues: Cues) -> str:
    """What kind of link the sentence opens with: earlier, later, reaction, then (at that time), next or nothing."""
    lead = sentence[:40].lstrip(LEAD)
    links = ("earlier", "later", "reaction", "then", "next")
    return next((means for means in links if cues.match("opening", means, lead)), "")


def _may_date(around: Around, place: tuple[Place, str]) -> bool:
    """Whether it could date the sentence: a date that is no comparison and stands in no brackets."""
    return around.expression.kind in ("date", "range") and place[0] not in ("comparison", "bracket")


def _standing(around: Around, found: tuple[Place, str], sentence: Sentence, opens: str) -> Standing:
    place, rule = found
    start, onset = around.expression.span.start, _onset(around)
    whole = place == "main" or (onset and place == "modifier")
    governs = sentence.span if whole else Span(start, around.expression.span.end + _reach(around, place))
    quoted = in_speech(around.before, around.after)
    cues = around.cues
    done = cues.search("ahead", "done", around.ahead) is not None
    planned = bool(
        cues.search("ahead", "planned", around.ahead)
        or (cues.match("behind", "planned", around.clause) and not done)
        or _moved_to(around)
    )
    return Standing(
        place=place,
        governs=governs,
        rule=rule,
        planned=planned,
        quoted=quoted,
        done=_bygone(around)
        or (not _deadline(around) and (done or cues.match("behind", "done", around.behind) is not None)),
        present=not done and _in_present(around),
        lasting=cues.match("behind", "lasting", around.behind) is not None,
        onset=onset,
        opens=opens,
        counts=_counts(around),
        cited=cues.match("after", "cited", around.after) is not None,
        hours=around.hours,
        behind=cues.search("before", "behind", around.before[-80:]) is not None,
    )


def _onset(around: Around) -> bool:
    """Whether the sentence tells of what has gone on since what happened on the date."""
    cues = around.cues
    if not (cues.match("after", "onset", around.after) or cues.search("before", "onset", around.before)):
        return False
    goes_on = cues.match("behind", "goes_on", around.behind) or cues.search("ahead", "goes_on", around.ahead)
    return goes_on is not None


def _in_present(around: Around) -> bool:
    """Whether a verb of the clause stands in the present tense, and none in the past; it follows a date that opens the
    sentence, or any date where verbs stand last."""
    cues, first = around.cues, around.expression.start
    if first is None or first.year is not None or cues.match("behind", "done", around.behind) is not None:
        return False
    follows = around.opening or not cues.rules("ahead", "present")
    later = cues.match("behind", "present", around.behind) if follows else None
    return bool(later or cues.search("ahead", "present", around.ahead))


def _deadline(around: Around) -> bool:
    """Whether the date is a limit of what was decided, so that a verb that tells a deed as done does not date it."""
    start = around.expression.start
    limit = start is not None and start.edge == "by" and not _bygone(around)
    return limit or around.cues.match("after", "deadline", around.after) is not None


def _bygone(around: Around) -> bool:
    """Whether something was so already by the date, which is no limit then (was in full force by 31 October)."""
    start = around.expression.start
    return (
        start is not None and start.edge == "by" and around.cues.search("before", "bygone", around.before) is not None
    )


def _counts(around: Around) -> str:
    """How an amount of time hangs on a date."""
    if around.expression.kind == "date":
        counted = around.cues.search("within", "event", around.within) and _goes_on(around.after)
        return "event" if counted else ""
    if around.cues.search("before", "days_from", around.before[-60:]):
        return "days_from"
    if around.cues.search("within", "lately", around.within):
        return "tally" if around.cues.match("after", "tally", around.after) else "lately"
    if around.cues.search("within", "ahead", around.within):
        return "ahead"
    cues = around.cues
    halted = cues.match("after", "halted", around.after) or cues.search("before", "halted", around.before[-60:])
    return "halted" if halted else ""


def _goes_on(after: str) -> bool:
    """Whether words follow: "the day before the vote", but not "the day before, he voted"."""
    return after.strip()[:1] not in ("", *",.;:!?)")


def _place(around: Around, alone: bool) -> tuple[Place, str]:
    lived = around.cues.search("before", "lived", around.before) is not None
    told = lived or around.cues.match("after", "aside", around.after) is not None
    if bracketed(around.before, around.after) and not (told or _apposition(around)):
        return "bracket", "time.in_brackets@1"
    cues, before, after = around.cues, around.before[-80:], around.after
    edge = around.expression.start.edge if around.expression.start else ""
    if (not around.opening or adnominal(around)) and _of_birth(around):
        return "modifier", "time.birth@1"
    if edge == "after" and (cues.match("after", "first_since", after) or cues.search("before", "first_since", before)):
        return "comparison", "time.first_since@1"
    if around.current and (cues.match("after", "nth", after) or cues.search("before", "nth", before)):
        return "comparison", "time.nth_of_period@1"
    if around.subject and not around.opening and right_before_adnominal(around):
        return "modifier", "time.adnominal@1"
    beside: tuple[Place, ...] = ("comparison", "reported", "modifier")
    for means in beside:
        for rule in cues.rules("before", means):
            if rule.pattern.search(before):
                return means, rule.name
        for rule in cues.rules("after", means) if _looked_behind(around, means) else ():
            if rule.pattern.match(after):
                return means, rule.name
    if _names_a_feast(around, alone):
        return "comparison", "time.feast@1"
    if _moved_to(around):
        return "modifier", "time.moved_to@1"
    if cues.match("after", "since_which", after):
        return "modifier", cues.rules("after", "since_which")[0].name
    if not around.first and cues.match("after", "agreed", after):
        return "planned", cues.rules("after", "agreed")[0].name
    if around.opening and around.coarse and cues.match("content", "reported", after):
        return "reported", cues.rules("content", "reported")[0].name
    if adnominal(around) and (around.subject if not around.opening else not alone and around.bare):
        return "modifier", "time.adnominal@1"
    if (around.coarse or around.past or not alone) and around.bare and says_which(around):
        return "modifier", "time.says_which@1"
    if alone and around.opening and around.bare and around.deictic and happens_again(around):
        return "modifier", "time.says_which@1"
    return "main", ""


def _of_birth(around: Around) -> bool:
    """Whether somebody was born then, which says who it is and dates nothing that the text goes on to tell."""
    cues = around.cues
    return bool(cues.search("before", "birth", around.before[-80:]) or cues.match("after", "birth", around.after))


def _moved_to(around: Around) -> bool:
    """Whether something was put off or brought forward to that day; one named by its weekday alone may be over."""
    cues, first = around.cues, around.expression.start
    if first is None or first.weekday is not None:
        return False
    before = around.before[-80:]
    texts = (before, f"{before}{around.within.partition(' ')[0]} ")  # the first word of a date may be its "until"
    return any(cues.search("before", "moved_to", text) for text in texts) or bool(
        cues.match("after", "moved_to", around.after)
    )


def _names_a_feast(around: Around, alone: bool) -> bool:
    """Whether a holiday only says of what kind something is: a Halloween party, a ceremony with a date of its own."""
    if around.expression.start is None or not around.expression.start.holiday:
        return False
    cues, after = around.cues, around.after
    return bool(cues.match("after", "festive", after) or (not alone and cues.match("after", "ceremony", after)))


def _looked_behind(around: Around, means: Place) -> bool:
    """A date that opens the sentence is its main date; so is the day told first, even before what was said on it."""
    if means == "comparison":
        return True
    return not around.opening and (means != "reported" or around.coarse or not around.first)


def _reach(around: Around, place: Place) -> int:
    """How far behind its end a date beside the main line governs, in signs."""
    if place in ("comparison", "bracket"):
        return 0
    if place == "planned":
        agreed = around.cues.match("after", "agreed", around.after)
        return agreed.end() if agreed else len(around.after)
    if place == "reported":
        found = around.cues.match("after", "reported", around.after) or around.cues.match(
            "content", "reported", around.after
        )
        return found.end() if found else len(around.after)
    verb = around.verb
    if verb is not None:
        return verb.end - around.expression.span.end
    close = re.search(r"[,，;；。)）」』”]|的", around.after)
    return close.start() if close else len(around.after)


def _shared_out(found: Sequence[Standing], expressions: Sequence[TimeExpression], sentence: Sentence) -> list[Standing]:
    """Several main dates share the sentence: each governs up to the next one."""
    dated = ("date", "range")
    main = [i for i, one in enumerate(found) if one.place == "main" and expressions[i].kind in dated]
    out = list(found)
    for order, index in enumerate(main):
        start = sentence.span.start if order == 0 else expressions[index].span.start
        last = order + 1 == len(main)
        stop = sentence.span.end if last else expressions[main[order + 1]].span.start
        out[index] = replace(found[index], governs=Span(start, max(start, stop)))
    return out


def _apposition(around: Around) -> bool:
    """Whether a day alone in brackets says which day is meant, within its sentence: 어젯밤(27일), 週三(5月10日)."""
    p = around.expression.start
    alone = around.before[-1:] in ("(", "（") and around.after[:1] in (")", "）")
    rest = around.after[1:].strip(" .。,，#")
    return bool(alone and p is not None and p.day and around.expression.kind == "date" and len(rest) > 2)
