"""The command line. The only module, with ``cli_show``, that prints: data to stdout, all else to stderr.

Exit codes: 0 fine · 1 a fault of the program · 2 wrong use or installation · 3 some documents failed, the rest are
written · 4 below a floor, or an open contradiction under ``check --strict`` · 130 interrupted.
Limits: everything heavy is imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli_names import Names, names
from pipeline.errors import EXIT, PipelineError

if TYPE_CHECKING:
    from pipeline.settings import Settings

INTERRUPTED = 130

app = typer.Typer(
    name="pipeline",
    help="Korean, Chinese and English documents in; one table of dated events out, with evidence and disagreements.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 fine, 1 bug, 2 usage, 3 some documents failed, 4 below a floor or a --strict contradiction.",
)

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


app.add_typer(names, name="names")


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
    from pipeline.runner import run

    if verbose:
        import logging

        logging.basicConfig(level=logging.DEBUG)
    settings = _settings(
        config,
        ner=ner,
        names_files=tuple(more_names) if more_names else None,
        engine=engine,
        spark_master=master,
        link_vectors=str(vectors) if vectors else None,
    )
    with show.progress(quiet) as report:
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

    with show.progress(quiet) as report:
        added = add(targets, to, out, _settings(config), progress=report)
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

    settings = _settings(config)
    show.explanation(explain(target, other, out=out, settings=settings, published=published), as_json)
    if chart is not None:
        from pipeline.pairwise import chart as drawn
        from pipeline.resources import Resources
        from pipeline.runlog import linked_as_before
        from pipeline.write.publish import write_file

        resources = Resources(linked_as_before(out, settings))
        write_file(chart, drawn(target, other, out=out, resources=resources).encode())
    return EXIT.OK


@app.command("calibrate")
def calibrate_command(
    decisions: Annotated[Path, typer.Argument(help="File of human judgements (decisions.jsonl).")],
    out: Out = Path("outputs"),
    model: Annotated[
        Path, typer.Option("--model", "-m", help="Where the proposed weights go, and a report (.md) beside them.")
    ] = Path("weights.json"),
    version: Annotated[str, typer.Option("--version", help="Version of the proposed weights.")] = "proposed",
    config: Config = None,
    as_json: Json = False,
) -> int:
    """Propose linking weights from the reviewed pairs of the last run; nothing uses them by itself."""
    from pipeline import cli_show as show
    from pipeline.decisions import read_decisions
    from pipeline.pairwise import extractions_of
    from pipeline.reconcile.recalibrate import propose, write_proposal
    from pipeline.resources import Resources
    from pipeline.runlog import linked_as_before

    resources = Resources(linked_as_before(out, _settings(config)))
    log = read_decisions(decisions)
    proposal = propose(extractions_of(out, resources), log.decisions, resources)
    write_proposal(proposal, model, f"from {proposal.n_pairs} reviewed pairs", version)
    show.proposal(proposal, model, as_json)
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

    settings = _settings(config)
    reading = read_target(sys.stdin.read() if file == "-" else Path(file), settings, published)
    show.dates(reading.document.text, dates_of(reading, settings), as_json)
    return EXIT.OK


@app.command("check")
def check_command(
    out: Out = Path("outputs"),
    kind: Annotated[str, typer.Option(help="Only conflicts of this kind, such as contradiction.")] = "",
    event: Annotated[str, typer.Option(help="Only conflicts of this event.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 4 if an open contradiction is listed.")] = False,
    as_json: Json = False,
) -> int:
    """List the disagreements that the last run found, what matters first."""
    from pipeline import cli_show as show
    from pipeline.check.report import asked, open_contradictions
    from pipeline.write.tables import rows, sheet

    events = rows(out, "events")
    listed = asked(rows(out, "conflicts"), events, out, kind=kind, event=event)
    copies = sheet(out, "copies") if not (kind or event) else []
    show.conflicts(listed, events, rows(out, "mentions"), rows(out, "documents"), copies, as_json)
    return EXIT.BELOW_FLOOR if strict and open_contradictions(listed) else EXIT.OK


@app.command("export")
def export_command(
    to: Annotated[str, typer.Option("--to", help="xlsx, csv, parquet, sqlite, jsonl, timelinejs, ics or jsonld.")],
    out: Out = Path("outputs"),
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="File to write (default: beside the tables).")
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Only events that a reviewer accepted or edited.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Write the events with their quotes for another program: a spreadsheet, calendar, timeline, linked data."""
    from pipeline import cli_show as show
    from pipeline.export import export

    show.exported(export(out, to, file, reviewed=reviewed), as_json)
    return EXIT.OK


@app.command("chart")
def chart_command(
    name: Annotated[str, typer.Argument(help="timeline, matrix, agreement or network.")],
    out: Out = Path("outputs"),
    file: Annotated[Path | None, typer.Option("--file", "-f", help="File to write: .svg, .png, .html or .pdf.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of titles: en, ko or zh.")] = "en",
) -> int:
    """Draw the events of the last run: a timeline, who tells what, who agrees, who acts together."""
    from pipeline.charts import draw

    print(draw(out, name, file, language=lang).path, file=sys.stderr)
    return EXIT.OK


@app.command("review")
def review_command(
    out: Out = Path("outputs"),
    corpus: Annotated[Path, typer.Option("--corpus", help="Folder whose decisions.jsonl is added to.")] = Path(
        "corpus"
    ),
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0: any free one.")
    ] = 8642,
    by: Annotated[str, typer.Option("--by", help="Name in the log of decisions (default: your login).")] = "",
) -> int:
    """Look at the tables in a browser, correct them, and settle disagreements; on this machine alone."""
    import getpass

    from pipeline.review.log import NAME
    from pipeline.review.serving import serve

    def listening(address: str) -> None:
        print(f"{address} (Ctrl-C ends; decisions go to {corpus / NAME})", file=sys.stderr, flush=True)

    serve(out=out, log=corpus / NAME, by=by or getpass.getuser(), port=port, listening=listening)
    return EXIT.OK


@app.command("eval")
def eval_command(
    gold: Annotated[Path, typer.Option("--gold", help="Folder of gold mentions and clusters.")],
    out: Out = Path("outputs"),
    floors: Annotated[Path | None, typer.Option(help="Floors file to hold the scores against.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to what was reached.")] = False,
    allow_regression: Annotated[str, typer.Option(help="Why a floor may fall; kept in the floors file.")] = "",
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed, dated otherwise or extra.")] = False,
    as_json: Json = False,
) -> int:
    """Score the tables of the last run against gold."""
    from pipeline import cli_show as show
    from pipeline import floors as book
    from pipeline.evaluate import evaluate
    from pipeline.gold import load_gold

    wanted = load_gold(gold)
    scores = evaluate(out, wanted)
    show.scores(scores, misses=misses, as_json=as_json)
    if floors is None:
        return EXIT.OK
    name = book.name_of(gold)
    if update:
        fallen = book.update(floors, name, wanted.digest, scores, allow_regression)
    else:
        fallen = book.below(floors, name, wanted.digest, scores)
    show.fallen(fallen)
    return EXIT.BELOW_FLOOR if fallen else EXIT.OK


@app.command("doctor")
def doctor_command(
    config: Config = None,
    language: Annotated[str, typer.Option(help="What one language has no rules for yet.")] = "",
    as_json: Json = False,
) -> int:
    """Check the installation: dictionaries, Java, fonts, rules of each language."""
    from pipeline import cli_show as show
    from pipeline.doctor import examine

    findings = examine(_settings(config), language)
    show.findings(findings, as_json)
    return EXIT.USAGE if any(one.state == "missing" for one in findings) else EXIT.OK


def _settings(config: Path | None, **options: object) -> Settings:
    """The settings file with the options that were given."""
    from pipeline.settings import Settings

    default = Path("pipeline.toml")
    given = {name: value for name, value in options.items() if value is not None}
    return Settings.load(config or (default if default.is_file() else None), **given)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    from pipeline.process import collect_seldom, leave

    collect_seldom()
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
