"""Loading the official files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from portal import events
from portal.audit import services as audit
from portal.reference.events import ReferenceLoaded
from portal.reference.files import Reading, WrongFile, find, read
from portal.reference.loading import Outcome, load
from portal.reference.models import Loading
from portal.reference.sources import sources

__all__ = ["Outcome", "WrongFile", "load_readings", "read_folder"]


def read_folder(folder: Path, *, told: Callable[[str], None] = lambda name: None) -> list[Reading]:
    """Read every file of ``folder`` that a room knows, in the order of loading; writes nothing.

    Refused: ``WrongFile`` when a file is not what its name promises, or when none is known at all.
    """
    readings = []
    for source in sources():
        path = find(source, folder)
        if path is not None:
            told(path.name)
            readings.append(read(source, path))
    if not readings:
        known = ", ".join(each.pattern for each in sources())
        raise WrongFile(f"No official file in {folder}. Known names: {known}.")
    return readings


def load_readings(
    *,
    readings: Iterable[Reading],
    actor: Any,
    now: datetime,
    dry_run: bool = False,
    told: Callable[[str], None] = lambda name: None,
) -> list[Outcome]:
    """Load what was read, all or nothing; with ``dry_run`` everything is done and then undone, so that the counts are
    exact.  Rooms above work out again what depends on it (``ReferenceLoaded``).  Loading again changes nothing.
    """
    outcomes = []
    with transaction.atomic():
        for reading in readings:
            outcome = load(reading)
            row = Loading.objects.create(
                at=now, source=reading.source.name, file_name=reading.path.name[:120], sha256=reading.sha256,
                rows_read=reading.rows_read, rows_added=outcome.added, rows_changed=outcome.changed,
                rows_refused=len(outcome.refused),
            )  # fmt: skip
            audit.record(action="reference.loaded", target=row, actor=actor, details={"source": row.source})
            outcomes.append(outcome)
            told(reading.path.name)
        events.publish(ReferenceLoaded(frozenset(each.reading.source.name for each in outcomes)))
        transaction.set_rollback(dry_run)
    return outcomes
