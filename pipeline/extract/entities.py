"""Who and where: every name of a document, resolved as far as the document and the tables allow.

Input: a tokenized Reading, its Timeline, the lexicon. Output: EntityMentions in text order; a compound (북러) gives one
mention per party with the same span, and a person's mention spans the whole phrase with title and country (its
bare name is the span of the reason ``names.head``). Names inside a longer one are not repeated. ``resolved_by``:
table, document, title (office holder), provisional (unknown name, id from its spelling), or empty (open, and the
reason says why). Spam gives nothing. Limits: rules and tables only; sound is used across documents alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.extract.entities_acting import ActingShapes, acting
from pipeline.extract.entities_capitals import Capitals, capital_names, place_names, single_names
from pipeline.extract.entities_chinese import persons
from pipeline.extract.entities_craft import CraftShapes, craft_marks
from pipeline.extract.entities_definite import Definite, bodies, lettered, organisations, people, titles_alone
from pipeline.extract.entities_districts import districts
from pipeline.extract.entities_document import provisional, short_names, without_last_names
from pipeline.extract.entities_dotted import DottedNames, dotted_names
from pipeline.extract.entities_edges import Boundaries
from pipeline.extract.entities_forms import Forms, form_marks
from pipeline.extract.entities_glosses import Glosses, glossed
from pipeline.extract.entities_groups import GroupShapes, group_marks
from pipeline.extract.entities_initials import initials
from pipeline.extract.entities_institutions import institution_marks
from pipeline.extract.entities_japanese import JapaneseNames, japanese_names
from pipeline.extract.entities_namesakes import without_namesakes
from pipeline.extract.entities_offices import office_holders
from pipeline.extract.entities_orgs import OrgShapes, missions, unknown_orgs
from pipeline.extract.entities_pairs import Anaphora, divided, pairs, pronouns
from pipeline.extract.entities_parts import reunited, whole
from pipeline.extract.entities_persons import Phrases, person_marks
from pipeline.extract.entities_scene import Mark, Scene
from pipeline.extract.entities_shapes import Shapes
from pipeline.extract.entities_styles import Styles, aged, plain
from pipeline.extract.entities_table import table_marks
from pipeline.extract.entities_topic import Topics, topic
from pipeline.extract.entities_words import Word, Words
from pipeline.extract.tagger import NameTagger
from pipeline.model import EntityMention, Reading, Reason, Span, Timeline

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon
    from pipeline.resources import Resources

_VERSION = 1


class Finder:
    """The compiled rules of the name finder; one per process, made by ``Resources.names``."""

    def __init__(self, lexicon: Lexicon, *, statistical: bool = True) -> None:
        self.lexicon = lexicon
        self.boundaries = Boundaries(lexicon)
        self.forms = Forms(lexicon)
        self.words = Words(lexicon)
        self.shapes = Shapes(lexicon, self.boundaries)
        self.orgs = OrgShapes(self.shapes)
        self.acting = ActingShapes(lexicon)
        self.groups = GroupShapes(lexicon, self.boundaries)
        self.craft = CraftShapes(lexicon)
        self.anaphora = Anaphora(self.shapes)
        self.definite = Definite(lexicon)
        self.capitals = Capitals(lexicon)
        self.styles = Styles(lexicon)
        self.topics = Topics(lexicon, self.capitals.alone)
        self.glosses = Glosses(lexicon)
        self.japanese = JapaneseNames(lexicon)
        self.dotted = DottedNames(lexicon)
        self.tagger = NameTagger() if statistical else None

    def marks(self, scene: Scene) -> list[Mark]:
        """All marks of a document in text order, outermost first, none inside another."""
        phrases, marks = self._phrases(scene)
        named = persons(scene, self.orgs.chinese, marks)
        surnamed = [provisional(scene, mark) for mark in named if not scene.dates(mark)]
        marks = _joined(marks, surnamed)
        unnamed = [provisional(scene, mark) for mark in bodies(scene, self.definite, marks)]
        marks = _joined(marks, [*unnamed, *people(scene, self.definite, marks)])
        marks = _joined(marks, lettered(scene, self.definite, marks))
        marks = _joined(marks, (provisional(scene, mark) for mark in acting(scene, self.acting, marks)))
        old = [provisional(scene, mark) for mark in aged(scene, self.styles, marks) if not scene.dates(mark)]
        marks = _joined(marks, old)
        if self.tagger is not None:
            tagged = [mark for mark in self.tagger.marks(scene, marks) if not scene.dates(mark)]
            unknown = [provisional(scene, mark) for mark in whole(scene, phrases, tagged, marks)]
            marks = _joined(marks, without_last_names(scene, unknown, marks))
        lying = [provisional(scene, mark) for mark in place_names(scene, self.capitals, marks)]
        marks = _joined(marks, lying)
        capital = [provisional(scene, mark) for mark in capital_names(scene, self.capitals, marks)]
        japanese = [provisional(scene, mark) for mark in japanese_names(scene, self.japanese, marks)]
        marks = _joined(marks, [*capital, *japanese])
        marks = plain(scene, self.styles, marks)
        marks = outermost([*topic(scene, self.topics, marks), *marks])
        marks = glossed(scene, self.glosses, reunited(scene, marks))
        marks = outermost(without_namesakes(scene, marks, self.capitals.before[0]))
        for step in (short_names, office_holders):
            marks = _joined(marks, step(scene, phrases, marks))
        alone = [provisional(scene, mark) for mark in single_names(scene, self.capitals, marks)]
        marks = _joined(marks, alone)
        marks = _joined(marks, titles_alone(scene, self.definite, phrases, marks))
        marks = _joined(marks, organisations(scene, self.definite, marks))
        marks = _joined(marks, divided(scene, self.anaphora, marks))
        marks = _joined(marks, initials(scene, self.anaphora.initials_behind, marks))
        marks = _joined(marks, pairs(scene, self.anaphora, marks))
        return _joined(marks, pronouns(scene, self.anaphora, marks))

    def known(self, scene: Scene) -> list[Mark]:
        """What tables and rules find before anything hangs on the rest of the document; the tagger's features."""
        return self._phrases(scene)[1]

    def _phrases(self, scene: Scene) -> tuple[Phrases, list[Mark]]:
        titles = self.words.titles(scene)
        base = self._bases(scene, titles)
        phrases = Phrases.of(scene, self.shapes, self.boundaries, titles, base)
        persons = [provisional(scene, mark) for mark in person_marks(phrases, base) if not scene.dates(mark)]
        return phrases, outermost([*(mark for mark in base if mark.kind != "person"), *persons])

    def _bases(self, scene: Scene, words: Sequence[Word]) -> list[Mark]:
        """Names of tables, short forms, missions, institutions and unknown organisations."""
        table = table_marks(scene, self.boundaries)
        dotted = dotted_names(scene, self.dotted, table)
        table = [*dotted, *(mark for mark in table if not any(mark.overlaps(other) for other in dotted))]
        table += form_marks(scene, self.forms, self.boundaries, table)
        lying = [provisional(scene, mark) for mark in districts(scene, table)]
        found = outermost([*table, *lying, *missions(scene, table)])
        titles = {title.start: title.end for title in words}
        nouns = [noun for noun in self.words.nouns(scene, self.boundaries) if titles.get(noun.start, 0) <= noun.end]
        found = _joined(found, institution_marks(scene, nouns, found))
        found = outermost([*group_marks(scene, self.groups, found), *found])
        unknown = [provisional(scene, mark) for mark in unknown_orgs(scene, self.orgs, found)]
        found = _joined(found, unknown)
        return _joined(found, craft_marks(scene, self.craft, found))


def find(reading: Reading, timeline: Timeline, resources: Resources) -> tuple[EntityMention, ...]:
    """Every entity mention of a document in text order."""
    scene = Scene(reading, timeline, resources.lexicon)
    found = []
    for mark in resources.names.marks(scene):
        if not any(mask.start < mark.end and mark.start < mask.end for mask in reading.masks):
            found += _mentions(scene, mark)
    return tuple(found)


def outermost(marks: list[Mark]) -> list[Mark]:
    """The marks in text order, without those that lie in or cross a longer one."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, not mark.ids)):
        while kept and mark.start < kept[-1].end and mark.end - mark.start > kept[-1].end - kept[-1].start:
            kept.pop()
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _joined(marks: list[Mark], more: Iterable[Mark]) -> list[Mark]:
    """``marks``, which lie beside each other already, with ``more`` of them; mostly there are none."""
    others = list(more)
    return outermost([*marks, *others]) if others else marks


def _mentions(scene: Scene, mark: Mark) -> list[EntityMention]:
    span = Span(mark.start, mark.end)
    reasons = [Reason(rule=f"{mark.rule}@{_VERSION}", says=mark.says, span=span)]
    if mark.head is not None:
        reasons.append(Reason(rule=f"names.head@{_VERSION}", says="the bare name", span=Span(*mark.head)))
    for gloss in mark.glosses:
        reasons.append(Reason(rule=f"names.gloss@{_VERSION}", says="the name in another script", span=Span(*gloss)))
    surface = span.of(scene.text)
    if mark.by == "table" and len(mark.ids) > 1 and not mark.rule.startswith(("names.compound", "names.document")):
        return [_open(span, surface, mark, reasons)]
    single = [
        EntityMention(
            span=span, surface=surface, kind=mark.kind, entity_id=ident, resolved_by=mark.by,
            candidates=((ident, 1.0),), reasons=tuple(reasons),
        )
        for ident in mark.ids
    ]  # fmt: skip
    return single or [_open(span, surface, mark, reasons)]


def _open(span: Span, surface: str, mark: Mark, reasons: list[Reason]) -> EntityMention:
    candidates = mark.candidates or tuple((ident, round(1 / len(mark.ids), 2)) for ident in mark.ids)
    return EntityMention(span=span, surface=surface, kind=mark.kind, candidates=candidates, reasons=tuple(reasons))
