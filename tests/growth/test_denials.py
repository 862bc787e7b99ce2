"""Articles with claims and denials added to tables that are kept: the same tables as those of a whole run."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import pytest

from pipeline.growth.book import Book
from pipeline.growth.keep import book_of
from pipeline.reconcile import rarity
from pipeline.runner import run
from pipeline.settings import Settings
from pipeline.write.tables import rows
from tests.growth.test_growth import BASE, GROWN, article, assert_same, copied, forgotten, put

pytestmark = pytest.mark.usefixtures("warm", "large")
CLAIM = "On {day} July 2021 {who} accused Oman of moving 25,000 soldiers to the northern border near the river.\n"
DENIAL = "On {day} July 2021 Oman denied that it had moved {n} soldiers to the northern border near the river.\n"
TEXTS = {
    **BASE,
    **{f"c{n}.txt": article(5 * n + 40) for n in range(5)},
    "claim.txt": CLAIM.format(day=3, who="Peru"),
    "denial.txt": DENIAL.format(day=5, n="25,000"),
    "other.txt": "On 8 May 2021 Togo accused Ghana of helping rebels.\n\nOn 9 May 2021 Ghana denied that it helped "
    "rebels.\n",
}
NEW = {
    "no denial": "On 9 August 2022 Peru imposed sanctions on Oman.\n",
    "a claim that fits as well": CLAIM.format(day=4, who="Chile"),
    "a claim after the denial": CLAIM.format(day=6, who="Laos"),
    "another denial": DENIAL.format(day=7, n="25,000"),
    "a denial without the number": DENIAL.format(day=8, n="any"),
    "a claim and its denial": "On 3 May 2021 Kenya accused Chad of stealing 40,000 tons of oil from its port. On 4 May "
    "2021 Chad denied stealing 40,000 tons of oil from the port of Kenya.\n",
    "the claim once more": "Its words were heard abroad. " + CLAIM.format(day=3, who="Peru"),
    "in other languages": "2021년 7월 4일 페루는 오만이 국경에 병력 2만5000명을 옮겼다고 비난했다.\n\n"
    "2021年7月6日，阿曼否认向边境调动25,000名士兵。\n",
}


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rarity, "LARGE", 16)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with claims and denials, and the tables of a run that was kept."""
    folder = tmp_path_factory.mktemp("denied")
    (folder / "corpus").mkdir()
    for name, text in TEXTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, chdir(folder):
        patch.setattr(rarity, "LARGE", 16)
        size = dict(run("corpus", "out", Settings()).counts)["mentions"]
        assert rarity.size_of(size) == rarity.size_of(size + 12)
    return folder


def denied(folder: Path) -> set[tuple[str, str]]:
    """The documents of each denial and of its claim."""
    with Book(book_of(folder / "out")) as book:
        found = book.ask(
            "select a.doc, b.doc from denied join mention a on a.id = denial join mention b on b.id = claim"
        )
    return set(found)


def test_the_book_knows_what_is_denied(base: Path) -> None:
    assert ("denial", "claim") in denied(base)
    assert any(row["field"] == "status" for row in rows(base / "out", "conflicts"))


@pytest.mark.parametrize("text", NEW.values(), ids=NEW.keys())
def test_denials_are_gone_on_from(text: str, base: Path, tmp_path: Path) -> None:
    one, two = copied(base, tmp_path / "a"), forgotten(copied(base, tmp_path / "b"))
    grown, whole = put(text, one), put(text, two)
    assert grown.report.why_new == GROWN
    assert "all made again" in whole.report.why_new
    assert_same(one, two)
    assert denied(one) == denied(two)
    assert grown.changes == whole.changes


def test_claims_and_denials_one_after_the_other(base: Path, tmp_path: Path) -> None:
    one, two = copied(base, tmp_path / "a"), copied(base, tmp_path / "b")
    for number, text in enumerate(NEW.values()):
        assert put(text, one, f"n{number}").report.why_new == GROWN
        (two / "corpus" / f"n{number}.txt").write_text(text, encoding="utf-8")
    put("The market was quiet.\n", one, "last")
    put("The market was quiet.\n", forgotten(two), "last")
    assert denied(one) == denied(two)
    assert len(denied(one)) > len(denied(base))
