"""Stage reconcile: mentions of all documents to one row an event, with stable ids and the reasons of every link."""

from __future__ import annotations

from pipeline.reconcile.identity import Previous
from pipeline.reconcile.stage import reconcile

__all__ = ["Previous", "reconcile"]
