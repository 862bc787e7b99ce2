"""Options that several commands have, and the settings that they make.

Input: what was given on the command line. Output: Settings. Limits: what is not given stays as it
is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from pipeline.settings import Settings

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the tables.")]
Config = Annotated[Path | None, typer.Option("--config", "-c", help="Settings file (default: ./pipeline.toml).")]
Ner = Annotated[
    Literal["statistical", "tables"] | None,
    typer.Option("--ner", help="How names are found: tables alone is faster and leaves out unknown names."),
]
Engine = Annotated[
    Literal["local", "spark"] | None, typer.Option("--engine", help="Where single documents are worked on.")
]
Master = Annotated[str | None, typer.Option("--master", help="Spark master, such as local[2].")]
Vectors = Annotated[
    Path | None, typer.Option("--vectors", help="Parquet or CSV of sentence vectors by mention id, for linking.")
]
Json = Annotated[bool, typer.Option("--json", help="Machine-readable result on stdout.")]


def settings_of(config: Path | None, **options: object) -> Settings:
    """The settings file with the options that were given."""
    from pipeline.settings import Settings

    default = Path("pipeline.toml")
    given = {name: value for name, value in options.items() if value is not None}
    return Settings.load(config or (default if default.is_file() else None), **given)
