"""Price one person's month: when they declare, when they correct, and before they send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Least

from benefits.entitlements.models import Entitlement, Scheme
from benefits.entitlements.models import State as Right
from benefits.payments import kinds
from benefits.payments.models import Payment, PaymentState, TaskKind
from benefits.payments.models.staff import ABOUT_THE_ACCOUNT
from benefits.payments.services import books, facts, tasks
from benefits.payments.services.facts import Known, Priced
from benefits.rules.explanation import Line, explain, sentences
from portal.audit import services as audit
from portal.months import Month
from portal.notifications import services as notifications
from portal.prepared import Blank, Prepared
from portal.states import transition
from seekers.declarations.calendar import window_of
from seekers.declarations.models import Declaration
from seekers.declarations.rules import NOT_PAYABLE
from seekers.profiles.models import Seeker

UNSENT = (PaymentState.DUE, PaymentState.HELD, PaymentState.ZERO)


def _declared(given: type[Blank]) -> QuerySet[Declaration]:
    """The month whose current version is this one, held: a correction waits.  ``user_id``: whose month."""
    rows = Declaration.objects.select_for_update(of=("self",)).filter(current=given("version"))
    return rows.annotate(user_id=F("seeker__user"))


def _open(given: type[Blank]) -> QuerySet[Entitlement]:
    """The right that pays: every pricing holds it, so no day is consumed twice."""
    return Entitlement.objects.open().filter(seeker=given("seeker")).select_for_update()


def _live(given: type[Blank]) -> QuerySet[Payment]:
    """What was priced for a month and still counts, the first payment first."""
    return Payment.objects.live().filter(seeker=given("seeker"), month=given("month")).order_by("number")


_DECLARED, _OPEN, _LIVE = Prepared(_declared), Prepared(_open), Prepared(_live)
_BEFORE = Prepared(lambda given: _live(given).select_for_update())
_RIGHT = Prepared(lambda given: Entitlement.objects.filter(pk=given("pk")))
_OPEN_RIGHT = Prepared(lambda given: Entitlement.objects.open().filter(seeker=given("seeker")))


def price(*, version_id: int, actor: Any, now: datetime) -> Payment | None:
    """Make the payment of the month that ``version_id`` declares, in the transaction of the filing.

    The same version again gives the same payment.  A correction replaces what was not sent yet (its days are given
    back); after the transfer it makes a complement, or a staff task and a message when too much was paid.  None when the
    version is no longer the current one, no right is open, or a correction leaves nothing more to send.
    """
    with transaction.atomic():
        declaration = _DECLARED.first(version=version_id)
        if declaration is None:
            return None
        right = _OPEN.first(seeker=declaration.seeker_id)
        # Read after the right is locked: a slice of the batch may just have priced the month.
        before = _BEFORE(seeker=declaration.seeker_id, month=declaration.month.first)
        if before and (right is None or right.pk != before[0].entitlement_id):
            right = Entitlement.objects.select_for_update().get(pk=before[0].entitlement_id)
        if before and before[-1].version_id == version_id:
            return before[-1]
        if right is None:
            return None
        if before and before[-1].state in UNSENT:
            _give_back(before.pop(), actor, now)
        sent = before[-1] if before else None
        priced, known = _price_again(declaration, right, sent)
        payment = _settle(known, priced, declaration.month, sent, actor, now)
        if payment is not None:
            details = {"version": version_id, "number": payment.number}
            whose = declaration.user_id  # type: ignore[attr-defined]  # annotated by _declared
            audit.record(action="payment.priced", target=payment, actor=actor, subject=whose, details=details)
        return payment


def _give_back(payment: Payment, actor: Any, now: datetime) -> None:
    """Replace a payment that was not sent: its days return to the right, and nobody need look for its account."""
    tasks.drop_tasks(payment=payment, kinds=ABOUT_THE_ACCOUNT, now=now)
    transition(payment, PaymentState.SUPERSEDED, actor=actor, hold_reason="")
    days = payment.payable_days - (payment.corrects.payable_days if payment.corrects else 0)
    move_days(payment.entitlement_id, -days, payment.month)


def move_days(entitlement_id: int, days: int, month: Month) -> None:
    """Consume ``days`` of a right for ``month`` (give back when negative); a right without days is exhausted on the last of
    them, and opens again with some."""
    if days:
        used_up = Q(days_left=days, state=Right.OPEN)
        given_more = Q(days_left__gt=days, state=Right.EXHAUSTED)
        state = Case(When(used_up, Value(Right.EXHAUSTED)), When(given_more, Value(Right.OPEN)), default=F("state"))
        started = Greatest(Value(month.first), F("first_payable_on"))
        last_paid = Least(started + Value(timedelta(days=days - 1)), Value(month.last), output_field=DateField())
        ended = Case(When(used_up, last_paid), When(given_more, None), default=F("exhausted_on"))
        moved = {"days_left": F("days_left") - days, "paid_days": F("paid_days") + days}
        Entitlement.objects.filter(pk=entitlement_id).update(**moved, state=state, exhausted_on=ended)


def _price_again(declaration: Declaration, right: Entitlement, sent: Payment | None) -> tuple[Priced, Known]:
    """The whole month, as if what was sent for it had not been: its days count as left."""
    month = declaration.month
    query = f"""
        SELECT {facts.COLUMNS} FROM declarations_declaration d
        JOIN declarations_version v ON v.id = d.current_id JOIN entitlements_entitlement e ON e.id = %(right)s
        WHERE d.id = %(declaration)s"""  # noqa: S608  (constants only)
    with connection.cursor() as cursor:
        keys = {"right": right.pk, "declaration": declaration.pk}
        cursor.execute(query, facts.parameters(month) | keys)
        known = Known(*cursor.fetchone())
    if sent:
        known = known._replace(
            days_left=known.days_left + sent.payable_days, paid_days=known.paid_days - sent.payable_days
        )
    return facts.price_known(known, month), known


def _settle(
    known: Known, priced: Priced, month: Month, sent: Payment | None, actor: Any, now: datetime
) -> Payment | None:
    """Write what the new price adds to what was sent; say so when it takes away."""
    amount = priced.result.net - (sent.net_cents if sent else 0)
    if sent and (amount < 0 or not books.only_adds(priced.result, sent)):
        _say_too_much(sent, known.version_id, -amount, actor, now)
        return None
    if sent and amount == 0:
        audit.record(action="payment.confirmed", target=sent, actor=actor, details={"version": known.version_id})
        return None
    payment = Payment.objects.create(
        seeker_id=known.seeker_id,
        entitlement_id=known.entitlement_id,
        version_id=known.version_id,
        number=sent.number + 1 if sent else 0,
        corrects=sent,
        amount_cents=amount,
        state=PaymentState.DUE if amount else PaymentState.ZERO,
        **facts.frozen(known, priced, month, now),
    )
    move_days(known.entitlement_id, payment.payable_days - (sent.payable_days if sent else 0), month)
    return payment


def _say_too_much(sent: Payment, version_id: int, cents: int, actor: Any, now: datetime) -> None:
    """Nothing is taken back here: the staff looks, and the person is told in plain words."""
    tasks.ask_staff(TaskKind.TOO_MUCH_PAID, payment=sent, amount_cents=abs(cents), now=now)
    audit.record(
        action="payment.too_much_paid", target=sent, actor=actor, details={"cents": cents, "version": version_id}
    )
    key = f"payment:{sent.pk}:too_much:{version_id}"
    notifications.post(kind=kinds.TooMuchPaid, user=sent.person, context={"month": sent.month}, dedupe_key=key, now=now)


@dataclass(frozen=True)
class Estimate:
    """What a month would pay if it were sent now.  Nothing is written."""

    priced: Priced
    provisional: bool
    transfers_on: date | None
    """The first day on which the month is transferred, when it is known."""

    @property
    def net_cents(self) -> int:
        return self.priced.result.net

    def lines(self) -> list[Line]:
        return explain(*self.priced)

    def sentences(self, translate: Callable[[str], str] = str) -> list[str]:
        return sentences(self.lines(), translate)


def estimate(*, seeker: Seeker, month: Month, totals: Any, answers: Any = None) -> Estimate | None:
    """The price of ``month`` for these totals (``declarations.rules.Totals``), by the rules of the real payment.

    ``answers``, when given, tell which sick days fall in the waiting period, so that none is counted twice.  A month
    already paid for is priced as a correction would be.  None when no right is open.
    """
    paid = _LIVE(seeker=seeker.pk, month=month.first)
    live = paid[-1] if paid else None
    right = _RIGHT.first(pk=live.entitlement_id) if live else _OPEN_RIGHT.first(seeker=seeker.pk)
    if right is None:
        return None
    given_back = live.payable_days if live else 0
    known = _known_before_sending(right, month, totals, answers)
    known = known._replace(days_left=right.days_left + given_back, paid_days=right.paid_days - given_back)
    priced = facts.price_known(known, month)
    return Estimate(priced, totals.gross_pay_cents > 0, window_of(month).first_transfers_on)


def _known_before_sending(right: Entitlement, month: Month, totals: Any, answers: Any) -> Known:
    """The same facts as the query reads once the declaration is filed."""
    waiting_days = min(max((right.first_payable_on - month.first).days, 0), month.days)
    unpaid = {day for kind in NOT_PAYABLE for span in (answers.days_of(kind) if answers else ()) for day in month
              if span.starts_on <= day <= (span.ends_on or month.last)}  # fmt: skip
    worked = Payment.objects.live().filter(
        seeker=right.seeker_id, entitlement=right, month__lt=month, number=0, gross_pay_cents__gt=0
    )
    return Known(
        seeker_id=right.seeker_id,
        entitlement_id=right.pk,
        version_id=0,
        scheme=right.scheme,
        daily=right.daily_cents,
        reduced_daily=right.reduced_daily_cents,
        sjr=right.sjr_cents,
        csg_rate=right.csg_rate,
        resources=right.monthly_resources_cents,
        couple=int(right.lives_as_couple),
        full_rate_days=right.full_rate_days,
        days_left=right.days_left,
        paid_days=right.paid_days,
        contract_ended=((right.contract_ended_on or right.opened_on) - facts.DAY_ZERO).days,
        waiting_days=waiting_days,
        months_worked=worked.count() if right.scheme == Scheme.ASS else 0,
        gross_pay=totals.gross_pay_cents,
        non_payable_days=totals.non_payable_days,
        both=sum(day < right.first_payable_on for day in unpaid),
    )


def lines(payment: Payment) -> list[Line]:
    """Why the payment is what it is: one line a rule, read from its frozen figures."""
    return explain(*facts.thawed(payment))


def in_words(payment: Payment, translate: Callable[[str], str] = str) -> list[str]:
    """The same as sentences, in French or through ``translate``."""
    return sentences(lines(payment), translate)
