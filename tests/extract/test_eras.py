"""Bare years of the Republic of China: read in its era where the text writes the era, and only there."""

from __future__ import annotations

from pipeline.edtf import Edtf
from pipeline.resources import Resources
from tests.extract.told import told


def _dates(text: str, resources: Resources) -> list[Edtf | None]:
    return [m.time.date for m in told(text, "zh-Hant", resources)]


def test_a_bare_year_is_of_the_era_that_the_text_writes(resources: Resources) -> None:
    assert _dates("民國100年協會成立。\n\n112年協會改名。", resources) == [Edtf("2011"), Edtf("2023")]


def test_without_the_era_it_is_a_year_of_the_common_era(resources: Resources) -> None:
    assert _dates("112年,將軍攻占都城。", resources) == [Edtf("0112")]


def test_a_business_year_names_no_era(resources: Resources) -> None:
    assert _dates("公司113年度營收下滑。", resources) == [Edtf("2024")]
