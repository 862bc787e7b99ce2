import pytest

from pipeline.errors import PipelineError
from pipeline.reconcile.things import load_things


@pytest.fixture(scope="module")
def things(resources):
    return resources.link_patterns.things


@pytest.mark.parametrize(
    "text",
    [
        "the twin cities closed their liaison offices",
        "두 도시는 공동연락사무소를 닫았다",
        "两座城市关闭联络办公室",
        "兩座城市關閉聯絡辦公室",
    ],
)
def test_a_thing_has_one_name_in_every_language(text, things):
    assert things.of(text) == {"liaison-office"}


def test_the_longest_word_counts(things):
    assert things.of("the nuclear test site was sealed") == {"test-site"}
    assert things.of("핵실험장을 닫았다") == {"test-site"}


def test_english_words_count_whole(things):
    assert things.of("they trained in terrible weather") == frozenset()


def test_a_word_may_name_two_things(things):
    assert things.of("개소식을 열었다") == {"opening", "ceremony"}


def test_a_word_that_no_clause_can_match_does_not_load(tmp_path):
    path = tmp_path / "things.toml"
    path.write_text('[office]\nzh = ["聯絡"]\n', encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        load_things({ord("聯"): "联", ord("絡"): "络"}, path)
    assert "聯絡" in str(caught.value)
