"""Documents that tests make lie in a folder of the run, not in the state of the project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _documents_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    from django.conf import settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DOCUMENTS_FOLDER", tmp_path_factory.mktemp("documents"))
        yield
