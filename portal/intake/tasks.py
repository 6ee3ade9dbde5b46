"""Doorbells: a batch waits to be read."""

from __future__ import annotations

from celery import Task

from portal import clock, queue
from portal.intake import services
from portal.intake.models import Batch
from portal.intake.services.batches import KEPT
from portal.prepared import Prepared

_LEFT = Prepared(lambda given: Batch.objects.left())
_TO_ERASE = Prepared(lambda given: Batch.objects.to_erase(given("before")))


@queue.task(queue=queue.DOCUMENTS)
def read_batch(batch_id: int) -> None:
    """Read one batch, if nobody does."""
    for batch in Batch.objects.left().filter(pk=batch_id):
        services.read_batch(batch=batch, now=clock.now())


@queue.task(bind=True)
def continue_batches(self: Task) -> None:
    """The sweeper: ring again for batches whose worker was lost, or whose bell was.  Played here and now, it reads here and now."""
    for batch in _LEFT():
        if self.request.is_eager:
            read_batch.apply((batch.pk,), throw=True)
        else:
            queue.ring(read_batch, batch.pk)


@queue.task(queue=queue.DOCUMENTS)
def erase_due() -> None:
    """Once an hour: pictures of batches that are dealt with."""
    now = clock.now()
    if _TO_ERASE.any(before=now - KEPT):
        services.erase_due(now=now)
