"""Where scans lie: one private folder a batch, with a random name, read by this service alone.

Kept apart from the folder of documents: what is here belongs to nobody yet.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{16,32}", re.ASCII)


def folder(name: str) -> Path:
    """The folder called ``name``.  Refuses (``ValueError``) any name that is not one of ours."""
    return Path(settings.INTAKE_FOLDER) / _ours(name)


def begin() -> str:
    """A new empty folder; its name."""
    name = secrets.token_hex(16)
    folder(name).mkdir(mode=0o700, parents=True)
    return name


def keep(chunks: Iterable[bytes], place: str) -> tuple[str, str]:
    """Write one file into the folder ``place``, to the disk itself; its name there, and the sha256 of its bytes."""
    name, digest = secrets.token_hex(16), sha256()
    with os.fdopen(os.open(folder(place) / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in chunks:
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return name, digest.hexdigest()


def file(place: str, name: str) -> Path:
    return folder(place) / _ours(name)


def image(place: str, name: str) -> Path:
    """The JPEG of one page, drawn by us."""
    return folder(place) / f"{_ours(name)}.jpg"


def drop(place: str, name: str) -> None:
    file(place, name).unlink(missing_ok=True)


def _ours(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError("not a name of this folder")
    return name


def erase(place: str) -> None:
    """Remove the whole folder; nothing happens when it is gone already."""
    shutil.rmtree(folder(place), ignore_errors=True)
