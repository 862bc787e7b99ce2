"""Our extractors inside somebody's own spaCy pipeline."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language as Nlp

from pipeline.errors import PipelineError
from pipeline.extract.components import KEY

KOREAN = {"nlp": {"tokenizer": {"@tokenizers": "pipeline.ko.v1"}}}
TEXT = "가나 외교부는 지난달 3일 서울에서 토고 외교부와 회담을 열었다."


def korean(*names: str, published: str = "2021-06-10") -> Nlp:
    nlp = spacy.blank("ko", config=KOREAN)
    for name in names:
        nlp.add_pipe(name, config={"published": published})
    return nlp


def test_times_are_spans_with_their_values() -> None:
    doc = korean("pipeline_times")(TEXT)
    assert [(span.text, span.label_) for span in doc.spans["times"]] == [("지난달 3일", "2021-05-03")]
    assert doc.user_data[KEY].entities is None


def test_without_a_date_nothing_is_guessed() -> None:
    doc = korean("pipeline_times", published="")(TEXT)
    assert [span.label_ for span in doc.spans["times"]] == [""]


def test_events_bring_what_they_need() -> None:
    doc = korean("pipeline_events")(TEXT)
    assert [span.label_ for span in doc.spans["events"]] == ["CONSULT"]
    found = doc.user_data[KEY]
    (event,) = found.events
    assert str(event.time.date) == "2021-05-03"
    assert event.trigger.of(doc.text) in ("회담", "회담을 열었다")
    assert found.entities is not None


def test_components_share_what_was_found() -> None:
    doc = korean("pipeline_times", "pipeline_entities", "pipeline_events")(TEXT)
    assert set(doc.spans) == {"times", "entities", "events"}
    assert {"서울"} <= {span.text for span in doc.spans["entities"]}


def test_a_pipeline_of_another_tokenizer_and_language_will_do() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("pipeline_times", config={"published": "2021-06-10"})
    doc = nlp("They met on 3 May 2021. In June they will meet again.")
    assert "3 May 2021" in doc.spans["times"][0].text
    assert doc.spans["times"][0].label_ == "2021-05-03"


def test_a_span_that_cuts_a_token_is_widened_and_the_dataclass_stays_exact() -> None:
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    nlp.tokenizer.infix_finditer = None
    nlp.add_pipe("pipeline_times")
    doc = nlp("the 1999-2003period ended on 3 May 2021-ish")
    found = doc.user_data[KEY].timeline.mentions
    for time, span in zip(found, doc.spans["times"], strict=True):
        assert span.start_char <= time.span.start
        assert time.span.end <= span.end_char


def test_settings_reach_the_component() -> None:
    nlp = spacy.blank("en")
    with pytest.raises(PipelineError, match="wrong"):
        nlp.add_pipe("pipeline_times", config={"settings": {"wrong": 1}})


def test_the_pipeline_can_be_saved_and_loaded(tmp_path) -> None:
    korean("pipeline_times").to_disk(tmp_path / "nlp")
    doc = spacy.load(tmp_path / "nlp")(TEXT)
    assert [span.label_ for span in doc.spans["times"]] == ["2021-05-03"]


ANY = st.text(st.one_of(st.sampled_from("2021년 5월3일에 만났다.\n\t "), st.characters(exclude_categories=["Cs"])))


@pytest.fixture(scope="module")
def timed() -> Nlp:
    return korean("pipeline_times")


@settings(max_examples=40)
@given(text=ANY)
def test_any_text_passes(timed: Nlp, text: str) -> None:
    doc = timed(text)
    assert doc.text == text
    for time in doc.user_data[KEY].timeline.mentions:
        assert time.span is None or time.span.of(text)
