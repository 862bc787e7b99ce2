"""Korean, Chinese and English documents in; one table of dated events out, with evidence and disagreements.

    import pipeline
    report = pipeline.run("corpus", out="outputs")
    tables = pipeline.load("outputs")
    print(pipeline.explain("외교부는 지난달 3일 회담을 열었다", published="2021-06-10"))

Names are imported when they are first used: ``import pipeline`` alone loads nothing. No module of the package is called
like one of these functions, since importing it would hide the function.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.explanation import explain
    from pipeline.model import Document, Event
    from pipeline.runner import run
    from pipeline.settings import Settings
    from pipeline.write.tables import load

__all__ = ["Document", "Event", "Settings", "explain", "load", "run"]

_HOMES = {
    "run": "pipeline.runner",
    "load": "pipeline.write.tables",
    "explain": "pipeline.explanation",
    "Document": "pipeline.model",
    "Event": "pipeline.model",
    "Settings": "pipeline.settings",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
