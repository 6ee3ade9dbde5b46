"""A run before it pays: prepared by the clock, checked by one person, released by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import holidays
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from benefits.payments.models import BankFile, FileState, Payment, PaymentRun, RunState
from benefits.payments.permissions import check_may_answer_for_runs
from benefits.payments.services import holds
from portal import clock
from portal.audit import services as audit
from portal.months import Month
from portal.prepared import Prepared
from portal.refusals import Refused
from portal.states import transition
from seekers.declarations.calendar import window_of
from seekers.declarations.services import find_window

DONE = (FileState.WRITTEN, FileState.EMPTY, FileState.REJECTED)
_KNOWN = Prepared(lambda given: PaymentRun.objects.filter(Q(is_open=True) | Q(prepared_at__gte=given("since"))))
_DUE = Prepared(lambda given: Payment.objects.filter(state="due", month__lte=given("through")))


class FourEyes(Refused):
    """The same person cannot check and release."""

    code = "four_eyes"


FIGURES = """
    SELECT scheme, count(*), sum(amount_cents) FROM payments_payment
    WHERE state = 'due' AND month <= %(through)s AND due_since <= %(now)s GROUP BY scheme ORDER BY scheme
"""

CUT = """
    INSERT INTO payments_bankfile (
        run_id, number, state, first_id, last_id, prepared_count, prepared_sum_cents, edition, executable, sha256, reject_code)
    SELECT %(run)s, number + 1, 'waiting', min(id), max(id), count(*), sum(amount_cents), 1, false, '', ''
    FROM (SELECT id, amount_cents, (row_number() OVER (ORDER BY id) - 1) / %(size)s AS number FROM payments_payment
          WHERE state = 'due' AND month <= %(through)s AND due_since <= %(now)s) due
    GROUP BY number ORDER BY number
"""


def prepare_run(*, actor: Any, now: datetime, through: Month | None = None) -> PaymentRun | None:
    """Set apart what can be paid (through ``through``, or the last month whose first transfer day has come) and count it.

    Payments without a usable account are held, each with a staff task and a message.  Nothing is sent: two people must
    answer for the figures first.  None when nothing is due, or when a run is open already.
    """
    through = through or payable_through(now)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # three million rows are read once, not a page's few
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payments.prepare_run'))")
        if PaymentRun.objects.open().exists():
            return None
        held = holds.hold_without_account(through=through, now=now)
        keys = {"through": through.first, "now": now}
        cursor.execute(FIGURES, keys)
        figures = cursor.fetchall()
        if not figures:
            return None
        run = PaymentRun.objects.create(
            through=through,
            transfer_on=next_banking_day(clock.day_of(now)),
            prepared_at=now,
            count=sum(count for _scheme, count, _cents in figures),
            sum_cents=sum(int(cents) for _scheme, _count, cents in figures),
            by_scheme={str(scheme): {"count": count, "sum_cents": int(cents)} for scheme, count, cents in figures},
            held_count=held,
        )
        cursor.execute(CUT, keys | {"run": run.pk, "size": settings.SEPA_LINES_PER_FILE})
        audit.record(action="payments.run_prepared", target=run, actor=actor, details=_figures(run))
        return run


def check_run(*, run: PaymentRun, actor: Any, now: datetime) -> PaymentRun:
    """``actor`` has compared the control figures and answers for them."""
    check_may_answer_for_runs(actor)
    return transition(run, RunState.CHECKED, actor=actor, checked_by=actor, checked_at=now)


def release_run(*, run: PaymentRun, actor: Any, now: datetime) -> PaymentRun:
    """A second person lets the money go.  Refused (``FourEyes``) to the one who checked; the database refuses it too."""
    check_may_answer_for_runs(actor)
    run.refresh_from_db()
    if run.checked_by_id == actor.pk:
        raise FourEyes(_("Vous avez contrôlé cette série de paiements : une autre personne doit la libérer."))
    return transition(run, RunState.RELEASED, actor=actor, released_by=actor, released_at=now)


def cancel_run(*, run: PaymentRun, actor: Any, reason: str, now: datetime) -> PaymentRun:
    """Before it is released: what it would have paid stays due, and the next run takes it."""
    check_may_answer_for_runs(actor)
    return transition(run, RunState.CANCELLED, actor=actor, reason=reason, done_at=now)


def is_time_to_prepare(now: datetime) -> bool:
    """Nothing open, none prepared today, and something due for a month whose first transfer day has come."""
    today = clock.day_of(now)
    return not _KNOWN.any(since=clock.start_of(today)) and _DUE.any(through=payable_through(now).first)


def payable_through(now: datetime) -> Month:
    """The last month whose first transfer day has come, in Paris."""
    today = clock.day_of(now)
    month = Month.of(today).previous
    return month if first_transfers_on(month) <= today else month.previous


def first_transfers_on(month: Month) -> date:
    """As its window says, else the calendar; the first of the next month when neither knows."""
    return find_window(month).first_transfers_on or window_of(month).first_transfers_on or month.next.first


def leaves_on(first: date, today: date) -> date:
    """The day from which what is sent ``today`` is transferred: the first transfers, or the next day of the banks since then."""
    return first if today < first else next_banking_day(today)


def next_banking_day(today: date) -> date:
    """The next day on which banks exchange transfers (T2): not a Saturday, a Sunday or one of its six holidays."""
    closed = holidays.financial_holidays("ECB", years=(today.year, today.year + 1))
    day = today + timedelta(days=1)
    while day.weekday() >= 5 or day in closed:
        day += timedelta(days=1)
    return day


@dataclass(frozen=True)
class Progress:
    """How far a run is: files, payments and cents, done and in all."""

    files: int
    files_done: int
    count: int
    count_done: int
    sum_cents: int
    sum_cents_done: int

    @property
    def share(self) -> int:
        """Out of 100, whole."""
        return 100 * self.files_done // self.files if self.files else 100


def progress(run: PaymentRun) -> Progress:
    """Read from the rows of its files: any process may ask, whoever does the work."""
    done = Q(state__in=DONE)
    figures = BankFile.objects.filter(run=run).aggregate(
        files=Count("pk"),
        files_done=Count("pk", filter=done),
        count_done=Sum("count", filter=done, default=0),
        sum_cents_done=Sum("sum_cents", filter=done, default=0),
    )
    return Progress(count=run.count, sum_cents=run.sum_cents, **figures)


def _figures(run: PaymentRun) -> dict[str, Any]:
    return {"count": run.count, "sum_cents": run.sum_cents, "held": run.held_count, "by_scheme": run.by_scheme}
