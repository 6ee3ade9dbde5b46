"""Closing: when a window has ended, the registrations of those who declared nothing end too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from portal import clock, events
from portal.audit import services as audit
from portal.months import Month
from portal.notifications import services as notifications
from portal.prepared import Prepared
from seekers.declarations.events import DeclarationMissed, DeclarationsMissed
from seekers.declarations.kinds import MonthNotDeclared
from seekers.declarations.models import Closing, Declaration, State, Window
from seekers.declarations.services import reprieves
from seekers.declarations.services.reprieves import give_reprieves
from seekers.declarations.services.windows import closes_at, ensure_window, find_window
from seekers.profiles.models import Seeker
from seekers.profiles.rules import ZONES
from seekers.registration import services as registrations

SLICE = 1000
GRACE = timedelta(minutes=1)
"""What was sent at the last second is still on its way: nothing ends before it has arrived."""
LAST_MINUTE = timedelta(minutes=1)
"""Midnight belongs to the day after: people are told of 23:59."""
_LATEST = Prepared(lambda given: Window.objects.order_by("-month")[:1])
_TO_CLOSE = Prepared(lambda given: Window.objects.to_close(given("now")))


def close_windows(*, now: datetime, actor: Any = None) -> int:
    """Close every window that has ended somewhere; the number of registrations ended by this call.

    Zone by zone, in slices of one transaction each; what a killed run left is taken up by the next, nothing is done
    twice, and two runs at once share the work.  A held window waits.  So does each person whose form may be in the post
    (``reprieves``), or lies here unread.  The end of the registration is administrative,
    not a sanction (R5411-17), and dates from the last day of the month that was not declared.
    """
    _open_windows(now)
    ended = 0
    for window in _TO_CLOSE(now=now):
        finished = set(window.closings.exclude(finished_at=None).values_list("zone", flat=True))
        for zone in ZONES:
            if zone not in finished and closes_at(window, zone) + GRACE <= now:
                ended += _close_zone(window, zone, actor=actor, now=now)
        _finish_window(window, now=now)
    return ended


def _open_windows(now: datetime) -> None:
    """Rows for this month and every month since the last row, however long the clock stood still.

    A month that this installation never opened is never closed by it: nobody could have declared it here.
    """
    this_month = Month.of(clock.day_of(now))
    latest = _LATEST.first()
    for month in (latest.month.next if latest else this_month.previous).through(this_month):
        if latest or find_window(month).closes_at > now:
            ensure_window(month)


def _close_zone(window: Window, zone: str, *, actor: Any, now: datetime) -> int:
    """Every slice of one zone; marked as finished, with its line of audit, once nobody is left."""
    ended, after = 0, 0
    give_reprieves(window, zone, now=now)
    while waiting := _waiting(window.month, after, now, zone=zone):
        missed = _close_slice(window, zone, [seeker_id for _pk, seeker_id in waiting], actor=actor, now=now)
        if missed is None:
            return ended
        ended, after = ended + missed, waiting[-1][0]
    _finish_zone(window, zone, actor=actor, now=now)
    return ended


def _waiting(month: Month, after: int, now: datetime, *, zone: str, most: int | None = None) -> list[tuple[int, int]]:
    """(registration, seeker) of those in ``zone`` who owe ``month`` and were not dealt with, from ``after`` on."""
    rows = reprieves.due(month, now).filter(seeker__zone=zone, pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", "seeker_id")[: most or SLICE])


def _close_slice(window: Window, zone: str, seeker_ids: list[int], *, actor: Any, now: datetime) -> int | None:
    """One transaction: rows to MISSED, registrations ended, people told, rooms above told.  All of it or nothing.

    The number of people; None when the window was held or extended meanwhile, and nothing may be done.
    """
    month = window.month
    with transaction.atomic():
        if not _may_go_on(window):
            return None
        Declaration.objects.bulk_create(
            (Declaration(seeker_id=seeker_id, month=month) for seeker_id in sorted(seeker_ids)), ignore_conflicts=True
        )
        # A row that is locked is being sent at this very moment: it is left to whoever holds it, and looked at again
        # later.
        drafts = Declaration.objects.filter(seeker_id__in=seeker_ids, month=month, state=State.DRAFT)
        missed = dict(
            drafts.select_for_update(skip_locked=True, of=("self",)).order_by("pk").values_list("seeker_id", "pk")
        )
        Declaration.objects.filter(pk__in=missed.values()).update(state=State.MISSED)
        registrations.cease_not_declared(month=month, seeker_ids=list(missed), now=now, actor=actor)
        _tell(window, zone, missed, now=now)
        events.publish(DeclarationsMissed(tuple(DeclarationMissed(pk, who, month) for who, pk in missed.items())))
        closing = _progress(window, zone, now)
        Closing.objects.filter(pk=closing.pk).update(missed=F("missed") + len(missed))
    return len(missed)


def _may_go_on(window: Window) -> bool:
    """Is it neither held nor extended since?  Whoever wants to hold it now waits until this slice is written."""
    fresh = Window.objects.select_for_update(no_key=True).get(pk=window.pk)
    return fresh.held_since is None and fresh.extended_to == window.extended_to


def _progress(window: Window, zone: str, now: datetime) -> Closing:
    closing, _created = Closing.objects.get_or_create(window=window, zone=zone, defaults={"started_at": now})
    return closing


def _tell(window: Window, zone: str, missed: dict[int, int], *, now: datetime) -> None:
    """Why, what it means, and the way back in one step."""
    users = Seeker.objects.filter(pk__in=missed).values_list("pk", "user_id")
    notifications.post_many(
        kind=MonthNotDeclared,
        rows=[notifications.Row(user_id, f"missed:{missed[seeker_id]}") for seeker_id, user_id in users],
        context={"month": window.month, "closed": closes_at(window, zone) - LAST_MINUTE, "on": window.month.last},
        now=now,
    )


def _finish_zone(window: Window, zone: str, *, actor: Any, now: datetime) -> None:
    """Unless someone was being sent while we passed, or the window was held: then the next run comes back."""
    with transaction.atomic():
        if not _may_go_on(window) or _waiting(window.month, 0, now, zone=zone, most=1):
            return
        closing = _progress(window, zone, now)
        if Closing.objects.filter(pk=closing.pk, finished_at=None).update(finished_at=now):
            audit.record(
                action="declarations.zone_closed", target=closing, actor=actor,
                details={"month": str(window.month), "zone": zone, "missed": closing.missed},
            )  # fmt: skip


def _finish_window(window: Window, *, now: datetime) -> None:
    """Closed once every zone is, and nobody waits for the post any more.  Someone who moved house meanwhile, or whose time
    has run out, is looked for once more, wherever they live."""
    finished = window.closings.exclude(finished_at=None)
    if finished.count() == len(ZONES) and not _reopened(window, now) and not reprieves.owing(window.month).exists():
        Window.objects.filter(pk=window.pk, closed_at=None).update(closed_at=now)


def _reopened(window: Window, now: datetime) -> bool:
    """Reopens the zone of anyone who still owes the month; True when there was one: the next run sees to them."""
    zones = set(reprieves.due(window.month, now).values_list("seeker__zone", flat=True).distinct())
    return bool(window.closings.filter(zone__in=zones).update(finished_at=None))
