"""Looking at what was sent, in a process of its own: its type, its pages, whether they can be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from portal.documents import storage
from portal.documents.refusals import BadFile, Busy
from portal.documents.rules import faults, types
from portal.documents.sentences import displayed, sentence_of

SECONDS = 60
"""Of real time for one call; the process also limits its own (``rules.drawing.SECONDS``)."""
PATIENCE = 20
"""Seconds to wait for a place when others are reading."""
DRAWING = [sys.executable, "-m", "portal.documents.rules.drawing"]
_places = threading.BoundedSemaphore(max(1, settings.DOCUMENT_READERS))
"""Readers at once in this process, so that a crowd cannot take all of its memory."""


@dataclass(frozen=True)
class Received:
    """One file as it came: where it was put, and how the person calls it."""

    path: Path
    name: str


def bad(fault: str, name: str = "") -> BadFile:
    return BadFile(sentence_of(fault, name), fault=fault, name=displayed(name) if name else "")


def take_in(files: Iterable[File], file: str) -> list[Received]:
    """Put ``files`` as they came into the folder ``file``.  Refused (``BadFile``) by size and by type, before any is opened."""
    given = list(files)
    if not given:
        raise bad(faults.NOTHING)
    if len(given) > faults.MOST_FILES:
        raise bad(faults.TOO_MANY_FILES)
    for each in given:
        check(each, faults.MOST_BYTES, faults.TOO_LARGE)
    return [Received(storage.keep(each.chunks(), file), each.name or "") for each in given]


def check(given: File, most_bytes: int, beyond: str) -> None:
    """Look at the size and at the first and last bytes of ``given``, never at its name.

    Refused (``BadFile``): empty, over ``most_bytes`` (the fault ``beyond``), of a type that is not taken, two things at once.
    """
    name = given.name or ""
    if not given.size:
        raise bad(faults.EMPTY, name)
    if given.size > most_bytes:
        raise bad(beyond, name)
    given.seek(0)
    head = given.read(types.HEAD)
    given.seek(max(0, given.size - types.TAIL))
    tail = given.read(types.TAIL)
    given.seek(0)
    kind = types.type_of(head)
    if kind not in types.TAKEN:
        raise bad(f"{faults.WRONG_TYPE}.{kind}", name)
    if types.is_two_things(kind, head, tail):
        raise bad(faults.TWO_THINGS, name)


def draw(received: list[Received], file: str, *, room: int) -> list[dict[str, Any]]:
    """The pages of ``received``, drawn again into the folder ``file``: the sheets of a ``Sending``.

    ``room``: how many pages may still come.  Refused: ``BadFile`` with the fault of the first file that cannot be taken,
    ``Busy`` when no place is free in time.
    """
    if not _places.acquire(timeout=PATIENCE):
        raise Busy(_("Beaucoup de personnes envoient un document en ce moment. Réessayez dans une minute."))
    try:
        answers = _run(received, file, room)
    finally:
        _places.release()
    sheets = []
    for number, each in enumerate(received):
        answer: dict[str, Any] = answers[number] if number < len(answers) else {"fault": faults.TOO_HEAVY}
        if "fault" in answer:
            raise bad(answer["fault"], each.name)
        sheets += [{**page, "name": displayed(each.name), "received": each.path.name} for page in answer["pages"]]
    return sheets


def _run(received: list[Received], file: str, room: int) -> list[dict[str, Any]]:
    """What the process answered before it ended, however it ended.  It inherits nothing: no setting, no secret."""
    command = [*DRAWING, str(storage.folder(file)), str(room), *(str(each.path) for each in received)]
    ended = subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}, text=True,
    )  # fmt: skip
    try:
        said, _errors = ended.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        ended.kill()
        said, _errors = ended.communicate()
    return [json.loads(line) for line in said.splitlines() if line.endswith("}")]
