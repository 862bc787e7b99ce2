"""Look-ups, unknown names, and the reconciliation service as its specification wants it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.naming.lookup import Lookup
from pipeline.naming.service import application
from pipeline.naming.unknown import unknown_names
from pipeline.resources import Resources


@pytest.fixture(scope="module")
def client(resources: Resources) -> TestClient:
    return TestClient(application(resources), base_url="http://127.0.0.1")


def ask(client: TestClient, **queries: Any) -> Any:
    return client.post("/reconcile", data={"queries": json.dumps(queries)}).json()


@pytest.mark.parametrize("name", ["푸틴", "뿌찐", "普京", "Putin", "Vladimir Putin"])
def test_one_person_in_every_script(client: TestClient, name: str) -> None:
    best = ask(client, q0={"query": name})["q0"]["result"][0]
    assert (best["id"], best["score"], best["match"]) == ("Q7747", 100.0, True)
    assert best["type"] == [{"id": "person", "name": "Person"}]


def test_a_risky_form_is_no_match(client: TestClient) -> None:
    best = ask(client, q0={"query": "조선"})["q0"]["result"][0]
    assert best["match"] is False


def test_unknown_spellings_are_met_by_sound(resources: Resources) -> None:
    best = Lookup(resources).candidates("Kim Jeong Eun")[0]
    assert (best.label, best.match, best.name) == ("Kim Jong Un", True, "김정은")
    assert all(one.kind == "place" for one in Lookup(resources).candidates("Pyeong Yang", kind="place"))


def test_the_manifest_says_what_the_specification_demands(client: TestClient) -> None:
    told = client.get("/reconcile").json()
    assert {"versions", "name", "identifierSpace", "schemaSpace"} <= told.keys()
    assert told["versions"] == ["0.2"]


def test_queries_by_get_types_and_limits(client: TestClient) -> None:
    queries = {"a": {"query": "평양", "type": "place", "limit": 1}, "b": {"query": "평양", "type": ["person"]}}
    found = client.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    assert len(found["a"]["result"]) == 1
    assert found["b"]["result"] == []


@pytest.mark.parametrize("queries", ["[", "[]", '{"q": 1}', '{"q": {"query": 1}}', "[" * 100_000])
def test_what_is_no_query_is_refused_in_words(client: TestClient, queries: str) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_other_hosts_are_refused(resources: Resources) -> None:
    assert TestClient(application(resources), base_url="http://evil.example").get("/reconcile").status_code == 400


def test_suggestions(client: TestClient) -> None:
    assert client.get("/reconcile/suggest", params={"prefix": "푸틴"}).json()["result"][0]["id"] == "Q7747"
    assert client.get("/reconcile/suggest").json() == {"result": []}


def test_unknown_names_of_a_run(tmp_path: Path, resources: Resources) -> None:
    import pipeline

    (tmp_path / "a.txt").write_text(
        "On 3 May 2021 Ambassador Orvalda Quist met Xi Jinping in Beijing.\n", encoding="utf-8"
    )
    pipeline.run(tmp_path / "a.txt", tmp_path / "out")
    found = unknown_names(tmp_path / "out", resources)
    assert [one.names for one in found if one.kind == "person"] == [("Orvalda Quist",)]
