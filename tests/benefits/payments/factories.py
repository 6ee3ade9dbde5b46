"""People with a right, an account and a filed month; a run in any state."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from itertools import count
from typing import Any

from benefits.entitlements.models import Entitlement
from benefits.payments import services
from benefits.payments.models import Payment, PaymentRun
from portal import clock
from portal.accounts.roles import Role
from portal.months import Month
from seekers.declarations.models import Declaration, Span, Version
from seekers.profiles.models import Seeker
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.portal.accounts.factories import UserFactory
from tests.seekers.profiles.factories import BankAccountFactory, SeekerFactory

OCTOBER = Month(2026, 10)
NOW = clock.at(date(2026, 11, 3), 10)
LATER = clock.at(date(2026, 11, 6), 10)
_receipts = count(1)


def entitled(*, account: bool = True, **right: Any) -> Entitlement:
    """A person with a right to 57.00 € a day, and an account unless told."""
    seeker = SeekerFactory()
    if account:
        BankAccountFactory(seeker=seeker, since=clock.at(date(2026, 1, 1), 9))
    return EntitlementFactory(seeker=seeker, **right)


def declared(
    seeker: Seeker,
    month: Month = OCTOBER,
    *,
    gross: int = 0,
    unpaid_days: int = 0,
    sick: tuple[date, date] | None = None,
) -> Version:
    """The month filed, or corrected when it was: the rows that declarations leave behind them."""
    declaration, _new = Declaration.objects.get_or_create(seeker=seeker, month=month)
    number = declaration.versions.count() + 1
    receipt = f"T{next(_receipts):08d}"
    version = Version.objects.create(
        declaration=declaration,
        number=number,
        receipt=receipt,
        content_sha256=sha256(receipt.encode()).hexdigest(),
        filed_at=NOW,
        filed_by=seeker.user,
        gross_pay_cents=gross,
        non_payable_days=unpaid_days,
        still_looking=True,
    )
    if sick:
        Span.objects.create(version=version, kind="sick_leave", starts_on=sick[0], ends_on=sick[1])
    declaration.current, declaration.state, declaration.filed_at = version, "filed", NOW
    declaration.save()
    return version


def priced(right: Entitlement, month: Month = OCTOBER, **facts: Any) -> Payment:
    payment = services.price(version_id=declared(right.seeker, month, **facts).pk, actor=None, now=NOW)
    assert payment is not None
    return payment


def due(**right: Any) -> Payment:
    """A whole month at 57.00 €: 30 days."""
    return priced(entitled(**right))


def released(through: Month = OCTOBER, now: datetime = NOW) -> PaymentRun:
    """A run that two people have answered for."""
    run = services.prepare_run(actor=None, now=now, through=through)
    assert run is not None
    run = services.check_run(run=run, actor=UserFactory(roles=(Role.OPERATOR,)), now=now)
    return services.release_run(run=run, actor=UserFactory(roles=(Role.DIRECTOR,)), now=now)


def ordered(**right: Any) -> Payment:
    """Sent to the bank."""
    payment = due(**right)
    services.execute(run=released(), now=NOW)
    payment.refresh_from_db()
    assert payment.state == "ordered"
    return payment
