"""The data files of the checks: complete, and broken ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.check import knowledge
from pipeline.check.knowledge import Knowledge
from pipeline.check.report import KINDS
from pipeline.errors import PipelineError

KNOWN = Knowledge()


def test_every_pair_of_statuses_has_a_kind_or_none() -> None:
    statuses = {"occurred", "ongoing", "planned", "claimed", "denied", "cancelled"}
    assert set().union(*KNOWN.status_kinds) == statuses
    assert set(KNOWN.status_kinds.values()) <= set(KINDS)


def test_agencies_are_known_in_each_language() -> None:
    names = {
        name
        for text in ("연합뉴스", "新华社", "新華社", "TASS", "塔斯社", "(Reuters)")
        for name, pattern in KNOWN.agencies
        if pattern.search(text)
    }
    assert names == {"Yonhap", "Xinhua", "TASS", "Reuters"}


def test_templates_take_the_facts_they_are_given() -> None:
    facts = dict.fromkeys(("stated", "expected", "found", "date", "actual", "says"), "x")
    for template in KNOWN.explanations["arithmetic"].values():
        assert template.format(**facts)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("facets.toml", "[[facet]\n"),
        (
            "facets.toml",
            '[[facet]]\nid="a"\nfield="a"\nkind="scope"\ntypes=[]\nexamples=[]\nvalues=[{name="b", match="("}]\n',
        ),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(knowledge, "HERE", tmp_path)
    with pytest.raises(PipelineError, match=name) as error:
        _ = Knowledge().facets
    assert error.value.code == "bad-rule"
