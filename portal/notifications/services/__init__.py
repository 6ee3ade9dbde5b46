"""The verbs of the room: ``post`` and ``post_many`` write, ``sending`` sends, ``receipts`` learns what became of it."""

from portal.notifications.services.inbox import mark_read
from portal.notifications.services.posting import Posted, Row, post, post_many

__all__ = ["Posted", "Row", "mark_read", "post", "post_many"]
