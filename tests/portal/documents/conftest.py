"""A private folder of its own for each test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from portal.refusals import Refused


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.DOCUMENTS_FOLDER = tmp_path / "documents"
    return settings.DOCUMENTS_FOLDER


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[object]]:
    """Run these calls at the same instant, each on a connection of its own; what each gave or raised."""

    def run(*calls: Callable[[], object]) -> list[object]:
        barrier, answers = threading.Barrier(len(calls)), list[object]()

        def one(call: Callable[[], object]) -> None:
            try:
                barrier.wait()
                answers.append(call())
            except Refused as refusal:
                answers.append(type(refusal))
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(call,)) for call in calls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    return run
