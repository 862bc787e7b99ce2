"""Which triggers are finite predicates where no tagger says so (Chinese, English): read off forms and neighbours.

Input: a passage and one of its triggers. Output: whether it is a predicate of its clause rather than a noun, an
attribute or an infinitive. The patterns are the language's ``[heads]``. Limits: 40 signs to the left, no parse.
"""

from __future__ import annotations

import re

from pipeline.extract.draft import hits_in
from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.extract.unlisted import unlisted

_LOOK_BACK = 40
_ADJECTIVE = "names.table.adj@"
"""The rule by which the tables of names find the adjective of a country (Iranian)."""


def is_finite(passage: Passage, hit: Hit) -> bool:
    """Whether ``hit`` is a finite predicate."""
    return _inflected(passage, hit) if passage.rules.lexis.word_bounds else _uninflected(passage, hit)


def _uninflected(passage: Passage, hit: Hit) -> bool:
    """A word behind a modifier mark (的) is a noun unless a light verb carries it; in front of one, an attribute.

    So is an event noun before a verb of effect or a list mark (爆炸造成), and a word behind a determiner (该提案),
    where another trigger can head the clause.
    """
    rules, key = passage.rules, passage.key
    before = key[max(0, hit.start - _LOOK_BACK) : hit.start]
    behind = rules.said("noun_before", key, hit.end) or (
        rules.said("noun_like", key[hit.start : hit.end], how="search") and _followed(passage, hit)
    )
    if rules.said("purposed", before, how="search") or _in_relative(passage, hit):
        return False
    if _regarded(passage, hit):
        return False
    if (rules.said("charged", before, how="search") or _occasion(passage, hit)) and _later(passage, hit):
        return False
    if before.rpartition("(")[2].count(")") == 0 and "(" in before and _others(passage, hit):
        return False
    noun = hit.rule.nominal and behind and not rules.said("carried_noun", key, hit.start)
    if (noun or rules.said("determined", before, how="search")) and _others(passage, hit):
        return False
    if not hit.rule.speech and before and rules.said("modifies", before[-1]):
        return rules.said("carried", before, how="search") is not None
    if rules.said("modifies", key, hit.end):
        return not any(hit.end < other.start <= hit.end + _LOOK_BACK for other in passage.hits)
    return True


def _regarded(passage: Passage, hit: Hit) -> bool:
    """Whether the trigger stands in what an attitude is about, and the attitude is told (对某国制裁企业表示谴责)."""
    pattern = passage.rules.heads.get("regarded")
    for found in pattern.finditer(passage.key) if pattern is not None else ():
        start, end = found.span("what")
        if start <= hit.start and hit.end <= end:
            comma = passage.key.find(",", end)
            last = comma if comma >= 0 else len(passage.key)
            return any(end <= other.start < last for other in passage.hits)
    return False


def _in_relative(passage: Passage, hit: Hit) -> bool:
    """Whether the trigger opens what describes a counted noun (一辆停泊在路边的货车), or lies in it."""
    rules, key = passage.rules, passage.key
    for first in hits_in(passage.hits, max(0, hit.start - _LOOK_BACK), hit.end):
        before = key[max(0, first.start - _LOOK_BACK) : first.start]
        if rules.said("relative_opened", before, how="search") is not None:
            closed = rules.said("relative_closed", key, first.end)
            if closed is not None and hit.end < closed.end():
                return True
    return False


def _occasion(passage: Passage, hit: Hit) -> bool:
    """Whether the trigger stands in the occasion of what its clause tells (在出席会议之机举行会谈)."""
    start = passage.key.rfind(",", 0, hit.start) + 1
    pattern = None if hit.rule.speech else passage.rules.heads.get("occasion")
    spans = pattern.finditer(passage.key, start) if pattern is not None else ()
    return any(span.start() <= hit.start and hit.end <= span.end() for span in spans)


def _later(passage: Passage, hit: Hit) -> bool:
    """Whether the clause of ``hit`` goes on to another trigger."""
    end = passage.key.find(",", hit.end)
    return any(hit.end <= other.start and (end < 0 or other.end <= end) for other in passage.hits)


def _followed(passage: Passage, hit: Hit) -> bool:
    """Whether another trigger follows at once."""
    return any(other.start == hit.end for other in passage.hits)


def _others(passage: Passage, hit: Hit) -> bool:
    """Whether the clause of ``hit`` holds another trigger."""
    start = passage.key.rfind(",", 0, hit.start) + 1
    end = passage.key.find(",", hit.end)
    return any(start <= other.start and (end < 0 or other.end <= end) for other in passage.hits if other is not hit)


def _inflected(passage: Passage, hit: Hit) -> bool:
    """By its form and the auxiliary, article or preposition before it."""
    if hit.noun:
        return False
    before = passage.key[max(0, hit.start - _LOOK_BACK) : hit.start]
    named = any(passage.local(e.span)[1] + 1 == hit.start for e in passage.entities if e.kind == "person")

    def led(name: str) -> bool:
        if name in ("attributive", "adjective") and named:
            return False
        return passage.rules.said(name, before, how="search") is not None

    if hit.kind in ("past", "participle"):
        if _describes_subject(passage, hit):
            return False
        if led("be") or led("perfect"):
            return True
        if hit.kind == "past" and led("participial") and passage.rules.said("reduced", passage.key, hit.end):
            complete = passage.key.count(" ", hit.start, hit.end) > 1  # it holds its object: made the announcement
            return complete or passage.rules.said("after_relative", passage.key[: hit.start], how="search") is not None
        if hit.kind == "past" and _agentive(passage, hit):
            return False
        governs = _governs(passage, hit)
        adjective = led("adjective") and not governs
        attributive = led("attributive") and not (governs and led("relative"))
        return hit.kind == "past" and not attributive and not adjective and not _reduced(passage, hit)
    if hit.kind == "gerund":
        return led("be")
    if led("plans"):
        return True
    if led("counted"):
        return False
    if led("infinitive") or _plural(passage, hit):
        return False
    elided = hit.kind == "third" and (passage.entry or passage.block.kind in ("heading", "list_item"))
    adjective = led("adjective") and not hit.rule.speech and not _behind_noun(passage, hit)
    return led("modal") or not (led("attributive") or adjective or (led("no_subject") and not elided))


def _behind_noun(passage: Passage, hit: Hit) -> bool:
    """Whether the word before a present form, which ends like an adjective, is none: a name that is no adjective
    (Iran, Portugal) or the subject of a form in -s with its object (the general rejects the plan)."""
    for entity in passage.entities:
        start, end = passage.local(entity.span)
        if end + 1 == hit.start and not any(reason.rule.startswith(_ADJECTIVE) for reason in entity.reasons):
            return True
        if hit.kind == "third" and start == hit.end + 1:
            return True
    return hit.kind == "third" and passage.rules.said("object_of_verb", passage.key, hit.end) is not None


def _plural(passage: Passage, hit: Hit) -> bool:
    """Whether a form in -s without an object stands behind the verb of its clause (given to victims of attacks)."""
    if hit.kind != "third" or not hit.rule.nominal or passage.rules.said("no_object", passage.key, hit.end) is None:
        return False
    verbs = [other for other in passage.hits if other.end <= hit.start and other.kind in ("past", "participle")]
    between = passage.key[verbs[-1].end : hit.start] if verbs else ""
    return bool(verbs) and passage.rules.said("new_predicate", between, how="search") is None


def _describes_subject(passage: Passage, hit: Hit) -> bool:
    """Whether a participle opens a headline that goes on to a verb (Ousted president arrested)."""
    if passage.block.kind != "heading" or hit.start != passage.core[0]:
        return False
    return any(other.start > hit.end and not other.noun for other in passage.hits)


def _agentive(passage: Passage, hit: Hit) -> bool:
    """Whether a past form tells by whom a thing behind the verb of its clause was made (broke the pact signed by A)."""
    rules, key = passage.rules, passage.key
    if passage.block.kind == "heading" or rules.said("agent_behind", key, hit.end) is None:
        return False
    if key[: hit.start].endswith((" and ", " or ", " but ")):
        return False
    start = max(key.rfind(sign, 0, hit.start) for sign in ",;:") + 1
    return unlisted(passage, start, hit.start) is not None or any(
        start <= other.start and other.end < hit.start and other.kind == "past" for other in passage.hits
    )


def _governs(passage: Passage, hit: Hit) -> bool:
    """Whether what follows a past form can only follow a verb (the official visited the ..., not the national elected
    body): a function word, a name, an adverb, nothing."""
    name = passage.text[hit.end : hit.end + 2].strip()[:1].isupper()
    return name or passage.rules.said("governs", passage.key, hit.end) is not None


def _reduced(passage: Passage, hit: Hit) -> bool:
    """``talks held in Rome were ...``: a participle after its noun, with a finite verb still to come."""
    rules = passage.rules
    if hit.rule.speech or not rules.said("reduced", passage.key, hit.end):
        return False
    rest = re.split("[,;]", passage.key[hit.end : passage.core[1]])[0]
    return bool(rules.said("still_finite", rest, how="search")) and not rules.said("new_clause", rest, how="search")
