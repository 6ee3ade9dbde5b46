"""The door of the SMS operator: what became of the messages it took.

    POST /messages/recus/   X-Signature: hex HMAC-SHA256 of the body with SMS_GATEWAY_CALLBACK_SECRET
    {"provider": "…", "events": [{"id", "reference", "status", "at"}]}   → 204

A repeated event counts once.  Without a right signature the answer is 401 and nothing is read; without a secret of ours, too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal import clock
from portal.accounts.audience import for_everyone
from portal.notifications.models import State
from portal.notifications.services import receipts

logger = logging.getLogger(__name__)

EVENTS_AT_MOST = 5000
STATUSES = {
    "delivered": State.DELIVERED,
    "temporary-failure": State.TEMPORARY_FAILURE,
    "permanent-failure": State.PERMANENT_FAILURE,
}


@for_everyone
@csrf_exempt
@require_POST
def delivery_receipts(request: HttpRequest) -> HttpResponse:
    if not signed(request.body, request.headers.get("X-Signature", "")):
        logger.warning("a delivery receipt with a wrong signature was refused")
        return JsonResponse({"error": "signature"}, status=401)
    try:
        provider, events = _read(request.body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": "not understood"}, status=400)
    receipts.receive(provider=provider, events=events, now=clock.now())
    return HttpResponse(status=204)


def signed(body: bytes, signature: str) -> bool:
    """Was ``body`` signed with our secret?  Never, when we have none."""
    secret = settings.SMS_GATEWAY_CALLBACK_SECRET.encode()
    if not secret:
        return False
    expected = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())


def _read(body: bytes) -> tuple[str, list[receipts.Event]]:
    """Statuses that settle nothing (``sent``, ``queued``…) are left out.  Refuses (``ValueError`` and kin) anything odd."""
    content: dict[str, Any] = json.loads(body)
    events = content["events"]
    provider = str(content["provider"])
    if len(events) > EVENTS_AT_MOST or not 0 < len(provider) <= 20:
        raise ValueError("too many events, or no name")
    return provider, [_event(event) for event in events if event["status"] in STATUSES]


def _event(event: dict[str, Any]) -> receipts.Event:
    at = datetime.fromisoformat(event["at"])
    identity = str(event["id"])
    if at.tzinfo is None or not 0 < len(identity) <= 80:
        raise ValueError("an instant without a zone, or an event without an identity")
    return receipts.Event(identity, UUID(event["reference"]), STATUSES[event["status"]], at)
