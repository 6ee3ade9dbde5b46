"""A decoder that dies, a process that is killed, a power cut: nothing is half received."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal import clock
from portal.documents import services, storage
from portal.documents.models import Document
from portal.documents.refusals import BadFile
from portal.documents.rules import faults
from portal.documents.services import reading, receiving
from tests.portal.documents.factories import receive
from tests.portal.documents.making import given, jpeg, pdf

pytestmark = pytest.mark.django_db


def test_a_decoder_that_dies_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "DRAWING", [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(BadFile) as refusal:
        receive(given(jpeg()))
    assert refusal.value.facts["fault"] == faults.TOO_HEAVY


def test_a_decoder_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "DRAWING", [sys.executable, "-c", "import time; time.sleep(100)"])
    monkeypatch.setattr(reading, "SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(BadFile):
        receive(given(jpeg()))
    assert time.monotonic() - started < 10


@pytest.mark.asvs("13.3.1")
def test_the_decoder_inherits_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    monkeypatch.setenv("SECRET_KEY", "very secret")
    monkeypatch.setattr(
        reading, "DRAWING", [sys.executable, "-c", f"import os; open({str(seen)!r}, 'w').write(str(dict(os.environ)))"]
    )
    with pytest.raises(BadFile):
        receive(given(jpeg()))
    assert "very secret" not in seen.read_text()


def test_killed_between_the_file_and_the_row_leaves_a_folder_that_is_swept(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(receiving.audit, "record", _power_cut)
    monkeypatch.setattr(storage, "erase", lambda _file: None)  # nor does anything run after a power cut
    with pytest.raises(KeyboardInterrupt):
        receive(given(jpeg()))
    monkeypatch.undo()
    assert not Document.objects.exists()
    (orphan,) = folder.glob("??/*")
    assert (orphan / storage.DOCUMENT).is_file()
    kept = receive(given(jpeg()))
    assert services.sweep(now=clock.now()) == 0  # it may be an upload under way
    for path in folder.glob("??/*"):
        os.utime(path, (time.time() - 86_400, time.time() - 86_400))
    assert services.sweep(now=clock.now()) == 1
    assert not orphan.exists()
    assert storage.document(kept.file).is_file()


def _power_cut(**_given: object) -> None:
    raise KeyboardInterrupt


def test_a_process_killed_while_it_draws_leaves_no_row(folder: Path) -> None:
    """Really killed: another process draws into the folder and dies there; the row was never written."""
    name = storage.begin()
    path = storage.keep([pdf(5)], name)
    drawing = subprocess.Popen(
        [sys.executable, "-m", "portal.documents.rules.drawing", str(storage.folder(name)), "30", str(path)],
        stdout=subprocess.PIPE,
    )
    while not list(storage.folder(name).glob("*.jpg")) and drawing.poll() is None:
        time.sleep(0.01)
    drawing.kill()
    drawing.communicate()
    assert not Document.objects.exists()
    assert storage.folder(name).is_dir()
