"""Runs the review screen on this machine, for this machine alone.

Input: the output folder, the log, the reviewer's name, a port. Output: answers until interrupted. Errors: PipelineError
``no-tables`` or ``port-taken`` before the first answer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.review.app import make_app
from pipeline.review.desk import Shelf

if TYPE_CHECKING:
    from socket import socket


def serve(*, out: Path, log: Path, by: str, port: int, listening: Callable[[str], None]) -> None:
    """Answer on 127.0.0.1 until interrupted; ``listening`` is told the address once it is taken. Port 0 takes a free
    one. Errors before that: PipelineError ``no-tables`` or ``port-taken``."""
    import uvicorn

    app = make_app(out=out, log=log, by=by)
    Shelf(out, log).desk()
    with _listener(port) as listener:
        listening(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        config = uvicorn.Config(app, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listener(port: int) -> socket:
    from socket import SO_REUSEADDR, SOL_SOCKET, socket

    made = socket()
    made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
        made.listen()  # who reads the address may ask at once
    except OSError as error:
        made.close()
        raise PipelineError("port-taken", port=port) from error
    return made
