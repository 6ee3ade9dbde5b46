"""Doorbells of the room, and what the clock starts."""

from __future__ import annotations

from benefits.payments import services
from benefits.payments.models import BankFile, FileState, PaymentRun
from portal import clock
from portal.prepared import Prepared
from portal.queue import PAYMENTS, ring, task

_RELEASED = Prepared(lambda given: PaymentRun.objects.released().order_by("pk"))
_UNTOLD = Prepared(lambda given: BankFile.objects.filter(state=FileState.WRITTEN, told_at=None).order_by("pk"))


@task(PAYMENTS)
def price_missing() -> None:
    services.price_missing(now=clock.now())


@task(PAYMENTS)
def prepare_run() -> None:
    """Once a day, from the first transfer day on, while something is due; whoever gave an account meanwhile is due too."""
    services.resume_with_account(actor=None, now=clock.now())
    if services.is_time_to_prepare(clock.now()):
        services.prepare_run(actor=None, now=clock.now())


@task(PAYMENTS)
def continue_runs() -> None:
    """Carry on a released run whose worker was lost, and tell those who were not told."""
    for run in _RELEASED():
        services.execute(run=run, now=clock.now())
    for file in _UNTOLD():
        services.tell(file=file, now=clock.now())


@task(PAYMENTS)
def execute_run(run_id: int) -> None:
    run = PaymentRun.objects.released().filter(pk=run_id).first()
    if run is not None:
        services.execute(run=run, now=clock.now(), report=lambda file: ring(tell_people, file.pk))


@task(PAYMENTS)
def tell_people(file_id: int) -> None:
    for file in BankFile.objects.filter(pk=file_id, state=FileState.WRITTEN, told_at=None).select_related("run"):
        services.tell(file=file, now=clock.now())
