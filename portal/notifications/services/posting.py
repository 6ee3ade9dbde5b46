"""Writing messages: one row a person and channel, in the transaction of the act that causes them; nothing is sent here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from portal import events
from portal.accounts.models import User
from portal.notifications import addresses
from portal.notifications.addresses import Recipient
from portal.notifications.events import MessagesWaiting
from portal.notifications.kinds import Kind, Written
from portal.notifications.models import Channel, Message, State
from portal.notifications.rules import quiet

FALLBACKS = (Channel.SMS, Channel.EMAIL)
"""Where a message goes, in this order, when the wanted channel does not work.  After them: a call."""

_INSERT = """
    INSERT INTO notifications_message
        (reference, user_id, kind, about, channel, state, dedupe_key, address, zone, language, subject, body, short, link,
         created_at, not_before, drop_dead_at, sent_at, attempts, uncertain, provider_code)
    SELECT gen_random_uuid(), user_id, %s, %s, channel, state, dedupe_key, address, zone, language, subject, body, short, link,
           %s, not_before, %s, CASE WHEN state = 'delivered' THEN not_before END, 0, false, ''
      FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
                  %s::text[], %s::text[], %s::text[], %s::timestamptz[])
        AS one(user_id, channel, state, dedupe_key, address, zone, language, subject, body, short, link, not_before)
        ON CONFLICT (dedupe_key, channel) DO NOTHING
"""


class Line(NamedTuple):
    """One message row, in the order of ``_INSERT``."""

    user_id: int
    channel: str
    state: str
    dedupe_key: str
    address: str
    zone: str
    language: str
    subject: str
    body: str
    short: str
    link: str
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One person of ``post_many``.  ``context`` None: the one given for all."""

    user_id: int
    dedupe_key: str
    context: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """``created`` counts new rows of all channels; ``unreachable`` are the people who have nothing but the inbox although
    a telephone or a mailbox was wanted: only a call can reach them."""

    created: int
    unreachable: tuple[int, ...]


def post(
    *,
    kind: type[Kind],
    user: User,
    context: Mapping[str, Any],
    dedupe_key: str,
    now: datetime,
    drop_dead_at: datetime | None = None,
    not_before: datetime | None = None,
    channels: Collection[str] | None = None,
    about: str = "",
) -> list[Message]:
    """Write ``kind`` to ``user``: in the inbox always, and on ``channels`` (None: the one the person prefers).

    A channel that does not work gives way to the next of ``FALLBACKS``.  ``dedupe_key`` is what may not be said twice: a
    second post with the same key writes nothing and returns the rows of the first.  Instants are aware UTC.  Refuses nothing:
    the act that causes the message must not fail because of it.  The caller audits its act; a message is its trace.
    """
    post_many(
        kind=kind, rows=[Row(user.pk, dedupe_key)], context=context, now=now,
        drop_dead_at=drop_dead_at, not_before=not_before, channels=channels, about=about,
    )  # fmt: skip
    return list(Message.objects.filter(user=user, dedupe_key=dedupe_key).order_by("pk"))


def post_many(
    *,
    kind: type[Kind],
    rows: Iterable[Row],
    now: datetime,
    context: Mapping[str, Any] | None = None,
    drop_dead_at: datetime | None = None,
    not_before: datetime | None = None,
    channels: Collection[str] | None = None,
    about: str = "",
) -> Posted:
    """``post`` for a slice of people (a few thousand at most), in one statement.  Running it again writes nothing new.

    ``context`` serves every row that has none of its own, and is then put into words once a language.  An empty ``channels``
    means the inbox only.
    """
    rows = list(rows)
    people = addresses.find([row.user_id for row in rows])
    writer = _Writer(kind, context or {}, max(now, not_before or now), drop_dead_at)
    lines: list[Line] = []
    unreachable: list[int] = []
    waiting: set[str] = set()
    for row in rows:
        person = people.get(row.user_id)
        if person is None:
            continue  # the account is closed
        written = writer.words(person, row.context)
        routes = _routes(person, channels, has_sms=bool(written.short))
        if not kind.outward_only:
            lines.append(writer.inbox(person, row, written))
        lines.extend(writer.outward(person, row, written, channel, address) for channel, address in routes)
        waiting.update(channel for channel, _address in routes)
        if not routes and channels != () and (channels or person.preferred != Channel.INBOX):
            unreachable.append(row.user_id)
    with transaction.atomic():
        created = insert(lines, kind=kind.code, about=about, now=now, drop_dead_at=drop_dead_at)
        if waiting:
            events.publish(MessagesWaiting(frozenset(waiting)))
    return Posted(created, tuple(unreachable))


def insert(lines: list[Line], *, kind: str, about: str, now: datetime, drop_dead_at: datetime | None) -> int:
    """Write ``lines``; return how many were new: what was said already is left as it stands."""
    if not lines:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [kind, about, now, drop_dead_at, *map(list, zip(*lines, strict=True))])
        return cursor.rowcount


def _routes(person: Recipient, channels: Collection[str] | None, *, has_sms: bool) -> list[tuple[str, str]]:
    """Channels and addresses outside the site; a dead one is replaced by the next that works, none is used twice."""
    wanted = [person.preferred] if channels is None else list(channels)
    routes: dict[str, str] = {}
    for first in wanted:
        if first == Channel.INBOX:
            continue
        for channel in (first, *(each for each in FALLBACKS if each != first)):
            address = person.address(channel) if channel != Channel.SMS or has_sms else ""
            if address:
                routes.setdefault(channel, address)
                break
    return list(routes.items())


class _Writer:
    """Puts one kind into words for many people, each language and zone once."""

    def __init__(
        self, kind: type[Kind], context: Mapping[str, Any], start: datetime, drop_dead_at: datetime | None
    ) -> None:
        self.kind, self.context, self.start, self.drop_dead_at = kind, context, start, drop_dead_at
        self._words: dict[tuple[str, str], Written] = {}
        self._earliest: dict[str, datetime] = {}

    def words(self, person: Recipient, own: Mapping[str, Any] | None) -> Written:
        if own is not None:
            return self.kind.write({**self.context, **own}, person.language, person.zone)
        key = (person.language, person.zone)
        if key not in self._words:
            self._words[key] = self.kind.write(self.context, *key)
        return self._words[key]

    def inbox(self, person: Recipient, row: Row, written: Written) -> Line:
        return Line(
            person.user_id, Channel.INBOX.value, State.DELIVERED.value, row.dedupe_key, "", person.zone,
            written.language, written.subject, written.body, written.short, written.link, self.start,
        )  # fmt: skip

    def outward(self, person: Recipient, row: Row, written: Written, channel: str, address: str) -> Line:
        body = written.short if channel == Channel.SMS else written.body
        return Line(
            person.user_id, str(channel), State.CREATED.value, row.dedupe_key, address, person.zone,
            written.language, written.subject, body, "", written.link, self._leaves(person.zone),
        )  # fmt: skip

    def _leaves(self, zone: str) -> datetime:
        if self.kind.at_once:
            return self.start
        if zone not in self._earliest:
            self._earliest[zone] = quiet.earliest(self.start, zone, self.drop_dead_at)
        return self._earliest[zone]
