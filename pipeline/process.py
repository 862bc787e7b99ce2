"""What a process that does nothing but run the pipeline sets for itself: how much memory, how often to look for cycles.

For the command line and for worker processes; a program that calls the library keeps its own ways. Limits: the memory
limit is one of Unix, on address space.
"""

from __future__ import annotations

import gc
from contextlib import suppress

_OBJECTS = 250_000


def collect_seldom() -> None:
    """Look for cycles of objects seldom: almost everything here is freed without, and looking took a sixth of a run."""
    gc.set_threshold(_OBJECTS, 20, 20)


def limit_memory(megabytes: int) -> None:
    """Let this process have no more address space than that; 0 sets no limit."""
    if megabytes:
        with suppress(ImportError, ValueError, OSError):
            import resource

            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, hard))
