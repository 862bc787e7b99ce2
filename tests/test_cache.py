"""The cache: an entry answers only to exactly the key it was made from, and says what changed."""

from __future__ import annotations

from pathlib import Path

from pipeline.cache import Cache, digest_of_files
from pipeline.model import Reason

KEY = (("document", "1"), ("rules", "a"))
VALUE = Reason(rule="r@1", says="so")


def test_what_was_put_is_found_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("read", "d", KEY, VALUE, ("note",))
    found = cache.get("read", "d", KEY, Reason)
    assert (found.value, found.notes) == (VALUE, ("note",))


def test_a_changed_key_says_what_changed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get("read", "d", KEY, Reason).why_not == "new"
    cache.put("read", "d", KEY, VALUE)
    found = cache.get("read", "d", (("document", "1"), ("rules", "b"), ("settings", "s")), Reason)
    assert (found.value, found.why_not) == (None, "changed: rules, settings")


def test_fresh_ignores_what_is_there_and_still_writes(tmp_path: Path) -> None:
    Cache(tmp_path).put("read", "d", KEY, VALUE)
    fresh = Cache(tmp_path, fresh=True)
    assert fresh.get("read", "d", KEY, Reason).value is None
    fresh.put("read", "d", KEY, Reason(rule="r@2", says="new"))
    assert Cache(tmp_path).get("read", "d", KEY, Reason).value == Reason(rule="r@2", says="new")


def test_a_torn_entry_is_no_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("read", "d", KEY, VALUE)
    path = cache.path("read", "d")
    path.write_text(path.read_text(encoding="utf-8")[:-5], encoding="utf-8")
    assert cache.get("read", "d", KEY, Reason).why_not == "unreadable entry"


def test_ids_that_look_alike_have_their_own_files(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    names = ["a b", "a_b", "A_B", "a/b", "한" * 80, "한" * 81]
    assert len({cache.path("read", name) for name in names}) == len(names)


def test_digest_of_files_sees_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("1")
    before = digest_of_files([tmp_path])
    (tmp_path / "one").rename(tmp_path / "two")
    renamed = digest_of_files([tmp_path])
    (tmp_path / "two").write_text("2")
    assert len({before, renamed, digest_of_files([tmp_path]), digest_of_files([])}) == 4
