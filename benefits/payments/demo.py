"""How money moves in the demo town: two people answer for each run, and the bank sends some transfers back."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from benefits.payments import services
from benefits.payments.models import BankFile, FileState, PaymentRun, PaymentState, RunState
from benefits.payments.services.runs import first_transfers_on
from portal import clock
from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from portal.demo.town import habit, landmark
from portal.months import Month
from seekers.profiles.demo import trait_of


def officers() -> list[User]:
    """The people of the town who may answer for a run, oldest account first."""
    held = RoleGrant.objects.held().filter(role=Role.OPERATOR).values("user")
    return list(User.objects.filter(pk__in=held).order_by("pk"))


@landmark
def transfers(now: datetime) -> list[tuple[str, datetime]]:
    """The late morning on which a visitor may check and release the transfers of a month; the evening, when they have left."""
    here = Month.of(clock.day_of(now))
    days = [first_transfers_on(month) for month in (here.previous, here)]
    checked = [(_("Virements à contrôler à deux"), clock.at(day, 11)) for day in days]
    return checked + [(_("Premiers virements"), clock.at(day, 18)) for day in days]


@habit(hour=14)
def two_people_answer(today: date) -> None:
    """In the afternoon, for what was prepared in the morning: a visitor who comes earlier may do it themselves."""
    run = PaymentRun.objects.open().exclude(state=RunState.RELEASED).first()
    people = officers()
    if run is None or len(people) < 2:
        return
    now = clock.now()
    if run.state == RunState.PREPARED:
        run = services.check_run(run=run, actor=people[0], now=now)
    releaser = next(person for person in people if person.pk != run.checked_by_id)
    services.release_run(run=run, actor=releaser, now=now)


@habit(hour=20)
def the_bank_answers(today: date) -> None:
    """The evening of the transfer: a few accounts turn out to be closed, the rest of each file is settled."""
    now = clock.now()
    waiting = BankFile.objects.filter(state=FileState.WRITTEN, accepted_at=None, run__transfer_on__lte=today)
    for file in waiting.order_by("pk"):
        for payment in file.payments.filter(state=PaymentState.ORDERED).select_related("seeker__user").order_by("pk"):
            if trait_of(payment.seeker) == "refused_account" and payment.attempt == 1:
                services.bank_returned(end_to_end_id=payment.end_to_end_id, code="AC04", actor=None, now=now)
        services.bank_accepted(file=file, actor=None, now=now)
