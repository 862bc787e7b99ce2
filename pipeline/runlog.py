"""``run.json``: what a run did, and what its tables were made from.

Input: a RunReport. Output: the file, and from the last run's file the key of its tables. This is the one output
that may differ between two equal runs: it holds times. Limits: a file that cannot be read counts as absent.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cache import Key, digest_of_files
from pipeline.stages import STAGES, Prints, library_version

if TYPE_CHECKING:
    from pipeline.chain import Outcome
    from pipeline.run_report import RunReport
    from pipeline.settings import Settings

NAME = "run.json"
_TABLES = {".parquet", ".csv", ".xlsx", ".sqlite", ".html"}
_DOCUMENTS, _BETWEEN, _END = ',\n "documents": [\n  ', ",\n  ", "\n ]\n}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLog:
    """What a later run needs: the key of the tables, their digests, and the counts to repeat.

    ``older``: files that were left as they were when a document was added; the next whole run makes them again.
    """

    key: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    tables: tuple[tuple[str, str], ...] = ()
    older: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """What names these very tables."""
        return sha256(repr((self.key, self.tables)).encode()).hexdigest()

    def why_stale(self, key: tuple[tuple[str, str], ...], out: Path) -> str:
        """Why the tables in ``out`` are not what ``key`` would give; empty if they are."""
        if not self.key:
            return "new"
        old, new = dict(self.key), dict(key)
        changed = sorted(part for part in old.keys() | new.keys() if old.get(part) != new.get(part))
        if changed:
            return f"changed: {', '.join(changed)}"
        if self.older:
            return f"older than the tables: {', '.join(self.older)}"
        return "" if table_digests(out) == self.tables else "the tables were changed by hand"


def tables_key(made: Iterable[tuple[str, str]], decisions: Path | None, prints: Prints, before: Key = ()) -> Key:
    """What tables depend on; ``made`` are the ids of the documents that were read, with what they depend on, beside
    those that the key ``before`` holds. Their order does not matter."""
    digests = (sha256(f"{name} {key}".encode("utf-8", "surrogatepass")).digest() for name, key in made)
    total = int(dict(before).get("documents", "0"), 16) + sum(int.from_bytes(each) for each in digests)
    documents = f"{total % 2**256:064x}"
    judged = digest_of_files([decisions] if decisions else [])
    of_stages = [part for one in STAGES if one.per == "corpus" for part in prints.of(one)[:-1]]
    return (("documents", documents), ("decisions", judged), *of_stages, ("settings", prints.settings))


def table_digests(out: Path) -> tuple[tuple[str, str], ...]:
    """Name and SHA-256 of every table file in ``out``."""
    files = sorted(path for path in out.iterdir() if path.suffix in _TABLES)
    return tuple((path.name, digest_of(path)) for path in files)


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_log(out: Path) -> RunLog:
    """The log of the last run into ``out``; an empty one if there is none."""
    try:
        head, _, rest = (out / NAME).read_text(encoding="utf-8").partition(_DOCUMENTS)
        data = json.loads(f"{head}\n}}" if rest.endswith(_END) else head)
        return RunLog(
            key=tuple(data["made_from"].items()),
            counts=tuple(data["counts"].items()),
            tables=tuple(data["tables"].items()),
            older=tuple(data.get("older", ())),
        )
    except (OSError, ValueError, KeyError, AttributeError):
        return RunLog()


def document_lines(out: Path) -> str:
    """What the last run into ``out`` said of its documents, as one line of ``log_bytes``."""
    return (out / NAME).read_text(encoding="utf-8").partition(_DOCUMENTS)[2].removesuffix(_END)


def read_sources(out: Path) -> tuple[tuple[str, str], ...]:
    """(document id, path) of every document of the last run into ``out``."""
    try:
        data = json.loads((out / NAME).read_text(encoding="utf-8"))
        return tuple((row["id"], row["path"]) for row in data["documents"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def linked_as_before(out: Path, settings: Settings) -> Settings:
    """The settings with the sentence vectors of the last run into ``out``, where they name none themselves."""
    try:
        data = json.loads((out / NAME).read_text(encoding="utf-8"))
        before = str(data["settings"]["link_vectors"])
    except (OSError, ValueError, KeyError, TypeError):
        return settings
    return settings if settings.link_vectors else settings.model_copy(update={"link_vectors": before})


def write_log(out: Path, log: RunLog, report: RunReport, settings: Settings) -> None:
    """Write ``run.json`` into ``out``."""
    from pipeline.write.publish import write_file

    write_file(out / NAME, log_bytes(log, report, settings, map(document_line, report.outcomes)))


def log_bytes(log: RunLog, report: RunReport, settings: Settings, lines: Iterable[str]) -> bytes:
    """The content of ``run.json``; ``lines`` are those of the documents."""
    content = {
        "versions": _versions(),
        "settings": settings.model_dump(mode="json"),
        "notes": report.notes,
        "counts": dict(log.counts),
        "stages": stage_counts(report),
        "seconds": {name: round(value, 3) for name, value in report.seconds},
        "scratch_bytes": report.scratch,
        "made_from": dict(log.key),
        "tables": dict(log.tables),
        "older": list(log.older),
    }
    return _text(content, lines).encode()


def _text(content: Mapping[str, Any], lines: Iterable[str]) -> str:
    """The file: documents one a line, since there may be very many."""
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f"{head}{_DOCUMENTS}{_BETWEEN.join(lines)}{_END}"


def stage_counts(report: RunReport) -> list[dict[str, Any]]:
    """For each stage how many documents (or table sets) were reused and made, and why those were not reused."""
    rows: list[dict[str, Any]] = []
    done = [one for one in report.outcomes if one.done]
    for stage in STAGES:
        if stage.per == "corpus":
            reused = int(report.tables_reused)
            rows.append({"stage": stage.name, "reused": reused, "made": 1 - reused, "why": report.why_new})
            continue
        reused = report.kept + sum(stage.name in one.reused for one in done)
        why = sorted({text for one in done for name, text in one.why if name == stage.name})
        rows.append(
            {"stage": stage.name, "reused": reused, "made": report.kept + len(done) - reused, "why": "; ".join(why)}
        )
    return rows


def document_line(one: Outcome) -> str:
    """What ``run.json`` says of a document, in one line."""
    row: dict[str, Any] = {"id": one.document_id, "path": one.path, "status": "failed" if one.failure else "done"}
    if one.failure is not None:
        row |= {"code": one.failure.code, "message": one.failure.message, "hint": one.failure.hint}
    if one.done:
        row |= {"mentions": one.mentions, "warnings": one.warnings}
    row |= {"reused": one.reused, "seconds": {name: round(value, 3) for name, value in one.seconds}}
    return json.dumps(row, ensure_ascii=False)


def _versions() -> dict[str, str]:
    names = sorted({name for stage in STAGES for name in stage.libraries})
    return {"python": platform.python_version(), "event-pipeline": library_version("event-pipeline")} | {
        name: library_version(name) for name in names
    }
