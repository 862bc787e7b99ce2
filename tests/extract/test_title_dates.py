"""Dates in words: every example of the file, and nothing unreadable for any other date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.edtf import Edtf
from pipeline.extract.title_dates import load_date_forms

FORMS = load_date_forms()
EXAMPLES = [(language, *pair) for language, form in FORMS.forms.items() for pair in form["examples"]]


@pytest.mark.parametrize(("language", "date", "words"), EXAMPLES)
def test_examples(language: str, date: str, words: str) -> None:
    assert FORMS.words(Edtf.parse(date), language) == words


def test_no_date_no_words() -> None:
    assert FORMS.words(None, "en") == ""


@given(st.dates(), st.dates(), st.sampled_from(["en", "ko", "zh"]))
def test_no_interval_of_days_stays_edtf(one, two, language) -> None:
    first, last = sorted((one, two))
    words = FORMS.words(Edtf.between(first, last), language)
    assert "/" not in words
    assert f"{first.year}" in words or first.year < 1000
