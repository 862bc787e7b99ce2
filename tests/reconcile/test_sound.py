"""Names by sound: what must meet, what must stay apart, and the examples of sound.toml."""

from __future__ import annotations

import csv
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon import Lexicon
from pipeline.lexicon.pinyin import PINYIN, pinyin
from pipeline.reconcile.hearing import BLOCKS, CODES, Codes, Hearing
from pipeline.reconcile.names_index import KINDS
from pipeline.reconcile.sound import Sound
from tests.articles import ROOT

LEXICON = Lexicon()
SOUND = Sound(LEXICON.folder, LEXICON.folding.table)
HEARING = Hearing(LEXICON.folder, LEXICON.folding.table)
HELD_OUT = ROOT.parent / "shared" / "names" / "nk_assembly_2019_wikidata.csv"
KIMS = [("김정은", "金正恩", "Kim Jong Un"), ("김정일", "金正日", "Kim Jong Il"), ("김일성", "金日成", "Kim Il Sung")]


def table(name: str) -> dict[str, str]:
    rows = (LEXICON.folder / name).read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows)


@pytest.mark.parametrize("example", SOUND.rules["example"], ids=lambda row: f"{row['left']}-{row['right']}")
def test_examples_of_the_rules(example: dict[str, object]) -> None:
    score = SOUND.score(str(example["left"]), str(example["right"]))
    assert score >= float(str(example.get("at_least", 0)))
    assert score < float(str(example.get("below", 1.01)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("시진핑", "习近平"),
        ("쇼이구", "绍伊古"),
        ("마체고라", "Matsegora"),
        ("라브로프", "Lavrov"),
        ("페스코프", "Peskov"),
        ("림천일", "任天一"),
    ],
)
def test_one_name_in_two_scripts_is_sure(one: str, other: str) -> None:
    assert SOUND.score(one, other) >= SOUND.automatic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *((left, right) for a, b in permutations(KIMS, 2) for left in a for right in b),
        ("북한", "韩国"),
        ("조선", "韩国"),
        ("한국", "朝鲜"),
        ("동방항천", "东方学院"),
    ],
)
def test_hard_negatives_stay_apart(one: str, other: str) -> None:
    assert SOUND.score(one, other) < SOUND.automatic


@pytest.mark.parametrize(("one", "other"), [("루시코프", "Losyukov"), ("루쉬코프", "洛休科夫"), ("하산", "釜山")])
def test_what_sound_confuses_is_on_the_list_or_below_the_threshold(one: str, other: str) -> None:
    listed = frozenset((LEXICON.folding.key(one), LEXICON.folding.key(other))) in LEXICON.not_same
    assert listed or SOUND.score(one, other) < SOUND.automatic


def test_names_of_one_script_are_never_compared() -> None:
    assert SOUND.score("푸틴", "푸친") == SOUND.score("Putin", "Puting") == SOUND.score("普京", "普丁") == 0.0


@given(st.text("가김정은북리라", min_size=1, max_size=5), st.text("金正恩abko 普", min_size=1, max_size=6))
def test_scores_are_symmetric_and_between_zero_and_one(one: str, other: str) -> None:
    score = SOUND.score(one, other)
    assert 0.0 <= score <= 1.0
    assert score == SOUND.score(other, one)


def best(name: list[str], pool: list[list[str]]) -> tuple[list[int], float]:
    """The indices with the best score, and that score."""
    scores = [max(SOUND.score(a, b) for a in name for b in other) for other in pool]
    return [index for index, score in enumerate(scores) if score == max(scores)], max(scores)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("source", "target", "at_least"),
    [("name_ko", "name_hanzi", 54), ("name_hanzi", "name_ko", 54)]
    + [(a, b, 53) for a, b in permutations(("name_ko", "name_en", "name_hanzi"), 2) if "name_en" in (a, b)],
)
def test_the_held_out_politicians_by_sound_alone(source: str, target: str, at_least: int) -> None:
    if not HELD_OUT.is_file():
        pytest.skip("no test names beside the checkout")
    with HELD_OUT.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    pool = [row[target].split("/") for row in rows]
    found = [best(row[source].split("/"), pool) for row in rows]
    right = sum(indices == [number] and score >= SOUND.provisional for number, (indices, score) in enumerate(found))
    wrong = sum(number not in indices and score >= SOUND.provisional for number, (indices, score) in enumerate(found))
    assert right >= at_least
    assert wrong == 0


def test_the_pinyin_that_lies_ready_is_that_of_pypinyin() -> None:
    ready = {name: syllables for name, syllables in table(PINYIN).items() if syllables}
    assert {name: " ".join(pinyin(name)) for name in ready} == ready


@given(st.lists(st.sampled_from(sorted(name for name in table(PINYIN) if len(name) < 3)), max_size=4))
def test_a_name_is_read_as_pypinyin_reads_it(parts: list[str]) -> None:
    name = "".join(parts)
    assert HEARING.pinyin(name) == pinyin(name)


def test_the_blocks_that_lie_ready_are_those_of_the_codes() -> None:
    ready = table(BLOCKS)
    assert {name: " ".join(HEARING.blocks_made(name)) for name in ready} == ready


def test_the_codes_that_lie_ready_are_those_that_are_made() -> None:
    ready = table(CODES)
    assert ready.keys() == table(BLOCKS).keys()
    assert {name: HEARING.codes_made(name).written for name in ready} == ready
    assert all(Codes.read(codes) == HEARING.codes_made(name) for name, codes in ready.items())


def test_a_name_that_is_not_ready_has_the_same_codes() -> None:
    assert HEARING.codes("가나다라 한결") == HEARING.codes_made("가나다라 한결")
    assert Codes.read(HEARING.codes_made("宋 海文").written) == HEARING.codes_made("宋 海文")


def test_the_blocks_of_all_names_that_are_compared_lie_ready() -> None:
    idents = [entry.id for entry in LEXICON.entries.values() if entry.kind in KINDS and entry.id[:9] != "geonames:"]
    missing = {row.name for ident in idents for row in LEXICON.names(ident)} - table(BLOCKS).keys()
    assert len(missing) < 20, "run tools/build_sound.py: names are heard one by one at each start"


def test_names_that_cannot_reach_the_least_score_are_given_up() -> None:
    for one, other in (("시진핑", "习近平"), ("라브로프", "Lavrov"), ("푸틴", "Mishustin"), ("마체고라", "拉夫罗夫")):
        score = Sound(LEXICON.folder, LEXICON.folding.table).score(one, other, 0.73)
        exact = SOUND.score(one, other)
        assert score == (exact if exact >= 0.73 else 0.0)


@given(
    st.lists(st.text("가김정은북리라다나카하루토", min_size=1, max_size=5), min_size=1, max_size=3, unique=True),
    st.lists(st.text("abeghijklmnoprstu", min_size=1, max_size=9), min_size=200, max_size=210, unique=True),
)
@settings(max_examples=15, deadline=None)
def test_names_measured_all_at_once_score_as_one_by_one(ones: list[str], others: list[str]) -> None:
    alone, together = (Sound(LEXICON.folder, LEXICON.folding.table) for _ in range(2))
    least = alone.provisional
    together.measure(together.coded(ones), together.coded(others), least)
    for one in ones:
        for other in others:
            wanted, found = (sound.score(one, other, least) for sound in (alone, together))
            assert found == wanted or max(found, wanted) < least
