"""Rows of the things that one document names."""

from __future__ import annotations

from pipeline.extract.stage import extract
from pipeline.languages.tokens import tokenize
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources


def test_a_person_whom_the_mentions_only_call_he_has_the_name_of_the_text(resources: Resources) -> None:
    text = "Her teacher was Viktor Samarin. In 1863, he was awarded a fellowship by the academy."
    found = extract(tokenize(read_text(text, SourceRow(id="x"), resources), resources), resources)
    people = [entity.name_en for entity in found.entities if entity.kind == "person"]
    assert people == ["Viktor Samarin"]
