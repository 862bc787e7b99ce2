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
from pipeline.review.forms import Refused
from pipeline.review.log import append
from pipeline.review.look import Look, cookies_of, look_of
from pipeline.review.pages import Pages
from pipeline.review.queues import QUEUES, items
from pipeline.review.tables import Row
from pipeline.review.view import View, facets, view
from pipeline.write.pages import STYLE

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HERE = Path(__file__).parent
PAGE = 20
"""Items of a queue on one page."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """The handlers; ``by`` is the reviewer's name in the log."""

    shelf: Shelf
    pages: Pages
    by: str

    async def table(self, request: Request) -> Response:
        """The event table with facets."""
        desk, shown = self._view(request)
        page = _number(request, shown.pages)
        return self._page(request, "table", desk, view=shown, facets=facets(desk, shown), page=page)

    async def table_file(self, request: Request) -> Response:
        """The same as a file."""
        desk, shown = self._view(request)
        return _file(downloads.event_rows(desk, shown.events), "events", request.path_params["kind"])

    async def event(self, request: Request) -> Response:
        """One event: a column a source."""
        desk, shown = self._view(request)
        row = _row(desk.tables.event, request.path_params["event"], "gone_event")
        return self._page(request, "event", desk, view=shown, event=row, beside=shown.beside(row["event_id"]))

    async def event_file(self, request: Request) -> Response:
        """Its mentions as a file."""
        desk, name = self.shelf.desk(), request.path_params["event"]
        _row(desk.tables.event, name, "gone_event")
        return _file(downloads.plain_rows(desk.tables.told.get(name, ())), name, request.path_params["kind"])

    async def document(self, request: Request) -> Response:
        """A document with its mentions."""
        desk = self.shelf.desk()
        row = _row(desk.tables.document, request.path_params["document"], "gone_document")
        return self._page(request, "document", desk, document=row)

    async def entity(self, request: Request) -> Response:
        """A name: what it is called, and where it is told of."""
        desk = self.shelf.desk()
        row = _row(desk.tables.entity, request.path_params["entity"], "gone_name")
        return self._page(request, "entity", desk, entity=row)

    async def queue(self, request: Request) -> Response:
        """One queue."""
        desk, name = self.shelf.desk(), self._queue(request)
        found = items(desk, name)
        pages = max(1, -(-len(found) // PAGE))
        page = _number(request, pages)
        left = sum(not item.verdict for item in found)
        shown = found[(page - 1) * PAGE : page * PAGE]
        return self._page(
            request, "queue", desk, queue=name, items=shown, left=left, total=len(found), page=page, pages=pages
        )

    async def queue_file(self, request: Request) -> Response:
        """The same as a file."""
        name = self._queue(request)
        rows = downloads.item_rows(items(self.shelf.desk(), name))
        return _file(rows, name, request.path_params["kind"])

    async def history(self, request: Request) -> Response:
        """All decisions, the latest first."""
        return self._page(request, "history", self.shelf.desk())

    async def history_file(self, request: Request) -> Response:
        """The same as a file, in the order of the log."""
        return _file(downloads.decision_rows(self.shelf.desk().log), "decisions", request.path_params["kind"])

    async def help(self, request: Request) -> Response:
        """Keys and words."""
        return self._page(request, "help", self.shelf.desk())

    async def decide(self, request: Request) -> Response:
        """Append what a form says, then lead on."""
        from starlette.responses import RedirectResponse

        form = await _form(request)
        drafts = act(self.shelf.desk(), request.path_params["action"], form)
        append(self.shelf.path, drafts, self.by)
        return RedirectResponse(_own(form.get("then", ["/"])[0]), status_code=303)

    async def look(self, request: Request) -> Response:
        """Choose how the screen looks."""
        from starlette.responses import RedirectResponse

        form = await _form(request)
        answer = RedirectResponse(_own(form.get("then", ["/"])[0]), status_code=303)
        for name, value in cookies_of(form).items():
            answer.set_cookie(name, value, samesite="strict", httponly=True, max_age=31_536_000)
        return answer

    async def refused(self, request: Request, error: Exception) -> Response:
        """What cannot be done, in the reviewer's language."""
        assert isinstance(error, Refused)
        look = _look(request)
        says = self.pages.words[look.language](error.key, **error.values)
        return self.pages.answer("error", look, _here(request), 400, says=says, hint="")

    async def failed(self, request: Request, error: Exception) -> Response:
        """What went wrong, with what to do."""
        assert isinstance(error, PipelineError)
        look = _look(request)
        if error.code == "bad-edtf":
            return self.pages.answer(
                "error", look, _here(request), 400, says=self.pages.words[look.language]("bad_date"), hint=error.message
            )
        return self.pages.answer("error", look, _here(request), 500, says=error.message, hint=error.hint)

    def _view(self, request: Request) -> tuple[Desk, View]:
        desk = self.shelf.desk()
        return desk, view(desk, request.query_params)

    def _queue(self, request: Request) -> str:
        name: str = request.path_params["queue"]
        if name not in QUEUES:
            raise Refused("no_queue", name=name)
        return name

    def _page(self, request: Request, name: str, desk: Desk, **values: object) -> Response:
        return self.pages.answer(name, _look(request), _here(request), 200, desk=desk, by=self.by, **values)


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
        Route("/event/{event}.{kind}", screen.event_file),
        Route("/event/{event}", screen.event),
        Route("/document/{document}", screen.document),
        Route("/entity/{entity:path}", screen.entity),
        Route("/queue/{queue}.{kind}", screen.queue_file),
        Route("/queue/{queue}", screen.queue),
        Route("/history.{kind}", screen.history_file),
        Route("/history", screen.history),
        Route("/help", screen.help),
        Route("/decide/{action}", screen.decide, methods=["POST"]),
        Route("/look", screen.look, methods=["POST"]),
        Route("/static/page.css", _shared_style),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    handlers: Mapping[Any, Callable[..., Any]] = {PipelineError: screen.failed, Refused: screen.refused}
    return Starlette(routes=routes, middleware=[Middleware(Guard)], exception_handlers=handlers)


async def _form(request: Request) -> dict[str, list[str]]:
    return parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)


async def _shared_style(_: Request) -> Response:
    from starlette.responses import FileResponse

    return FileResponse(STYLE)


def _look(request: Request) -> Look:
    return look_of(request.cookies, request.headers.get("accept-language", ""))


def _row(rows: Mapping[str, Row], name: str, otherwise: str) -> Row:
    if name not in rows:
        raise Refused(otherwise)
    return rows[name]


def _number(request: Request, pages: int) -> int:
    told = request.query_params.get("page", "1")
    return max(1, min(int(told[:9]), pages)) if told.isdecimal() else 1


def _own(address: str) -> str:
    """An address of ours; the table where it is anybody else's."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return quote(address, safe="/?&=%+:#;,~.-_") if ours else "/"


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _file(rows: list[dict[str, Any]], name: str, kind: str) -> Response:
    from starlette.responses import Response

    if kind not in ("csv", "json"):
        raise Refused("no_format")
    data = downloads.as_csv(rows) if kind == "csv" else downloads.as_json(rows)
    media = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    return Response(data, media_type=media, headers={"content-disposition": f'attachment; filename="{name}.{kind}"'})
