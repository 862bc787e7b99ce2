"""The commands that work on the tables of the last run: calibrate, check, export, chart, review, eval.

Input: options. Output: data on stdout, all else on stderr; exit codes as in ``cli``. Limits: no document is read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli_options import Config, Json, Out, settings_of
from pipeline.errors import EXIT

tables = typer.Typer()


@tables.command("calibrate")
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

    resources = Resources(linked_as_before(out, settings_of(config)))
    log = read_decisions(decisions)
    proposal = propose(extractions_of(out, resources), log.decisions, resources)
    write_proposal(proposal, model, f"from {proposal.n_pairs} reviewed pairs", version)
    show.proposal(proposal, model, as_json)
    return EXIT.OK


@tables.command("check")
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


@tables.command("export")
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


@tables.command("chart")
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


@tables.command("review")
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


@tables.command("eval")
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
