"""What payments say on the pages of the rooms below."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from benefits.entitlements.models import Entitlement
from benefits.payments import services
from benefits.payments.models import Payment, PaymentRun, PaymentState, RunState, StaffTask
from benefits.payments.services.holds import NOT_ASKED
from benefits.payments.services.runs import first_transfers_on, leaves_on
from benefits.payments.words import money_lines
from portal import clock
from portal.home.steps import Step, StepState
from portal.prepared import Blank, Prepared
from portal.tiles import Tile, tile
from portal.web.templatetags.words import of_month
from seekers.declarations.review import Review
from seekers.profiles.models import BankAccount

LAST_SHOWN = 3


def _last(given: type[Blank]) -> QuerySet[Payment]:
    """The payment that counts for a month: the last of those made for it."""
    return Payment.objects.live().filter(seeker=given("seeker"), month=given("month")).order_by("-number")[:1]


_LAST = Prepared(_last)
_ACCOUNT = Prepared(lambda given: BankAccount.objects.live().filter(seeker=given("seeker"), refused_code=""))


@tile("declarations.review", order=10)
def estimate(request: HttpRequest, subject: Review) -> Tile | None:
    """What the month would pay, line by line, before it is sent."""
    found = services.estimate(
        seeker=subject.seeker, month=subject.month, totals=subject.totals, answers=subject.answers
    )
    if found is None:
        return Tile("benefits/payments/no_right.html")
    leaves = found.transfers_on and leaves_on(found.transfers_on, clock.today())
    shown = {"estimate": found, "lines": money_lines(found.lines()), "leaves_on": leaves}
    return Tile("benefits/payments/estimate.html", shown)


@tile("declarations.receipt", order=10)
def priced(request: HttpRequest, subject: Any) -> Tile | None:
    """What the month that was sent will pay, and when."""
    payment = _LAST.first(seeker=subject.seeker_id, month=subject.month.first)
    if payment is None:
        return None
    leaves = _leaves_on(payment)
    no_account = leaves is not None and not _ACCOUNT.any(seeker=subject.seeker_id)
    return Tile("benefits/payments/priced.html", {"payment": payment, "leaves_on": leaves, "no_account": no_account})


@tile("home.seeker", order=20)
def home(request: HttpRequest, subject: Any) -> Tile | None:
    """The last payments, the days left, and the transfer that comes."""
    last = list(Payment.objects.of(subject).live()[:LAST_SHOWN])
    right = Entitlement.objects.of(subject).order_by("-opened_on", "-pk").first()
    if not last and right is None:
        return None
    ours = [_transfer_step(payment) for payment in last if payment.state == PaymentState.DUE]
    yours = [_account_step() for payment in last if _asks_for_account(payment)][:1]
    return Tile("benefits/payments/home.html", {"payments": last, "right": right, "ours": ours, "yours": yours})


@tile("seeker.file", order=30)
def file(request: HttpRequest, subject: Any) -> Tile | None:
    """For the advisor: the right and the last payments, with the same explanation as the person's."""
    last = list(Payment.objects.live().filter(seeker=subject).order_by("-month", "-number")[:LAST_SHOWN])
    right = Entitlement.objects.filter(seeker=subject).order_by("-opened_on", "-pk").first()
    if not last and right is None:
        return None
    return Tile("benefits/payments/file.html", {"payments": last, "right": right})


@tile("home.operator", order=10)
def operator(request: HttpRequest, subject: Any) -> Tile:
    """The run that waits for somebody, and what must be looked at."""
    run = PaymentRun.objects.open().first()
    waits = run is not None and run.state != RunState.RELEASED
    context = {"run": run, "waits": waits, "open_tasks": StaffTask.objects.open().count()}
    return Tile("benefits/payments/operator.html", context)


def _leaves_on(payment: Payment) -> date | None:
    """While it waits for a run: a day to come, whatever the day on which the month was declared."""
    return leaves_on(first_transfers_on(payment.month), clock.today()) if payment.state == PaymentState.DUE else None


def _transfer_step(payment: Payment) -> Step:
    return Step(
        title=_("Verser votre allocation %(of_month)s") % {"of_month": of_month(payment.month)},
        when=_leaves_on(payment),
        detail=_("Le virement part à partir de ce jour-là. Il arrive en un à trois jours ouvrés."),
        url=reverse("payments:detail", args=[payment.month]),
        action=_("Voir le calcul"),
    )


def _asks_for_account(payment: Payment) -> bool:
    if payment.state == PaymentState.HELD:
        return payment.hold_reason not in NOT_ASKED
    return payment.state == PaymentState.RETURNED


def _account_step() -> Step:
    return Step(
        title=_("Donner un compte bancaire"),
        detail=_("Votre paiement attend. Il part dès que votre compte est utilisable."),
        url=reverse("profiles:account"),
        action=_("Donner mon compte"),
        state=StepState.NOW,
    )
