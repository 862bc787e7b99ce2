"""Whether a date stands in a Korean clause that modifies a noun, and what that clause says of the sentence.

Input: an ``Around``, which knows the ``verb`` that ends such a clause once that has been looked for. Output: that verb,
or whether the clause behind the date is adnominal. Limits: read off the tagger's endings, so False (or None) in
languages whose tokens have none.
"""

from __future__ import annotations

import re

from pipeline.extract.around import SUBJECTS, Around
from pipeline.model import Token

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"|'[^']*'|\([^)]*\)")
_ADNOMINAL, _PAST = "ETM", ("ᆫ", "ㄴ", "은", "던")
_TOPIC, _OBJECT = "JX", "JKO"
_NOMINAL = ("NN", "NR", "NP", "SN", "SL", "SH", "SS", "XS", "XP", "MM", "JKG")
_STATIVE, _FINAL = ("VA", "VCP", "VCN"), frozenset({"EF", "ETN", "SF", "SC"})


def adnominal(around: Around) -> bool:
    """Whether the clause after the expression modifies a noun: its last verb has a past adnominal ending (Korean)."""
    found = around.verb
    if found is None:
        return False
    if not around.coarse and around.cues.match("after", "charged", around.after):
        return False  # the court on the 3rd cleared X, who was charged with: the day is that of the ruling
    return not around.cues.match("noun", "adverbial", around.after[found.end - around.expression.span.end :])


def right_before_adnominal(around: Around) -> bool:
    """Whether the next word is the verb that modifies a noun: 작년 12월 타결한 협상."""
    verb = around.verb
    between = around.after[: verb.start - around.expression.span.end] if verb is not None else ""
    return verb is not None and " " not in between.strip() and adnominal(around)


def happens_again(around: Around) -> bool:
    """Whether the clause with the date only tells what came before: where ships sank last month, one sank again."""
    return adnominal(around) and around.cues.match("after", "again", around.after) is not None


def says_which(around: Around) -> bool:
    """Whether the clause with the date only says which thing the sentence is about, or which one something is done to
    (the school opened in 1941)."""
    verb, end = around.verb, around.expression.span.end
    if verb is None or not adnominal(around) or "," in around.after[: verb.end - end]:
        return False
    if around.cues.search("before", "deed_before", around.after[: verb.start - end]):
        return False  # the next year he came home and avenged the murdered queen
    for token in around.tokens:
        if token.start < verb.end:
            if token.tag in SUBJECTS:
                return False
            continue
        if token.tag == _TOPIC:
            noun = around.after[verb.end - end : token.start - end]
            return around.cues.match("noun", "happening", noun) is None
        if token.tag == _OBJECT or around.cues.match("noun", "about", around.after[token.start - end :]):
            return True
        if not token.tag.startswith(_NOMINAL):
            return False
    return False


def adnominal_verb(around: Around) -> Token | None:
    """The verb that ends the adnominal clause behind the date, before any clause of its own is over."""
    quoted = [match.span() for match in _QUOTED.finditer(around.after)]
    told = False
    for token in around.tokens:
        at = token.start - around.expression.span.end
        if told and at >= around.following:
            return None  # its own clause was over before the next date
        parts = token.tag.split("+")
        if token.tag == _TOPIC:
            return None  # a topic of its own: the date stands outside the clause that modifies
        if parts[0] in _STATIVE or any(start <= at < end for start, end in quoted):
            continue
        if _ADNOMINAL in parts:
            if around.cues.match("noun", "postposition", around.after[at:]):
                continue
            within = around.after[token.end - around.expression.span.end :][:1].isalnum()
            if not within and (token.ending or token.lemma).endswith(_PAST):
                return token  # what modifies stands apart: no piece of a longer word is an ending
            continue
        if not _FINAL.isdisjoint(parts):
            return None
        if token.pos in ("VERB", "ADJ", "AUX") and around.cues.search("ending", "coordinate", token.ending):
            return None
        told = told or token.pos == "VERB"
    return None
