"""The drawing of a pair's score: its bars add up, its page needs nothing else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import PairScore
from pipeline.write.waterfall import Told, page, waterfall

BITS = st.lists(st.integers(-1200, 1200), min_size=1, max_size=20)


def told(*bits, left="one clause", right="another clause"):
    reasons = tuple((f"part {number}: level", "x", "y", weight) for number, weight in enumerate(bits))
    score = PairScore(left="m-1", right="m-2", score=sum(bits), reasons=reasons)
    return Told(score=score, left=left, right=right, together=sum(bits) > 0)


@given(BITS)
def test_each_bar_starts_where_the_last_ended_and_the_last_ends_at_the_score(bits):
    drawn = waterfall(told(*bits))
    ends = [0, *(bar.last for bar in drawn.bars)]
    assert [bar.first for bar in drawn.bars] == ends[:-1]
    assert ends[-1] == sum(bits)


@given(BITS)
def test_every_bar_lies_within_the_drawing(bits):
    drawn = waterfall(told(*bits))
    assert all(bar.left >= 0 and bar.left + bar.width <= drawn.width for bar in drawn.bars)


def test_parts_without_weight_are_named_and_not_drawn():
    drawn = waterfall(told(300, 0, -100))
    assert [bar.bits for bar in drawn.bars] == [300, -100]
    assert drawn.silent == ("part 1: level",)


def test_the_page_asks_for_nothing_and_shows_texts_as_text():
    html = page("m-1 and m-2", [told(500, -100, left="<script>alert(1)</script>")])
    assert "<script" not in html
    assert not re.search(r"(?:src|href)=|url\(|@import", html)
    assert "+4.00" in html
