"""Each test has a bank's folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def bank_folder(settings, tmp_path) -> Path:
    settings.SEPA_FOLDER = tmp_path / "sepa"
    return settings.SEPA_FOLDER
