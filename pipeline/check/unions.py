"""Union-find over names. Input: names and pairs that belong together. Output: groups, sorted. Limits: in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Unions:
    """Groups that grow as pairs are joined; a name that is new when joined becomes known."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}

    def join(self, left: str, right: str) -> None:
        """Put both into one group."""
        a, b = self._root(left), self._root(right)
        if a != b:
            self._parent[max(a, b)] = min(a, b)

    def groups(self) -> list[list[str]]:
        """All groups, each sorted, in the order of their first names."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._parent):
            found[self._root(name)].append(name)
        return [found[root] for root in sorted(found)]

    def _root(self, name: str) -> str:
        parent = self._parent.setdefault(name, name)
        while parent != self._parent[parent]:
            self._parent[parent] = self._parent[self._parent[parent]]
            parent = self._parent[parent]
        self._parent[name] = parent
        return parent
