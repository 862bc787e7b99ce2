"""The commands below ``pipeline names``: add, check, find, review, serve.

Input: options. Output: data on stdout, all else on stderr; exit codes as in ``cli``: 4 where ``check`` finds a fault.
Limits: our own tables are never changed from here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import EXIT

if TYPE_CHECKING:
    from pipeline.resources import Resources

FILE = Path("corpus") / "names.csv"

names = typer.Typer(no_args_is_help=True, help="Add and check names; list the unknown ones; answer look-ups.")

File = Annotated[Path, typer.Option("--file", "-f", help="Names file.")]
Names = Annotated[list[Path] | None, typer.Option("--names", help="Names file to read too; may be repeated.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the tables.")]
Json = Annotated[bool, typer.Option("--json", help="Machine-readable result on stdout.")]


@names.command("add")
def add_command(
    ident: Annotated[str, typer.Argument(metavar="ID", help="Wikidata id, or local:… as in the entities table.")],
    lang: Annotated[str, typer.Argument(help="ko, ko-KP, zh, zh-Hans, zh-Hant or en.")],
    name: Annotated[str, typer.Argument(help="The name.")],
    file: File = FILE,
    status: Annotated[str, typer.Option("--status", help="pref, alt, abbr, hist, variant, typo or short.")] = "alt",
    scope: Annotated[str, typer.Option("--scope", help="Where alone the name may be read so.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="Kind of an id that no table knows yet.")] = "",
    country: Annotated[str, typer.Option("--country", help="Its country, ISO 3166-1 alpha-3.")] = "",
) -> int:
    """Add a name to your names file; runs over that folder read it."""
    from pipeline.naming.files import NewName, add_name

    known = _resources([file] if file.is_file() else [])
    new = NewName(id=ident, lang=lang, name=name, status=status, scope=scope, kind=kind, country=country)
    add_name(file, new, known.lexicon)
    print(f"{name} → {ident} in {file}", file=sys.stderr)
    return EXIT.OK


@names.command("check")
def check_command(
    files: Annotated[list[Path] | None, typer.Argument(help="Names files (default: corpus/names.csv).")] = None,
    as_json: Json = False,
) -> int:
    """Say what is wrong with names files: two owners of a name, unknown ids, no source, wrong codes."""
    from pipeline import cli_show as show
    from pipeline.naming.files import check_file

    known = _resources([])
    found = [problem for file in files or [FILE] for problem in check_file(file, known.lexicon)]
    show.problems(found, as_json)
    return EXIT.BELOW_FLOOR if found else EXIT.OK


@names.command("find")
def find_command(
    name: Annotated[str, typer.Argument(help="A name in any of the languages.")],
    kind: Annotated[str, typer.Option("--kind", help="Only entities of this kind.")] = "",
    more: Names = None,
    as_json: Json = False,
) -> int:
    """Look a name up: in the tables, else by sound across scripts."""
    from pipeline import cli_show as show
    from pipeline.naming.lookup import Lookup

    show.candidates(Lookup(_resources(more or [])).candidates(name, kind=kind), as_json)
    return EXIT.OK


@names.command("review")
def review_command(out: Out = Path("outputs"), more: Names = None, as_json: Json = False) -> int:
    """List the names of the last run that no table knows, the most frequent first, with whom they may be."""
    from pipeline import cli_show as show
    from pipeline.naming.unknown import unknown_names

    show.unknown(unknown_names(out, _resources(more or [])), as_json)
    return EXIT.OK


@names.command("serve")
def serve_command(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8643,
    more: Names = None,
) -> int:
    """Answer look-ups of OpenRefine and other clients (Reconciliation Service API v0.2), on this machine alone."""
    from pipeline.naming.service import serve

    print(f"http://127.0.0.1:{port}/reconcile (Ctrl-C ends)", file=sys.stderr)
    serve(_resources(more or []), port)
    return EXIT.OK


def _resources(files: list[Path]) -> Resources:
    from pipeline.resources import Resources
    from pipeline.settings import Settings

    return Resources(Settings(names_files=tuple(files)))
