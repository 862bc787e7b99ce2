"""Names that the text gives twice, the second time in brackets and in another script: 다나카 하루토(田中陽翔).

Input: a Scene, the rules of glosses.toml, the marks so far. Output: the marks; an unknown name whose gloss a table
knows is that one everywhere in the text, any other keeps the stretch of its gloss (``Mark.glosses``), by which it is
recognised in other documents. Limits: the bracket must follow the name or its title at once; a gloss in the same
script, a single character and letters that stand for a name (NIS) are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.entities_scene import Mark, Scene, is_han, is_hangul
from pipeline.lexicon import Lexicon
from pipeline.records import replace

_SCRIPTS = ("han", "hangul", "latin")


@dataclass(frozen=True)
class Glosses:
    """The compiled rules of glosses.toml."""

    lexicon: Lexicon

    @cached_property
    def behind(self) -> dict[str, re.Pattern[str]]:
        """Script of a name -> the bracket behind it, with a ``name`` in another script."""
        row = self.lexicon.glosses["gloss"]
        opening, closing = row["opening"] + row["label"], row["closing"]
        return {
            own: re.compile(
                f"{opening}(?P<name>{'|'.join(row[other] for other in _SCRIPTS if other != own)})(?={closing})"
            )
            for own in _SCRIPTS
        }


def glossed(scene: Scene, rules: Glosses, marks: Sequence[Mark]) -> list[Mark]:
    """The marks without those inside glosses; names that a gloss explains resolved, the others with it."""
    found = {mark: gloss for mark in marks for gloss in _gloss(scene, rules, mark)}
    if not found:
        return list(marks)
    known = {mark.ids[0]: ident for mark, gloss in found.items() if (ident := _known(scene, mark, gloss))}
    spans = list(found.values())
    kept = [mark for mark in marks if not _inside(mark, spans)]
    return [_resolved(scene, mark, found.get(mark), known) for mark in kept]


def _unknown(mark: Mark) -> bool:
    return mark.by == "provisional" and len(mark.ids) == 1


def _gloss(scene: Scene, rules: Glosses, mark: Mark) -> Iterator[tuple[int, int]]:
    """Where the gloss of an unknown name stands."""
    if not _unknown(mark):
        return
    first = next((char for char in scene.text[slice(*(mark.head or (mark.start, mark.end)))] if char.isalpha()), "")
    own = "hangul" if is_hangul(first) else "han" if is_han(first) else "latin"
    ends = dict.fromkeys((mark.end, mark.head[1] if mark.head else mark.end))
    match = next((match for end in ends if (match := rules.behind[own].match(scene.text, end))), None)
    if match is not None:
        yield match.span("name")


def _known(scene: Scene, mark: Mark, gloss: tuple[int, int]) -> str:
    """The one thing of its kind that the tables know by the gloss."""
    rows = scene.lexicon.lookup(scene.text[slice(*gloss)])
    ids = {row.id for row in rows if (entry := scene.lexicon.entry(row.id)) and entry.kind == mark.kind}
    return next(iter(ids)) if len(ids) == 1 else ""


def _inside(mark: Mark, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mark.start and mark.end <= end for start, end in spans)


def _resolved(scene: Scene, mark: Mark, gloss: tuple[int, int] | None, known: dict[str, str]) -> Mark:
    if _unknown(mark) and mark.ids[0] in known:
        ident = known[mark.ids[0]]
        says = "the text gives this name in another script, which the tables know"
        return replace(mark, ids=(ident,), by="document", rule="names.document.gloss", says=says)
    return replace(mark, glosses=(gloss,)) if gloss else mark
