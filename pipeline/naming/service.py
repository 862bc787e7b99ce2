"""The Reconciliation Service API v0.2 over our names, for OpenRefine and other clients.

Input: HTTP requests. Output: the manifest on GET without queries, else a result for each query; suggestions of entities
under ``/suggest``. Scores are 100 times ours. Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
Limits: only what the specification demands, and suggestions; no data extension. It changes nothing, so that it needs no
token; only requests to this machine by its own name are answered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from pipeline.errors import PipelineError
from pipeline.naming.lookup import Candidate, Lookup

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from pipeline.resources import Resources

_PATH = "/reconcile"
_KINDS = {
    "person": "Person", "country": "Country", "org": "Organisation", "group": "Group of people", "place": "Place",
    "treaty": "Treaty", "other": "Other",
}  # fmt: skip
_MOST = 50
_BATCH = 200


def manifest(base: str) -> dict[str, Any]:
    """What the service says of itself; ``base`` is its own address."""
    suggest = {"entity": {"service_url": base, "service_path": "/suggest"}}
    return {
        "versions": ["0.2"],
        "name": "Names of the event table",
        "identifierSpace": "http://www.wikidata.org/entity/",
        "schemaSpace": "urn:event-pipeline:kind:",
        "defaultTypes": [{"id": key, "name": name} for key, name in _KINDS.items()],
        "batchSize": _BATCH,
        "suggest": suggest,
    }


def answer(queries: Mapping[str, Any], lookup: Lookup) -> dict[str, Any]:
    """The results of a batch of queries, by their keys; raises PipelineError ``bad-query``."""
    if len(queries) > _BATCH:
        raise PipelineError("bad-query", what=f"more than {_BATCH} queries in a batch")
    return {key: {"result": [_result(one) for one in _found(query, lookup)]} for key, query in queries.items()}


def _found(query: Any, lookup: Lookup) -> tuple[Candidate, ...]:
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise PipelineError("bad-query", what="a query is an object with the text `query`")
    wanted = query.get("type") or ""
    kinds = [
        str(kind).removeprefix("urn:event-pipeline:kind:") for kind in ([wanted] if isinstance(wanted, str) else wanted)
    ]
    limit = query.get("limit", 10)
    limit = min(limit, _MOST) if isinstance(limit, int) and limit > 0 else 10
    found = [one for kind in kinds for one in lookup.candidates(query["query"].strip(), kind=kind, limit=limit)]
    return tuple(sorted(found, key=lambda one: (-one.score, one.id))[:limit])


def _result(one: Candidate) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.label,
        "description": ", ".join(part for part in (_KINDS[one.kind], one.country) if part),
        "type": [{"id": one.kind, "name": _KINDS[one.kind]}],
        "score": round(100 * one.score, 1),
        "match": one.match,
    }


def routes(path: str, lookup: Callable[[], Lookup]) -> list[Route]:
    """The routes of the service below ``path``; ``lookup`` is called at the first request."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    async def reconcile(request: Request) -> Response:
        given = dict(request.query_params)
        if request.method == "POST":
            given |= dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=20))
        if "queries" not in given:
            return JSONResponse(manifest(str(request.url_for("reconcile")).rstrip("/")))
        try:
            queries = json.loads(given["queries"])
            if not isinstance(queries, dict):
                raise PipelineError("bad-query", what="`queries` is a JSON object")
            return JSONResponse(await run_in_threadpool(lambda: answer(queries, lookup())))
        except (ValueError, RecursionError):
            return JSONResponse({"error": "`queries` is not JSON"}, status_code=400)
        except PipelineError as error:
            return JSONResponse({"error": error.message}, status_code=400)

    async def suggest(request: Request) -> Response:
        prefix = request.query_params.get("prefix", "").strip()
        found = await run_in_threadpool(lambda: lookup().candidates(prefix) if prefix else ())
        return JSONResponse({"result": [_result(one) for one in found]})

    return [
        Route(path, reconcile, methods=["GET", "POST"], name="reconcile"),
        Route(f"{path}/suggest", suggest, name="suggest"),
    ]


def application(resources: Resources) -> Starlette:
    """The service as an ASGI application."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    lookup = Lookup(resources)
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    return Starlette(routes=routes(_PATH, lambda: lookup), middleware=[hosts])


def serve(resources: Resources, port: int) -> None:
    """Answer on 127.0.0.1 until interrupted."""
    import uvicorn

    uvicorn.run(application(resources), host="127.0.0.1", port=port, log_level="warning", server_header=False)
