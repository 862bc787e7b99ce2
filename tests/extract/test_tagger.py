"""The name tagger: unknown names by their surroundings, never over a name that is known."""

from __future__ import annotations

import pytest

from pipeline.extract.entities_scene import Mark, Scene
from pipeline.extract.tagger import NameTagger, stretches
from pipeline.languages.tokens import tokenize
from pipeline.model import Timeline
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from pipeline.settings import Settings
from tests.extract.names import names as entity_names


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources(Settings())


def scene_of(text: str, resources: Resources) -> Scene:
    reading = tokenize(read_text(text, SourceRow(id="d", path="d.txt"), resources), resources)
    return Scene(reading, Timeline(mentions=(), sentences=()), resources.lexicon)


def names(text: str, resources: Resources) -> dict[str, str]:
    scene = scene_of(text, resources)
    found = resources.names.tagger.marks(scene, resources.names.known(scene))
    return {scene.text[mark.start : mark.end]: mark.kind for mark in found}


def test_stretches_of_labels() -> None:
    labels = ["B-PER", "I-PER", "O", "I-LOC", "B-ORG", "B-ORG", "I-PER"]
    assert list(stretches(labels)) == [(0, 1, "PER"), (3, 3, "LOC"), (4, 4, "ORG"), (5, 5, "ORG"), (6, 6, "PER")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("2019년 3월 5일 배우 홍미라가 부산에서 열린 행사에 참석했다.", "홍미라", "person"),
        ("2019年3月5日，记者陈晓芸在现场采访了多名居民。", "陈晓芸", "person"),
        ("The government signed a peace deal with rebel groups from Kolvika.", "Kolvika", "place"),
    ],
)
def test_finds_an_unknown_name(text: str, name: str, kind: str, resources: Resources) -> None:
    assert names(text, resources).get(name) == kind


def test_never_crosses_a_known_name(resources: Resources) -> None:
    scene = scene_of("2019년 3월 5일 배우 홍미라가 부산에서 열린 행사에 참석했다.", resources)
    whole = Mark(start=0, end=len(scene.text), kind="other")
    assert NameTagger().marks(scene, [whole]) == []


def test_a_language_without_weights_gets_nothing(resources: Resources, tmp_path) -> None:
    scene = scene_of("2019년 3월 5일 배우 홍미라가 부산에서 열린 행사에 참석했다.", resources)
    (tmp_path / "card.toml").write_text("[threshold]\nPER = 0.5\n", encoding="utf-8")
    assert NameTagger(tmp_path).marks(scene, []) == []


def test_a_person_does_not_begin_inside_a_word(resources: Resources) -> None:
    text = "2019年6月20日，朝方表示，为缓和紧张局势采取了许多积极措施。"
    assert not any("张" in name for name in names(text, resources))


def test_tables_alone_leave_out_what_they_do_not_know(resources: Resources) -> None:
    tables = Resources(Settings(ner="tables"))
    text = "The government of Ghana signed a peace deal with rebel groups from Kolvika."
    told = [[mention.surface for mention in entity_names(text, used)] for used in (resources, tables)]
    assert ["Kolvika" in surfaces for surfaces in told] == [True, False]
    assert all("Ghana" in " ".join(surfaces) for surfaces in told)


def test_tables_alone_cut_only_what_rules_ask_for() -> None:
    tables = Resources(Settings(ner="tables"))
    text = "2021年5月3日，加纳外长在首尔会见多哥外长。\n\n2021년 5월 3일 두 나라가 서울에서 회담했다."
    cut = {sentence.language: bool(sentence.tokens) for sentence in scene_of(text, tables).reading.sentences}
    assert cut == {"zh-Hans": False, "ko": True}
