"""The tables as shipped: consistent, complete in three languages, and quick to look up."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.lexicon import Lexicon
from pipeline.lexicon.records import ALIAS_COLUMNS, names
from tests.articles import ROOT

SEEDS = ROOT.parent / "shared" / "names" / "seed_entities.csv"
HELD_OUT = ROOT.parent / "shared" / "names" / "nk_assembly_2019_wikidata.csv"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def rows(lexicon: Lexicon, name: str) -> list[dict[str, str]]:
    with (lexicon.folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_at_least_fifteen_hundred_curated_entities_with_names_in_three_languages(lexicon: Lexicon) -> None:
    named = defaultdict(set)
    for row in rows(lexicon, "aliases.csv"):
        named[row["id"]].add(row["lang"].partition("-")[0])
    curated = [row["id"] for row in rows(lexicon, "entities.csv")]
    assert sum(named[ident] >= {"ko", "zh", "en"} for ident in curated) >= 1500


@pytest.mark.parametrize("table", ["aliases.csv", "cldr_aliases.csv", "geonames_aliases.csv"])
def test_every_name_has_a_known_entity_a_source_a_licence_and_is_normal(lexicon: Lexicon, table: str) -> None:
    for row in rows(lexicon, table):
        assert row["id"] in lexicon.entries, row
        assert row["source"], row
        assert row["licence"], row
        assert unicodedata.is_normalized("NFC", row["name"]), row


def test_no_safe_curated_name_has_two_owners(lexicon: Lexicon) -> None:
    owners = defaultdict(set)
    for row in rows(lexicon, "aliases.csv"):
        if not row["scope"]:
            owners[row["lang"].partition("-")[0], row["name"]].add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_terms_and_parts_point_at_entities(lexicon: Lexicon) -> None:
    roles = {row["role"] for row in rows(lexicon, "titles.csv")}
    for term in lexicon.offices.terms:
        assert term.person in lexicon.entries
        assert term.role in roles, term
    assert all(not entry.part_of or entry.part_of in lexicon.entries for entry in lexicon.entries.values())


def test_wikidata_ids_are_the_id_itself(lexicon: Lexicon) -> None:
    for entry in lexicon.entries.values():
        assert entry.id == entry.qid or not entry.qid
        assert entry.id.startswith(("Q", "local:", "geonames:"))


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (("북한", "조선민주주의인민공화국", "朝鲜", "北韓", "North Korea", "DPRK"), "North Korea"),
        (("소련", "쏘련", "苏联", "蘇聯", "USSR", "Soviet Union"), "Soviet Union"),
        (("라브로프", "拉夫罗夫", "拉夫羅夫", "Lavrov"), "Sergey Lavrov"),
        (("안보리", "联合国安理会", "UN Security Council"), "United Nations Security Council"),
    ],
)
def test_names_of_one_thing_meet(lexicon: Lexicon, names: tuple[str, ...], label: str) -> None:
    found = {lexicon.entries[lexicon.lookup(name)[0].id].label for name in names}
    assert found == {label}


def test_a_ministry_and_an_embassy_are_composed(lexicon: Lexicon) -> None:
    ministry = lexicon.row("local:foreign-ministry-prk")
    embassy = lexicon.row("local:embassy-rus-in-prk")
    assert ministry is not None
    assert ministry.name_ko == "북한 외무성"
    assert ministry.country == "PRK"
    assert embassy is not None
    assert embassy.name_en == "Embassy of Russia in North Korea"
    assert embassy.name_zh_hans == "俄罗斯驻朝鲜大使馆"
    assert lexicon.entry("local:foreign-ministry-xxx") is None


def test_a_state_is_valid_in_its_own_time_only(lexicon: Lexicon) -> None:
    union = lexicon.country_id("SUN")
    assert lexicon.valid(union, "1961-07-06")
    assert not lexicon.valid(union, "2001-08-04")
    assert lexicon.valid(lexicon.country_id("RUS"), "2001")


def test_a_seat_of_government_acts_for_its_state(lexicon: Lexicon) -> None:
    assert lexicon.acting(lexicon.lookup("北京")[0].id) == lexicon.country_id("CHN")
    assert lexicon.acting(lexicon.lookup("부산")[0].id) == lexicon.lookup("부산")[0].id
    assert all(ident in lexicon.entries for ident in lexicon.forms["governments"]["places"])


def test_offices_by_day(lexicon: Lexicon) -> None:
    assert lexicon.offices.holders("foreign-minister", "RUS", "2001-01-15") == ("local:igor-ivanov",)
    assert lexicon.offices.holders("foreign-minister", "RUS", "2020-01-15") == ("local:sergey-lavrov",)
    assert lexicon.offices.holders("foreign-minister", "RUS", "1890") == ()


def test_a_treaty_has_its_parties_of_the_day(lexicon: Lexicon) -> None:
    assert set(lexicon.parties("local:su-kp-1961", "1985")) == {"PRK", "SUN"}
    assert set(lexicon.parties("local:su-kp-1961", "1995-09")) == {"PRK", "RUS"}
    assert lexicon.parties("local:paris-agreement") == ()
    rows_ = rows(lexicon, "parties.csv")
    assert {row["id"] for row in rows_} <= set(lexicon.entries)
    assert {row["country"] for row in rows_} <= set(lexicon.countries)


@pytest.mark.parametrize(
    "names",
    [
        ("테리사 메이", "特雷莎·梅", "德蕾莎·梅伊", "Theresa May"),
        ("베냐민 네타냐후", "内塔尼亚胡", "納坦雅胡", "Benjamin Netanyahu"),
        ("스카버러 암초", "黄岩岛", "黃岩島", "Scarborough Shoal"),
        ("신속지원군", "快速支援部队", "快速支援部隊", "Rapid Support Forces"),
        ("유럽중앙은행", "欧洲央行", "歐洲央行", "European Central Bank"),
        ("국제우주정거장", "国际空间站", "國際太空站", "International Space Station"),
        ("이샤크 다르", "伊沙克·达尔", "伊沙克·達爾", "Ishaq Dar"),
    ],
)
def test_names_of_other_topics_are_one_in_every_script(names: tuple[str, ...], lexicon: Lexicon) -> None:
    assert len({lexicon.lookup(name)[0].id for name in names}) == 1


def test_the_users_names_come_first(tmp_path: Path) -> None:
    extra = tmp_path / "extra.csv"
    line = "Q423,ko,윗동네,alt,,mine,CC0-1.0"
    extra.write_text(",".join(ALIAS_COLUMNS) + "\n" + line + "\nQ884,ko,푸틴,alt,,mine,CC0-1.0\n", encoding="utf-8")
    lexicon = Lexicon([extra])
    assert lexicon.lookup("윗동네")[0].id == "Q423"
    assert lexicon.lookup("푸틴")[0].id == "Q884"


def test_a_bad_table_says_where(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(",".join(ALIAS_COLUMNS) + "\nQ423,ko,이름,nickname,,mine,CC0\n", encoding="utf-8")
    with pytest.raises(PipelineError) as error:
        names(bad, 0)
    assert error.value.code == "bad-lexicon"
    assert "line 2" in error.value.message


@pytest.mark.parametrize(
    ("korean", "latin"),
    [
        ("박명호", "Pak Myong Ho"),
        ("김두봉", "Kim Tu Bong"),
        ("한도길", "Han To Gil"),
        ("리성희", "Ri Song Hui"),
        ("Kim", ""),
    ],
)
def test_names_of_the_north_in_latin_letters(lexicon: Lexicon, korean: str, latin: str) -> None:
    assert lexicon.northern_letters.name(korean) == latin


@pytest.mark.corpus
def test_the_seed_entities_resolve_in_all_three_languages(lexicon: Lexicon) -> None:
    if not SEEDS.is_file():
        pytest.skip("no seed table beside the checkout")
    with SEEDS.open(encoding="utf-8", newline="") as stream:
        seeds = list(csv.DictReader(stream))
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in seeds:
        if row["status"] == "pref":
            ids = {alias.id for alias in lexicon.lookup(row["name"])}
            found[row["entity_id"]][row["lang"].partition("-")[0]] |= ids
    whole = [entity for entity, by in found.items() if {"ko", "zh", "en"} <= set(by) and set.intersection(*by.values())]
    assert len(whole) >= 0.95 * len(found)


@pytest.mark.corpus
def test_the_held_out_politicians_are_not_in_the_tables(lexicon: Lexicon) -> None:
    if not HELD_OUT.is_file():
        pytest.skip("no test names beside the checkout")
    with HELD_OUT.open(encoding="utf-8", newline="") as stream:
        held_out = [row["name_ko"] for row in csv.DictReader(stream)]
    known = {name for name in held_out if lexicon.lookup(name, "ko")}
    assert known <= {"김정은", "김영남"}


@pytest.mark.parametrize(
    ("printed", "name"), [("Lome", "Lomé"), ("Yaounde", "Yaoundé"), ("Sao Jose dos Campos", "São José dos Campos")]
)
def test_towns_are_found_without_their_accents(lexicon: Lexicon, printed: str, name: str) -> None:
    (found,) = {row.id for row in lexicon.lookup(printed)}
    assert found in {row.id for row in lexicon.lookup(name)}
