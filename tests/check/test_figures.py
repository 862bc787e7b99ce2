"""Counts and lengths."""

from __future__ import annotations

import pytest

from pipeline.edtf import Edtf
from tests.check.telling import Tell, compare, found, tell, values


def counts(left: float, right: float, **more: str) -> list[str]:
    event = [
        tell("a", "Soldiers came", "2021", counts=((left, "people", more.get("what", "")),)),
        tell("b", "Soldiers arrived", "2021", counts=((right, "people", more.get("other", "")),)),
    ]
    return [c.kind for c in found(compare(event), "quantity")]


def test_same_count_is_no_conflict() -> None:
    assert counts(300, 300) == []


def test_a_tenth_apart_is_rounding() -> None:
    assert counts(10_000, 9_500) == ["granularity"]


def test_more_than_a_tenth_apart_contradicts() -> None:
    assert counts(100, 50) == ["contradiction"]


def test_other_things_counted_are_scope() -> None:
    assert counts(8_000, 10_000, what="moved", other="sent") == ["scope"]


def test_in_one_document_figures_of_two_dates_are_of_two_deeds() -> None:
    def told(date: str) -> list[str]:
        event = [
            tell("a", "Two were sentenced to 2 years", "2019-05-17", counts=((2, "years", ""),)),
            tell("a", "One was sentenced to 7 years", date, counts=((7, "years", ""),)),
        ]
        return [c.kind for c in found(compare(event), "quantity")]

    assert told("2019") == []
    assert told("2019-05-17") == ["contradiction"]


def test_units_are_not_mixed() -> None:
    event = [
        tell("a", "Grain came", "2021", counts=((25_000, "t", ""),)),
        tell("b", "Ships came", "2021", counts=((3, "ships", ""),)),
    ]
    assert found(compare(event), "quantity") == []


def test_of_several_figures_the_nearest_are_compared() -> None:
    event = [
        tell("a", "Five died and 30 were hurt", "2021", counts=((5, "people", ""), (30, "people", ""))),
        tell("b", "30 were hurt", "2021", counts=((30, "people", ""),)),
    ]
    assert found(compare(event), "quantity") == []


@pytest.mark.parametrize(
    ("left", "counts", "right", "others"),
    [
        ("승객 246명과 승무원 23명 등 269명이 탔다", (246, 23, 269), "한국인 81명을 포함해 269명이 탔다", (81, 269)),
        ("269 people (246 passengers, 23 crew) were aboard", (269, 246, 23), "机上有269人,其中81人来自南国", (269, 81)),
        (
            "269 people were aboard, 246 passengers and 23 crew",
            (269, 246, 23),
            "269 people, including 81 men",
            (269, 81),
        ),
    ],
)
def test_parts_of_a_total_are_not_compared(
    left: str, counts: tuple[float, ...], right: str, others: tuple[float, ...]
) -> None:
    one = tell("a", left, "2021-05-03", counts=tuple((n, "people", "") for n in counts))
    two = tell("b", right, "2021-05-03", counts=tuple((n, "people", "") for n in others))
    assert not [c for c in compare([one, two]).conflicts if c.field == "quantity" and c.kind != "arithmetic"]


def test_a_final_toll_of_the_same_publisher_is_a_revision() -> None:
    event = [
        tell("a", "Five died", "2021", counts=((5, "people", ""),)),
        tell("b", "Nine died", "2021", counts=((9, "people", ""),)),
    ]
    published = {
        "a": {"publisher": "Daily", "published": Edtf("2021-05-04")},
        "b": {"publisher": "Daily", "published": Edtf("2021-05-06")},
    }
    assert [c.kind for c in found(compare(event, documents=published), "quantity")] == ["revision"]


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (("duration", "32개월", 32.0, "month"), ("interval_since", "两年", 2.0, "year"), "granularity"),
        (("duration", "3년", 3.0, "year"), ("duration", "32개월", 32.0, "month"), "granularity"),
        (("duration", "2년", 2.0, "year"), ("duration", "20개월", 20.0, "month"), "granularity"),
        (("duration", "3년", 3.0, "year"), ("duration", "20개월", 20.0, "month"), "contradiction"),
        (("duration", "24개월", 24.0, "month"), ("duration", "24개월", 24.0, "month"), None),
        (("duration", "두 시간", 1.0, "day"), ("interval_since", "10년", 10.0, "year"), None),
    ],
)
def test_lengths(left: tuple[str, str, float, str], right: tuple[str, str, float, str], kind: str | None) -> None:
    event = [
        tell("a", f"{left[1]} 중단된 열차가 다시 달렸다", "2021-05", amounts=(left,), language="ko"),
        tell("b", f"列车{right[1]}后恢复", "2021-05", amounts=(right,), language="zh-Hans"),
    ]
    conflicts = found(compare(event), "quantity")
    assert [c.kind for c in conflicts] == ([kind] if kind else [])
    assert all(values(c) == {left[1], right[1]} for c in conflicts)


def test_terms_of_two_persons_are_two_terms() -> None:
    def told(doc: str, term: int, person: str) -> Tell:
        clause = f"{person} was sentenced to {term} years"
        return tell(
            doc, clause, "2021-05-03", type="COERCE", mode="sentence", targets=(person,), counts=((term, "years", ""),)
        )

    assert found(compare([told("a", 5, "anna"), told("b", 4, "boris")]), "quantity") == []
    assert [c.kind for c in found(compare([told("a", 5, "anna"), told("b", 4, "anna")]), "quantity")] == [
        "contradiction"
    ]
