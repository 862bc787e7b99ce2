"""Articles added to tables that are kept: every table is, byte for byte, that of a whole run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from random import Random

import pytest

from pipeline.adding import Added, add
from pipeline.growth.keep import book_of
from pipeline.growth.tables import OLDER
from pipeline.reconcile import rarity
from pipeline.runner import run
from pipeline.settings import Settings
from pipeline.write.schemas import TABLES
from pipeline.write.tables import rows

pytestmark = pytest.mark.usefixtures("warm", "large")
GROWN = "1 new, the rest gone on from"
FILES = ("copies.csv", *(f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")))
LANDS = ("Ghana", "Togo", "Kenya", "Chad", "Peru", "Chile", "Laos", "Oman")


def article(first: int) -> str:
    """Five happenings; the neighbours in number tell two of them as well."""
    lines = []
    for n in range(first, first + 5):
        one, two = LANDS[n % 8], LANDS[(n * 3 + 1) % 8 if (n * 3 + 1) % 8 != n % 8 else (n + 1) % 8]
        lines.append(
            f"On {n % 27 + 1} {('March', 'May', 'July')[n % 3]} 2021 {one} and {two} signed a trade agreement."
        )
    return "\n\n".join(lines) + "\n"


BASE = {f"b{n}.txt": article(3 * n) for n in range(7)}
NEW = {
    "events that others tell": article(4).partition("\n\nOn 8")[0],
    "an event that nobody told": "On 9 August 2022 Peru imposed sanctions on Oman.\n",
    "two days of two others": "On 9 August 2022 Peru and Laos signed a trade agreement. On 10 August 2022 Chile and "
    "Oman held talks in Lima.\n",
    "another place": "On 4 March 2021 Chad and Chile held talks in Seoul.\n",
    "a state that was never named": "On 3 May 2021 Ghana and Brazil held talks in Geneva.\n",
    "a copy of another text": BASE["b2.txt"].partition("\n\nOn 10")[0],
    "nothing at all": "The market was quiet.\n",
    "other languages": "2021년 5월 5일 가나와 토고가 무역 협정을 체결했다.\n\n2021年7月9日，秘鲁与智利签署贸易协定。\n",
    "a day that others contradict": "On 2 March 2021 Ghana and Togo signed a trade agreement in Accra.\n",
    "a claim beside what happened": "On 1 March 2021 Ghana and Togo reportedly signed a trade agreement, worth 30 "
    "million dollars, in Lomé.\n",
    "one deed where two were told": "On 1 March 2021 Ghana, Togo, Chad and Chile signed a trade agreement in Geneva.\n",
    "a person whom nobody knows": "On 9 August 2022 the mayor Brunhild Askarova visited Oman.\n",
    "a town that nobody knows": "On 9 August 2022 Peru and Oman held talks in the town of Quellmarrow.\n",
    "the first of its kind": "On 9 August 2022 the president of Peru visited Oman, the first visit in ten years.\n",
}


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rarity, "LARGE", 16)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A corpus with the tables of a run that was kept."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "corpus").mkdir()
    for name, text in BASE.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rarity, "LARGE", 16)
        with chdir(folder):
            report = run("corpus", "out", Settings())
        size = dict(report.counts)["mentions"]
        assert rarity.size_of(size) == rarity.size_of(size + 3)
        assert book_of(folder / "out").is_file()
        yield folder


def copied(base: Path, folder: Path) -> Path:
    shutil.copytree(base, folder, dirs_exist_ok=True)
    return folder


def put(text: str, folder: Path, name: str = "new") -> Added:
    path = folder.parent / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    with chdir(folder):  # paths are part of the tables
        return add([str(path)], Path("corpus"), Path("out"), Settings())


def forgotten(folder: Path) -> Path:
    """The same folder without its book, so that a whole run follows."""
    book_of(folder / "out").unlink()
    return folder


def assert_same(one: Path, two: Path) -> None:
    assert [name for name in FILES if (one / "out" / name).read_bytes() != (two / "out" / name).read_bytes()] == []


@pytest.mark.parametrize("text", NEW.values(), ids=NEW.keys())
def test_what_is_grown_is_what_a_whole_run_makes(text: str, base: Path, tmp_path: Path) -> None:
    one, two = copied(base, tmp_path / "a"), forgotten(copied(base, tmp_path / "b"))
    grown, whole = put(text, one), put(text, two)
    assert (grown.report.why_new, grown.documents) == (GROWN, ("new",))
    assert "all made again" in whole.report.why_new
    assert_same(one, two)
    assert grown.changes == whole.changes
    kept = {name: value for name, value in grown.report.counts if name in TABLES}
    assert kept == {name: value for name, value in whole.report.counts if name in TABLES}
    assert sorted(path.name for path in (one / "out" / "texts").iterdir()) == sorted(
        path.name for path in (two / "out" / "texts").iterdir()
    )


@pytest.mark.parametrize("name", ["a0", "zz"])
def test_the_order_of_documents_does_not_matter(name: str, base: Path, tmp_path: Path) -> None:
    one, two = copied(base, tmp_path / "a"), forgotten(copied(base, tmp_path / "b"))
    text = "2021년 5월 5일 가나와 토고가 무역 협정을 체결했다. On 9 August 2022 Ghana imposed sanctions on Oman.\n"
    assert put(text, one, name).report.why_new == GROWN
    put(text, two, name)
    assert_same(one, two)


NAMES = ("Brunhild Askarova", "Brunhild Askarov", "브룬힐드 아스카로바", "Odd Quellmarrow", "오드 켈마로")
SAYS = ("On {d} August 2022 {n} visited Oman.\n", "On {d} August 2022 Peru and {n} signed a trade agreement in Lima.\n")


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_articles_with_names_that_nobody_knows(seed: int, base: Path, tmp_path: Path) -> None:
    one, two = copied(base, tmp_path / "a"), copied(base, tmp_path / "b")
    draw = Random(seed)
    reasons = []
    for number in range(4):
        name = draw.choice(NAMES)
        korean = f"2022년 8월 {number + 3}일 {name}가 오만을 방문했다.\n"
        text = draw.choice(SAYS).format(d=number + 3, n=name) if name.isascii() else korean
        file = f"{draw.choice('az')}{number}"
        reasons.append(put(text, one, file).report.why_new)
        put(text, forgotten(two), file)
        assert_same(one, two)
    assert GROWN in reasons


def test_articles_one_after_the_other(base: Path, tmp_path: Path) -> None:
    one, two = copied(base, tmp_path / "a"), copied(base, tmp_path / "b")
    reasons = []
    for number, text in enumerate(("On 9 August 2022 Peru imposed sanctions on Oman.\n",
                                   "On 9 August 2022 Oman was put under sanctions by Peru.\n",
                                   BASE["b2.txt"][:70] + "\n")):  # fmt: skip
        reasons.append(put(text, one, f"n{number}").report.why_new)
        put(text, forgotten(two), f"n{number}")
        assert_same(one, two)
    assert reasons.count(GROWN) >= 2


def test_files_left_as_they_were_are_named_and_made_by_the_next_run(base: Path, tmp_path: Path) -> None:
    folder = copied(base, tmp_path / "a")
    before = {name: (folder / "out" / name).read_bytes() for name in OLDER}
    done = put(NEW["an event that nobody told"], folder)
    assert any("older than the tables" in note and "events.sqlite" in note for note in done.report.notes)
    assert json.loads((folder / "out" / "run.json").read_text())["older"] == list(OLDER)
    assert {name: (folder / "out" / name).read_bytes() for name in OLDER} == before
    with chdir(folder):
        again = run("corpus", "out", Settings())
    assert again.why_new.startswith("older than the tables: events.sqlite")
    assert json.loads((folder / "out" / "run.json").read_text())["older"] == []
    assert (folder / "out" / "matrix.csv").read_bytes() != before["matrix.csv"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("edited", "document b1: changed"),
        ("gone", "document b3: gone"),
        ("by hand", "the tables were changed by hand"),
        ("decided", "changed: decisions"),
        ("named", "code, rules or settings have changed"),
    ],
)
def test_what_cannot_be_gone_on_from_is_made_again(change: str, why: str, base: Path, tmp_path: Path) -> None:
    folder = copied(base, tmp_path / "a")
    corpus, out = folder / "corpus", folder / "out"
    if change == "edited":
        (corpus / "b1.txt").write_text(article(50), encoding="utf-8")
    elif change == "gone":
        (corpus / "b3.txt").unlink()
    elif change == "by hand":
        (out / "events.csv").write_bytes((out / "events.csv").read_bytes() + b"x\n")
    elif change == "decided":
        event = rows(out, "mentions")[0]["mention_id"]
        line = {"id": "d1", "at": "2024-01-01", "by": "me", "kind": "mention", "target": [event], "verdict": "reject"}
        (corpus / "decisions.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    else:
        (corpus / "names.csv").write_text("id,lang,name,status,scope,source,licence,kind,country\n", encoding="utf-8")
    done = put(NEW["an event that nobody told"], folder)
    assert why in done.report.why_new
    assert "all made again" in done.report.why_new
    fresh = tmp_path / "fresh"
    run(corpus, fresh, Settings())
    assert len(rows(fresh, "mentions")) == len(rows(out, "mentions"))


def test_a_document_that_is_there_already_under_another_name_is_run_whole(base: Path, tmp_path: Path) -> None:
    done = put(BASE["b2.txt"], copied(base, tmp_path / "a"))
    assert "new is another document, letter by letter" in done.report.why_new


def test_dates_are_lent_by_whole_runs_alone(base: Path, tmp_path: Path) -> None:
    folder = copied(base, tmp_path / "a")
    done = put("Looking back on 2021\n\nOn the 19th Peru and Chile signed a trade agreement.\n", folder)
    assert done.report.why_new == GROWN or "may date each other" in done.report.why_new


def test_a_process_that_dies_between_tables_and_book_leaves_no_book_that_fits(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = copied(base, tmp_path / "a"), forgotten(copied(base, tmp_path / "b"))

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.growth.grow.stamps_of", dies)
        with pytest.raises(KeyboardInterrupt):
            put(NEW["an event that nobody told"], one, "first")
    put(NEW["an event that nobody told"], two, "first")
    assert_same(one, two)  # the tables were in place
    done = put(NEW["another place"], one, "second")
    assert "the book is not that of the last run" in done.report.why_new
    put(NEW["another place"], forgotten(two), "second")
    assert_same(one, two)


def test_a_process_that_dies_while_it_writes_changes_nothing(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(base, tmp_path / "a")
    before = {name: (folder / "out" / name).read_bytes() for name in (*FILES, "run.json")}

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.growth.splice.write_pieces", dies)
        with pytest.raises(KeyboardInterrupt):
            put(NEW["an event that nobody told"], folder)
    assert {name: (folder / "out" / name).read_bytes() for name in before} == before
    done = put(NEW["another place"], folder, "second")
    assert "all made again" in done.report.why_new
    assert len(rows(folder / "out", "documents")) == len(BASE) + 2
