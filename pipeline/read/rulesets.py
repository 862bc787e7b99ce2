"""Everything that reading loads once: rule files, character sets, the folding table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline.read.folding import folding_table
from pipeline.read.forms import Forms, load_forms
from pipeline.read.scripts import Scripts, load_scripts
from pipeline.read.sentences import SentenceRules, load_sentence_rules
from pipeline.read.spam import SpamRules, load_spam_rules
from pipeline.read.zones import ZoneRule, load_zone_rules
from pipeline.rules import Rule, load_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """What ``Resources.reading`` holds."""

    folding: dict[int, str]
    scripts: Scripts
    zones: tuple[ZoneRule, ...]
    sentences: SentenceRules
    spam: SpamRules
    forms: Forms
    residue: tuple[Rule, ...]


def load_reading_rules(folder: Path) -> ReadingRules:
    """Load all data files of ``folder``; raises PipelineError ``bad-rule``."""
    zones = folder / "zones.toml"
    slots = tomllib.loads(zones.read_text(encoding="utf-8"))["slots"]
    return ReadingRules(
        folding=folding_table(),
        scripts=load_scripts(folder / "scripts.toml"),
        zones=load_zone_rules(zones, slots),
        sentences=load_sentence_rules(folder / "sentences.toml"),
        spam=load_spam_rules(folder / "spam.toml"),
        forms=load_forms(folder / "forms.toml"),
        residue=load_rules(folder / "residue.toml", {}),
    )
