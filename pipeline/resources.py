"""Resources: everything that is loaded once and used by many stages, on first use, through an object passed along.

One object serves one process; nothing here is global. Each stage adds one cached property for what it loads.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.doubles import ALONE
from pipeline.languages import Language, code_of, language
from pipeline.shelf import Shelves

if TYPE_CHECKING:
    from jinja2 import Template
    from spacy.language import Language as Nlp

    from pipeline.check.knowledge import Knowledge
    from pipeline.extract.cues import Cues
    from pipeline.extract.entities import Finder
    from pipeline.extract.event_rules import EventRules
    from pipeline.extract.event_types import EventTypes
    from pipeline.extract.passage import Scripts
    from pipeline.extract.quantity_rules import QuantityRules
    from pipeline.extract.scan import Scanner
    from pipeline.extract.time_rules import TimeRule
    from pipeline.languages.tokens import Tokenizer
    from pipeline.lexicon import Lexicon
    from pipeline.read.rulesets import ReadingRules
    from pipeline.reconcile.names_index import KnownNames
    from pipeline.reconcile.sound import Sound
    from pipeline.reconcile.vectors import Vectors
    from pipeline.reconcile.weights import Weights
    from pipeline.reconcile.wording import LinkPatterns
    from pipeline.settings import Settings
    from pipeline.stages import Prints


_BEHIND_DOCUMENTS = ("duckdb", "pyarrow.parquet", "pyarrow.json", "xlsxwriter", "jinja2")


class Resources:
    """Loads on first use and keeps: languages, their spaCy pipelines, rule sets, the lexicon."""

    def __init__(self, settings: Settings, scratch: Path | None = None) -> None:
        self.settings = settings
        self.shelves = Shelves(scratch, settings.in_memory)
        self.hands = ALONE
        self._nlp: dict[str, Nlp] = {}
        self._tokenizers: dict[str, Tokenizer] = {}
        self._event_rules: dict[str, EventRules] = {}
        self._quantity_rules: dict[str, QuantityRules] = {}
        self._time_scanners: dict[str, Scanner[TimeRule]] = {}

    def load_common(self) -> None:
        """Load now what documents of any language need: for a process that is about to be doubled."""
        from pipeline.extract import dates, entities, entity_rows, events, quantities, timeline  # noqa: F401
        from pipeline.stages import STAGES

        for one in STAGES:
            _ = one.call if one.per == "document" else None
        _ = self.reading, self.time_rules, self.time_cues, self.names, self.event_types, self.event_weights
        self.lexicon.load()

    def look_ahead(self) -> None:
        """Load now what the stages behind the documents need: for a process that waits for another."""
        from pipeline.stages import STAGES

        for one in STAGES:
            _ = one.call
        for library in _BEHIND_DOCUMENTS:
            import_module(library)
        _ = self.sound, self.link_patterns, self.pair_weights, self.check_knowledge, self.known_names
        _ = self.report_template

    @cached_property
    def prints(self) -> Prints:
        """The fingerprints of the stages, each file read once."""
        from pipeline.stages import Prints

        return Prints(self.settings)

    @cached_property
    def languages(self) -> dict[str, Language]:
        """The languages that the settings ask for, by code."""
        codes = (*self.settings.languages, *(code for code, _ in self.settings.extra_languages))
        return {code: language(code, self.settings) for code in dict.fromkeys(codes)}

    def language_of(self, tag: str) -> Language | None:
        """The language that reads passages of a BCP 47 tag, or None (such text is kept, not extracted)."""
        return self.languages.get(code_of(tag))

    @cached_property
    def tokenized(self) -> dict[str, Language]:
        """The languages whose text is cut into tokens: all, or those whose rules need them where no tagger does."""
        statistical = self.settings.ner == "statistical"
        return {code: one for code, one in self.languages.items() if statistical or one.rules_need_tokens}

    def nlp(self, code: str) -> Nlp:
        """The spaCy pipeline of a language, built on first use."""
        if code not in self._nlp:
            self._nlp[code] = self.languages[code].make_nlp(self.settings)
        return self._nlp[code]

    def tokenizer(self, code: str) -> Tokenizer:
        """What cuts the text of a language into tokens, started on first use."""
        if code not in self._tokenizers:
            from pipeline.languages.tokens import tokenizer_of

            self._tokenizers[code] = tokenizer_of(self.languages[code], self)
        return self._tokenizers[code]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The tables of names with their matcher."""
        from pipeline.lexicon import Lexicon

        return Lexicon(self.settings.names_files)

    @cached_property
    def time_rules(self) -> dict[str, tuple[TimeRule, ...]]:
        """The date rules by language code; ``und`` holds those that serve any language."""
        from pipeline.extract.time_rules import load_all

        return load_all(self.languages)

    def time_scanner(self, code: str) -> Scanner[TimeRule]:
        """The compiled scan for dates in passages of a language, built on first use."""
        if code not in self._time_scanners:
            from pipeline.extract.time_rules import scanner

            self._time_scanners[code] = scanner(code, self.time_rules)
        return self._time_scanners[code]

    @cached_property
    def reading(self) -> ReadingRules:
        """Zone, sentence and spam rules and character sets of the read stage."""
        from pipeline.read.rulesets import load_reading_rules

        return load_reading_rules(Path(__file__).parent / "read")

    @cached_property
    def pair_weights(self) -> Weights:
        """The weights of pair comparison: the preset, or the user's."""
        from pipeline.reconcile.weights import PRESET, load_weights

        return load_weights(Path(self.settings.link_weights or PRESET))

    @cached_property
    def link_vectors(self) -> Vectors | None:
        """The sentence vectors that the user gave, if any."""
        if not self.settings.link_vectors:
            return None
        from pipeline.reconcile.vectors import load_vectors

        return load_vectors(Path(self.settings.link_vectors))

    @cached_property
    def link_patterns(self) -> LinkPatterns:
        """The rules of named things that tell events apart (numbers of resolutions, ordinals)."""
        from pipeline.reconcile.wording import load_patterns

        return load_patterns(self.lexicon)

    @cached_property
    def time_cues(self) -> dict[str, Cues]:
        """The cues that tell the main line of a sentence from what stands beside it, by language code."""
        from pipeline.extract.cues import load_cues

        return {code: load_cues(language.folder) for code, language in self.languages.items()}

    @cached_property
    def check_knowledge(self) -> Knowledge:
        """How values relate, facets, expressions of rank, agencies and explanation templates of the check stage."""
        from pipeline.check.knowledge import Knowledge

        return Knowledge()

    @cached_property
    def names(self) -> Finder:
        """The compiled rules of the name finder."""
        from pipeline.extract.entities import Finder

        return Finder(self.lexicon, statistical=self.settings.ner == "statistical")

    def event_rules(self, code: str) -> EventRules:
        """Triggers, clause, status and role rules of a language, compiled on first use."""
        if code not in self._event_rules:
            from pipeline.extract.event_rules import load_event_rules

            self._event_rules[code] = load_event_rules(code, self.languages[code].folder)
        return self._event_rules[code]

    @cached_property
    def event_weights(self) -> Mapping[str, float]:
        """The weights that decide whether a clause is a mention."""
        from pipeline.extract.deciding import load_weights

        return load_weights()

    @cached_property
    def scripts(self) -> Scripts:
        """Traditional to simplified characters, one to one, for search keys."""
        from pipeline.extract.passage import Scripts

        return Scripts()

    @cached_property
    def sound(self) -> Sound:
        """Compares names of different scripts by sound."""
        from pipeline.reconcile.sound import Sound

        return Sound(self.lexicon.folder, self.lexicon.folding.table)

    @cached_property
    def known_names(self) -> KnownNames:
        """The names of the tables that unknown ones are compared with."""
        from pipeline.reconcile.names_index import KnownNames

        return KnownNames.of(self.lexicon, self.sound)

    @cached_property
    def report_template(self) -> Template:
        """The template of the report."""
        from pipeline.write.report import report_template

        return report_template()

    @cached_property
    def event_types(self) -> EventTypes:
        """The event profile: modes, title templates, strict PLOVER codes, sister types."""
        from pipeline.extract.event_types import load_event_types

        return load_event_types()

    def quantity_rules(self, code: str) -> QuantityRules:
        """Numerals, units and bound words of a language, compiled on first use."""
        if code not in self._quantity_rules:
            from pipeline.extract.quantity_rules import load_quantity_rules

            self._quantity_rules[code] = load_quantity_rules(self.languages[code].folder)
        return self._quantity_rules[code]
