"""The stages in their order: none imports a later one, and importing the package loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline

ROOT = Path(pipeline.__file__).parent
ORDER = ("read", "languages", "extract", "reconcile", "check", "write", "review")
HEAVY = (
    "spacy",
    "pandas",
    "jieba",
    "konlpy",
    "duckdb",
    "splink",
    "pyarrow",
    "pydantic",
    "scipy",
    "numpy",
    "rich",
    "starlette",
    "jinja2",
    "uvicorn",
)
ABOVE = (
    "cli",
    "cli_show",
    "cli_progress",
    "cli_tables",
    "cli_options",
    "cli_names",
    "runner",
    "joining",
    "runlog",
    "chain",
    "pool",
    "stages",
    "explanation",
    "explained",
    "evaluate",
    "pairing",
    "floors",
    "doctor",
    "adding",
    "changes",
    "unpacking",
    "lock",
    "timing",
)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files(stage: str) -> list[Path]:
    return sorted((ROOT / stage).rglob("*.py"))


@pytest.mark.parametrize("stage", ORDER)
def test_no_stage_imports_a_later_one(stage: str) -> None:
    later = ORDER[ORDER.index(stage) + 1 :]
    for path in files(stage):
        for name in imports(path):
            parts = name.split(".")
            assert not (parts[0] == "pipeline" and len(parts) > 1 and parts[1] in later), f"{path} imports {name}"


@pytest.mark.parametrize("stage", ORDER)
def test_no_stage_knows_the_run_or_the_command_line(stage: str) -> None:
    for path in files(stage):
        for name in imports(path):
            assert name.split(".")[:2] not in [["pipeline", above] for above in ABOVE], f"{path} imports {name}"


def test_konlpy_is_imported_in_one_folder_only() -> None:
    users = {path for path in ROOT.rglob("*.py") if any(name.split(".")[0] == "konlpy" for name in imports(path))}
    assert users == {ROOT / "languages" / "ko" / "tagger.py"}


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import pipeline",
        "import pipeline.cli",
        "import pipeline.runner",
        "import pipeline.read",
        "import pipeline.extract",
    ],
)
def test_importing_loads_nothing_heavy(statement: str) -> None:
    assert not modules_after(statement) & (set(HEAVY) - {"pydantic", "rich"})


def test_public_names_are_there() -> None:
    assert {name for name in pipeline.__all__ if getattr(pipeline, name)} == set(pipeline.__all__)
    assert callable(pipeline.run)
    assert callable(pipeline.explain)
