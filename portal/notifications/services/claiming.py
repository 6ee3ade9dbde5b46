"""Taking a slice of waiting messages: each row by one worker only, for as long as its lease runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from portal import clock
from portal.notifications.kinds import kind_of
from portal.notifications.models import REACHED, Channel, Message, SmsDay, SmsOfTheDay, State
from portal.notifications.rules import quiet
from portal.notifications.services.settling import Verdict, settle

SLICE = 600
LEASE = timedelta(seconds=60)
"""Far longer than a slice may take (``sending.SECONDS``): a worker that still holds a row has stopped sending before."""
MAX_TRIES = 9
"""With growing pauses, about four hours; also what stops a message that kills its worker each time."""

_CLAIM = """
    WITH lost AS (
        SELECT id FROM notifications_message
         WHERE channel = %(channel)s AND state = 'sending' AND lease_until < clock_timestamp()
         ORDER BY lease_until LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    ), fresh AS (
        SELECT id FROM notifications_message
         WHERE channel = %(channel)s AND state = 'created' AND not_before <= %(now)s
         ORDER BY not_before, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    ), due AS (
        SELECT id, true AS lost FROM lost UNION ALL SELECT id, false FROM fresh
    )
    UPDATE notifications_message AS message
       SET state = 'sending', lease_until = clock_timestamp() + make_interval(secs => %(lease)s),
           attempts = attempts + 1, uncertain = uncertain OR due.lost
      FROM due WHERE message.id = due.id
    RETURNING message.id, reference, user_id, kind, about, address, zone, language, subject, body, link,
              drop_dead_at, attempts, uncertain
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A message that this worker holds.  ``attempts`` is its number among all holders: an older one can settle nothing."""

    id: int
    reference: UUID
    user_id: int
    kind: str
    about: str
    address: str
    zone: str
    language: str
    subject: str
    body: str
    link: str
    drop_dead_at: datetime | None
    attempts: int
    uncertain: bool


def claim(*, channel: str, now: datetime) -> tuple[list[Held], int]:
    """Take up to ``SLICE`` due messages of ``channel``; return those to be sent now, and how many were taken in all.

    The others are settled at once: too late, no longer needed, in the hours of silence, a second SMS of the day, over the
    day's budget, tried too often.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, {"channel": channel, "now": now, "limit": SLICE, "lease": LEASE.total_seconds()})
            held = [Held(*line) for line in cursor.fetchall()]
        if not held:
            return [], 0
        stopped: dict[int, Verdict] = {}
        for check in (_too_late, _no_longer_needed, _asleep):
            stopped |= check([message for message in held if message.id not in stopped], now)
        going = [message for message in held if message.id not in stopped]
        if channel == Channel.SMS:
            stopped |= _second_of_the_day(going, now)
            stopped |= _over_budget([message for message in going if message.id not in stopped], now)
        settle(list(stopped.values()), now)
    return [message for message in held if message.id not in stopped], len(held)


def _too_late(held: list[Held], now: datetime) -> dict[int, Verdict]:
    verdicts: dict[int, Verdict] = {}
    for message in held:
        if message.drop_dead_at is not None and message.drop_dead_at <= now:
            verdicts[message.id] = Verdict.of(message, State.EXPIRED, "too-late")
        elif message.attempts > MAX_TRIES:
            verdicts[message.id] = Verdict.of(message, State.TECHNICAL_FAILURE, "tried-too-often")
    return verdicts


def _no_longer_needed(held: list[Held], now: datetime) -> dict[int, Verdict]:
    """Each kind is asked once for all its people of the slice."""
    groups: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for message in held:
        groups[message.kind, message.about].append(message)
    verdicts: dict[int, Verdict] = {}
    for (code, about), messages in groups.items():
        kind = kind_of(code)
        if kind is None:
            continue  # an older release wrote it: it stands as it was written
        needed = set(kind.still_needed({message.user_id for message in messages}, about, now))
        verdicts |= {
            message.id: Verdict.of(message, State.CANCELLED, "not-needed")
            for message in messages
            if message.user_id not in needed
        }
    return verdicts


def _asleep(held: list[Held], now: datetime) -> dict[int, Verdict]:
    verdicts = {}
    earliest: dict[tuple[str, datetime | None], datetime] = {}
    for message in held:
        kind = kind_of(message.kind)
        if kind is not None and kind.at_once:
            continue
        key = (message.zone, message.drop_dead_at)
        if key not in earliest:
            earliest[key] = quiet.earliest(now, *key)
        if earliest[key] > now:
            verdicts[message.id] = Verdict.back(message, earliest[key])
    return verdicts


def _second_of_the_day(held: list[Held], now: datetime) -> dict[int, Verdict]:
    """Kinds that are worth one SMS a day only, whatever the others; the unique index decides between two workers."""
    capped = [m for m in held if (kind := kind_of(m.kind)) is not None and kind.is_capped()]
    if not capped:
        return {}
    verdicts: dict[int, Verdict] = {}
    for zone, messages in _by_zone(capped):
        today = clock.start_of(clock.day_of(now, zone), zone)
        already = set(
            Message.objects.filter(
                user__in=[m.user_id for m in messages], channel=Channel.SMS, state__in=REACHED, sent_at__gte=today
            ).values_list("user_id", flat=True)
        )
        first = {m.user_id: m for m in reversed(messages) if m.user_id not in already}
        mine = _reserve(first.values(), clock.day_of(now, zone))
        verdicts |= {m.id: Verdict.back(m, quiet.next_day(now, m.zone)) for m in messages if m.id not in mine}
    return verdicts


def _by_zone(held: Iterable[Held]):
    zones: dict[str, list[Held]] = defaultdict(list)
    for message in held:
        zones[message.zone].append(message)
    return [(quiet.zone_of(name), messages) for name, messages in zones.items()]


def _reserve(messages: Iterable[Held], day) -> set[int]:
    """Write down the SMS of ``day``; ids of the messages that have it, now or since an earlier try."""
    wanted = list(messages)
    SmsOfTheDay.objects.bulk_create(
        [SmsOfTheDay(user_id=m.user_id, on=day, message_id=m.id) for m in wanted], ignore_conflicts=True
    )
    kept = SmsOfTheDay.objects.filter(on=day, user__in=[m.user_id for m in wanted])
    return set(kept.values_list("message_id", flat=True))


def _over_budget(held: list[Held], now: datetime) -> dict[int, Verdict]:
    """The day's SMS are counted in Postgres, before they leave: without the count nothing leaves (T10)."""
    if not held:
        return {}
    today = clock.day_of(now)
    SmsDay.objects.bulk_create([SmsDay(on=today)], ignore_conflicts=True)
    day = SmsDay.objects.select_for_update().get(on=today)
    granted = max(0, min(len(held), settings.SMS_DAILY_LIMIT - day.used))
    SmsDay.objects.filter(on=today).update(used=day.used + granted)
    urgent_first = sorted(held, key=lambda m: (m.drop_dead_at is None, m.drop_dead_at))
    return {m.id: Verdict.back(m, quiet.next_day(now, m.zone), "daily-budget") for m in urgent_first[granted:]}
