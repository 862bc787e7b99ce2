"""Headlines that count deeds by person ("A 3회-B 2회 방문") against the deeds that the same text tells.

Input: Evidence. Output: Findings of kind ``arithmetic`` on quantities. Limits: titles and first lines alone; names
are those of the entities table, letter for letter; a text that tells fewer deeds than its headline counts may leave
some undated, so only more is a disagreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.check.evidence import Evidence
from pipeline.check.findings import Finding, Group
from pipeline.check.knowledge import Knowledge
from pipeline.check.parties import who
from pipeline.check.sentences import ARITHMETIC
from pipeline.check.series import distinct
from pipeline.model import Document, Entity, EventMention

_HAPPENED = ("occurred", "ongoing")


def check_tallies(evidence: Evidence) -> Iterator[Finding]:
    """Every count of every headline."""
    names = _names(evidence.entities)
    for document in (evidence.documents[name] for name in sorted(evidence.documents)):
        for line in dict.fromkeys((document.title, document.text.lstrip().partition("\n")[0])):
            modes = [mode for mode, words in evidence.knowledge.tally.deeds if words.search(line)]
            for name, stated, words in tallies(line, evidence.knowledge):
                if len(modes) == 1 and name in names:
                    yield from _check(document, names[name], modes[0], stated, words, evidence)


def tallies(line: str, knowledge: Knowledge) -> Iterator[tuple[str, int, str]]:
    """(name, number, the words themselves) for each count in a headline."""
    for found in knowledge.tally.pattern.finditer(line):
        word = found["n"]
        yield found["name"], int(word) if word.isdigit() else knowledge.numbers[word.casefold()], found[0]


def _names(entities: Mapping[str, Entity]) -> dict[str, str]:
    """Name of a person -> id, where only one person bears it."""
    bearers: dict[str, set[str]] = {}
    for entity in entities.values():
        if entity.kind == "person":
            names = (entity.name_en, entity.name_ko, entity.name_zh_hans, entity.name_zh_hant, *entity.aliases)
            for name in names:
                bearers.setdefault(name, set()).add(entity.id)
    return {name: next(iter(ids)) for name, ids in bearers.items() if name and len(ids) == 1}


def _check(
    document: Document, person: str, mode: str, stated: int, words: str, evidence: Evidence
) -> Iterator[Finding]:
    told = [m for m in _deeds(mode, evidence) if m.document_id == document.id and person in who(m)]
    deeds = distinct(told, evidence)
    if len(deeds) <= stated:
        return
    groups = [Group(value=words, mentions=(), document=document.id, quote=words)]
    dates = dict.fromkeys(str(mention.time.date) for mention in deeds)
    groups += [Group(value=day, mentions=tuple(m for m in deeds if str(m.time.date) == day)) for day in dates]
    yield Finding(
        event_id=evidence.event_of[deeds[0].id],
        field="quantity",
        kind="arithmetic",
        scope="within_document",
        groups=tuple(groups),
        delta=f"{stated} / {len(deeds)}",
        template=f"{ARITHMETIC}.count_table",
        facts=(("stated", words), ("found", str(len(deeds)))),
    )


def _deeds(mode: str, evidence: Evidence) -> Iterator[EventMention]:
    return iter(evidence.of_kinds(lambda kind: kind[1] == mode and kind[2] in _HAPPENED))
