"""New messages ring the bell of their channel, once their transaction has committed."""

from __future__ import annotations

from portal import events, queue
from portal.notifications.events import MessagesWaiting
from portal.notifications.tasks import BELLS


@events.subscribe(MessagesWaiting)
def ring(event: MessagesWaiting) -> None:
    for channel in sorted(event.channels):
        queue.ring(BELLS[channel])
