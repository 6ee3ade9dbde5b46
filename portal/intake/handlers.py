"""What this room does when its own services tell that something happened."""

from __future__ import annotations

from portal import queue
from portal.events import subscribe
from portal.intake.events import BatchTaken
from portal.intake.tasks import read_batch


@subscribe(BatchTaken)
def begin_reading(event: BatchTaken) -> None:
    queue.ring(read_batch, event.batch_id)
