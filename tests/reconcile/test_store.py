"""The linker's database: what it lets go of, inside a transaction as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.reconcile import store


def test_what_cannot_be_put_away_stays_and_the_transaction_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_LEAST", "1MB")
    db = store.connect(tmp_path / "linking.duckdb")
    try:
        db.execute("begin")
        db.execute("create temp table held (num integer primary key)")  # an index lies in memory
        db.execute("insert into held from range(300000)")
        store.put_away(db)
        limit = db.execute("select current_setting('memory_limit')").fetchall()
        db.execute("commit")
        assert db.execute("select count(*) from held").fetchall() == [(300_000,)]
        assert limit == [("667.5 MiB",)]
    finally:
        db.close()
