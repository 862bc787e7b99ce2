"""Lexicon: the tables of names, loaded once, with a matcher for running text.

Input: the folder of tables and the user's own name files. Output: entries, names, relations, matches. Ids are
Wikidata QIDs where a data file states them, ``geonames:<id>`` for generated cities, ``local:<slug>`` otherwise;
institutions of a state (``local:foreign-ministry-rus``) are composed on demand from institutions.toml.
Limits: the matcher knows names, not meaning; boundaries and dangerous forms are decided by extract/entities.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pipeline.lexicon import records
from pipeline.lexicon.districts import Districts
from pipeline.lexicon.groups import Groups
from pipeline.lexicon.institutions import Institutions
from pipeline.lexicon.keys import Folding, Key
from pipeline.lexicon.korean_places import KoreanPlaces
from pipeline.lexicon.missions import Missions
from pipeline.lexicon.nametable import NameTable
from pipeline.lexicon.offices import Offices
from pipeline.lexicon.pinyin import Pinyin
from pipeline.lexicon.records import Alias, Entry, NameColumns
from pipeline.lexicon.romanising import Romanisation
from pipeline.model import Entity

FOLDER = Path(__file__).parent
TABLES = ("", "cldr_", "geonames_")
LANGS = ("en", "ko", "zh-Hans", "zh-Hant")
_REMEMBERED = 4096  # composed entries
PARTY_COLUMNS = ["id", "country", "from", "to", "source"]


class Lexicon:
    """The names that we know. ``files`` are the user's own tables in the format of aliases.csv; the last one wins."""

    def __init__(self, files: Sequence[Path] = (), folder: Path = FOLDER) -> None:
        self.folder = folder
        self.files = tuple(files)
        self.folding = Folding()

    def load(self) -> None:
        """Load the large tables now."""
        _ = self.entries, self._table, self.folding.table

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every entry of the tables by id; an entry told twice takes coordinates from the later table."""
        found: dict[str, Entry] = {}
        for prefix in TABLES:
            for entry in records.entries(self.folder / f"{prefix}entities.csv"):
                known = found.get(entry.id)
                found[entry.id] = _merged(known, entry) if known else entry
        for brought, _ in self._user_tables:
            found |= {entry.id: entry for entry in brought if entry.id not in found}
        return found

    @cached_property
    def _user_tables(self) -> tuple[tuple[tuple[Entry, ...], NameColumns], ...]:
        """Entities and names of the user's files; the last file has the lowest rank, and wins."""
        return tuple(records.user_table(path, -1 - number) for number, path in enumerate(self.files))

    @cached_property
    def _table(self) -> NameTable:
        brought = [names for _, names in reversed(self._user_tables)]
        own = [records.names(self.folder / f"{prefix}aliases.csv", rank) for rank, prefix in enumerate(TABLES)]
        return NameTable([*brought, *own], self.folding)

    @cached_property
    def institutions(self) -> Institutions:
        """Ministries, parliaments, forces, embassies: nouns that become names beside a country."""
        return Institutions.load(self.folder / "institutions.toml")

    @cached_property
    def missions(self) -> Missions:
        """Embassies and consulates of one state in another."""
        return Missions.load(self.folder / "institutions.toml")

    @cached_property
    def groups(self) -> Groups:
        """Groups of people and unnamed bodies of a state."""
        return Groups.load(self.folder / "groups.toml")

    @cached_property
    def northern_letters(self) -> Romanisation:
        """Korean names in Latin letters, in the North's style."""
        return Romanisation.load(self.folder / "romanisation.toml", "dprk")

    @cached_property
    def districts(self) -> Districts:
        """Chinese districts that the tables lack."""
        return Districts(self._rules("districts.toml")["zh"], Pinyin(self.folder), self._label_of_place)

    @cached_property
    def korean_places(self) -> KoreanPlaces:
        """Korean towns that the tables lack."""
        letters = Romanisation.load(self.folder / "romanisation.toml", "revised")
        return KoreanPlaces(self._rules("districts.toml")["ko"], letters)

    @cached_property
    def county(self) -> re.Pattern[str]:
        """The name of an English or American county."""
        return re.compile(self._rules("districts.toml")["en"]["county"])

    def _label_of_place(self, name: str) -> str:
        entries = (self.entries.get(alias.id) for alias in self.lookup(name))
        return next((entry.label for entry in entries if entry is not None and entry.kind == "place"), "")

    @cached_property
    def offices(self) -> Offices:
        """Titles, and who held which office when."""
        return Offices.load(self.folder / "titles.csv", self.folder / "terms.csv")

    @cached_property
    def _parties(self) -> dict[str, list[tuple[str, str, str]]]:
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for ident, code, first, last, _ in records.rows(self.folder / "parties.csv", PARTY_COLUMNS):
            found[ident].append((code, first, last))
        return dict(found)

    def parties(self, ident: str, day: str = "") -> tuple[str, ...]:
        """The alpha-3 codes of the states of a treaty, war or summit (parties.csv) on an ISO day, or on any."""
        rows = self._parties.get(ident, ())
        return tuple(code for code, first, last in rows if (not day or first <= day) and (not last or day < last))

    def _rules(self, file: str) -> dict[str, Any]:
        """A file of rules beside the tables."""
        import tomllib

        return tomllib.loads((self.folder / file).read_text(encoding="utf-8"))

    @cached_property
    def forms(self) -> dict[str, Any]:
        """The word lists and rules of forms.toml, as written there."""
        return self._rules("forms.toml")

    @cached_property
    def shapes(self) -> dict[str, Any]:
        """What unknown names look like: the word lists of shapes.toml, as written there."""
        return self._rules("shapes.toml")

    @cached_property
    def definite(self) -> dict[str, Any]:
        """Words that mean somebody without a name: the word lists of definite.toml, as written there."""
        return self._rules("definite.toml")

    @cached_property
    def capitals(self) -> dict[str, Any]:
        """What unknown English names look like: the word lists of capitals.toml, as written there."""
        return self._rules("capitals.toml")

    @cached_property
    def craft(self) -> dict[str, Any]:
        """How ships, trains and spacecraft are named: the patterns of craft.toml, as written there."""
        return self._rules("craft.toml")

    @cached_property
    def topic(self) -> dict[str, Any]:
        """What an English page is about, and how it goes on about it: the rules of topic.toml, as written there."""
        return self._rules("topic.toml")

    @cached_property
    def glosses(self) -> dict[str, Any]:
        """What a name in another script behind a name looks like: the patterns of glosses.toml, as written there."""
        return self._rules("glosses.toml")

    @cached_property
    def signs(self) -> dict[str, str]:
        """Chinese characters of names: T of transcriptions (and the dot between them), S family names, B both."""
        sounds, families = {*self.shapes["zh"]["transcription"], *"·・"}, {*self.shapes["zh"]["surnames"]}
        return {
            sign: "B" if sign in sounds & families else "T" if sign in sounds else "S" for sign in sounds | families
        }

    @cached_property
    def countries(self) -> dict[str, str]:
        """ISO 3166-1 alpha-3 code -> entity id (SUN, DDR, YUG, CSK for states that are no more)."""
        return {
            entry.country: ident for ident, entry in self.entries.items() if entry.kind == "country" and entry.country
        }

    def entry(self, ident: str) -> Entry | None:
        """The entry of an id, composed if it is an institution of a state; None if unknown."""
        return self.entries.get(ident) or self._composed(ident)

    def names(self, ident: str, lang: str = "") -> tuple[Alias, ...]:
        """The names of an entry, preferred ones first; ``lang`` is a BCP 47 prefix (zh finds zh-Hans)."""
        rows = self._table.by_id(ident) or self._composed_names(ident)
        return tuple(row for row in rows if row.lang.startswith(lang))

    def lookup(self, surface: str, lang: str = "") -> tuple[Alias, ...]:
        """All names with the key of ``surface``: the user's first, then ours, then the generated tables."""
        rows = self._table.by_key(self.folding.key(surface))
        return tuple(row for row in rows if not lang or row.lang.startswith(lang.partition("-")[0]))

    def scan(self, key: Key) -> Iterator[tuple[int, int, Sequence[Alias]]]:
        """Every table name in a folded text as (start, end, names), offsets in the key; may overlap."""
        return self._table.scan(key.text)

    def country_id(self, code: str) -> str:
        """The entity id of an alpha-3 code, or empty."""
        return self.countries.get(code, "")

    def country_of(self, ident: str) -> str:
        """The alpha-3 code of the country that an entity is, belongs to or lies in; empty if unknown."""
        entry = self.entry(ident)
        return entry.country if entry else ""

    def acting(self, ident: str) -> str:
        """Who acts under that id: the state, where a seat of government stands for it (Beijing, 平壤); else the id."""
        if ident not in self.forms["governments"]["places"]:
            return ident
        return self.country_id(self.country_of(ident)) or ident

    def row(self, ident: str, resolved_by: str = "table") -> Entity | None:
        """The row of the entities table for an id that we know."""
        entry = self.entry(ident)
        if entry is None:
            return None
        names = self.names(ident)
        best = {lang: _best(names, lang) for lang in LANGS}
        taken = set(best.values()) | {entry.label}
        return Entity(
            id=ident, kind=entry.kind, name_en=entry.label, name_ko=best["ko"], name_zh_hans=best["zh-Hans"],
            name_zh_hant=best["zh-Hant"], aliases=tuple(sorted({row.name for row in names} - taken)),
            country=entry.country, wikidata_id=entry.qid, part_of=entry.part_of, latitude=entry.latitude,
            longitude=entry.longitude, resolved_by=resolved_by,
        )  # fmt: skip

    def valid(self, ident: str, day: str) -> bool:
        """Whether an entry existed on an ISO day (or year); an empty day fits always."""
        entry = self.entry(ident)
        if entry is None or not day:
            return entry is not None
        return (not entry.valid_from or entry.valid_from[: len(day)] <= day) and (
            not entry.valid_to or day < entry.valid_to
        )

    @cached_property
    def not_same(self) -> frozenset[frozenset[str]]:
        """Pairs of ids, or of keys of surfaces, that are never one (not_same.csv)."""
        columns = ["a", "b", "note"]
        pairs = records.rows(self.folder / "not_same.csv", columns)
        return frozenset(frozenset((self.folding.key(a), self.folding.key(b))) for a, b, _ in pairs)

    @cached_property
    def _composed(self) -> Callable[[str], Entry | None]:
        """``_compose``, which remembers the ids asked for last."""
        return lru_cache(_REMEMBERED)(self._compose)

    def _compose(self, ident: str) -> Entry | None:
        names = self._composed_names(ident)
        if not names:
            return None
        mission, group = self.missions.parse(ident), self.groups.parse(ident)
        made = group or self.institutions.entry(ident)
        code = mission[1] if mission else made[1] if made else ""
        label = next(name.name for name in names if name.lang == "en")
        return Entry(
            ident,
            group[0].kind if group else "org",
            label,
            country=code,
            part_of=self.country_id(code),
            source="composed",
        )

    def _composed_names(self, ident: str) -> tuple[Alias, ...]:
        group = self.groups.parse(ident)
        if group is not None and group[1] in self.countries:
            kind, code = group
            full = [(lang, kind.name(lang, self._state(code, lang), self.adjective(code))) for lang in LANGS]
            return tuple(Alias(ident, lang, name, "pref") for lang, name in full if name)
        mission = self.missions.parse(ident)
        made = self.institutions.entry(ident) if mission is None else None
        if mission is not None:
            sort, sender, host = mission
            full = [(lang, sort.name(lang, self._state(sender, lang), self._state(host, lang))) for lang in LANGS]
        elif made is not None and made[1] in self.countries:
            noun, code = made
            full = [(lang, noun.name(code, lang, self._state(code, lang))) for lang in LANGS]
        else:
            return ()
        return tuple(Alias(ident, lang, name, "pref") for lang, name in full if name)

    def adjective(self, code: str) -> str:
        """The English adjective of a state (Russian), else its name."""
        names = [row.name for row in self._table.by_id(self.country_id(code)) if row.status == "adj"]
        return next((name for name in names if not name.endswith("s")), "".join(names[:1])) or self._state(code, "en")

    def _state(self, code: str, lang: str) -> str:
        """The common name of a state in a language; empty without one."""
        ident = self.country_id(code)
        if lang == "en" and ident:
            return self.entries[ident].label
        return _best(self._table.by_id(ident), lang)


def _merged(first: Entry, second: Entry) -> Entry:
    from dataclasses import replace

    if first.latitude is not None or second.latitude is None:
        return first
    return replace(first, latitude=second.latitude, longitude=second.longitude)


def _best(names: Sequence[Alias], lang: str) -> str:
    """The preferred name of a language; for zh-Hant the simplified form is no substitute."""
    for status in ("pref", "alt", "variant", "abbr"):
        for row in names:
            if row.lang == lang and row.status == status:
                return row.name
    return next((row.name for row in names if lang.startswith(row.lang) and lang != "en"), "")
