"""The plain way to send: one Celery task a message.  What ``benchmarks reminders`` is compared with, on the same worker."""

from __future__ import annotations

import json
import urllib.parse
from http.client import HTTPConnection

from django.conf import settings

from portal import queue
from portal.notifications.models import Message

_connections: list[HTTPConnection] = []


@queue.task(queue=queue.SMS)
def send_one(message_id: int) -> None:
    """Read the row, call the operator over a kept-alive connection, write the result."""
    message = Message.objects.get(pk=message_id)
    body = {
        "reference": f"plain-{message.pk}",
        "to": message.address,
        "from": settings.SMS_SENDER,
        "text": message.body,
    }
    if not _connections:
        where = urllib.parse.urlsplit(settings.SMS_GATEWAY_URL)
        _connections.append(HTTPConnection(where.hostname, where.port))
    _connections[0].request("POST", "/messages", json.dumps(body), {"Content-Type": "application/json"})
    answer = json.load(_connections[0].getresponse())
    Message.objects.filter(pk=message.pk).update(provider_code=answer["status"])
