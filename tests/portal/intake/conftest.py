"""Paper, a scanner that is not kind to it, and a folder of its own for each test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.INTAKE_FOLDER = tmp_path / "intake"
    settings.DOCUMENTS_FOLDER = tmp_path / "documents"
