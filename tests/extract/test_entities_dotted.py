"""Foreign persons in Chinese text by transcriptions with a dot, and by the last part of these alone."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from tests.extract.names import labels
from tests.extract.told import told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("科里·蒙哥马利抵达河边。", [("科里·蒙哥马利", "local:科里-蒙哥马利")]),
        ("贝尔纳·威廉·科瓦奇逊抵达河边。", [("贝尔纳·威廉·科瓦奇逊", "local:贝尔纳-威廉-科瓦奇逊")]),
        ("贝尔纳·劳·科瓦奇以低票当选。", [("贝尔纳·劳·科瓦奇", "local:贝尔纳-劳-科瓦奇")]),
    ],
)
def test_a_transcription_with_a_dot_is_a_person(text: str, wanted: list[tuple[str, str]], resources: Resources) -> None:
    assert labels(text, resources)[:1] == wanted


def test_the_last_part_alone_is_the_person_not_the_town_of_that_name(resources: Resources) -> None:
    found = labels("科里·蒙哥马利抵达河边。蒙哥马利随后发表讲话。", resources)
    assert ("蒙哥马利", "local:科里-蒙哥马利") in found


def test_a_last_part_of_two_persons_is_nobody_in_particular(resources: Resources) -> None:
    found = labels("科里·科瓦奇和贝尔纳·科瓦奇抵达。科瓦奇随后发表讲话。", resources)
    assert not [name for name, _ in found if name == "科瓦奇"] or found[-1][1] == "local:科瓦奇"


def test_a_life_behind_names_in_other_letters_tells_a_birth_and_a_death_of_the_person(resources: Resources) -> None:
    names = "英语:Bernard Law Kovacs, 1st Viscount Kovacs of Somewhere and of Elsewhere"
    mentions = told(f"贝尔纳·劳·科瓦奇({names},1887年11月17日-1976年3月24日),英国元帅。", "zh-Hans", resources)
    assert [str(m.time.date) for m in mentions] == ["1887-11-17", "1976-03-24"]
    assert {actor.entity.surface for m in mentions for actor in m.actors} == {"贝尔纳·劳·科瓦奇"}


def test_a_life_that_goes_on_tells_a_birth(resources: Resources) -> None:
    mentions = told("约翰·史密斯(John Smith,1951年3月5日-),英国作家。", "zh-Hans", resources)
    assert [str(m.time.date) for m in mentions] == ["1951-03-05"]
    assert not told("约翰·史密斯(1951年-),英国作家。", "zh-Hans", resources)
