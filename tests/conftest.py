"""Fixtures that many tests share."""

from __future__ import annotations

import pytest

from pipeline.resources import Resources
from pipeline.settings import Settings


@pytest.fixture(scope="session")
def resources() -> Resources:
    """Resources with default settings; loaded on first use."""
    return Resources(Settings())
