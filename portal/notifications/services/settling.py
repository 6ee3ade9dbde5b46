"""Writing down what became of messages, in bulk; what failed for good goes to the next channel, or to a human voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import connection

from portal import events
from portal.notifications import addresses
from portal.notifications.events import MessagesWaiting, NobodyReached
from portal.notifications.models import FAILED, REACHED, Channel, Message, State
from portal.notifications.rules import quiet
from portal.notifications.services.posting import FALLBACKS, Line, insert

_SETTLE = """
    UPDATE notifications_message AS message
       SET state = one.state, provider_code = one.code, lease_until = NULL, uncertain = one.uncertain,
           attempts = one.attempts_after,
           not_before = coalesce(one.not_before, message.not_before),
           sent_at = CASE WHEN one.state IN ('sent', 'delivered') THEN coalesce(message.sent_at, %s)
                          ELSE message.sent_at END,
           settled_at = CASE WHEN one.state IN ('created', 'sent') THEN NULL ELSE %s::timestamptz END
      FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::bool[], %s::int[], %s::timestamptz[])
        AS one(id, attempts, state, code, uncertain, attempts_after, not_before)
     WHERE message.id = one.id AND message.state = 'sending' AND message.attempts = one.attempts
    RETURNING message.id, message.state
"""


class HeldRow(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def attempts(self) -> int: ...

    @property
    def uncertain(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one held message becomes.  ``not_before`` only when it goes back to wait; ``tried`` False: that was no try."""

    id: int
    attempts: int
    state: str
    code: str
    uncertain: bool = False
    not_before: datetime | None = None
    tried: bool = True

    @classmethod
    def of(cls, held: HeldRow, state: str, code: str) -> Verdict:
        return cls(held.id, held.attempts, state, code)

    @classmethod
    def back(cls, held: HeldRow, not_before: datetime, code: str = "") -> Verdict:
        """Not tried: it waits, and keeps what is known of earlier tries."""
        return cls(held.id, held.attempts, State.CREATED, code, held.uncertain, not_before, tried=False)

    @classmethod
    def again(cls, held: HeldRow, not_before: datetime, code: str, *, uncertain: bool) -> Verdict:
        return cls(held.id, held.attempts, State.CREATED, code, uncertain, not_before)


def settle(verdicts: Collection[Verdict], now: datetime) -> None:
    """Write ``verdicts``, in the caller's transaction.  A message whose lease another worker took meanwhile is left to
    that worker, and one that a receipt has already settled stays as it is."""
    if not verdicts:
        return
    columns = zip(
        *(
            (v.id, v.attempts, str(v.state), v.code, v.uncertain, v.attempts - (not v.tried), v.not_before)
            for v in verdicts
        ),
        strict=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, [now, now, *map(list, columns)])
        written = cursor.fetchall()
    after_failures([pk for pk, state in written if state in FAILED], now)


def after_failures(ids: Collection[int], now: datetime) -> None:
    """These messages have just failed for good: mark dead addresses, and try the next channel.

    Decided on the stored state, so that a failure learnt from the operator's answer and one learnt from a receipt do the same.
    """
    if not ids:
        return
    failed = list(Message.objects.filter(pk__in=ids, state__in=FAILED).order_by("pk"))
    for channel in FALLBACKS:
        dead = {m.user_id for m in failed if m.channel == channel and m.state == State.PERMANENT_FAILURE}
        addresses.failed(dead, channel, now)
    _fall_back(failed, now)


def _fall_back(failed: list[Message], now: datetime) -> None:
    """One new row on the next working channel, written from the inbox row; the index forbids a second one."""
    siblings: dict[str, dict[str, Message]] = defaultdict(dict)
    for message in Message.objects.filter(dedupe_key__in={m.dedupe_key for m in failed}).order_by("pk"):
        siblings[message.dedupe_key][message.channel] = message
    people = addresses.find({m.user_id for m in failed})
    lines: dict[tuple[str, str, datetime | None], list[Line]] = defaultdict(list)
    lost: dict[tuple[str, str], set[int]] = defaultdict(set)
    for message in failed:
        tried = siblings[message.dedupe_key]
        if _useless(message, tried.values(), now):
            continue
        line = _line(tried, people.get(message.user_id), message.drop_dead_at, now)
        if line is None:
            lost[message.kind, message.about].add(message.user_id)
        else:
            lines[message.kind, message.about, message.drop_dead_at].append(line)
    for (kind, about, drop_dead_at), rows in lines.items():
        insert(rows, kind=kind, about=about, now=now, drop_dead_at=drop_dead_at)
        events.publish(MessagesWaiting(frozenset(row.channel for row in rows)))
    for (kind, about), user_ids in lost.items():
        events.publish(NobodyReached(kind, about, tuple(sorted(user_ids))))


def _useless(failed: Message, siblings: Iterable[Message], now: datetime) -> bool:
    """Too late for another channel, or another one is still on its way or has arrived."""
    if failed.drop_dead_at is not None and failed.drop_dead_at <= now:
        return True
    living = (*REACHED, State.CREATED, State.SENDING)
    return any(other.state in living for other in siblings if other.channel != Channel.INBOX)


def _line(
    tried: dict[str, Message], person: addresses.Recipient | None, drop_dead_at: datetime | None, now: datetime
) -> Line | None:
    """The same message on the first channel not yet tried that works for this person; None when there is none left."""
    inbox = tried.get(Channel.INBOX)
    if inbox is None or person is None:
        return None
    for channel in FALLBACKS:
        body = inbox.short if channel == Channel.SMS else inbox.body
        address = person.address(channel)
        if channel not in tried and body and address:
            return Line(
                person.user_id, channel.value, State.CREATED.value, inbox.dedupe_key, address, person.zone,
                inbox.language, inbox.subject, body, "", inbox.link, quiet.earliest(now, person.zone, drop_dead_at),
            )  # fmt: skip
    return None
