"""Names files: rows are added, faults are named, and a run reads what was added."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.lexicon import Lexicon
from pipeline.naming.files import NewName, add_name, check_file

HEAD = "id,lang,name,status,scope,source,licence,kind,country\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def added(file: Path, *names: NewName) -> Lexicon:
    for name in names:
        add_name(file, name, Lexicon([file] if file.is_file() else []))
    return Lexicon([file])


def test_a_name_that_was_added_is_found_and_wins(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    known = added(file, NewName(id="Q7747", lang="ko", name="뿌띤", status="variant"))
    assert [alias.id for alias in known.lookup("뿌띤")] == ["Q7747"]


def test_an_entity_of_ones_own_has_names_in_every_language_given(tmp_path: Path) -> None:
    ident = "local:harbour-institute-of-westport"
    first = NewName(id=ident, lang="en", name="Westport Harbour Institute", status="pref", kind="org", country="KOR")
    known = added(tmp_path / "names.csv", first, NewName(id=ident, lang="ko", name="서항항만연구소", status="pref"))
    row = known.row(ident)
    assert row is not None
    assert (row.kind, row.country, row.name_en, row.name_ko) == (
        "org",
        "KOR",
        "Westport Harbour Institute",
        "서항항만연구소",
    )
    assert check_file(tmp_path / "names.csv", Lexicon()) == ()


@pytest.mark.parametrize(
    ("new", "what"),
    [
        (NewName(id="Q7747", lang="ja", name="プーチン"), "language"),
        (NewName(id="Q7747", lang="ko", name="뿌띤", status="nick"), "status"),
        (NewName(id="local:nobody-knows", lang="en", name="Nobody"), "no table knows"),
        (NewName(id="local:x", lang="en", name="X", kind="ship"), "kind"),
        (NewName(id="local:x", lang="en", name="X", kind="org", country="XXX"), "country"),
        (NewName(id="Q7747", lang="ko", name="푸틴"), "already"),
        (NewName(id="Q7747", lang="ko", name="김정은"), "give a scope"),
        (NewName(id="Q7747", lang="ko", name="  "), "empty"),
    ],
)
def test_a_row_that_would_be_wrong_is_refused(tmp_path: Path, lexicon: Lexicon, new: NewName, what: str) -> None:
    with pytest.raises(PipelineError, match=what):
        add_name(tmp_path / "names.csv", new, lexicon)
    assert not (tmp_path / "names.csv").exists()


def test_faults_of_a_file_are_named_by_line(tmp_path: Path, lexicon: Lexicon) -> None:
    file = tmp_path / "names.csv"
    rows = [
        "Q7747,ko,뿌띤,variant,,user,,,",
        "Q7747,ko,뿌띤,variant,,user,,,",
        "local:a-club,en,Gull,pref,,user,,org,",
        "local:b-club,en,Gull,pref,,user,,org,",
        "local:gone,en,Gone,pref,,user,,,",
        "Q7747,en,Poutine,variant,,,,,",
    ]
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    found = {(problem.line, problem.what.split(":")[0]) for problem in check_file(file, lexicon)}
    assert (3, "the same as line 2") in found
    assert any(line == 5 and "two things" in what for line, what in found)
    assert any(line == 6 and "no table knows" in what for line, what in found)
    assert any(line == 7 and "no source" in what for line, what in found)


@pytest.mark.parametrize("content", ["id,name\n", "", HEAD + "Q1,ko\n", "\x00"])
def test_a_file_that_is_no_names_file_is_one_clear_error(tmp_path: Path, lexicon: Lexicon, content: str) -> None:
    file = tmp_path / "names.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(PipelineError) as error:
        check_file(file, lexicon)
    assert error.value.code == "bad-lexicon"


def test_the_short_form_without_kind_and_country_is_read(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("id,lang,name,status,scope,source,licence\nQ7747,ko,뿌띤,variant,,user,\n", encoding="utf-8-sig")
    assert [alias.id for alias in Lexicon([file]).lookup("뿌띤")] == ["Q7747"]


def test_a_run_reads_the_names_file_of_its_folder(tmp_path: Path) -> None:
    import pipeline

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("On 3 May 2021 Vladislav Putinov visited Beijing.\n", encoding="utf-8")
    add_name(
        corpus / "names.csv",
        NewName(id="local:vlad", lang="en", name="Vladislav Putinov", status="pref", kind="person", country="RUS"),
        Lexicon(),
    )
    pipeline.run(corpus, tmp_path / "out")
    tables = pipeline.load(tmp_path / "out")
    assert "local:vlad" in set(tables.entities["entity_id"])
    assert list(tables.documents["doc_id"]) == ["a"]
