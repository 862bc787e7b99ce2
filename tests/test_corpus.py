"""What is handed on of all documents: mentions a document at a time, whatever ranges they are cut into."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus import by_document


@dataclass(frozen=True)
class Told:
    document_id: str
    number: int


@given(st.lists(st.integers(1, 5), max_size=8), st.lists(st.integers(0, 40), max_size=4))
def test_ranges_share_the_documents_out(sizes: list[int], cuts: list[int]) -> None:
    mentions = [Told(f"d{at}", number) for at, size in enumerate(sizes) for number in range(size)]
    ends = [0, *sorted(min(cut, len(mentions)) for cut in cuts), len(mentions)]
    found = [told for first, last in pairwise(ends) for told in by_document(mentions, range(first, last))]
    assert [len(told) for told in found] == sizes
    assert [mention for told in found for mention in told] == mentions
