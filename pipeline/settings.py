"""Settings: defaults here, then ``pipeline.toml``, then command-line options; frozen, always passed as an argument."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import PipelineError


class Settings(BaseModel):
    """All settings of a run. Every field is documented in docs/settings.md (a test sees to it)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # languages
    languages: tuple[str, ...] = ("ko", "zh", "en")
    extra_languages: tuple[tuple[str, str], ...] = ()
    """More languages as (code, "module:NAME") pairs, beside those that the package brings."""
    ko_tokenizer: Literal["mecab", "mecab_ko", "okt", "komoran", "hannanum", "kkma", "rule"] = "mecab"
    ko_fallback: Literal["", "mecab", "mecab_ko", "rule"] = ""
    """What to use where the chosen Korean tagger cannot start; empty means an error."""

    # read
    max_bytes: int = 20_000_000
    max_unpacked_bytes: int = 200_000_000
    """What a container (DOCX, HWPX) may hold unpacked, or a PDF in text."""
    max_depth: int = 250
    """How deep elements of HTML and XML may be nested."""
    max_parts: int = 5_000
    """Files in a container, pages of a PDF."""
    max_articles: int = 100_000
    """Articles in one table or feed."""
    article_columns: dict[str, str] = {}
    """Which column of a table of articles (CSV, JSONL) holds what: text, title, publisher, published, url, id."""
    fetch_seconds: int = 30
    """Time for one address that is fetched."""
    max_seconds: int = 120
    """Time for one document, and as much again for each megabyte of it; 0 means no limit."""
    max_memory_mb: int = 0
    """Address space of a worker process; 0 means no limit."""

    # dates
    published_default: str = ""
    """EDTF date for documents that state none; empty leaves it to inference."""
    partial_reading: Literal["past", "future", "nearest"] = "past"
    """Which year a date without year takes when nothing but the document date is known."""

    # names
    ner: Literal["statistical", "tables"] = "statistical"
    """Whether a tagger looks for names that tables and rules do not know, or those are left out."""
    names_files: tuple[Path, ...] = ()
    """CSV files of the user with more names; the last one wins."""

    # link
    link_weights: str = ""
    """A model file of linking weights, such as ``pipeline calibrate`` proposes; empty means the preset."""
    link_vectors: str = ""
    """A Parquet or CSV file of sentence vectors by mention id, compared as one feature among others; empty: none."""

    # check
    check_count_tolerance: float = 0.10
    """Counts that lie no further apart than this share agree."""
    check_month_days: int = 28
    """Dates at least so many days apart are a disagreement of high severity."""
    check_link_score: float = 0.5
    """A mention whose mean link to its row is weaker is not set against the others: it may tell another happening."""
    check_copy_similarity: float = 0.7
    """Passages at least so alike (share of common character sequences) go back to one origin."""

    # run
    engine: Literal["local", "spark"] = "local"
    """Where single documents are worked on: here, or on Apache Spark."""
    spark_master: str = ""
    """The Spark master, such as local[2]; empty leaves it to Spark's own settings."""
    workers: int = 0
    """Worker processes; 0 means as many as pay for themselves."""
    in_memory: int = 50_000
    """Documents, mentions or rows of one kind that are held in memory; of more, all go to files beside the cache."""

    @classmethod
    def load(cls, path: Path | None = None, **overrides: object) -> Settings:
        """Read ``path`` (TOML) if given, then apply ``overrides``; raises PipelineError ``bad-settings``."""
        import tomllib

        values: dict[str, object] = {}
        if path is not None:
            try:
                values = tomllib.loads(path.read_text(encoding="utf-8"))
            except (OSError, tomllib.TOMLDecodeError) as error:
                raise PipelineError("bad-settings", path=path, what=error) from error
        try:
            return cls.model_validate(values | overrides)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise PipelineError("bad-settings", path=path or "options", what=f"{where}: {first['msg']}") from error
