"""What waits in the inbox, on a seeker's home."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from portal.notifications.models import Message
from portal.tiles import Tile, tile

SHOWN = 3


@tile("home.seeker", order=60)
def inbox(request: HttpRequest, subject: Any) -> Tile | None:
    """The newest unread messages; nothing when all is read."""
    unread = list(Message.objects.inbox_of(subject).unread()[: SHOWN + 1])
    if not unread:
        return None
    return Tile("portal/notifications/unread.html", {"unread": unread[:SHOWN], "more": len(unread) > SHOWN})
