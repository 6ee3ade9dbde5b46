"""Tries at passwords and codes, counted in Postgres.

A try is written down as failed *before* it is looked at, and crossed out if it succeeds: fifty at once are fifty, a
crash counts as a failure, and without the database nobody enters.  Redis has no part in it (ASVS 6.3.1; CNIL: ten
tries at most, SAN-2026-003).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from portal import events
from portal.accounts.digests import digest
from portal.accounts.events import AccountLocked, SprayingSuspected
from portal.accounts.models import FailedSignIn, SprayingAlarm, User
from portal.accounts.present import present
from portal.audit import services as audit
from portal.prepared import Prepared

MOST = 10
"""Failures after which an account is locked."""
DELAYS = {
    5: timedelta(seconds=30),
    6: timedelta(minutes=1),
    7: timedelta(minutes=2),
    8: timedelta(minutes=4),
    9: timedelta(minutes=8),
}
"""Wait after the fifth failure and the next ones: the fingers of the owner, not a machine's."""
FIRST_LOCK, LONGEST_LOCK = timedelta(hours=1), timedelta(hours=24)
MEMORY = timedelta(hours=48)
"""A failure older than this no longer counts against an account."""

RECENT = timedelta(minutes=10)
PER_ADDRESS = 60
"""Failures from one address in ten minutes.  An agency or a phone operator puts many people behind one address."""
PER_ADDRESS_ALARMED = 10
SPRAYING = 300
"""Failures over the whole site in ten minutes that nobody's memory explains."""

_OLD = Prepared(lambda given: FailedSignIn.objects.filter(at__lte=given("until")))
_ALARM = Prepared(lambda given: SprayingAlarm.objects.filter(ended_at=None))


@dataclass(frozen=True)
class Try:
    """A try that may be looked at; already written down as failed."""

    account_key: str
    address_key: str
    user: User | None


def wait_after(failures: int) -> timedelta:
    """How long an account answers nobody after so many failures; doubles from one hour to a day once it is locked."""
    if failures >= MOST:
        return min(FIRST_LOCK * 2 ** min(failures - MOST, 10), LONGEST_LOCK)
    return DELAYS.get(failures, timedelta(0))


def account_key(kind: str, user: User | None, typed: str = "") -> str:
    """One key for a person, by whichever name they sign in; a name of nobody has its own, and is locked as well."""
    return digest("account", f"{kind}:{user.pk}" if user else f"{kind}:name:{typed.strip().casefold()}")


def begin(*, kind: str, user: User | None, typed: str = "", address_key: str) -> Try | None:
    """Write a try down as failed and say that it may be looked at; None when the account or the address must wait.

    ``kind`` is ``password`` or ``code``.  Tries on one account queue up, so that none slips between count
    and write.
    """
    key = account_key(kind, user, typed)
    with transaction.atomic():
        _one_at_a_time(key)
        now = present()  # read once alone: a try that queued must not look older than the one before it
        known = FailedSignIn.objects.for_account(key, now - MEMORY)
        failures = known.count()
        last = known.order_by("-at").values_list("at", flat=True).first()
        if last and now < last + wait_after(failures):
            FailedSignIn.objects.create(at=now, account_key="", address_key=address_key)
            refused = True
        else:
            refused = _address_is_tired(address_key, now)
            FailedSignIn.objects.create(at=now, account_key="" if refused else key, address_key=address_key)
    if refused:
        _watch_for_spraying(now)
        return None
    return Try(key, address_key, user)


def succeeded(attempt: Try) -> None:
    """Forget the failures of this account: its owner is here."""
    FailedSignIn.objects.filter(account_key=attempt.account_key).delete()


def failed(attempt: Try) -> None:
    """Lock the account if this failure was one too many, tell its owner, and look at the whole site."""
    now = present()
    failures = FailedSignIn.objects.for_account(attempt.account_key, now - MEMORY).count()
    if attempt.user and failures >= MOST:
        with transaction.atomic():
            audit.record(
                action="accounts.locked",
                target=attempt.user,
                actor=None,
                subject=attempt.user,
                details={"failures": failures},
            )
            events.publish(AccountLocked(attempt.user.pk, now, now + wait_after(failures)))
    _watch_for_spraying(now)


def forgive(user: User) -> None:
    """Forget every failure against ``user``: they have proved by their own letter box that they are the owner."""
    keys = [account_key(kind, user) for kind in ("password", "code")]
    FailedSignIn.objects.filter(account_key__in=keys).delete()


def forget_old(now: datetime) -> int:
    """Delete failures that no longer count, and end an alarm once calm is back; the number of rows deleted."""
    deleted = FailedSignIn.objects.filter(at__lte=now - MEMORY).delete()[0] if _OLD.any(until=now - MEMORY) else 0
    if _ALARM.any() and FailedSignIn.objects.since(now - RECENT).count() < SPRAYING // 2:
        with transaction.atomic():
            for alarm in SprayingAlarm.objects.select_for_update().filter(ended_at=None):
                alarm.ended_at = now
                alarm.save(update_fields=["ended_at"])
                audit.record(action="accounts.spraying_ended", target=alarm, actor=None)
    return deleted


def _one_at_a_time(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _address_is_tired(address_key: str, now: datetime) -> bool:
    most = PER_ADDRESS_ALARMED if SprayingAlarm.objects.filter(ended_at=None).exists() else PER_ADDRESS
    return FailedSignIn.objects.from_address(address_key, now - RECENT).count() >= most


def _watch_for_spraying(now: datetime) -> None:
    """Raise the alarm once.  Counted up to the limit only: under attack the table is long."""
    if FailedSignIn.objects.since(now - RECENT).order_by("-at")[:SPRAYING].count() < SPRAYING:
        return
    with transaction.atomic():
        _one_at_a_time("spraying")
        if SprayingAlarm.objects.filter(ended_at=None).exists():
            return
        alarm = SprayingAlarm.objects.create(started_at=now, failures=SPRAYING)
        audit.record(action="accounts.spraying", target=alarm, actor=None, details={"failures": SPRAYING})
        events.publish(SprayingSuspected(alarm.pk, now))
