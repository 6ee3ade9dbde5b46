"""Whatever happens in whatever order, the books and the payments say the same (real PostgreSQL, random acts)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from benefits.payments import invariants, services
from benefits.payments.models import BankFile, Payment
from benefits.payments.models.reasons import NEXT_STEPS
from seekers.profiles.models import BankAccount
from tests.benefits.payments import factories
from tests.benefits.payments.factories import OCTOBER, declared, entitled
from tests.factories import operator
from tests.seekers.profiles.factories import BankAccountFactory


class Money(RuleBasedStateMachine):
    """People declare, correct, change accounts; runs pay; the bank returns."""

    def __init__(self) -> None:
        super().__init__()
        self.now = factories.NOW
        self.rights = [entitled(account=each > 0) for each in range(3)]
        self.staff = [operator(), operator()]

    def tick(self):
        self.now += timedelta(minutes=1)
        return self.now

    @rule(who=st.integers(0, 2), gross=st.sampled_from([0, 60_000, 120_000, 210_000, 900_000]))
    def declare(self, who: int, gross: int) -> None:
        version = declared(self.rights[who].seeker, OCTOBER, gross=gross)
        services.price(version_id=version.pk, actor=None, now=self.tick())

    @rule(stop_after=st.integers(0, 3))
    def run(self, stop_after: int) -> None:
        run = services.prepare_run(actor=None, now=self.tick(), through=OCTOBER)
        if run is None:
            return
        if stop_after == 0:
            services.cancel_run(run=run, actor=self.staff[0], reason="changed mind", now=self.now)
            return
        run = services.check_run(run=run, actor=self.staff[0], now=self.now)
        run = services.release_run(run=run, actor=self.staff[1], now=self.now)
        services.execute(run=run, now=self.tick())

    @rule(who=st.integers(0, 2), code=st.sampled_from(sorted(NEXT_STEPS)), times=st.integers(1, 2))
    def send_back(self, who: int, code: str, times: int) -> None:
        payment = Payment.objects.sent().filter(entitlement=self.rights[who]).first()
        if payment is not None:
            for _ in range(times):
                services.bank_returned(end_to_end_id=payment.end_to_end_id, code=code, actor=None, now=self.now)

    @rule(who=st.integers(0, 2))
    def change_account(self, who: int) -> None:
        seeker = self.rights[who].seeker
        BankAccount.objects.filter(seeker=seeker, ended_at=None).update(ended_at=self.now)
        BankAccountFactory(seeker=seeker, since=self.now)
        services.account_changed(seeker_id=seeker.pk, actor=None, now=self.tick())

    @rule()
    def accept(self) -> None:
        for file in BankFile.objects.filter(state="written", accepted_at=None):
            services.bank_accepted(file=file, actor=None, now=self.now)

    @invariant()
    def books_hold(self) -> None:
        assert invariants.broken() == {}

    @invariant()
    def days_are_consumed_once(self) -> None:
        for right in self.rights:
            right.refresh_from_db()
            assert right.days_left + right.paid_days == right.days_total
            last = Payment.objects.live().filter(entitlement=right).order_by("-number").first()
            assert right.paid_days == (last.payable_days if last else 0)


@pytest.mark.django_db
def test_books_hold_in_any_order() -> None:
    from django.db import transaction

    class Fresh(Money):
        def __init__(self) -> None:
            self.savepoint = transaction.savepoint()
            super().__init__()

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.savepoint)

    calm = settings(
        max_examples=25,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(Fresh, settings=calm)
