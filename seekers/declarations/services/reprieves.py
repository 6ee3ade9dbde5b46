"""Time for people on paper: nobody's registration ends because the post is late, or because a form lies here unread."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal import clock
from portal.audit import services as audit
from portal.intake.models import PostDelay, Slip, SlipState
from portal.intake.rules.promises import ON_ITS_WAY
from portal.months import Month
from portal.notifications import services as notifications
from seekers.declarations import kinds
from seekers.declarations.calendar import last_day
from seekers.declarations.models import Declaration, Reprieve, ReprieveReason, Window
from seekers.declarations.services.paper import matter_of
from seekers.declarations.services.windows import closes_at
from seekers.profiles.models import Seeker, UsualChannel
from seekers.registration.models import Registration

LAST_MINUTE = timedelta(minutes=1)
SLICE = 1000

# Whoever has more time already keeps it.
_GIVE = """
    INSERT INTO declarations_reprieve (seeker_id, month, until, reason, delay_id, given_at)
    SELECT waiting.seeker_id, %s, %s, %s, %s, %s FROM ({people}) AS waiting (seeker_id)
        ON CONFLICT (seeker_id, month) DO UPDATE
           SET until = EXCLUDED.until, reason = EXCLUDED.reason, delay_id = EXCLUDED.delay_id, given_at = EXCLUDED.given_at
         WHERE declarations_reprieve.until < EXCLUDED.until
    RETURNING seeker_id
"""


def owing(month: Month) -> QuerySet[Registration]:
    """Registered, owing ``month``, and neither declared nor dealt with."""
    settled = Declaration.objects.settled(month).filter(seeker_id=OuterRef("seeker_id"))
    return Registration.objects.owing(month).filter(~Exists(settled))


def due(month: Month, now: datetime) -> QuerySet[Registration]:
    """Those whose registration ends at closing: ``owing``, without those who have more time, and without those whose form has
    come back and waits for us to read it."""
    more_time = Reprieve.objects.filter(seeker=OuterRef("seeker"), month=month, until__gt=now)
    unread = _slips(month, SlipState.RETURNED)
    return owing(month).filter(~Exists(more_time), ~Exists(unread))


def give_reprieves(window: Window, zone: str, *, now: datetime) -> int:
    """Write down, with its end, the time of everyone in ``zone`` whose form may be in the post; the number newly given.

    By the system, before the first registration ends.  A form that was printed before the closing gets the days of an ordinary
    letter; where an operator recorded a delay, whoever lives by post gets until its end.  A handful of statements, whatever the
    number of people.
    """
    closing = closes_at(window, zone)
    week = _end_of(last_day(closing, ZoneInfo(zone)) + timedelta(days=ON_ITS_WAY), zone)
    people = owing(window.month).filter(seeker__zone=zone)
    on_its_way = Q(Exists(_slips(window.month, SlipState.PRINTED).filter(printed_at__lt=closing)))
    given = _give(people.filter(on_its_way), window, week, ReprieveReason.FORM_ON_ITS_WAY, None, now)
    for delay in PostDelay.objects.touching(clock.day_of(window.opens_at), last_day(closing)):
        until = _end_of(delay.until, zone)
        if until > closing:
            there = people.filter(_living_in(delay)).filter(on_its_way | _by_post())
            given += _give(there, window, until, ReprieveReason.POST_DELAYED, delay, now)
    return given


def _give(
    people: QuerySet[Registration],
    window: Window,
    until: datetime,
    reason: ReprieveReason,
    delay: PostDelay | None,
    now: datetime,
) -> int:
    """One statement, then one message a person."""
    if until <= now:
        return 0
    inner, params = people.order_by().values_list("seeker_id").query.sql_with_params()
    with transaction.atomic():
        with connection.cursor() as cursor:
            given = (window.month.first, until, reason.value, delay.pk if delay else None, now)
            cursor.execute(_GIVE.format(people=inner), (*given, *params))
            seekers = [row[0] for row in cursor.fetchall()]
        if seekers:
            details = {
                "month": str(window.month),
                "people": len(seekers),
                "until": until.isoformat(),
                "reason": reason.value,
            }
            audit.record(action="declarations.time_given", target=delay or window, actor=None, details=details)
        for start in range(0, len(seekers), SLICE):
            _tell(window, until, seekers[start : start + SLICE], now)
    return len(seekers)


def _tell(window: Window, until: datetime, seekers: list[int], now: datetime) -> None:
    users = Seeker.objects.filter(pk__in=seekers).values_list("user_id", flat=True)
    rows = [notifications.Row(user_id, f"time:{window.month}:{user_id}:{until:%Y%m%d}") for user_id in users]
    context = {"month": window.month, "until": until - LAST_MINUTE}
    notifications.post_many(kind=kinds.TimeGiven, rows=rows, context=context, now=now)


def _slips(month: Month, state: SlipState) -> QuerySet[Slip]:
    return Slip.objects.filter(person=OuterRef("seeker__user"), matter=matter_of(month), state=state)


def _by_post() -> Q:
    return Q(seeker__forms_by_post=True) | Q(seeker__usual_channel=UsualChannel.PAPER)


def _living_in(delay: PostDelay) -> Q:
    return Q(*(("seeker__postcode__startswith", each) for each in delay.departments), _connector=Q.OR)


def _end_of(day: date, zone: str) -> datetime:
    """24:00 of ``day`` on the person's own clock."""
    return clock.start_of(day + timedelta(days=1), ZoneInfo(zone))
