"""Documents through the chain on Apache Spark: the same function as in a worker process, over a cluster.

Input: a DataFrame of documents (``document_id``, ``name``, ``source``: row of sources.csv as JSON, ``content``: bytes),
made here from files or by a cluster's own reader from any store that it knows (s3a://, hdfs://). Output: a DataFrame of
outcomes (``document_id``, ``outcome``: JSON), written as Parquet shards, from which the run goes on as ever: linking,
checks and tables are made where the run was started, from the same values, so they are the same bytes. Errors:
PipelineError ``no-spark``. Limits: executors need the package installed; they keep no cache.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cache import Cache
from pipeline.chain import Chain, Job, Outcome
from pipeline.codec import decode, encode
from pipeline.errors import PipelineError
from pipeline.read.sources import SourceRow
from pipeline.resources import Resources
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

DOCUMENTS = "document_id string, name string, source string, content binary"
OUTCOMES = "document_id string, outcome string"
_BATCH = 64  # documents that an executor holds at once
_SLICE = 5_000  # documents whose bytes this process holds at once


def outcomes(jobs: Sequence[Job], settings: Settings, folder: Path) -> Iterator[Outcome]:
    """Each job's outcome, in no order; the shards lie in ``folder`` while they are read."""
    paths = {job.source.id: str(job.path) for job in jobs}
    spark = session(settings.spark_master)
    try:
        for first in range(0, len(jobs), _SLICE):
            shards = folder / f"spark-{first}"
            given = documents(spark, jobs[first : first + _SLICE], settings)
            extract(given, settings).write.mode("overwrite").parquet(str(shards))
            for outcome in stored(shards):
                yield replace(outcome, path=paths[outcome.document_id])
            shutil.rmtree(shards, ignore_errors=True)
    finally:
        spark.stop()


def session(master: str) -> SparkSession:
    """A Spark session on ``master``, or as Spark's own settings say; raises PipelineError ``no-spark``."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise PipelineError("no-spark", why=error) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # PySpark reads it, and nothing else, to start its workers
    builder = SparkSession.builder.appName("event-pipeline")
    builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
    try:
        return (builder.master(master) if master else builder).getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        raise PipelineError("no-spark", why=error) from error


def documents(spark: SparkSession, jobs: Iterable[Job], settings: Settings) -> DataFrame:
    """The documents of ``jobs``, whose files are read where the run was started."""
    from pipeline.read.opening import read_bytes

    def rows() -> Iterator[tuple[str, str, str, bytes]]:
        for job in jobs:
            source = json.dumps(asdict(job.source), ensure_ascii=False)
            yield job.source.id, job.path.name, source, read_bytes(job.path, settings.max_bytes)

    parts = max(spark.sparkContext.defaultParallelism, 1) * 4
    return spark.createDataFrame(list(rows()), DOCUMENTS).repartition(parts)


def extract(documents: DataFrame, settings: Settings) -> DataFrame:
    """The outcome of every document; a pure function of its row and the settings."""
    return documents.mapInPandas(partial(_outcomes_of, settings.model_dump_json()), OUTCOMES)


def stored(shards: Path) -> Iterator[Outcome]:
    """The outcomes in a folder of Parquet shards, one batch in memory at a time."""
    from pyarrow import dataset

    for batch in dataset.dataset(shards, format="parquet").to_batches(columns=["outcome"], batch_size=_BATCH):
        for text in batch.column(0).to_pylist():
            yield decode(Outcome, json.loads(text))


def _outcomes_of(settings: str, frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """In an executor: one chain for all documents of its share."""
    import pandas as pd

    with tempfile.TemporaryDirectory() as folder:
        chain = Chain(Resources(Settings.model_validate_json(settings)), Cache(Path(folder) / "cache"))
        for frame in frames:
            made = [_outcome(chain, Path(folder), *row) for row in frame.itertuples(index=False, name=None)]
            yield pd.DataFrame(made, columns=["document_id", "outcome"])


def _outcome(chain: Chain, folder: Path, document_id: str, name: str, source: str, content: bytes) -> tuple[str, str]:
    path = folder / name
    path.write_bytes(content)
    outcome = chain.run(Job(path=path, source=SourceRow(**json.loads(source))))
    path.unlink()
    return document_id, json.dumps(encode(outcome))
