"""The documentation names every command, option, setting, column and exit code, and its examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

import pipeline
from pipeline.cli import app, invoke
from pipeline.errors import EXIT
from pipeline.settings import Settings
from pipeline.write.schemas import TABLES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """``## heading`` → its text."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return {heading.split(":")[0].strip(): body for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


def commands(group: Any, before: str = "") -> dict[str, Any]:
    """``names add`` → the command, for every command and those below a group."""
    found = {}
    for name, command in group.commands.items():
        below = commands(command, f"{name} ") if hasattr(command, "commands") else {f"{before}{name}": command}
        found |= below
    return found


COMMANDS = commands(typer.main.get_command(app))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_of_a_command_is_documented(name: str) -> None:
    described = next(body for heading, body in sections(page("cli.md")).items() if _command(heading) == name)
    options = {text for one in COMMANDS[name].params for text in one.opts if text.startswith("-")} - {"--help"}
    assert {option for option in options if f"`{option}`" not in described} == set()


def _command(heading: str) -> str:
    words = heading.split()[1:3]
    return " ".join(words) if " ".join(words) in COMMANDS else words[0]


def test_every_documented_option_exists() -> None:
    for heading, body in sections(page("cli.md")).items():
        command = COMMANDS[_command(heading)]
        known = {text for one in command.params for text in one.opts}
        named = set(re.findall(r"^\| `(--[a-z-]+)`", body, flags=re.MULTILINE))
        assert named <= known, heading


def test_every_exit_code_is_documented() -> None:
    table = page("cli.md").partition("## ")[0]
    assert all(re.search(rf"^\| {code.value} \|", table, flags=re.MULTILINE) for code in EXIT)


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `(.*?)` \|", page("settings.md"), flags=re.MULTILINE))
    assert set(rows) == set(Settings.model_fields)
    import tomllib

    told = {name: tomllib.loads(f"value = {text}")["value"] for name, text in rows.items()}
    assert {name: Settings.load(None, **{name: value}) for name, value in told.items()} == dict.fromkeys(
        told, Settings()
    )


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_documented(table: str) -> None:
    body = sections(page("tables.md"))[table]
    named = set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\|([^|]+)\|", body, flags=re.MULTILINE))))
    assert named == {column.name for column in TABLES[table]}


def test_links_between_pages_lead_somewhere() -> None:
    for path in (*DOCS.glob("*.md"), *ROOT.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} → {target}"


def test_readme_names_the_two_commands_and_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("make run", "make check"):
        assert command in readme
        assert re.search(rf"^{command.split()[1]}:", makefile, flags=re.MULTILINE)
    assert all(f"docs/{path.name}" in readme for path in DOCS.glob("*.md"))


def test_spacy_example_of_the_python_page_runs() -> None:
    code = next(
        block for block in re.findall(r"```python\n(.*?)```", page("python.md"), flags=re.DOTALL) if "spacy" in block
    )
    names: dict[str, object] = {}
    exec(compile(code, "python.md", "exec"), names)
    doc = names["doc"]
    assert [(span.text, span.label_) for span in doc.spans["times"]] == [("지난달 3일", "2021-05-03")]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("warm")
def test_outputs_shown_in_the_readme_are_what_the_commands_print(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines may be wrapped and cut at dots in the page; what stands between the dots is printed, in that order."""
    pipeline.run(ROOT / "corpus", tmp_path)
    shown = re.findall(
        r"```text\n\$ pipeline ([^\n]+)\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL
    )
    assert len(shown) == 2
    for command, output in shown:
        arguments = [*shlex.split(command), "--out", str(tmp_path)]
        assert invoke(arguments) == EXIT.OK
        printed = " ".join(capsys.readouterr().out.split())
        for part in filter(None, (" ".join(part.split()) for part in output.split("…"))):
            assert part in printed, command
            printed = printed[printed.index(part) + len(part) :]
