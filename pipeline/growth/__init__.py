"""One more article into large tables: only what it touches is made again (docs/performance.md, "One article more")."""
