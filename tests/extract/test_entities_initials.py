"""Two persons named by the first characters of their names. Sentences of our own."""

from __future__ import annotations

from pipeline.resources import Resources
from tests.extract.told import told


def test_the_first_characters_of_two_names_are_both_persons(resources: Resources) -> None:
    text = "2018年5月26日,總統文在寅在板門店見金正恩。\n\n2018年9月18日,文金會談在平壤舉行。"
    labels = {actor.entity.entity_id for actor in told(text, "zh-Hant", resources)[-1].actors}
    assert labels == {"local:moon-jae-in", "Q56226"}


def test_characters_that_two_persons_share_are_none(resources: Resources) -> None:
    text = "2018年5月26日,金正恩與金與正到場,文在寅同行。\n\n2018年9月18日,文金會談在平壤舉行。"
    assert all(actor.entity.surface != "文金" for actor in told(text, "zh-Hant", resources)[-1].actors)
