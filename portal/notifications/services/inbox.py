"""The person's own inbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.notifications.models import Message


def mark_read(*, message: Message, actor: Any, now: datetime) -> Message:
    """The person opened ``message``.  Opening it again keeps the first time.  Reading one's own mail is not audited."""
    Message.objects.filter(pk=message.pk, user=actor, read_at=None).update(read_at=now)
    message.refresh_from_db(fields=["read_at"])
    return message
