"""The command line: what it prints where, how it fails, its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.cli import invoke
from pipeline.cli_progress import pace
from pipeline.errors import EXIT, PipelineError
from pipeline.write.tables import rows
from tests.articles import ARTICLES, ROOT, write_articles

Captured = pytest.CaptureFixture[str]


def first_mention(out: Path) -> str:
    return str(rows(out, "mentions")[0]["mention_id"])


def seconds_of_help() -> float:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "pipeline", "--help"], capture_output=True, text=True, check=True)
    assert "doctor" in done.stdout
    return time.perf_counter() - started


def test_help_answers_at_once() -> None:
    assert min(seconds_of_help() for _ in range(3)) < 2  # 0.3 s on a quiet machine


@pytest.mark.usefixtures("warm")
def test_run_prints_its_report_as_json_and_nothing_else(tmp_path: Path, capsys: Captured) -> None:
    articles = write_articles(tmp_path / "articles")
    assert invoke(["run", str(articles), "--out", str(tmp_path / "out"), "--json", "--quiet"]) == EXIT.OK
    told = capsys.readouterr()
    report = json.loads(told.out)
    assert told.err == ""
    assert report["counts"]["documents"] == len(ARTICLES)
    assert report["failures"] == []
    assert (tmp_path / "out" / "run.json").is_file()


def test_names_of_tables_alone_are_asked_for_by_an_option(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "articles")
    assert invoke(["run", str(articles), "--out", str(tmp_path / "out"), "--quiet", "--ner", "tables"]) == EXIT.OK
    log = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert log["settings"]["ner"] == "tables"
    assert len(rows(tmp_path / "out", "mentions")) > 3


@pytest.mark.usefixtures("warm")
def test_progress_goes_to_stderr(tmp_path: Path, capsys: Captured) -> None:
    articles = write_articles(tmp_path / "articles")
    invoke(["run", str(articles), "--out", str(tmp_path / "out")])
    told = capsys.readouterr()
    assert told.out == ""
    assert "3/3" in told.err


def test_the_rate_and_the_time_left() -> None:
    assert pace(50, 200, 25.0) == "2.0/s, 1:15 left"
    assert pace(200, 200, 25.0).endswith("0:00 left")


BAD = {
    "empty.txt": b"",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "blank.txt": b"  \n\n ",
}


@pytest.mark.usefixtures("warm")
def test_bad_files_are_named_in_one_line_and_the_others_are_done(tmp_path: Path, capsys: Captured) -> None:
    articles = write_articles(tmp_path / "articles")
    for name, data in BAD.items():
        (articles / name).write_bytes(data)
    assert invoke(["run", str(articles), "--out", str(tmp_path / "out"), "--quiet"]) == EXIT.SOME_FAILED
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(BAD)
    assert all(any(name in line and " — " in line for line in lines) for name in BAD)
    assert {row["doc_id"] for row in rows(tmp_path / "out", "documents")} == {Path(name).stem for name in ARTICLES}
    log = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert {row["code"] for row in log["documents"] if row["status"] == "failed"} <= {
        "empty-file",
        "binary-file",
        "no-text",
        "unknown-encoding",
    }


@pytest.mark.usefixtures("warm")
def test_a_file_without_any_date_is_done_and_says_so(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("두 장관이 만나 악수를 나누었다.", encoding="utf-8")
    assert invoke(["run", str(path), "--out", str(tmp_path / "out")]) == EXIT.OK
    assert "no date found in the text" in capsys.readouterr().err
    assert "no date" in rows(tmp_path / "out", "documents")[0]["warnings"][0]


def test_a_missing_path_is_wrong_use(tmp_path: Path, capsys: Captured) -> None:
    assert invoke(["run", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == EXIT.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert "there is no such file or folder" in told.err
    assert "hint:" in told.err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("warm")
def test_a_missing_path_beside_others_stops_none_of_them(tmp_path: Path, capsys: Captured) -> None:
    articles = write_articles(tmp_path / "articles")
    given = ["run", str(articles), str(tmp_path / "nowhere.txt"), "--out", str(tmp_path / "out")]
    assert invoke(given) == EXIT.SOME_FAILED
    assert "nowhere.txt: there is no such file or folder" in capsys.readouterr().err
    assert len(rows(tmp_path / "out", "documents")) == len(list(articles.glob("*.txt")))


@pytest.mark.usefixtures("warm")
def test_an_encoding_that_does_not_fit_is_named(tmp_path: Path, capsys: Captured) -> None:
    articles = write_articles(tmp_path / "articles")
    (articles / "odd.txt").write_bytes("회담을 열었다".encode("cp949") + b"\xff\xfe\x00")
    (articles / "sources.csv").write_text("path,encoding\nodd.txt,no-such-encoding\n", encoding="utf-8")
    code = invoke(["run", str(articles), "--out", str(tmp_path / "out"), "--quiet"])
    assert code in (EXIT.SOME_FAILED, EXIT.USAGE)
    assert "encoding" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["run"], ["run", "x", "--no-such-option"], ["nonsense"], ["eval"], ["explain"], ["check", "--out"]]
)
def test_wrong_use_gives_2(arguments: list[str], capsys: Captured) -> None:
    assert invoke(arguments) == EXIT.USAGE
    assert capsys.readouterr().err != ""


def test_an_unknown_setting_is_named(tmp_path: Path, capsys: Captured) -> None:
    config = tmp_path / "my.toml"
    config.write_text("wrokers = 2\n", encoding="utf-8")
    assert invoke(["doctor", "--config", str(config)]) == EXIT.USAGE
    assert "wrokers" in capsys.readouterr().err


def test_a_fault_of_the_program_gives_1(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("pipeline.doctor.examine", broken)
    assert invoke(["doctor"]) == EXIT.BUG
    assert "fault of the program" in capsys.readouterr().err


@pytest.mark.usefixtures("warm")
def test_an_interrupt_keeps_finished_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    articles = write_articles(tmp_path / "articles")
    from pipeline.chain import Chain

    honest, done = Chain.run, []

    def stop_at_second(self: Chain, job: object) -> object:
        if done:
            raise KeyboardInterrupt
        done.append(job)
        return honest(self, job)  # type: ignore[arg-type]

    monkeypatch.setattr(Chain, "run", stop_at_second)
    assert invoke(["run", str(articles), "--out", str(tmp_path / "out"), "--quiet"]) == 130
    assert "finished documents are kept" in capsys.readouterr().err
    monkeypatch.setattr(Chain, "run", honest)
    assert invoke(["run", str(articles), "--out", str(tmp_path / "out"), "--json", "--quiet"]) == EXIT.OK
    stages = {row["stage"]: row for row in json.loads(capsys.readouterr().out)["stages"]}
    assert stages["extract"]["reused"] == 1


@pytest.mark.usefixtures("warm")
def test_explain_an_event_a_mention_and_a_document(finished: tuple[Path, Path], capsys: Captured) -> None:
    _, out = finished
    event = rows(out, "events")[0]
    for target, kind in (
        (event["event_id"], "event"),
        (first_mention(out), "mention"),
        ("ko_bridge", "document"),
    ):
        assert invoke(["explain", target, "--out", str(out)]) == EXIT.OK
        told = capsys.readouterr().out
        assert told.startswith(f"{kind} {target}")
    assert "because" in told


@pytest.mark.usefixtures("warm")
def test_explain_a_text_given_on_the_spot(capsys: Captured, tmp_path: Path) -> None:
    text = "지난달 3일 서울에서 회담을 열었다."
    assert invoke(["explain", text, "--published", "2021-06-10", "--json", "--out", str(tmp_path)]) == EXIT.OK
    parts = {part["heading"]: part["lines"] for part in json.loads(capsys.readouterr().out)["parts"]}
    assert parts["dates"][0][0] == "2021-05-03"


@pytest.mark.usefixtures("warm")
def test_explain_a_text_longer_than_a_file_name(capsys: Captured, tmp_path: Path) -> None:
    text = "2019年5月3日,外长访问首都。" + "港口照常开放。" * 20
    assert len(text) < 300 < len(text.encode())
    assert invoke(["explain", text, "--out", str(tmp_path)]) == EXIT.OK
    assert "2019-05-03" in capsys.readouterr().out


@pytest.mark.usefixtures("warm")
def test_explain_a_pair(finished: tuple[Path, Path], capsys: Captured) -> None:
    _, out = finished
    ids = [row["mention_id"] for row in rows(out, "mentions")]
    assert invoke(["explain", ids[0], ids[1], "--out", str(out)]) == EXIT.OK
    assert capsys.readouterr().out.startswith("pair ")


@pytest.mark.usefixtures("warm")
def test_explain_draws_a_pair_and_an_event(finished: tuple[Path, Path], capsys: Captured, tmp_path: Path) -> None:
    _, out = finished
    told = rows(out, "mentions")
    groups = [[row["mention_id"] for row in told if row["event_id"] == one["event_id"]] for one in told]
    left, right = max(groups, key=len)[:2]
    for target, says in (([left, right], f"{left} and {right}"), ([told[0]["event_id"]], "What holds")):
        assert invoke(["explain", *target, "--out", str(out), "--chart", str(tmp_path / "bits.html")]) == EXIT.OK
        assert says in (tmp_path / "bits.html").read_text()


def test_explain_an_unknown_id(finished: tuple[Path, Path], capsys: Captured) -> None:
    assert invoke(["explain", "ev-nothing", "--out", str(finished[1])]) == EXIT.USAGE
    assert "nothing here is called" in capsys.readouterr().err


@pytest.mark.usefixtures("warm")
def test_dates_lists_offsets_and_values(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.txt"
    text = "On 3 May 2021 they met; in June they met again."
    path.write_text(text, encoding="utf-8")
    assert invoke(["dates", str(path), "--json"]) == EXIT.OK
    told = json.loads(capsys.readouterr().out)
    assert [row["date"] for row in told] == ["2021-05-03", "2021-06"]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in told)
    assert invoke(["dates", str(path)]) == EXIT.OK
    assert "2021-05-03" in capsys.readouterr().out


def test_check_needs_tables(tmp_path: Path, capsys: Captured) -> None:
    assert invoke(["check", "--out", str(tmp_path)]) == EXIT.USAGE
    assert "no tables" in capsys.readouterr().err


@pytest.mark.usefixtures("warm")
def test_check_strict_fails_on_an_open_contradiction(tmp_path: Path, capsys: Captured) -> None:
    out = ["--out", str(tmp_path / "out")]
    assert invoke(["run", str(ROOT / "corpus"), *out, "--quiet"]) == EXIT.OK
    assert invoke(["check", *out]) == EXIT.OK
    assert "contradiction" in capsys.readouterr().out
    assert invoke(["check", *out, "--strict"]) == EXIT.BELOW_FLOOR
    assert invoke(["check", *out, "--strict", "--kind", "revision"]) == EXIT.OK
    capsys.readouterr()
    for wrong in (["--kind", "nonsense"], ["--event", "ev-nonsense"]):
        assert invoke(["check", *out, *wrong]) == EXIT.USAGE
        assert wrong[1] in capsys.readouterr().err
    assert invoke(["check", *out, "--kind", "contradiction", "--json"]) == EXIT.OK
    told = json.loads(capsys.readouterr().out)["conflicts"]
    assert all(len(row["values"]) > 1 and row["kind"] == "contradiction" for row in told)


def test_eval_prints_scores_and_holds_floors(finished: tuple[Path, Path], tmp_path: Path, capsys: Captured) -> None:
    _, out = finished
    text = ARTICLES["en_bridge.txt"]
    clause = "On 3 May 2021 the foreign ministers of Ghana and Togo met in Seoul"
    mention = {
        "id": "en_bridge-1",
        "doc": "en_bridge",
        "lang": "en",
        "start": text.index(clause),
        "end": text.index(clause) + len(clause),
        "text": clause,
        "date": "2021-05-03",
        "type": "CONSULT",
        "actors": [{"surface": "Ghana", "canonical": "Ghana"}],
        "place": "Seoul",
        "status": "occurred",
    }
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "en_bridge.jsonl").write_text(json.dumps(mention), encoding="utf-8")
    floors = tmp_path / "floors.json"
    base = ["eval", "--gold", str(gold), "--out", str(out), "--floors", str(floors)]
    assert invoke([*base, "--update", "--json", "--misses"]) == EXIT.OK
    scores = {(row["language"], row["field"]): row for row in json.loads(capsys.readouterr().out)["scores"]}
    assert scores["en", "date"]["recall"] == 1
    content = json.loads(floors.read_text(encoding="utf-8"))
    content["sets"][next(iter(content["sets"]))]["floors"]["en"]["date"] = 1.0
    content["sets"][next(iter(content["sets"]))]["floors"]["en"]["span"] = 1.1
    floors.write_text(json.dumps(content), encoding="utf-8")
    assert invoke(base) == EXIT.BELOW_FLOOR
    assert "below its floor" in capsys.readouterr().err


def test_doctor_lists_what_is_there(capsys: Captured) -> None:
    assert invoke(["doctor", "--json"]) == EXIT.OK
    found = {row["what"]: row for row in json.loads(capsys.readouterr().out)}
    assert found["tokenizer ko"]["detail"] == "mecab"


def test_doctor_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def absent(*_: object) -> None:
        raise PipelineError("no-dictionary")

    monkeypatch.setattr("pipeline.languages.ko.tagger.korean_analyser", absent)
    assert invoke(["doctor"]) == EXIT.USAGE
    assert "pip install konlpy" in capsys.readouterr().out


def test_a_missing_dictionary_stops_the_run_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def absent(*_: object) -> None:
        raise PipelineError("no-dictionary")

    articles = write_articles(tmp_path / "articles")
    monkeypatch.setattr("pipeline.languages.ko.tagger.korean_analyser", absent)
    assert invoke(["run", str(articles), "--out", str(tmp_path / "out"), "--quiet"]) == EXIT.USAGE
    assert "hint: pip install konlpy" in capsys.readouterr().err
    assert not (tmp_path / "out" / "events.csv").exists()
