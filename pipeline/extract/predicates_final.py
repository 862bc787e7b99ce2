"""Predicates where verbs stand at the end (Korean): how each one ends, and which heads a stretch of a clause.

Input: a Passage with tagged tokens, hits of triggers, positions in the passage. Output: hits, tokens, yes or no.
Limits: without tags all predicates count as final.
"""

from __future__ import annotations

from pipeline.extract.passage import Passage
from pipeline.extract.triggers import Hit
from pipeline.model import Token

_ENDS = frozenset({"ETM", "ETN", "EC", "EF"})
_NOUN_TAGS = ("NN", "NR", "XP", "SN", "SL", "SH", "MM", "SS", "NP")
_LOOSE_TAGS = ("XSN", "XR", "SSO", "SSC", "UNKNOWN", "")


def best_head(passage: Passage, hits: list[Hit], end: int) -> Hit | None:
    """The best predicate of a stretch that ends at ``end``: high rank, near the end, not adnominal."""
    open_ended = [hit for hit in hits if ending(passage, hit, end) != "adnominal"]
    finite = [hit for hit in open_ended if predicative(passage, hit, end)]
    if not finite:
        finite = [hit for hit in open_ended if _loose(passage, hit, end)]
    if not finite:
        finite = [hit for hit in hits if hit.noun and end - hit.end <= (2 if hit.rule.nominal else 0)]
    if not finite:
        return None
    best = max(finite, key=lambda hit: (hit.rule.rank - 0.12 * (end - hit.end), hit.start))
    return _carried(passage, best, hits, end)


def _carried(passage: Passage, best: Hit, hits: list[Hit], end: int) -> Hit:
    """The event noun that a light verb (열리다, 일어나다, 진행되다) carries as its subject or object."""
    if not best.rule.light:
        return best
    nouns = [
        hit for hit in hits
        if hit.noun and hit.rule.nominal and hit.end <= best.start and not hit.rule.light
        and (
            passage.rules.said("object_or_subject", passage.key, hit.end)
            or passage.rules.said("carried", passage.key[hit.end : best.start], how="fullmatch")
        )
    ]  # fmt: skip
    return max(nouns, key=lambda hit: hit.start, default=best)


def predicative(passage: Passage, hit: Hit, end: int) -> bool:
    """A verb, or a noun that a light verb follows; entries that hold their verb count as they are."""
    if hit.noun and passage.rules.said("when", passage.key, hit.end) is not None:
        return False  # when it was, not what: 미사일 발사 직후 회의를 소집했다
    if not hit.noun or " " in passage.key[hit.start : hit.end] or _past(passage.key[hit.end - 1]):
        return True
    if hit.end >= end:
        return False
    return passage.rules.said("light", passage.key[: end + 1], hit.end) is not None


def _past(char: str) -> bool:
    return "가" <= char <= "힣" and (ord(char) - 0xAC00) % 28 == 20


def _loose(passage: Passage, hit: Hit, end: int) -> bool:
    """An event noun with a case particle, near the end: its verb is one that no list names."""
    particle = passage.rules.said("loose", passage.key, hit.end)
    return hit.noun and particle is not None and end - hit.end <= 14 and not hit.rule.speech


def ending(passage: Passage, hit: Hit, end: int) -> str:
    """How the predicate of ``hit`` ends: adnominal, connective, final, noun; empty without tags."""
    for token in passage.tokens_over(hit.end - (0 if hit.noun else 1), end):
        for tag in token.tag.split("+")[::-1]:
            if tag not in _ENDS:
                continue
            if tag == "ETM":
                bound = passage.rules.said("bound", passage.key, token.end - passage.offset)
                return "final" if bound else "adnominal"
            after = token.end - passage.offset
            if tag == "ETN" and passage.rules.said("purpose", passage.key, after):
                return "adnominal"
            return {"EC": "connective", "EF": "final", "ETN": "noun"}[tag]
    return ""


def is_subject(token: Token) -> bool:
    """Whether a token is or ends in a subject or topic particle."""
    return token.tag in ("JKS", "JX") or token.tag.endswith("+JX")


def is_topic(passage: Passage, token: Token) -> bool:
    """Whether a token is the particle of a topic (은, 는)."""
    return token.tag == "JX" and passage.rules.said("topic_word", token.lemma, how="fullmatch") is not None


def in_phrase(passage: Passage, token: Token) -> bool:
    """Whether a token may stand inside a noun phrase: nouns, numbers, 의, 과."""
    if token.tag == "JKB":
        return passage.rules.said("company_word", token.lemma, how="fullmatch") is not None
    if token.tag in _LOOSE_TAGS:
        return True
    return all(tag[:2] in _NOUN_TAGS or tag in ("JKG", "JC", "SY") for tag in token.tag.split("+"))


def in_modifier(passage: Passage, hit: Hit) -> bool:
    """Whether a verb without tense leads on to one that modifies a noun, as part of it (길을 막고 벌인 집회).

    A noun that only says that it happened is none (다리가 무너져 두 명이 숨지는 사고가 났다).
    """
    if _past(passage.key[hit.end - 1]):
        return False
    verbs = (token for token in passage.tokens_over(hit.end, passage.core[1]) if not token.tag.startswith("VA"))
    verb = next((token for token in verbs if token.tag.endswith(tuple(_ENDS))), None)
    if verb is None or not verb.tag.endswith("ETM"):
        return False
    return passage.rules.said("incident", passage.key, verb.end - passage.offset) is None


def outer_topic(passage: Passage, start: int, stop: int) -> int | None:
    """Where a topic (은, 는) ends that stands before the first predicate after ``start``."""
    for token in passage.tokens_over(start, stop):
        if not _ENDS.isdisjoint(token.tag.split("+")):
            return None
        if is_topic(passage, token):
            return token.end - passage.offset
    return None
