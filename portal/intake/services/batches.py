"""Batches: what the scanner gives is kept first, then read slice by slice; whatever is killed goes on where it stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock, events
from portal.accounts.models import User
from portal.audit import services as audit
from portal.documents.rules import faults
from portal.documents.sentences import displayed
from portal.documents.services.reading import bad, check
from portal.intake import storage
from portal.intake.events import BatchTaken
from portal.intake.models import DOCUMENT, Batch, BatchState, Bundle, Page, ScanFile, Slip
from portal.intake.refusals import NothingNew, WrongDays
from portal.intake.rules import grouping
from portal.intake.services.slips import days_fit
from portal.intake.services.sorting import settle
from portal.states import transition

MOST_BYTES = 200_000_000
"""One file: about three hundred pages of a good scanner."""
SLICE = 10
"""Pages read by one call of the reader, written in one transaction."""
SECONDS = 150
KEPT = timedelta(days=90)
"""After reading: long enough to look again at a page that was sorted wrongly."""
LEASE = timedelta(minutes=5)
"""Longer than one slice may take: a batch whose lease has run out has lost its worker."""


def take_in(
    *,
    files: Iterable[File],
    received_on: date,
    postmarked_on: date | None,
    actor: User | None,
    now: datetime,
    name: str = "",
) -> Batch:
    """Keep ``files`` (PDF, JPEG, PNG; pages in order) as one batch; reading begins at once, elsewhere.

    A file whose bytes were taken before is left out.  ``actor`` None: the system found them in the scanner's folder.
    Refused, with nothing kept: ``BadFile`` (the first that is no scan), ``NothingNew`` (all are known), ``WrongDays``.
    """
    if not days_fit(received_on, postmarked_on, clock.day_of(now)):
        raise WrongDays(
            _("Le courrier ne peut pas arriver demain, ni être posté après son arrivée. Vérifiez les dates.")
        )
    given = list(files)
    if not given:
        raise bad(faults.NOTHING)
    for each in given:
        check(each, MOST_BYTES, faults.TOO_HEAVY)
    place = storage.begin()
    kept = [(displayed(each.name or ""), *storage.keep(each.chunks(), place)) for each in given]
    with transaction.atomic():
        batch = Batch.objects.create(
            name=(name or kept[0][0])[:80], folder=place, received_on=received_on, postmarked_on=postmarked_on,
            taken_at=now, taken_by=actor,
        )  # fmt: skip
        rows = [
            ScanFile(batch=batch, position=position, name=called, stored=stored, sha256=digest)
            for position, (called, stored, digest) in enumerate(kept)
        ]
        ScanFile.objects.bulk_create(rows, ignore_conflicts=True)
        ours = set(batch.files.values_list("stored", flat=True))
        if not ours:
            known = ScanFile.objects.select_related("batch").get(sha256=kept[0][2])
            raise NothingNew(_("Ces pages ont déjà été prises : rien n’est ajouté."), batch=known.batch)
        audit.record(action="intake.batch_taken", target=batch, actor=actor, details={"files": len(ours)})
        events.publish(BatchTaken(batch.pk))
    for _called, stored, _digest in kept:
        if stored not in ours:
            storage.drop(place, stored)
    return batch


def read_batch(
    *, batch: Batch, now: datetime, actor: User | None = None, report: Callable[[int], None] = lambda pages: None
) -> Batch:
    """Read the pages of ``batch`` that nobody has read, put them together, and link what their barcodes say.

    By the system, from a task or a command.  One slice, one transaction; while another worker holds the batch, nothing is
    done.  ``report`` is told the pages of each slice.
    """
    claimed = Batch.objects.left().filter(pk=batch.pk).hold(LEASE)
    batch = Batch.objects.get(pk=batch.pk)
    if not claimed:
        return batch
    try:
        if batch.state == BatchState.WAITING:
            batch = transition(batch, BatchState.READING, actor=actor)
        for file in batch.files.order_by("position"):
            while not file.fault and (file.pages is None or file.done < file.pages):
                report(_read_slice(batch, file))
                Batch.objects.filter(pk=batch.pk).hold(LEASE)
        _group(batch, now)
        for bundle in Bundle.objects.filter(batch=batch, state="to_link").order_by("number"):
            settle(bundle=bundle, actor=actor, now=now)
            Batch.objects.filter(pk=batch.pk).hold(LEASE)
        return transition(batch, BatchState.READ, actor=actor, read_at=now, lease_until=None)
    except BaseException:
        Batch.objects.filter(pk=batch.pk).update(lease_until=None)
        raise


def _read_slice(batch: Batch, file: ScanFile) -> int:
    """The next pages of ``file`` become rows, and ``file`` says how far we are.  What the reader died on is a fault."""
    said = _ask_reader(batch, file)
    head = said[0] if said else {"fault": faults.TOO_HEAVY}
    pages = [line for line in said if "image" in line]
    last_fault = said[-1].get("fault", "") if said else ""
    with transaction.atomic():
        if "pages" in head:
            file.pages = head["pages"]
        start = Page.objects.filter(batch=batch).count()
        Page.objects.bulk_create(
            Page(batch=batch, number=start + rank, file=file, **page) for rank, page in enumerate(pages, start=1)
        )
        file.done += len(pages)
        if last_fault or not pages:
            file.fault = last_fault or head.get("fault") or faults.TOO_HEAVY
        file.save(update_fields=["pages", "done", "fault"])
    return len(pages)


def _ask_reader(batch: Batch, file: ScanFile) -> list[dict[str, Any]]:
    """What the process said before it ended, however it ended.  It inherits nothing: no setting, no secret."""
    place = storage.folder(batch.folder)
    command = [
        sys.executable,
        "-m",
        "portal.intake.rules.scanning",
        str(place),
        str(storage.file(batch.folder, file.stored)),
    ]
    reader = subprocess.Popen(
        [*command, str(file.done), str(SLICE)], cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env={"PATH": os.defpath, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        text=True,
    )  # fmt: skip
    try:
        said, _errors = reader.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        reader.kill()
        said, _errors = reader.communicate()
    return [json.loads(line) for line in said.splitlines() if line.endswith("}")]


def _group(batch: Batch, now: datetime) -> None:
    """Pages become bundles, once: pages that have theirs keep it."""
    with transaction.atomic():
        Batch.objects.select_for_update().get(pk=batch.pk)
        loose = list(batch.pages.filter(bundle=None).order_by("number"))
        seen = [grouping.Seen(page.number, page.code, page.form_page, page.spoilt) for page in loose]
        by_number = {page.number: page for page in loose}
        made: dict[int, Bundle] = {}
        for rank, group in enumerate(grouping.grouped(seen, _covers(seen)), start=1):
            bundle = Bundle.objects.create(
                batch=batch, number=rank, code=group.code, received_on=batch.received_on,
                postmarked_on=batch.postmarked_on, came_with=made[id(group.behind)] if group.behind else None,
            )  # fmt: skip
            made[id(group)] = bundle
            Page.objects.filter(pk__in=[by_number[number].pk for number in group.numbers]).update(bundle=bundle)


def _covers(seen: Iterable[grouping.Seen]) -> set[str]:
    """The codes of cover sheets among ``seen``: they alone say what the pages behind them are."""
    codes = {page.code for page in seen if page.code}
    return set(Slip.objects.filter(code__in=codes, matter__startswith=f"{DOCUMENT}:").values_list("code", flat=True))


def progress(batch: Batch) -> dict[str, int]:
    """Pages read, and known so far; bundles by state.  For the live page."""
    files = list(batch.files.all())
    return {
        "done": sum(file.done for file in files),
        "pages": sum(file.pages or 0 for file in files),
        "unopened": sum(file.pages is None and not file.fault for file in files),
    }


def erase_due(*, now: datetime) -> int:
    """Remove the files and pictures of batches that were read ``KEPT`` ago and of which nothing waits; how many.  By the system.

    The rows stay: who sorted what, and when.  What counts lies in the documents of each person, with their own last day.
    """
    done = 0
    for batch in Batch.objects.to_erase(now - KEPT):
        with transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(erased_at=now)
            audit.record(action="intake.batch_erased", target=batch, actor=None)
        storage.erase(batch.folder)
        done += 1
    return done
