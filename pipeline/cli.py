"""The command line. Only it and the modules ``cli_...`` print: data to stdout, all else to stderr.

Exit codes: 0 fine · 1 a fault of the program · 2 wrong use or installation · 3 some documents failed, the rest are
written · 4 below a floor, or an open contradiction under ``check --strict`` · 130 interrupted.
Limits: everything heavy is imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli_names import Names, names
from pipeline.cli_options import Config, Engine, Json, Master, Ner, Out, Vectors, settings_of
from pipeline.cli_tables import tables
from pipeline.errors import EXIT, PipelineError

INTERRUPTED = 130

app = typer.Typer(
    name="pipeline",
    help="Korean, Chinese and English documents in; one table of dated events out, with evidence and disagreements.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 fine, 1 bug, 2 usage, 3 some documents failed, 4 below a floor or a --strict contradiction.",
)

app.add_typer(names, name="names")
app.add_typer(tables)


@app.command("run")
def run_command(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders; a folder's sources.csv is read.")],
    out: Out = Path("outputs"),
    config: Config = None,
    decisions: Annotated[Path | None, typer.Option(help="File of human judgements (decisions.jsonl).")] = None,
    ner: Ner = None,
    more_names: Names = None,
    engine: Engine = None,
    master: Master = None,
    vectors: Vectors = None,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore the cache and do everything again.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show where in the program a fault lies.")] = False,
) -> int:
    """Read documents and write the tables: events, mentions, entities, conflicts, documents."""
    from pipeline import cli_show as show
    from pipeline.cli_progress import progress
    from pipeline.runner import run

    if verbose:
        import logging

        logging.basicConfig(level=logging.DEBUG)
    settings = settings_of(
        config,
        ner=ner,
        names_files=tuple(more_names) if more_names else None,
        engine=engine,
        spark_master=master,
        link_vectors=str(vectors) if vectors else None,
    )
    with progress(quiet) as report:
        result = run(paths, out, settings, decisions=decisions, fresh=fresh, progress=report, beside=True)
    show.run_result(result, quiet=quiet, as_json=as_json)
    return EXIT.SOME_FAILED if result.failures else EXIT.OK


@app.command("add")
def add_command(
    targets: Annotated[
        list[str], typer.Argument(help="Files, folders, tables or feeds of articles, http(s) addresses.")
    ],
    to: Annotated[Path, typer.Option("--to", help="Folder of the corpus, whose sources.csv is kept.")] = Path("corpus"),
    out: Out = Path("outputs"),
    config: Config = None,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")] = False,
) -> int:
    """Take documents into a corpus, run it, and print what changed. The only command that uses the network."""
    from pipeline import cli_show as show
    from pipeline.adding import add
    from pipeline.cli_progress import progress

    with progress(quiet) as report:
        added = add(targets, to, out, settings_of(config), progress=report)
    show.run_result(added.report, quiet=quiet, as_json=False)
    show.added(added, as_json=as_json)
    return EXIT.SOME_FAILED if added.report.failures else EXIT.OK


@app.command("explain")
def explain_command(
    target: Annotated[str, typer.Argument(help="Event, mention or document id, a file, or a text.")],
    other: Annotated[str | None, typer.Argument(help="A second mention id: why the two are one row, or not.")] = None,
    out: Out = Path("outputs"),
    config: Config = None,
    published: Annotated[str, typer.Option(help="EDTF date of a text given here.")] = "",
    chart: Annotated[Path | None, typer.Option("--chart", help="Draw the bits of a pair or an event here.")] = None,
    as_json: Json = False,
) -> int:
    """Follow one event, mention, document, sentence or pair through the stages."""
    from pipeline import cli_show as show
    from pipeline.explanation import explain

    settings = settings_of(config)
    show.explanation(explain(target, other, out=out, settings=settings, published=published), as_json)
    if chart is not None:
        from pipeline.pairwise import chart as drawn
        from pipeline.resources import Resources
        from pipeline.runlog import linked_as_before
        from pipeline.write.publish import write_file

        resources = Resources(linked_as_before(out, settings))
        write_file(chart, drawn(target, other, out=out, resources=resources).encode())
    return EXIT.OK


@app.command("dates")
def dates_command(
    file: Annotated[str, typer.Argument(help="A text file, or - for stdin.")],
    published: Annotated[str, typer.Option(help="EDTF date of the document, where it states none.")] = "",
    config: Config = None,
    as_json: Json = False,
) -> int:
    """List the date expressions of one file with their EDTF values and what each hangs on."""
    from pipeline import cli_show as show
    from pipeline.explanation import dates_of, read_target

    settings = settings_of(config)
    reading = read_target(sys.stdin.read() if file == "-" else Path(file), settings, published)
    show.dates(reading.document.text, dates_of(reading, settings), as_json)
    return EXIT.OK


@app.command("doctor")
def doctor_command(
    config: Config = None,
    language: Annotated[str, typer.Option(help="What one language has no rules for yet.")] = "",
    as_json: Json = False,
) -> int:
    """Check the installation: dictionaries, Java, fonts, rules of each language."""
    from pipeline import cli_show as show
    from pipeline.doctor import examine

    findings = examine(settings_of(config), language)
    show.findings(findings, as_json)
    return EXIT.USAGE if any(one.state == "missing" for one in findings) else EXIT.OK


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    from pipeline.fragments import share_fragments
    from pipeline.process import collect_seldom, few_threads, leave, share_classes

    few_threads()
    collect_seldom()
    share_classes()
    share_fragments()
    leave(invoke(arguments))


def invoke(arguments: list[str] | None = None) -> int:
    """Run a command; errors become one line with a hint on stderr."""
    try:
        code = int(app(arguments, standalone_mode=False) or EXIT.OK)
        return _interrupted() if code == INTERRUPTED else code
    except PipelineError as error:
        return _complain(error.message, error.hint, EXIT.USAGE)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT.OK
    except Exception as error:
        return _other(error)


def _other(error: Exception) -> int:
    """Typer's own errors (wrong options) show themselves; anything else is a fault of the program."""
    if hasattr(error, "exit_code") and hasattr(error, "show"):
        error.show()
        return EXIT.USAGE
    if type(error).__name__ == "Abort":
        return _interrupted()
    import traceback

    traceback.print_exc()
    return _complain(f"{type(error).__name__}: {error}", "this is a fault of the program; please report it", EXIT.BUG)


def _interrupted() -> int:
    return _complain("interrupted", "finished documents are kept; the same command goes on from there", INTERRUPTED)


def _complain(message: str, hint: str, code: int) -> int:
    print(f"error: {message}", file=sys.stderr)
    print(f"  hint: {hint}", file=sys.stderr)
    return code
