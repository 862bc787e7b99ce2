"""The review screen's routes.

Input: requests of one reviewer's browser on this machine. Output: pages, downloads, and lines in the log. GET changes
nothing; every POST appends and leads on to a page. Everything works without JavaScript. Limits: one reviewer's name a
process; what decisions change in the tables shows after the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from pipeline.errors import PipelineError
from pipeline.review import downloads
from pipeline.review.acts import act
from pipeline.review.desk import Desk, Shelf
from pipeline.review.log import append
from pipeline.review.pages import Pages
from pipeline.review.queues import QUEUES, items
from pipeline.review.view import View, view
from pipeline.review.words import LANGUAGES, preferred

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HERE = Path(__file__).parent
COOKIE = "language"


@dataclass(frozen=True, kw_only=True)
class Screen:
    """The handlers; ``by`` is the reviewer's name in the log."""

    shelf: Shelf
    pages: Pages
    by: str

    async def table(self, request: Request) -> Response:
        """The event table with facets."""
        desk, shown = self._view(request)
        number = request.query_params.get("page", "1")
        page = min(int(number), shown.pages) if number.isdigit() and int(number) else 1
        return self._page(request, "table", desk, view=shown, page=page)

    async def table_file(self, request: Request) -> Response:
        """The same as a file."""
        desk, shown = self._view(request)
        return _file(downloads.event_rows(desk, shown.events), "events", request.path_params["kind"])

    async def event(self, request: Request) -> Response:
        """One event: a column a source."""
        desk, shown = self._view(request)
        name = request.path_params["event"]
        if name not in desk.tables.event:
            raise PipelineError("bad-request", what=f"no event is called {name!r}")
        return self._page(request, "event", desk, view=shown, event=desk.tables.event[name], beside=shown.beside(name))

    async def queue(self, request: Request) -> Response:
        """One queue."""
        desk, name = self.shelf.desk(), self._queue(request)
        return self._page(request, "queue", desk, queue=name, items=items(desk, name))

    async def queue_file(self, request: Request) -> Response:
        """The same as a file."""
        name = self._queue(request)
        rows = downloads.item_rows(items(self.shelf.desk(), name))
        return _file(rows, name, request.path_params["kind"])

    async def history(self, request: Request) -> Response:
        """All decisions, the latest first."""
        return self._page(request, "history", self.shelf.desk())

    async def help(self, request: Request) -> Response:
        """Keys and words."""
        return self._page(request, "help", self.shelf.desk())

    async def decide(self, request: Request) -> Response:
        """Append what a form says, then lead on."""
        from starlette.responses import RedirectResponse

        form = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
        drafts = act(self.shelf.desk(), request.path_params["action"], form)
        append(self.shelf.path, drafts, self.by)
        return RedirectResponse(_own(form.get("then", ["/"])[0]), status_code=303)

    async def language(self, request: Request) -> Response:
        """Choose the language of the screen."""
        from starlette.responses import RedirectResponse

        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        code = form.get("language", ["en"])[0]
        answer = RedirectResponse(_own(form.get("then", ["/"])[0]), status_code=303)
        if code in LANGUAGES:
            answer.set_cookie(COOKIE, code, samesite="strict", httponly=True, max_age=31_536_000)
        return answer

    async def failed(self, request: Request, error: Exception) -> Response:
        """What went wrong, with what to do."""
        assert isinstance(error, PipelineError)
        status = 400 if error.code in ("bad-request", "bad-edtf") else 500
        return self.pages.answer("error", self._language(request), _here(request), status, error=error)

    def _view(self, request: Request) -> tuple[Desk, View]:
        desk = self.shelf.desk()
        return desk, view(desk, request.query_params)

    def _queue(self, request: Request) -> str:
        name: str = request.path_params["queue"]
        if name not in QUEUES:
            raise PipelineError("bad-request", what=f"no queue is called {name!r}")
        return name

    def _page(self, request: Request, name: str, desk: Desk, **values: object) -> Response:
        return self.pages.answer(name, self._language(request), _here(request), 200, desk=desk, by=self.by, **values)

    def _language(self, request: Request) -> str:
        return preferred(request.cookies.get(COOKIE, ""), request.headers.get("accept-language", ""))


def make_app(*, out: Path, log: Path, by: str) -> Starlette:
    """The application over the tables in ``out``; decisions go to ``log``."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    from pipeline.review.guard import Guard

    screen = Screen(shelf=Shelf(out, log), pages=Pages(), by=by)
    routes: list[Any] = [
        Route("/", screen.table),
        Route("/events.{kind:str}", screen.table_file),
        Route("/event/{event}", screen.event),
        Route("/queue/{queue}.{kind}", screen.queue_file),
        Route("/queue/{queue}", screen.queue),
        Route("/history", screen.history),
        Route("/help", screen.help),
        Route("/decide/{action}", screen.decide, methods=["POST"]),
        Route("/language", screen.language, methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    handlers: Mapping[Any, Callable[..., Any]] = {PipelineError: screen.failed}
    return Starlette(routes=routes, middleware=[Middleware(Guard)], exception_handlers=handlers)


def serve(*, out: Path, log: Path, by: str, port: int) -> None:
    """Answer on 127.0.0.1 until interrupted; PipelineError ``no-tables`` or ``port-taken`` before that."""
    import uvicorn

    app = make_app(out=out, log=log, by=by)
    Shelf(out, log).desk()
    _check_port(port)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", server_header=False)


def _check_port(port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PipelineError("port-taken", port=port) from error


def _own(address: str) -> str:
    """An address of ours; the table where it is anybody else's."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return quote(address, safe="/?&=%+:#;,~.-_") if ours else "/"


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _file(rows: list[dict[str, Any]], name: str, kind: str) -> Response:
    from starlette.responses import Response

    if kind not in ("csv", "json"):
        raise PipelineError("bad-request", what="views are downloaded as csv or json")
    data = downloads.as_csv(rows) if kind == "csv" else downloads.as_json(rows)
    media = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    return Response(data, media_type=media, headers={"content-disposition": f'attachment; filename="{name}.{kind}"'})
