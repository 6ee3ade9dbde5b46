"""Sending: claim (commit), hand over with no transaction open, settle in bulk.

A worker killed at any line leaves either a row that still waits, or one whose lease runs out: the next worker takes it, asks
the operator whether it knows the reference, and sends only what it never saw.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from portal.notifications.gateways import Gateway, Outcome, Outgoing, Result
from portal.notifications.models import Channel, State
from portal.notifications.services.claiming import MAX_TRIES, Held, claim
from portal.notifications.services.letters import as_html, as_text
from portal.notifications.services.settling import Verdict, settle

SECONDS = 40.0
"""What handing over one slice may take, look-ups included: well under the lease."""
PAUSES = (1, 2, 5, 10, 20, 40, 60, 100)
"""Minutes before the second, third… try: nine tries in about four hours."""
ASK_AFTER = timedelta(seconds=30)
"""A try whose answer was lost may still be under way inside the operator: it is asked only after this long."""

_FINAL = {
    Result.ACCEPTED: State.SENT,
    Result.DELIVERED: State.DELIVERED,
    Result.PERMANENT: State.PERMANENT_FAILURE,
    Result.TECHNICAL: State.TECHNICAL_FAILURE,
}


def send_slice(*, channel: str, gateway: Gateway, now: datetime) -> int:
    """Send one slice of ``channel``; return how many messages were taken from the queue (0: nothing is due)."""
    held, taken = claim(channel=channel, now=now)
    if held:
        verdicts = _hand_over(held, channel, gateway, now)
        with transaction.atomic():
            settle(verdicts, now)
    return taken


def _hand_over(held: Sequence[Held], channel: str, gateway: Gateway, now: datetime) -> list[Verdict]:
    """No transaction is open here: however slow the operator is, a pooler can lend the connection to someone else."""
    started = time.monotonic()
    doubtful = [message for message in held if message.uncertain]
    known = gateway.look_up([m.reference for m in doubtful], seconds=SECONDS / 2) if doubtful else {}
    to_send = [m for m in held if not m.uncertain or known.get(m.reference, m) is None]
    left = SECONDS - (time.monotonic() - started)
    outcomes: dict[UUID, Outcome | None] = {ref: outcome for ref, outcome in known.items() if outcome is not None}
    outcomes |= gateway.deliver([_outgoing(m, channel) for m in to_send], seconds=left)
    return [_verdict(message, outcomes.get(message.reference), now) for message in held]


def _outgoing(message: Held, channel: str) -> Outgoing:
    if channel == Channel.SMS:
        return Outgoing(message.reference, message.address, message.body)
    return Outgoing(message.reference, message.address, as_text(message), message.subject, as_html(message))


def _verdict(message: Held, outcome: Outcome | None, now: datetime) -> Verdict:
    if outcome is None:  # never tried: the slice ran out of time, or the operator is down
        return Verdict.back(message, now + ASK_AFTER, "operator-away")
    if outcome.result in _FINAL:
        return Verdict.of(message, _FINAL[outcome.result], outcome.code)
    if message.attempts >= MAX_TRIES:
        return Verdict.of(message, State.TEMPORARY_FAILURE, outcome.code)
    if outcome.result is Result.UNCERTAIN:
        return Verdict.again(message, now + ASK_AFTER, outcome.code, uncertain=True)
    return Verdict.again(message, now + _pause(message), outcome.code, uncertain=False)


def _pause(message: Held) -> timedelta:
    """Grows with the tries; a share of it comes from the reference, so that a crowd does not come back at one instant."""
    minutes = PAUSES[min(message.attempts, len(PAUSES)) - 1]
    return timedelta(seconds=minutes * (60 + message.reference.int % 30))
