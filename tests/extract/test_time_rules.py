"""Date rule files: what they may say, and that a broken one names file, rule and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.extract.dates import describe, find_in
from pipeline.extract.time_rules import load
from pipeline.extract.time_terms import parse_terms
from pipeline.resources import Resources

HEAD = """
[slots]
gap = '[ ]?'
point = '{year}j{gap}{month}m'

[values.year]
match = '[12][0-9]{3}'
field = "year"

[values.month]
field = "month"
digits = 2
words = { 1 = ["eka"], 2 = ["dua"] }

[values.again]
field = "month"
like = "month"

[values.then]
field = "terms"
words = { "running:year+1" = ["poste"], "document:year-1, last" = ["lasta"] }
"""
RULE = """
[[rule]]
id = "xx.one"
match = '{match}'
value = "{value}"
examples = [{{ text = "2020j ekam" }}]
"""


def rules_of(tmp_path: Path, match: str = "{point}", value: str = "date", head: str = HEAD) -> Path:
    path = tmp_path / "time.toml"
    path.write_text(head + RULE.format(match=match, value=value), encoding="utf-8")
    return path


def test_slots_within_slots_and_for_the_second_end(tmp_path: Path) -> None:
    (rule,) = load(rules_of(tmp_path, "{point}-{point2}", "range"))
    match = rule.rule.pattern.match("2020j ekam-2021j 12m")
    assert match
    assert rule.said(match) == ({"year": 2020, "month": 1}, {"year": 2021, "month": 12})


def test_words_stand_for_terms(tmp_path: Path) -> None:
    (rule,) = load(rules_of(tmp_path, "{then} {again}", "date about"))
    match = rule.rule.pattern.match("poste dua")
    assert match
    said, _ = rule.said(match)
    assert said == {"about": True, "base": "running", "shift_unit": "year", "shift": 1, "month": 2}


@pytest.mark.parametrize(
    ("match", "value", "head", "rule", "what"),
    [
        ("{point}", "day", HEAD, "xx.one", "begins with one of"),
        ("{point}", "date sometime", HEAD, "xx.one", "unknown verb"),
        ("{point}", "date running:eon+1", HEAD, "xx.one", "unknown verb"),
        ("{nothing}", "date", HEAD, "xx.one", "unknown slot"),
        ("{point}(", "date", HEAD, "xx.one", "does not compile"),
        ("{point}", "date", HEAD + "\n[values.bad]\nfield = 'eon'\n", "values.bad", "field must be one of"),
        (
            "{point}",
            "date",
            HEAD + "\n[values.bad]\nfield = 'month'\nwords = { x = ['y'] }\n",
            "values.bad",
            "invalid literal",
        ),
        ("{point}", "date", "[slots", "-", "Expected"),
    ],
)
def test_a_broken_file_names_itself(tmp_path: Path, match: str, value: str, head: str, rule: str, what: str) -> None:
    path = rules_of(tmp_path, match, value, head)
    with pytest.raises(PipelineError, match=what) as caught:
        load(path)
    assert caught.value.values["path"] == path
    assert caught.value.values["rule"] == rule
    if rule != "-":
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[int(str(caught.value.values["line"])) - 1] in ("[[rule]]", "[values.bad]")


def test_terms() -> None:
    terms = {term.key: term.value for term in parse_terms("running:-amount, after, holiday:easter easter/0, part:late")}
    assert terms == {"base": "running", "sign": -1, "edge": "after", "holiday": "easter easter/0", "part": "late"}


def test_rule_ids_name_their_language(resources: Resources) -> None:
    for code, rules in resources.time_rules.items():
        assert {rule.rule.id.partition(".")[0] for rule in rules} == {"any" if code == "und" else code}


def test_an_expression_has_the_language_of_its_rule(resources: Resources) -> None:
    found = find_in("보도는 July 19, 2000, 2001-02-03", "ko", resources)
    assert [(e.language, describe(e)) for e in found] == [("en", "2000-07-19"), ("ko", "2001-02-03")]
