"""Where a date stands in its sentence: main line, modifier, reported content, comparison or brackets; what it governs.

Input: a sentence with its time expressions and the cues of its language. Output: one ``Standing`` an expression. Only
the main line moves the running date; the others date their own clause. Limits: cues look at the surface, and at the
tagger's adnominal endings where tokens are there; no more than ``WINDOW`` signs before and behind are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.brackets import bracketed, in_speech
from pipeline.extract.cues import NONE, Cues
from pipeline.extract.discourse import Place
from pipeline.model import Sentence, Span, TimeExpression, Token

WINDOW = 400
_LAST_COMMA = re.compile(r"[,，;；](?=[^,，;；]*$)")
_LEAD = " \t\"'“‘「『-–·•#*[]()0123456789.,、"
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"|'[^']*'|\([^)]*\)")
_ADNOMINAL, _PAST = "ETM", ("ᆫ", "ㄴ", "은", "던")
_TOPIC, _OBJECT = "JX", "JKO"
_NOMINAL = ("NN", "NR", "NP", "SN", "SL", "SH", "SS", "XS", "XP", "MM", "JKG")
_STATIVE, _FINAL, _SUBJECT = ("VA", "VCP", "VCN"), frozenset({"EF", "ETN", "SF", "SC"}), ("JKS", "JX")


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

    @property
    def earlier(self) -> bool:
        """Whether the sentence steps back before what was told."""
        return self.opens == "earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
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

    @property
    def clause(self) -> str:
        """What follows it in its own clause: up to the clause of the next date."""
        end = _LAST_COMMA.search(self.behind) if self.following < len(self.after) else None
        return self.behind[: end.start()] if end else self.behind

    @property
    def opening(self) -> bool:
        """Whether hardly anything stands before it."""
        return len(self.before.strip(_LEAD)) <= 2

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


def standings(
    text: str, sentence: Sentence, expressions: Sequence[TimeExpression], cues: Mapping[str, Cues]
) -> tuple[Standing, ...]:
    """The standing of each of the sentence's expressions, in their order. ``text`` is the reading copy."""
    around = [_around(text, sentence, expressions, index, cues) for index in range(len(expressions))]
    alone = sum(_may_date(one) for one in around) < 2
    told = sentence.span.of(text)[: 4 * WINDOW]
    own = cues.get(expressions[0].language, NONE) if expressions else NONE
    opens = opening_of(told, own)
    found = [_standing(one, sentence, alone, opens) for one in around]
    return tuple(_shared_out(found, expressions, sentence))


def opening_of(sentence: str, cues: Cues) -> str:
    """What kind of link the sentence opens with: earlier, later, reaction, then (at that time), next or nothing."""
    lead = sentence[:40].lstrip(_LEAD)
    links = ("earlier", "later", "reaction", "then", "next")
    return next((means for means in links if cues.match("opening", means, lead)), "")


def _around(
    text: str, sentence: Sentence, expressions: Sequence[TimeExpression], index: int, cues: Mapping[str, Cues]
) -> _Around:
    expression = expressions[index]
    start, end = expression.span.start, expression.span.end
    dated = [other.span for other in expressions[max(0, index - 3) : index + 4] if other.kind in ("date", "range")]
    last = max((span.end for span in dated if span.end <= start), default=sentence.span.start)
    following = min((span.start for span in dated if span.start >= end), default=sentence.span.end)
    tokens = sentence.tokens
    at = bisect_left(tokens, end, key=lambda token: token.span.start)
    lead = tokens[max(0, at - 40) : at]
    return _Around(
        expression=expression,
        before=text[max(sentence.span.start, start - WINDOW) : start],
        within=text[start:end],
        ahead=text[max(last, start - WINDOW) : start],
        behind=text[end : min(following, end + WINDOW)],
        first=last == sentence.span.start,
        after=text[end : min(sentence.span.end, end + WINDOW)],
        tokens=tokens[at : at + WINDOW // 4],
        subject=any(token.tag in _SUBJECT and token.span.end <= start for token in lead),
        cues=cues.get(expression.language, NONE),
        following=following - end,
    )


def _may_date(around: _Around) -> bool:
    """Whether it could date the sentence: a date that is no comparison and stands in no brackets."""
    return around.expression.kind in ("date", "range") and _place(around, True)[0] not in ("comparison", "bracket")


def _standing(around: _Around, sentence: Sentence, alone: bool, opens: str) -> Standing:
    place, rule = _place(around, alone)
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
        done=not _deadline(around) and (done or cues.match("behind", "done", around.behind) is not None),
        present=not done and _in_present(around),
        lasting=cues.match("behind", "lasting", around.behind) is not None,
        onset=onset,
        opens=opens,
        counts=_counts(around),
        cited=cues.match("after", "cited", around.after) is not None,
    )


def _onset(around: _Around) -> bool:
    """Whether the sentence tells of what has gone on since what happened on the date."""
    cues = around.cues
    if not (cues.match("after", "onset", around.after) or cues.search("before", "onset", around.before)):
        return False
    goes_on = cues.match("behind", "goes_on", around.behind) or cues.search("ahead", "goes_on", around.ahead)
    return goes_on is not None


def _in_present(around: _Around) -> bool:
    """Whether a verb of the clause stands in the present tense, and none in the past; it follows a date that opens the
    sentence, or any date where verbs stand last."""
    cues, first = around.cues, around.expression.start
    if first is None or first.year is not None or cues.match("behind", "done", around.behind) is not None:
        return False
    follows = around.opening or not cues.rules("ahead", "present")
    later = cues.match("behind", "present", around.behind) if follows else None
    return bool(later or cues.search("ahead", "present", around.ahead))


def _deadline(around: _Around) -> bool:
    """Whether the date is a limit of what was decided, so that a verb that tells a deed as done does not date it."""
    start = around.expression.start
    limit = start is not None and start.edge == "by"
    return limit or around.cues.match("after", "deadline", around.after) is not None


def _counts(around: _Around) -> str:
    """How an amount of time hangs on a date."""
    if around.expression.kind == "date":
        return "event" if around.cues.search("within", "event", around.within) and around.after[:2].strip() else ""
    if around.cues.search("before", "days_from", around.before[-60:]):
        return "days_from"
    if around.cues.search("within", "lately", around.within):
        return "tally" if around.cues.match("after", "tally", around.after) else "lately"
    if around.cues.search("within", "ahead", around.within):
        return "ahead"
    cues = around.cues
    halted = cues.match("after", "halted", around.after) or cues.search("before", "halted", around.before[-60:])
    return "halted" if halted else ""


def _place(around: _Around, alone: bool) -> tuple[Place, str]:
    lived = around.cues.search("before", "lived", around.before) is not None
    told = lived or around.cues.match("after", "aside", around.after) is not None
    if bracketed(around.before, around.after) and not (told or _apposition(around)):
        return "bracket", "time.in_brackets@1"
    cues, before, after = around.cues, around.before[-80:], around.after
    edge = around.expression.start.edge if around.expression.start else ""
    if edge == "after" and (cues.match("after", "first_since", after) or cues.search("before", "first_since", before)):
        return "comparison", "time.first_since@1"
    if around.current and (cues.match("after", "nth", after) or cues.search("before", "nth", before)):
        return "comparison", "time.nth_of_period@1"
    if around.subject and not around.opening and _right_before_adnominal(around):
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
    if _adnominal(around) and (around.subject if not around.opening else not alone and around.bare):
        return "modifier", "time.adnominal@1"
    if (around.coarse or around.past or not alone) and around.bare and _says_which(around):
        return "modifier", "time.says_which@1"
    if alone and around.opening and around.bare and around.deictic and _happens_again(around):
        return "modifier", "time.says_which@1"
    return "main", ""


def _moved_to(around: _Around) -> bool:
    """Whether something was put off or brought forward to that day; one named by its weekday alone may be over."""
    cues, first = around.cues, around.expression.start
    if first is None or first.weekday is not None:
        return False
    before = around.before[-80:]
    texts = (before, f"{before}{around.within.partition(' ')[0]} ")  # the first word of a date may be its "until"
    return any(cues.search("before", "moved_to", text) for text in texts) or bool(
        cues.match("after", "moved_to", around.after)
    )


def _names_a_feast(around: _Around, alone: bool) -> bool:
    """Whether a holiday only says of what kind something is: a Halloween party, a ceremony with a date of its own."""
    if around.expression.start is None or not around.expression.start.holiday:
        return False
    cues, after = around.cues, around.after
    return bool(cues.match("after", "festive", after) or (not alone and cues.match("after", "ceremony", after)))


def _looked_behind(around: _Around, means: Place) -> bool:
    """A date that opens the sentence is its main date; so is the day told first, even before what was said on it."""
    if means == "comparison":
        return True
    return not around.opening and (means != "reported" or around.coarse or not around.first)


def _adnominal(around: _Around) -> bool:
    """Whether the clause after the expression modifies a noun: its last verb has a past adnominal ending (Korean)."""
    found = _adnominal_verb(around)
    if found is not None and not around.coarse and around.cues.match("after", "charged", around.after):
        return False  # the court on the 3rd cleared X, who was charged with: the day is that of the ruling
    return found is not None and not around.cues.match(
        "noun", "adverbial", around.after[found.span.end - around.expression.span.end :]
    )


def _right_before_adnominal(around: _Around) -> bool:
    """Whether the next word is the verb that modifies a noun: 작년 12월 타결한 협상."""
    verb = _adnominal_verb(around)
    between = around.after[: verb.span.start - around.expression.span.end] if verb is not None else ""
    return verb is not None and " " not in between.strip() and _adnominal(around)


def _happens_again(around: _Around) -> bool:
    """Whether the clause with the date only tells what came before: where ships sank last month, one sank again."""
    return _adnominal(around) and around.cues.match("after", "again", around.after) is not None


def _says_which(around: _Around) -> bool:
    """Whether the clause with the date only says which thing the sentence is about, or which one something is done to
    (the school opened in 1941)."""
    verb, end = _adnominal_verb(around), around.expression.span.end
    if verb is None or not _adnominal(around) or "," in around.after[: verb.span.end - end]:
        return False
    if around.cues.search("before", "deed_before", around.after[: verb.span.start - end]):
        return False  # the next year he came home and avenged the murdered queen
    for token in around.tokens:
        if token.span.start < verb.span.end:
            if token.tag in _SUBJECT:
                return False
            continue
        if token.tag == _TOPIC:
            noun = around.after[verb.span.end - end : token.span.start - end]
            return around.cues.match("noun", "happening", noun) is None
        if token.tag == _OBJECT or around.cues.match("noun", "about", around.after[token.span.start - end :]):
            return True
        if not token.tag.startswith(_NOMINAL):
            return False
    return False


def _adnominal_verb(around: _Around) -> Token | None:
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(around.after)]
    told = False
    for token in around.tokens:
        at = token.span.start - around.expression.span.end
        if told and at >= around.following:
            return None  # its own clause was over before the next date
        parts = token.tag.split("+")
        if token.tag == _TOPIC:
            return None  # a topic of its own: the date stands outside the clause that modifies
        if parts[0] in _STATIVE or any(span.start <= at < span.end for span in quoted):
            continue
        if _ADNOMINAL in parts:
            if around.cues.match("noun", "postposition", around.after[at:]):
                continue
            within = around.after[token.span.end - around.expression.span.end :][:1].isalnum()
            if not within and (token.ending or token.lemma).endswith(_PAST):
                return token  # what modifies stands apart: no piece of a longer word is an ending
            continue
        if not _FINAL.isdisjoint(parts):
            return None
        if token.pos in ("VERB", "ADJ", "AUX") and around.cues.search("ending", "coordinate", token.ending):
            return None
        told = told or token.pos == "VERB"
    return None


def _reach(around: _Around, place: Place) -> int:
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
    verb = _adnominal_verb(around)
    if verb is not None:
        return verb.span.end - around.expression.span.end
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


def _apposition(around: _Around) -> bool:
    """Whether a day alone in brackets says which day is meant, within its sentence: 어젯밤(27일), 週三(5月10日)."""
    p = around.expression.start
    alone = around.before[-1:] in ("(", "（") and around.after[:1] in (")", "）")
    rest = around.after[1:].strip(" .。,，#")
    return bool(alone and p is not None and p.day and around.expression.kind == "date" and len(rest) > 2)
