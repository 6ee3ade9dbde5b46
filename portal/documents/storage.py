"""The private folder: one folder a document, with a random name, readable by this service alone and by no web server.

A file is whole and on disk before the row that names it commits; what a crash leaves without a row is swept.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

DOCUMENT = "document.pdf"
RECEIVED = "received-"
"""What was sent, kept until the antivirus has looked at it."""
ARRIVING = "arriving"
"""Where uploads lie while they come in."""
NAME = re.compile(r"[0-9a-f]{32}")


def root() -> Path:
    return Path(settings.DOCUMENTS_FOLDER)


def arriving() -> Path:
    """The folder of uploads that are coming in, made when it is not there."""
    folder = root() / ARRIVING
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def folder(file: str) -> Path:
    """The folder called ``file``.  Refuses (``ValueError``) any name that is not one of ours."""
    if not NAME.fullmatch(file):
        raise ValueError("not a name of this folder")
    return root() / file[:2] / file


def begin() -> str:
    """A new empty folder; its name."""
    name = secrets.token_hex(16)
    folder(name).mkdir(mode=0o700, parents=True)
    return name


def keep(chunks: Iterable[bytes], file: str) -> Path:
    """Write what was received beside the others of ``file``; its path."""
    path = folder(file) / f"{RECEIVED}{secrets.token_hex(8)}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in chunks:
            out.write(chunk)
    return path


def received(file: str) -> list[Path]:
    """What was sent, as long as it is there, in no order that matters."""
    return sorted(folder(file).glob(f"{RECEIVED}*"))


def merge(fresh: str, file: str) -> None:
    """Move everything of the folder ``fresh`` into ``file``: names are random and never meet."""
    for path in folder(fresh).iterdir():
        path.rename(folder(file) / path.name)


def sheet(file: str, name: str) -> Path:
    """The JPEG of one page that is not bound yet."""
    return folder(file) / f"{name}.jpg"


def document(file: str) -> Path:
    return folder(file) / DOCUMENT


def settle(file: str) -> None:
    """Make sure that the folder survives a power cut: every file and the names themselves."""
    place = folder(file)
    for path in [*place.iterdir(), place, place.parent, root()]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def keep_only_document(file: str) -> None:
    """The antivirus has spoken: what was sent, and what served to make the document, is no longer needed."""
    for path in folder(file).iterdir():
        if path.name != DOCUMENT:
            path.unlink(missing_ok=True)


def erase(file: str) -> None:
    """Remove the whole folder; nothing happens when it is gone already."""
    shutil.rmtree(folder(file), ignore_errors=True)


def older_than(instant: float) -> Iterator[str]:
    """The names of the folders that were last written before ``instant`` (seconds of real time)."""
    for place in root().glob("[0-9a-f][0-9a-f]/*"):
        with suppress(FileNotFoundError):
            if NAME.fullmatch(place.name) and place.stat().st_mtime < instant:
                yield place.name


def forget_arriving(instant: float) -> int:
    """Remove uploads that a crash left half-way, last written before ``instant``; how many."""
    gone = 0
    for path in arriving().iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < instant:
                path.unlink()
                gone += 1
    return gone
