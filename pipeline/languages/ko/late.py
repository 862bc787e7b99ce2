"""A module that is loaded when something of it is first asked for.

KoNLPy imports its bridge to Java, and with it numpy, for every tagger; Mecab needs neither, and the two take as long to
load as a page of text to be read. Input: the name of a module. Output: what stands in for it in ``sys.modules``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class Late(ModuleType):
    """Stands in for the module of its name; ImportError, where there is none, comes when it is asked for something."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)
